"""Draw charts: coverage, quotes by date, a check's matrix as a heat map, past builds. style.css does not reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from answer.arrangements import COLOURS, LETTERS, ON_COLOUR, DatedQuote, LaneCoverage, Matrix
from answer.records import Verdict
from answer.wording import counted
from app_pages.drawing.kinds import KindLook, kind_look, kind_word

if TYPE_CHECKING:
    import altair as alt


Drawn: TypeAlias = "alt.LayerChart | alt.FacetChart"
"""What altair makes of layers."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of text, lines and empty cells in one theme."""

    text: str
    rule: str
    empty: str


LIGHT = Ink("#1f1d1a", "#8f887a", "#f3f0e8")
DARK = Ink("#ece8df", "#7d776b", "#2e2b25")


def ink(*, dark: bool) -> Ink:
    """The ink of the theme."""
    return DARK if dark else LIGHT


def warm_up() -> None:
    """Load what draws, so that the first chart does not wait for it."""
    import altair  # noqa: F401


# An answer's coverage as a strip: a row for each kind, a cell for each document with passages, the rest as one.

COVERAGE_ROW_PIXELS = 44
OTHERS = "others searched"


def coverage_chart(lanes: Sequence[LaneCoverage], *, dark: bool) -> Drawn:
    """Draw cells by rank, each with its number of passages; an outline alone means related, not an answer."""
    import altair as alt

    theme = ink(dark=dark)
    words = [kind_word(lane.kind) for lane in lanes]
    looks = [kind_look(lane.kind) for lane in lanes]
    places = max(len(lane.documents) for lane in lanes) + 1
    base = alt.Chart({"values": [cell for lane in lanes for cell in _coverage_cells(lane)]}).encode(
        x=alt.X("place:O", title=None, axis=None, scale=alt.Scale(domain=list(range(1, places + 1)), padding=0.06)),
        y=alt.Y(
            "kind:N", title=None, scale=alt.Scale(domain=words, padding=0.14), axis=alt.Axis(labelColor=theme.text)
        ),
        tooltip=[alt.Tooltip(f"{name}:N", title=name.capitalize()) for name in ("document", "passages", "standing")],
    )
    colours = alt.Scale(
        domain=[*words, OTHERS], range=[*(look.dark if dark else look.light for look in looks), theme.rule]
    )
    answering = alt.datum.cell == "answers"
    cells = base.mark_rect(cornerRadius=3, strokeWidth=2).encode(
        stroke=alt.Stroke("colour:N", scale=colours, legend=None),
        fill=alt.Fill("colour:N", scale=colours, legend=None),
        fillOpacity=alt.when(answering).then(alt.value(1)).otherwise(alt.value(0)),
    )
    paper = "#191815" if dark else "#ffffff"
    counts = base.mark_text(fontSize=13).encode(
        text="said:N", color=alt.when(answering).then(alt.value(paper)).otherwise(alt.value(theme.text))
    )
    return alt.layer(cells, counts).properties(height=COVERAGE_ROW_PIXELS * len(lanes) + 12)


def _coverage_cells(lane: LaneCoverage) -> list[dict[str, object]]:
    kind = kind_word(lane.kind)
    cells: list[dict[str, object]] = [
        {
            "place": place,
            "kind": kind,
            "colour": kind,
            "document": one.document.source.title,
            "passages": one.passages,
            "standing": lane.standing.value,
            "cell": lane.standing.value,
            "said": f"{one.passages:,}",
        }
        for place, one in enumerate(lane.documents, start=1)
    ]
    if lane.others:
        more = {"place": len(cells) + 1, "kind": kind, "colour": OTHERS, "document": counted(lane.others, "document")}
        cells.append(more | {"passages": 0, "standing": "searched", "cell": OTHERS, "said": f"+{lane.others:,}"})
    return cells


# Quotes by their documents' dates as a chart: a row for each kind, with its word, its shape and its colour.

TIMELINE_ROW_PIXELS = 64
EDGE = 0.06
"""Of the time between the first and the last date, left free on both sides."""

LEAST_EDGE = timedelta(days=45)
"""So that one date alone is not stretched to hours."""


