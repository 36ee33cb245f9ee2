"""Write the results of a build: remove, relabel and add documents, and change the lanes and words to match.

Each change of the lanes and words goes into small new files, so its cost grows only with the change.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from errors import StorageError
from index.building.planning import Work
from index.building.prepared import Prepared
from index.derived import all_entries, blocks_of, checked_sums, entries_of, open_part
from index.lanes.exact_index import lane_path
from index.lanes.lane import write_index
from index.storage import documents, embeddings, row_digests, segments
from index.storage import passages as passage_rows
from index.storage.checksums import listed_sums
from index.storage.known_files import add_file, replace_seen
from index.storage.origin_groups import add_bands, add_sketch, leave_origins, members, origins_of
from index.storage.passages import PassageRows
from index.storage.segments import Segment
from index.words import WordIndex, words_path, write_words

REMAKE_WORDS = 200
"""Passages up to which any removal rebuilds the word index, which takes a moment.

tantivy counts removed passages in its word statistics until segments merge, and the same corpus should give the same
answers. Raised, removals from larger libraries take longer; lowered, removed passages affect ranking in smaller ones.
"""

MOST_GONE_WORDS = 1 / 8
"""The ratio of removed to remaining passages above which the word index of a larger library is rebuilt.

It keeps the error in the word statistics small and the average cost of a removal independent of the library's size.
Raised, removed passages affect ranking more; lowered, the word index is rebuilt more often.
"""

MERGE_FACTOR = 4
"""A segment less than this many times as large as those after it together is merged with them.

A lane thus has a handful of segments, and each sentence is rewritten only a few times. Raised, lanes have fewer
segments and sentences are rewritten more often; lowered, searches go through more segments.
"""

MOST_GONE = 1 / 4
"""The share of removed sentences above which a segment is rewritten.

Raised, removed sentences take more space; lowered, segments are rewritten more often.
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """The changes a build made to the rows, from which the lanes and words are updated.

    `removed` and `added` are the passages taken out of and put into lanes, by kind, and `put_in` the documents of the
    added ones. `documents` are all whose rows were created, removed or changed, and `arrived` those created. `origins`
    are the groups that lost or moved one of their documents, and `keys` those of vectors that may be unused now.
    """

    removed: dict[str, list[PassageRows]] = field(default_factory=lambda: defaultdict(list))
    added: dict[str, list[PassageRows]] = field(default_factory=lambda: defaultdict(list))
    put_in: list[int] = field(default_factory=list)
    documents: set[int] = field(default_factory=set)
    arrived: set[int] = field(default_factory=set)
    origins: set[int] = field(default_factory=set)
    keys: list[bytes] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        """The kinds whose lane changed."""
        return self.removed.keys() | self.added.keys()

    @property
    def removed_passages(self) -> list[int]:
        """The rows of the removed passages, of all kinds."""
        return [passage.number for passages in self.removed.values() for passage in passages]


def write_derived(
    connection: sqlite3.Connection, data: Path, change: Stored, *, generation: int, check: bool
) -> list[Path]:
    """Write this generation's lanes and words, record its segments, and return the files that are new.

    With `check`, those of the last generation's words that nobody is known to have checked are read in full first;
    otherwise only merged files are.
    """
    lanes = (_write_lane(connection, data, kind, change, generation) for kind in sorted(change.kinds))
    return [*filter(None, lanes), *_write_words(connection, data, change, generation=generation, check=check)]


def _write_lane(connection: sqlite3.Connection, data: Path, kind: str, change: Stored, generation: int) -> Path | None:
    """Mark removed sentences in the kind's segments, and write new ones to another segment, merged with small ones."""
    before = segments.all_segments(connection).get(kind, [])
    for segment in before:
        rows = [p for p in change.removed.get(kind, []) if segment.first <= p.put <= segment.generation]
        numbers = [number for passage in rows for number in passage.sentence_numbers]
        segments.add_gone(connection, segment, generation, numbers)
    added = change.added.get(kind, [])
    size = sum(len(passage.sentence_numbers) for passage in added)
    kept, merged = _to_merge(connection, before, size)
    parts = [open_part(connection, data, segment) for segment in merged]
    size += sum(part.size for part in parts)
    path = lane_path(data, kind, generation) if size else None
    after = list(kept)
    if path:
        left = (block for part in parts for block in part.blocks())
        write_index(path, chain(left, blocks_of(connection, added)), size)
        after.append(Segment(kind, generation, merged[0].first if merged else generation, size))
    segments.replace_segments(connection, kind, after)
    return path


