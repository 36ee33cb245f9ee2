"""Which of several numbers of a sentence belongs to what a claim says with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations

from answer.comparing.word_table import PREPOSITIONS, is_content
from answer.facts.grammar import HELD_AGAINST
from answer.facts.numbers import AS_WRITTEN, CLOCK, LABEL, ORDINAL, Quantity
from answer.facts.statement import Statement, words_of
from ingest.lexicon import table

PARTING = table("and but while whereas or")
"""They part one number and what it counts from the next: "8 tonnes in Kent [and] 5 tonnes in Fife"."""

MOST_ADDED = 6
"""Numbers of a sentence that are added up. Raised, the work grows by the square."""


def is_another_part(claim: Statement, sentence: Statement, said: Quantity) -> bool:
    """Whether the claim puts a number of one part of the sentence to a word of another part.

    "8 tonnes in Kent and 5 tonnes in Fife" has 8 in the part with Kent, and says nothing of "8 tonnes in Fife".
    """
    at = words_of(sentence, said.start, said.end).start
    own = _part(sentence, at)
    ties = {sentence.small[place] for place in own if place > at} & PREPOSITIONS
    for other in sentence.quantities:
        part = _part(sentence, words_of(sentence, other.start, other.end).start)
        if ties and part != own and _alike(other, said):
            theirs = set(_tied(sentence, part, ties)) - set(_tied(sentence, own, ties))
            if theirs & _beside(claim, said):
                return True
    return False


def _beside(claim: Statement, number: Quantity) -> set[str]:
    """The words that the claim has in one part with this number."""
    places = [words_of(claim, said.start, said.end).start for said in claim.quantities if number.same(said)]
    return {claim.words[at].key for place in places for at in _part(claim, place)}


def _tied(sentence: Statement, part: range, ties: Set[str]) -> Iterator[str]:
    """The keys of the content words behind one of these prepositions, up to the next preposition."""
    tied = False
    for place in part:
        if sentence.small[place] in PREPOSITIONS:
            tied = sentence.small[place] in ties
        elif tied and (is_content(sentence.words[place]) or sentence.small[place][0].isdigit()):
            yield sentence.words[place].key


def is_of_another_time(sentence: Statement, left: int, right: int) -> bool:
    """Whether the gap goes from one number to the one it is held against: "48 million [from] 39 million"."""
    numbers = [(one.start, one.end) for one in sentence.quantities]
    numbers.extend((one.start, one.end) for one in sentence.dates)
    for at in range(left + 2, right):
        word, after = sentence.words[at], sentence.words[at + 1]
        held = any(start <= after.start < end for start, end in numbers)
        first = sentence.words[left].end if sentence.small[at] == "from" else 0
        if sentence.small[at] in HELD_AGAINST and held and any(first < end <= word.start for _, end in numbers):
            return True
    return False


def _part(sentence: Statement, at: int) -> range:
    """The places around this one up to a conjunction or a semicolon, or a comma before a conjunction."""
    start = at
    while start and not _parts(sentence, start):
        start -= 1
    end = at + 1
    while end < len(sentence.words) and not _parts(sentence, end):
        end += 1
    return range(start, end)


def _parts(sentence: Statement, at: int) -> bool:
    return sentence.small[at] in PARTING or ";" in sentence.marks[at] or "," in sentence.marks[at]


def _alike(one: Quantity, other: Quantity) -> bool:
    if {one.unit, other.unit} & {ORDINAL, AS_WRITTEN, CLOCK, LABEL}:
        return one.unit == other.unit
    return one.unit == other.unit or not one.unit or not other.unit


def adds_up(one: Quantity, said: Sequence[Quantity]) -> bool:
    """Whether the number is the sum of the sentence's, or of two of them, or the difference of two."""
    values = [other.value for other in said[:MOST_ADDED] if not isinstance(other.value, str) and _alike(one, other)]
    if isinstance(one.value, str) or len(values) < 2:
        return False
    return sum(values) == one.value or any(
        one.value in {first + second, abs(first - second)} for first, second in combinations(values, 2)
    )
