"""An owner's account: how much they keep, so that what is lost is noticed, how much they may, and the order of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from answer.wording import counted, listed
from desk.opening import is_there, opened_to_read, where_is
from desk.records import Desk, Place
from desk.sealed_rows import CHECKS, CONVERSATIONS, OWNERS, PINS, DeskRows, add, is_listed, one_row, rewrite, rows
from errors import DeskError, StorageError

MOST: Mapping[str, int] = MappingProxyType({"conversations": 1_000, "turns": 5_000, "pins": 1_000, "checks": 500})
"""What one owner may keep. Raised, lists and pages take longer to draw, and a few visitors may fill the file."""

MOST_MEGABYTES = 4_000
"""Of the file, for all who keep something in it. Raised, the many visitors of a server may fill its disk."""

NAMES = {"conversations": "conversation", "turns": "question", "pins": "quote", "checks": "check"}
"""What an account counts → what a person calls one of them."""

BESIDE = {
    "conversations": "the name",
    "turns": "the question as it was typed",
    "pins": "the note or the place",
    "checks": "the name",
}
"""What an account counts → what one of them may lose and still be shown."""

NEARLY_FULL = 0.9
"""The share of what may be kept from which on the page says so."""

KEPT = (CONVERSATIONS, PINS, CHECKS)
"""The tables whose rows have an owner."""

LET_GO = "Go on without what is damaged"


def book(store: DeskRows, desk: Desk, **change: int) -> int:
    """Count what comes or goes; return the owner's next step, a number by which their things are ordered.

    Raises:
        DeskError: that would be more than anybody may keep.
        StorageError: the account is damaged.
    """
    row = one_row(store, OWNERS, owner=desk.owner)
    if row is None and not keeps_something(store, desk):
        add(store, OWNERS, dict.fromkeys(OWNERS.columns, 0) | {"owner": desk.owner})
        row = one_row(store, OWNERS, owner=desk.owner)
    if row is None or not row.has(OWNERS):
        raise StorageError(damaged(desk, "how much is kept there cannot be told, so nothing is added"))
    after = {name: row.values[name] + by for name, by in change.items()}
    if any(by > 0 for by in change.values()):
        _check_size(store, desk)
    for name, count in after.items():
        if change[name] > 0 and count > MOST[name]:
            raise DeskError(f"nothing more is kept: {_full(name, MOST[name])}; delete old ones, or export them first")
    step: int = row.values["step"] + 1
    rewrite(store, OWNERS, row, step=step, **after)
    return step


def expected(store: DeskRows, desk: Desk, name: str) -> int | None:
    """Return how many there should be of what the account counts under this name; None where it is damaged."""
    row = one_row(store, OWNERS, owner=desk.owner)
    return 0 if row is None else row.values.get(name)


def first_known(place: Place, owners: Sequence[str]) -> str | None:
    """The first of these owners who has kept something here, found by the indexes alone: anybody may ask for any owner.

    Raises:
        LibraryError: it cannot be told.
    """
    anybody = Desk.at(place, "")
    if not owners or not is_there(anybody):
        return None
    with opened_to_read(anybody) as store:
        tables = (OWNERS, *KEPT)
        known = (one for one in owners if any(is_listed(store, table, owner=one) for table in tables))
        return next(known, None)


def keeps_something(store: DeskRows, desk: Desk) -> bool:
    """Return whether there is a conversation, a quote or a check of this owner."""
    return any(rows(store, table, owner=desk.owner) for table in KEPT)


def told(desk: Desk, name: str, *, there: int | None, shown: int, partly: int) -> tuple[str, ...]:
    """What a person should know of a list of theirs: that some of it is damaged or lost; nothing where it is whole.

    `there` is how many there should be, None where that is not known; `partly`: how many of those `shown` have lost
    something, such as a note or a name.
    """
    lines = []
    if there is None or shown > there:
        lines.append(f"whether {counted(shown, NAMES[name])} is all there was cannot be told")
    elif shown < there:
        lines.append(f"{there - shown:,} of {counted(there, NAMES[name])} cannot be shown")
    if partly:
        lines.append(f"{BESIDE[name]} of {counted(partly, NAMES[name])} is not shown")
    return (damaged(desk, listed(lines)),) if lines else ()


def nearly_full(store: DeskRows, desk: Desk, *names: str) -> tuple[str, ...]:
    """A line for each count of the account, and for the size of the file, that will soon be the most it may be."""
    counts = {name: expected(store, desk, name) or 0 for name in names}
    lines = [
        f"{_full(name, count)}: delete old ones soon, or export them first"
        for name, count in counts.items()
        if count >= NEARLY_FULL * MOST[name]
    ]
    size = store.megabytes()
    if size >= NEARLY_FULL * MOST_MEGABYTES:
        lines.append(f"{where_is(desk)} has {size:,} MB, of at most {MOST_MEGABYTES:,}: delete old conversations soon")
    return tuple(lines)


def damaged(desk: Desk, what: str) -> str:
    """The line that tells of damage."""
    return f"{where_is(desk)} is damaged: {what}; put back an earlier copy of it, or press “{LET_GO}”"


def _check_size(store: DeskRows, desk: Desk) -> None:
    if store.megabytes() >= MOST_MEGABYTES:
        raise DeskError(
            f"nothing more is kept: {where_is(desk)} has {MOST_MEGABYTES:,} MB, the most it may have; move it away to "
            "begin another"
        )


def _full(name: str, count: int) -> str:
    return f"{counted(count, NAMES[name])} are kept, of at most {MOST[name]:,}"
