"""A segment's file in the form that fits its size: searched exactly while that is fast, by codes beyond."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.lanes.coded import CodedIndex, is_coded
from index.lanes.exact import LaneIndex
from index.lanes.sentence_index import Block, SentenceIndex

EXACT_UP_TO = 150_000
"""Sentences. An exact search of so many takes some 10 ms on one processor, half of what a question may take; codes
take 2 ms, and miss a few in a hundred of the best (docs/scale.md)."""


def write_index(path: Path, blocks: Iterable[Block], sentences: int) -> SentenceIndex:
    """Write so many sentences under a new name, whole or not at all; the index, opened.

    Raises:
        StorageError: the disk refused.
    """
    if sentences > EXACT_UP_TO:
        return CodedIndex.write(path, blocks)
    index = exact_index(blocks)
    index.save(path)
    return index


def exact_index(blocks: Iterable[Block]) -> LaneIndex:
    """These sentences in memory, searched exactly however many there are."""
    index = LaneIndex(1)
    for ids, vectors in blocks:
        if not len(index):
            index = LaneIndex(vectors.shape[1])
        index.add(ids, vectors)
    return index


def read_index(path: Path) -> SentenceIndex:
    """The index in a file, in whichever form it was written.

    Raises:
        StorageError: the file is missing or damaged.
    """
    return CodedIndex.load(path) if is_coded(path) else LaneIndex.load(path)
