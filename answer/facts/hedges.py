"""Find claims that state as certain what a document calls possible: "alleged", "could", "reportedly"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answer.facts.alignment import Alignment, ComparedWord, said_at
from answer.facts.negation import asides
from ingest.lexicon import table

CUES = table("""
    may might could would should can maybe perhaps possibly probably presumably potentially likely unlikely
    reportedly allegedly alleged alleges allege purported purportedly supposed supposedly apparently
    seemingly seem seems seemed appear appears appeared suspect suspects suspected suggest suggests
    suggested suggesting believed thought considered rumoured rumored rumours rumors claim claims claimed
    claiming possible potential probable hypothesis hypothesize hypothesized speculate speculated
    speculation unconfirmed unverified unclear uncertain if unless whether expected estimates estimated
    tends tend associated indicate indicates indicated until provided otherwise plan plans planned planning
    intend intends intended hoped threatened attempted tried sought vowed promised pledged proposed proposes
    must ought recommend recommends recommended recommending urge urges urged urging demanded demanding
    """)
WISHED = table("""
    should must ought recommend recommends recommended recommending urge urges urged urging demanded demanding
    """)
"""Words for what a document demands; a claim that states it as a fact differs."""
STRONG = (
    CUES
    - table("""
    can expected estimates estimated associated indicate indicates provided otherwise
    """)
    - WISHED
)
"""Hedges that make a claim without any hedge differ; the rest count only beside these."""

ABLE = table("can could")
"""Beside "unable" they hedge nothing: who could not was unable."""

CONDITIONS = table("if unless until")
"""Words that make their whole sentence conditional, however far they stand from the words that a claim shares."""

ACCUSATION = re.compile(
    r"\b(?:accused|suspected|charged|indicted|arrested|detained|held|questioned|investigated|probed|sued|blamed|tried"
    r"|dismissed|fired|sacked|suspended|wanted)(?:\s(?!(?:of|for|with|over)\b)\w+){0,3}?\s(?:of|for|with|over)"
    r"\s(?:\w+ly\s)?(?P<deed>\w+ing)\b",
    re.IGNORECASE,
)
"""A deed of which somebody is only accused: "arrested on Monday for selling …"."""

MONTH_OF_MAY = re.compile(r"\bMay\b(?!\s(?:be|have|not)\b)")
BELIEVED = re.compile(r"\bif\b(?=[^,.;]{1,60}\sto be believed\b)|(?<=\bto be )believed\b", re.IGNORECASE)
"""Words that name who says it, as "according to" does: "if Ruiz is to be believed, …"."""
AS_PROMISED = re.compile(
    r"(?<=\bas )(?:promised|pledged|planned|proposed|expected|intended|threatened|vowed|recommended|suggested)\b"
    r"(?=,|\.|$)",
    re.IGNORECASE,
)
"""Words of what was announced and then done: "as promised, …"."""
CLAIMED = re.compile(
    r"(?<!['’])\b(?!(?:is|are|was|were|be|been|being|the|an?|this|that|no|any|every|such|his|her|its|their|our|my)\b)"
    r"\w+\s(?P<verb>claim(?:s|ed|ing)?)\b(?=\s(?:that|the|an?|he|she|it|they|his|her|its|their)\b)",
    re.IGNORECASE,
)
"""A verb that says whose words a sentence is, where it does: "the tenants claimed that …"; "alleged" is a charge."""
BEFORE = 4
"""Words before the part that a claim shares in which a hedge still counts: "it is alleged that …".

Raised, hedges of something else count too; lowered, hedges of the shared part are missed.
"""


def hedges(words: Sequence[ComparedWord], text: str, among: frozenset[str] = CUES, *, told: bool = False) -> list[int]:
    """Return the places of the words that hedge; `told` is whether the text is known to be somebody's words."""
    others = {match.start() for match in MONTH_OF_MAY.finditer(text)}
    others |= {match.start("verb") for match in claimed(text)} if told else set()
    others |= {match.start() for pattern in (BELIEVED, AS_PROMISED) for match in pattern.finditer(text)}
    return [place for place, word in enumerate(words) if word.text.lower() in among and word.start not in others]


def claimed(text: str) -> Iterator[re.Match[str]]:
    """Find the verbs by which somebody is said to claim something: "the tenants [claimed] that …"."""
    return CLAIMED.finditer(text)


def hedge_mismatch(alignment: Alignment, claim: str, sentence: str, *, told: bool = False) -> tuple[str, str] | None:
    """Return the words that hedge only the claim or only the sentence, as (claim's, document's), or None.

    `told` is whether the sentence is known to be somebody's words, whose verb then hedges nothing.
    """
    ours = hedges(alignment.claim, claim)
    if "unable" in claim.lower() + sentence.lower():
        ours = [place for place in ours if alignment.claim[place].text.lower() not in ABLE]
    near, said = _concerned(alignment), {word.key for word in alignment.claim}
    beside = asides(alignment, sentence)
    theirs = [
        *_accusations(alignment, sentence),
        *(
            place
            for place in hedges(alignment.sentence, sentence, STRONG | WISHED, told=told)
            if (place in near or alignment.sentence[place].text.lower() in CONDITIONS)
            and not any(start <= alignment.sentence[place].start < end for start, end in beside)
        ),
    ]
    if "unable" in claim.lower():
        theirs = [place for place in theirs if alignment.sentence[place].text.lower() not in ABLE]
    every = hedges(alignment.sentence, sentence, told=told)
    if any(alignment.sentence[place].key not in said for place in theirs) and all(
        alignment.partner(place) is not None for place in ours
    ):
        return "", said_at(alignment.sentence, theirs)
    strong = [place for place in hedges(alignment.claim, claim, STRONG) if place in ours]
    if not every and strong:
        return said_at(alignment.claim, strong), ""
    return None


def _accusations(alignment: Alignment, sentence: str) -> Iterator[int]:
    """Find the words that accuse somebody of a deed when the claim shares the deed or the word after it."""
    for match in ACCUSATION.finditer(sentence):
        deed = next(at for at, word in enumerate(alignment.sentence) if word.end >= match.end("deed"))
        if alignment.is_aligned(deed) or alignment.is_aligned(deed + 1):
            yield next(at for at, word in enumerate(alignment.sentence) if word.end > match.start())


def _concerned(alignment: Alignment) -> range:
    span = alignment.span
    return range(max(0, span.start - BEFORE), span.stop) if span else range(len(alignment.sentence))
