"""The commands that open a folder of documents in the browser, and the shipped documents in a folder of their own."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from answer.wording import counted, listed
from errors import PROGRAM, BylineError, CorpusError
from index.library import current_build
from index.opening import set_pictures
from ingest.folder import Folder, scan
from settings import BESIDE, CONFIG_FILE, SHIPPED, Settings, environment_for, read_settings, stated_here, trust
from terminal import shown
from terminal.documents import build_library
from terminal.options import LIBRARY_HELP, PATH, agreed, encoder_of, library_named, refuse, settings_of, tell

CODE = Path(__file__).parents[1]
DEMO = Path("byline-demo")


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Where to listen. [default: 8501, or the next free one]")
@click.option("--library", metavar="NAME", help=LIBRARY_HELP)
def app(port: int | None, library: str | None) -> None:
    """Open the app on the documents here, or on a library of your list; its address is printed."""
    if library is None:
        agreed(Path(), read_settings)
        serve(port)
        return
    found = library_named(library)
    settings_of(None, None, library)
    os.chdir(found.folder)
    serve(port, environment_for(found.corpus, found.data))


@click.command()
@click.argument("folder", type=PATH, default=DEMO)
def demo(folder: Path) -> None:
    """Copy the documents that come with Byline into a folder, and open it."""
    if not (folder / BESIDE).is_dir():
        _copy_shipped(folder)
    os.chdir(folder)
    open_folder()


@click.command(name="trust")
@click.argument("folder", type=PATH, default=Path())
def trust_command(folder: Path) -> None:
    """Agree to what byline.toml in a folder states today: addresses, places elsewhere, models, people."""
    asked = trust(folder)
    about = listed(asked) if asked else "nothing in it is asked about"
    said = f"{CONFIG_FILE} of {folder.resolve()} is obeyed: {about}"
    tell(lambda console: console.print(Text(shown.visible(said))))


def _copy_shipped(folder: Path) -> None:
    try:
        shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns(".*", "README.md"))
        (folder / BESIDE).mkdir()
    except FileExistsError as error:
        raise CorpusError(f"{folder} is there already, and is no demo: name a new folder") from error
    except (OSError, shutil.Error) as error:
        raise CorpusError(f"the documents cannot be copied into {folder} ({error}): name another folder") from error


def open_folder() -> None:
    """Say what documents are here, ask whether to open them, then build and open the app.

    Nothing is asked where a library is there already, and nothing built where nobody can be asked.
    """
    settings = agreed(Path(), read_settings)
    if not current_build(settings.data):
        found = scan(settings.corpus)
        tell(lambda console: _show_kinds(console, settings, found))
        if not sys.stdin.isatty():
            tell(lambda console: console.print(f"To open it: {PROGRAM} build, then {PROGRAM} app."))
            return
        if not click.confirm(f"Open it? The library goes into {settings.data.resolve()}", default=True):
            return
    try:
        set_pictures(settings)
        build_library(settings, encoder_of(settings))
    except BylineError as error:  # the app opens all the same, says so too, and offers the build
        refuse(str(error))
    serve()


def serve(port: int | None = None, environment: Mapping[str, str] | None = None) -> None:
    """Turn this process into the app's server, with this environment or its own; it does not return.

    `-P` keeps the folder that a person is in, whose files are documents, off the path that modules are taken from.
    """
    options = ["--server.port", str(port)] if port else []
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(CODE / "app.py"), *options]
    sys.stdout.flush()
    os.execve(command[0], command, environment or environment_for())  # noqa: S606 (our own interpreter)


def _show_kinds(console: Console, settings: Settings, found: Folder) -> None:
    console.print(Text(shown.one_line(str(settings.corpus.resolve())), style="bold"))
    for kind, count in _kinds(found):
        console.print(
            Text.assemble("  ", (shown.one_line(kind), shown.kind_style(kind)), f": {counted(count, 'document')}")
        )
    stated = stated_here(Path.cwd())
    if stated:  # whoever made the folder made this file too, perhaps
        console.print(Text(f"  {CONFIG_FILE} here states {listed(stated)}", style="yellow"))
    if found.skipped:
        skipped = counted(len(found.skipped), "file")
        console.print(Text(f"  {skipped} passed over: {PROGRAM} plan says why", style="yellow"))


def _kinds(found: Folder) -> Iterable[tuple[str, int]]:
    """Count the documents of each kind that a folder gives, the largest first."""
    return Counter(file.folder_kind for file in found.files).most_common()
