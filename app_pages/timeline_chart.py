"""Quotes by their documents' dates as a chart: a row for each kind, with its word, its shape and its colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from answer.arrangements import Entry
from app_pages.chart_ink import Drawn, ink
from app_pages.kinds import KindLook, kind_look, kind_word

if TYPE_CHECKING:
    import altair as alt

ROW_PIXELS = 64
EDGE = 0.06
"""Of the time between the first and the last date, left free on both sides."""

LEAST_EDGE = timedelta(days=45)
"""So that one date alone is not stretched to hours."""


def dated_chart(entries: Sequence[Entry], *, dark: bool) -> Drawn:
    """A mark for each day and kind of these dated entries, with the number of its quotes."""
    import altair as alt

    kinds = sorted({entry.document.source.kind for entry in entries})
    words, looks = [kind_word(kind) for kind in kinds], [kind_look(kind) for kind in kinds]
    text = ink(dark=dark).text
    base = alt.Chart({"values": _marks(entries)}).encode(
        x=alt.X(
            "day:T",
            title=None,
            scale=_scale(entries),
            axis=alt.Axis(format="%Y-%m-%d", labelOverlap=True, labelColor=text, tickCount=4),
        ),
        y=alt.Y("kind:N", title=None, scale=alt.Scale(domain=words), axis=alt.Axis(labelColor=text)),
        tooltip=[alt.Tooltip(f"{name}:N", title=name.capitalize()) for name in ("published", "kind", "documents")],
    )
    points = base.mark_point(filled=True, size=260, opacity=1).encode(
        color=alt.Color("kind:N", scale=alt.Scale(domain=words, range=_colours(looks, dark=dark)), legend=None),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=words, range=[look.shape for look in looks]), legend=None),
    )
    counts = base.mark_text(dy=-20, fontSize=13, color=text).encode(text="count:Q")
    return alt.layer(points, counts).properties(height=ROW_PIXELS * len(kinds) + 40)


def _colours(looks: Sequence[KindLook], *, dark: bool) -> list[str]:
    return [look.dark if dark else look.light for look in looks]


def _marks(entries: Sequence[Entry]) -> list[dict[str, str | int]]:
    marks: list[dict[str, str | int]] = []
    for (day, kind), group in groupby(sorted(entries, key=_place), key=_place):
        titles = [entry.document.source.title for entry in group]
        said = "; ".join(dict.fromkeys(titles))
        marks.append({"day": day, "published": day, "kind": kind_word(kind), "count": len(titles), "documents": said})
    return marks


def _place(entry: Entry) -> tuple[str, str]:
    return entry.published.isoformat() if entry.published else "", entry.document.source.kind


def _scale(entries: Sequence[Entry]) -> alt.Scale:
    """Days as they are anywhere: a scale in the reader's own time would show the day before in the west."""
    import altair as alt

    days = [entry.published.toordinal() for entry in entries if entry.published]
    edge = max(int((max(days) - min(days)) * EDGE), LEAST_EDGE.days)
    ends = max(min(days) - edge, date.min.toordinal()), min(max(days) + edge, date.max.toordinal())
    days_at_ends = [date.fromordinal(end) for end in ends]
    instants = [alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in days_at_ends]
    return alt.Scale(type="utc", domain=instants)
