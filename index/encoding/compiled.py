"""The compiled copies of a model: made once for a user, proven against the original, then run in its place.

They are kept in the cache folder, a folder for each model, whatever libraries it embeds. The texts that prove them are
here too.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
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
from index.storage.lock import MAKING_LOCK, making_lock
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
"""Several lengths and scripts, in one batch, so that most of them are padded. More prove more and take longer."""

LONG = "The harbour council voted on the new bridge, and the old one stayed open for the winter. "


def probe(model: Model) -> list[Encoding]:
    """Give the texts as the model reads them, the last one as long as its window."""
    whole = model.encodings([LONG * model.window], special_tokens=False)[0]
    longest = (LONG * model.window)[: whole.offsets[model.window - 1][1]]
    read = model.encodings([*TEXTS, longest])
    room = model.window + model.tokenizer.num_special_tokens_to_add(is_pair=False)
    return [encoding for encoding in read if 0 < len(encoding) <= room]


def agreement(ours: Sequence[Vectors], truth: Sequence[Vectors]) -> float:
    """Give the lowest cosine of two rows in the same place; 0.0 where one holds NaN."""
    one, other = np.concatenate(list(ours)).astype(np.float64), np.concatenate(list(truth)).astype(np.float64)
    cosines = (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))
    return float(np.nan_to_num(cosines, nan=0.0).min())


# The copies: where they are kept, how they are opened, made and proven.

FOLDER = "models"
EXPORTER = "torch.onnx to onnxruntime, 2"
"""Names how copies are made; a change of it makes them again. A newer library does not unprove what was proven."""

LEAST_AGREEMENT = 0.9999
"""The lowest cosine between the copy's embedding of any token of the probe and the original's, both in float32.

Raised, a sound copy may be refused, and sentence-transformers runs the model: questions take longer.
"""

LEAST_BFLOAT16_AGREEMENT = 0.999
"""The same between bfloat16 and float32. Raised, float32 runs in its place; lowered, vectors are not one kind."""


UNUSED_S = 60 * 24 * 60 * 60
"""Copies made in another way are removed at this age, two months. Raised, the cache folder holds more of them; lowered,
installations with different versions of OpenVINO remove each other's and compile again."""


class Session(Protocol):
    """A loaded copy."""

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """The token embeddings of each text, float32 (tokens, dimension); calls may run side by side."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is known of a copy: its checksum and how well it agrees, or why it was refused."""

    sha256: str = ""
    agreement: float = 0.0
    refused: str = ""


def compiled_path(cache: Path, fingerprint: str) -> Path:
    """Where the copy in float32 of the model with this fingerprint is kept."""
    return _folder(cache, fingerprint) / f"{_key(EXPORTER, fingerprint)}.onnx"


def bfloat16_path(cache: Path, fingerprint: str) -> Path:
    """Where the copy in bfloat16 is kept; another OpenVINO has another."""
    return _folder(cache, fingerprint) / f"{_key(EXPORTER, f'OpenVINO {openvino_version()}', fingerprint)}.openvino"


