"""The pictures of RESULTS.md, drawn from what benchmarks told with `--json`.

python -m benchmarks.plots [--million FILE] [--embedding FILE] [--to DIR]
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

OURS, THEIRS, BOUND = "#0b5c75", "#9a5b13", "#6b7280"
"""Told apart by lightness as well, and by their marks."""

WANTED_P50_MS = 20
SIZE = (7.2, 3.6)
"""Inches."""


def latency(reports: list[dict[str, Any]]) -> Figure:
    """Milliseconds for a question by the size of the library."""
    figure, axes = _figure()
    passages = [report["passages"] for report in reports]
    for name, key, colour, mark in (("Byline", "question", OURS, "o"), ("plain: one flat index", "plain", THEIRS, "s")):
        p50, p95 = ([report[key][share] for report in reports] for share in ("median_ms", "p95_ms"))
        axes.plot(passages, p50, color=colour, marker=mark, label=f"{name}, half of all questions")
        axes.plot(passages, p95, color=colour, marker=mark, linestyle=":", label=f"{name}, 95 of 100")
    axes.axhline(WANTED_P50_MS, color=BOUND, linewidth=0.8, linestyle="--", label=f"{WANTED_P50_MS} ms")
    axes.set(xscale="log", yscale="log", xlabel="passages in one lane", ylabel="milliseconds for a question")
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.yaxis.set_minor_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.legend(frameon=False, fontsize=8)
    return figure


def ingest(report: dict[str, Any]) -> Figure:
    """Passages embedded in a second beside what the processor could at best."""
    figure, axes = _figure()
    bars = {
        "sentence-transformers": (report["plain"], THEIRS),
        "bound in float32": (report["bound_float32"], BOUND),
        "Byline": (report["byline"], OURS),
        "bound in bfloat16": (report["bound_bfloat16"], BOUND),
    }
    names = [*reversed(bars)]
    drawn = axes.barh(names, [bars[name][0] for name in names], color=[bars[name][1] for name in names])
    axes.bar_label(drawn, fmt="%.0f", padding=4)
    axes.set(xlabel="passages a second")
    axes.margins(x=0.12)
    return figure


def _figure() -> tuple[Figure, Axes]:
    mpl.rcParams["svg.hashsalt"] = "byline"  # the same figures give the same file
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e5e7eb", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None}, facecolor="white")


@click.command()
@click.option("--million", type=click.Path(path_type=Path, exists=True), help="From benchmarks.million, of some sizes.")
@click.option("--embedding", type=click.Path(path_type=Path, exists=True), help="From benchmarks.embedding.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), default="docs", show_default=True)
def main(million: Path | None, embedding: Path | None, to: Path) -> None:
    """Draw what is given."""
    if million:
        _save(latency(json.loads(million.read_text(encoding="utf-8"))), to / "latency.svg")
    if embedding:
        _save(ingest(json.loads(embedding.read_text(encoding="utf-8"))), to / "embedding.svg")


if __name__ == "__main__":
    main()
