"""One FAISS index for each kind: the vectors of its sentences, under the sentence rows' own ids.

Separation is physical: a search in one lane cannot return another kind's sentence.
A lane's file is written anew under its generation's name and never changed afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import faiss
import numpy as np
from numpy.typing import NDArray

from errors import StorageError
from index.encoding.encoder import Vectors
from index.storage.checksums import append_mark, beside, is_whole

Ids = NDArray[np.int64]
"""int64 (n,), sentence row numbers."""

LANES_FOLDER = "lanes"
LONGEST_NAME = 200
"""Characters of a file's name, under every file system's bound with room for the rest."""

MIDDLE_FROM = 10_000
"""Sentences, spread evenly over a lane, that its middle is taken from: enough for a mean, read in a moment."""

MIDDLE_HELD_BY = 30
"""As many sentences without any topic hold the middle back: a lane of a few has hardly one."""


def lane_path(data: Path, kind: str, generation: int) -> Path:
    """Where the lane that this generation made is kept."""
    name = quote(kind, safe="")
    if len(name) > LONGEST_NAME:
        name = hashlib.sha256(kind.encode()).hexdigest()
    return data / LANES_FOLDER / f"{name}.{generation}.faiss"


class LaneIndex:
    """The sentence vectors of one kind, searched exactly."""

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @classmethod
    def load(cls, path: Path) -> LaneIndex:
        """The lane in a file.

        Raises:
            StorageError: the file is missing or damaged.
        """
        if not is_whole(path):
            raise StorageError(f"lane {path} is missing or damaged: python cli.py build mends it")
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise StorageError(f"lane {path} cannot be read: python cli.py build mends it") from error
        if not isinstance(index, faiss.IndexIDMap2):
            raise StorageError(f"lane {path} is of another form: python cli.py build mends it")
        lane = cls(index.d)
        lane._index = index
        return lane

    def save(self, path: Path) -> None:
        """Write the lane under a new name, whole or not at all."""
        new = beside(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            faiss.write_index(self._index, str(new))
            append_mark(new, path.name)
            new.replace(path)
        except (RuntimeError, OSError) as error:
            raise StorageError(f"{new} cannot be written: free some space or make it writable") from error

    @property
    def ids(self) -> Ids:
        """The sentence rows in this lane."""
        ids: Ids = faiss.vector_to_array(self._index.id_map)
        return ids

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add sentences; float32 (n, dimension), unit rows."""
        self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))

    def remove(self, ids: Iterable[int]) -> None:
        """Remove sentences by their rows."""
        gone = np.fromiter(ids, np.int64)
        if len(gone):
            self._index.remove_ids(faiss.IDSelectorBatch(gone))

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, among the allowed ones where some are named."""
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(allowed)
        k = min(k, self._index.ntotal)
        if k == 0:
            return {}
        # A lane is searched in a moment; handing it out to threads costs more, and far more on a busy machine.
        faiss.omp_set_num_threads(1)  # holds for the calling thread only
        scores, ids = self._index.search(vector[np.newaxis], k, params=parameters)
        return {int(i): float(score) for i, score in zip(ids[0], scores[0], strict=True) if i >= 0}

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this lane, in their order."""
        rows: Vectors = self._index.reconstruct_batch(np.fromiter(ids, np.int64))
        return rows

    def middle(self) -> Vectors:
        """What all sentences of this lane have in common: their mean, held back where they are few."""
        step = -(-len(self.ids) // MIDDLE_FROM) or 1
        rows = self.vectors(self.ids[::step])
        middle: Vectors = rows.sum(axis=0) / (len(rows) + MIDDLE_HELD_BY)
        return middle

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Sentence row → cosine, for the named rows of this lane."""
        rows = np.fromiter(ids, np.int64)
        if not len(rows):
            return {}
        scores = self.vectors(rows) @ vector
        return {int(i): float(score) for i, score in zip(rows, scores, strict=True)}
