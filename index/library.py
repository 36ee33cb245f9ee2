"""Read the library: one generation, from opening to closing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import cache, cached_property, lru_cache, reduce
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import TypeVar

import numpy as np

from errors import PROGRAM, LibraryError, NoLibraryError
from index.disk import DiskRecords
from index.encoding.encoder import Vectors
from index.inventory import Rows
from index.label_words import LabelWords, label_text
from index.other_forms import with_forms
from index.protocols import Records, VectorLane, Words
from index.records import Around, Build, DocumentLabel, Evidence, Report, Searched, unreported
from index.row_cache import RowCache
from index.spelling import WORD, plain
from index.stems import STEMMED
from index.storage import builds
from index.storage.database import open_for_reading, storage
from index.storage.passages import StoredPassage
from index.storage.row_digests import FEW, check_whole
from index.storage.sqlite import kept_open
from index.terms import Marks, places_of, sentence_marks
from ingest.records import UNLABELLED, Document, Sentence, Span, Voice, VoiceKind, lowest

FIRST_KINDS = ("reporting", "commentary", "official")
"""The kinds whose lanes come first; other kinds follow by name, and unlabelled comes last."""

DOCUMENTS_KEPT = 256
TERMS_KEPT = 8192
"""Documents, and passages' terms, that stay in memory after their first use.

They take a few dozen megabytes at most, unless documents are books. Raised, they take more memory; lowered, questions
read them from disk more often.
"""

FORMS_KEPT = 16_384
"""Words of shown passages of which the terms of all forms stay in memory, some four megabytes. Lowered, passages that
are shown for the first time take longer."""


VOICES_KEPT = 4
"""Choices of voices whose sentence rows stay in memory, at eight bytes per row.

Reading them takes seconds for a million passages. Raised, they take more memory; lowered, they are read more often.
"""

ARMS_BESIDE = 4
"""Word searches that run at once, each in parallel with its vector search.

