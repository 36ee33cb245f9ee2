"""FAISS indexes that are searched exactly: the sentence vectors of one kind, under the rows' own ids.

Vectors are held as float16, as the library stores them, which halves memory and the time of a search.

Separation is physical: a search in one lane cannot return another kind's sentence.
A lane is one such file or several (`index/lanes/lane.py`); each is written under its generation's name and never
changed afterwards. Files of many sentences have another form (`index/lanes/coded_index.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import faiss
import numpy as np

from errors import PROGRAM, StorageError
from index.encoding.encoder import Vectors
from index.lanes.sentence_index import SentenceIndex
from index.storage.checksums import is_whole, marked
from index.storage.segments import Ids

LANES_FOLDER = "lanes"
LONGEST_NAME = 200
"""Characters of a kind in a file's name. Raised, the whole name may be too long for a file system."""


def lane_path(data: Path, kind: str, generation: int) -> Path:
    """The file of the segment of a lane that this generation made."""
    name = quote(kind, safe="")
    if len(name) > LONGEST_NAME:
        name = hashlib.sha256(kind.encode()).hexdigest()
    return data / LANES_FOLDER / f"{name}.{generation}.faiss"


class LaneIndex(SentenceIndex):
    """Sentence vectors of one kind, searched exactly."""

    def __init__(self, dimension: int) -> None:
        halves = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dimension, halves, faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def load(cls, path: Path, *, checked: bool = False) -> LaneIndex:
        """Return the lane in a file, which is not checked again if it is known to be whole.

        Raises:
            StorageError: the file is missing or damaged.
        """
        if not (checked or is_whole(path)):
            raise StorageError(f"lane {path} is missing or damaged: {PROGRAM} build mends it")
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise StorageError(f"lane {path} cannot be read: {PROGRAM} build mends it") from error
        if not isinstance(index, faiss.IndexIDMap2):
            raise StorageError(f"lane {path} is of another form: {PROGRAM} build mends it")
        lane = cls(index.d)
        lane._index = index
        return lane

    def save(self, path: Path) -> None:
        """Write the lane under a new name, whole or not at all.

        Raises:
            StorageError: the disk refused.
        """
        with marked(path) as new:
            faiss.write_index(self._index, str(new))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The vectors' width."""
        return int(self._index.d)

    @property
    def ids(self) -> Ids:
        """The sentence rows in this index."""
        ids: Ids = faiss.vector_to_array(self._index.id_map)
        return ids

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add sentences; float32 (n, dimension), unit rows."""
        self._forget()
        self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None, gone: Ids | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, best first, without missing any."""
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(allowed if gone is None else np.setdiff1d(allowed, gone))
        elif gone is not None and len(gone):
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorNot(faiss.IDSelectorBatch(gone))
        k = min(k, self._index.ntotal)
        if k == 0:
            return {}
        # A search is so short that sharing it among threads costs more than it saves, above all on a busy machine.
        faiss.omp_set_num_threads(1)  # holds for the calling thread only
        scores, ids = self._index.search(vector[np.newaxis], k, params=parameters)
        found = int(np.count_nonzero(ids[0] >= 0))  # FAISS fills up with -1, behind what it found
        return dict(zip(ids[0, :found].tolist(), scores[0, :found].tolist(), strict=True))

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this lane, in their order."""
        asked = ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)
        rows: Vectors = self._index.reconstruct_batch(asked)
        return rows

    def _forget(self) -> None:
        """Forget what was computed before the index changed."""
        for name in ("middle", "_in_order"):
            self.__dict__.pop(name, None)
