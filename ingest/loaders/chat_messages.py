"""The messages of a chat or a forum's thread, and how they are written: each is a quotation of its sender."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ingest.loaders.canonical import Canonical, Inline
from ingest.records import RULE_TIME, BlockKind

Line = tuple[str | None, str]
"""Whose words a line repeats, "" where that is not said and None for the sender's own, and the line."""


class Message(NamedTuple):
    """A message: whose words it is, when it was sent, the lines that have words, and who passed it on."""

    sender: str
    time: str
    lines: tuple[Line, ...]
    forwarded_by: str = ""


def write_message(canonical: Canonical, message: Message) -> None:
    """Add the message behind its time and its sender; what it repeats of others is a quotation of these."""
    passed_on = f", forwarded by {message.forwarded_by}" if message.forwarded_by else ""
    words = Inline()
    words.write(f"[{message.time}{passed_on}] " if message.time else "")
    words.mark(0, RULE_TIME)
    words.write(f"{message.sender}: ")
    for other, lines in groupby(message.lines, key=lambda line: line[0]):
        if other is not None and words.parts:  # the sender's name alone
            canonical.add(BlockKind.QUOTE, words, speaker=message.sender)
        words = words if other is None else Inline()
        words.write("\n".join(line for _, line in lines))
        canonical.add(BlockKind.QUOTE, words, speaker=message.sender if other is None else other or None)
        words = Inline()
