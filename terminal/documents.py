"""The commands about documents: plan, build, label, watch, status, check-library."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

import click
from rich.console import Console

from answer.exports.as_json import status_as_json
from errors import BylineError
from index.building import build as builder
from index.building.background import keep_building
from index.curating import add_outside, correct_labels, forget_outside
from index.encoding.encoder import Encoder
from index.engines.engine import publish
from index.library_check import check_library
from index.opening import newest_status, set_pictures
from index.records import Plan
from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS
from settings import Settings
from terminal import shown
from terminal.news import tell_of_news
from terminal.options import (
    NEEDS_A_PERSON,
    PATH,
    builder_of,
    encoder_of,
    json_option,
    model_of,
    place_options,
    refuse,
    show,
)

FIELD_HELP = {
    "kind": "What sort of source it is.",
    "published": "The day it came out.",
    "url": "Where it was published.",
    "language": "The code of its language, such as en.",
}
"""What the name of an option does not say by itself."""

Command = TypeVar("Command", bound=Callable[..., object])


def field_options(command: Command) -> Command:
    """The command with an option for each field of a label."""
    for name in reversed(LABEL_FIELDS):
        value = click.DateTime(["%Y-%m-%d"]) if name in DATE_FIELDS else None
        command = click.option(f"--{name}", type=value, help=FIELD_HELP.get(name))(command)
    return command


@click.command()
@place_options
@click.option("--all", "everything", is_flag=True, help="Name the unchanged documents too.")
@json_option
def plan(settings: Settings, *, everything: bool, as_json: bool) -> None:
    """Show what a build would do; change nothing."""
    set_pictures(settings)
    planned = builder.plan(settings.corpus, settings.data, model_of(settings), hints=settings.hints)
    unchanged = planned.unchanged_documents if everything else ()
    show(
        planned.as_json(),
        as_json,
        lambda console: shown.show_plan(console, planned, done=False, unchanged=unchanged),
    )


@click.command()
@place_options
@click.option("--yes", is_flag=True, help="Agree to the removal of much of the library.")
@click.option("--strict", is_flag=True, help="Exit with 1 when files were skipped.")
@click.option("--ray", "cluster", metavar="ADDRESS", help="Embed on the Ray cluster at host:6379 or ray://host:10001.")
@json_option
def build(settings: Settings, cluster: str | None, *, yes: bool, strict: bool, as_json: bool) -> None:
    """Bring the index up to date with the documents."""
    set_pictures(settings)
    done = build_library(settings, builder_of(settings, cluster), confirmed=yes, as_json=as_json)
    if strict and done.skipped:
        raise click.exceptions.Exit(NEEDS_A_PERSON)


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@field_options
@click.option("--clear", multiple=True, type=click.Choice(LABEL_FIELDS), help="Take a field back (repeat for more).")
@place_options
@json_option
def label(
    documents: tuple[str, ...],
    clear: tuple[str, ...],
    settings: Settings,
    *,
    as_json: bool,
    **stated: str | datetime | None,
) -> None:
    """State what documents are, in sources.toml, and build; nothing is embedded for it."""
    set_pictures(settings)
    given = {name: value.date() if isinstance(value, datetime) else value for name, value in stated.items() if value}
    if not given and not clear:
        raise click.UsageError(f"Say what to state: one of --{', --'.join(LABEL_FIELDS)}, or --clear.")
    correction = given | dict.fromkeys(clear)
    correct_labels(settings.corpus, settings.data, dict.fromkeys(documents, correction))
    build_library(settings, encoder_of(settings), as_json=as_json)


@click.command()
@click.argument("folder", type=PATH, required=False)
@click.option("--kind", help="Read FOLDER where it lies, as documents of this kind.")
@click.option("--forget", is_flag=True, help="Read FOLDER no longer; nothing is watched.")
@place_options
def watch(folder: Path | None, kind: str | None, settings: Settings, *, forget: bool) -> None:
    """Build whenever a document changes, until stopped (Ctrl+C); with FOLDER, read that one outside too from now on."""
    set_pictures(settings)
    if (folder is None) == (kind is not None or forget) or (kind is not None and forget):
        raise click.UsageError("A folder is read with --kind, and no longer with --forget: name it with one of them.")
    if folder and forget:
        forget_outside(settings.corpus, folder)
        _tell(f"{folder} is read no longer: the next build removes its documents from the library")
        return
    if folder and kind:
        _tell(f"{folder} is read where it lies, as {add_outside(settings.corpus, folder, kind)}/")
    stop, console = Event(), Console(highlight=False)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())

    def said(what: Plan | BylineError) -> None:
        if isinstance(what, Plan):
            shown.show_build(console, what)
            _publish_built(settings)
            tell_of_news(settings)
        else:
            refuse(str(what))

    if settings.corpus.is_dir():  # else it is refused, in one line
        click.echo(f"Watching {shown.one_line(str(settings.corpus))}. Stop with Ctrl+C.", err=True)
    keep_building(settings.corpus, settings.data, encoder_of(settings), stop=stop, said=said)


@click.command()
@place_options
@json_option
def status(settings: Settings, *, as_json: bool) -> None:
    """Show what the library holds."""
    found = newest_status(settings)
    show(status_as_json(found), as_json, lambda console: shown.show_status(console, found))


def _tell(said: str) -> None:
    click.echo(f"byline: {shown.one_line(said)}", err=True)


def _publish_built(settings: Settings) -> None:
    """Publish what was just built; on failure say so and leave it to the next build, so that watching goes on."""
    try:
        if settings.index:
            publish(settings.data, settings.index)
    except BylineError as error:
        refuse(str(error))


@click.command(name="check-library")
@place_options
@json_option
def check_library_command(settings: Settings, *, as_json: bool) -> None:
    """Read all that the library has on disk, and make again what is damaged and can be."""
    with shown.progress() as report:
        found = check_library(settings.data, report)
    show(asdict(found), as_json, lambda console: shown.show_library_check(console, found))


def build_library(settings: Settings, encoder: Encoder, *, as_json: bool = False, confirmed: bool = False) -> Plan:
    """Build, showing how far it is and then what was done; publish it where an index is set."""
    with shown.progress() as report:
        done = builder.build(settings.corpus, settings.data, encoder, confirmed=confirmed, report=report)
        if settings.index:
            publish(settings.data, settings.index, report=report)
    show(done.as_json(), as_json, lambda console: shown.show_plan(console, done, done=True))
    tell_of_news(settings)
    return done
