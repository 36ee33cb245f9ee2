"""The command that checks: a claim, drafts, or a table of claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate
from pathlib import Path

import click

from answer.exports.as_json import export_as_json, json_text
from answer.exports.asked_tables import checks_as_csv, read_table
from answer.records import Check
from answer.scope import kinds_named
from ingest.draft import draft_text
from settings import Settings
from terminal import shown_checks
from terminal.options import PATH, emit, form_options, give, opened, place_options
from terminal.tables import answer_rows, column_option, hold_checks, is_table, strict_option

Drafts = Sequence[tuple[Path, str]]

BETWEEN = "\n\n"
"""What stands between two drafts that are checked together."""


@click.command(name="check")
@click.argument("claim", required=False)
@click.option("--file", "drafts", type=PATH, multiple=True, help="Check every sentence of this file (repeat for more).")
@column_option
@click.option("--kind", "kinds", multiple=True, help="Check against only this kind (repeat for more).")
@strict_option
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
    *,
    strict: bool,
) -> None:
    """Check a claim, or drafts sentence by sentence, against every document. With --csv CLAIMS.csv, check one a row."""
    table = Path(claim or "") if is_table(claim, form) else None
    if (claim is None) == (not drafts):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if claim and table is None and _is_file(claim):
        raise click.UsageError(f"{claim} is a file: check its sentences with --file.")
    if column is not None and table is None:
        if len(drafts) != 1:
            raise click.UsageError("--column is of one .csv file: name it with --file.")
        table = drafts[0]
    with opened(settings) as reader:
        if table:
            asked, of_kinds = read_table(table, column, usual="claim"), kinds_named(reader.library, kinds)
            checks = answer_rows(asked, partial(reader.check, kinds=kinds), checks_as_csv, form=form, kinds=of_kinds)
        else:
            texts = [draft_text(one) for one in drafts] if claim is None else [claim]
            checks = {"": reader.check(BETWEEN.join(texts), kinds=kinds)}
            _give(checks[""], list(zip(drafts, texts, strict=False)), form, notes)
    if strict:
        hold_checks(checks)


def _is_file(claim: str) -> bool:
    """Return whether the claim is no claim, but the name of a file that is there."""
    try:
        return Path(claim).is_file()
    except (OSError, ValueError):  # too long for a name, or with characters that none has
        return False


def _give(checked: Check, drafts: Drafts, form: str | None, notes: Path | None) -> None:
    """Show a check, or print it as an export; of several drafts, JSON says where the text of each stands."""
    if form == "json" and len(drafts) > 1:
        emit(json_text(export_as_json(checked, at=datetime.now(UTC)) | {"files": _places(drafts)}))
    else:
        give(checked, form, notes, lambda console: shown_checks.show_check(console, checked))


def _places(drafts: Drafts) -> list[dict[str, object]]:
    """Return where each file's text stands among all of them, in whose offsets the claims are."""
    starts = accumulate((len(text) + len(BETWEEN) for _, text in drafts), initial=0)
    return [
        {"path": str(draft), "start": start, "end": start + len(text)}
        for (draft, text), start in zip(drafts, starts, strict=False)
    ]
