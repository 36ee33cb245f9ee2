"""The words of every passage, in tantivy: BM25 of their stems within one kind, and where exact words stand.

Its folder carries the generation it was made from; a new generation starts as hard links to the last
one's segments, which tantivy never changes, so that it costs what has changed and readers keep theirs.
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

from errors import StorageError
from index.inventory import Rows, among
from index.storage.checksums import Sums, beside, is_whole_but_for, link_files, listed_sums, whole_sums, write_sums
from index.terms import ANALYZER, EXACT_ANALYZER, TermReader, analyzer, exact_analyzer, plain, written_alike

WORDS_FOLDER = "words"
WRITER_BYTES = 64_000_000
BM25_K1 = 1.2
"""Fixed in tantivy, as b = 0.75 is."""

MOST_NAMED = 10_000
"""Up to so many passages are named to tantivy; of more, the best of all are asked for until enough are among them."""

ASKED_MORE = 4
"""How many times as many are asked for each time."""


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One passage as the word index holds it."""

    passage: int
    kind: str
    text: str


def most_bm25(weights: Mapping[str, float]) -> float:
    """The score that a passage nears when it has every term often."""
    return (BM25_K1 + 1) * sum(weights.values())


def words_path(data: Path, generation: int) -> Path:
    """Where a generation's words are kept."""
    return data / WORDS_FOLDER / str(generation)


def weights_of(frequencies: Mapping[str, int], passages: int) -> dict[str, float]:
    """Each term's inverse document frequency, as BM25 has it; rare words weigh more."""
    # What was removed is counted until segments merge, so a term may seem to be in more passages than there are.
    total = max(passages, *frequencies.values(), 0)
    return {term: log1p((total - n + 0.5) / (n + 0.5)) for term, n in frequencies.items()}


class WordIndex(TermReader):
    """The words of one generation."""

    def __init__(self, index: tantivy.Index, sums: Sums | None = None, gone: int = 0) -> None:
        super().__init__()
        self._exact = exact_analyzer()
        self._index = index
        self.sums: Sums = sums or {}
        self.gone = gone
        """How many passages were removed and are still counted in the words' statistics."""
        self._index.register_tokenizer(ANALYZER, self._analyzer)
        self._index.register_tokenizer(EXACT_ANALYZER, self._exact)
        self._searcher = self._index.searcher()

    @classmethod
    def load(cls, folder: Path, checked: Sums | None = None) -> WordIndex:
        """The words in a folder; files that were checked before, by name and checksum, are not read through again.

        Raises:
            StorageError: they are missing or damaged.
        """
        sums = whole_sums(folder, checked)
        if sums is None:
            raise StorageError(f"words {folder} are missing or damaged: python cli.py build mends them")
        try:
            index, gone = tantivy.Index.open(str(folder)), _gone(folder)
        except (ValueError, OSError, LookupError, TypeError) as error:
            raise StorageError(f"words {folder} cannot be read: python cli.py build mends them") from error
        if index.schema != _schema():
            raise StorageError(f"words {folder} are of another form: python cli.py build mends them")
        return cls(index, sums, gone)

    @classmethod
    def in_memory(cls, entries: Iterable[WordEntry]) -> WordIndex:
        """The words of these passages, for a reader whose disk takes nothing."""
        index = tantivy.Index(_schema())
        _commit(index, (), entries)
        index.reload()
        return cls(index)

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return self._searcher.num_docs

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """Each term's inverse document frequency, as BM25 has it; rare words weigh more."""
        return weights_of(self.frequencies(terms), self.passages)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages, of all kinds, each term stands."""
        return {term: self._searcher.doc_freq("text", term) for term in terms}

    def search(self, terms: Sequence[str], kind: str, k: int, within: Rows | None = None) -> dict[int, float]:
        """Passage row → BM25 of the k best in this kind, among the named passages, in order, where some are."""
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
        """The rows of all passages of this kind that have every one of these terms."""
        must = [self._term("kind", kind), *(self._term("text", term) for term in terms)]
        return list(self._rows(must, max(1, self.passages)))

    def in_a_row(self, words: str, kind: str) -> Rows:
        """The rows, in order, of the kind's passages in which these words and marks stand one after the other."""
        first, *others = self._exact.analyze(plain(words))
        phrase = self._term("exact", first)
        if others:
            phrase = tantivy.Query.phrase_query(self._index.schema, "exact", [first, *others])
        hits = self._searcher.search(
            _all_of([phrase, self._term("kind", kind)]),
            max(1, self.passages),
            count=False,
            order_by_field="passage",
            order=tantivy.Order.Asc,
        ).hits
        return np.fromiter((row for row, _ in hits), np.int64, len(hits))

    def _best_among(self, within: Rows, must: Sequence[tantivy.Query], k: int) -> dict[int, float]:
        """The k best of the named passages: of all passages ever more of the best, until enough of them are named."""
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
    """How many passages tantivy's list of segments names as removed."""
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    return sum((segment["deletes"] or {"num_deleted_docs": 0})["num_deleted_docs"] for segment in segments)


def write_words(folder: Path, *, previous: Path | None, removed: Iterable[int], added: Iterable[WordEntry]) -> None:
    """Make a generation's words from the previous one's, or from nothing.

    Args:
        folder: where; made anew, whole or not at all.
        previous: the generation to start from, or None.
        removed: passage rows to leave out.
        added: passages to put in.

    Raises:
        StorageError: the disk refused.
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
    """The checksums of the segments that were linked; those that were merged into others are read through."""
    if previous and not is_whole_but_for(previous, {path.name for path in new.iterdir()}):
        raise ValueError("what was merged is damaged")
    return listed_sums(previous) if previous else {}


def _commit(index: tantivy.Index, removed: Iterable[int], added: Iterable[WordEntry]) -> None:
    index.register_tokenizer(ANALYZER, analyzer())
    index.register_tokenizer(EXACT_ANALYZER, exact_analyzer())
    writer = index.writer(heap_size=WRITER_BYTES, num_threads=1)
    # By a query: deleting by term takes a whole number for a signed one and then finds nothing.
    writer.delete_documents_by_query(tantivy.Query.term_set_query(_schema(), "passage", list(removed)))
    for entry in added:
        writer.add_document(_tantivy_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def _tantivy_document(entry: WordEntry) -> tantivy.Document:
    fields = {
        "passage": entry.passage,
        "kind": entry.kind,
        "text": written_alike(entry.text),
        "exact": plain(entry.text),
    }
    return tantivy.Document.from_dict(fields, _schema())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field("exact", tokenizer_name=EXACT_ANALYZER, index_option="position")
    return builder.build()


def _all_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
