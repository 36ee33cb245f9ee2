from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.ask import Match, fold, placed, spread, standing
from answer.records import Standing
from answer.strengths import log_odds, strength_of
from index.encoding.background_cosines import Background
from index.library import Library
from index.records import DocumentLabel, Signals, Strength
from index.searching.candidates import Candidate
from index.searching.ranking import Fit, Ranked
from index.storage.passages import StoredPassage
from ingest.records import Passage, Source

SHARES = st.floats(0, 1)
COSINES = st.floats(-1, 1)
SIGNALS = st.builds(
    Signals,
    cosine=COSINES,
    whole=COSINES,
    coverage=SHARES,
    sentence=SHARES,
    missing=SHARES,
    words=SHARES,
    pairs=SHARES,
    found=st.floats(0, 10),
)
PLAIN = Background(mean=0.05, deviation=0.1)
NOTHING = Signals(cosine=0.05, whole=0.0, coverage=0.0, missing=1.0, words=0.0, pairs=0.0)
BEST = Signals(cosine=1.0, whole=0.2, coverage=1.0, missing=0.0, words=0.5, pairs=0.5, found=5.0, sentence=1.0)
ORDER = [None, Strength.WEAK, Strength.STRONG]


def strength(signals: Signals, *, sentences: int = 100, certain: bool = False) -> Strength | None:
    return strength_of(signals, PLAIN, sentences=sentences, certain=certain)


@pytest.mark.parametrize(
    ("signals", "odds"),
    [
        (NOTHING, -3.0),
        (replace(NOTHING, cosine=0.525), -3.0 + 2.75),  # half of the way from 0.05 to 1
        (replace(NOTHING, sentence=0.5), -3.0 + 0.85),
    ],
)
def test_log_odds_are_what_a_table_worked_by_hand_says(signals: Signals, odds: float) -> None:
    assert log_odds(signals, PLAIN) == pytest.approx(odds)


@pytest.mark.parametrize(
    ("cosine", "expected"),
    [
        (0.577, Strength.STRONG),  # -3 + 5.5 * 0.527 / 0.95 + 1.7 = 1.751
        (0.576, Strength.WEAK),  # -3 + 5.5 * 0.526 / 0.95 + 1.7 = 1.745
    ],
)
def test_a_match_is_strong_from_log_odds_of_1_75(cosine: float, expected: Strength) -> None:
    assert strength(replace(BEST, cosine=cosine)) is expected


def test_a_passage_without_the_most_telling_word_is_no_strong_match() -> None:
    assert strength(replace(BEST, missing=1.0)) is Strength.WEAK


@pytest.mark.parametrize("cosine", [-1.0, 0.0, 0.2])
def test_a_passage_with_all_telling_words_is_a_weak_match_however_far_its_meaning(cosine: float) -> None:
    assert strength(replace(NOTHING, cosine=cosine, coverage=1.0, missing=0.0, found=0.5)) is Strength.WEAK


def test_a_passage_with_the_exact_words_or_a_name_is_a_weak_match_however_far_its_meaning() -> None:
    assert (strength(NOTHING, certain=True), strength(NOTHING)) == (Strength.WEAK, None)


def test_a_rare_word_of_the_question_makes_a_weak_match() -> None:
    assert (strength(replace(NOTHING, found=4.2)), strength(replace(NOTHING, found=4.19))) == (Strength.WEAK, None)


def test_what_counts_as_near_in_meaning_grows_with_the_lane() -> None:
    """The chance of 4.6 deviations is 2.1 in 1,000,000: 0.002 of 1,000 sentences, and 0.02 of 10,000."""
    near = replace(NOTHING, cosine=0.51)

    assert (strength(near, sentences=1_000), strength(near, sentences=10_000)) == (Strength.WEAK, None)


def test_a_lane_of_few_sentences_is_judged_as_a_larger_one() -> None:
    """Three passages of an interview are about what the reports are about, so that chance brings more near."""
    for cosine in (0.45, 0.47, 0.5, 0.52):
        one = replace(NOTHING, cosine=cosine)
        assert strength(one, sentences=20) == strength(one, sentences=1_000)


def test_another_models_cosines_count_by_its_own_background() -> None:
    other = Background(mean=0.62, deviation=0.05)

    assert log_odds(replace(BEST, cosine=0.81), other) == pytest.approx(log_odds(replace(BEST, cosine=0.525), PLAIN))


@given(st.floats(0, 0.9))
def test_the_same_sentence_is_a_strong_match_for_any_model(mean: float) -> None:
    signals = replace(BEST, cosine=1.0)

    assert strength_of(signals, Background(mean, 0.05), sentences=100) is Strength.STRONG


