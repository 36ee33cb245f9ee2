"""Many vectors at once → the documents of a kind nearest to each, by an exact search of all sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.inventory import Rows
from index.library import Library

BLOCK_SENTENCES = 65_536
"""Sentences compared at once: about 100 megabytes of vectors. Raised, a check takes more memory."""

GROUP_VECTORS = 32
"""Vectors compared at once: with a million sentences their cosines are about 128 megabytes. Raised, a draft takes more
memory."""

Cosines = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """A document's sentences nearest to a vector: their rows, the nearest first."""

    document: int
    sentences: tuple[int, ...]


def nearest(library: Library, vectors: Vectors, kind: str, *, documents: int, sentences: int) -> Iterator[list[Near]]:
    """The documents of the kind nearest to each vector, each by its nearest sentence; ties in corpus order.

    Args:
        library: the generation to look in.
        vectors: float32 (n, dimension), unit rows.
        kind: the lane.
        documents: the most to return for each vector.
        sentences: the most to return of each document.
    """
    rows = _rows_by_document(library, kind)
    for start in range(0, len(vectors), GROUP_VECTORS):
        cosines = _cosines(library, kind, rows, vectors[start : start + GROUP_VECTORS])
        for column in cosines.T:
            yield _nearest(library, rows, column, documents=documents, sentences=sentences)


def _rows_by_document(library: Library, kind: str) -> Rows:
    """The sentence rows of the kind, grouped by document in corpus order."""
    if kind not in library.lanes:
        return np.empty(0, np.int64)
    rows = np.sort(library.lanes[kind].ids)
    places = {number: place for place, number in enumerate(library.labels)}
    of_rows = [places[number] for number in library.inventory.documents_of_sentences(rows).tolist()]
    ordered: Rows = rows[np.argsort(np.array(of_rows, np.int64), kind="stable")]
    return ordered


def _cosines(library: Library, kind: str, rows: Rows, vectors: Vectors) -> Cosines:
    """The cosine of each sentence with each vector, float32 (sentences, vectors)."""
    found = np.empty((len(rows), len(vectors)), np.float32)
    for start in range(0, len(rows), BLOCK_SENTENCES):
        block = rows[start : start + BLOCK_SENTENCES]
        found[start : start + len(block)] = library.lanes[kind].vectors(block) @ vectors.T
    return found


def _nearest(library: Library, rows: Rows, cosines: Cosines, *, documents: int, sentences: int) -> list[Near]:
    if not len(rows):
        return []
    owners = library.inventory.documents_of_sentences(rows)
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    ends = np.r_[starts[1:], len(rows)]
    best = np.maximum.reduceat(cosines, starts)
    chosen = np.argsort(-best, kind="stable")[:documents]
    found = []
    for at in chosen.tolist():
        inside = slice(starts[at], ends[at])
        order = np.argsort(-cosines[inside], kind="stable")[:sentences]
        found.append(
            Near(
                document=int(owners[starts[at]]),
                sentences=tuple(rows[inside][order].tolist()),
            )
        )
    return found
