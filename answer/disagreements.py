"""Documents that say the same thing with another number, time, date, name, or deny it: pairs of sentences, unasked.

Two sentences of different origins that are near in meaning are put beside each other by the steps of a check. Few pairs
and right ones: whatever may be about something else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.comparing.word_table import SAME, is_content
from answer.facts.grammar import BE, is_past
from answer.facts.numbers import AS_WRITTEN, CLOCK, LABEL, ORDINAL, Quantity
from answer.facts.statement import Statement, statement, words_of
from answer.records import Effect, FlagKind
from index.encoding.encoder import Vectors
from index.inventory import Rows
from index.library import Library, evidence_at
from index.records import DocumentLabel, Evidence, Hit
from ingest.lexicon import table
from ingest.records import Sentence

NEAR = 0.6
"""The cosine from which two sentences may be about the same thing. Raised, fewer are put beside each other."""

MOST_SENTENCES = 2_000
"""Sentences of each kind with a number or a "not" that are put beside others, the first in corpus order. Raised, a
large library takes longer: the work grows by the square."""

MOST_READ = 20_000
"""Sentences of each kind that are looked at for these. Raised, a large library takes longer."""

AT_ONCE = 512
"""Sentences that are put beside all others at once. Raised, it takes more memory."""

SHARED = 0.6
"""The share of one sentence's words that the other has in the same order, from which another name or a "not" says that
they disagree. Raised, fewer do."""

WORDS_SHARED = 2
"""Words that the clauses of two numbers share, from which they count the same thing. Raised, fewer do."""

FEWEST_WORDS = 5
"""Words of a sentence that is put beside others: shorter ones are lines of a table or a letter's head."""

NUMBERED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|hundred|no|not|never)\b",
    re.IGNORECASE,
)
"""A sentence that has something to differ in: a number, a date, or a denial."""

MOST_DIGITS = 0.5
"""The share of digits from which a line is a table's, a log's or a letter's head. Raised, such lines are compared."""

KINDS = frozenset({FlagKind.DATE, FlagKind.NAME, FlagKind.NEGATION})
CLAUSE_ENDS = frozenset(";—–()")
JOINTS = table("and but while whereas after before when who which as because that")
"""A clause ends at one of these."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two sentences that disagree."""

    document: DocumentLabel
    evidence: Evidence
    says: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences that say the same thing otherwise, and in what; `says` of each is what the other contradicts."""

    kind: FlagKind
    first: Side
    second: Side

    @property
    def documents(self) -> frozenset[str]:
        """The ids of both documents."""
        return frozenset((self.first.document.id, self.second.document.id))


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence: its row, its document, and its text with single spaces."""

    row: int
    label: DocumentLabel
    sentence: Sentence
    text: str


def disagreements(library: Library) -> tuple[Disagreement, ...]:
    """Every two sentences of different origins that disagree, the nearest first; each sentence in one pair a kind."""
    read, vectors = _sentences(library)
    said = cache(lambda at: statement(read[at].text, read[at].sentence.voice, read[at].label.source.published))
    found: list[Disagreement] = []
    seen = set[frozenset[str]]()
    for first, second in _near(read, vectors):
        difference = difference_of(said(first), said(second))
        if difference is None:
            continue
        kind, ours, theirs = difference
        one, other = read[first], read[second]
        key = frozenset((f"{one.label.origin} {ours}", f"{other.label.origin} {theirs}"))
        if key not in seen:
            seen.add(key)
            found.append(Disagreement(kind, _side(library, one, ours), _side(library, other, theirs)))
    return tuple(found)


def among(found: Iterable[Disagreement], hits: Sequence[Hit]) -> list[Disagreement]:
    """Those of which one sentence stands in one of these passages."""
    return [one for one in found if any(_is_in(side, hit) for side in (one.first, one.second) for hit in hits)]


def _is_in(side: Side, hit: Hit) -> bool:
    here = side.document.id == hit.document.id
    return here and hit.start <= side.evidence.start and side.evidence.end <= hit.end


def _sentences(library: Library) -> tuple[list[_Read], Vectors]:
    """The sentences that have something to differ in, read, and their vectors, float32 (n, dimension)."""
    read: list[_Read] = []
    vectors: list[Vectors] = []
    for lane in library.lanes.values():
        kept = [one for one in _of_lane(library, np.sort(lane.ids)[:MOST_READ]) if _may_differ(one)][:MOST_SENTENCES]
        read.extend(kept)
        vectors.append(lane.vectors(np.array([one.row for one in kept], np.int64)))
    return read, np.concatenate(vectors) if vectors else np.empty((0, 0), np.float32)


def _of_lane(library: Library, rows: Rows) -> Iterator[_Read]:
    passages = library.records.passages(library.inventory.passages_of_sentences(rows).tolist())
    for row, stored in zip(rows.tolist(), passages, strict=True):
        label, sentence = library.labels[stored.document], stored.passage.sentences[row - stored.first_sentence]
        text = library.document(label.id).text[sentence.start : sentence.end]
        yield _Read(row, label, sentence, " ".join(text.split()))


def _may_differ(read: _Read) -> bool:
    """Return whether the sentence states something with a number, a date or a denial."""
    text = read.text
    if read.sentence.heading or text.endswith("?") or len(text.split()) < FEWEST_WORDS:
        return False
    return bool(NUMBERED.search(text)) and sum(map(str.isdigit, text)) < MOST_DIGITS * sum(map(str.isalpha, text))


