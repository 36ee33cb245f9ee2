"""Token embeddings → the vectors of sentences, in float32.

The token embeddings of the whole passage are mean-pooled sentence by sentence
(late chunking, Günther et al. 2024, arXiv 2409.04701), so a sentence's vector knows its context.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoding.batches import Vectors

if TYPE_CHECKING:
    from tokenizers import Encoding


def pool(tokens: Vectors, encoding: Encoding, passage: Sequence[str]) -> Vectors:
    """Unit rows: the mean of each sentence's tokens; a sentence without one of its own takes the passage's mean."""
    content = ~np.array(encoding.special_tokens_mask, dtype=bool)
    starts = np.array([offset[0] for offset in encoding.offsets])
    whole = tokens[content].mean(axis=0) if content.any() else tokens.mean(axis=0)
    rows, at = [], 0
    for sentence in passage:
        inside = content & (starts >= at) & (starts < at + len(sentence))
        rows.append(tokens[inside].mean(axis=0) if inside.any() else whole)
        at += len(sentence) + 1
    return unit(np.stack(rows))


def unit(rows: Vectors | NDArray[np.float16]) -> Vectors:
    """The same directions as float32, each of length one; a row of nothing stays nothing."""
    wide = np.asarray(rows, np.float32)
    lengths = np.sqrt((wide * wide).sum(axis=-1, keepdims=True))
    made: Vectors = wide / np.maximum(lengths, np.finfo(np.float32).tiny)
    return made
