"""When something happened, as a reader says it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app_pages.drawing.times import ago, in_full, moment

NOW = datetime(2026, 11, 28, 19, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (4 * 60 + 50, "4 min ago"),
        (3 * 3_600, "3 h ago"),
        (25 * 3_600, "yesterday"),
        (5 * 86_400, "5 days ago"),
        (20 * 86_400, "on 8 Nov 2026"),
    ],
)
def test_how_long_ago_it_was_is_said_in_whole_units(seconds: int, words: str) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_the_day_and_hour_are_those_of_the_clock_given() -> None:
    assert in_full(NOW.astimezone(timezone(timedelta(hours=1), "CET"))) == "28 November 2026, 20:13 CET"


def test_the_full_time_is_there_on_hover_and_for_machines() -> None:
    drawn = moment(NOW, "updated")
    assert 'datetime="2026-11-28T19:13:00+00:00"' in drawn
    assert 'title="28 November 2026, 19:13 UTC"' in drawn
