"""The words that tell whose words a sentence is."""

from __future__ import annotations

import re

SAYING = (
    r"said|says|told|tells|announced|announces|argued|argues|warned|warns|denied|denies|insisted|insists|acknowledged"
    r"|acknowledges|admitted|admits|alleged|alleges|asserted|asserts|contended|contends|testified|vowed|vows|pledged|pledges"
    r"|claimed|declared|declares|explained|explains|added|cautioned|replied|asked|recalled|remarked|tweeted|quipped"
)
"""Verbs that hardly ever mean anything but speech."""

REPORTING = (
    r"stated|states|claims|reported|reports|noted|notes|suggested|suggests|revealed|reveals|described|describes|promised"
    r"|promises|estimated|estimates|believed|believes|wrote|writes|concluded|concludes|predicted|predicts|confirmed|confirms"
    r"|attributed|accused|accuses|maintained|maintains|mentions|mentioned"
)
"""Verbs that are nouns or plain deeds as well: they need somebody who speaks right before them."""

BASE = (
    r"say|tell|announce|argue|warn|deny|insist|acknowledge|admit|allege|assert|contend|testify|claim|declare|explain|add|state"
    r"|report|note|suggest|reveal|describe|promise|estimate|believe|write|conclude|predict|confirm"
)

SPEAKER = (
    r"(?:[A-ZÀ-Þ][\w'’.-]*|he|she|they|we|who|officials?|spokes(?:man|woman|person|people)|report|memo|statements?|documents?|study"
    r"|government|ministry|military|analysts?|experts?|critics|sources?|witness(?:es)?|coalition|president|minister|general"
    r"|authorities|police|leaders?|researchers?|diplomats?|activists?|residents|letter|paper|agency|administration|group|army)"
)
NO_POSSESSIVE = r"(?<!['’])(?<!['’]s)"
"""Behind a possessive the verb is a noun: the report's claims."""

MODAL = r"(?:would|will|did|does|may|might|could|can)"
ADVERBS = r"(?:(?:have|has|had|also|later|then|once|itself|himself|herself|repeatedly|\w+ly)\s+){0,3}"

REPORTING_CUE = re.compile(
    rf"\b(?:{SAYING}|{REPORTING}|{MODAL}\s+{ADVERBS}(?:{BASE})|as follows|in (?:his|her|its|their) words)\b"
)
"""What a paragraph that introduces a quotation has in its last sentence: "the memo would state:"."""

SPEAKER_WORD = re.compile(rf"\b{SPEAKER}\b")
SAYING_VERB = re.compile(rf"\b(?:{SAYING})\b")

MAX_SUBJECT_CHARACTERS = 120
"""How far before a verb of speech its speaker may stand."""

ATTRIBUTION = re.compile(
    r"\b[Aa]ccording to\b"
    rf"|\b(?:{SAYING}|{REPORTING})\s+by\s+(?:the\s+|an?\s+)?{SPEAKER}"
    rf"|\b(?:{SAYING})\s+(?:the\s+|an?\s+)?{SPEAKER}\b"
    rf"|\b{SPEAKER}{NO_POSSESSIVE},?\s+{ADVERBS}(?:{REPORTING})\b"
    rf"|\b{SPEAKER},?\s+{ADVERBS}{MODAL}\s+{ADVERBS}(?:{BASE})\b"
)
"""A speaker beside a verb of speech, or "according to"."""


def is_attributed(words: str) -> bool:
    """Whether the words name a speaker together with a verb of speech, or say "according to"."""
    verbs = SAYING_VERB.finditer(words)
    return ATTRIBUTION.search(words) is not None or any(
        SPEAKER_WORD.search(words, max(0, verb.start() - MAX_SUBJECT_CHARACTERS), verb.start()) for verb in verbs
    )
