"""The notebook: quotes that a person pinned, in their order, each with its source and a note."""

from __future__ import annotations

import json
from datetime import datetime

from answer.exports.as_json import quote_as_json
from answer.exports.from_json import quote_from_json
from desk import accounts
from desk.opening import changing, is_begun, is_there, opened_to_read
from desk.records import Desk, Found, Pin, Place
from desk.sealed_rows import PINS, DeskRows, Row, add, drop, one_row, rewrite, rows
from errors import DeskError, ExportError
from index.records import DocumentLabel, Evidence

LONGEST_NOTE = 10_000
"""Characters. Raised, a few notes fill a page, and the file."""

Whereabouts = tuple[str, str, int, int]
"""A quote's document, the sha256 of its file, and the quote's start and end in it."""

LONGEST_PART = 80
"""Characters of a heading. Raised, headings run over several lines."""

BESIDE = ("place", "note", "part")
"""What a quote may lose and still be shown."""

WHERE = ("document", "sha256", "start", "end")


def pin(desk: Desk, label: DocumentLabel, evidence: Evidence, *, at: datetime) -> bool:
    """Put the quote at the notebook's end; return False where it is there already.

    Raises:
        DeskError: the notebook is full or the quote in it is damaged, or nothing is kept for this browser.
    """
    with changing(desk) as store:
        return put_back(store, desk, Pin(store.next_number(PINS), label, evidence, "", at))


def pins(desk: Desk) -> Found[Pin]:
    """The owner's quotes, in their order: those without a heading first, then part by part."""
    if not is_begun(desk):
        return Found()
    with opened_to_read(desk) as store:
        return standing(store, desk)


def pinned_by_all(place: Place) -> tuple[tuple[str, Pin], ...]:
    """The quotes of everybody who keeps something in this place, each with its owner; without damaged ones."""
    anybody = Desk.at(place, "")
    if not is_there(anybody):
        return ()
    with opened_to_read(anybody) as store:
        return tuple((owner, pin) for owner in store.owners() for pin in standing(store, Desk.at(place, owner)))


def standing(store: DeskRows, desk: Desk) -> Found[Pin]:
    """The owner's quotes that stand, in their order."""
    there, found = _rows(store, desk)
    made = [(one, row) for row in found if (one := _pin(row))]
    partly = sum(not row.has(PINS) for _, row in made)
    told = accounts.told(desk, "pins", there=there, shown=len(made), partly=partly)
    return Found(tuple(one for one, _ in made), told, accounts.nearly_full(store, desk, "pins"))


def whereabouts(desk: Desk) -> tuple[Whereabouts, ...]:
    """Where the owner's quotes stand, in their order, without reading the quotes; without those that are damaged."""
    if not is_begun(desk):
        return ()
    with opened_to_read(desk) as store:
        _, found = _rows(store, desk)
    places = (row.values for row in found if row.has(PINS, but=BESIDE))
    return tuple((row["document"], row["sha256"], row["start"], row["end"]) for row in places)


def whereabouts_of(label: DocumentLabel, evidence: Evidence) -> Whereabouts:
    """Return where this quote stands."""
    return label.id, label.sha256, evidence.start, evidence.end


def write_note(desk: Desk, number: int, note: str) -> None:
    """Write a note beside the quote.

    Raises:
        DeskError: there is no such quote of this owner, or the note is too long.
    """
    if len(note) > LONGEST_NOTE:
        raise DeskError(f"the note is too long: {len(note):,} characters, at most {LONGEST_NOTE:,}; shorten it")
    with changing(desk) as store:
        rewrite(store, PINS, _own(store, desk, number)[0], note=note)


def move(desk: Desk, number: int, *, by: int) -> None:
    """Move the quote up (-1) or down (1): past its neighbour, or into the neighbour's part; at an end it stays.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as store:
        order = _own_order(store, desk, number)
        at = [row.row_id for row in order].index(number)
        beside = order[min(max(at + by, 0), len(order) - 1)]
        if _part(beside) == _part(order[at]):
            _place(store, order, at, min(max(at + by, 0), len(order) - 1), _part(beside))
        else:
            _place(store, order, at, at, _part(beside))


def move_to(desk: Desk, number: int, to: int, part: str | None = None) -> None:
    """Move the quote to this place in the notebook, from 0, into this part, or into that of the quote then above it.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as store:
        order = _own_order(store, desk, number)
        at = [row.row_id for row in order].index(number)
        others = [row for row in order if row.row_id != number]
        place = min(max(to, 0), len(others))
        beside = others[place - 1] if place else others[0] if others else order[at]
        _place(store, order, at, place, _part(beside) if part is None else as_part(part))


