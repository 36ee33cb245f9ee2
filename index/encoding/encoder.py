"""Turn text into vectors: one forward pass over a passage gives a vector for each sentence.

The fastest copy of the model that can run here is used (`index/encoding/compiled.py`); without one,
sentence-transformers runs the model.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from errors import QuestionError, WindowError
from index.encoding.compiled import Session, described, open_bfloat16, open_compiled
from index.encoding.compiling import compile_apart
from index.encoding.models import Model
from index.encoding.pooling import Vectors as Vectors
from index.encoding.pooling import batches, pool, unit
from index.encoding.torch_model import OriginalModel

if TYPE_CHECKING:
    from tokenizers import Encoding

BULK_PASSAGES = 32
"""The number of passages from which on the model is loaded a second time, to run on all cores.

Raised, larger rounds run on one core; lowered, smaller ones load the second copy, which takes as long as two cores save
in thirty passages, and memory.
"""


class Encoder(Protocol):
    """The interface of a model to the rest of the product."""

    @property
    def model(self) -> Model:
        """The embedding model."""

    @property
    def rounds_ahead(self) -> int:
        """The number of calls of `encode_passages` worth making in parallel."""

    def prepare(self) -> str | None:
        """Do the work needed once per model, and return a note for the user, or None."""

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = ...
    ) -> list[Vectors]:
        """Return a vector for each sentence of each passage, in order."""

    def encode_question(self, question: str) -> Vectors:
        """Return the question's vector, float32 (dimension,), unit length."""

    def release(self) -> None:
        """Free what only builds need; the next build loads it again."""


def _ignore(_done: int) -> None:
    return None


class SentenceEncoder:
    """An embedding model, loaded when it is first asked for a vector.

    Args:
        model: the model to load.
        cache: the folder of its compiled copies; None to run it with sentence-transformers only.
    """

    rounds_ahead = 2
    """While the model embeds one round, the next is cut into word pieces."""

    def __init__(self, model: Model, cache: Path | None = None) -> None:
        self._model = model
        self._cache = cache
        self._original = OriginalModel(model)
        self._session: Session | None = None
        self._bulk: Session | None = None
        self._loading = Lock()

    @property
    def model(self) -> Model:
        """The embedding model."""
        return self._model

    def prepare(self) -> str | None:
        """Compile the model unless that was done, and return a note for the user if it was refused, else None.

        Raises:
            StorageError: a file cannot be read or written.
            LockedError: another program is compiling it and does not finish.
            ModelError: the process that compiles it died.
        """
        if self._cache is None or self._session or self._bulk:
            return None
        made = compile_apart(self.model, self._cache)
        return f"questions take longer: {described(self._cache, self.model.fingerprint)}" if made.refused else None

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = _ignore
    ) -> list[Vectors]:
        """Return a vector for each sentence of each passage, in order.

        Args:
            passages: the sentences' texts of each passage.
            progress: called with the number of passages done so far.

        Raises:
            WindowError: a passage is longer than the model's window; nothing is ever cut.
        """
        encodings = self.model.encodings([" ".join(passage) for passage in passages])
        self._prove_whole(encodings)
        vectors: list[Vectors] = [np.empty((0, 0), np.float32)] * len(passages)
        vectors_of, workers = self._way(len(passages))
        todo = list(batches([len(encoding) for encoding in encodings], workers=workers))
        done = 0
        with ThreadPoolExecutor(workers) as pool_of_threads:
            found = pool_of_threads.map(
                lambda batch: vectors_of([passages[i] for i in batch], [encodings[i] for i in batch]), todo
            )
            for batch, rows_of_each in zip(todo, found, strict=True):
                for i, rows in zip(batch, rows_of_each, strict=True):
                    vectors[i] = rows
                done += len(batch)
                progress(done)
        return vectors

    def encode_question(self, question: str) -> Vectors:
        """Return the question's vector, float32 (dimension,), unit length.

        Raises:
            QuestionError: the question is longer than the model's window.
        """
        [encoding] = self.model.encodings([question])
        pieces = len(encoding) - self.model.tokenizer.num_special_tokens_to_add(is_pair=False)
        if pieces > self.model.window:
            raise QuestionError(
                f"the question is too long: {pieces} word pieces, at most {self.model.window} are read; shorten it"
            )
        session = self._compiled()
        if session is None:
            return self._original.question_vector(question)
        [tokens] = session.token_embeddings([encoding])
        return unit(tokens.mean(axis=0))

    def release(self) -> None:
        """Free the copy that only builds use, 190 MB; opening it again takes a tenth of a second."""
        with self._loading:
            self._bulk = None

    def warm_up(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        self.encode_question("warm up")

    def _way(self, passages: int) -> tuple[Callable[[Sequence[Sequence[str]], Sequence[Encoding]], list[Vectors]], int]:
        """Return the function that embeds a batch, and the number of batches it takes in parallel."""
        session = self._for_bulk() if self._bulk or passages >= BULK_PASSAGES else self._compiled()
        if session is None:
            return self._original.sentence_vectors, 1

        def vectors_of(texts: Sequence[Sequence[str]], encodings: Sequence[Encoding]) -> list[Vectors]:
            tokens = session.token_embeddings(encodings)
            return [pool(*read) for read in zip(tokens, encodings, texts, strict=True)]

        return vectors_of, os.cpu_count() or 1

    def _compiled(self) -> Session | None:
        with self._loading:
            return self._opened()

    def _for_bulk(self) -> Session | None:
        """Open a copy for builds, so that no question waits for them.

        In float32 this is the copy used for questions, as its calls never wait for each other.
        """
        with self._loading:
            if self._bulk is None and self._cache is not None:
                cores = os.cpu_count() or 1
                self._bulk = open_bfloat16(self._cache, self.model.fingerprint, side_by_side=cores) or self._opened()
            return self._bulk

    def _opened(self) -> Session | None:
        if self._session is None and self._cache is not None:
            self._session = open_compiled(self._cache, self.model.fingerprint)
        return self._session

    def _prove_whole(self, encodings: Sequence[Encoding]) -> None:
        room = self.model.window + self.model.tokenizer.num_special_tokens_to_add(is_pair=False)
        longest = max((len(encoding) for encoding in encodings), default=0)
        if longest > room:
            raise WindowError(
                f"a passage of {longest} word pieces is longer than the window of {self.model.name} ({room}): "
                "report this with the document; nothing was cut"
            )
