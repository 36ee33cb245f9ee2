"""Compiled copies of a model: made once per user, proven against the original, then run in its place.

They are kept in the cache folder, in one folder per model, and shared by all libraries. The texts used to prove them
are defined here too.
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
from index.encoding.runtimes import Bfloat16Model, OnnxSession, hardware, openvino_version, save_bfloat16
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
"""Texts of several lengths and scripts, in one batch, most of them padded. More texts prove more but take longer."""

LONG = "The harbour council voted on the new bridge, and the old one stayed open for the winter. "


def probe(model: Model) -> list[Encoding]:
    """Return the texts as the model reads them, the last one as long as its window."""
    whole = model.encodings([LONG * model.window], special_tokens=False)[0]
    longest = (LONG * model.window)[: whole.offsets[model.window - 1][1]]
    read = model.encodings([*TEXTS, longest])
    room = model.window + model.tokenizer.num_special_tokens_to_add(is_pair=False)
    return [encoding for encoding in read if 0 < len(encoding) <= room]


def agreement(ours: Sequence[Vectors], truth: Sequence[Vectors]) -> float:
    """Return the lowest cosine between corresponding rows; 0.0 if one holds NaN."""
    one, other = np.concatenate(list(ours)).astype(np.float64), np.concatenate(list(truth)).astype(np.float64)
    cosines = (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))
    return float(np.nan_to_num(cosines, nan=0.0).min())


# The copies: where they are kept, how they are opened, made and proven.

FOLDER = "models"
EXPORTER = "torch.onnx to onnxruntime, 2"
"""The name of the way copies are made: changing it makes them again.

It holds no versions of the libraries: copies that were proven stay valid when these are updated.
"""

LEAST_AGREEMENT = 0.9999
"""The lowest cosine allowed between a copy's and the original's embedding of any token of the probe, both in float32.

Raised, a sound copy may be refused, so that sentence-transformers runs the model and questions take longer; lowered, a
copy that differs from the original may be accepted.
"""

LEAST_BFLOAT16_AGREEMENT = 0.999
"""The lowest cosine allowed between the bfloat16 and the float32 copy.

Raised, float32 runs in its place; lowered, vectors of the two copies may no longer be comparable.
"""


UNUSED_S = 60 * 24 * 60 * 60
"""The age in seconds, two months, at which copies made in another way are removed.

Raised, the cache folder holds more of them; lowered, installations with different versions of OpenVINO remove each
other's copies and compile again.
"""


class Session(Protocol):
    """A loaded copy."""

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """Return the token embeddings of each text, float32 (tokens, dimension); calls may run in parallel."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The record of a copy: its checksum and its agreement with the original, or the reason why it was refused."""

    sha256: str = ""
    agreement: float = 0.0
    refused: str = ""


def compiled_path(cache: Path, fingerprint: str) -> Path:
    """Return the path of the float32 copy of the model with this fingerprint."""
    return _folder(cache, fingerprint) / f"{_key(EXPORTER, fingerprint)}.onnx"


def bfloat16_path(cache: Path, fingerprint: str) -> Path:
    """Return the path of the bfloat16 copy, which differs for each version of OpenVINO and each sort of processor.

    Machines that share the cache folder, as in a home on a server, make it or refuse it each for themselves.
    """
    way = f"OpenVINO {openvino_version()} on {hardware()}"
    return _folder(cache, fingerprint) / f"{_key(EXPORTER, way, fingerprint)}.openvino"


