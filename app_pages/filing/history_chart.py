"""The builds so far as a chart: a column for each generation, a row for each thing done to documents, with numbers."""

from __future__ import annotations

from collections.abc import Sequence

from app_pages.chart_ink import Drawn, ink
from index.storage.builds import ACTIONS, PastBuild

ROW_PIXELS, AXIS_PIXELS = 40, 60
SIZES = (120, 900)
ACCENTS = ("#1f4e79", "#8ab8e0")
TOLD = ("generation", "built", "action", "documents")


def history_chart(builds: Sequence[PastBuild], *, dark: bool) -> Drawn:
    """A disc for each build and action that touched documents, the larger the more of them."""
    import altair as alt

    text = ink(dark=dark).text
    generations = sorted(build.generation for build in builds)
    base = alt.Chart({"values": _marks(builds)}).encode(
        x=alt.X(
            "generation:O",
            scale=alt.Scale(domain=generations),
            axis=alt.Axis(title="Generation", labelAngle=0, labelColor=text, titleColor=text),
        ),
        y=alt.Y("action:N", title=None, scale=alt.Scale(domain=list(ACTIONS)), axis=alt.Axis(labelColor=text)),
        tooltip=[alt.Tooltip(f"{name}:N", title=name.capitalize()) for name in TOLD],
    )
    discs = base.mark_circle(color=ACCENTS[dark], opacity=0.35).encode(
        size=alt.Size("documents:Q", scale=alt.Scale(type="sqrt", range=SIZES), legend=None)
    )
    counts = base.mark_text(fontSize=12, color=text).encode(text=alt.Text("documents:Q", format=","))
    return alt.layer(discs, counts).properties(height=ROW_PIXELS * len(ACTIONS) + AXIS_PIXELS)


def _marks(builds: Sequence[PastBuild]) -> list[dict[str, object]]:
    return [
        {"generation": one.generation, "built": f"{one.built_at:%Y-%m-%d %H:%M}", "action": action, "documents": count}
        for one in builds
        for action, count in one.counts.items()
        if count
    ]
