"""The command that checks."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from answer.check import check
from index.opening import open_newest
from ingest.draft import draft_text
from settings import read_settings
from terminal import shown_checks
from terminal.options import PATH, data_option, encoder_of, form_options, give


@click.command(name="check")
@click.argument("claim", required=False)
@click.option("--file", "draft", type=PATH, help="Check every sentence of this text file.")
@click.option("--kind", "kinds", multiple=True, help="Check against only this kind (repeat for more).")
@data_option
@form_options
def check_command(
    claim: str | None, draft: Path | None, kinds: tuple[str, ...], data: Path | None, form: str | None
) -> None:
    """Check a claim, or a draft sentence by sentence, against every document."""
    text = _draft(claim, draft)
    settings = read_settings(data=data)
    with closing(open_newest(settings)) as library:
        checked = check(library, encoder_of(settings), text, kinds=kinds)
    give(checked, form, lambda console: shown_checks.show_check(console, checked))


def _draft(claim: str | None, draft: Path | None) -> str:
    """The text to check: the claim, or what is in the file."""
    if (claim is None) == (draft is None):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if draft is None:
        return claim or ""
    return draft_text(draft)
