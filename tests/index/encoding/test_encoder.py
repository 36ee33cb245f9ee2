"""Against the model itself, run plainly: one text at a time, in float32, pooled by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from errors import QuestionError, WindowError
from index.encoding import pooling
from index.encoding.encoder import SentenceEncoder, Vectors
from index.encoding.models import find_model
from settings import PACKAGED_MODEL

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the model's libraries' own, while they load
]

PASSAGES = [
    ["The river rose on Monday.", "Engineers closed the lower gate at noon."],
    ["A single sentence."],
    ["“Quoted words,” said Gen. James Jarrard.", "U.S. forces left — at 11.7 percent!", "naïve 𝒳 日本語 e\u0301"],
    ["word " * 120 + "end.", "A second sentence that is much shorter."],
    ["!", "…", "A mark alone is a sentence too."],
    ["The same sentence.", "The same sentence."],
]


@pytest.fixture(scope="module")
def transformer() -> SentenceTransformer:
    """The model as its own library loads it, in float32."""
    import torch
    from sentence_transformers import SentenceTransformer

    folder = str(find_model(PACKAGED_MODEL).folder)
    return SentenceTransformer(folder, device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32})


@pytest.fixture(scope="module")
def exact() -> Iterator[SentenceEncoder]:
    """Our encoder in float32, also where the processor has bfloat16."""
    import torch

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
        encoder = SentenceEncoder(find_model(PACKAGED_MODEL))
        encoder.warm_up()
        yield encoder


@pytest.fixture(scope="module")
def usual() -> SentenceEncoder:
    """Our encoder as everybody gets it."""
    return SentenceEncoder(find_model(PACKAGED_MODEL))


def by_hand(transformer: Any, passage: list[str]) -> Vectors:
    """Each sentence's mean of its tokens in the joined passage, unit length."""
    text = " ".join(passage)
    tokens = transformer.encode(text, output_value="token_embeddings").float().numpy()
    offsets = transformer.tokenizer(text, return_offsets_mapping=True)["offset_mapping"]
    rows, at = [], 0
    for sentence in passage:
        inside = [i for i, (a, b) in enumerate(offsets) if a < b and at <= a < at + len(sentence)]
        rows.append(tokens[inside].mean(axis=0))
        at += len(sentence) + 1
    pooled = np.stack(rows)
    return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


@pytest.mark.parametrize("number", range(len(PASSAGES)))
def test_a_sentences_vector_is_the_mean_of_its_tokens_in_the_passage(
    exact: SentenceEncoder, transformer: SentenceTransformer, number: int
) -> None:
    [rows] = exact.encode_passages([PASSAGES[number]])

    cosines = (rows * by_hand(transformer, PASSAGES[number])).sum(axis=1)
    assert rows.shape == (len(PASSAGES[number]), 384)
    assert cosines.min() > 0.9999


def test_the_numbers_that_everybody_gets_are_as_good(usual: SentenceEncoder, transformer: SentenceTransformer) -> None:
    for passage, rows in zip(PASSAGES, usual.encode_passages(PASSAGES), strict=True):
        assert (rows * by_hand(transformer, passage)).sum(axis=1).min() > 0.998


def test_vectors_do_not_depend_on_what_else_is_in_the_batch(exact: SentenceEncoder) -> None:
    alone = [exact.encode_passages([passage])[0] for passage in PASSAGES]
    for order in (range(6), reversed(range(6)), [3, 0, 5, 1, 4, 2]):
        order = list(order)
        together = exact.encode_passages([PASSAGES[number] for number in order])
        for number, rows in zip(order, together, strict=True):
            np.testing.assert_allclose(rows, alone[number], atol=2e-6)


def test_vectors_do_not_depend_on_how_many_fit_a_batch(exact: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    together = exact.encode_passages(PASSAGES)
    monkeypatch.setattr(pooling, "BATCH_TOKENS", 40)

    for rows, expected in zip(exact.encode_passages(PASSAGES), together, strict=True):
        np.testing.assert_allclose(rows, expected, atol=2e-6)


def test_the_same_sentence_in_another_passage_has_another_vector(exact: SentenceEncoder) -> None:
    one, other = exact.encode_passages([["It was closed.", "The bank."], ["It was closed.", "A river ran over."]])

    assert 0.5 < float(one[0] @ other[0]) < 0.999


def test_a_questions_vector_is_the_models_plain_one(exact: SentenceEncoder, transformer: SentenceTransformer) -> None:
    for question in ("Who closed the lower gate?", "naïve 𝒳?", "?"):
        expected = transformer.encode(question, convert_to_numpy=True)
        vector = exact.encode_question(question)
        assert float(vector @ expected / np.linalg.norm(expected)) > 0.9999
        assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-6)


def test_every_vector_has_unit_length(usual: SentenceEncoder) -> None:
    for rows in usual.encode_passages(PASSAGES):
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
        assert rows.dtype == np.float32


def test_a_passage_that_fills_the_window_is_read_whole(
    exact: SentenceEncoder, transformer: SentenceTransformer
) -> None:
    passage = ["gate " * 252 + "river", "end"]
    assert exact.model.count_pieces([" ".join(passage)]) == [254]

    [rows] = exact.encode_passages([passage])

    assert (rows * by_hand(transformer, passage)).sum(axis=1).min() > 0.9999


def test_a_passage_longer_than_the_window_is_refused_and_never_cut(exact: SentenceEncoder) -> None:
    with pytest.raises(WindowError, match=r"a passage of 257 word pieces is longer than the window of .* \(256\)"):
        exact.encode_passages([["Fine."], ["gate " * 255]])


def test_a_question_longer_than_the_window_is_refused_and_never_cut(exact: SentenceEncoder) -> None:
    assert exact.encode_question("gate " * 254).shape == (384,)
    with pytest.raises(QuestionError, match="the question is too long: 255 word pieces, at most 254 are read"):
        exact.encode_question("gate " * 255)


def test_no_passages_have_no_vectors(exact: SentenceEncoder) -> None:
    assert exact.encode_passages([]) == []


def test_progress_is_told_up_to_the_last_passage(exact: SentenceEncoder) -> None:
    told: list[int] = []

    exact.encode_passages(PASSAGES, progress=told.append)

    assert told == sorted(told)
    assert told[-1] == len(PASSAGES)
