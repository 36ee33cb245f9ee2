"""What a build changes in lanes and words: small files of its own, so that it costs what changed.

The sentences that a generation puts in are a new segment of their lane, and those that it takes out are named as gone;
segments are merged when what comes after them is no longer small. tantivy does the same for the words.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from errors import StorageError
from index.derived import all_entries, blocks_of, entries_of, open_part
from index.lanes.exact import lane_path
from index.lanes.files import write_index
from index.storage import seals, segments
from index.storage.checksums import listed_sums
from index.storage.passage_rows import PassageRows
from index.storage.segments import Segment
from index.words import WordIndex, words_path, write_words

REMAKE_WORDS = 200
"""Passages. Up to here words are made anew when something was removed, in a moment: tantivy counts what was removed in
its word statistics until segments merge, and the same corpus should give the same answers."""

MOST_GONE_WORDS = 1 / 8
"""The share of removed passages beside those that are left at which words are made anew also in a larger library: so
what is counted too much stays small, and a removal costs the same however many passages there are."""

MERGE_FACTOR = 4
"""A segment is merged with those after it when it is less than so many times as large: so a lane has a handful of
segments, and each sentence is written again a few times in its life."""

MOST_GONE = 1 / 4
"""A segment of which a larger share is gone is written again."""


@dataclass(frozen=True, slots=True)
class Change:
    """The rows a build takes out and puts in; `removed` and `added` are by kind, `documents` are those of `added`."""

    removed: dict[str, list[PassageRows]] = field(default_factory=lambda: defaultdict(list))
    added: dict[str, list[PassageRows]] = field(default_factory=lambda: defaultdict(list))
    documents: list[int] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        """The kinds whose lane is not what it was."""
        return self.removed.keys() | self.added.keys()

    @property
    def removed_passages(self) -> list[int]:
        """The rows of the passages that go, from all kinds."""
        return [passage.number for passages in self.removed.values() for passage in passages]


def write_derived(connection: sqlite3.Connection, data: Path, change: Change, *, generation: int, check: bool) -> None:
    """Write this generation's lanes and words and name its segments.

    With `check` the last generation's words are read through first; otherwise only what is merged is.
    """
    for kind in sorted(change.kinds):
        _write_lane(connection, data, kind, change, generation)
    _write_words(connection, data, change, generation=generation, check=check)


def _write_lane(connection: sqlite3.Connection, data: Path, kind: str, change: Change, generation: int) -> None:
    """Take out of the kind's segments what is gone, and put what is new into one more, merged with small ones."""
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
    after = list(kept)
    if size:
        left = (block for part in parts for block in part.blocks())
        write_index(lane_path(data, kind, generation), chain(left, blocks_of(connection, added)), size)
        after.append(Segment(kind, generation, merged[0].first if merged else generation, size))
    segments.replace_segments(connection, kind, after)


def _to_merge(
    connection: sqlite3.Connection, before: Sequence[Segment], size: int
) -> tuple[list[Segment], list[Segment]]:
    """The segments that stay as they are, and the last ones, which are merged with so many new sentences."""
    gone = [segments.gone_count(connection, segment) for segment in before]
    at = len(before)
    for place in reversed(range(len(before))):
        left = before[place].sentences - gone[place]
        if left < MERGE_FACTOR * size or gone[place] > before[place].sentences * MOST_GONE:
            size += sum(before[n].sentences - gone[n] for n in range(place, at))
            at = place
    return list(before[:at]), list(before[at:])


def _write_words(connection: sqlite3.Connection, data: Path, change: Change, *, generation: int, check: bool) -> None:
    """The last generation's words with this change made to them, or all words anew."""
    folder, previous = words_path(data, generation), words_path(data, generation - 1)
    passages, removed = seals.rows_in(connection, "passages"), change.removed_passages
    before = passages + len(removed) - sum(map(len, change.added.values()))
    words = _whole_words(previous, before, check=check)
    if not words or _to_remake(words, passages, len(removed)):
        write_words(folder, previous=None, removed=(), added=all_entries(connection))
        return
    try:
        write_words(folder, previous=previous, removed=removed, added=entries_of(connection, change.documents))
    except StorageError:  # what was to be merged is damaged; a disk that refused will refuse this too
        write_words(folder, previous=None, removed=(), added=all_entries(connection))


def _to_remake(words: WordIndex, passages: int, removed: int) -> bool:
    gone = words.gone + removed
    return removed > 0 and (passages <= REMAKE_WORDS or gone > passages * MOST_GONE_WORDS)


def _whole_words(folder: Path, passages: int, *, check: bool) -> WordIndex | None:
    """The words in this folder, or None where they cannot be opened or are not of so many passages."""
    try:
        words = WordIndex.load(folder, None if check else listed_sums(folder))
    except StorageError:
        return None
    return words if words.passages == passages else None
