"""What a note of correction takes back, and what a statement excepts: words that a sentence has, and does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.comparing.pair import Pair
from answer.comparing.scope_flags import cut_flag
from answer.comparing.word_table import is_content
from answer.facts.grammar import FINITE, is_light, is_past
from answer.facts.negation import contrasts, denials
from answer.facts.statement import Statement
from answer.records import Flag
from ingest.records import Span

SAID = (
    r"(?:sa(?:id|ys?|ying)|stat(?:ed?|es|ing)|report(?:ed|s|ing)?|claim(?:ed|s|ing)?|wr(?:ites?|ote|iting)"
    r"|announc(?:ed?|es|ing)|suggest(?:ed|s|ing)?|assert(?:ed|s|ing)?|declar(?:ed?|es|ing)|gave|described|named"
    r"|identified|quoted|listed|told)"
)
PUBLISHED = (
    r"(?:article|report|story|caption|headline|column|graphic|map|chart|item|piece|post|newsletter|editorial"
    r"|obituary|review|version|edition|issue|page|photograph|podcast|bulletin)s?"
)
MISTAKENLY = r"(?:incorrectly|inaccurately|mistakenly|erroneously|wrongly|falsely|misleadingly|in error)"

WITHDRAWN = re.compile(
    rf"\b(?:earlier|previous|prior|original|first|initial) (?:version|edition)s? of (?:this|our|the) {PUBLISHED}\b"
    r"|\b(?:earlier|previous) (?:version|edition)s?\b(?! of)"
    rf"|\bthis {PUBLISHED} (?:had )?(?:originally|initially|previously|at first|first|earlier)\b"
    rf"|\b{MISTAKENLY} (?:been )?{SAID}\b|\b{SAID} (?:\w+ )?{MISTAKENLY}\b"
    rf"|\b(?:wrong|mistaken|incorrect) (?:to|in|when (?:it|he|she|they|we|I)) (?:had )?{SAID}\b"
    r"|\berr(?:ed|s) (?:in|when)\b"
    r"|\bmis(?:stated|reported|identified|quoted|spoke|spoken|represented|described|named|spelled)\b",
    re.IGNORECASE,
)
"""What tells of words that they were wrong, or stood in a text that has been put right since."""

NOTE = re.compile(
    r"\W{0,5}(?:(?:corrections?|clarifications?|erratum|corrigendum|(?:editor|publisher)['’]s note)\b"
    r"|(?:because of|due to|owing to|through) an? (?:\w+ )?error\b)"
    rf"[^;]{{0,120}}?\b(?:we|{PUBLISHED})\b[^;:]{{0,60}}?\b{SAID}\b",
    re.IGNORECASE,
)
"""The beginning of a note that tells what the publication itself had said."""

EXCEPTION = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|apart from|aside from|other than|barring|save for|with the exception of"
    r"|excluding|but for|not counting|(?<=, )save"
    r"|(?:(?<=body )|(?<=one )|(?<=thing )|(?<=where )|(?<=none )|(?<=all ))but)\s",
    re.IGNORECASE,
)
"""What stands before that of which a statement does not hold."""


def withdrawn_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for what the sentence only tells as a mistake, and for what it excepts."""
    for start, end in _withdrawn(pair):
        if pair.sentence.text[start:end].lower() not in pair.claim.text.lower():
            yield cut_flag(pair.sentence.text[start:])
            return
    if (excepted := _shared_exception(pair)) and not _is_said_otherwise(pair, excepted):
        yield cut_flag(pair.sentence.text[slice(*excepted)])


def is_excepted(pair: Pair) -> bool:
    """Return whether the claim says that something is so of which the sentence only excepts that it is not so."""
    excepted = _shared_exception(pair)
    return excepted is not None and _is_said_otherwise(pair, excepted)


def _withdrawn(pair: Pair) -> Iterator[Span]:
    """Where the sentence says that something was wrong; "not full, as we wrongly said" is only set against the rest."""
    beside = contrasts(pair.shared, pair.sentence.text)
    if note := NOTE.match(pair.sentence.text):
        yield note.span()
    for match in WITHDRAWN.finditer(pair.sentence.text):
        if not any(start <= match.start() < end for start, end in beside):
            yield match.span()


def _shared_exception(pair: Pair) -> Span | None:
    """Where the sentence excepts something that the claim speaks of; None where the claim excepts something too."""
    if EXCEPTION.search(pair.claim.text):
        return None
    moved = {pair.claim.words[place].key for place in pair.shared.unaligned()}
    for match in EXCEPTION.finditer(pair.sentence.text):
        places = list(_phrase(pair.sentence, match.end()))
        words = [(at, pair.sentence.words[at]) for at in places if is_content(pair.sentence.words[at])]
        if any(pair.shared.is_aligned(at) or word.key in moved for at, word in words):
            return match.start(), pair.sentence.words[places[-1]].end
    return None


def _phrase(sentence: Statement, start: int) -> Iterator[int]:
    """The places of what is excepted, up to a mark or a verb."""
    first = next((at for at, word in enumerate(sentence.words) if word.start >= start), len(sentence.words))
    for at in range(first, len(sentence.words)):
        word = sentence.small[at]
        if at > first and (
            sentence.marks[at].strip("“”\"'‘’") or word in FINITE or (is_past(word) and not is_light(word))
        ):
            return
        yield at


def _is_said_otherwise(pair: Pair, excepted: Span) -> bool:
    """Return whether one of the two denies and the other does not, the exception left out: then they agree."""
    theirs = denials(pair.sentence.words, pair.sentence.text, [excepted])
    return bool(theirs) != bool(denials(pair.claim.words, pair.claim.text))
