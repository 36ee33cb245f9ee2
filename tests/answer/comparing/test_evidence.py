from __future__ import annotations

import numpy as np
import pytest

from answer.comparing.evidence import cosines_apart, together

RARITIES = {"valve": 0.4, "burst": 0.3, "tuesday": 0.2, "again": 0.1}


def test_three_sentences_share_the_words_of_a_claim_and_no_fourth() -> None:
    sentences = [frozenset({word, "other"}) for word in RARITIES]

    assert together(RARITIES, sentences) == pytest.approx(0.9)


def test_the_sentence_that_adds_most_comes_next() -> None:
    sentences = [frozenset({"valve", "burst"}), frozenset({"valve"}), frozenset({"burst"}), frozenset({"tuesday"})]

    assert together(RARITIES, sentences) == pytest.approx(0.9)


def test_no_sentence_has_no_words() -> None:
    assert together(RARITIES, []) == 0.0


def test_what_all_sentences_have_in_common_brings_none_nearer() -> None:
    topic = np.array([0.8, 0.0, 0.0], np.float32)
    claim = np.array([0.8, 0.6, 0.0], np.float32)
    rows = np.array([[0.8, 0.6, 0.0], [0.8, 0.0, 0.6], [0.8, -0.6, 0.0]], np.float32)

    assert cosines_apart(rows, claim, topic).tolist() == pytest.approx([1.0, 0.0, -1.0])


def test_a_sentence_that_is_nothing_but_common_is_near_to_nothing() -> None:
    topic = np.array([0.8, 0.0], np.float32)

    assert cosines_apart(topic[np.newaxis], np.array([0.8, 0.6], np.float32), topic).tolist() == [0.0]
