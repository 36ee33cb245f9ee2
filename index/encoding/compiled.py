"""The compiled copies of a model, kept in the data folder: made once, proven against the original, then used for it.

The texts that prove them are here too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from errors import ModelError, StorageError
from index.encoding import torch_model
from index.encoding.models import Model
from index.encoding.pooling import Vectors
from index.encoding.runtimes import Bfloat16Model, OnnxSession, openvino_version, save_bfloat16
from index.storage.checksums import beside, discard
from ingest.digests import file_sha256

if TYPE_CHECKING:
    from tokenizers import Encoding


TEXTS = (
    "?",
    "Bridge.",
    "Who closed the lower gate?",
    "“No one asked us,” said Maj. Gen. Ana Ruiz-Ōta on 7 Feb. 2019, at 11.7 percent — or so.",
    "Über die Brücke fuhr niemand; à qui la faute ? ¿Quién lo sabía?",
    "Мост закрыли в полдень. Η γέφυρα έκλεισε το μεσημέρι.",
    "橋は正午に閉鎖された。다리는 정오에 폐쇄되었다. أُغلق الجسر ظهراً. पुल दोपहर में बंद हुआ।",
    "naïve 𝒳 e\u0301 \u200b🙂 <|endoftext|> [MASK] http://a.example/?q=1&r=2#x",
    "The river rose on Monday. Engineers closed the lower gate at noon, and the council met in the evening. " * 3,
)
"""Several lengths and scripts, in one batch, so that most of them are padded."""

LONG = "The harbour council voted on the new bridge, and the old one stayed open for the winter. "


def probe(model: Model) -> list[Encoding]:
    """The texts as the model reads them, the last one as long as its window."""
    whole = model.encodings([LONG * model.window], special_tokens=False)[0]
    longest = (LONG * model.window)[: whole.offsets[model.window - 1][1]]
    read = model.encodings([*TEXTS, longest])
    room = model.window + model.tokenizer.num_special_tokens_to_add(is_pair=False)
    return [encoding for encoding in read if 0 < len(encoding) <= room]


def agreement(ours: Sequence[Vectors], truth: Sequence[Vectors]) -> float:
    """The lowest cosine of two rows in the same place; 0.0 where one is no number."""
    one, other = np.concatenate(list(ours)).astype(np.float64), np.concatenate(list(truth)).astype(np.float64)
    cosines = (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))
    return float(np.nan_to_num(cosines, nan=0.0).min())


# The compiled copies of a model, kept in the data folder: made once, proven against the original, then used for it.

FOLDER = "models"
EXPORTER = "torch.onnx to onnxruntime, 2"
"""Names how copies are made; a change of it makes them again. A newer library does not unprove what was proven."""

LEAST_AGREEMENT = 0.9999
"""The lowest cosine between the copy's embedding of any token of the probe and the original's, both in float32."""

LEAST_BFLOAT16_AGREEMENT = 0.999
"""The same between bfloat16 and float32. Below it, vectors would not be one kind."""


class Session(Protocol):
    """A copy that is loaded."""

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """The token embeddings of each text, float32 (tokens, dimension); calls may run side by side."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is known of a copy: its checksum and how well it agrees, or why there is none."""

    sha256: str = ""
    agreement: float = 0.0
    refused: str = ""


def compiled_path(data: Path, fingerprint: str) -> Path:
    """Where the copy in float32 of the model with this fingerprint is kept."""
    return data / FOLDER / f"{_key(EXPORTER, fingerprint)}.onnx"


def bfloat16_path(data: Path, fingerprint: str) -> Path:
    """Where the copy in bfloat16 is kept; another OpenVINO has another."""
    return data / FOLDER / f"{_key(EXPORTER, f'OpenVINO {openvino_version()}', fingerprint)}.openvino"


