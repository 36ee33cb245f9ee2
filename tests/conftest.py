"""What tests share: an encoder without a model, and a corpus to build from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

DIMENSION = 64


@dataclass(frozen=True)
class FakeModel:
    """Counts words as word pieces; what a `Model` is asked, without files."""

    name: str = "fake"
    fingerprint: str = "fake-1"
    window: int = 250

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


class FakeEncoder:
    """A vector for each word by its hash, summed: texts that share words are near. Counts what it embeds."""

    def __init__(self, model: FakeModel | None = None, dimension: int = DIMENSION) -> None:
        self.model = model or FakeModel()
        self.dimension = dimension
        self.embedded = 0

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[np.ndarray]:
        self.embedded += len(passages)
        progress(len(passages))
        return [np.stack([self._vector(sentence) for sentence in passage]) for passage in passages]

    def encode_question(self, question: str) -> np.ndarray:
        return self._vector(question)

    def warm_up(self) -> None:
        """Nothing to load."""

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            digest = hashlib.sha256(word.encode()).digest()
            vector[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return vector / np.linalg.norm(vector)


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents of different kinds, small enough to read in a test."""
    folder = tmp_path / "corpus"
    write(folder, "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.\n")
    write(folder, "commentary/gate.md", "# The gate\n\nClosing the gate was a mistake. The council should resign.\n")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def write(corpus: Path, name: str, text: str) -> Path:
    """A document in the corpus."""
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
