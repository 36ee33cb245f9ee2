from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.records import Standing
from answer.standing import log_odds, standing
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


def at(odds: float) -> Signals:
    """Signals whose log-odds are these."""
    slope = log_odds(BEST) - log_odds(replace(BEST, cosine=0.0))
    return replace(BEST, cosine=(odds - log_odds(replace(BEST, cosine=0.0))) / slope)


def test_a_lane_without_hits_has_nothing() -> None:
    assert standing([]) is Standing.NOTHING


def test_the_same_words_answer_and_opposite_ones_are_nothing() -> None:
    assert (standing([hit(BEST)]), standing([hit(WORST)])) == (Standing.ANSWERS, Standing.NOTHING)


@pytest.mark.parametrize(
    ("odds", "expected"),
    [
        (0.21, Standing.ANSWERS),
        (0.19, Standing.RELATED),
        (-1.34, Standing.RELATED),
        (-1.36, Standing.NOTHING),
    ],
)
def test_the_bounds_lie_where_they_are_stated(odds: float, expected: Standing) -> None:
    assert standing([hit(at(odds))]) is expected


def test_the_strongest_of_the_first_passages_decides() -> None:
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
