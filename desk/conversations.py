"""Conversations on the desk: begin, continue, list, rename, delete and bring back."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from answer.exports.as_json import answer_as_json
from answer.exports.from_json import answer_from_json
from desk.desk_file import changing, is_begun, opened, sealed_json, unsealed_json
from desk.records import Conversation, Desk, KeptTurn, Talk
from errors import DeskError

LONGEST_NAME = 80
UNNAMED = "Untitled"


def begin(desk: Desk, turn: KeptTurn) -> int:
    """Begin a conversation with its first turn, named after the question, and return its number."""
    at = turn.asked_at.isoformat()
    insert = "INSERT INTO conversations (owner, name, begun_at, changed_at) VALUES (?, ?, ?, ?)"
    with changing(desk) as connection:
        number = connection.execute(insert, (desk.owner, as_name(turn.asked), at, at)).lastrowid or 0
        _add(connection, number, 0, turn)
    return number


def go_on(desk: Desk, number: int, turn: KeptTurn) -> None:
    """Add a turn to the conversation.

    Raises:
        DeskError: there is no such conversation of this owner.
    """
    with changing(desk) as connection:
        _own(connection, desk, number)
        last = "SELECT coalesce(max(place), -1) FROM turns WHERE conversation = ?"
        _add(connection, number, connection.execute(last, (number,)).fetchone()[0] + 1, turn)
        changed = "UPDATE conversations SET changed_at = ? WHERE number = ?"
        connection.execute(changed, (turn.asked_at.isoformat(), number))


def listed(desk: Desk) -> tuple[Conversation, ...]:
    """The owner's conversations, the one continued last first."""
    if not is_begun(desk):
        return ()
    query = "SELECT * FROM conversations WHERE owner = ? ORDER BY changed_at DESC, number DESC"
    with opened(desk) as connection:
        return tuple(map(_conversation, connection.execute(query, (desk.owner,))))


def read(desk: Desk, number: int) -> Talk:
    """The whole conversation, as it was said then.

    Raises:
        DeskError: there is no such conversation of this owner.
    """
    with opened(desk) as connection:
        return _talk(connection, desk, number)


def rename(desk: Desk, number: int, name: str) -> None:
    """Give the conversation another name; an empty one leaves the old name.

    Raises:
        DeskError: there is no such conversation of this owner.
    """
    with changing(desk) as connection:
        _own(connection, desk, number)
        if name.strip():
            connection.execute("UPDATE conversations SET name = ? WHERE number = ?", (as_name(name), number))


def delete(desk: Desk, number: int) -> Talk:
    """Delete the conversation from the disk and return it, so that it can be brought back.

    Raises:
        DeskError: there is no such conversation of this owner.
    """
    with changing(desk) as connection:
        talk = _talk(connection, desk, number)
        connection.execute("DELETE FROM conversations WHERE number = ?", (number,))
    return talk


def bring_back(desk: Desk, talk: Talk) -> None:
    """Restore a deleted conversation under its old number; numbers are never given twice."""
    one = talk.conversation
    values = (one.number, desk.owner, one.name, one.begun_at.isoformat(), one.changed_at.isoformat())
    with changing(desk) as connection:
        connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", values)
        for place, turn in enumerate(talk.turns):
            _add(connection, one.number, place, turn)


def as_name(text: str) -> str:
    """The text cut to one line of at most `LONGEST_NAME` characters."""
    words = " ".join(text.split()) or UNNAMED
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"


def _own(connection: sqlite3.Connection, desk: Desk, number: int) -> sqlite3.Row:
    query = "SELECT * FROM conversations WHERE number = ? AND owner = ?"
    row: sqlite3.Row | None = connection.execute(query, (number, desk.owner)).fetchone()
    if row is None:
        raise DeskError(f"there is no conversation {number} on this desk: it was deleted, so begin a new one")
    return row


def _talk(connection: sqlite3.Connection, desk: Desk, number: int) -> Talk:
    conversation = _conversation(_own(connection, desk, number))
    rows = connection.execute("SELECT * FROM turns WHERE conversation = ? ORDER BY place", (number,))
    return Talk(conversation, tuple(map(_turn, rows)))


def _add(connection: sqlite3.Connection, number: int, place: int, turn: KeptTurn) -> None:
    values = (number, place, turn.asked, turn.asked_at.isoformat(), *sealed_json(answer_as_json(turn.answer)))
    connection.execute("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)", values)


def _conversation(row: sqlite3.Row) -> Conversation:
    begun, changed = (datetime.fromisoformat(row[name]) for name in ("begun_at", "changed_at"))
    return Conversation(row["number"], row["name"], begun, changed)


def _turn(row: sqlite3.Row) -> KeptTurn:
    answer = answer_from_json(unsealed_json(row["answer"], row["seal"]))
    return KeptTurn(row["asked"], datetime.fromisoformat(row["asked_at"]), answer)
