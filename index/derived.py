"""Keep the two derived indexes, lanes and words, in step with the library's rows.

Each file is named after the generation that made it. A missing or damaged file is rebuilt from the rows, without
embedding anything.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np

from errors import StorageError
from index.beside import lines_of
from index.lanes.exact_index import LANES_FOLDER, lane_path
from index.lanes.lane import Part, SegmentedLane, exact_index, read_index, write_index
from index.lanes.sentence_index import SentenceIndex, VectorBlock
from index.records import Progress, Report, unreported
from index.storage import builds, documents, embeddings, row_digests, segments
from index.storage import passages as passage_rows
from index.storage.checked_files import note_whole, still_whole
from index.storage.checksums import Sums, discard, listed_sums
from index.storage.passages import PassageRows, StoredPassage
from index.storage.segments import Segment
from index.words import WORDS_FOLDER, WordEntry, WordIndex, words_path, write_words
from ingest.records import Source

Made = TypeVar("Made")

TOLD_EVERY = 256
"""Passages between two reports of how far the making of lanes or words is."""


def open_lane(
    connection: sqlite3.Connection,
    data: Path,
    kind: str,
    before: SegmentedLane | None = None,
    report: Report = unreported,
) -> SegmentedLane:
    """Open the kind's lane in the connection's generation, and repair it if necessary.

    Parts that have not changed are reused from `before`, the lane of an earlier generation.
    """
    opened = {part.segment: part for part in before.parts} if before else {}
    parts = []
    for segment in segments.all_segments(connection)[kind]:
        index = opened[segment].index if segment in opened else None
        parts.append(open_part(connection, data, segment, index, report))
    return SegmentedLane(parts)


def open_part(
    connection: sqlite3.Connection,
    data: Path,
    segment: Segment,
    index: SentenceIndex | None = None,
    report: Report = unreported,
) -> Part:
    """Open the segment's index with the sentences removed from it, and repair it if necessary."""
    gone = segments.gone_from(connection, segment)
    if index is not None:
        return Part(segment, index, gone[index.has(gone)] if len(gone) else gone)
    path = lane_path(data, segment.kind, segment.generation)
    with contextlib.suppress(StorageError):
        index = read_index(path, checked=path in still_whole(data, [path]))
        here = gone[index.has(gone)] if len(gone) else gone
        if len(index) - len(here) == segment.sentences - len(gone):
            note_whole(data, [path])
            return Part(segment, index, here)
    try:
        index = write_index(path, _blocks_left(connection, segment, report), segment.sentences - len(gone))
    except StorageError:  # a folder that cannot be written can still be read
        index = exact_index(_blocks_left(connection, segment, report))
    return Part(segment, index, gone[:0])


def open_words(
    connection: sqlite3.Connection,
    data: Path,
    generation: int,
    before: WordIndex | None = None,
    report: Report = unreported,
) -> WordIndex:
    """Open the words in the connection's generation, and repair them if necessary.

    Files that were found whole before, by this reader in the words of an earlier generation, `before`, or by any other,
    are not read again.
    """
    folder = words_path(data, generation)
    passages = row_digests.rows_in(connection, "passages")
    with contextlib.suppress(StorageError):
        known = before.sums if before else {}
        words = WordIndex.load(folder, checked_sums(data, folder) | known)
        if words.passages == passages:
            note_whole(data, [folder / name for name in words.sums.keys() - known.keys()])
            return words
    try:
        write_words(folder, previous=None, removed=(), added=all_entries(connection, report))
        return WordIndex.load(folder)
    except StorageError:  # a folder that cannot be written, or that another reader is repairing, can still be read
        return WordIndex.in_memory(all_entries(connection, report))


def checked_sums(data: Path, folder: Path) -> Sums:
    """Return the checksums of the folder's files that nobody has written to since they were found whole."""
    listed = {folder / name: mark for name, mark in listed_sums(folder).items()}
    return {path.name: listed[path] for path in still_whole(data, listed)}


def mend(connection: sqlite3.Connection, data: Path, report: Report = unreported) -> None:
    """Rebuild missing or damaged files of the newest lanes and words."""
    build = builds.last_build(connection)
    if build is None:
        return
    for kind in segments.all_segments(connection):
        open_lane(connection, data, kind, report=report)
    open_words(connection, data, build.generation, report=report)


def remove_old(connection: sqlite3.Connection, data: Path, before: Iterable[Path]) -> None:
    """Remove lanes and words of earlier generations, except those that a reader may be opening."""
    keep = {*current_paths(connection, data), *before}
    found = [*(data / LANES_FOLDER).glob("*"), *(data / WORDS_FOLDER).glob("*")]
    for path in sorted(set(found) - keep):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            discard(path)  # leftovers are harmless, and the next build tries again


def current_paths(connection: sqlite3.Connection, data: Path) -> list[Path]:
    """Return the paths of the lanes and words of the connection's generation."""
    build = builds.last_build(connection)
    found = [segment for of_kind in segments.all_segments(connection).values() for segment in of_kind]
    lanes = [lane_path(data, segment.kind, segment.generation) for segment in found]
    return [*lanes, words_path(data, build.generation)] if build else []


def _blocks_left(connection: sqlite3.Connection, segment: Segment, report: Report) -> Iterator[VectorBlock]:
    """Yield the remaining sentences of the segment with their vectors, from the rows."""
    found = documents.labels(connection).items()
    of_kind = {number for number, label in found if label.source.kind == segment.kind}
    rows = passage_rows.passages_put(connection, of_kind, range(segment.first, segment.generation + 1))
    stored = (passage for row in rows for passage in passage_rows.passages(connection, [row]))
    return blocks_of(connection, _told(stored, "Making lanes anew", len(rows), report))


def blocks_of(connection: sqlite3.Connection, passages: Iterable[PassageRows | StoredPassage]) -> Iterator[VectorBlock]:
    """Yield the sentence rows of these passages with their vectors, one passage at a time."""
    for passage in passages:
        yield np.array(passage.sentence_numbers, np.int64), embeddings.vectors_of(connection, passage)


def all_entries(connection: sqlite3.Connection, report: Report = unreported) -> Iterator[WordEntry]:
    """Yield the word index entries of all passages."""
    of_document = defaultdict(list)
    table = passage_rows.passage_table(connection).tolist()
    for row in table:
        of_document[row[1]].append(row[0])
    labels = documents.labels(connection).items()
    stored = ((number, label, passage_rows.passages(connection, of_document[number])) for number, label in labels)
    entries = (one for number, label, found in stored for one in _entries(connection, number, label.source, found))
    yield from _told(entries, "Making words anew", len(table), report)


def _told(items: Iterable[Made], stage: str, total: int, report: Report) -> Iterator[Made]:
    """Yield the items, and report now and then how many there were."""
    for done, item in enumerate(items):
        if done % TOLD_EVERY == 0:
            report(Progress(stage, done, total))
        yield item


def entries_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[WordEntry]:
    """Yield the word index entries of the passages of these documents."""
    for number, label in documents.labels_of(connection, numbers).items():
        yield from _entries(connection, number, label.source, passage_rows.passages_of(connection, number))


def _entries(
    connection: sqlite3.Connection, number: int, source: Source, passages: Iterable[StoredPassage]
) -> Iterator[WordEntry]:
    text, furniture = documents.text_of(connection, number)
    beside = lines_of(text, furniture)
    for stored in passages:
        sentences = [text[sentence.start : sentence.end] for sentence in stored.passage.sentences]
        yield WordEntry(stored.number, source.kind, sentences, source.language, beside)
        beside = ""
