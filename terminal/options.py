"""What the commands share: options, the encoder that the settings name, and how a result or a refusal is shown."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial, wraps
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console

from answer.exports.as_json import json_text
from answer.exports.as_notes import as_notes, write_notes
from answer.exports.export import FORMS, export
from answer.records import Answer, Check
from answer.wording import shortened
from doors.reader import Reader
from errors import PROGRAM, MovedError, OutputError, UntrustedError
from index.encoding.choosing import encoder_for, find_model
from index.encoding.encoder import Encoder, SentenceEncoder
from index.encoding.models import Model
from index.encoding.ray_cluster import on_cluster
from index.named_libraries import ALL, NamedLibrary, find_library, move
from settings import Settings, read_settings, trust
from terminal import shown

REFUSED = 2
NEEDS_A_PERSON = 1

PATH = click.Path(path_type=Path)
CORPUS_HELP = "Folder of documents. [default: corpus]"
DATA_HELP = "Folder of the library. [default: data]"
LIBRARY_HELP = "A library of your list by its name, instead of the two (see libraries)."
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


def place_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which library is meant; the command gets the `settings` that are in force for it."""

    @click.option("--corpus", type=PATH, help=CORPUS_HELP)
    @click.option("--data", type=PATH, help=DATA_HELP)
    @click.option("--library", metavar="NAME", help=LIBRARY_HELP)
    @wraps(command)
    def placed(*args: Any, corpus: Path | None, data: Path | None, library: str | None, **options: Any) -> None:  # noqa: ANN401
        settings = settings_of(corpus, data, library)
        command(*args, settings=settings, **options)

    return placed


def place_or_all_options(command: Callable[..., None]) -> Callable[..., None]:
    """The same; `settings` is None where every library of the list is meant (`--library all`)."""

    @click.option("--corpus", type=PATH, help=CORPUS_HELP)
    @click.option("--data", type=PATH, help=DATA_HELP)
    @click.option("--library", metavar="NAME", help=f"{LIBRARY_HELP} {ALL.capitalize()}: every one of them.")
    @wraps(command)
    def placed(*args: Any, corpus: Path | None, data: Path | None, library: str | None, **options: Any) -> None:  # noqa: ANN401
        is_all = library is not None and library.casefold() == ALL and not (corpus or data)
        command(*args, settings=None if is_all else settings_of(corpus, data, library), **options)

    return placed


def settings_of(corpus: Path | None, data: Path | None, library: str | None) -> Settings:
    """The settings for these folders, or for a library of the list; where that has moved, a person is asked where to.

    Raises:
        UsageError: both are named.
        MovedError: it is not where it was, and nobody can be asked.
    """
    if library is None:
        return agreed(Path(), lambda: read_settings(corpus=corpus, data=data))
    if corpus or data:
        raise click.UsageError("--library says where documents and library are: leave --corpus and --data out.")
    if library.casefold() == ALL:
        raise click.UsageError(f"--library {ALL} is for ask: name one library.")
    found = library_named(library)
    return agreed(found.folder, lambda: read_settings(corpus=found.corpus, data=found.data, folder=found.folder))


def agreed(folder: Path, read: Callable[[], Settings]) -> Settings:
    """Read the settings; where the folder states what opens a door, ask a person once whether to obey it.

    Raises:
        UntrustedError: nobody agreed, or nobody can be asked.
    """
    try:
        return read()
    except UntrustedError as error:
        if not sys.stdin.isatty():
            raise
        said = str(error).partition(": nothing is done")[0]
        if not click.confirm(f"{shown.visible(said)}. Obey it?", default=False, err=True):
            raise
        trust(folder)
        return read()


def library_named(name: str) -> NamedLibrary:
    """The library of this name on the list; where it has moved, a person is asked where to.

    Raises:
        SettingsError: no library of this name is on the list.
        MovedError: it is not where it was, and nobody can be asked.
    """
    path = read_settings().libraries
    found = find_library(path, name)
    while found.missing:
        said = f"{found.missing}, of {found.name}, is not there any more"
        if not sys.stdin.isatty():
            raise MovedError(f"{said}: {how_to_move(found.name)}")
        folder = click.prompt(f"{shown.visible(said)}. Where is {found.folder.name} now?", type=PATH, err=True)
        try:
            found = move(path, name, folder)
        except MovedError as error:
            refuse(str(error))
    return found


