"""An answer's coverage as a strip: a row for each kind, a cell for each document with passages, the rest as one."""

from __future__ import annotations

from collections.abc import Sequence

from answer.arrangements import LaneCoverage
from app_pages.chart_ink import Drawn, ink
from app_pages.kinds import documents_of, kind_look, kind_word

ROW_PIXELS = 44
OTHERS = "others searched"


def coverage_chart(lanes: Sequence[LaneCoverage], *, dark: bool) -> Drawn:
    """Cells in the order of rank, each with the number of its passages; an outline alone is related and no answer."""
    import altair as alt

    theme = ink(dark=dark)
    words = [kind_word(lane.kind) for lane in lanes]
    looks = [kind_look(lane.kind) for lane in lanes]
    places = max(len(lane.documents) for lane in lanes) + 1
    base = alt.Chart({"values": [cell for lane in lanes for cell in _cells(lane)]}).encode(
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
    return alt.layer(cells, counts).properties(height=ROW_PIXELS * len(lanes) + 12)


def _cells(lane: LaneCoverage) -> list[dict[str, object]]:
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
        more = {"place": len(cells) + 1, "kind": kind, "colour": OTHERS, "document": documents_of(lane.others)}
        cells.append(more | {"passages": 0, "standing": "searched", "cell": OTHERS, "said": f"+{lane.others:,}"})
    return cells
