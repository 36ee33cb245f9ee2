"""The optional second stage: a cross-encoder reads question and passage together and reorders the first passages.

It is off unless a model is named (BYLINE_RERANKER). It changes only the order, never what a lane amounts to.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from errors import ModelError
from index.encoding import torch_model
from index.encoding.models import model_folder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANKED = 20
"""Passages of a lane that are reordered: about half a second with a small model on two cores.

Raised, questions take longer; lowered, fewer passages are reordered.
"""

THREADS = 2


class Reranker(Protocol):
    """The interface of a second stage to ranking."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """Score how well each passage answers the question; higher is better."""


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder, loaded on first use."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder
        self._model: CrossEncoder | None = None

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """Score how well each passage answers the question; higher is better.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if not passages:
            return []
        if self._model is None:
            self._model = torch_model.load_reranker(self._name, self._folder)
        torch_model.use_threads(THREADS)
        pairs = [(question, passage) for passage in passages]
        return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]


def find_reranker(name: str | None) -> Reranker | None:
    """Find the cross-encoder by its name or folder; None if none is named.

    Raises:
        ModelError: the cross-encoder is not on this machine.
    """
    if not name:
        return None
    folder = model_folder(name, setting="BYLINE_RERANKER")
    if not (folder / "config.json").is_file():
        raise ModelError(
            f"reranker {name}: no config.json in {folder}: set BYLINE_RERANKER to a cross-encoder's folder"
        )
    return CrossEncoderReranker(name, folder)
