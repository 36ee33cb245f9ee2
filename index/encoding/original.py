"""A model as sentence-transformers runs it: the truth, and the way for every model that cannot be compiled."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.encoding import transformers
from index.encoding.batches import Vectors
from index.encoding.models import Model
from index.encoding.pooling import pool, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding

QUESTION_THREADS = 1
"""A question is a handful of tokens: one thread is as quick as two, and far steadier on a busy machine."""


class OriginalModel:
    """A sentence-transformers model, loaded when it is first asked for a vector; one call at a time on all cores."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._transformer: SentenceTransformer | None = None
        self._all_threads = 1
        self._lock = Lock()

    def sentence_vectors(self, passages: Sequence[Sequence[str]], encodings: Sequence[Encoding]) -> list[Vectors]:
        """For each passage a vector for each sentence; a model that does not pool by the mean reads them one by one."""
        with self._lock:
            transformer = self._loaded()
            transformers.use_threads(self._all_threads)
            return self._sentence_vectors(transformer, passages, encodings)

    def _sentence_vectors(
        self, transformer: SentenceTransformer, passages: Sequence[Sequence[str]], encodings: Sequence[Encoding]
    ) -> list[Vectors]:
        if not transformers.pools_by_mean(transformer):
            return [
                unit(np.asarray(transformer.encode_document(list(passage), show_progress_bar=False), np.float32))
                for passage in passages
            ]
        tokens = transformers.token_embeddings(transformer, encodings)
        return [pool(*read) for read in zip(tokens, encodings, passages, strict=True)]

    def question_vector(self, question: str) -> Vectors:
        """The question's vector as the model's makers meant it, float32 (dimension,), unit length."""
        with self._lock:
            transformer = self._loaded()
            transformers.use_threads(QUESTION_THREADS)
            vector = transformer.encode_query([question], show_progress_bar=False, convert_to_numpy=True)[0]
        return unit(np.asarray(vector, dtype=np.float32))

    def _loaded(self) -> SentenceTransformer:
        if self._transformer is None:
            self._transformer = transformers.load_encoder(self._model)
            self._all_threads = transformers.thread_count()
        return self._transformer