def _to_merge(
    connection: sqlite3.Connection, before: Sequence[Segment], size: int
) -> tuple[list[Segment], list[Segment]]:
    """Return the segments that stay as they are, and the last ones, which are merged with the new sentences.

    `size` is the number of new sentences.
    """
    gone = [segments.gone_count(connection, segment) for segment in before]
    at = len(before)
    for place in reversed(range(len(before))):
        left = before[place].sentences - gone[place]
        if left < MERGE_FACTOR * size or gone[place] > before[place].sentences * MOST_GONE:
            size += sum(before[n].sentences - gone[n] for n in range(place, at))
            at = place
    return list(before[:at]), list(before[at:])


def _write_words(
    connection: sqlite3.Connection, data: Path, change: Stored, *, generation: int, check: bool
) -> list[Path]:
    """Write the last generation's words with this change applied, or rebuild all words; return the new files."""
    folder, previous = words_path(data, generation), words_path(data, generation - 1)
    passages, removed = row_digests.rows_in(connection, "passages"), change.removed_passages
    before = passages + len(removed) - sum(map(len, change.added.values()))
    words = _whole_words(data, previous, before, check=check)
    if not words or _to_remake(words, passages, len(removed)):
        return _remade_words(connection, folder)
    try:
        write_words(folder, previous=previous, removed=removed, added=entries_of(connection, change.put_in))
    except StorageError:  # a file to merge is damaged; a disk that cannot be written fails here again
        return _remade_words(connection, folder)
    return [folder / name for name in listed_sums(folder).keys() - listed_sums(previous).keys()]


def _remade_words(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    write_words(folder, previous=None, removed=(), added=all_entries(connection))
    return [folder / name for name in listed_sums(folder)]


def _to_remake(words: WordIndex, passages: int, removed: int) -> bool:
    gone = words.gone + removed
    return removed > 0 and (passages <= REMAKE_WORDS or gone > passages * MOST_GONE_WORDS)


def _whole_words(data: Path, folder: Path, passages: int, *, check: bool) -> WordIndex | None:
    """Return the words in this folder, or None if they cannot be opened or hold another number of passages."""
    try:
        words = WordIndex.load(folder, checked_sums(data, folder) if check else listed_sums(folder))
    except StorageError:
        return None
    return words if words.passages == passages else None


# Changes to the library's rows: documents removed, relabelled and added.


def store(connection: sqlite3.Connection, work: Work, arriving: Iterable[Prepared]) -> Stored:
    """Replace the rows of the affected documents by those that arrive, and return all changes."""
    stored = Stored()
    gone = [work.outline.known[step.replaces] for step in work.steps if step.replaces and not step.source]
    numbers = [document.number for document in gone]
    for document in gone:
        _take_out(stored, document.source.kind, passage_rows.passage_rows_of(connection, document.number))
    stored.keys.extend(embeddings.keys_of(connection, numbers))
    stored.origins.update(leave_origins(connection, numbers))
    documents.remove_documents(connection, numbers)
    moved = [work.outline.known[step.replaces].number for step in work.steps if step.replaces and step.source]
    documents.set_ids_aside(connection, moved)
    _relabel(connection, work, stored)
    for item in arriving:
        number = documents.add_document(
            connection, item.document, item.passages, reading=work.outline.reading_fingerprint
        )
        add_sketch(connection, number, item.sketch)
        add_file(connection, number, item.document.own, item.step.file.seen if item.step.file else None)
        passages = [
            passage_rows.add_passage(connection, number, passage, embedding=key, put=work.plan.generation)
            for passage, key in zip(item.passages, item.keys, strict=True)
        ]
        stored.arrived.add(number)
        _put_in(stored, item.document.source.kind, number, passages)
    add_bands(connection, sorted(stored.arrived))
    stored.documents.update(numbers, moved, stored.arrived)
    return stored


def _relabel(connection: sqlite3.Connection, work: Work, change: Stored) -> None:
    """Give documents their new labels; only a document that changes its kind leaves its lane."""
    for step in work.steps:
        if step.source is None or step.replaces is None:
            continue
        before = work.outline.known[step.replaces]
        documents.relabel(connection, before.number, step.id, step.source)
        if step.id != before.id:
            change.documents.update(members(connection, [before.number]))
            change.origins.update(origins_of(connection, [before.number]))
        if step.file and step.file.seen:
            replace_seen(connection, [(before.number, step.file.seen)])
        if step.source.kind != before.source.kind:
            found = passage_rows.passage_rows_of(connection, before.number)
            _take_out(change, before.source.kind, found)
            again = passage_rows.put_again(connection, found, work.plan.generation)
            _put_in(change, step.source.kind, before.number, again)


def _take_out(stored: Stored, kind: str, passages: Sequence[PassageRows]) -> None:
    stored.removed[kind].extend(passages)


def _put_in(stored: Stored, kind: str, document: int, passages: Sequence[PassageRows]) -> None:
    stored.added[kind].extend(passages)
    stored.put_in.append(document)
