from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from index.library import Library
from index.searching.query import prepare
from tests.conftest import FakeEncoder


def test_a_questions_words_are_the_index_terms_that_tell_what_it_is_about(
    library: Library, encoder: FakeEncoder
) -> None:
    query = prepare(library, encoder, "Who closed the gates?")

    assert query.weights.keys() == query.information.keys() == {"close", "gate"}
    assert query.pairs == {("close", "gate")}


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What did Trump say about Syria?", {"trump", "syria"}),
        ("Should the US stay?", {"us", "stay"}),
        ("Should the U.S. stay?", {"us", "stay"}),
        ("does the WHO warn us?", {"who", "warn"}),
        ("WHO WARNED US?", {"warn"}),
        ("Will he resign?", {"resign"}),
        ("Did May resign?", {"may", "resign"}),
        ("Trump’s policy isn't new", {"trump", "polici", "new"}),
        ("", set()),
        ("?!", set()),
    ],
)
def test_names_tell_and_words_that_only_ask_do_not(
    library: Library, encoder: FakeEncoder, question: str, terms: set[str]
) -> None:
    assert prepare(library, encoder, question).information.keys() == terms


def test_what_a_word_tells_is_its_chance_here_and_in_the_language_by_hand(
    library: Library, encoder: FakeEncoder
) -> None:
    query = prepare(library, encoder, "engineers")
    here, passages = library.words.frequencies(["engin"])["engin"], library.words.passages
    in_language = 1 - (1 - 0.1**9) ** 120

    assert here > 0
    assert query.information == {"engin": pytest.approx(-log((here + 100 * in_language) / (passages + 100)))}


def test_coverage_is_the_share_of_the_information_found(library: Library, encoder: FakeEncoder) -> None:
    query = replace(prepare(library, encoder, "gate"), information={"gate": 1.0, "engin": 3.0})

    assert query.coverage({"gate"}) == pytest.approx(0.25)
    assert query.coverage(["engin", "gate", "noon"]) == pytest.approx(1.0)
    assert query.coverage(set()) == 0.0


def test_missing_is_the_most_telling_absent_word_beside_the_most_telling_of_all(
    library: Library, encoder: FakeEncoder
) -> None:
    query = replace(prepare(library, encoder, "gate"), information={"gate": 1.0, "noon": 2.0, "engin": 4.0})

    assert query.missing({"engin"}) == pytest.approx(0.5)
    assert query.missing({"engin", "noon"}) == pytest.approx(0.25)
    assert query.missing({"gate"}) == 1.0
    assert query.missing({"gate", "noon", "engin"}) == 0.0


def test_a_question_without_words_covers_nothing_and_misses_nothing(library: Library, encoder: FakeEncoder) -> None:
    query = prepare(library, encoder, "?!")

    assert (query.coverage({"gate"}), query.missing({"gate"}), query.pair_share([["gate"]])) == (0.0, 0.0, 0.0)
    assert query.weights == {}


def test_pairs_are_the_share_of_neighbours_that_are_neighbours_in_a_sentence(
    library: Library, encoder: FakeEncoder
) -> None:
    query = replace(
        prepare(library, encoder, "gate"),
        information={"lower": 1.0, "gate": 2.0, "close": 3.0},
        pairs=frozenset({("lower", "gate"), ("gate", "close")}),
    )

    assert query.pair_share([["the", "lower", "gate"], ["close"]]) == pytest.approx(3 / 8)
    assert query.pair_share([["gate", "lower"], ["close", "gate"]]) == 0.0
    assert query.pair_share([["lower", "gate", "close"]]) == 1.0


def test_the_vector_is_the_models_own(library: Library, encoder: FakeEncoder) -> None:
    assert prepare(library, encoder, "the gate").vector.tolist() == encoder.encode_question("the gate").tolist()
