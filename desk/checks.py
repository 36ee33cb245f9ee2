"""Checks on the desk: keep, list, read, rename, delete and bring back."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from answer.exports.as_json import check_as_json
from answer.exports.from_json import check_from_json
from answer.records import Check
from desk import accounts
from desk.conversations import UNNAMED, as_name
from desk.desk_file import changing, is_begun, opened_to_read
from desk.records import CheckEntry, Desk, Found, KeptCheck
from desk.sealed_rows import CHECKS, Row, add, drop, next_number, one_row, rewrite, rows
from errors import DeskError, ExportError

LARGEST_CHECK = 8_000_000
"""Characters of a check as JSON. Raised, a few checks fill the file."""

GONE = "this check is not on the desk any more: it was deleted, so check the draft again"


def keep(desk: Desk, made: Check, *, at: datetime) -> int:
    """Keep a check under the first words of its draft, and return its number.

    Raises:
        DeskError: the desk is full, the check is too large, or nothing is kept for this browser.
    """
    with changing(desk) as connection:
        number = next_number(connection, CHECKS)
        put_back(connection, desk, KeptCheck(CheckEntry(number, as_name(made.draft)), at, made))
    return number


def listed(desk: Desk) -> Found[CheckEntry]:
    """The owner's checks, the one kept last first."""
    if not is_begun(desk):
        return Found()
    with opened_to_read(desk) as connection:
        there, found = _rows(connection, desk)
        soon = accounts.nearly_full(connection, desk, "checks")
    partly = sum(not row.has(CHECKS) for row in found)
    told = accounts.told(desk, "checks", there=there, shown=len(found), partly=partly)
    return Found(tuple(map(_entry, found)), told, soon)


def read(desk: Desk, number: int) -> KeptCheck:
    """The whole check, as it was made then.

    Raises:
        DeskError: there is no such check of this owner, or it is damaged.
    """
    with opened_to_read(desk) as connection:
        return _own(connection, desk, number)[1]


def rename(desk: Desk, number: int, name: str) -> None:
    """Give the check another name; an empty one leaves the old name.

    Raises:
        DeskError: there is no such check of this owner.
    """
    with changing(desk) as connection:
        row, _ = _own(connection, desk, number)
        if name.strip():
            rewrite(connection, CHECKS, row, name=as_name(name))


def delete(desk: Desk, number: int) -> KeptCheck:
    """Delete the check from the disk and return it, so that it can be brought back.

    Raises:
        DeskError: there is no such check of this owner.
    """
    with changing(desk) as connection:
        _, found = _own(connection, desk, number)
        accounts.book(connection, desk, checks=-1)
        drop(connection, CHECKS, number=number)
    return found


def bring_back(desk: Desk, one: KeptCheck) -> None:
    """Restore a deleted check under its old number; numbers are never given twice."""
    with changing(desk) as connection:
        put_back(connection, desk, one)


def put_back(connection: sqlite3.Connection, desk: Desk, one: KeptCheck) -> None:
    """Write a check, as the one kept last."""
    made = json.dumps(check_as_json(one.check))
    if len(made) > LARGEST_CHECK:
        raise DeskError(f"this check is not kept: it has more than {LARGEST_CHECK:,} characters; export it instead")
    step = accounts.book(connection, desk, checks=1)
    values = {"number": one.entry.number, "owner": desk.owner, "name": one.entry.name, "changed": step}
    add(connection, CHECKS, {**values, "checked_at": one.checked_at.isoformat(), "made": made})


def standing(connection: sqlite3.Connection, desk: Desk) -> list[KeptCheck]:
    """The owner's checks that stand, the one kept last first."""
    return [one for row in _rows(connection, desk)[1] if (one := _check(row))]


def _rows(connection: sqlite3.Connection, desk: Desk) -> tuple[int | None, list[Row]]:
    """How many checks of the owner there should be, and those that stand, the one kept last first."""
    there = accounts.expected(connection, desk, "checks")
    found = [row for row in rows(connection, CHECKS, expected=there, owner=desk.owner) if _stands(row)]
    return there, sorted(found, key=lambda row: (row.values.get("changed", 0), row.row_id), reverse=True)


def _own(connection: sqlite3.Connection, desk: Desk, number: int) -> tuple[Row, KeptCheck]:
    row = one_row(connection, CHECKS, number=number)
    if row is None or row.values.get("owner") != desk.owner:
        raise DeskError(GONE)
    found = _check(row)
    if found is None:
        raise DeskError(accounts.damaged(desk, "this check cannot be shown"))
    return row, found


def _stands(row: Row) -> bool:
    return row.has(CHECKS, but=("name", "changed"))


def _entry(row: Row) -> CheckEntry:
    return CheckEntry(row.values["number"], row.values.get("name", UNNAMED))


def _check(row: Row) -> KeptCheck | None:
    """The check; None where it is damaged."""
    if not _stands(row):
        return None
    try:
        made = check_from_json(json.loads(row.values["made"]))
        return KeptCheck(_entry(row), datetime.fromisoformat(row.values["checked_at"]), made)
    except (KeyError, TypeError, ValueError, AttributeError, ExportError):  # it was damaged before it was sealed
        return None
