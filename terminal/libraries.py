"""The commands about a person's libraries: add, list, move, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from answer.wording import counted
from errors import PROGRAM, BylineError, NoLibraryError
from index import named_libraries
from index.named_libraries import NamedLibrary
from index.status import read_status
from settings import Settings, read_settings
from terminal.doctor import bytes_in, size_words
from terminal.options import PATH, how_to_move, json_option, show, tell
from terminal.shown import one_line, visible


@click.group(name="libraries", invoke_without_command=True)
@json_option
@click.pass_context
def libraries(ctx: click.Context, *, as_json: bool) -> None:
    """List your libraries with their sizes and last builds, or add, move or remove one."""
    if ctx.invoked_subcommand is None:
        settings = read_settings()
        found = [_described(one, settings) for one in named_libraries.read_list(settings.libraries).values()]
        show({"libraries": found}, as_json, lambda console: _show(console, found))


@libraries.command()
@click.argument("folder", type=PATH, default=Path())
@click.option("--name", help="What to call it. [default: the folder's name]")
@click.option("--corpus", type=PATH, help="Its documents, where they lie elsewhere.")
@click.option("--data", type=PATH, help="The library, where it lies elsewhere.")
def add(folder: Path, name: str | None, corpus: Path | None, data: Path | None) -> None:
    """Put the library of a folder on the list; nothing is built."""
    whole = folder.expanduser().resolve()
    usual = read_settings(environment={}, folder=whole)  # what the environment states is of another one
    places = [
        named.expanduser().resolve() if named else (whole / place).resolve()
        for named, place in ((corpus, usual.corpus), (data, usual.data))
    ]
    added = NamedLibrary(name or whole.name, whole, *places)
    named_libraries.add(read_settings().libraries, added)
    tell(lambda console: console.print(Text(visible(f"{added.name}: the documents of {added.corpus}"))))


@libraries.command()
@click.argument("name")
@click.argument("folder", type=PATH)
def move(name: str, folder: Path) -> None:
    """Say where the folder of a library is today."""
    moved = named_libraries.move(read_settings().libraries, name, folder)
    tell(lambda console: console.print(Text(visible(f"{moved.name}: the documents of {moved.corpus}"))))


@libraries.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take a library off the list; its documents and what was built of them stay."""
    removed = named_libraries.remove(read_settings().libraries, name)
    tell(
        lambda console: console.print(Text(visible(f"{removed.name} is off the list; {removed.folder} stays as it is")))
    )


def _described(one: NamedLibrary, settings: Settings) -> dict[str, Any]:
    """A library of the list: where it is, how large, of how many documents, when it was built, and what is wrong."""
    described: dict[str, Any] = {
        "name": one.name,
        "folder": str(one.folder),
        "corpus": str(one.corpus),
        "data": str(one.data),
        "bytes": 0,
        "documents": {},
        "built_at": None,
        "missing": str(one.missing) if one.missing else None,
        "fault": None,
    }
    if not one.missing:
        described |= _read(one, settings)
    return described | {"bytes": bytes_in(one.data)}  # reading may leave a note of what it has checked


def _read(one: NamedLibrary, settings: Settings) -> dict[str, Any]:
    """What reading the library itself tells of it; nothing where it is not built yet."""
    try:
        status = read_status(one.data, cache=settings.cache)
    except NoLibraryError:
        return {}
    except BylineError as error:
        return {"fault": str(error)}
    return {"documents": status.documents, "built_at": status.build.built_at.isoformat(timespec="seconds")}


def _show(console: Console, found: list[dict[str, Any]]) -> None:
    if not found:
        console.print(f"No libraries on the list: {PROGRAM} libraries add FOLDER puts one on it.")
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for one in found:
        count = counted(sum(one["documents"].values()), "document")
        built = f"{count}, built {one['built_at']}" if one["built_at"] else "not built yet"
        name, folder = Text(one_line(one["name"]), style="bold"), Text(one_line(one["folder"]))
        table.add_row(name, folder, Text(built), size_words(one["bytes"]))
        fault = f"{one['missing']} is not there: {how_to_move(one['name'])}" if one["missing"] else one["fault"]
        if fault:
            table.add_row("", Text(visible(fault), style="yellow"), "", "")
    console.print(table)
