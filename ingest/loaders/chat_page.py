"""A chat or a forum's thread that is saved as a web page: each message is a quotation of whoever sent it.

Telegram exports chats as pages; phpBB, XenForo and Discourse are what most forums run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.loaders.chat_messages import Line, Message
from ingest.loaders.trees import Element, classes, flat_text, local_name, walk

FEWEST_MESSAGES = 2
"""Messages that make a chat. Raised, short exports lose their senders; lowered, pages of one comment are chats."""


class Shape(NamedTuple):
    """The classes by which a program marks a message, its sender, its time, its words, and the page's title."""

    message: str
    sender: str
    time: str
    words: str
    title: str


SHAPES = (
    Shape("message", "from_name", "date", "text", "page_header"),
    Shape("post", "username", "author", "content", "topic-title"),
    Shape("message--post", "username", "u-dt", "bbWrapper", "p-title-value"),
    Shape("crawler-post", "creator", "post-time", "post", "topic-title"),
)
COMMON = "post"
"""A class that many pages have; only with the title of a thread it is a forum's."""

CITED = re.compile(r"\s{0,9}(?P<name>[^\n:]{1,60}?)(?: (?:wrote|said|schrieb|a écrit|escribió))?\s{0,9}(?::|\Z)")
"""Whom the head of a quotation names: "Ann Lee wrote:"."""

BEHIND_SENDER = re.compile(r"[^»]{0,120}»\s*")
"""What stands before the time in the same line: "by Ann Lee » "."""


class Chat(NamedTuple):
    """What the head of the page calls it, "" for nothing, and its messages in order."""

    name: str
    messages: tuple[Message, ...]


def chat_in(tree: Element) -> Chat | None:
    """The chat that the page is, None where it is none.

    A message without a sender's name is of the sender before it.
    """
    for shape in SHAPES:
        if shape.message == COMMON and next(_parts(tree, shape.title), None) is None:
            continue
        found = tuple(_messages(tree, shape))
        if len(found) >= FEWEST_MESSAGES:
            heads = (flat_text(element) for element in _parts(tree, shape.title))
            return Chat(next(filter(None, heads), ""), found)
    return None


def _messages(tree: Element, shape: Shape) -> Iterator[Message]:
    """The messages that are marked so."""
    sender = ""
    for element in _parts(tree, shape.message):
        named = (element.get("data-author") or "", *(flat_text(part) for part in _parts(element, shape.sender)))
        sender = next(filter(None, named), sender)
        times = (part.get("title") or flat_text(part) for part in _parts(element, shape.time))
        time = BEHIND_SENDER.sub("", next(times, ""), count=1)
        for part in _parts(element, shape.words):
            around = [classes(outer) for outer in _around(part, element)]
            if any({"message-signature", shape.message, shape.words} & names for names in around):
                continue
            passed_on = any("forwarded" in names for names in around)
            writer = (_origin(element, shape) if passed_on else "") or sender
            if writer and (said := tuple(_said(part))):
                yield Message(writer, time, said)


def _around(part: Element, message: Element) -> Iterator[Element]:
    """The elements that hold this part of the message, up to that."""
    return takewhile(lambda outer: outer is not message, part.iterancestors())


def _origin(element: Element, shape: Shape) -> str:
    """Whose message was passed on: the name without the time that stands behind it; "" for nobody."""
    bodies = (body for body in _parts(element, "forwarded") if "body" in classes(body))
    names = (" ".join((part.text or "").split()) for body in bodies for part in _parts(body, shape.sender))
    return next(names, "")


def _said(element: Element) -> Iterator[Line]:
    """The lines of the element, as its breaks part them.

    What is quoted is of whoever the head of the quotation names, of nobody where it names none.
    """
    others: list[str | None] = [None]
    lines, cited = [""], False
    for event, inside in walk(element):
        name = local_name(inside)
        if event == "start":
            if name == "blockquote":
                yield from _worded(others[-1], lines)
                others, lines = [*others, inside.get("data-quote") or ""], [""]
            elif name == "cite" and len(others) > 1:
                named = CITED.match(flat_text(inside))
                others[-1], cited = named["name"] if named else "", True
            lines += [""] if name == "br" else []
            lines[-1] += "" if cited else inside.text or ""
            continue
        cited = cited and name != "cite"
        if name == "blockquote" and len(others) > 1:
            yield from _worded(others.pop(), lines)
            lines = [""]
        elif name in {"p", "div", "li"}:
            lines.append("")
        if inside is not element and not cited:
            lines[-1] += inside.tail or ""
    yield from _worded(others[-1], lines)


def _worded(other: str | None, lines: Sequence[str]) -> Iterator[Line]:
    """The lines that have words, with whose they are."""
    return ((other, shown) for line in lines if (shown := " ".join(line.split())))


def _parts(element: Element, name: str) -> Iterator[Element]:
    """The elements within with this class."""
    return (part for part in element.iter() if isinstance(part.tag, str) and name in classes(part))
