"""The words of a block: what changes in it, and the score that comes of it."""

from __future__ import annotations

from collections import Counter
from math import log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.postgres.postings import BLOCK, BlockChange, Norms, Postings, best, scored

TERMS = st.lists(st.sampled_from("abcde"), max_size=6)
BLOCK_TEXTS = st.dictionaries(st.integers(0, 20), TERMS, max_size=8)


def postings_of(texts: dict[int, list[str]]) -> dict[str, Postings]:
    """The postings of passages with these terms, worked out anew."""
    change = BlockChange()
    for passage in sorted(texts):
        change.add(passage, texts[passage])
    return change.after({})


def as_counts(found: dict[str, Postings]) -> dict[str, dict[int, int]]:
    return {term: dict(zip(one.places.tolist(), one.counts.tolist(), strict=True)) for term, one in found.items()}


@given(BLOCK_TEXTS, BLOCK_TEXTS, st.sets(st.integers(0, 20)))
def test_a_changed_block_is_what_it_would_be_if_it_were_made_anew(
    before: dict[int, list[str]], come: dict[int, list[str]], gone: set[int]
) -> None:
    change = BlockChange()
    for passage in sorted((gone | come.keys()) & before.keys()):
        change.remove(passage, before[passage])
    for passage in sorted(come):
        change.add(passage, come[passage])
    left = {passage: terms for passage, terms in before.items() if passage not in gone}

    found = postings_of(before)
    changed = {term: one for term, one in found.items() if term not in change.terms} | change.after(found)

    wanted = {term: {p: Counter(t)[term] for p, t in sorted((left | come).items()) if term in t} for term in "abcde"}
    assert as_counts(changed) == {term: counts for term, counts in wanted.items() if counts}


@given(BLOCK_TEXTS)
def test_what_is_kept_of_postings_comes_back(texts: dict[int, list[str]]) -> None:
    for one in postings_of(texts).values():
        back = Postings.read(*one.written())
        assert (back.places.tolist(), back.counts.tolist()) == (one.places.tolist(), one.counts.tolist())


def test_a_score_is_that_of_robertsons_formula_worked_by_hand() -> None:
    texts = {1: ["gate", "gate", "river"], BLOCK + 2: ["gate"], BLOCK + 3: ["bridge", "river"]}
    passages, lengths = np.array([*texts]), np.array([3, 1, 2])
    weights = {"gate": log1p((3 - 2 + 0.5) / (2 + 0.5)), "river": log1p((3 - 2 + 0.5) / (2 + 0.5))}
    found = []
    for passage, terms in texts.items():
        change = BlockChange()
        change.add(passage, terms)
        found += [(passage // BLOCK, term, one) for term, one in change.after({}).items() if term in weights]

    rows, scores = scored(found, weights, Norms(passages, lengths, terms=6))

    assert rows.tolist() == [1, BLOCK + 2, BLOCK + 3]
    weight = 0.4700036
    assert scores.tolist() == pytest.approx(
        [
            weight * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2)) + weight * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 / 2)),
            weight * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1 / 2)),
            weight * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 2)),
        ],
        abs=1e-6,
    )


@given(st.lists(st.sampled_from([0.5, 1.0, 1.5, 2.0]), max_size=30), st.integers(1, 12))
def test_the_best_are_those_of_a_whole_sort_and_equals_come_in_corpus_order(scores: list[float], k: int) -> None:
    rows = np.arange(len(scores), dtype=np.int64) + 7

    found = best(rows, np.array(scores), k)

    assert list(found.items()) == sorted(zip(rows.tolist(), scores, strict=True), key=lambda one: (-one[1], one[0]))[:k]
