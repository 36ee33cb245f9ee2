from __future__ import annotations

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


def test_the_vector_is_the_models_own(library: Library, encoder: FakeEncoder) -> None:
    assert prepare(library, encoder, "the gate").vector.tolist() == encoder.encode_question("the gate").tolist()
