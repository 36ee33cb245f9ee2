"""The notebook: quotes that a person pinned, in their order, each with its source and a note."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from answer.exports.as_json import quote_as_json
from answer.exports.from_json import quote_from_json
from desk.desk_file import changing, is_begun, opened, sealed_json, unsealed_json
from desk.records import Desk, Pin
from errors import DeskError
from index.records import DocumentLabel, Evidence

Whereabouts = tuple[str, str, int, int]
"""A quote's document, the sha256 of its file, and the quote's start and end in it."""

COLUMNS = 'number, owner, place, document, sha256, start, "end", quote, seal, note, pinned_at'


def pin(desk: Desk, label: DocumentLabel, evidence: Evidence, *, at: datetime) -> bool:
    """Put the quote at the notebook's end; return False where it is there already."""
    quote = sealed_json(quote_as_json(label, evidence))
    values = (desk.owner, desk.owner, *whereabouts_of(label, evidence), *quote, at.isoformat())
    insert = (
        'INSERT INTO pins (owner, place, document, sha256, start, "end", quote, seal, note, pinned_at) VALUES '
        "(?, (SELECT coalesce(max(place), -1) + 1 FROM pins WHERE owner = ?), ?, ?, ?, ?, ?, ?, '', ?) "
        "ON CONFLICT DO NOTHING"
    )
    with changing(desk) as connection:
        return connection.execute(insert, values).rowcount == 1


def pins(desk: Desk) -> tuple[Pin, ...]:
    """The owner's quotes, in their order."""
    if not is_begun(desk):
        return ()
    with opened(desk) as connection:
        return tuple(map(_pin, connection.execute("SELECT * FROM pins WHERE owner = ? ORDER BY place", (desk.owner,))))


def whereabouts(desk: Desk) -> tuple[Whereabouts, ...]:
    """Where the owner's quotes stand, in their order, without reading the quotes."""
    if not is_begun(desk):
        return ()
    query = 'SELECT document, sha256, start, "end" FROM pins WHERE owner = ? ORDER BY place'
    with opened(desk) as connection:
        rows = connection.execute(query, (desk.owner,))
        return tuple((row["document"], row["sha256"], row["start"], row["end"]) for row in rows)


def whereabouts_of(label: DocumentLabel, evidence: Evidence) -> Whereabouts:
    """Where this quote stands."""
    return label.id, label.sha256, evidence.start, evidence.end


def write_note(desk: Desk, number: int, note: str) -> None:
    """Write a note beside the quote.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as connection:
        _own(connection, desk, number)
        connection.execute("UPDATE pins SET note = ? WHERE number = ?", (note, number))


def move(desk: Desk, number: int, *, by: int) -> None:
    """Move the quote up (-1) or down (1) past its neighbour; at an end it stays.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as connection:
        _own(connection, desk, number)
        rows = connection.execute("SELECT number FROM pins WHERE owner = ? ORDER BY place", (desk.owner,)).fetchall()
        order: list[int] = [row["number"] for row in rows]
        at = order.index(number)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        connection.executemany("UPDATE pins SET place = ? WHERE number = ?", enumerate(order))


def remove(desk: Desk, number: int) -> tuple[Pin, int]:
    """Delete the quote and its note from the disk; return it with its place, so that it can be brought back.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as connection:
        row = _own(connection, desk, number)
        connection.execute("DELETE FROM pins WHERE number = ?", (number,))
    return _pin(row), row["place"]


def bring_back(desk: Desk, removed: Pin, place: int) -> None:
    """Put a removed quote back at its place; one that was pinned again meanwhile stays instead."""
    label, evidence = removed.document, removed.evidence
    where = whereabouts_of(label, evidence)
    quote = sealed_json(quote_as_json(label, evidence))
    values = (removed.number, desk.owner, place, *where, *quote, removed.note, removed.pinned_at.isoformat())
    with changing(desk) as connection:
        connection.execute("UPDATE pins SET place = place + 1 WHERE owner = ? AND place >= ?", (desk.owner, place))
        insert = f"INSERT INTO pins ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"  # noqa: S608
        connection.execute(insert, values)


def _own(connection: sqlite3.Connection, desk: Desk, number: int) -> sqlite3.Row:
    query = "SELECT * FROM pins WHERE number = ? AND owner = ?"
    row: sqlite3.Row | None = connection.execute(query, (number, desk.owner)).fetchone()
    if row is None:
        raise DeskError("this quote is not in the notebook any more: it was removed in another window")
    return row


def _pin(row: sqlite3.Row) -> Pin:
    label, evidence = quote_from_json(unsealed_json(row["quote"], row["seal"]))
    return Pin(row["number"], label, evidence, row["note"], datetime.fromisoformat(row["pinned_at"]))
