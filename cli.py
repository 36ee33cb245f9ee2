"""Byline in a terminal: plan, build, status, ask, check.

Exit status: 0 done; 1 done, and something needs a person; 2 refused, with one line on standard error.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import terminal
import terminal_check
from answer.ask import DEFAULT_HITS, ask
from answer.check import check
from answer.check_contract import check_as_json
from answer.check_csv import check_as_csv
from answer.check_markdown import check_as_markdown
from answer.check_page import check_as_html
from answer.check_records import Check
from answer.contract import answer_as_json
from answer.records import Filters
from errors import BylineError, DraftError
from index import build as builder
from index.encoder import SentenceEncoder
from index.library import open_library
from index.models import find_model
from index.records import Report
from index.status import read_status
from settings import read_settings

REFUSED = 2
NEEDS_A_PERSON = 1

WRITERS: dict[str | None, Callable[[Check], str]] = {
    "csv": check_as_csv,
    "markdown": check_as_markdown,
    "html": check_as_html,
}

FOLDER = click.Path(path_type=Path)
corpus_option = click.option("--corpus", type=FOLDER, help="Folder of documents. [default: corpus]")
data_option = click.option("--data", type=FOLDER, help="Folder of the library. [default: data]")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
def cli() -> None:
    """Ask your documents, and see who says so."""


@cli.command()
@corpus_option
@data_option
@json_option
def plan(corpus: Path | None, data: Path | None, *, as_json: bool) -> None:
    """Show what a build would do; change nothing."""
    settings = read_settings(corpus=corpus, data=data)
    planned = builder.plan(settings.corpus, settings.data, find_model(settings.model))
    _show(planned.as_json(), as_json, lambda console: terminal.show_plan(console, planned, done=False))


@cli.command()
@corpus_option
@data_option
@click.option("--yes", is_flag=True, help="Agree to the removal of much of the library.")
@click.option("--strict", is_flag=True, help="Exit with 1 when files were skipped.")
@json_option
def build(corpus: Path | None, data: Path | None, *, yes: bool, strict: bool, as_json: bool) -> None:
    """Bring the index up to date with the documents."""
    settings = read_settings(corpus=corpus, data=data)
    encoder = SentenceEncoder(find_model(settings.model))
    with _progress() as report:
        done = builder.build(settings.corpus, settings.data, encoder, confirmed=yes, report=report)
    _show(done.as_json(), as_json, lambda console: terminal.show_plan(console, done, done=True))
    if strict and done.skipped:
        raise click.exceptions.Exit(NEEDS_A_PERSON)


@cli.command()
@data_option
@json_option
def status(data: Path | None, *, as_json: bool) -> None:
    """Show what the library holds."""
    found = read_status(read_settings(data=data).data)
    _show(found.as_json(), as_json, lambda console: terminal.show_status(console, found))


@cli.command(name="ask")
@click.argument("question")
@click.option("--k", default=DEFAULT_HITS, show_default=True, help="Passages in each lane.")
@click.option("--kind", "kinds", multiple=True, help="Search only this kind (repeat for more).")
@click.option("--document", "documents", multiple=True, help="Search only this document (repeat for more).")
@click.option("--after", type=click.DateTime(["%Y-%m-%d"]), help="Only documents of this date or later.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Only documents of this date or earlier.")
@data_option
@json_option
def ask_command(
    question: str,
    k: int,
    kinds: tuple[str, ...],
    documents: tuple[str, ...],
    after: datetime | None,
    before: datetime | None,
    data: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ask a question; one lane for each kind of source answers."""
    settings = read_settings(data=data)
    filters = Filters(kinds, documents, after.date() if after else None, before.date() if before else None)
    with closing(open_library(settings.data)) as library:
        answer = ask(library, SentenceEncoder(find_model(settings.model)), question, k=k, filters=filters)
    _show(answer_as_json(answer), as_json, lambda console: terminal.show_answer(console, answer))


@cli.command(name="check")
@click.argument("claim", required=False)
@click.option("--file", "draft", type=FOLDER, help="Check every sentence of this text file.")
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
        checked = check(library, SentenceEncoder(find_model(settings.model)), text, kinds=kinds)
    if form in WRITERS:
        click.echo(WRITERS[form](checked), nl=False)
    else:
        _show(check_as_json(checked), form == "json", lambda console: terminal_check.show_check(console, checked))


def _draft(claim: str | None, draft: Path | None) -> str:
    """The text to check: the claim, or what is in the file."""
    if (claim is None) == (draft is None):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if draft is None:
        return claim or ""
    try:
        return draft.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DraftError(f"{draft} cannot be read ({error.strerror}): name a text file") from error
    except UnicodeDecodeError as error:
        raise DraftError(f"{draft} is not UTF-8 (byte {error.start}): save it as UTF-8 text") from error


def _show(payload: dict[str, Any], as_json: bool, show: Callable[[Console], None]) -> None:  # noqa: FBT001
    if as_json:
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
    else:
        show(Console(highlight=False))


@contextmanager
def _progress() -> Iterator[Report]:
    """A progress bar on standard error, where that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda at: bar.update(task, description=at.stage, completed=at.done, total=at.total)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # documents hold any character, whatever the terminal was set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = cli.main(arguments, prog_name="python cli.py", standalone_mode=False)
    except click.UsageError as error:
        return _refuse(f"{error.format_message()} See python cli.py --help")
    except BylineError as error:
        return _refuse(str(error))
    except click.Abort:
        return _refuse("stopped; the library is as it was")
    return status if isinstance(status, int) else 0


def _refuse(message: str) -> int:
    click.echo(f"byline: {' '.join(terminal.visible(message).split())}", err=True)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