def dated_chart(entries: Sequence[DatedQuote], *, dark: bool) -> Drawn:
    """Draw a mark for each day and kind, with its number of quotes."""
    import altair as alt

    kinds = sorted({entry.document.source.kind for entry in entries})
    words, looks = [kind_word(kind) for kind in kinds], [kind_look(kind) for kind in kinds]
    text = ink(dark=dark).text
    base = alt.Chart({"values": _dated_marks(entries)}).encode(
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
    return alt.layer(points, counts).properties(height=TIMELINE_ROW_PIXELS * len(kinds) + 40)


def _colours(looks: Sequence[KindLook], *, dark: bool) -> list[str]:
    return [look.dark if dark else look.light for look in looks]


def _dated_marks(entries: Sequence[DatedQuote]) -> list[dict[str, str | int]]:
    marks: list[dict[str, str | int]] = []
    for (day, kind), group in groupby(sorted(entries, key=_place), key=_place):
        titles = [entry.document.source.title for entry in group]
        said = "; ".join(dict.fromkeys(titles))
        marks.append({"day": day, "published": day, "kind": kind_word(kind), "count": len(titles), "documents": said})
    return marks


def _place(entry: DatedQuote) -> tuple[str, str]:
    return entry.published.isoformat() if entry.published else "", entry.document.source.kind


def _scale(entries: Sequence[DatedQuote]) -> alt.Scale:
    """Scale days in UTC: in the reader's own time zone, the west would see the day before."""
    import altair as alt

    days = [entry.published.toordinal() for entry in entries if entry.published]
    edge = max(int((max(days) - min(days)) * EDGE), LEAST_EDGE.days)
    ends = max(min(days) - edge, date.min.toordinal()), min(max(days) + edge, date.max.toordinal())
    days_at_ends = [date.fromordinal(end) for end in ends]
    instants = [alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in days_at_ends]
    return alt.Scale(type="utc", domain=instants)


# The matrix as a heat map: claims × documents, a letter and a colour in each cell, to see a long draft at a glance.

HEAT_ROW_PIXELS, LEAST_ROW, MOST_PIXELS = 30, 12, 900
COLUMN_PIXELS = 36
LABEL_PIXELS = 200

PALE = {Verdict.RELATED: ("#ddd7c9", "#4a463d"), Verdict.NOT_FOUND: ("#f3f0e8", "#2e2b25")}
"""What has nothing to say steps back: the fill of such a cell in the light and the dark theme. It is so pale that the
letter on it is in the page's own ink."""


def heat_chart(table: Matrix, *, dark: bool) -> Drawn:
    """Draw a row for each claim, named by its number, and a column for each document, in the table's order."""
    import altair as alt

    theme = ink(dark=dark)
    sources = [label.source for label in table.documents]
    columns = [f"{at} {kind_word(one.kind)}: {one.title}" for at, one in enumerate(sources, start=1)]
    rows = list(range(1, len(table.rows) + 1))
    inked = partial(alt.Axis, labelColor=theme.text, titleColor=theme.text, labelLimit=LABEL_PIXELS)
    base = alt.Chart({"values": _heat_cells(table, columns)}).encode(
        x=alt.X("document:N", title=None, sort=columns, axis=inked(orient="top", labelAngle=-60)),
        y=alt.Y("row:O", title="Claim", sort=rows, axis=inked()),
        tooltip=[alt.Tooltip(f"{name}:N", title=name.capitalize()) for name in ("verdict", "document", "claim")],
    )
    colours = {verdict: fill[dark] for verdict, fill in {**COLOURS, **PALE}.items()}
    cells = base.mark_rect(stroke=theme.empty, strokeWidth=2).encode(
        color=alt.Color("verdict:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=None)
    )
    letters = base.mark_text(fontSize=12, fontWeight="bold").encode(
        text="letter:N",
        color=alt.when(alt.datum.plain).then(alt.value(theme.text)).otherwise(alt.value(ON_COLOUR[dark])),
    )
    step = max(LEAST_ROW, min(HEAT_ROW_PIXELS, MOST_PIXELS // len(rows)))
    return alt.layer(cells, letters).properties(height=alt.Step(step), width=alt.Step(COLUMN_PIXELS))


def _heat_cells(table: Matrix, columns: list[str]) -> list[dict[str, object]]:
    cells: list[dict[str, object]] = []
    for number, row in enumerate(table.rows, start=1):
        for column, finding in zip(columns, row.cells, strict=True):
            verdict = finding.verdict if finding else Verdict.NOT_FOUND
            named = {"row": number, "claim": row.claim.text, "document": column, "verdict": verdict.value}
            cells.append(named | {"letter": LETTERS[verdict], "plain": verdict in PALE})
    return cells
