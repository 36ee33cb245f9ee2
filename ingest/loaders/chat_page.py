"""An exported chat that is saved as a web page, as Telegram does: each message is a quotation of its sender."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.loaders.canonical import Canonical, Inline
from ingest.loaders.trees import Element, classes, flat_text, local_name, walk
from ingest.records import BlockKind

FEWEST_MESSAGES = 2
"""Messages that make a chat. Raised, short exports lose their senders; lowered, pages of one comment are chats."""


class Message(NamedTuple):
    """A message of a chat: who sent it and when, as the page writes it, and the element with its words."""

    sender: str
    time: str
    words: Element


def messages(tree: Element) -> list[Message]:
    """The messages of the page, in order; none where it is no exported chat.

    A message without a sender's name is of the sender before it.
    """
    found: list[Message] = []
    sender = ""
    for element in tree.iter("div"):
        if "message" not in classes(element):
            continue
        sender = next((flat_text(part) for part in _parts(element, "from_name")), sender)
        times = (part.get("title") or flat_text(part) for part in _parts(element, "date"))
        time = next(times, "")
        found += [Message(sender, time, part) for part in _parts(element, "text") if sender]
    return found if len(found) >= FEWEST_MESSAGES else []


def write_messages(canonical: Canonical, found: list[Message]) -> None:
    """Add the messages, each behind its time and its sender, as chats that are exported as text have them."""
    for message in found:
        stamp = f"[{message.time}] " if message.time else ""
        words = Inline()
        words.write(f"{stamp}{message.sender}: " + "\n".join(_lines(message.words)))
        canonical.add(BlockKind.QUOTE, words, speaker=message.sender)


def chat_name(tree: Element) -> str:
    """What the head of the page calls the chat; "" for nothing."""
    heads = (head for head in tree.iter("div") if "page_header" in classes(head))
    return next((flat_text(part) for head in heads for part in _parts(head, "text")), "")


def _lines(element: Element) -> list[str]:
    """The lines of the element's words, as its breaks part them."""
    lines = [""]
    for event, inside in walk(element):
        if event == "start":
            lines += [""] if local_name(inside) == "br" else []
            lines[-1] += inside.text or ""
        elif inside is not element:
            lines[-1] += inside.tail or ""
    return [words for line in lines if (words := " ".join(line.split()))]


def _parts(element: Element, name: str) -> Iterator[Element]:
    return (part for part in element.iter("div") if name in classes(part))