@given(SIGNALS, SHARES)
def test_more_of_the_question_never_counts_less(signals: Signals, more: float) -> None:
    before = ORDER.index(strength(signals))

    assert ORDER.index(strength(replace(signals, cosine=max(signals.cosine, more)))) >= before
    assert ORDER.index(strength(replace(signals, missing=min(signals.missing, more)))) >= before
    assert ORDER.index(strength(replace(signals, sentence=max(signals.sentence, more)))) >= before
    assert ORDER.index(strength(replace(signals, found=signals.found + more))) >= before


@given(SIGNALS, SHARES)
def test_what_depends_on_the_rest_of_the_lane_does_not_count(signals: Signals, share: float) -> None:
    others = replace(signals, words=share, meaning_rank=1, words_rank=None)

    assert strength(others) is strength(signals)


# Matches in their places: copies folded, and no document before all others.


def match(number: int, document: int, words: str = "", strength: Strength = Strength.WEAK) -> Match:
    terms = np.array(sorted(set(map(ord, words))), np.int64)
    fit = Fit(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    stored = StoredPassage(number, document, 0, Passage("", 0, 0, (), 0))
    ranked = Ranked(stored, Candidate(number, 0.0, None, None), fit, (0.0,), (0.0,), 0.0, 0.0, 0.0, 0.0, terms, 0.0)
    return Match(ranked, strength)


def library(*origins: str) -> Library:
    labels = {
        number: DocumentLabel(f"{number}.txt", "", Source("reporting", str(number)), origin)
        for number, origin in enumerate(origins)
    }
    return cast("Library", SimpleNamespace(labels=labels))


def folded(matches: list[Match], *origins: str) -> list[tuple[int, list[str]]]:
    found = fold(matches, library(*origins))
    return [(one.ranked.stored.number, [label.id for label in one.copies]) for one in found]


def test_copies_are_named_beside_the_first_passage_of_their_origin() -> None:
    matches = [match(1, 0, "abcde"), match(2, 1, "abcde"), match(3, 2, "vwxyz"), match(4, 3, "abcde")]

    assert folded(matches, "a", "a", "b", "a") == [(1, ["1.txt", "3.txt"]), (3, [])]


def test_what_a_paper_added_to_an_agencys_report_has_a_place_of_its_own() -> None:
    """Four letters in five are a copy, three in five are none."""
    matches = [match(1, 0, "abcde"), match(2, 1, "abcdz"), match(3, 2, "abcyz")]

    assert folded(matches, "a", "a", "a") == [(1, ["1.txt"]), (3, [])]


def test_two_passages_of_one_document_are_no_copies() -> None:
    assert folded([match(1, 0, "abc"), match(2, 0, "abc")], "a") == [(1, []), (2, [])]


def test_a_document_without_a_known_origin_is_its_own() -> None:
    assert folded([match(1, 0, "abc"), match(2, 1, "abc")], "", "") == [(1, []), (2, [])]


def test_nothing_has_no_copies() -> None:
    assert folded([]) == []


def order(*matches: Match) -> list[int]:
    return [one.ranked.stored.number for one in spread(matches)]


def test_the_third_passage_of_a_document_stands_behind_those_of_others() -> None:
    assert order(*(match(number, number // 4) for number in range(6))) == [0, 1, 4, 5, 2, 3]


def test_a_strong_passage_never_stands_behind_weak_ones_for_its_document() -> None:
    matches = [match(number, 0, strength=Strength.STRONG) for number in range(3)]

    assert order(*matches, match(3, 1), match(4, 0)) == [0, 1, 2, 3, 4]


def test_what_was_placed_stays_where_it_stands_when_more_is_found() -> None:
    """Spread anew, the fourth passage of document 0 would stand behind those of document 1."""
    first = [match(number, 0) for number in range(4)]

    found = placed(placed([], first), [*first, match(4, 1), match(5, 0), match(6, 0), match(7, 0), match(8, 1)])

    assert [one.ranked.stored.number for one in found] == [0, 1, 2, 3, 4, 5, 6, 8, 7]


def test_a_match_placed_before_is_shown_with_the_copies_found_since() -> None:
    one, copy = match(1, 0, "abc"), match(2, 1, "abc")

    found = placed(placed([], fold([one], library("a", "a"))), fold([one, copy], library("a", "a")))

    assert [(it.ranked.stored.number, [label.id for label in it.copies]) for it in found] == [(1, ["1.txt"])]


def test_a_lane_without_matches_has_nothing() -> None:
    assert standing([]) is Standing.NOTHING


def test_a_lane_answers_by_a_strong_match_among_its_first_three() -> None:
    weak, strong = match(1, 0), match(2, 0, strength=Strength.STRONG)

    assert standing([weak, weak, strong]) is Standing.ANSWERS
    assert standing([weak, weak, weak, strong]) is Standing.RELATED
