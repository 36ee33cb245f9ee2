"""Short codes of many vectors, sorted into lists: they find those nearest to a question at a fraction of the cost.

Vectors are sorted into lists around centres (Sivic, Zisserman, "Video Google", 2003) and coded by product quantisation
(Jégou, Douze, Schmid, "Product quantization for nearest neighbor search", 2011), four bits for each pair of numbers.
"""

from __future__ import annotations

import os

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.encoding.pooling import unit
from index.storage.segments import Ids

MOST_LISTS = 4096
LISTS_PER_ROOT = 4
"""Lists as a multiple of the square root of the number of sentences, so that centres and codes cost about the same.
Raised, a question compares more centres and fewer codes in each list."""

TRAINED_FROM = 32
"""Sentences that each list's centre is learnt from, spread evenly over all. Raised, writing a file takes longer."""

CODES_TRAINED_FROM = 65_536
CODED_AT_ONCE = 65_536
ROUNDS = 8
NUMBERS_A_CODE = 2
BITS_A_CODE = 4

HalfVectors = NDArray[np.float16]
"""float16 (n, dimension), rows of nearly unit length as they are stored."""


class Codes:
    """The codes of one file's sentences."""

    def __init__(self, index: faiss.IndexIVF) -> None:
        self._index = index

    @classmethod
    def of(cls, ids: Ids, rows: HalfVectors) -> Codes:
        """The codes of these vectors, learnt from a spread of them; the same for the same vectors."""
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        width = rows.shape[1]
        lists = max(1, min(MOST_LISTS, 2 ** round(np.log2(LISTS_PER_ROOT * len(ids) ** 0.5)), len(ids) // TRAINED_FROM))
        clusters = faiss.Kmeans(width, lists, niter=ROUNDS, spherical=True, min_points_per_centroid=TRAINED_FROM)
        clusters.train(_spread(rows, TRAINED_FROM * lists))
        centres = clusters.index
        measure = faiss.METRIC_INNER_PRODUCT
        index = faiss.IndexIVFPQFastScan(centres, width, lists, width // NUMBERS_A_CODE, BITS_A_CODE, measure)
        index.pq.cp.min_points_per_centroid = 1  # no warnings; there are always enough
        index.train(_spread(rows, CODES_TRAINED_FROM))
        for start in range(0, len(ids), CODED_AT_ONCE):
            index.add_with_ids(unit(rows[start : start + CODED_AT_ONCE]), ids[start : start + CODED_AT_ONCE])
        return cls(index)

    @classmethod
    def from_bytes(cls, written: NDArray[np.uint8]) -> Codes:
        """The codes as they were written.

        Raises:
            RuntimeError: these bytes are not codes.
        """
        index = faiss.deserialize_index(written)
        if not isinstance(index, faiss.IndexIVF):
            raise RuntimeError("no lists of codes")  # noqa: TRY004 (as FAISS says it)
        return cls(index)

    def as_bytes(self) -> bytes:
        """The codes for a file."""
        written: bytes = faiss.serialize_index(self._index).tobytes()
        return written

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return int(self._index.nlist)

    def nearest(self, vector: Vectors, k: int, probes: int, *, allowed: Ids | None = None, gone: Ids | None) -> Ids:
        """The k sentences that are nearest by their codes, out of the lists nearest to the vector.

        Args:
            vector: what to look for, float32 (dimension,), unit length.
            k: the most to return.
            probes: how many lists to look into.
            allowed: the rows to look among; None for all.
            gone: rows to leave out; used only where `allowed` is None.
        """
        faiss.omp_set_num_threads(1)  # as in an exact lane
        selector: faiss.IDSelector | None = None
        if allowed is not None:
            chosen = np.zeros(allowed.max(initial=0) + 1, np.bool_)
            chosen[allowed] = True
            bits = np.packbits(chosen, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # takes the array alone
        elif gone is not None and len(gone):
            selector = faiss.IDSelectorNot(faiss.IDSelectorBatch(gone))
        parameters = faiss.SearchParametersIVF()
        parameters.nprobe, parameters.sel = probes, selector
        _, ids = self._index.search(vector[np.newaxis], k, params=parameters)
        near: Ids = ids[0][ids[0] >= 0]
        return near


def _spread(rows: HalfVectors, count: int) -> Vectors:
    return unit(rows[:: max(1, len(rows) // count)])
