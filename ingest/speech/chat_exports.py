"""What the programs that export chats and calls write between the messages: notices, times, who marked what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.records import RULE_TIME, Furniture, Loaded
from ingest.speech.turn_labels import BUTTON, LINE, NOTICE, PLACEHOLDER, POSTED, REACTION, SENT, STAMPED, TIMES, Label
from ingest.speech.turn_names import flat

RULE_NOTICE = "chat_notice"

LONGEST_SENDER = 60
"""Characters of a sender's name in an exported chat. Raised, notices with a colon become messages."""


def exported(loaded: Loaded, talk: Sequence[Label]) -> Iterator[Label]:
    """What else begins with a day and a time, as all messages of an exported chat do.

    Those are messages of senders whose names look like none ("berta k"), and lines of the program's own, with an empty
    name: who came and left, what is not in the export.
    """
    text = loaded.text
    lines = [
        (at, line, begins.end())
        for at, block in enumerate(loaded.blocks)
        for line in LINE.finditer(text, block.start, block.end)
        if (begins := STAMPED.match(line.group()))
    ]
    known = {label.start: label for label in talk}
    if 2 * sum(line.start() in known for _, line, _ in lines) <= len(talk):
        return
    for at, line, after in lines:
        sender = known.get(line.start()) or _sender(at, line, after)
        if sender is None or PLACEHOLDER.match(text[sender.words : line.end()]):
            yield Label(at, line.start(), line.end(), "", alone=True)
        elif line.start() not in known:
            yield sender


def notices(loaded: Loaded, talk: Sequence[Label]) -> Iterator[Label]:
    """The lines in which the program that wrote the times says what somebody did, with an empty name."""
    if 2 * sum(label.stamped for label in talk) <= len(talk):
        return
    names = {label.name for label in talk}
    for at, block in enumerate(loaded.blocks):
        for line in LINE.finditer(loaded.text, block.start, block.end):
            doing = NOTICE.search(line.group())
            if doing and line.group()[: doing.start()] in names:
                yield Label(at, line.start(), line.end(), "", alone=True)


def marks(loaded: Loaded, talk: Sequence[Label]) -> Iterator[Furniture]:
    """What a program writes inside a talk: the times above names, and that somebody marks another's message."""
    for label, other in neighbours(loaded, talk):
        for line in LINE.finditer(loaded.text, label.start, min(other.start, len(loaded.text))):
            if TIMES.fullmatch(line.group()) and (label.alone or label.stamped):
                yield Furniture(*line.span(), RULE_TIME)
            elif _is_programs(label, line):
                yield Furniture(*line.span(), RULE_NOTICE)


def _is_programs(label: Label, line: re.Match[str]) -> bool:
    """Return whether the line is who sent it, when and to whom, or what is pressed or marked below."""
    if line.start() < label.words:
        return label.alone and bool(SENT.match(line.group()) or POSTED.match(line.group()))
    return bool(BUTTON.match(line.group()) or (label.stamped and label.alone and REACTION.match(line.group())))


def _sender(at: int, line: re.Match[str], after: int) -> Label | None:
    """The sender of a message, before the first colon behind its time; None where there is none."""
    name, colon, _ = line.group()[after : after + LONGEST_SENDER].partition(": ")
    begins = line.start() + after
    return Label(at, line.start(), begins + len(name) + len(colon), flat(name), stamped=True) if colon else None


def neighbours(loaded: Loaded, kept: Sequence[Label]) -> Iterator[tuple[Label, Label]]:
    """Each label with the next, the last with one at the end of the text."""
    end = Label(len(loaded.blocks), len(loaded.text), len(loaded.text), "")
    yield from pairwise((*kept, end))
