"""Batch texts of similar length, and pool token embeddings into sentence vectors, in float32."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding


Vectors = NDArray[np.float32]
"""float32 (n, dimension), unit rows, or the embeddings of n tokens."""

BATCH_TOKENS = 768
"""Padded tokens in one forward pass, enough to keep a core busy.

Raised, batches are padded more and exceed the core's cache: with 2,048 tokens, 60 paragraphs took a sixth longer in
float32, and 200 took as long as now in bfloat16. Lowered to 512, bfloat16 takes longer.
"""


def batches(lengths: Sequence[int], *, workers: int = 1) -> Iterator[list[int]]:
    """Yield batches of positions of texts of similar length, each within the token budget, longest first.

    A few texts are divided among all workers.
    """
    budget = min(BATCH_TOKENS, -(-sum(lengths) // workers))
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def padded(encodings: Sequence[Encoding], multiple: int = 1) -> dict[str, NDArray[np.int64]]:
    """Return the model's inputs by name, int64 (texts, longest): word pieces, and a mask that is 0 for padding.

    All are as long as the longest text, rounded up to the next `multiple`.
    """
    longest = max(len(encoding) for encoding in encodings)
    shape = len(encodings), -(-longest // multiple) * multiple
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def without_padding(embeddings: Vectors, encodings: Sequence[Encoding]) -> list[Vectors]:
    """Return the token embeddings of each text without padding, float32 (tokens, dimension)."""
    return [rows[: len(encoding)] for rows, encoding in zip(embeddings, encodings, strict=True)]


# Pooling token embeddings into sentence vectors, in float32.


def pool(tokens: Vectors, encoding: Encoding, passage: Sequence[str]) -> Vectors:
    """Return the mean of each sentence's tokens as unit rows; a sentence without tokens gets the passage's mean."""
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
    """Scale each row to length one, as float32; a row of zeros stays zero."""
    wide = np.asarray(rows, np.float32)
    lengths = np.sqrt((wide * wide).sum(axis=-1, keepdims=True))
    made: Vectors = wide / np.maximum(lengths, np.finfo(np.float32).tiny)
    return made