def read_compiled(path: Path) -> Compiled | None:
    """What is known of the copy with this path; None where it was not yet made, or what was written is damaged."""
    try:
        return Compiled(**json.loads(_record(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def open_compiled(data: Path, fingerprint: str) -> Session | None:
    """The quickest copy that can run here; None where there is none that is whole.

    Raises:
        ModelError: the copy in float32 is what was proven, and cannot be loaded.
    """
    path = compiled_path(data, fingerprint)
    return open_bfloat16(data, fingerprint) or (OnnxSession(path) if _is_proven(path) else None)


def open_bfloat16(data: Path, fingerprint: str, *, side_by_side: int = 1) -> Bfloat16Model | None:
    """The copy in bfloat16, for so many calls at once; None where there is none that is whole and can run here."""
    path = bfloat16_path(data, fingerprint)
    try:
        return Bfloat16Model(path, side_by_side) if _is_proven(path) else None
    except ModelError:  # what OpenVINO cannot do, onnxruntime does
        return None


def compile_model(model: Model, data: Path) -> Compiled:
    """Make and prove both copies, unless that was done; what is known of the one in float32.

    Raises:
        StorageError: the disk refused.
    """
    path, quick = compiled_path(data, model.fingerprint), bfloat16_path(data, model.fingerprint)
    made = _kept(path, lambda new: _prove_float32(model, new))
    if not made.refused:
        _kept(quick, lambda new: _prove_bfloat16(model, path, new))
    _remove_others(path, quick)
    return made


def described(data: Path, fingerprint: str) -> str:
    """What runs the model for this data folder, in one line."""
    known = read_compiled(compiled_path(data, fingerprint))
    if known is None:
        return "sentence-transformers, until the next build compiles the model"
    if known.refused:
        return f"sentence-transformers, for the model was not compiled: {known.refused}"
    said = f"compiled, cosine to sentence-transformers at least {known.agreement:.6f}"
    quick = read_compiled(bfloat16_path(data, fingerprint))
    return said if quick is None or quick.refused else f"{said}; in bfloat16 at least {quick.agreement:.6f}"


def _kept(path: Path, make: Callable[[Path], Compiled]) -> Compiled:
    """The copy with this path, made and proven beside it unless that was done."""
    known = read_compiled(path)
    if known and (known.refused or _sha256(path) == known.sha256):
        return known
    new = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = _refusing(make, new)
        if not made.refused:
            new.replace(path)
        new.write_text(json.dumps(asdict(made)), encoding="utf-8")
        new.replace(_record(path))
    except OSError as error:
        raise StorageError(f"{path.parent}: {error.strerror}: free some space or make it writable") from error
    finally:
        discard(new)
    return made


def _refusing(make: Callable[[Path], Compiled], new: Path) -> Compiled:
    try:
        return make(new)
    except ModelError as error:
        return Compiled(refused=" ".join(str(error).split()))


def _prove_float32(model: Model, path: Path) -> Compiled:
    """Write the first copy here and set it beside the original."""
    texts = probe(model)
    truth = torch_model.export(model, path, texts)
    return _proven(path, agreement(OnnxSession(path).token_embeddings(texts), truth), LEAST_AGREEMENT)


def _prove_bfloat16(model: Model, onnx: Path, path: Path) -> Compiled:
    """Write the second copy here and set it beside the first: all texts together, and each alone, as a question is."""
    texts = probe(model)
    save_bfloat16(onnx, path)
    quick, truth = Bfloat16Model(path), OnnxSession(onnx).token_embeddings(texts)
    ours = [quick.token_embeddings(texts), *(quick.token_embeddings([text]) for text in texts)]
    return _proven(path, agreement(list(chain(*ours)), [*truth, *truth]), LEAST_BFLOAT16_AGREEMENT)


def _proven(path: Path, found: float, least: float) -> Compiled:
    if found < least:
        return Compiled(refused=f"its cosine to the original is {found:.6f}, not {least}")
    return Compiled(_sha256(path), found)


def _is_proven(path: Path) -> bool:
    known = read_compiled(path)
    return bool(known and not known.refused and _sha256(path) == known.sha256)


def _key(*ways: str) -> str:
    return hashlib.sha256(" ".join(ways).encode()).hexdigest()[:32]


def _record(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove_others(*paths: Path) -> None:
    """Copies of other models, and what a build left that was killed.

    Raises:
        StorageError: the disk refused.
    """
    kept = {path.stem for path in paths}
    for other in paths[0].parent.iterdir():
        if other.stem not in kept:
            try:
                other.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(f"{other}: {error.strerror}: make its folder writable") from error


def _sha256(path: Path) -> str:
    """The sha256 of a file; empty, and so that of no copy on record, where it cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""
