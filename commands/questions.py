"""The commands that search: ask, check."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

import terminal
import terminal_check
from answer.ask import DEFAULT_HITS, ask
from answer.check import check
from answer.check_contract import check_as_json
from answer.check_forms import FORMS
from answer.contract import answer_as_json
from answer.records import Filters
from commands.options import PATH, data_option, encoder_of, json_option, show
from index.library import open_library
from index.reranker import find_reranker
from ingest.draft import draft_text
from ingest.records import VoiceKind
from settings import read_settings

VOICES = click.Choice([voice.value for voice in VoiceKind])


@click.command(name="ask")
@click.argument("question")
@click.option("--k", default=DEFAULT_HITS, show_default=True, help="Passages in each lane.")
@click.option("--kind", "kinds", multiple=True, help="Search only this kind (repeat for more).")
@click.option("--document", "documents", multiple=True, help="Search only this document (repeat for more).")
@click.option("--after", type=click.DateTime(["%Y-%m-%d"]), help="Only documents of this date or later.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Only documents of this date or earlier.")
@click.option("--voice", "voices", multiple=True, type=VOICES, help="Only whose words (repeat for more).")
@data_option
@json_option
def ask_command(
    question: str,
    k: int,
    kinds: tuple[str, ...],
    documents: tuple[str, ...],
    after: datetime | None,
    before: datetime | None,
    voices: tuple[str, ...],
    data: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ask a question; one lane for each kind of source answers."""
    settings = read_settings(data=data)
    filters = Filters(
        kinds,
        documents,
        after.date() if after else None,
        before.date() if before else None,
        tuple(map(VoiceKind, voices)),
    )
    with closing(open_library(settings.data)) as library:
        reranker = find_reranker(settings.reranker)
        answer = ask(library, encoder_of(settings), question, k=k, filters=filters, reranker=reranker)
    show(answer_as_json(answer), as_json, lambda console: terminal.show_answer(console, answer))


@click.command(name="check")
@click.argument("claim", required=False)
@click.option("--file", "draft", type=PATH, help="Check every sentence of this text file.")
@click.option("--kind", "kinds", multiple=True, help="Check against only this kind (repeat for more).")
@data_option
@click.option("--json", "form", flag_value="json", help="One JSON object on standard output.")
@click.option("--csv", "form", flag_value="csv", help="A table for a spreadsheet.")
@click.option("--markdown", "form", flag_value="markdown", help="The matrix and every quote, as Markdown.")
@click.option("--html", "form", flag_value="html", help="The same as one page that opens offline.")
def check_command(
    claim: str | None, draft: Path | None, kinds: tuple[str, ...], data: Path | None, form: str | None
) -> None:
    """Check a claim, or a draft sentence by sentence, against every document."""
    text = _draft(claim, draft)
    settings = read_settings(data=data)
    with closing(open_library(settings.data)) as library:
        checked = check(library, encoder_of(settings), text, kinds=kinds)
    if form in FORMS:
        click.echo(FORMS[form](checked), nl=False)
    else:
        show(check_as_json(checked), form == "json", lambda console: terminal_check.show_check(console, checked))


def _draft(claim: str | None, draft: Path | None) -> str:
    """The text to check: the claim, or what is in the file."""
    if (claim is None) == (draft is None):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if draft is None:
        return claim or ""
    return draft_text(draft)
