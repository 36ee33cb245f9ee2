"""Run the compiled model: with onnxruntime in float32, or with OpenVINO in bfloat16 if the processor supports it."""

from __future__ import annotations

import mmap
import platform
import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from errors import LACK_OF_MEMORY, ModelError, is_lack_of_memory
from index.encoding.pooling import Vectors, padded, without_padding

if TYPE_CHECKING:
    from tokenizers import Encoding
if TYPE_CHECKING:
    from openvino import Core
    from tokenizers import Encoding


ONLY_FATAL = 4


class OnnxSession:
    """The compiled model in float32. A call takes one thread; calls may run in parallel."""

    def __init__(self, path: Path) -> None:
        # Slow to import, and not needed for a question that bfloat16 answers.
        import onnxruntime
        from onnxruntime.capi.onnxruntime_pybind11_state import (
            EPFail,
            Fail,
            InvalidArgument,
            InvalidGraph,
            InvalidProtobuf,
            NotImplemented,
            RuntimeException,
        )

        # These errors share no base class of their own.
        self._refusals = (
            EPFail,
            Fail,
            InvalidArgument,
            InvalidGraph,
            InvalidProtobuf,
            NotImplemented,
            RuntimeException,
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # as fast as two for a question, and far steadier on a busy machine
        options.inter_op_num_threads = 1
        options.log_severity_level = ONLY_FATAL
        onnxruntime.disable_telemetry_events()
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except self._refusals as error:
            raise _not_loaded(path, error) from error

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """Return the token embeddings of each text, float32 (tokens, dimension).

        Raises:
            ModelError: the model cannot run.
        """
        try:
            [embeddings] = self._session.run(None, padded(encodings))
        except self._refusals as error:
            raise _cannot_run(error) from error
        return without_padding(np.asarray(embeddings, np.float32), encodings)


# The compiled model with OpenVINO in bfloat16, for processors that multiply bfloat16 in hardware.

MISSING = "this processor has no bfloat16, or OpenVINO is not installed"

WIDE_WORDS = re.compile(r"amx|avx512|asimd|sve|\w*bf16")
"""Flags of a processor that OpenVINO looks at. Widened, machines that run the same copy make one each."""

PAD_TO = 24
"""A single text is padded to a multiple of this many tokens: OpenVINO takes a millisecond to switch to another length.

Raised, short questions are padded more; lowered, OpenVINO switches lengths more often.
"""


class Bfloat16Model:
    """The model in a file that `save_bfloat16` wrote. A call takes one core.

    Args:
        path: the file.
        side_by_side: the number of calls that may run at once, while others wait; with one, each call is faster.

    Raises:
        ModelError: the model cannot be loaded here.
    """

    def __init__(self, path: Path, side_by_side: int = 1) -> None:
        core = _core()
        if not core:
            raise ModelError(f"{path} cannot be loaded: {MISSING}")
        import openvino

        try:
            with path.open("rb") as file:
                # The model keeps reading its weights from this mapping; all processes with the file open share them.
                self._weights = np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY), np.uint8)
            compiled = core.import_model(openvino.Tensor(self._weights, shared_memory=True), "CPU", _ways(side_by_side))
        except (OSError, ValueError, RuntimeError) as error:
            raise _not_loaded(path, error) from error
        self._free: SimpleQueue[Any] = SimpleQueue()
        for _ in range(side_by_side):
            self._free.put(compiled.create_infer_request())

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """Return the token embeddings of each text, float32 (tokens, dimension).

        Raises:
            ModelError: the model cannot run.
        """
        inputs = padded(encodings, PAD_TO if len(encodings) == 1 else 1)
        request = self._free.get()
        try:
            [embeddings] = request.infer(inputs, share_inputs=True).values()
            found = np.array(embeddings, np.float32)  # the request's own memory is overwritten by its next use
        except RuntimeError as error:
            raise _cannot_run(error) from error
        finally:
            self._free.put(request)
        return without_padding(found, encodings)


def save_bfloat16(onnx: Path, path: Path) -> None:
    """Convert an ONNX model to OpenVINO's form and write it.

    Raises:
        ModelError: this machine lacks the hardware or the library for it, or the model cannot be converted.
        OSError: a file cannot be read or written.
    """
    core = _core()
    if not core:
        raise ModelError(MISSING)
    try:
        made = core.compile_model(str(onnx), "CPU", _ways(1)).export_model()
    except RuntimeError as error:
        raise ModelError(f"OpenVINO cannot compile it: {_line(error)}") from error
    path.write_bytes(made.getbuffer())


def openvino_version() -> str:
    """Return the installed version of OpenVINO, or an empty string."""
    try:
        return version("openvino")
    except PackageNotFoundError:
        return ""


@cache
def hardware() -> str:
    """Return what decides whether this machine runs bfloat16: its architecture and flags of its processor."""
    try:
        words = set(Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="backslashreplace").split())
    except OSError:  # no Linux
        return f"{platform.machine()} {platform.processor()}"
    return " ".join([platform.machine(), *sorted(word for word in words if WIDE_WORDS.match(word))])


def _ways(streams: int) -> dict[str, str | int]:
    return {"INFERENCE_PRECISION_HINT": "bf16", "INFERENCE_NUM_THREADS": streams, "NUM_STREAMS": streams}


def _cannot_run(error: Exception) -> ModelError:
    """Make the error for a compiled model that was loaded and cannot run: it is damaged, or memory does not suffice."""
    if is_lack_of_memory(error):
        return ModelError(f"the model cannot run: {LACK_OF_MEMORY}")
    return ModelError(f"the compiled model cannot run ({_line(error)}): delete models/ in the cache folder")


def _not_loaded(path: Path, error: Exception) -> ModelError:
    """Make the error for a compiled model that cannot be loaded: it is damaged, or memory does not suffice."""
    if is_lack_of_memory(error):
        return ModelError(f"{path} cannot be loaded: {LACK_OF_MEMORY}")
    return ModelError(f"{path} cannot be loaded ({_line(error)}): delete it; a build makes it again")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


@cache
def _core() -> Core | None:
    """Return OpenVINO's core, or None if this machine has no hardware for bfloat16 or no OpenVINO."""
    if not openvino_version():
        return None
    # If this package can be imported, openvino uses it to report to its makers. This line prevents the import.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    core = openvino.Core()
    return core if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else None
