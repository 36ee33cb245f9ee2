from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.ranking import Fit, fuse

COSINE, SHARE = st.floats(-1, 1), st.floats(0, 1)
FITS = st.builds(
    Fit,
    sentence=st.floats(-1, 1.25),
    passage=COSINE,
    words=SHARE,
    pairs=SHARE,
    document=SHARE,
    lead=SHARE,
)


def test_a_score_is_what_a_table_worked_by_hand_says() -> None:
    """0.9, 0.55, 0.2, 0.3, 0.3 and 0.05 of their parts, over 2.525."""
    fit = Fit(sentence=0.8, passage=0.6, words=0.4, pairs=0.2, document=0.5, lead=1.0)

    assert fuse(fit) == pytest.approx((0.72 + 0.33 + 0.08 + 0.06 + 0.15 + 0.05) / 2.525)


def test_a_perfect_fit_scores_one() -> None:
    assert fuse(Fit(sentence=1.25, passage=1.0, words=1.0, pairs=1.0, document=1.0, lead=1.0)) == pytest.approx(1.0)


@given(FITS)
def test_no_fit_scores_more_than_one_or_less_than_minus_one(fit: Fit) -> None:
    assert -1 <= fuse(fit) <= 1 + 1e-9


@given(FITS, st.sampled_from([field.name for field in fields(Fit)]), st.floats(0.01, 1))
def test_more_of_any_part_scores_more(fit: Fit, part: str, more: float) -> None:
    assert fuse(replace(fit, **{part: getattr(fit, part) + more})) > fuse(fit)
