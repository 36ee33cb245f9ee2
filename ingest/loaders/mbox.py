"""A mailbox in one file (mbox): every message with its subject and headers, as the words of its sender."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import replace
from email.message import EmailMessage
from itertools import pairwise

from errors import DocumentError
from ingest.loaders.mail import load_messages, parse
from ingest.records import Loaded

DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,3}(?:[A-Z][a-z]{2} {1,3}\d{1,2}|\d{1,2} {1,3}[A-Z][a-z]{2}) "
BEGINS = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n)|^(?=From [^\r\n]{1,400}\r?\n[A-Za-z][\w-]{0,60}:))"
    rb"From [^\r\n]{0,300}?" + DAY + rb"[^\r\n]{0,40}?\d\d:\d\d[^\r\n]{0,60}\r?\n",
    re.MULTILINE,
)
"""The line between messages: who sent the next, and when (RFC 4155).

Before it is an empty line; programs that leave that out begin the headers behind it.
"""

ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""A line of a message that would look like one; the mark was put before it."""


def load(data: bytes) -> Loaded:
    """The messages' text and blocks, in the order of the file.

    Raises:
        DocumentError: there is no message in it.
    """
    data = data.removeprefix(BOM_UTF8).lstrip(b"\r\n")
    places = [match.span() for match in BEGINS.finditer(data)]
    borders = pairwise([*places, (len(data), len(data))])
    found = [ESCAPED.sub(rb"\1", data[begin:end]) for (_, begin), (end, _) in borders]
    messages = [_parsed(message) for message in found if message.strip()]
    if all(isinstance(message, str) for message in messages):
        raise DocumentError("holds no message: export the folder again from the mail program, as mbox")
    loaded = load_messages(messages)
    before = data[: places[0][0]].strip()
    return replace(loaded, partly=("what stands before the first message", *loaded.partly)) if before else loaded


def _parsed(data: bytes) -> EmailMessage | str:
    """The message, or why it cannot be read."""
    try:
        return parse(data)
    except DocumentError as error:
        return str(error)