def how_to_move(name: str) -> str:
    """Say how a library of the list that has moved is found again."""
    return f"{PROGRAM} libraries move {shlex.quote(name)} FOLDER says where it is"


def form_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options for the forms of an export; the last one given counts, and notes are written beside any."""
    command = click.option("--notes", type=PATH, help="Write notes for Obsidian into this new folder.")(command)
    for name, form in reversed(list(FORMS.items())):
        command = click.option(f"--{name}", "form", flag_value=name, help=form.help)(command)
    return command


def give(made: Answer | Check, form: str | None, notes: Path | None, shown: Callable[[Console], None]) -> None:
    """Write the notes, if a folder is named for them, and print an export, or show the same for a person."""
    if notes:
        write_notes(as_notes(made, at=datetime.now(UTC)), notes)
    if form is None:
        tell(shown)
    else:
        emit(export(made, form, at=datetime.now(UTC)))


def model_of(settings: Settings) -> Model:
    """The files of the embedding model in force, without loading it."""
    return find_model(settings.model)


def encoder_of(settings: Settings) -> SentenceEncoder:
    """The embedding model in force."""
    return encoder_for(model_of(settings), settings.cache)


def shared_encoders() -> Callable[[Settings], SentenceEncoder]:
    """Return what gives the embedding model of any settings, each model loaded once."""
    found: dict[tuple[str, Path], SentenceEncoder] = {}

    def encoder(settings: Settings) -> SentenceEncoder:
        key = settings.model, settings.cache
        if key not in found:
            found[key] = encoder_of(settings)
        return found[key]

    return encoder


SHOWN_AFTER_S = 0.5
"""Seconds after which the opening of a library is shown. Raised, a person waits longer without a word."""


def opened(settings: Settings, make_encoder: Callable[[Settings], SentenceEncoder] | None = None) -> closing[Reader]:
    """The library that the settings name, with the model in force or one that is made so, to be closed after use."""
    return closing(
        Reader(settings, make_encoder or encoder_of, partial(shown.progress, "Opening", after_s=SHOWN_AFTER_S))
    )


def builder_of(settings: Settings, cluster: str | None) -> Encoder:
    """The embedding model in force, its passages embedded by a cluster where one is named."""
    here = encoder_of(settings)
    return on_cluster(here, settings.cache, cluster) if cluster else here


def show(payload: dict[str, Any], as_json: bool, shown: Callable[[Console], None]) -> None:  # noqa: FBT001
    """Print the one JSON object, or show the same for a person."""
    if as_json:
        emit(json_text(payload))
    else:
        tell(shown)


def tell(shown: Callable[[Console], None]) -> None:
    """Show something on standard output for a person.

    Raises:
        BrokenPipeError: whoever was reading has stopped.
        OutputError: standard output is closed, or the disk refused.
    """
    with _output():
        shown(Console(highlight=False))


def emit(text: str) -> None:
    """Write text to standard output exactly as it is; on a terminal, with what could steer it made visible.

    Raises:
        BrokenPipeError: whoever was reading has stopped.
        OutputError: the disk refused.
    """
    with _output() as output:
        output.write(shown.visible(text) if output.isatty() else text)
        output.flush()


def tell_help(option: click.Option | None) -> click.Option | None:
    """Let the option print help as any other result: click's own way would not report a full disk."""
    if option:
        option.callback = _show_help
    return option


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click's own)
    if wanted and not ctx.resilient_parsing:
        emit(f"{ctx.get_help()}\n")
        ctx.exit()


@contextmanager
def _output() -> Iterator[TextIO]:
    """Standard output to write on; a closed one, or a disk that refuses, becomes an `OutputError`."""
    if sys.stdout is None:
        raise OutputError("standard output is closed: choose another place")
    try:
        yield sys.stdout
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written ({error.strerror}): choose another place") from error


def refuse(message: str) -> int:
    """Print one line on standard error and return the exit status that goes with it."""
    click.echo(f"byline: {' '.join(shown.visible(shortened(message)).split())}", err=True)
    return REFUSED
