from __future__ import annotations

import pytest

from index.encoding import background_cosines
from index.encoding.background_cosines import Background, background_of
from tests.conftest import FakeEncoder, FakeModel


def test_a_background_is_measured_once_for_each_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_cosines, "_known", {})
    encoder = FakeEncoder()

    first, again = background_of(encoder), background_of(encoder)

    assert first is again
    assert encoder.embedded == len(background_cosines.PAIRS)


def test_the_background_of_texts_without_a_common_word_is_about_nothing() -> None:
    found = background_of(FakeEncoder(FakeModel(), dimension=4096))

    assert found.mean == pytest.approx(0.0, abs=0.15)


def test_nearness_is_none_at_the_background_and_one_at_identity() -> None:
    plain = Background(mean=0.2, deviation=0.05)

    assert [plain.nearness(cosine) for cosine in (0.2, 0.6, 1.0)] == pytest.approx([0.0, 0.5, 1.0])


def test_deviations_and_chances_are_those_of_a_table() -> None:
    """Of a normal distribution 2.28 in 100 are two deviations above the mean, and 1 in 740 three."""
    plain = Background(mean=0.1, deviation=0.05)

    assert plain.deviations(0.2) == pytest.approx(2)
    assert plain.chance(0.2) == pytest.approx(0.02275, abs=1e-5)
    assert plain.chance(0.25) == pytest.approx(0.00135, abs=1e-5)
