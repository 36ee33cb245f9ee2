"""Text → vectors with sentence-transformers: one forward pass over a passage, a vector for each sentence.

The token embeddings of the whole passage are mean-pooled sentence by sentence
(late chunking, Günther et al. 2024, arXiv 2409.04701), so a sentence's vector knows its context.
A model that does not pool by the mean embeds sentence by sentence instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from errors import QuestionError, WindowError
from index.encoding import transformers
from index.encoding.models import Model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding

QUESTION_THREADS = 1
"""A question is a handful of tokens: one thread is as quick as two, and far steadier on a busy machine."""

Vectors = NDArray[np.float32]
"""float32 (n, dimension), unit rows."""

BATCH_TOKENS = 4096
"""Padded tokens of one forward pass: enough to fill two cores, small enough to stay in cache."""


class Encoder(Protocol):
    """What the rest of the product asks of a model."""

    @property
    def model(self) -> Model:
        """The model that is asked."""

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = ...
    ) -> list[Vectors]:
        """For each passage (its sentences' texts) a vector for each sentence."""

    def encode_question(self, question: str) -> Vectors:
        """The question's vector, float32 (dimension,), unit length."""


def _ignore(_done: int) -> None:
    return None


class SentenceEncoder:
    """A sentence-transformers model, loaded when it is first asked for a vector."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._transformer: SentenceTransformer | None = None
        self._all_threads = 1

    @property
    def model(self) -> Model:
        """The model that is asked."""
        return self._model

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = _ignore
    ) -> list[Vectors]:
        """A vector for each sentence of each passage, in order.

        Args:
            passages: the sentences' texts of each passage.
            progress: called with the number of passages done so far.

        Raises:
            WindowError: a passage is longer than the model's window; nothing is ever cut.
        """
        encodings = self.model.encodings([" ".join(passage) for passage in passages])
        self._prove_whole(encodings)
        vectors: list[Vectors] = [np.empty((0, 0), np.float32)] * len(passages)
        done = 0
        for batch in _batches([len(encoding) for encoding in encodings]):
            found = self._encode_batch([passages[i] for i in batch], [encodings[i] for i in batch])
            for i, rows in zip(batch, found, strict=True):
                vectors[i] = rows
            done += len(batch)
            progress(done)
        return vectors

    def encode_question(self, question: str) -> Vectors:
        """The question's vector, float32 (dimension,), unit length.

        Raises:
            QuestionError: it is longer than the model's window.
        """
        pieces = self.model.count_pieces([question])[0]
        if pieces > self.model.window:
            raise QuestionError(
                f"the question is too long: {pieces} word pieces, at most {self.model.window} are read; shorten it"
            )
        transformer = self._loaded()
        transformers.use_threads(QUESTION_THREADS)
        vector = transformer.encode_query([question], show_progress_bar=False, convert_to_numpy=True)[0]
        return _unit(np.asarray(vector, dtype=np.float32))

    def warm_up(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        self.encode_question("warm up")

    def _prove_whole(self, encodings: Sequence[Encoding]) -> None:
        room = self.model.window + self.model.tokenizer.num_special_tokens_to_add(is_pair=False)
        longest = max((len(encoding) for encoding in encodings), default=0)
        if longest > room:
            raise WindowError(
                f"a passage of {longest} word pieces is longer than the window of {self.model.name} ({room}): "
                "report this with the document; nothing was cut"
            )

    def _encode_batch(self, passages: Sequence[Sequence[str]], encodings: Sequence[Encoding]) -> list[Vectors]:
        transformer = self._loaded()
        transformers.use_threads(self._all_threads)
        if not _pools_by_mean(transformer):
            return [
                _unit(np.asarray(transformer.encode_document(list(passage), show_progress_bar=False), np.float32))
                for passage in passages
            ]
        tokens = transformers.token_embeddings(transformer, encodings)
        return [
            _unit(_pool(rows, encoding, passage))
            for rows, encoding, passage in zip(tokens, encodings, passages, strict=True)
        ]

    def _loaded(self) -> SentenceTransformer:
        if self._transformer is None:
            self._transformer = transformers.load_encoder(self.model)
            self._all_threads = transformers.thread_count()
        return self._transformer


def _pools_by_mean(transformer: SentenceTransformer) -> bool:
    """Whether vectors are the mean of token embeddings and nothing else is done to them but making them unit."""
    names = [type(module).__name__ for module in transformer]
    plain = names[:2] == ["Transformer", "Pooling"] and names[2:] in ([], ["Normalize"])
    return plain and transformer[1].pooling_mode == "mean" and not transformer.prompts.get("document")


def _pool(tokens: Vectors, encoding: Encoding, passage: Sequence[str]) -> Vectors:
    """The mean of each sentence's tokens; a sentence without a token of its own takes the passage's mean."""
    content = ~np.array(encoding.special_tokens_mask, dtype=bool)
    starts = np.array([offset[0] for offset in encoding.offsets])
    whole = tokens[content].mean(axis=0) if content.any() else tokens.mean(axis=0)
    rows, at = [], 0
    for sentence in passage:
        inside = content & (starts >= at) & (starts < at + len(sentence))
        rows.append(tokens[inside].mean(axis=0) if inside.any() else whole)
        at += len(sentence) + 1
    return np.stack(rows)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Vectors = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions in batches of similar length, each within the token budget, longest first."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
