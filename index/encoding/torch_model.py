"""Run a model with sentence-transformers and torch: the reference for compiled copies, and the fallback.

Both libraries are slow to import, so they are imported only when needed.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from errors import ModelError
from index.encoding.models import Model
from index.encoding.pooling import Vectors, padded, pool, unit, without_padding

if TYPE_CHECKING:
    import torch
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from tokenizers import Encoding
if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding


INPUTS = ("input_ids", "attention_mask")
OUTPUT = "token_embeddings"
OPSET = 18
TRACED = 2
"""The shortest texts of the probe by which the graph is traced, of different lengths, since axes are dynamic.

Tracing keeps what every step gives: raised, it takes more memory, with the longest text a gigabyte.
"""


def load_encoder(model: Model, *, exact: bool = False) -> SentenceTransformer:
    """Load the model in float32, or, unless `exact`, in bfloat16 if the processor has matrix units for it.

    Raises:
        ModelError: the folder does not hold a sentence-transformers model.
    """
    _stay_offline()
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if torch.cpu._is_amx_tile_supported() and not exact else torch.float32
    try:
        return SentenceTransformer(
            str(model.folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": dtype, "use_safetensors": True},
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise ModelError(f"model {model.name} cannot be loaded ({error}): set BYLINE_MODEL to another") from error


def load_reranker(name: str, folder: Path) -> CrossEncoder:
    """Load a cross-encoder that gives one score for a question and a text.

    Raises:
        ModelError: the folder does not hold such a model.
    """
    _stay_offline()
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder

    try:
        reranker: CrossEncoder = CrossEncoder(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise ModelError(f"reranker {name} cannot be loaded ({error}): set BYLINE_RERANKER to another") from error
    if reranker.num_labels != 1:
        raise ModelError(
            f"reranker {name} gives {reranker.num_labels} scores, not one: set BYLINE_RERANKER to a model that ranks"
        )
    return reranker


def thread_count() -> int:
    """Return the number of threads that torch takes by default."""
    import torch

    return torch.get_num_threads()


def use_threads(count: int) -> None:
    """Set the number of threads that torch takes.

    It is set before every use and never restored: questions and builds run in their own threads, in any order.
    """
    import torch

    torch.set_num_threads(count)


def pools_by_mean(transformer: SentenceTransformer) -> bool:
    """Return whether vectors are the mean of token embeddings, with no other step than scaling to unit length."""
    names = [type(module).__name__ for module in transformer]
    plain = names[:2] == ["Transformer", "Pooling"] and names[2:] in ([], ["Normalize"])
    return plain and transformer[1].pooling_mode == "mean" and not transformer.prompts.get("document")


def token_embeddings(transformer: SentenceTransformer, encodings: Sequence[Encoding]) -> list[Vectors]:
    """Return the token embeddings of each text without padding, float32 (tokens, dimension)."""
    import torch

    features = {name: torch.from_numpy(rows) for name, rows in padded(encodings).items()}
    with torch.inference_mode():
        output: dict[str, Any] = transformer[0](features)
    return without_padding(output["token_embeddings"].float().numpy(), encodings)


def export(model: Model, path: Path, texts: Sequence[Encoding]) -> list[Vectors]:
    """Export the model from word pieces to token embeddings as ONNX, and return the original's result for these texts.

    Raises:
        ModelError: the model does not pool by the mean, reads a prompt, or cannot be exported.
    """
    transformer = load_encoder(model, exact=True)
    if not pools_by_mean(transformer) or transformer.prompts.get("query"):
        raise ModelError(f"{model.name} does not pool by the mean, or reads a prompt before each text")
    import torch

    truth = token_embeddings(transformer, texts)
    example = tuple(torch.from_numpy(rows) for rows in padded(sorted(texts, key=len)[:TRACED]).values())
    axes = {name: {0: "texts", 1: "pieces"} for name in (*INPUTS, OUTPUT)}
    inner: Any = transformer[0].auto_model
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # this exporter is the older one, but its graph runs a quarter faster
        try:
            inner.set_attn_implementation("eager")  # fewer steps, without checks for NaN
            torch.onnx.export(
                _token_model(transformer),
                example,
                str(path),
                input_names=[*INPUTS],
                output_names=[OUTPUT],
                dynamic_axes=axes,
                opset_version=OPSET,
                dynamo=False,
            )
        except (torch.onnx.OnnxExporterError, ImportError, RuntimeError, ValueError, TypeError, KeyError) as error:
            raise ModelError(f"{model.name} cannot be exported ({error})") from error
    return truth


def _token_model(transformer: SentenceTransformer) -> torch.nn.Module:
    """Return the module to export: it takes word pieces and their mask, and gives token embeddings."""
    import torch

    class TokenModel(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = transformer[0]

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            output: dict[str, torch.Tensor] = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            return output["token_embeddings"]

    return TokenModel().eval()


def _stay_offline() -> None:
    """Forbid downloads before an import reads the setting: model folders are complete, and nothing is ever fetched."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # untyped in transformers


# The original model, for every model that cannot be compiled.

QUESTION_THREADS = 1
"""Threads for a question, which is a handful of tokens: one is as fast as two, and far steadier on a busy machine."""


class OriginalModel:
    """A sentence-transformers model, loaded on first use; one call at a time, on all cores."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._transformer: SentenceTransformer | None = None
        self._all_threads = 1
        self._lock = Lock()

    def sentence_vectors(self, passages: Sequence[Sequence[str]], encodings: Sequence[Encoding]) -> list[Vectors]:
        """Return a vector for each sentence of each passage.

        A model that does not pool by the mean reads the sentences one by one.
        """
        with self._lock:
            transformer = self._loaded()
            use_threads(self._all_threads)
            return self._sentence_vectors(transformer, passages, encodings)

    def _sentence_vectors(
        self, transformer: SentenceTransformer, passages: Sequence[Sequence[str]], encodings: Sequence[Encoding]
    ) -> list[Vectors]:
        if not pools_by_mean(transformer):
            return [
                unit(np.asarray(transformer.encode_document(list(passage), show_progress_bar=False), np.float32))
                for passage in passages
            ]
        tokens = token_embeddings(transformer, encodings)
        return [pool(*read) for read in zip(tokens, encodings, passages, strict=True)]

    def question_vector(self, question: str) -> Vectors:
        """Return the question's vector as the model's makers intended it, float32 (dimension,), unit length."""
        with self._lock:
            transformer = self._loaded()
            use_threads(QUESTION_THREADS)
            vector = transformer.encode_query([question], show_progress_bar=False, convert_to_numpy=True)[0]
        return unit(np.asarray(vector, dtype=np.float32))

    def _loaded(self) -> SentenceTransformer:
        if self._transformer is None:
            self._transformer = load_encoder(self._model)
            self._all_threads = thread_count()
        return self._transformer
