"""Index the words of every passage with tantivy: BM25 of stems within one kind, and the positions of exact words.

The folder of an index is named after its generation. A new generation starts with hard links to the segments of the
last one, which tantivy never changes, so that its cost grows only with the changes, and readers keep their files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from pathlib import Path

import numpy as np
import tantivy

from errors import PROGRAM, StorageError
from index.inventory import Rows, among
from index.other_forms import with_forms
from index.spelling import plain, written_alike
from index.storage.checksums import Sums, beside, is_whole_but_for, link_files, listed_sums, whole_sums, write_sums
from index.terms import ANALYZER, EXACT_ANALYZER, Marks, TermReader, analyzer, exact_analyzer, sentence_marks

WORDS_FOLDER = "words"
WRITER_BYTES = 64_000_000
BM25_K1 = 1.2
"""The value fixed in tantivy, like b = 0.75; changed here only, the highest possible score would be wrong."""

MOST_NAMED = 10_000
"""Passages up to which tantivy is given the list to search in.

For longer lists, the best of all passages are fetched until enough of them are in the list. Raised, longer lists are
passed to tantivy; lowered, more searches fetch passages that are not in the list.
"""

ASKED_MORE = 4
"""The factor by which more passages are fetched each time.

Raised, fewer searches fetch more passages than needed; lowered, it takes more searches.
"""


LONG_WORD = 8
"""Letters from which on two of them may differ. Raised, fewer slips are noticed; lowered, other words are."""


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One passage as an entry of the word index; `beside` has what stands beside the text that it opens, in lines."""

    passage: int
    kind: str
    sentences: Sequence[str]
    language: str | None = None
    beside: str = ""

    @property
    def text(self) -> str:
        """The text that is indexed."""
        return " ".join(self.sentences)


def most_bm25(weights: Mapping[str, float]) -> float:
    """Return the score that a passage approaches when it contains every term many times."""
    return (BM25_K1 + 1) * sum(weights.values())


def words_path(data: Path, generation: int) -> Path:
    """Return the folder of a generation's words."""
    return data / WORDS_FOLDER / str(generation)


def weights_of(frequencies: Mapping[str, int], passages: int) -> dict[str, float]:
    """Return each term's inverse document frequency as defined by BM25; rare words weigh more."""
    # Removed passages count until segments merge, so a term may seem to be in more passages than exist.
    total = max(passages, *frequencies.values(), 0)
    return {term: log1p((total - n + 0.5) / (n + 0.5)) for term, n in frequencies.items()}