def _near(read: Sequence[_Read], vectors: Vectors) -> Iterator[tuple[int, int]]:
    """The places of two sentences of different origins that are near in meaning, the nearest first."""
    found: list[tuple[float, int, int]] = []
    for start in range(0, len(read), AT_ONCE):
        cosines = vectors[start : start + AT_ONCE] @ vectors.T
        near = np.argwhere(np.triu(cosines, start + 1) >= NEAR)
        found += ((-float(cosines[at, other]), start + at, other) for at, other in near.tolist())
    for _, one, other in sorted(found):
        if read[one].label.origin != read[other].label.origin and read[one].text != read[other].text:
            yield one, other


def difference_of(one: Statement, other: Statement) -> tuple[FlagKind, str, str] | None:
    """In what two sentences disagree, and what each says; None where they may be about different things."""
    numbers = next(_numbers(one, other), None)
    if numbers:
        return FlagKind.NUMBER, *numbers
    ours, theirs = pair(one, other), pair(other, one)
    if min(ours.shared.share, theirs.shared.share) < SHARED:
        return None
    there, back = flags(ours), flags(theirs)
    kinds = [{flag.kind for flag in found if flag.effect is Effect.DIFFERS} for found in (there, back)]
    if len(kinds[0]) != 1 or kinds[0] != kinds[1] or not kinds[0] <= KINDS:
        return None
    flag = next(flag for flag in there if flag.effect is Effect.DIFFERS)
    otherwise = {flag.claim, flag.document}
    if any(one.effect is Effect.MISSING and not {one.claim, one.document} <= otherwise for one in (*there, *back)):
        return None
    return flag.kind, flag.claim, flag.document


def _numbers(one: Statement, other: Statement) -> Iterator[tuple[str, str]]:
    """Two numbers that count the same thing and are not the same."""
    for ours in one.quantities:
        for theirs in other.quantities:
            if _counts_the_same(one, ours, other, theirs) and not _is_told(ours, other) and not _is_told(theirs, one):
                yield one.text[ours.start : ours.end], other.text[theirs.start : theirs.end]


def _is_told(number: Quantity, statement: Statement) -> bool:
    """Return whether the other sentence has the number too, or one that agrees with it."""
    return any(
        number.same(said) or said.same(number) or number.allows(said) or said.allows(number)
        for said in statement.quantities
    )


def _counts_the_same(one: Statement, ours: Quantity, other: Statement, theirs: Quantity) -> bool:
    if {ours.unit, theirs.unit} & {ORDINAL, AS_WRITTEN, LABEL} or ours.unit != theirs.unit:
        return False
    counted, there = _counted(one, ours), _counted(other, theirs)
    if not ours.unit and (counted is None or counted not in SAME.get(there or "", {there})):
        return False
    mine, yours = _clause(one, ours), _clause(other, theirs)
    if _named_otherwise(one, mine, other, yours):
        return False
    shared = _keys(one, mine) & _keys(other, yours) - {counted, there}
    if ours.unit == CLOCK:
        return bool(shared)
    if len(shared) + bool(ours.unit and _are(one, mine) and _are(other, yours)) < WORDS_SHARED:
        return False
    deeds, theirs_done = _deeds(one, mine), _deeds(other, yours)
    if deeds or theirs_done:
        return bool(deeds & theirs_done)
    return _are(one, mine) and _are(other, yours)


def _named_otherwise(one: Statement, mine: range, other: Statement, yours: range) -> bool:
    """Return whether both clauses have names, and no word of them in common: "of Europe" and "of Egypt"."""
    names = [
        {statement.words[name.place].key for name in statement.names if name.place in places}
        for statement, places in ((one, mine), (other, yours))
    ]
    return all(names) and names[0].isdisjoint(names[1])


def _counted(statement: Statement, number: Quantity) -> str | None:
    return next((word.key for word in statement.words if word.start >= number.end), None)


def _clause(statement: Statement, number: Quantity) -> range:
    """The places around a number up to a mark or a conjunction."""
    inside = words_of(statement, number.start, number.end)
    start, end = inside.start, inside.stop
    while start and not _parts(statement, start) and statement.small[start - 1] not in JOINTS:
        start -= 1
    while end < len(statement.words) and not _parts(statement, end) and statement.small[end] not in JOINTS:
        end += 1
    return range(start, end)


def _parts(statement: Statement, at: int) -> bool:
    return bool(set(statement.marks[at]) & CLAUSE_ENDS) or "," in statement.marks[at]


def _keys(statement: Statement, places: Iterable[int]) -> set[str]:
    return {statement.words[at].key for at in places if is_content(statement.words[at])}


def _are(statement: Statement, places: range) -> bool:
    """Return whether what stands here says what something is: "turnout was 61 percent"."""
    return any(statement.small[at] in BE for at in places)


def _deeds(statement: Statement, places: Iterable[int]) -> set[str]:
    return {
        statement.words[at].key for at in places if is_past(statement.small[at]) and is_content(statement.words[at])
    }


def _side(library: Library, read: _Read, says: str) -> Side:
    document = library.document(read.label.id)
    span = read.sentence.start, read.sentence.end
    return Side(read.label, evidence_at(library, document, span, read.sentence.voice), says)