def read_compiled(path: Path) -> Compiled | None:
    """Read the record of the copy with this path; None if the copy was not made yet, or its record is damaged."""
    try:
        return Compiled(**json.loads(_record(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def open_compiled(cache: Path, fingerprint: str) -> Session | None:
    """Open the fastest copy that can run here; None if there is no intact one.

    Raises:
        ModelError: the float32 copy is intact but cannot be loaded.
    """
    path = compiled_path(cache, fingerprint)
    return open_bfloat16(cache, fingerprint) or (OnnxSession(path) if _is_proven(path) else None)


def open_bfloat16(cache: Path, fingerprint: str, *, side_by_side: int = 1) -> Bfloat16Model | None:
    """Open the bfloat16 copy for this number of calls at once; None if there is no intact one that can run here."""
    path = bfloat16_path(cache, fingerprint)
    try:
        return Bfloat16Model(path, side_by_side) if _is_proven(path) else None
    except ModelError:  # onnxruntime runs what OpenVINO cannot
        return None


def compile_model(model: Model, cache: Path) -> Compiled:
    """Make and prove both copies unless that was done, and return the record of the float32 copy.

    Several programs may call this at once: one makes the copies, the others wait for them.

    Raises:
        StorageError: a file cannot be read or written, or another program does not finish.
    """
    return made_before(model, cache) or _made_alone(model, cache)


def compile_float32(model: Model, cache: Path) -> Compiled:
    """Make and prove the float32 copy alone unless that was done, and return its record.

    Raises:
        StorageError: a file cannot be read or written, or another program does not finish.
    """
    return _made_alone(model, cache, with_bfloat16=False)


def made_before(model: Model, cache: Path) -> Compiled | None:
    """Return the record of the float32 copy; None unless both copies are intact or refused."""
    made = _whole(compiled_path(cache, model.fingerprint))
    settled = made and (made.refused or _whole(bfloat16_path(cache, model.fingerprint)))
    return made if settled else None


def described(cache: Path, fingerprint: str) -> str:
    """Describe in one line how the model is run."""
    known = read_compiled(compiled_path(cache, fingerprint))
    if known is None:
        return "sentence-transformers, until the next build compiles the model"
    if known.refused:
        return f"sentence-transformers, for the model was not compiled: {known.refused}"
    said = f"compiled, cosine to sentence-transformers at least {known.agreement:.6f}"
    quick = read_compiled(bfloat16_path(cache, fingerprint))
    return said if quick is None or quick.refused else f"{said}; in bfloat16 at least {quick.agreement:.6f}"


def _made_alone(model: Model, cache: Path, *, with_bfloat16: bool = True) -> Compiled:
    """Make and prove the copies while holding the lock against other programs."""
    path, quick = compiled_path(cache, model.fingerprint), bfloat16_path(cache, model.fingerprint)
    try:
        with making_lock(path.parent):
            made = _kept(path, lambda new: _prove_float32(model, new))
            if with_bfloat16 and not made.refused:
                _kept(quick, lambda new: _prove_bfloat16(model, path, new))
            _remove_others(path, quick)
    except OSError as error:
        raise StorageError(
            f"{path.parent}: {error.strerror}: free some space or make it writable, or set BYLINE_CACHE"
        ) from error
    return made


def _kept(path: Path, make: Callable[[Path], Compiled]) -> Compiled:
    """Return the record of the copy with this path; unless that was done, first make and prove it next to this path."""
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
    """Write the float32 copy to this path and compare it with the original."""
    texts = probe(model)
    truth = torch_model.export(model, path, texts)
    return _proven(path, agreement(OnnxSession(path).token_embeddings(texts), truth), LEAST_AGREEMENT)


def _prove_bfloat16(model: Model, onnx: Path, path: Path) -> Compiled:
    """Write the bfloat16 copy to this path and compare it with the float32 one, with the texts together and alone.

    A text alone is read like a question.
    """
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
    """Return the record of the copy with this path if it was refused or is intact, else None."""
    known = read_compiled(path)
    return known if known and (known.refused or _sha256(path) == known.sha256) else None


def _folder(cache: Path, fingerprint: str) -> Path:
    return cache / FOLDER / _key(fingerprint)


def _key(*ways: str) -> str:
    return hashlib.sha256(" ".join(ways).encode()).hexdigest()[:32]


def _record(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove_others(*paths: Path) -> None:
    """Remove leftovers of killed builds, and old copies made in another way.

    Newer ones stay, for another installation may use them.
    """
    kept = {path.stem for path in paths}
    for other in paths[0].parent.iterdir():
        aged = other.suffix == ".new" or time.time() - other.stat().st_mtime > UNUSED_S
        if aged and other.stem not in kept and other.name != MAKING_LOCK:
            other.unlink(missing_ok=True)


# Copies that an earlier version of Byline kept in the data folder.

OLD_COPY = re.compile(r"[0-9a-f]{32}\.(?:onnx|openvino|json)(?:\.\d+\.\d+\.new)?")
MEGABYTE = 1_000_000


def remove_old_copies(data: Path) -> str | None:
    """Remove the copies that an earlier version kept in this data folder; return a note about it, None without any.

    Raises:
        StorageError: a file cannot be read or written.
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
    with suppress(OSError):  # other files in it are not ours
        folder.rmdir()
    return (
        f"{folder}: {size / MEGABYTE:.0f} MB freed, for compiled models are kept once for all libraries of a user now"
    )


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file, or an empty string, which matches no copy on record, if it cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""
