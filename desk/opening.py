"""Opening a desk, to read or to change it: the file in the data folder, or the database of an engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk import desk_file, postgres_rows
from desk.records import Desk, DeskServer, Place
from desk.sealed_rows import DeskRows
from desk.sqlite_rows import SqliteRows
from errors import DeskError
from index.engines.postgres.psycopg_store import is_address
from index.storage.sqlite import whole


def place_of(data: Path, index: str | None) -> Place:
    """Return where what people keep is: in the database that `index` names, or in the data folder."""
    return DeskServer(index) if index and is_address(index) else data


def where_is(desk: Desk) -> str:
    """Return what a person is told of where the desk is."""
    return postgres_rows.where(desk.server) if desk.server else str(desk_file.file_of(desk))


def is_there(desk: Desk) -> bool:
    """Return whether anybody may have kept anything in this place; looking makes nothing."""
    return postgres_rows.is_there(desk.server) if desk.server else desk_file.file_of(desk).exists()


def is_begun(desk: Desk) -> bool:
    """Return whether this person may have kept anything in this place; looking makes nothing."""
    return desk.owner != "" and is_there(desk)


@contextmanager
def opened_to_read(desk: Desk) -> Iterator[DeskRows]:
    """Open the desk to read: a file also on a full disk, a database also where only a standby answers.

    Raises:
        LibraryError: the disk or the server refused, the file is damaged, or a later version of Byline wrote it.
    """
    if desk.server:
        with postgres_rows.reading(desk.server) as rows:
            yield rows
    else:
        with desk_file.opened_to_read(desk) as connection:
            yield SqliteRows(connection)


@contextmanager
def changing(desk: Desk) -> Iterator[DeskRows]:
    """Open the desk for one transaction: everything inside is kept, or nothing is.

    Raises:
        DeskError: nothing is kept for this browser.
        LibraryError: as for `opened_to_read`.
    """
    refuse_nobody(desk)
    if desk.server:
        with postgres_rows.changing(desk.server) as rows:
            yield rows
    else:
        with desk_file.opened(desk) as connection, whole(connection):
            yield SqliteRows(connection)


def refuse_nobody(desk: Desk) -> None:
    """Refuse to keep anything for a browser that could never come back to it.

    Raises:
        DeskError: it is such a one.
    """
    if not desk.owner:
        raise DeskError(
            f"nothing is kept for this browser, since it has no cookie: allow cookies for this address, see that "
            f"{where_is(desk) if desk.server else desk.data} can be written, and load the page again"
        )
