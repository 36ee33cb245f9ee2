"""The compiled model with onnxruntime, in float32."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from errors import ModelError
from index.encoding.batches import Vectors, padded, without_padding

if TYPE_CHECKING:
    from tokenizers import Encoding

ONLY_FATAL = 4


class OnnxSession:
    """The compiled model. A call takes one thread; calls may run side by side."""

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

        # Its errors have no common one.
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
        options.intra_op_num_threads = 1  # as quick as two for a question, and far steadier on a busy machine
        options.inter_op_num_threads = 1
        options.log_severity_level = ONLY_FATAL
        onnxruntime.disable_telemetry_events()
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except self._refusals as error:
            raise ModelError(f"{path} cannot be loaded ({error}): delete it; a build makes it again") from error

    def token_embeddings(self, encodings: Sequence[Encoding]) -> list[Vectors]:
        """The token embeddings of each text, float32 (tokens, dimension).

        Raises:
            ModelError: the model cannot run.
        """
        try:
            [embeddings] = self._session.run(None, padded(encodings))
        except self._refusals as error:
            raise ModelError(f"the compiled model cannot run ({error}): delete models/ in the data folder") from error
        return without_padding(np.asarray(embeddings, np.float32), encodings)