class WordIndex(TermReader):
    """The word index of one generation."""

    def __init__(self, index: tantivy.Index, sums: Sums | None = None, gone: int = 0) -> None:
        super().__init__()
        self._exact = exact_analyzer()
        self._index = index
        self.sums: Sums = sums or {}
        self.gone = gone
        """The number of removed passages that still count in the word statistics."""
        self._index.register_tokenizer(ANALYZER, self._analyzer)
        self._index.register_tokenizer(EXACT_ANALYZER, self._exact)
        self._searcher = self._index.searcher()

    @classmethod
    def load(cls, folder: Path, checked: Sums | None = None) -> WordIndex:
        """Load the words in a folder; files already checked, given by name and checksum, are not read in full again.

        Raises:
            StorageError: the words are missing or damaged.
        """
        sums = whole_sums(folder, checked)
        if sums is None:
            raise StorageError(f"words {folder} are missing or damaged: {PROGRAM} build mends them")
        try:
            index, gone = tantivy.Index.open(str(folder)), _gone(folder)
        except (ValueError, OSError, LookupError, TypeError) as error:
            raise StorageError(f"words {folder} cannot be read: {PROGRAM} build mends them") from error
        if index.schema != _schema():
            raise StorageError(f"words {folder} are of another form: {PROGRAM} build mends them")
        return cls(index, sums, gone)

    @classmethod
    def in_memory(cls, entries: Iterable[WordEntry]) -> WordIndex:
        """Index the words of these passages in memory, for a reader whose disk cannot be written."""
        index = tantivy.Index(_schema())
        _commit(index, (), entries)
        index.reload()
        return cls(index)

    @property
    def passages(self) -> int:
        """The number of passages in the index."""
        return self._searcher.num_docs

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Return each term's inverse document frequency as defined by BM25; rare words weigh more."""
        return weights_of(self.frequencies(terms), self.passages)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Count the passages, of all kinds, that contain each term."""
        return {term: self._searcher.doc_freq("text", term) for term in terms}

    def marks(self, passages: Sequence[int]) -> dict[int, Marks]:
        """Return the terms of these passages' sentences by passage row, as `sentence_marks` has them."""
        named = _unscored(tantivy.Query.term_set_query(self._index.schema, "passage", list(passages)))
        addresses = [address for _, address in self._searcher.search(named, max(1, len(passages)), count=False).hits]
        rows = self._searcher.fast_field_values("passage", addresses)
        kept = (self._searcher.doc(address)["marks"][0] for address in addresses)
        return {int(row): np.frombuffer(marks, "<u4") for row, marks in zip(rows, kept, strict=True) if row is not None}

    def search(self, terms: Sequence[str], kind: str, k: int, within: Rows | None = None) -> dict[int, float]:
        """Return the k best BM25 scores in this kind by passage row, limited to the sorted rows `within` if given."""
        if not terms:
            return {}
        any_term = [(tantivy.Occur.Should, self._term("text", term)) for term in terms]
        must = [tantivy.Query.boolean_query(any_term), _unscored(self._term("kind", kind))]
        if within is None:
            return self._rows(must, k)
        if len(within) > MOST_NAMED:
            return self._best_among(within, must, k)
        named = tantivy.Query.term_set_query(self._index.schema, "passage", within.tolist())
        return self._rows([*must, _unscored(named)], k)

    def containing(self, terms: Sequence[str], kind: str) -> list[int]:
        """Return the rows of all passages of this kind that contain every one of these terms."""
        found: list[int] = self._every([self._term("kind", kind), *(self._term("text", one) for one in terms)]).tolist()
        return found

    def nearly(self, word: str, k: int) -> list[int]:
        """Return the rows of up to k passages with a word that differs from this `plain` one in a letter or two.

        A letter may be another, missing, added, or have changed places with its neighbour.
        """
        return self._nearly("exact", word, k)

    def nearly_beside(self, word: str, k: int) -> list[int]:
        """Return the rows of up to k passages that open a text beside which there is a word nearly like this."""
        return self._nearly("beside", word, k)

    def _nearly(self, field: str, word: str, k: int) -> list[int]:
        distance = 1 if len(word) < LONG_WORD else 2
        fuzzy = tantivy.Query.fuzzy_term_query(self._index.schema, field, word, distance=distance)
        return list(self._rows([fuzzy], k))

    def in_a_row(self, words: str, kind: str) -> Rows:
        """Return the rows, in order, of the kind's passages that contain these words and marks in a row."""
        return self._every([self._phrase("exact", words), self._term("kind", kind)])

    def beside(self, words: str) -> Rows:
        """Return the rows, in order, of passages that open a text beside which these words and marks stand in a row."""
        return self._every([self._phrase("beside", words)]) if plain(words) else np.empty(0, np.int64)

    def _phrase(self, field: str, words: str) -> tantivy.Query:
        first, *others = self._exact.analyze(plain(words))
        if not others:
            return self._term(field, first)
        return tantivy.Query.phrase_query(self._index.schema, field, [first, *others])

    def _every(self, must: Sequence[tantivy.Query]) -> Rows:
        """Return the rows, in order, of all passages that meet these conditions."""
        hits = self._searcher.search(
            _all_of(must),
            max(1, self.passages),
            count=False,
            order_by_field="passage",
            order=tantivy.Order.Asc,
        ).hits
        return np.fromiter((row for row, _ in hits), np.int64, len(hits))

    def _best_among(self, within: Rows, must: Sequence[tantivy.Query], k: int) -> dict[int, float]:
        """Return the k best passages of those in `within`, fetching more and more of all until enough are in it."""
        asked = k
        while True:
            asked *= ASKED_MORE
            found = self._rows(must, asked)
            rows = np.fromiter(found, np.int64, len(found))
            inside = rows[among(within, rows)][:k].tolist()
            if len(inside) == k or len(found) < asked:
                return {row: found[row] for row in inside}

    def _rows(self, must: Sequence[tantivy.Query], k: int) -> dict[int, float]:
        hits = self._searcher.search(_all_of(must), k, count=False).hits
        rows = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return {int(row): score for row, (score, _) in zip(rows, hits, strict=True) if row is not None}

    def _term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, value)


