"""The compiled model with OpenVINO, in bfloat16: for builds, where the processor multiplies bfloat16 in hardware."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from errors import ModelError
from index.encoding.batches import Vectors, padded, without_padding

if TYPE_CHECKING:
    from openvino import CompiledModel
    from tokenizers import Encoding


class BulkModel:
    """The compiled model in bfloat16. A call takes one core; calls may run side by side, one for each core."""

    def __init__(self, compiled: CompiledModel, cores: int) -> None:
        self._free: SimpleQueue[Any] = SimpleQueue()
        for _ in range(cores):
            self._free.put(compiled.create_infer_request())

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """The token embeddings of each text, float32 (tokens, dimension).

        Raises:
            ModelError: the model cannot run.
        """
        request = self._free.get()
        try:
            [embeddings] = request.infer(padded(encodings)).values()
            found = np.array(embeddings, np.float32)  # the request's own memory is written over by its next use
        except RuntimeError as error:
            raise ModelError(f"the compiled model cannot run ({error}): delete models/ in the data folder") from error
        finally:
            self._free.put(request)
        return without_padding(found, encodings)


def open_bulk(path: Path) -> BulkModel | None:
    """The compiled model in bfloat16; None where this machine has no hardware or no library for it."""
    if find_spec("openvino") is None:
        return None
    # Importing openvino reports to its makers through this package, where it finds it. Here it never finds it.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    core = openvino.Core()
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return None
    cores = os.cpu_count() or 1
    ways = {"INFERENCE_PRECISION_HINT": "bf16", "INFERENCE_NUM_THREADS": cores, "NUM_STREAMS": cores}
    try:
        return BulkModel(core.compile_model(str(path), "CPU", ways), cores)
    except RuntimeError:  # what OpenVINO cannot do, onnxruntime does
        return None
