from __future__ import annotations

from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.query import Query
from index.searching.word_coverage import Coverage, cover
from index.terms import sentence_marks

TERMS = ["gate", "lower", "close", "noon", "engin", "мост"]

Passage = list[list[str]]


def query(information: dict[str, float], *pairs: tuple[str, str]) -> Query:
    return Query("?", np.zeros(4, np.float32), {}, information, frozenset(pairs))


def covered(
    asked: Query, *passages: Passage, documents: list[int] | None = None, labels: list[list[str]] | None = None
) -> Coverage:
    of = np.array(range(len(passages)) if documents is None else documents, np.int64)
    named = [[term in label for term in asked.information] for label in labels or [[]] * len(passages)]
    table = np.array(named, np.bool_).reshape(len(passages), len(asked.information))
    return cover(asked, [sentence_marks(passage) for passage in passages], of, table)


def test_a_label_lends_its_words_to_the_passage_but_not_to_its_sentences() -> None:
    found = covered(query({"gate": 1.0, "engin": 3.0}), [["gate"]], [["noon"]], labels=[["gate"], ["engin"]])

    assert found.passages.tolist() == [0.25, 0.75]
    assert found.sentences.tolist() == [0.25, 0.0]
    assert found.found.tolist() == [1.0, 3.0]


def test_coverage_is_the_share_of_the_information_found() -> None:
    found = covered(query({"gate": 1.0, "engin": 3.0}), [["gate"]], [["engin", "noon"], ["gate"]], [[]])

    assert found.sentences.tolist() == [0.25, 0.75, 0.25, 0.0]
    assert found.passages.tolist() == [0.25, 1.0, 0.0]


@given(st.lists(st.floats(0, 9), min_size=2, max_size=8).filter(any))
def test_a_passage_with_every_term_covers_exactly_all(told: list[float]) -> None:
    terms = [f"t{number}" for number in range(len(told))]
    asked = query(dict(zip(terms, told, strict=True)), *pairwise(terms))

    found = covered(asked, [terms], [[]], labels=[[], terms])

    assert found.passages.tolist() == [1.0, 1.0]
    assert found.sentences.tolist() == [1.0, 0.0]


def test_the_passages_at_hand_of_a_document_cover_together() -> None:
    asked = query({"gate": 1.0, "engin": 3.0})

    assert covered(asked, [["gate"]], [["noon"]], [["engin"]], documents=[7, 3, 7]).documents.tolist() == [
        1.0,
        0.0,
        1.0,
    ]


def test_missing_is_the_most_telling_absent_word_beside_the_most_telling_of_all() -> None:
    asked = query({"gate": 1.0, "noon": 2.0, "engin": 4.0})

    found = covered(asked, [["engin"]], [["engin", "noon"]], [["gate"]], [["gate", "noon"], ["engin"]])

    assert found.missing.tolist() == [0.5, 0.25, 1.0, 0.0]


def test_pairs_are_the_share_of_neighbours_that_are_neighbours_in_a_sentence() -> None:
    asked = query({"lower": 1.0, "gate": 2.0, "close": 3.0}, ("lower", "gate"), ("gate", "close"))

    found = covered(asked, [["the", "lower", "gate"], ["close"]], [["gate", "lower"], ["close", "gate"]])

    assert found.pairs.tolist() == [3 / 8, 0.0]
    assert covered(asked, [["lower", "gate", "close"]]).pairs.tolist() == [1.0]


def test_the_end_of_a_passage_and_the_start_of_the_next_are_no_neighbours() -> None:
    assert covered(query({"lower": 1.0, "gate": 2.0}, ("lower", "gate")), [["lower"]], [["gate"]]).pairs.tolist() == [
        0,
        0,
    ]


def test_a_question_without_words_covers_nothing_and_misses_nothing() -> None:
    found = covered(query({}), [["gate"], []], [["noon"]])

    assert found.sentences.tolist() == [0.0, 0.0, 0.0]
    for shares in (found.passages, found.documents, found.missing, found.pairs):
        assert shares.tolist() == [0.0, 0.0]


PASSAGES = st.lists(
    st.tuples(st.lists(st.lists(st.sampled_from(TERMS), max_size=5), min_size=1, max_size=4), st.integers(1, 3)),
    min_size=1,
    max_size=5,
)


@given(
    st.dictionaries(st.sampled_from(TERMS), st.floats(0, 9), max_size=5).flatmap(
        lambda told: st.tuples(
            st.just(told),
            st.frozensets(st.tuples(*[st.sampled_from(sorted(told))] * 2), max_size=3)
            if told
            else st.just(frozenset()),
        )
    ),
    PASSAGES,
)
def test_all_passages_at_once_are_covered_as_each_term_by_term(
    asked: tuple[dict[str, float], frozenset[tuple[str, str]]], passages: list[tuple[Passage, int]]
) -> None:
    told, pairs = asked

    found = covered(query(told, *pairs), *(one for one, _ in passages), documents=[of for _, of in passages])

    def share(terms: list[str]) -> float:
        total = sum(told.values())
        return sum(told[term] for term in told if term in terms) / total if total else 0.0

    def missing(terms: list[str]) -> float:
        most = max(told.values(), default=0.0)
        return max((told[term] for term in told if term not in terms), default=0.0) / most if most else 0.0

    def pair_share(passage: Passage) -> float:
        weights = {pair: told[pair[0]] + told[pair[1]] for pair in pairs}
        here = {pair for terms in passage for pair in pairwise(terms)}
        total = sum(weights.values())
        return sum(weight for pair, weight in weights.items() if pair in here) / total if total else 0.0

    words = [list(chain.from_iterable(one)) for one, _ in passages]
    together = {
        of: [term for terms, (_, other) in zip(words, passages, strict=True) if other == of for term in terms]
        for _, of in passages
    }
    assert found.sentences.tolist() == pytest.approx([share(terms) for one, _ in passages for terms in one])
    assert found.passages.tolist() == pytest.approx([share(terms) for terms in words])
    assert found.documents.tolist() == pytest.approx([share(together[of]) for _, of in passages])
    assert found.missing.tolist() == pytest.approx([missing(terms) for terms in words])
    assert found.pairs.tolist() == pytest.approx([pair_share(one) for one, _ in passages])
