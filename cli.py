"""Byline in a terminal: plan, build, watch, label, status, ask, check.

Exit status: 0 done; 1 done, and something needs a person; 2 refused, with one line on standard error.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import click
from rich.console import Console

import terminal
import terminal_check
from answer.ask import DEFAULT_HITS, ask
from answer.check import check
from answer.check_contract import check_as_json
from answer.check_forms import FORMS
from answer.contract import answer_as_json
from answer.records import Filters
from errors import BylineError
from index import build as builder
from index.encoder import SentenceEncoder
from index.library import open_library
from index.models import find_model
from index.records import Plan
from index.relabel import correct_labels
from index.reranker import find_reranker
from index.status import read_status
from index.watch import keep_building
from ingest.draft import draft_text
from ingest.records import VoiceKind
from settings import Settings, read_settings

LABEL_FIELDS = ("kind", "title", "publisher", "author", "published", "url")
REFUSED = 2
NEEDS_A_PERSON = 1
VOICES = click.Choice([voice.value for voice in VoiceKind])


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
    done = _build(read_settings(corpus=corpus, data=data), confirmed=yes, as_json=as_json)
    if strict and done.skipped:
        raise click.exceptions.Exit(NEEDS_A_PERSON)


@cli.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("--kind", help="What sort of source it is.")
@click.option("--title")
@click.option("--publisher")
@click.option("--author")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day it came out.")
@click.option("--url", help="Where it was published.")
@click.option("--clear", multiple=True, type=click.Choice(LABEL_FIELDS), help="Take a field back (repeat for more).")
@corpus_option
@data_option
@json_option
def label(
    documents: tuple[str, ...],
    clear: tuple[str, ...],
    corpus: Path | None,
    data: Path | None,
    *,
    as_json: bool,
    **stated: str | datetime | None,
) -> None:
    """State what documents are, in sources.toml, and build; nothing is embedded for it."""
    settings = read_settings(corpus=corpus, data=data)
    given = {name: value.date() if isinstance(value, datetime) else value for name, value in stated.items() if value}
    if not given and not clear:
        raise click.UsageError(f"Say what to state: one of --{', --'.join(LABEL_FIELDS)}, or --clear.")
    correction = given | dict.fromkeys(clear)
    correct_labels(settings.corpus, settings.data, dict.fromkeys(documents, correction))
    _build(settings, as_json=as_json)


@cli.command()
@corpus_option
@data_option
def watch(corpus: Path | None, data: Path | None) -> None:
    """Build whenever a document changes, until stopped (Ctrl+C)."""
    settings = read_settings(corpus=corpus, data=data)
    stop, console = Event(), Console(highlight=False)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())

    def said(what: Plan | BylineError) -> None:
        if isinstance(what, Plan):
            terminal.show_build(console, what)
        else:
            _refuse(str(what))

    click.echo(f"Watching {terminal.one_line(str(settings.corpus))}. Stop with Ctrl+C.", err=True)
    keep_building(settings.corpus, settings.data, SentenceEncoder(find_model(settings.model)), stop=stop, said=said)


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
        encoder, reranker = SentenceEncoder(find_model(settings.model)), find_reranker(settings.reranker)
        answer = ask(library, encoder, question, k=k, filters=filters, reranker=reranker)
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
    if form in FORMS:
        click.echo(FORMS[form](checked), nl=False)
    else:
        _show(check_as_json(checked), form == "json", lambda console: terminal_check.show_check(console, checked))


def _draft(claim: str | None, draft: Path | None) -> str:
    """The text to check: the claim, or what is in the file."""
    if (claim is None) == (draft is None):
        raise click.UsageError("Check one thing: a claim in quotes, or a draft with --file.")
    if draft is None:
        return claim or ""
    return draft_text(draft)


def _build(settings: Settings, *, as_json: bool, confirmed: bool = False) -> Plan:
    """Build, showing how far it is and then what was done."""
    encoder = SentenceEncoder(find_model(settings.model))
    with terminal.progress() as report:
        done = builder.build(settings.corpus, settings.data, encoder, confirmed=confirmed, report=report)
    _show(done.as_json(), as_json, lambda console: terminal.show_plan(console, done, done=True))
    return done


def _show(payload: dict[str, Any], as_json: bool, show: Callable[[Console], None]) -> None:  # noqa: FBT001
    if as_json:
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
    else:
        show(Console(highlight=False))


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
