"""The tutorial's way, to compare with: sentence-transformers in float32 and one flat FAISS index of whole documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import faiss

from index.encoding.encoder import Vectors
from index.encoding.models import Model

DEPTH = 10

COLD = """
import json, sys
import faiss, numpy as np
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
index = faiss.read_index(sys.argv[2])
texts = json.load(open(sys.argv[3]))
_, found = index.search(model.encode([sys.argv[4]], normalize_embeddings=True, show_progress_bar=False), 5)
print([texts[row] for row in found[0] if row >= 0])
"""
"""A program's first answer: what was embedded is read from the disk, and the question is asked."""


class Plain:
    """No words, no lanes, no evidence: a vector for each document, and the nearest ones."""

    def __init__(self, model: Model) -> None:
        from sentence_transformers import SentenceTransformer  # seconds to import, needed here alone

        self._folder = str(model.folder)
        self._model = SentenceTransformer(self._folder, device="cpu", local_files_only=True)
        self._index = faiss.IndexFlatIP(len(self._model.encode("Warm up.", show_progress_bar=False)))
        self._texts: list[str] = []

    def ingest(self, texts: Sequence[str]) -> None:
        """Embed them and keep the vectors."""
        self.add(self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False))
        self._texts += texts

    def add(self, vectors: Vectors) -> None:
        """Keep vectors that are there; float32 (n, dimension), unit rows."""
        self._index.add(vectors)

    def ask(self, question: str) -> list[int]:
        """The places of the nearest documents, the best first."""
        vector = self._model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        _, [found] = self._index.search(vector, min(DEPTH, self._index.ntotal))
        return [int(row) for row in found]

    def cold_command(self, folder: Path, question: str) -> list[str]:
        """What answers the question in a program of its own, from files written to this folder."""
        index, texts = folder / "plain.faiss", folder / "plain.json"
        faiss.write_index(self._index, str(index))
        texts.write_text(json.dumps(self._texts), encoding="utf-8")
        return [sys.executable, "-c", COLD, self._folder, str(index), str(texts), question]
