"""What an index finds of the exact answer, measured on questions made of its own sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoding.encoder import Vectors
from index.encoding.pooling import unit
from index.lanes.codes import CODED_AT_ONCE, Rows
from index.lanes.sentence_index import SentenceIndex
from index.storage.segments import Ids

BEST = 10
ASKED = 400
"""How many a search asks for, as a question does; the best ten of them count."""


def questions(rows: Rows, count: int) -> Vectors:
    """So many vectors to ask with: each halfway between two sentences that lie far apart in the corpus.

    A sentence itself is easier to ask for than a question is: those beside it are near it, and in the same list.
    """
    at = np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(np.int64)
    sentences = unit(rows[at])
    return unit(sentences + np.roll(sentences, len(at) // 2, axis=0))


def nearest(ids: Ids, rows: Rows, sample: Vectors) -> list[set[int]]:
    """For each vector of the sample the ids of its ten nearest, by comparing all."""
    scores = np.empty((len(sample), 0), np.float32)
    found = np.empty((len(sample), 0), np.int64)
    for start in range(0, len(ids), CODED_AT_ONCE):
        block = sample @ unit(rows[start : start + CODED_AT_ONCE]).T
        here = np.broadcast_to(ids[start : start + CODED_AT_ONCE], block.shape)
        scores, found = np.concatenate([scores, block], axis=1), np.concatenate([found, here], axis=1)
        best = np.argpartition(-scores, min(BEST, scores.shape[1]) - 1, axis=1)[:, :BEST]
        scores, found = np.take_along_axis(scores, best, axis=1), np.take_along_axis(found, best, axis=1)
    return [set(row.tolist()) for row in found]


def recall(index: SentenceIndex, sample: Vectors, wanted: Sequence[set[int]]) -> float:
    """The share of these nearest that a search finds."""
    shares = [len(index.search(one, ASKED).keys() & best) / len(best) for one, best in zip(sample, wanted, strict=True)]
    return round(float(np.mean(shares)), 4)
