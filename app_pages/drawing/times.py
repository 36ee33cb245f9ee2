"""Say when something happened: how long ago, in whole units, with the day and hour of the reader's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from markupsafe import Markup

from answer.wording import counted
from app_pages.drawing.markup import element

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LONGEST_AGO = 8 * DAY
"""Seconds after which the day itself is said."""


def ago(then: datetime, now: datetime) -> str:
    """How long before `now` it was: "just now", "4 min ago", "2 h ago", "yesterday", "5 days ago", or the day."""
    seconds = (now - then).total_seconds()
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{seconds // MINUTE:.0f} min ago"
    if seconds < DAY:
        return f"{seconds // HOUR:.0f} h ago"
    if seconds < 2 * DAY:
        return "yesterday"
    if seconds < LONGEST_AGO:
        return f"{counted(int(seconds // DAY), 'day')} ago"
    return f"on {then.day} {then:%b %Y}"


def in_full(then: datetime) -> str:
    """The day, the hour and the time zone: "28 November 2026, 19:13 CET"."""
    return f"{then.day} {then:%B %Y, %H:%M %Z}".strip()


def moment(then: datetime, said: str = "") -> Markup:
    """Draw how long ago it was, with the day and hour on hover; `said` stands before it."""
    here = then.astimezone(_zone())
    words = f"{said} {ago(here, datetime.now(UTC))}".strip()
    return element("time", words, "byline-fact", datetime=then.isoformat(), title=in_full(here))


def _zone() -> tzinfo:
    """The time zone of the reader's browser; UTC where it names none that is known."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
