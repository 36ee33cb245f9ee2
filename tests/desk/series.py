"""A long series of what a person keeps, step by step, and what the desk must show after each step.

What it must show is worked out here on plain lists, without the desk.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desk import conversations, notebook
from desk.feedback import feedback_on, give
from desk.records import Desk, KeptTurn, Use
from tests.answer.exports.test_export import answer

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
WORDS = "Engineers closed the gate. " * 200
"""Long enough that a turn takes several pages of the file."""

Talks = list[tuple[str, list[str]]]
"""Name and questions of each conversation, the one continued last first."""

Pins = list[tuple[int, str]]
"""Start and note of each quote, in the notebook's order."""

ROUND = 8
"""Steps after which the series does the same things again, to other things."""


def steps(desk: Desk) -> list[Callable[[int], object]]:
    """The steps of a round; each is given its number in the series."""
    made = answer(WORDS)
    hit = made.lanes[0].hits[0]

    def turn(at: int) -> KeptTurn:
        return KeptTurn(f"question {at}", AT, made)

    def newest() -> int:
        return conversations.listed(desk)[0].number

    def pin(at: int) -> None:
        notebook.pin(desk, hit.document, replace(hit.evidence, start=at, end=at + len(hit.text)), at=AT)

    def last() -> int:
        return notebook.pins(desk)[-1].number

    return [
        lambda at: conversations.begin(desk, turn(at)),
        lambda at: conversations.go_on(desk, newest(), turn(at)),
        lambda at: conversations.rename(desk, newest(), f"name {at}"),
        pin,
        lambda at: notebook.write_note(desk, last(), f"note {at}"),
        lambda _: notebook.move(desk, last(), by=-1),
        lambda at: give(desk.data, feedback_on(made, replace(hit, start=at), Use.USEFUL, at=AT)),
        lambda at: _let_one_go(desk, at),
    ]


def _let_one_go(desk: Desk, at: int) -> None:
    """Every second round deletes the oldest conversation, the others the first quote."""
    if at // ROUND % 2:
        conversations.delete(desk, conversations.listed(desk)[-1].number)
    else:
        notebook.remove(desk, notebook.pins(desk)[0].number)


def shown_after(count: int) -> tuple[Talks, Pins, int]:
    """What the desk shows after so many steps, and how many lines of feedback there are."""
    talks: Talks = []
    pins: Pins = []
    for at in range(count):
        match at % ROUND:
            case 0:
                talks.insert(0, (f"question {at}", [f"question {at}"]))
            case 1:
                talks[0][1].append(f"question {at}")
            case 2:
                talks[0] = (f"name {at}", talks[0][1])
            case 3:
                pins.append((at, ""))
            case 4:
                pins[-1] = (pins[-1][0], f"note {at}")
            case 5 if len(pins) > 1:
                pins[-2:] = [pins[-1], pins[-2]]
            case 7 if at // ROUND % 2:
                talks.pop()
            case 7:
                pins.pop(0)
    return talks, pins, sum(at % ROUND == 6 for at in range(count))


def shown(desk: Desk) -> tuple[Talks, Pins, int]:
    """What the desk shows; nothing of it may be told as damaged."""
    listed, pins = conversations.listed(desk), notebook.pins(desk)
    found = [conversations.read(desk, one.number) for one in listed]
    assert [*listed.told, *pins.told, *(line for talk in found for line in talk.told)] == []
    talks = [(talk.conversation.name, [turn.asked for turn in talk.turns]) for talk in found]
    file = desk.data / "feedback.jsonl"
    lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
    return talks, [(pin.evidence.start, pin.note) for pin in pins], sum(line.endswith(b"\n") for line in lines)


def keep(_corpus: Path, data: Path, order: dict[str, Any]) -> None:
    """Take the steps of the order, and note in a file when each is done: what a person has seen to be kept."""
    desk = Desk(data, "ann")
    made = steps(desk)
    with Path(order["done"]).open("ab", buffering=0) as done:
        for at in range(order["first"], order["steps"]):
            made[at % ROUND](at)
            os.write(done.fileno(), b".")
