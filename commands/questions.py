"""The commands that search: ask, check."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

import terminal
import terminal_check
from answer.ask import DEFAULT_HITS, ask
from answer.check import check
from answer.check_records import Check
from answer.exports.export import export
from answer.records import Answer, Filters
from commands.options import PATH, data_option, emit, encoder_of, form_options, tell
from index.encoding.reranker import find_reranker
from index.opening import open_newest
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
@form_options
def ask_command(
    question: str,
    k: int,
    kinds: tuple[str, ...],
    documents: tuple[str, ...],
    after: datetime | None,
    before: datetime | None,
    voices: tuple[str, ...],
    data: Path | None,
    form: str | None,
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
    with closing(open_newest(settings)) as library:
        reranker = find_reranker(settings.reranker)
        answer = ask(library, encoder_of(settings), question, k=k, filters=filters, reranker=reranker)
    _give(answer, form, lambda console: terminal.show_answer(console, answer))


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
    _give(checked, form, lambda console: terminal_check.show_check(console, checked))


def _give(made: Answer | Check, form: str | None, shown: Callable[[Console], None]) -> None:
    """Print an export, or show the same for a person."""
    if form is None:
        tell(shown)
    else:
        emit(export(made, form, at=datetime.now(UTC)))


def _draft(claim: str | None, draft: Path | None) -> str:
    """The text to check: the claim, or what is in the file."""
    if (claim is None) == (draft is None):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if draft is None:
        return claim or ""
    return draft_text(draft)