def _gone(folder: Path) -> int:
    """Return the number of passages that tantivy's list of segments counts as removed."""
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    return sum((segment["deletes"] or {"num_deleted_docs": 0})["num_deleted_docs"] for segment in segments)


def write_words(folder: Path, *, previous: Path | None, removed: Iterable[int], added: Iterable[WordEntry]) -> None:
    """Write a generation's words, starting from the previous generation's or from nothing.

    Args:
        folder: the folder to write, which is replaced as a whole or not at all.
        previous: the folder of the generation to start from, or None.
        removed: the rows of passages to leave out.
        added: the passages to add.

    Raises:
        StorageError: a file cannot be read or written, or a file to merge is damaged.
    """
    new = beside(folder)
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        if previous is not None:
            link_files(previous, new)
        _commit(tantivy.Index(_schema(), str(new)), removed, added)
        write_sums(new, folder.name, _carried(previous, new))
        shutil.rmtree(folder, ignore_errors=True)
        new.replace(folder)
    except (OSError, ValueError) as error:
        shutil.rmtree(new, ignore_errors=True)
        raise StorageError(f"{new} cannot be written ({error}): free some space or make it writable") from error


def _carried(previous: Path | None, new: Path) -> Sums:
    """Return the checksums of the linked segments, after reading in full those that were merged into others."""
    if previous and not is_whole_but_for(previous, {path.name for path in new.iterdir()}):
        raise ValueError("what was merged is damaged")
    return listed_sums(previous) if previous else {}


def _commit(index: tantivy.Index, removed: Iterable[int], added: Iterable[WordEntry]) -> None:
    index.register_tokenizer(ANALYZER, analyzer())
    index.register_tokenizer(EXACT_ANALYZER, exact_analyzer())
    reader, writer = TermReader(), index.writer(heap_size=WRITER_BYTES, num_threads=1)
    # A query is needed: deleting by term treats an unsigned number as signed and finds nothing.
    writer.delete_documents_by_query(tantivy.Query.term_set_query(_schema(), "passage", list(removed)))
    for entry in added:
        writer.add_document(_tantivy_document(entry, reader))
    writer.commit()
    writer.wait_merging_threads()


def _tantivy_document(entry: WordEntry, reader: TermReader) -> tantivy.Document:
    sentences = reader.sequences([with_forms(sentence, entry.language) for sentence in entry.sentences])
    fields = {
        "passage": entry.passage,
        "kind": entry.kind,
        "text": written_alike(with_forms(entry.text, entry.language)),
        "exact": plain(entry.text),
        "beside": entry.beside,
        "marks": sentence_marks(sentences).astype("<u4").tobytes(),
    }
    return tantivy.Document.from_dict(fields, _schema())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field("exact", tokenizer_name=EXACT_ANALYZER, index_option="position")
    builder.add_text_field("beside", tokenizer_name=EXACT_ANALYZER, index_option="position")
    builder.add_bytes_field("marks", stored=True)
    return builder.build()


def _all_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
