from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.library import Library, open_library
from index.query import prepare
from tests.conftest import FakeEncoder


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def test_a_questions_words_are_the_index_terms_that_it_has(library: Library, encoder: FakeEncoder) -> None:
    query = prepare(library, encoder, "Who closed the gates?")

    assert query.weights.keys() == query.rarities.keys() == set(library.words.terms("Who closed the gates?"))
    assert {"close", "gate"} <= query.weights.keys()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Trump say about Syria?", {"trump", "syria"}),
        ("Who closed it?", set()),
        ("ISIS lost ground", {"isi"}),
        ("Trump lost ground", set()),
        ("WHAT DID TRUMP SAY?", set()),
        ("the U.S. and NATO", {"u", "s", "nato"}),
        ("", set()),
    ],
)
def test_names_are_the_words_with_a_capital_that_does_not_begin_the_question(
    library: Library, encoder: FakeEncoder, question: str, names: set[str]
) -> None:
    assert prepare(library, encoder, question).names == names


def test_coverage_is_the_share_of_the_rarity_found(library: Library, encoder: FakeEncoder) -> None:
    query = prepare(library, encoder, "gate engineers")
    gate, engineers = 0.4**3, 0.9**3

    assert query.coverage({"gate"}) == pytest.approx(gate / (gate + engineers))
    assert query.coverage({"gate", "engin", "noon"}) == pytest.approx(1.0)
    assert query.coverage(set()) == 0.0


def test_a_question_without_words_covers_nothing_and_misses_nothing(library: Library, encoder: FakeEncoder) -> None:
    query = prepare(library, encoder, "?!")

    assert (query.coverage({"gate"}), query.missing_names({"gate"}), query.weights) == (0.0, 0.0, {})


def test_missing_names_are_the_share_not_found(library: Library, encoder: FakeEncoder) -> None:
    query = prepare(library, encoder, "Did Trump meet Erdogan in Geneva?")

    assert query.missing_names({"trump"}) == pytest.approx(2 / 3)


def test_the_vector_is_the_models_own(library: Library, encoder: FakeEncoder) -> None:
    assert prepare(library, encoder, "the gate").vector.tolist() == encoder.encode_question("the gate").tolist()
