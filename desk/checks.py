"""Checks on the desk: keep, list, read, rename, delete and bring back."""

from __future__ import annotations

import json
from datetime import datetime

from answer.exports.as_json import check_as_json
from answer.exports.from_json import check_from_json
from answer.records import Check
from desk import accounts
from desk.conversations import UNNAMED, as_name
from desk.opening import changing, is_begun, opened_to_read
from desk.records import CheckEntry, Desk, Found, KeptCheck
from desk.sealed_rows import CHECKS, DeskRows, Row, add, drop, one_row, rewrite, rows
from errors import DeskError, ExportError

LARGEST_CHECK = 8_000_000
"""Characters of a check as JSON. Raised, a few checks fill the file."""

GONE = "this check is not on the desk any more: it was deleted, so check the draft again"


def keep(desk: Desk, made: Check, *, at: datetime) -> int:
    """Keep a check under the first words of its draft, and return its number.

    Raises:
        DeskError: the desk is full, the check is too large, or nothing is kept for this browser.
    """
    with changing(desk) as store:
        number = store.next_number(CHECKS)
        put_back(store, desk, KeptCheck(CheckEntry(number, as_name(made.draft)), at, made))
    return number


def listed(desk: Desk) -> Found[CheckEntry]:
    """The owner's checks, the one kept last first."""
    if not is_begun(desk):
        return Found()
    with opened_to_read(desk) as store:
        there, found = _rows(store, desk)
        soon = accounts.nearly_full(store, desk, "checks")
    partly = sum(not row.has(CHECKS) for row in found)
    told = accounts.told(desk, "checks", there=there, shown=len(found), partly=partly)
    return Found(tuple(map(_entry, found)), told, soon)


def read(desk: Desk, number: int) -> KeptCheck:
    """The whole check, as it was made then.

    Raises:
        DeskError: there is no such check of this owner, or it is damaged.
    """
    with opened_to_read(desk) as store:
        return _own(store, desk, number)[1]


def rename(desk: Desk, number: int, name: str) -> None:
    """Give the check another name; an empty one leaves the old name.

    Raises:
        DeskError: there is no such check of this owner.
    """
    with changing(desk) as store:
        row, _ = _own(store, desk, number)
        if name.strip():
            rewrite(store, CHECKS, row, name=as_name(name))


def delete(desk: Desk, number: int) -> KeptCheck:
    """Delete the check from the disk and return it, so that it can be brought back.

    Raises:
        DeskError: there is no such check of this owner.
    """
    with changing(desk) as store:
        _, found = _own(store, desk, number)
        accounts.book(store, desk, checks=-1)
        drop(store, CHECKS, number=number)
    return found


def bring_back(desk: Desk, one: KeptCheck) -> None:
    """Restore a deleted check under its old number; numbers are never given twice."""
    with changing(desk) as store:
        put_back(store, desk, one)


def put_back(store: DeskRows, desk: Desk, one: KeptCheck) -> None:
    """Write a check, as the one kept last."""
    made = json.dumps(check_as_json(one.check))
    if len(made) > LARGEST_CHECK:
        raise DeskError(f"this check is not kept: it has more than {LARGEST_CHECK:,} characters; export it instead")
    step = accounts.book(store, desk, checks=1)
    values = {"number": one.entry.number, "owner": desk.owner, "name": one.entry.name, "changed": step}
    add(store, CHECKS, {**values, "checked_at": one.checked_at.isoformat(), "made": made})


def standing(store: DeskRows, desk: Desk) -> list[KeptCheck]:
    """The owner's checks that stand, the one kept last first."""
    return [one for row in _rows(store, desk)[1] if (one := _check(row))]


def _rows(store: DeskRows, desk: Desk) -> tuple[int | None, list[Row]]:
    """How many checks of the owner there should be, and those that stand, the one kept last first."""
    there = accounts.expected(store, desk, "checks")
    found = [row for row in rows(store, CHECKS, expected=there, owner=desk.owner) if _stands(row)]
    return there, sorted(found, key=lambda row: (row.values.get("changed", 0), row.row_id), reverse=True)


def _own(store: DeskRows, desk: Desk, number: int) -> tuple[Row, KeptCheck]:
    row = one_row(store, CHECKS, number=number)
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
