"""Texts in batches of similar length, and token embeddings → the vectors of sentences, in float32."""

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
"""Padded tokens of one forward pass: enough to fill a core. Larger batches are padded more and leave its cache: with
2,048 tokens 60 paragraphs took a sixth longer in float32, 200 as long in bfloat16; with 512, bfloat16 takes longer."""


def batches(lengths: Sequence[int], *, workers: int = 1) -> Iterator[list[int]]:
    """Positions in batches of similar length, each within the token budget, longest first; few texts are shared out."""
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
    """The model's inputs by their names, int64 (texts, longest): word pieces, and which of them are no padding.

    All are as long as the longest, or as the next `multiple` from there.
    """
    longest = max(len(encoding) for encoding in encodings)
    shape = len(encodings), -(-longest // multiple) * multiple
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def without_padding(embeddings: Vectors, encodings: Sequence[Encoding]) -> list[Vectors]:
    """The token embeddings of each text, float32 (tokens, dimension)."""
    return [rows[: len(encoding)] for rows, encoding in zip(embeddings, encodings, strict=True)]


# Token embeddings → the vectors of sentences, in float32.


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
