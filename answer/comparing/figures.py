"""Which of several numbers of a sentence belongs to what a claim says with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from itertools import combinations, pairwise

from answer.comparing.word_table import PREPOSITIONS, is_content
from answer.facts.grammar import HELD_AGAINST
from answer.facts.numbers import AS_WRITTEN, CLOCK, LABEL, ORDINAL, PERCENT, Quantity
from answer.facts.statement import Statement, words_of
from ingest.lexicon import table

PARTING = table("and but while whereas or")
"""They part one number and what it counts from the next: "8 tonnes in Kent [and] 5 tonnes in Fife"."""

POINT = "percentage point"
CHANGING = table("by to from")
DASHES = table("- – —")
LONGEST_PART = 4
"""Words between a part and the number of its whole. Raised, a number of something else is taken for the whole."""

MOST_ADDED = 6
"""Numbers of a sentence that are added up. Raised, the work grows by the square."""


def is_another_part(claim: Statement, sentence: Statement, said: Quantity) -> bool:
    """Return whether the claim puts a number of one part of the sentence to a word of another part.

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
    """Return whether the gap goes from one number to the one it is held against: "48 million [from] 39 million"."""
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


def is_one_end(claim: Statement, sentence: Statement, one: Quantity, said: Quantity) -> bool:
    """Return whether the sentence's number is one end of a range, or of a change, that the claim gives as the whole.

    "Fell by 9 to 12" says neither "by 9" nor "by 12"; "grew from 60 to 95" says "to 95", and not "by 95".
    """
    ours, theirs = _tie(claim, one), _tie(sentence, said)
    if ours and theirs and ours != theirs:
        return True
    at = sentence.quantities.index(said)
    beside = [*sentence.quantities[max(0, at - 1) : at], *sentence.quantities[at + 1 : at + 2]]
    return any(
        _is_range(sentence, *sorted((said, other), key=lambda number: number.start))
        and not any(number.same(other) for number in claim.quantities)
        and not _bounds_both(one, said, other)
        for other in beside
    )


def _bounds_both(one: Quantity, said: Quantity, other: Quantity) -> bool:
    """Return whether the claim's bound holds of both ends of a range: "at least 9" of "9 to 12"."""
    if one.bound[:1] not in {">", "<"} or isinstance(said.value, str) or isinstance(other.value, str):
        return False
    return said.value <= other.value if one.bound[0] == ">" else said.value >= other.value


def is_change(claim: Statement, sentence: Statement, one: Quantity) -> bool:
    """Return whether the claim's number is by how much the sentence's changes: "by 8" of "from 32 to 40"."""
    if _tie(claim, one) != "by" or isinstance(one.value, str):
        return False
    unit = PERCENT if one.unit == POINT else one.unit
    tied = [(_tie(sentence, said), said.in_unit(unit)) for said in sentence.quantities]
    ends = [{said.value for tie, said in tied if tie == end and said.unit == unit} for end in ("from", "to")]
    return any(
        abs(first - last) == one.value
        for first in ends[0]
        for last in ends[1]
        if not isinstance(first, str) and not isinstance(last, str)
    )


def _tie(statement: Statement, number: Quantity) -> str:
    """The preposition before the number that says whether it is a change or where a change begins or ends."""
    at = words_of(statement, number.start, number.end).start - 1
    return statement.small[at] if at >= 0 and statement.small[at] in CHANGING else ""


def _is_range(sentence: Statement, first: Quantity, second: Quantity) -> bool:
    """Return whether the two are the ends of one range: "9 to 12", "between 30 and 40", but not "from 60 to 95"."""
    if first.unit != second.unit or {first.unit, second.unit} & {ORDINAL, AS_WRITTEN, CLOCK, LABEL}:
        return False
    between = sentence.text[first.end : second.start].strip().lower()
    start = words_of(sentence, first.start, first.end).start
    before = sentence.small[start - 1] if start else ""
    if between == "and":
        return before == "between"
    if before == "by" and not sentence.text[first.start : first.end].replace("%", "").isdigit():
        return False  # "fell by 4 pounds to 11 pounds": from what to what
    return between in DASHES or (between in {"to", "or"} and before != "from")


def outside_of_ranges(claim: Statement, sentence: Statement) -> list[Quantity]:
    """The claim's numbers but for the ends of a "between" in which all such numbers of the sentence lie."""
    found = list(claim.quantities)
    for first, second in pairwise(claim.quantities):
        start = words_of(claim, first.start, first.end).start
        if start and claim.small[start - 1] == "between" and _is_range(claim, first, second):
            inside = [other for other in sentence.quantities if other.unit == second.unit]
            if inside and all(_lies_between(first, other, second) for other in inside):
                found = [one for one in found if one not in {first, second}]
    return found


def _lies_between(first: Quantity, number: Quantity, second: Quantity) -> bool:
    values = first.value, number.value, second.value
    low, value, high = (one if isinstance(one, Fraction) else None for one in values)
    if low is None or value is None or high is None or number.bound not in {"", "~"}:
        return False
    return low <= value <= high


def part_of(statement: Statement, number: Quantity) -> Quantity | None:
    """The number of the whole of which this one is told: 30 for the 12 of "12 of the team's 30 points"."""
    at = words_of(statement, number.start, number.end).stop
    whole = next((other for other in statement.quantities if other.start >= number.end), None)
    if whole is None or statement.small[at : at + 1] != ("of",):
        return None
    near = words_of(statement, whole.start, whole.end).start - at
    return whole if near <= LONGEST_PART and not any(statement.marks[at + 1 : at + near + 1]) else None


def adds_up(one: Quantity, said: Sequence[Quantity]) -> bool:
    """Return whether the number is the sum of the sentence's, or of two of them, or the difference of two."""
    values = [other.value for other in said[:MOST_ADDED] if not isinstance(other.value, str) and _alike(one, other)]
    if isinstance(one.value, str) or len(values) < 2:
        return False
    return sum(values) == one.value or any(
        one.value in {first + second, abs(first - second)} for first, second in combinations(values, 2)
    )
