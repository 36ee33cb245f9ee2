"""The two derived indexes, lanes and words, kept in step with the library's rows.

Each file carries the generation that made it. One that is missing or damaged is made again from the rows,
without embedding anything.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from errors import StorageError
from index.lanes import LANES_FOLDER, LaneIndex, lane_path
from index.storage import builds, documents, embeddings
from index.storage.documents import StoredPassage
from index.words import WORDS_FOLDER, Entry, WordIndex, words_path, write_words
from ingest.chunking import embedded_text
from ingest.records import Document

REMAKE_WORDS = 20_000
"""Passages. Up to here words are made anew when something was removed, in about a second: tantivy counts what was
removed in its word statistics until segments merge, and the same corpus should always give the same answers."""


@dataclass(frozen=True, slots=True)
class Change:
    """The rows a build takes out and puts in; `added` and `removed_sentences` are by kind."""

    removed_sentences: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    removed_passages: list[int] = field(default_factory=list)
    added: dict[str, list[StoredPassage]] = field(default_factory=lambda: defaultdict(list))
    entries: list[Entry] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        """The kinds whose lane is not what it was."""
        return self.removed_sentences.keys() | self.added.keys()


def entry(document: Document, passage: StoredPassage) -> Entry:
    """The passage as the word index holds it."""
    text = embedded_text(document.text, passage.passage.sentences)
    return Entry(passage.number, document.source.kind, text)


def write_derived(connection: sqlite3.Connection, data: Path, change: Change, *, generation: int) -> dict[str, int]:
    """Write this generation's lanes and words; kind → the generation whose lane file holds it."""
    before = builds.lane_generations(connection)
    after = dict(before)
    for kind in sorted(change.kinds):
        lane = _changed_lane(connection, data, kind, change)
        after.pop(kind, None)
        if len(lane.ids):
            lane.save(lane_path(data, kind, generation))
            after[kind] = generation
    _write_words(connection, data, change, generation)
    return after


def _write_words(connection: sqlite3.Connection, data: Path, change: Change, generation: int) -> None:
    """The last generation's words with this change made to them, or all words anew."""
    folder, previous = words_path(data, generation), words_path(data, generation - 1)
    passages = documents.passage_count(connection)
    before = passages + len(change.removed_passages) - len(change.entries)
    small = passages <= REMAKE_WORDS and bool(change.removed_passages)
    if small or not _whole_words(previous, before):
        write_words(folder, previous=None, removed=(), added=_all_entries(connection))
    else:
        write_words(folder, previous=previous, removed=change.removed_passages, added=change.entries)


def _whole_words(folder: Path, passages: int) -> WordIndex | None:
    """The words in this folder, or None where they cannot be opened or are not of so many passages."""
    try:
        words = WordIndex.load(folder)
    except StorageError:
        return None
    return words if words.passages == passages else None


def open_lane(connection: sqlite3.Connection, data: Path, kind: str) -> LaneIndex:
    """The kind's lane as the connection's generation has it, mended if need be."""
    path = lane_path(data, kind, builds.lane_generations(connection)[kind])
    with contextlib.suppress(StorageError):
        lane = LaneIndex.load(path)
        if len(lane.ids) == documents.sentence_count(connection, kind):
            return lane
    lane = _lane_of(connection, _passages_of_kind(connection, kind))
    with contextlib.suppress(StorageError):  # a folder that cannot be written is read all the same
        lane.save(path)
    return lane


def open_words(connection: sqlite3.Connection, data: Path, generation: int) -> WordIndex:
    """The words as the connection's generation has them, mended if need be."""
    folder = words_path(data, generation)
    whole = _whole_words(folder, documents.passage_count(connection))
    if whole:
        return whole
    try:
        write_words(folder, previous=None, removed=(), added=_all_entries(connection))
        return WordIndex.load(folder)
    except (
        StorageError
    ):  # a folder that cannot be written, or that another reader is just mending, is read all the same
        return WordIndex.in_memory(_all_entries(connection))


def mend(connection: sqlite3.Connection, data: Path, *, written: int | None = None) -> None:
    """Make again what is missing or damaged of the newest lanes and words.

    What the generation `written` made was written a moment ago by this process, and is not read again.
    """
    build = builds.last_build(connection)
    if build is None:
        return
    for kind, generation in builds.lane_generations(connection).items():
        if generation != written:
            open_lane(connection, data, kind)
    if build.generation != written:
        open_words(connection, data, build.generation)


def remove_old(connection: sqlite3.Connection, data: Path, before: Iterable[Path]) -> None:
    """Remove lanes and words of earlier generations, but for those a reader may just be opening."""
    keep = {*current_paths(connection, data), *before}
    found = [*(data / LANES_FOLDER).glob("*"), *(data / WORDS_FOLDER).glob("*")]
    for path in sorted(set(found) - keep):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):  # what is left over harms nobody, and the next build tries again
                path.unlink()


def current_paths(connection: sqlite3.Connection, data: Path) -> list[Path]:
    """Where the lanes and words of the connection's generation are."""
    build = builds.last_build(connection)
    lanes = [lane_path(data, *lane) for lane in builds.lane_generations(connection).items()]
    return [*lanes, words_path(data, build.generation)] if build else []


def _changed_lane(connection: sqlite3.Connection, data: Path, kind: str, change: Change) -> LaneIndex:
    """The kind's lane of the last generation with this change made to it."""
    added = change.added.get(kind, [])
    generation = builds.lane_generations(connection).get(kind)
    if generation is None:
        return _lane_of(connection, added)
    try:
        lane = LaneIndex.load(lane_path(data, kind, generation))
    except StorageError:
        return _lane_of(connection, _passages_of_kind(connection, kind))
    lane.remove(change.removed_sentences.get(kind, []))
    if not len(lane.ids):  # the vectors' dimension may be another one now
        return _lane_of(connection, added)
    _add(connection, lane, added)
    return lane


def _lane_of(connection: sqlite3.Connection, passages: Iterable[StoredPassage]) -> LaneIndex:
    stored = list(passages)
    dimension = embeddings.vectors_of(connection, stored[0]).shape[1] if stored else 1
    lane = LaneIndex(dimension)
    _add(connection, lane, stored)
    return lane


def _passages_of_kind(connection: sqlite3.Connection, kind: str) -> list[StoredPassage]:
    """All passages of this kind, from the rows that a reader has checked and by no index that could have lost one."""
    of_kind = {number for number, label in documents.labels(connection).items() if label.source.kind == kind}
    rows = documents.passage_table(connection).tolist()
    return documents.passages(connection, [row[0] for row in rows if row[1] in of_kind])


def _add(connection: sqlite3.Connection, lane: LaneIndex, passages: Sequence[StoredPassage]) -> None:
    for passage in passages:
        ids = np.array(passage.sentence_numbers, np.int64)
        lane.add(ids, embeddings.vectors_of(connection, passage))


def _all_entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    of_document = defaultdict(list)
    for row in documents.passage_table(connection).tolist():
        of_document[row[1]].append(row[0])
    for number in documents.labels(connection):
        [document] = documents.documents_in(connection, [number])
        for passage in documents.passages(connection, of_document[number]):
            yield entry(document, passage)
