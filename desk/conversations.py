"""Conversations on the desk: begin, continue, list, rename, delete and bring back."""

from __future__ import annotations

import json
from datetime import datetime

from answer.exports.as_json import answer_as_json
from answer.exports.from_json import answer_from_json
from desk import accounts
from desk.opening import changing, is_begun, opened_to_read
from desk.records import Conversation, Desk, Found, KeptTurn, Talk
from desk.sealed_rows import CONVERSATIONS, TURNS, DeskRows, Row, add, drop, one_row, rewrite, rows
from errors import DeskError, ExportError

LONGEST_NAME = 80
UNNAMED = "Untitled"

MOST_TURNS = 200
"""Of one conversation. Raised, opening it takes longer: every answer is drawn."""

LARGEST_ANSWER = 4_000_000
"""Characters of an answer as JSON. Raised, a few answers fill the file."""


def begin(desk: Desk, turn: KeptTurn) -> int:
    """Begin a conversation with its first turn, named after the question, and return its number.

    Raises:
        DeskError: the desk is full, or keeps nothing for this browser.
    """
    with changing(desk) as store:
        number = store.next_number(CONVERSATIONS)
        put_back(store, desk, Talk(Conversation(number, as_name(turn.asked)), (turn,)))
    return number


def go_on(desk: Desk, number: int, turn: KeptTurn) -> None:
    """Add a turn to the conversation.

    Raises:
        DeskError: there is no such conversation of this owner, or no room for more.
    """
    with changing(desk) as store:
        row = _own(store, desk, number)
        place = row.values.get("turns")
        if place is None:
            raise DeskError(
                accounts.damaged(desk, "how long this conversation was is not known, so nothing is added to it")
            )
        if place >= MOST_TURNS:
            raise DeskError(f"this conversation has {MOST_TURNS} questions, the most it may have: begin a new one")
        step = accounts.book(store, desk, turns=1)
        _add(store, number, place, turn)
        rewrite(store, CONVERSATIONS, row, changed=step, turns=place + 1)


def listed(desk: Desk) -> Found[Conversation]:
    """The owner's conversations, the one continued last first."""
    if not is_begun(desk):
        return Found()
    with opened_to_read(desk) as store:
        there, found = _standing(store, desk)
        soon = accounts.nearly_full(store, desk, "conversations", "turns")
    partly = sum(not row.has(CONVERSATIONS) for row in found)
    told = accounts.told(desk, "conversations", there=there, shown=len(found), partly=partly)
    return Found(tuple(map(_conversation, found)), told, soon)


def read(desk: Desk, number: int) -> Talk:
    """The whole conversation, as it was said then.

    Raises:
        DeskError: there is no such conversation of this owner, or nothing of it can be shown.
    """
    with opened_to_read(desk) as store:
        return _whole_talk(store, desk, number)


def rename(desk: Desk, number: int, name: str) -> None:
    """Give the conversation another name; an empty one leaves the old name.

    Raises:
        DeskError: there is no such conversation of this owner.
    """
    with changing(desk) as store:
        row = _own(store, desk, number)
        if name[: 2 * LONGEST_NAME].strip():
            rewrite(store, CONVERSATIONS, row, name=as_name(name))


def delete(desk: Desk, number: int) -> Talk:
    """Delete the conversation from the disk and return it, so that it can be brought back.

    Raises:
        DeskError: there is no such conversation of this owner.
    """
    with changing(desk) as store:
        talk = _whole_talk(store, desk, number)
        turns = _own(store, desk, number).values.get("turns", len(talk.turns))
        accounts.book(store, desk, conversations=-1, turns=-turns)
        drop(store, TURNS, conversation=number)
        drop(store, CONVERSATIONS, number=number)
    return talk


def bring_back(desk: Desk, talk: Talk) -> None:
    """Restore a deleted conversation under its old number; numbers are never given twice."""
    with changing(desk) as store:
        put_back(store, desk, talk)