def put_into(desk: Desk, number: int, part: str) -> None:
    """Put the quote under a heading, behind what stands there; "" for none.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as store:
        order = _own_order(store, desk, number)
        at = [row.row_id for row in order].index(number)
        others = [row for row in order if row.row_id != number]
        there = [place for place, row in enumerate(others) if _part(row) == as_part(part)]
        end = 0 if not as_part(part) else len(others)
        _place(store, order, at, there[-1] + 1 if there else end, as_part(part))


def rename_part(desk: Desk, part: str, name: str) -> None:
    """Give a heading other words; one that is there already takes its quotes, and an empty one leaves them without."""
    with changing(desk) as store:
        for row in _rows(store, desk)[1]:
            if _part(row) == part and _pin(row):
                rewrite(store, PINS, row, part=as_part(name))


def as_part(name: str) -> str:
    """The heading on one line, of at most `LONGEST_PART` characters."""
    return " ".join(name[: 20 * LONGEST_PART].split())[:LONGEST_PART].rstrip()


def choose_words(desk: Desk, number: int, evidence: Evidence) -> None:
    """Pin other words of the same document instead, with the note and the place as they are.

    Raises:
        DeskError: there is no such quote of this owner, or these words are pinned already.
    """
    with changing(desk) as store:
        row, one = _own(store, desk, number)
        where: dict[str, str | int] = dict(zip(WHERE, whereabouts_of(one.document, evidence), strict=True))
        there = one_row(store, PINS, owner=desk.owner, **where)
        if there is not None and there.row_id != number:
            raise DeskError("these words are in the notebook already: remove one of the two quotes")
        quote = json.dumps(quote_as_json(one.document, evidence))
        rewrite(store, PINS, row, quote=quote, start=evidence.start, end=evidence.end)


def _own_order(store: DeskRows, desk: Desk, number: int) -> list[Row]:
    _own(store, desk, number)
    return [row for row in _rows(store, desk)[1] if _pin(row)]


def _place(store: DeskRows, order: list[Row], at: int, to: int, part: str) -> None:
    """Move one of the rows; the places that there are go to the rows that have one, in the new order."""
    moved = order[at]
    if _part(moved) != part:
        rewrite(store, PINS, moved, part=part)
        moved = one_row(store, PINS, number=moved.row_id) or moved
    others = [*order[:at], *order[at + 1 :]]
    placed = [row for row in [*others[:to], moved, *others[to:]] if "place" in row.values]
    for row, place in zip(placed, sorted(row.values["place"] for row in placed), strict=True):
        if row.values["place"] != place:
            rewrite(store, PINS, row, place=place)


def remove(desk: Desk, number: int) -> tuple[Pin, int]:
    """Delete the quote and its note from the disk; return it with its place, so that it can be brought back.

    Raises:
        DeskError: there is no such quote of this owner.
    """
    with changing(desk) as store:
        row, found = _own(store, desk, number)
        accounts.book(store, desk, pins=-1)
        drop(store, PINS, number=number)
    return found, row.values.get("place", 0)


def bring_back(desk: Desk, removed: Pin, place: int) -> None:
    """Put a removed quote back at its place; one that was pinned again meanwhile stays instead."""
    with changing(desk) as store:
        put_back(store, desk, removed, place)


def put_back(store: DeskRows, desk: Desk, one: Pin, place: int | None = None) -> bool:
    """Write a quote at this place, or at the notebook's end; return False where it is there already."""
    where: dict[str, str | int] = dict(zip(WHERE, whereabouts_of(one.document, one.evidence), strict=True))
    there = one_row(store, PINS, owner=desk.owner, **where)
    if there is not None:
        if _pin(there) is None:
            raise DeskError(accounts.damaged(desk, "this quote is in the notebook, and cannot be shown"))
        return False
    step = accounts.book(store, desk, pins=1)
    values = {"number": one.number, "owner": desk.owner, "place": step if place is None else place}
    values |= {"note": one.note, "part": one.part}
    quote = json.dumps(quote_as_json(one.document, one.evidence))
    add(store, PINS, {**values, **where, "quote": quote, "pinned_at": one.pinned_at.isoformat()})
    return True


def _rows(store: DeskRows, desk: Desk) -> tuple[int | None, list[Row]]:
    """Return how many quotes of the owner there should be, and those that are there, in their order.

    A part stands where its first quote stands; quotes without one come first.
    """
    there = accounts.expected(store, desk, "pins")
    found = sorted(rows(store, PINS, expected=there, owner=desk.owner), key=_order)
    parts = {"": -1} | {part: at for at, part in enumerate(dict.fromkeys(map(_part, found))) if part}
    return there, sorted(found, key=lambda row: parts[_part(row)])


def _part(row: Row) -> str:
    part: str = row.values.get("part", "")
    return part


def _order(row: Row) -> tuple[bool, int, int]:
    """By place; what has lost its place comes last."""
    return "place" not in row.values, row.values.get("place", 0), row.row_id


def _own(store: DeskRows, desk: Desk, number: int) -> tuple[Row, Pin]:
    row = one_row(store, PINS, number=number)
    found = _pin(row) if row else None
    if row is None or found is None or row.values["owner"] != desk.owner:
        raise DeskError("this quote is not in the notebook any more: it was removed in another window")
    return row, found


def _pin(row: Row) -> Pin | None:
    """The quote; None where it is damaged, but for its note and its place."""
    if not row.has(PINS, but=(*BESIDE, *WHERE)):
        return None
    try:
        label, evidence = quote_from_json(json.loads(row.values["quote"]))
        at = datetime.fromisoformat(row.values["pinned_at"])
    except (KeyError, TypeError, ValueError, AttributeError, ExportError):  # as it was damaged before it was sealed
        return None
    return Pin(row.values["number"], label, evidence, row.values.get("note", ""), at, _part(row))
