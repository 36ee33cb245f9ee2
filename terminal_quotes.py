"""Quotes looked up again, as coloured text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from answer.verification import Status, Verified
from terminal import one_line, visible

STATUS_STYLES = {
    Status.SAME: "green",
    Status.MOVED: "yellow",
    Status.CHANGED: "bold red",
    Status.MISSING: "bold red",
}


def show_verified(console: Console, verified: Sequence[Verified]) -> None:
    """Every quote that is not where it was, and how many there are of each status."""
    for one in verified:
        if one.status is not Status.SAME:
            console.print(_heading(one))
            console.print(Padding(Text(visible(one.receipt.exact)), (0, 0, 1, 2)))
    counts = Counter(one.status for one in verified)
    total = f"{len(verified):,} quote{'' if len(verified) == 1 else 's'}"
    parts = ", ".join(f"{counts[status]:,} {status}" for status in Status if counts[status])
    console.print(Text(f"{total}: {parts}." if parts else "No quotes in it: nothing to verify.", style="bold"))


def _heading(one: Verified) -> Text:
    was = f"{one_line(one.receipt.document)}, characters {one.receipt.start}–{one.receipt.end}"
    now = f", now {one.found[0]}–{one.found[1]}" if one.found else ""
    return Text.assemble(
        (one.status, STATUS_STYLES[one.status]), f"  {was}{now}", (f"  {one_line(one.reason)}", "bright_black")
    )
