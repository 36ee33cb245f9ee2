"""The optional second stage: a cross-encoder reads question and passage together and reorders the first passages.

It is off unless a model is named (BYLINE_RERANKER). It decides the order, and what it finds beside the question is no
strong match; it makes none.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from pathlib import Path
from statistics import mean
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

ANSWERED = (
    ("Who won the chess tournament in the spring?", "Ines Barral won the chess tournament in the spring."),
    ("When does the museum open on Sundays?", "On Sundays the museum opens at eleven."),
    ("How much does a kilogram of flour cost?", "A kilogram of flour costs 90 cents in most shops."),
    ("Why was the railway line closed?", "The railway line was closed because a bridge had cracked."),
    ("Where was the missing painting found?", "The missing painting was found in a barn near the border."),
    ("How many students passed the exam?", "Of 212 students, 180 passed the exam."),
)
"""Questions, and passages that answer them. Between those and what answers another question is the bound of a model."""


class Reranker(Hashable, Protocol):
    """The interface of a second stage to ranking."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """Score how well each passage answers the question; higher is better."""


@lru_cache(maxsize=4)
def answers_from(reranker: Reranker) -> float:
    """Return the score from which a passage rather answers than not, on the scale of this model.

    It is the middle between the mean score of passages that answer and that of passages that answer other questions.
    """
    questions, passages = zip(*ANSWERED, strict=True)
    table = [reranker.scores(question, passages) for question in questions]
    right = [scores[at] for at, scores in enumerate(table)]
    wrong = [score for at, scores in enumerate(table) for place, score in enumerate(scores) if place != at]
    return (mean(right) + mean(wrong)) / 2


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
