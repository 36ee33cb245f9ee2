from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from answer.ask import ask
from answer.records import Standing
from errors import ModelError
from index.building.build import build
from index.encoding.reranker import CrossEncoderReranker, Reranker, answers_from, find_reranker
from index.library import Library, open_library
from index.records import Hit
from index.searching.query import prepare
from index.searching.search import search_lane
from tests.conftest import FakeEncoder, write

QUESTION = "Who closed the lower gate at noon?"


class Backwards:
    """Prefers what ranking put last, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        self.asked.append((question, list(passages)))
        return [float(number) for number in range(len(passages))]


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    for number in range(25):
        write(corpus, f"reporting/{number:02}.txt", f"The gate number {number} was closed. {'Bread. ' * number}")
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def search(library: Library, *, k: int, reranker: Reranker | None = None) -> tuple[Hit, ...]:
    query = prepare(library, FakeEncoder(), QUESTION)
    return search_lane(library, query, "reporting", k=k, reranker=reranker)


def test_the_reranker_decides_the_order_of_the_first_passages_and_of_no_others(library: Library) -> None:
    plain = [hit.document.id for hit in search(library, k=25)]

    reranked = [hit.document.id for hit in search(library, k=25, reranker=Backwards())]

    assert reranked == [*reversed(plain[:20]), *plain[20:]]


def test_it_reads_more_passages_than_are_shown(library: Library) -> None:
    reranker = Backwards()

    [first] = search(library, k=1, reranker=reranker)

    [(question, passages)] = reranker.asked
    assert (question, len(passages)) == (QUESTION, 20)
    assert first.text == passages[-1]
    assert first.signals.reranker == 19.0


def test_without_one_there_is_no_score_of_one(library: Library) -> None:
    assert {hit.signals.reranker for hit in search(library, k=5)} == {None}


def test_lanes_stay_apart_with_a_reranker(library: Library) -> None:
    answer = ask(library, FakeEncoder(), QUESTION, reranker=Backwards())

    assert [{hit.document.source.kind for hit in lane.hits} <= {lane.kind} for lane in answer.lanes] == [True, True]


class Knowing:
    """Scores passages by the words that they share with the question, on a scale of its own."""

    def __init__(self, *, lowest: float, step: float) -> None:
        self.lowest, self.step = lowest, step

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        asked = set(question.lower().strip("?").split())
        shared = [len(asked & set(passage.lower().strip(".").split())) for passage in passages]
        return [self.lowest + self.step * many for many in shared]


@pytest.mark.parametrize(("lowest", "step"), [(-11.0, 3.0), (0.0, 0.1), (200.0, 40.0)])
def test_the_bound_of_a_reranker_is_on_its_own_scale(lowest: float, step: float) -> None:
    reranker = Knowing(lowest=lowest, step=step)
    question, answer = "Who closed the lower gate?", "Amara Holt closed the lower gate."
    beside, right = reranker.scores(question, ["The bread was cheap.", answer])

    assert beside < answers_from(reranker) < right


def test_what_a_reranker_finds_beside_the_question_is_no_strong_match(library: Library) -> None:
    class Sceptical(Knowing):
        def scores(self, question: str, passages: Sequence[str]) -> list[float]:
            scores = super().scores(question, passages)
            return [self.lowest] * len(scores) if question == QUESTION else scores

    plain, believed = (
        ask(library, FakeEncoder(), QUESTION, reranker=one) for one in (None, Knowing(lowest=-11.0, step=3.0))
    )
    doubted = ask(library, FakeEncoder(), QUESTION, reranker=Sceptical(lowest=-11.0, step=3.0))

    assert [lane.standing for lane in plain.lanes] == [lane.standing for lane in believed.lanes]
    assert Standing.ANSWERS in {lane.standing for lane in plain.lanes}
    assert Standing.ANSWERS not in {lane.standing for lane in doubted.lanes}
    assert [len(lane.hits) for lane in doubted.lanes] == [
        len(lane.hits) for lane in ask(library, FakeEncoder(), QUESTION).lanes
    ]


def test_none_is_used_unless_one_is_named() -> None:
    assert find_reranker(None) is None
    assert find_reranker("") is None


def test_a_folder_without_a_model_is_refused_with_the_setting_that_named_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no config\.json.*BYLINE_RERANKER"):
        find_reranker(str(tmp_path))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real cross-encoder of two layers with random weights, made here."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "gate", "closed", "bread", "the", "who", "was"]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(0)
    shape = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=1,
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    return folder


@pytest.mark.model
def test_a_real_cross_encoder_scores_each_passage_by_itself(tiny: Path) -> None:
    reranker = find_reranker(str(tiny))
    assert reranker is not None

    both = reranker.scores("who closed the gate", ["the gate was closed", "bread"])

    assert both[0] != both[1]
    assert reranker.scores("who closed the gate", ["bread"]) == pytest.approx(both[1:], abs=1e-5)
    assert reranker.scores("who closed the gate", []) == []


@pytest.mark.model
def test_a_passage_longer_than_its_window_is_scored_all_the_same(tiny: Path) -> None:
    [score] = CrossEncoderReranker("tiny", tiny).scores("who closed the gate", ["the gate was closed " * 100])

    assert 0 <= score <= 1


@pytest.mark.model
def test_it_is_loaded_only_when_it_is_asked(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.encoding import torch_model

    loaded = []
    load = torch_model.load_reranker
    monkeypatch.setattr(torch_model, "load_reranker", lambda *known: loaded.append(known) or load(*known))
    reranker = find_reranker(str(tiny))
    assert reranker is not None

    assert loaded == []
    reranker.scores("gate", ["bread"])
    reranker.scores("gate", ["gate"])
    assert len(loaded) == 1


@pytest.mark.model
def test_a_folder_that_holds_no_cross_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderReranker("broken", tmp_path).scores("gate", ["bread"])