def put_back(store: DeskRows, desk: Desk, talk: Talk) -> None:
    """Write a conversation with its turns, as the one continued last."""
    one, turns = talk.conversation, len(talk.turns)
    step = accounts.book(store, desk, conversations=1, turns=turns)
    values = {"number": one.number, "owner": desk.owner, "name": one.name, "changed": step, "turns": turns}
    add(store, CONVERSATIONS, values)
    for place, turn in enumerate(talk.turns):
        _add(store, one.number, place, turn)


def talks(store: DeskRows, desk: Desk) -> list[Talk]:
    """All of the owner's conversations of which something stands, the one continued last first."""
    found = (_talk(store, row, desk) for row in _standing(store, desk)[1])
    return [talk for talk in found if talk.turns]


def nearly_full(turns: int) -> tuple[str, ...]:
    """A line where a conversation of so many turns will soon be as long as it may be."""
    if turns < accounts.NEARLY_FULL * MOST_TURNS:
        return ()
    return (f"this conversation has {turns} questions, of at most {MOST_TURNS}: begin a new one soon",)


def as_name(text: str) -> str:
    """The text cut to one line of at most `LONGEST_NAME` characters."""
    words = " ".join(text[: 20 * LONGEST_NAME].split()) or UNNAMED
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"


def _own(store: DeskRows, desk: Desk, number: int) -> Row:
    row = one_row(store, CONVERSATIONS, number=number)
    if row is None or not _stands(row) or row.values["owner"] != desk.owner:
        raise DeskError(f"there is no conversation {number} on this desk: it was deleted, so begin a new one")
    return row


def _standing(store: DeskRows, desk: Desk) -> tuple[int | None, list[Row]]:
    """How many conversations of the owner there should be, and those that stand, the one continued last first."""
    there = accounts.expected(store, desk, "conversations")
    found = [row for row in rows(store, CONVERSATIONS, expected=there, owner=desk.owner) if _stands(row)]
    return there, sorted(found, key=lambda row: (row.values.get("changed", 0), row.row_id), reverse=True)


def _whole_talk(store: DeskRows, desk: Desk, number: int) -> Talk:
    talk = _talk(store, _own(store, desk, number), desk)
    if not talk.turns:
        raise DeskError(" ".join(talk.told))
    return talk


def _talk(store: DeskRows, row: Row, desk: Desk) -> Talk:
    """What stands of the conversation, which may be nothing."""
    there = row.values.get("turns")
    found = rows(store, TURNS, expected=there, conversation=row.row_id)
    found.sort(key=lambda row: row.values.get("place", 0))
    turns = tuple(turn for one in found if (turn := _turn(one)))
    partly = sum(not one.has(TURNS) for one in found)
    told = accounts.told(desk, "turns", there=there, shown=len(turns), partly=partly)
    return Talk(_conversation(row), turns, told)


def _add(store: DeskRows, number: int, place: int, turn: KeptTurn) -> None:
    answer = json.dumps(answer_as_json(turn.answer))
    if len(answer) > LARGEST_ANSWER:
        raise DeskError(f"this answer is not kept: it has more than {LARGEST_ANSWER:,} characters; export it instead")
    values = {"asked": turn.asked, "asked_at": turn.asked_at.isoformat(), "answer": answer}
    add(store, TURNS, {"conversation": number, "place": place, **values})


def _stands(row: Row) -> bool:
    return row.has(CONVERSATIONS, but=("name", "changed", "turns"))


def _conversation(row: Row) -> Conversation:
    return Conversation(row.values["number"], row.values.get("name", UNNAMED))


def _turn(row: Row) -> KeptTurn | None:
    """The turn; None where it is damaged, but for what was typed: what was searched stands in the answer too."""
    if not row.has(TURNS, but=("asked",)):
        return None
    try:
        answer = answer_from_json(json.loads(row.values["answer"]))
        at = datetime.fromisoformat(row.values["asked_at"])
    except (KeyError, TypeError, ValueError, AttributeError, ExportError):  # as it was damaged before it was sealed
        return None
    return KeptTurn(row.values.get("asked", answer.question), at, answer)