Raised, more threads compete for the cores; lowered, questions asked at the same time wait for each other's word search.
"""

Terms = tuple[tuple[str, ...], ...]
"""The index terms of each sentence of a passage."""

Found = TypeVar("Found")


class Library:
    """One generation of the library; threads may share it. A newer generation is another `Library`."""

    def __init__(
        self,
        records: Records,
        lanes: Mapping[str, VectorLane],
        words: Words,
        label_words: LabelWords | None = None,
    ) -> None:
        self.records = records
        self.is_open = True
        self.build = records.build
        self.inventory = records.inventory
        self.labels = self.inventory.labels
        self.skipped = records.skipped
        self.lanes = dict(lanes)
        self.words = words
        self._label_words = label_words
        self._beside = ThreadPoolExecutor(ARMS_BESIDE, "beside")
        self._extent = cache(self._count)
        self._sentences_in = cache(self._count_sentences)
        self._document = lru_cache(DOCUMENTS_KEPT)(self._read_document)
        self._texts = RowCache(records.texts, DOCUMENTS_KEPT)
        self._terms = RowCache(self._read_terms, TERMS_KEPT)
        self._term_marks = RowCache(self._read_term_marks, TERMS_KEPT)
        self._terms_of_word = lru_cache(FORMS_KEPT)(self._find_terms_of_word)
        self._voiced = lru_cache(VOICES_KEPT)(records.sentences_with_voice)
        self._middle = lru_cache(None)(self._read_middle)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds in the library, in display order."""
        return tuple(sorted(self.lanes, key=kind_order))

    def extent(self, kind: str) -> Searched:
        """Return the numbers of documents, passages and origins of this kind."""
        return self._extent(kind)

    def sentences(self, kind: str) -> int:
        """Return the number of sentences of this kind."""
        return self._sentences_in(kind)

    def document(self, document_id: str) -> Document:
        """Return the document with this id.

        Raises:
            NoLibraryError: there is no document with this id.
            LibraryError: the library has been closed.
        """
        if not self.is_open:
            raise LibraryError("this library was closed while it was read: ask again")
        return self._document(document_id)

    def middle(self, kind: str) -> Vectors:
        """Return what all sentences of a kind have in common, float32 (dimension,): `LaneIndex.middle`."""
        return self._middle(kind)

    @cached_property
    def stemmed(self) -> frozenset[str]:
        """The languages of documents here that have a stemmer beside the English one."""
        return frozenset(STEMMED).intersection(chain.from_iterable(map(self.inventory.languages, self.kinds)))

    @cached_property
    def partly(self) -> dict[int, DocumentLabel]:
        """The labels of the documents that were read only in part."""
        return {number: self.labels[number] for number in self.inventory.partly}

    @cached_property
    def label_words(self) -> LabelWords:
        """The words of the documents' labels, worked out on first use where they are not kept."""
        return self._label_words or LabelWords.of(self.labels, self.words.sequences)

    @cached_property
    def label_vocabulary(self) -> dict[str, str]:
        """The words of the documents' labels as they are compared, each with how it stands there, worked out once."""
        shown = (word for label in self.labels.values() for word in WORD.findall(label_text(label.source)))
        return {plain(word): word for word in shown}

    def sentence_terms(self, number: int) -> Terms:
        """Return the index terms of each sentence of the passage with this row, in order."""
        return self._terms.of([number])[0]

    def term_marks(self, numbers: Sequence[int]) -> list[Marks]:
        """Return the index terms of each of these passages as numbers: `sentence_marks`."""
        return self._term_marks.of(numbers)

    def places_of(self, document: Document, sentences: Iterable[Sentence], terms: Collection[str]) -> list[Span]:
        """Return the span of each word in these sentences of the document that has one of the terms: `places_of`."""
        language = document.source.language
        return places_of(
            document.text,
            sentences,
            terms,
            lambda word: self._terms_of_word(word, language),
            in_english=language not in STEMMED,
        )

    def documents_beside(self, asked: Iterable[str]) -> list[int]:
        """Return the rows, in order, of the documents beside whose text each of these words, or words in a row, stands.

        There are none where nothing is asked for.
        """
        found = [self.words.beside(words) for words in asked]
        rows = reduce(np.intersect1d, found).tolist() if found else []
        return sorted({self.inventory.document_of(row) for row in rows})

    def sentences_with_voice(self, voices: Iterable[VoiceKind]) -> Rows:
        """Return the rows of the sentences with these voices, in order, without headings."""
        return self._voiced(frozenset(voices))

    def beside(self, action: Callable[[], Found]) -> Future[Found]:
        """Run this action in a thread while the caller goes on, and return its future result."""
        return self._beside.submit(action)

    def page(self, document: Document, offset: int) -> int | None:
        """Return the page of the offset, counted from 1; None if the document has no pages."""
        return bisect_right(document.page_starts, offset) or None

    def close(self) -> None:
        """Close the generation, once what runs beside it has ended; it cannot be used afterwards.

        What reads many documents there ends at the next: SQLite must not be closed under a thread that reads.
        """
        self.is_open = False
        self._beside.shutdown(cancel_futures=True)
        self.records.close()
        self.lanes.clear()
        # The caches and the library refer to each other.
        del self._extent, self._document, self._texts, self._terms, self._term_marks, self._middle
        del self._voiced, self._sentences_in
        del self.words

    def _count(self, kind: str) -> Searched:
        numbers = self.inventory.numbers(kind)
        passages = len(self.inventory.passages_in(numbers))
        return Searched(len(numbers), passages, self.inventory.origins(numbers), self.inventory.partly_among(numbers))

    def _count_sentences(self, kind: str) -> int:
        passages = self.inventory.passages_in(self.inventory.numbers(kind))
        return int(self.inventory.sentence_ranges(passages)[1].sum())

    def _read_middle(self, kind: str) -> Vectors:
        return self.lanes[kind].middle()

    def _read_document(self, document_id: str) -> Document:
        found = self.records.document(document_id)
        if found is None:
            raise NoLibraryError(f"no document {document_id} in the library: see {PROGRAM} status")
        return found

    def _read_terms(self, numbers: Sequence[int]) -> dict[int, Terms]:
        """Read the terms of these passages: the texts of all are read together, and analyzed together."""
        stored = self.records.passages(numbers)
        sentences = self._sentences(stored)
        found = map(tuple, self.words.sequences(sentences))
        return {one.number: tuple(islice(found, len(one.passage.sentences))) for one in stored}

    def _read_term_marks(self, numbers: Sequence[int]) -> dict[int, Marks]:
        """Read the terms of these passages, and of other forms of their words, as numbers."""
        kept = self.words.marks(numbers)
        return self._marks_of_texts(numbers) if kept is None else kept

    def _marks_of_texts(self, numbers: Sequence[int]) -> dict[int, Marks]:
        stored = self.records.passages(numbers)
        languages = self.inventory.languages_of([one.document for one in stored])
        spoken = (language for one, language in zip(stored, languages, strict=True) for _ in one.passage.sentences)
        sentences = map(with_forms, self._sentences(stored), spoken)
        found = iter(self.words.sequences(list(sentences)))
        return {one.number: sentence_marks(islice(found, len(one.passage.sentences))) for one in stored}

    def _sentences(self, stored: Sequence[StoredPassage]) -> list[str]:
        """Return the texts of these passages' sentences, one passage after the other."""
        texts = self._texts.of([one.document for one in stored])
        return [text[s.start : s.end] for one, text in zip(stored, texts, strict=True) for s in one.passage.sentences]

    def _find_terms_of_word(self, word: str, language: str | None) -> frozenset[str]:
        return self.words.terms_of_word(with_forms(word, language))


