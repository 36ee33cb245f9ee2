"""Telegram's export of chats (`result.json`), whose texts are words or lists of words and of words with marks."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.loaders.chat_messages import Line, Message
from ingest.loaders.json_data import Record, records, words

NO_NAME = "Deleted Account"
"""What Telegram calls somebody whose name is not known any more."""

MINUTES = len("2025-02-03T08:02")
FILES = frozenset({"photo", "file", "media_type"})


def chats(value: object) -> list[Record]:
    """The chats of an export of one chat or of all."""
    if not isinstance(value, dict):
        return []
    lists = (value[name].get("list") for name in ("chats", "left_chats") if isinstance(value.get(name), dict))
    listed = [chat for found in lists for chat in records(found)]
    return [chat for chat in (value, *listed) if any(map(is_message, records(chat.get("messages"))))]


def is_message(item: Record) -> bool:
    """Return whether the record is one of Telegram's messages."""
    return words(item, "type") in {"message", "service"} and "date" in item


def messages(chat: Record) -> Iterator[Message]:
    """The messages that people wrote, in order; one that is passed on is of whoever wrote it."""
    for item in records(chat.get("messages")):
        lines = tuple(_lines(item)) if item.get("type") == "message" else ()
        if not lines:
            continue
        time = words(item, "date")[:MINUTES].replace("T", " ")
        sender = words(item, "from") or NO_NAME
        if "forwarded_from" in item:
            yield Message(words(item, "forwarded_from") or NO_NAME, time, lines, forwarded_by=sender)
        else:
            yield Message(sender, time, lines)


def files(chat: Record) -> int:
    """Return how many messages have a file or a picture."""
    return sum(not FILES.isdisjoint(item) for item in records(chat.get("messages")) if item.get("type") == "message")


def _lines(item: Record) -> Iterator[Line]:
    """The lines of a message's words, or of the question that it puts to all."""
    said = [(False, "")]
    for is_repeated, part in _parts(item):
        for at, line in enumerate(part.split("\n")):
            if at or said[-1][0] is not is_repeated:
                said.append((is_repeated, ""))
            said[-1] = is_repeated, said[-1][1] + line
    for is_repeated, line in said:
        if shown := " ".join(line.split()):
            yield "" if is_repeated else None, shown


def _parts(item: Record) -> Iterator[tuple[bool, str]]:
    """Whether a part of the words repeats somebody's, and the part."""
    text = item.get("text")
    for part in text if isinstance(text, list) else [text]:
        if isinstance(part, str):
            yield False, part
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            yield part.get("type") == "blockquote", part["text"]
    poll = item.get("poll")
    if isinstance(poll, dict):
        yield False, words(poll, "question")
