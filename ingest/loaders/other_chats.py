"""Chats that other programs export as data: Discord, Facebook and Instagram, Google Chat. Told by their own fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from ingest.loaders.chat_messages import Line, Message
from ingest.loaders.json_data import Record, records, words


class Shape(NamedTuple):
    """The fields of a message: the record and the names in it that say who sent it, the words, and the time."""

    person: str
    names: tuple[str, ...]
    words: str
    time: str


DISCORD = Shape("author", ("nickname", "name"), "content", "timestamp")
META = Shape("", ("sender_name",), "content", "timestamp_ms")
GOOGLE = Shape("creator", ("name", "email"), "text", "created_date")
SHAPES = (DISCORD, META, GOOGLE)

FILES = ("attachments", "embeds", "photos", "videos", "audio_files", "files", "attached_files")

SAID = frozenset({"", "Default", "Reply", "Generic", "Share", "Call"})
"""Kinds of messages that a person wrote; the others tell who came and left."""


def messages(items: Sequence[Record]) -> tuple[Message, ...]:
    """The messages that people wrote, the earliest first; none where the records are no messages of these programs."""
    for shape in SHAPES:
        sent = [item for item in items if _sender(item, shape) and shape.time in item]
        if sent and 2 * len(sent) > len(items):
            found = tuple(_messages(sent, shape))
            return found[::-1] if shape is META and _is_reversed(sent) else found
    return ()


def _messages(sent: Sequence[Record], shape: Shape) -> Iterator[Message]:
    for item in sent:
        person = item.get(shape.person)
        robot = isinstance(person, dict) and person.get("isBot") is True
        said = item.get(shape.words)
        if robot or words(item, "type") not in SAID or not isinstance(said, str):
            continue
        if lines := tuple(_lines(_mended(said))):
            yield Message(_mended(_sender(item, shape)), _time(item, shape), lines)


def _lines(said: str) -> Iterator[Line]:
    """The lines that have words; those behind ">" repeat somebody's."""
    for line in said.split("\n"):
        if shown := " ".join(line.removeprefix(">>>").removeprefix(">").split()):
            yield "" if line.startswith(">") else None, shown


def files(items: Sequence[Record]) -> int:
    """Return how many messages have a file, a picture or what a robot set in a frame of its own."""
    return sum(any(records(item.get(name)) for name in FILES) for item in items)


def _sender(item: Record, shape: Shape) -> str:
    record = item.get(shape.person) if shape.person else item
    return words(record, *shape.names) if isinstance(record, dict) else ""


def _time(item: Record, shape: Shape) -> str:
    """When it was sent, in UTC where the program counts milliseconds, else as it writes it."""
    stamp = item.get(shape.time)
    if isinstance(stamp, int) and 0 < stamp < 10**14:
        return datetime.fromtimestamp(stamp / 1000, UTC).strftime("%Y-%m-%d %H:%M")
    return str(stamp).replace("T", " ")[:16] if shape is DISCORD else words(item, shape.time)


def _is_reversed(sent: Sequence[Record]) -> bool:
    """Return whether the last message comes first."""
    first, last = (item.get(META.time) for item in (sent[0], sent[-1]))
    return isinstance(first, int) and isinstance(last, int) and first > last


def _mended(text: str) -> str:
    """The text as it was typed, where the program wrote the bytes of UTF-8 as letters of Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
