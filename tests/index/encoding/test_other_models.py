"""Models of other makers: CLS pooling, and prompts before questions and documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encoding.compiled import compile_model
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from ingest.lexicon import row

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the model's libraries' own, while they load
]

WORDS = row("[PAD] [UNK] [CLS] [SEP] query passage : the gate is open bread dear who says so .")
QUERY, DOCUMENT = "query: ", "passage: "


def tiny(folder: Path, *, pooling: str, prompts: dict[str, str]) -> Any:
    """A BERT of two layers with chance weights, saved as sentence-transformers saves one."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(7)
    inner = folder / "inner"
    inner.mkdir(parents=True)
    (inner / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(inner / "vocab.txt")).save_pretrained(inner)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(WORDS), max_position_embeddings=64, **sizes)).save_pretrained(inner)
    transformer = Transformer(str(inner), max_seq_length=64)
    modules = [transformer, Pooling(16, pooling), Normalize()]
    made = SentenceTransformer(modules=modules, device="cpu", prompts=prompts)
    made.save(str(folder / "model"))
    return made


@pytest.mark.parametrize("pooling", ["cls", "mean"])
@pytest.mark.parametrize("prompts", [{}, {"query": QUERY, "document": DOCUMENT}])
def test_a_model_is_used_as_its_makers_meant_it(tmp_path: Path, pooling: str, prompts: dict[str, str]) -> None:
    made = tiny(tmp_path, pooling=pooling, prompts=prompts)
    encoder = SentenceEncoder(find_model(str(tmp_path / "model")))

    question = encoder.encode_question("who says so")
    [sentences] = encoder.encode_passages([["the gate is open.", "bread is dear."]])

    assert np.allclose(question, made.encode(prompts.get("query", "") + "who says so"), atol=1e-5)
    assert (sentences.shape, sentences.dtype) == ((2, 16), np.float32)
    if pooling == "cls" or prompts:
        apart = made.encode([prompts.get("document", "") + one for one in ("the gate is open.", "bread is dear.")])
        assert np.allclose(sentences, apart, atol=1e-5)


def test_a_model_that_cannot_be_compiled_faithfully_is_not(tmp_path: Path) -> None:
    tiny(tmp_path, pooling="cls", prompts={})

    refused = compile_model(find_model(str(tmp_path / "model")), tmp_path / "cache").refused

    assert "does not pool by the mean" in str(refused)