def read_compiled(path: Path) -> Compiled | None:
    """Read what is known of the copy with this path; None where it was not made yet, or its record is damaged."""
    try:
        return Compiled(**json.loads(_record(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def open_compiled(cache: Path, fingerprint: str) -> Session | None:
    """Open the quickest copy that can run here; None where no whole one is there.

    Raises:
        ModelError: the copy in float32 is what was proven, and cannot be loaded.
    """
    path = compiled_path(cache, fingerprint)
    return open_bfloat16(cache, fingerprint) or (OnnxSession(path) if _is_proven(path) else None)


def open_bfloat16(cache: Path, fingerprint: str, *, side_by_side: int = 1) -> Bfloat16Model | None:
    """Open the copy in bfloat16, for this number of calls at once; None where no whole one can run here."""
    path = bfloat16_path(cache, fingerprint)
    try:
        return Bfloat16Model(path, side_by_side) if _is_proven(path) else None
    except ModelError:  # what OpenVINO cannot do, onnxruntime does
        return None


def compile_model(model: Model, cache: Path) -> Compiled:
    """Make and prove both copies, unless that was done; give what is known of the one in float32.

    Several programs may ask at once: one makes the copies, the others wait for them.

    Raises:
        StorageError: the disk refused, or another program does not finish.
    """
    return made_before(model, cache) or _made_alone(model, cache)


def made_before(model: Model, cache: Path) -> Compiled | None:
    """Give what is known of the copy in float32; None unless both copies are whole or refused."""
    made = _whole(compiled_path(cache, model.fingerprint))
    settled = made and (made.refused or _whole(bfloat16_path(cache, model.fingerprint)))
    return made if settled else None


def described(cache: Path, fingerprint: str) -> str:
    """Say in one line what runs the model."""
    known = read_compiled(compiled_path(cache, fingerprint))
    if known is None:
        return "sentence-transformers, until the next build compiles the model"
    if known.refused:
        return f"sentence-transformers, for the model was not compiled: {known.refused}"
    said = f"compiled, cosine to sentence-transformers at least {known.agreement:.6f}"
    quick = read_compiled(bfloat16_path(cache, fingerprint))
    return said if quick is None or quick.refused else f"{said}; in bfloat16 at least {quick.agreement:.6f}"


def _made_alone(model: Model, cache: Path) -> Compiled:
    """Make and prove the copies while no other program does."""
    path, quick = compiled_path(cache, model.fingerprint), bfloat16_path(cache, model.fingerprint)
    try:
        with making_lock(path.parent):
            made = _kept(path, lambda new: _prove_float32(model, new))
            if not made.refused:
                _kept(quick, lambda new: _prove_bfloat16(model, path, new))
            _remove_others(path, quick)
    except OSError as error:
        raise StorageError(
            f"{path.parent}: {error.strerror}: free some space or make it writable, or set BYLINE_CACHE"
        ) from error
    return made


def _kept(path: Path, make: Callable[[Path], Compiled]) -> Compiled:
    """Give the copy with this path, made and proven beside it unless that was done."""
    known = _whole(path)
    if known:
        return known
    new = beside(path)
    try:
        made = _refusing(make, new)
        if not made.refused:
            new.replace(path)
        new.write_text(json.dumps(asdict(made)), encoding="utf-8")
        new.replace(_record(path))
    finally:
        discard(new)
    return made


def _refusing(make: Callable[[Path], Compiled], new: Path) -> Compiled:
    try:
        return make(new)
    except ModelError as error:
        return Compiled(refused=" ".join(str(error).split()))


def _prove_float32(model: Model, path: Path) -> Compiled:
    """Write the first copy here and compare it with the original."""
    texts = probe(model)
    truth = torch_model.export(model, path, texts)
    return _proven(path, agreement(OnnxSession(path).token_embeddings(texts), truth), LEAST_AGREEMENT)


def _prove_bfloat16(model: Model, onnx: Path, path: Path) -> Compiled:
    """Write the second copy here and compare it with the first: the texts together, and each alone like a question."""
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
    known = _whole(path)
    return bool(known and not known.refused)


def _whole(path: Path) -> Compiled | None:
    """What is known of the copy with this path where it was refused or is as it was written; else None."""
    known = read_compiled(path)
    return known if known and (known.refused or _sha256(path) == known.sha256) else None


def _folder(cache: Path, fingerprint: str) -> Path:
    return cache / FOLDER / _key(fingerprint)


def _key(*ways: str) -> str:
    return hashlib.sha256(" ".join(ways).encode()).hexdigest()[:32]


def _record(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove_others(*paths: Path) -> None:
    """Remove what a killed build left, and copies made otherwise long ago: another installation may use a newer one."""
    kept = {path.stem for path in paths}
    for other in paths[0].parent.iterdir():
        aged = other.suffix == ".new" or time.time() - other.stat().st_mtime > UNUSED_S
        if aged and other.stem not in kept and other.name != MAKING_LOCK:
            other.unlink(missing_ok=True)


# Copies in a data folder: an earlier version of Byline kept them there.

OLD_COPY = re.compile(r"[0-9a-f]{32}\.(?:onnx|openvino|json)(?:\.\d+\.\d+\.new)?")
MEGABYTE = 1_000_000


def remove_old_copies(data: Path) -> str | None:
    """Remove the copies that an earlier version kept in this data folder; say so, None where there were none.

    Raises:
        StorageError: the disk refused.
    """
    folder = data / FOLDER
    old = [file for file in folder.glob("*") if OLD_COPY.fullmatch(file.name)]
    if not old:
        return None
    size = sum(file.stat().st_size for file in old)
    for file in old:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{file}: {error.strerror}: make its folder writable") from error
    with suppress(OSError):  # what else is in it is not ours
        folder.rmdir()
    return (
        f"{folder}: {size / MEGABYTE:.0f} MB freed, for compiled models are kept once for all libraries of a user now"
    )


def _sha256(path: Path) -> str:
    """The sha256 of a file; empty, and so that of no copy on record, where it cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""