def open_library(data: Path, before: Library | None = None, report: Report = unreported) -> Library:
    """Open the newest complete generation in this folder.

    With an earlier open generation, `before`, only later changes are read and checked. The earlier one stays as it is,
    and must not be closed meanwhile. Lanes and words that have to be made anew are reported.

    Raises:
        NoLibraryError: nothing has been built here.
        LibraryError: the library cannot be read.
    """
    with kept_open(open_for_reading(data)) as connection, storage(data):
        build = builds.last_build(connection)
        known = before.records if build and before and isinstance(before.records, DiskRecords) else None
        known = known if known and known.leads_to(connection) else None
        if known is None:
            check_whole(connection, FEW)
        if build is None:
            raise NoLibraryError(f"no library in {data}: {PROGRAM} build makes one")
        records = DiskRecords(connection, data, build, known, report=report)
        return Library(records, records.lanes, records.words, records.label_words)


def current_build(data: Path) -> Build | None:
    """Return the record of the newest complete generation, or None."""
    try:
        connection = open_for_reading(data)
    except NoLibraryError:
        return None
    with storage(data), closing(connection):
        return builds.last_build(connection)


def kind_order(kind: str) -> tuple[int, str]:
    """The place of a kind among others: the first kinds, then by name, unlabelled last."""
    if kind in FIRST_KINDS:
        return FIRST_KINDS.index(kind), kind
    return len(FIRST_KINDS) + (kind == UNLABELLED), kind


# The text around a span, by which the span can be found again.

CONTEXT = 32
"""Characters on each side of a span.

Raised, an export takes more room; lowered, the same words in another place are told apart less often.
"""


def around(text: str, start: int, end: int) -> Around:
    """Return the characters before and after the span; there are fewer at the ends of the text."""
    return Around(text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def evidence_at(library: Library, document: Document, span: Span, voice: Voice) -> Evidence:
    """Return the words of the span with the text around them and their page."""
    start, end = span
    text, page = document.text, library.page(document, start)
    return Evidence(start, end, text[start:end], voice, around(text, start, end), page, recognised_at(document, span))


def recognised_at(document: Document, span: Span) -> float | None:
    """Return how sure a machine is that read these words on a picture, None for words that the file itself has."""
    start, end = span
    first = bisect_right(document.blocks, start, key=lambda block: block.end)
    return lowest(*(block.recognised for block in takewhile(lambda block: block.start < end, document.blocks[first:])))
