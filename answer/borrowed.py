"""Tell which words of a text stand in the library's documents, and whose words they are there; the others are nobody's.

A run of words counts from `FEWEST_WORDS` in a row on. The index of words in a row is asked for every run, so that what
is called nobody's stands in no document of the library, however large it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from answer.comparing.quoted import LEFT_OUT, quotations_in
from answer.facts.alignment import ComparedWord, words
from errors import DraftError
from index.library import Library, evidence_at
from index.records import DocumentLabel, Evidence
from index.searching.phrases import passages_with
from index.spelling import plain
from ingest.draft import read_draft
from ingest.records import Sentence, Span, Voice

FEWEST_WORDS = 4
"""Words in a row from which they count as a document's. Raised, short borrowings are called nobody's; lowered, phrases
that everybody uses are called some document's."""

FEWEST_TERMS = 2
"""Words of a run that are not among the commonest. Raised, borrowings of common words are called nobody's."""

LONGEST_TEXT = 100_000
"""Characters. Raised, a larger text can be looked through, and takes longer."""

MOST_PASSAGES = 50
"""Passages of a kind in which a run is followed. Raised, a phrase that stands everywhere takes longer."""

MOST_PLACES = 3
"""Places of a kind that are given for a run. Raised, results are longer and say the same again."""

LOOKING_S = 20.0
"""Seconds of processor time for one text. Raised, a hostile text holds a server for longer; lowered, the last sentences
of long texts are left unread."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of words stands in a document, and whose words they are there."""

    document: DocumentLabel
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the text, by their offsets in it, that a sentence of a document has in a row; `places` are by kind."""

    start: int
    end: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class BorrowedSentence:
    """A sentence of the text with the runs of words that documents have.

    `nobodys` are the offsets of what stands before, between and behind them. `quoted` are its quotations that stand in
    no document. `share` of its words stand in documents, in [0, 1]. `is_read` is whether there was time to look.
    """

    start: int
    end: int
    runs: tuple[Run, ...]
    nobodys: tuple[Span, ...]
    quoted: tuple[str, ...]
    share: float
    is_read: bool = True


def borrowed(
    library: Library, text: str, *, clock: Callable[[], float] = time.thread_time
) -> tuple[BorrowedSentence, ...]:
    """Look every sentence of the text up, in its order, until `LOOKING_S` have passed on the clock.

    Raises:
        DraftError: the text is too long, or has no words.
    """
    if len(text) > LONGEST_TEXT:
        raise DraftError(f"the text has {len(text):,} characters, at most {LONGEST_TEXT:,} are looked up: split it")
    sentences = [one for one in read_draft(text).sentences if words(text[one.start : one.end])]
    if not sentences:
        raise DraftError("the text has no words to look up: paste some")
    search, end = _Search(library), clock() + LOOKING_S
    return tuple(search.sentence(text, one) if clock() <= end else _unread(one) for one in sentences)


def _unread(sentence: Sentence) -> BorrowedSentence:
    return BorrowedSentence(sentence.start, sentence.end, (), (), (), 0.0, is_read=False)


class _Search:
    """Looks for runs of words in one library; what it has read once it keeps for the next run."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._words = lru_cache(MOST_PASSAGES * 8)(self._read_words)

    def sentence(self, text: str, sentence: Sentence) -> BorrowedSentence:
        said = text[sentence.start : sentence.end]
        ours = words(said)
        keys = [plain(word.text) for word in ours]
        runs, at = list[Run](), 0
        while at <= len(ours) - FEWEST_WORDS:
            length, places = self._longest(said, ours, keys, at)
            if length:
                span = sentence.start + ours[at].start, sentence.start + ours[at + length - 1].end
                runs.append(Run(*span, places))
            at += length or 1
        covered = sum(any(run.start <= sentence.start + word.start < run.end for run in runs) for word in ours)
        quoted = tuple(one for one in quotations_in(said) if not self._stands(one))
        between = tuple(_between(sentence, ours, runs))
        return BorrowedSentence(sentence.start, sentence.end, tuple(runs), between, quoted, covered / len(ours))

    def _longest(
        self, said: str, ours: Sequence[ComparedWord], keys: Sequence[str], at: int
    ) -> tuple[int, tuple[Place, ...]]:
        """The number of words from this one on that a document has in a row, and where; 0 and nowhere if none has."""
        first = said[ours[at].start : ours[at + FEWEST_WORDS - 1].end]
        found: list[tuple[int, Place]] = []
        for kind in self._library.kinds:
            rows = passages_with(self._library, first, kind)[:MOST_PASSAGES].tolist()
            by_place = {
                (place.document.id, place.evidence.start): (length, place)
                for row in rows
                for length, place in self._places(row, keys[at:])
            }
            found += sorted(by_place.values(), key=lambda one: -one[0])[:MOST_PLACES]
        longest = max((length for length, _ in found), default=0)
        run = said[ours[at].start : ours[at + longest - 1].end] if longest else ""
        if len(self._library.words.terms(run)) < FEWEST_TERMS:
            return 0, ()
        return longest, tuple(place for length, place in found if length == longest)

    def _places(self, row: int, keys: Sequence[str]) -> Iterator[tuple[int, Place]]:
        """Where a sentence of the passage has the first of these words in a row, and how many of them."""
        for voice, theirs in self._words(row):
            for begin, word in enumerate(theirs):
                same = takewhile(lambda pair: pair[0].key == pair[1], zip(theirs[begin:], keys, strict=False))
                length = sum(1 for _ in same)
                if length >= FEWEST_WORDS:
                    yield length, self._place(row, (word.start, theirs[begin + length - 1].end), voice)

    def _place(self, row: int, span: Span, voice: Voice) -> Place:
        [stored] = self._library.records.passages([row])
        document = self._library.document(stored.passage.document_id)
        return Place(self._library.labels[stored.document], evidence_at(self._library, document, span, voice))

    def _read_words(self, row: int) -> tuple[tuple[Voice, tuple[ComparedWord, ...]], ...]:
        """The words of each sentence of the passage, by their places in the document, with whose they are."""
        [stored] = self._library.records.passages([row])
        text = self._library.document(stored.passage.document_id).text
        return tuple(
            (
                one.voice,
                tuple(
                    ComparedWord(word.text, one.start + word.start, one.start + word.end, plain(word.text))
                    for word in words(text[one.start : one.end])
                ),
            )
            for one in stored.passage.sentences
        )

    def _stands(self, quotation: str) -> bool:
        """Whether every part of a quotation stands in some document, parts being divided by what it leaves out."""
        parts = [part for part in LEFT_OUT.split(quotation) if words(part)]
        return all(any(len(passages_with(self._library, part, kind)) for kind in self._library.kinds) for part in parts)


def _between(sentence: Sentence, ours: Sequence[ComparedWord], runs: Sequence[Run]) -> Iterator[Span]:
    """The offsets of what stands before, between and behind the runs, from its first word to its last."""
    left: list[Span] = []
    for word in ours:
        start, end = sentence.start + word.start, sentence.start + word.end
        if not any(run.start <= start < run.end for run in runs):
            left.append((start, end))
        elif left:
            yield left[0][0], left[-1][1]
            left = []
    if left:
        yield left[0][0], left[-1][1]
