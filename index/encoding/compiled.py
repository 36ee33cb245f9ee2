"""The compiled copy of a model, kept in the data folder: made once, proven against the original, then used for it.

The copy is written beside its place, proven, and put there; its record is written last and says what it must look like.
A model that cannot be compiled has a record too, with the reason, so that it is not tried again with every build.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from errors import ModelError, StorageError
from index.encoding import transformers
from index.encoding.models import Model
from index.encoding.onnx_session import OnnxSession
from index.encoding.probe import agreement, probe
from index.storage.checksums import beside, discard

FOLDER = "models"
EXPORTER = "torch.onnx to onnxruntime, 1"
"""Names how copies are made; a change of it makes them again. A newer library does not unprove what was proven."""

LEAST_AGREEMENT = 0.9999
"""The lowest cosine between the copy's embedding of any token of the probe and the original's, both in float32."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is known of a model's copy: its checksum and how well it agrees, or why there is none."""

    sha256: str = ""
    agreement: float = 0.0
    refused: str = ""

    def __str__(self) -> str:
        if self.refused:
            return f"sentence-transformers, for the model was not compiled: {self.refused}"
        return f"compiled, cosine to sentence-transformers at least {self.agreement:.6f}"


def compiled_path(data: Path, fingerprint: str) -> Path:
    """Where the copy of the model with this fingerprint is kept."""
    key = hashlib.sha256(f"{EXPORTER} {fingerprint}".encode()).hexdigest()
    return data / FOLDER / f"{key[:32]}.onnx"


def read_compiled(data: Path, fingerprint: str) -> Compiled | None:
    """What is known of the copy; None where it was not yet made, or what was written is damaged."""
    try:
        return Compiled(**json.loads(_record(compiled_path(data, fingerprint)).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def open_compiled(data: Path, fingerprint: str) -> OnnxSession | None:
    """The copy, ready to run; None where there is none that is whole.

    Raises:
        ModelError: it is what was proven, and cannot be loaded.
    """
    known, path = read_compiled(data, fingerprint), compiled_path(data, fingerprint)
    if known is None or known.refused or _sha256(path) != known.sha256:
        return None
    return OnnxSession(path)


def compile_model(model: Model, data: Path) -> Compiled:
    """Make and prove the copy, unless that was done; what is known of it.

    Raises:
        StorageError: the disk refused.
    """
    path, known = compiled_path(data, model.fingerprint), read_compiled(data, model.fingerprint)
    if known and (known.refused or _sha256(path) == known.sha256):
        return known
    new = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = _make(model, new)
        if not made.refused:
            new.replace(path)
        new.write_text(json.dumps(asdict(made)), encoding="utf-8")
        new.replace(_record(path))
        _remove_others(path)
    except OSError as error:
        raise StorageError(f"{path.parent}: {error.strerror}: free some space or make it writable") from error
    finally:
        discard(new)
    return made


def _make(model: Model, path: Path) -> Compiled:
    """Write the copy here and set it beside the original."""
    texts = probe(model)
    try:
        truth = transformers.export(model, path, texts)
        found = agreement(OnnxSession(path).token_embeddings(texts), truth)
    except ModelError as error:
        return Compiled(refused=" ".join(str(error).split()))
    if found < LEAST_AGREEMENT:
        return Compiled(refused=f"its cosine to the original is {found:.6f}, not {LEAST_AGREEMENT}")
    return Compiled(_sha256(path), found)


def _record(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove_others(path: Path) -> None:
    """Copies of other models, and what a build left that was killed."""
    for other in path.parent.iterdir():
        if other.stem != path.stem:
            other.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
