"""The command that checks: a claim, drafts, or a table of claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import click

from answer.exports.as_json import export_as_json, json_text
from answer.exports.claims_table import claims_in, with_verdicts
from answer.records import Check
from answer.scope import kinds_named
from doors.reader import Reader
from ingest.draft import draft_text
from settings import Settings
from terminal import shown_checks
from terminal.options import PATH, emit, form_options, give, opened, place_options

BETWEEN = "\n\n"
"""What stands between two drafts that are checked together."""


@click.command(name="check")
@click.argument("claim", required=False)
@click.option("--file", "drafts", type=PATH, multiple=True, help="Check every sentence of this file (repeat for more).")
@click.option("--column", help="Check each row of a .csv file by this column; its rows come back with verdicts.")
@click.option("--kind", "kinds", multiple=True, help="Check against only this kind (repeat for more).")
@place_options
@form_options
def check_command(
    claim: str | None,
    drafts: tuple[Path, ...],
    column: str | None,
    kinds: tuple[str, ...],
    settings: Settings,
    form: str | None,
    notes: Path | None,
) -> None:
    """Check a claim, or drafts sentence by sentence, against every document."""
    if (claim is None) == (not drafts):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if column is not None and len(drafts) != 1:
        raise click.UsageError("--column is of one .csv file: name it with --file.")
    if column is not None:
        with opened(settings) as reader:
            emit(_checked_table(reader, drafts[0], column, kinds))
        return
    texts = [draft_text(one) for one in drafts] if claim is None else [claim]
    with opened(settings) as reader:
        checked = reader.check(BETWEEN.join(texts), kinds=kinds)
    if form == "json" and len(drafts) > 1:
        emit(json_text(export_as_json(checked, at=datetime.now(UTC)) | {"files": _places(drafts, texts)}))
    else:
        give(checked, form, notes, lambda console: shown_checks.show_check(console, checked))


def _places(drafts: Sequence[Path], texts: Sequence[str]) -> list[dict[str, object]]:
    """Return where each file's text stands among all of them, in whose offsets the claims are."""
    starts = accumulate((len(text) + len(BETWEEN) for text in texts), initial=0)
    return [
        {"path": str(draft), "start": start, "end": start + len(text)}
        for draft, text, start in zip(drafts, texts, starts, strict=False)
    ]


def _checked_table(reader: Reader, path: Path, column: str, kinds: Sequence[str]) -> str:
    """The rows of the table, each with what every kind says about its claim."""
    rows = claims_in(path, column)
    checks: list[Check | None] = [
        reader.check(row[column], kinds=kinds) if any(map(str.isalnum, row[column])) else None for row in rows
    ]
    return with_verdicts(rows, checks, kinds=kinds_named(reader.library, kinds))
