"""The matrix as a heat map: claims × documents, a letter and a colour in each cell, to see a long draft at a glance."""

from __future__ import annotations

from functools import partial

from answer.arrangements import COLOURS, LETTERS, ON_COLOUR, Matrix
from answer.records import Verdict
from app_pages.chart_ink import Drawn, ink
from app_pages.kinds import kind_word

ROW_PIXELS, LEAST_ROW, MOST_PIXELS = 30, 12, 900
COLUMN_PIXELS = 36
LABEL_PIXELS = 200

PALE = {Verdict.RELATED: ("#ddd7c9", "#4a463d"), Verdict.NOT_FOUND: ("#f3f0e8", "#2e2b25")}
"""What has nothing to say steps back: the fill of such a cell in the light and the dark theme. It is so pale that the
letter on it is in the page's own ink."""


def heat_chart(table: Matrix, *, dark: bool) -> Drawn:
    """A row for each claim, named by its number in the table, a column for each document, in the table's order."""
    import altair as alt

    theme = ink(dark=dark)
    sources = [label.source for label in table.documents]
    columns = [f"{at} {kind_word(one.kind)}: {one.title}" for at, one in enumerate(sources, start=1)]
    rows = list(range(1, len(table.rows) + 1))
    inked = partial(alt.Axis, labelColor=theme.text, titleColor=theme.text, labelLimit=LABEL_PIXELS)
    base = alt.Chart({"values": _cells(table, columns)}).encode(
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
    step = max(LEAST_ROW, min(ROW_PIXELS, MOST_PIXELS // len(rows)))
    return alt.layer(cells, letters).properties(height=alt.Step(step), width=alt.Step(COLUMN_PIXELS))


def _cells(table: Matrix, columns: list[str]) -> list[dict[str, object]]:
    cells: list[dict[str, object]] = []
    for number, row in enumerate(table.rows, start=1):
        for column, finding in zip(columns, row.cells, strict=True):
            verdict = finding.verdict if finding else Verdict.NOT_FOUND
            named = {"row": number, "claim": row.claim.text, "document": column, "verdict": verdict.value}
            cells.append(named | {"letter": LETTERS[verdict], "plain": verdict in PALE})
    return cells
