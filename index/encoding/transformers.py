"""sentence-transformers and torch: loading a model and running it. Both are slow to import, so only when needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from errors import ModelError
from index.encoding.models import Model

if TYPE_CHECKING:
    import torch
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from tokenizers import Encoding


def load_encoder(model: Model) -> SentenceTransformer:
    """The model in bfloat16 where the processor has it in hardware, else in float32.

    Raises:
        ModelError: its folder does not hold a sentence-transformers model.
    """
    _stay_offline()
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if torch.cpu._is_amx_tile_supported() else torch.float32
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
    """A cross-encoder that gives one score for a question and a text.

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
    """How many threads torch would take by itself."""
    import torch

    return torch.get_num_threads()


def use_threads(count: int) -> None:
    """Set before every use, never restored: questions and builds run in threads of their own, in any order."""
    import torch

    torch.set_num_threads(count)


def token_embeddings(transformer: SentenceTransformer, encodings: Sequence[Encoding]) -> list[NDArray[np.float32]]:
    """The token embeddings of each text, float32 (tokens, dimension), padding removed."""
    import torch

    width = max(len(encoding) for encoding in encodings)
    features = {
        "input_ids": _padded([encoding.ids for encoding in encodings], width),
        "attention_mask": _padded([encoding.attention_mask for encoding in encodings], width),
        "token_type_ids": _padded([encoding.type_ids for encoding in encodings], width),
    }
    with torch.inference_mode():
        output: dict[str, Any] = transformer[0](features)
    embeddings = output["token_embeddings"].float().numpy()
    return [rows[: len(encoding)] for rows, encoding in zip(embeddings, encodings, strict=True)]


def _stay_offline() -> None:
    """Nothing is ever fetched: folders are complete, and this makes sure of it before an import reads it."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it without types


def _padded(rows: Sequence[Sequence[int]], width: int) -> torch.Tensor:
    import torch

    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])
