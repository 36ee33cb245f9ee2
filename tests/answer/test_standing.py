from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.ask import log_odds, standing
from answer.records import Standing
from index.records import DocumentLabel, Evidence, Hit, Signals
from ingest.records import Source, Voice

SHARES = st.floats(0, 1)
COSINES = st.floats(-1, 1)
SIGNALS = st.builds(Signals, cosine=COSINES, whole=COSINES, coverage=SHARES, missing=SHARES, words=SHARES, pairs=SHARES)
ORDER = [Standing.NOTHING, Standing.RELATED, Standing.ANSWERS]


def hit(signals: Signals) -> Hit:
    label = DocumentLabel("reporting/a.txt", "0", Source("reporting", "A", published=date(2019, 1, 1)))
    return Hit(label, 0, 4, "Text", None, Evidence(0, 4, "Text", Voice()), (), (), 0.5, signals)


BEST = Signals(cosine=1.0, whole=0.2, coverage=1.0, missing=0.0, words=0.5, pairs=0.5)
WORST = Signals(cosine=-1.0, whole=-1.0, coverage=0.0, missing=1.0, words=0.5, pairs=0.5)


@pytest.mark.parametrize(
    ("signals", "odds"),
    [
        (Signals(cosine=0.0, whole=0.0, coverage=0.0, missing=0.0, words=0.0, pairs=0.0), -6.10),
        (Signals(cosine=0.5, whole=0.0, coverage=0.0, missing=0.0, words=0.0, pairs=0.0), -6.10 + 6.35),
        (Signals(cosine=0.0, whole=0.5, coverage=0.0, missing=0.0, words=0.0, pairs=0.0), -6.10 - 1.77),
        (Signals(cosine=0.0, whole=0.0, coverage=0.5, missing=0.0, words=0.0, pairs=0.0), -6.10 + 1.18),
        (Signals(cosine=0.0, whole=0.0, coverage=0.0, missing=0.5, words=0.0, pairs=0.0), -6.10 - 0.535),
        (Signals(cosine=0.0, whole=0.0, coverage=0.0, missing=0.0, words=0.5, pairs=0.5), -6.10 + 0.26),
    ],
)
def test_log_odds_are_what_a_table_worked_by_hand_says(signals: Signals, odds: float) -> None:
    assert log_odds(signals) == pytest.approx(odds)


def test_a_lane_without_hits_has_nothing() -> None:
    assert standing([]) is Standing.NOTHING


def test_the_same_words_answer_and_opposite_ones_are_nothing() -> None:
    assert (standing([hit(BEST)]), standing([hit(WORST)])) == (Standing.ANSWERS, Standing.NOTHING)


@pytest.mark.parametrize(
    ("cosine", "expected"),
    [
        (0.430, Standing.ANSWERS),  # 5.461 - 5.25 = 0.211
        (0.429, Standing.RELATED),  # 5.4483 - 5.25 = 0.1983
        (0.308, Standing.RELATED),  # 3.9116 - 5.25 = -1.3384
        (0.307, Standing.NOTHING),  # 3.8989 - 5.25 = -1.3511
    ],
)
def test_a_lane_answers_from_log_odds_of_a_fifth_and_has_nothing_below_minus_1_35(
    cosine: float, expected: Standing
) -> None:
    """The other signals make -6.10 - 1.77 + 2.36 + 0.26 = -5.25."""
    signals = Signals(cosine=cosine, whole=0.5, coverage=1.0, missing=0.0, words=0.5, pairs=0.5)

    assert standing([hit(signals)]) is expected


def test_the_strongest_of_the_first_three_passages_decides() -> None:
    weak, strong = hit(WORST), hit(BEST)

    assert standing([weak, weak, strong]) is Standing.ANSWERS
    assert standing([weak, weak, weak, strong]) is Standing.NOTHING


@given(st.lists(SIGNALS, max_size=5), SIGNALS)
def test_a_passage_more_in_front_never_makes_a_lane_amount_to_less_than_it_alone(
    others: list[Signals], first: Signals
) -> None:
    alone = standing([hit(first)])

    assert ORDER.index(standing([hit(first), *map(hit, others)])) >= ORDER.index(alone)


@given(SIGNALS, SHARES)
def test_more_of_the_question_never_counts_less(signals: Signals, more: float) -> None:
    odds = log_odds(signals)

    assert log_odds(replace(signals, cosine=max(signals.cosine, more))) >= odds
    assert log_odds(replace(signals, coverage=max(signals.coverage, more))) >= odds
    assert log_odds(replace(signals, missing=min(signals.missing, more))) >= odds


@given(SIGNALS, SHARES)
def test_what_depends_on_the_rest_of_the_lane_does_not_count(signals: Signals, share: float) -> None:
    others = replace(signals, words=share, meaning_rank=1, words_rank=None)

    assert log_odds(others) == log_odds(signals)
