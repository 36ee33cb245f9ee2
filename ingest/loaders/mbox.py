"""A mailbox in one file (mbox): every message with its subject and headers, as the words of its sender."""

from __future__ import annotations

import re
from itertools import pairwise

from errors import DocumentError
from ingest.loaders.mail import load_messages, parse
from ingest.records import Loaded

BEGINS = re.compile(rb"^From [^\r\n]{1,300}?\d\d:\d\d[^\r\n]{0,60}\r?\n", re.MULTILINE)
"""The line between messages: who sent the next, and when (RFC 4155)."""

ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""A line of a message that would look like one; the mark was put before it."""


def load(data: bytes) -> Loaded:
    """The messages' text and blocks, in the order of the file.

    Raises:
        DocumentError: there is no message in it.
    """
    places = [match.span() for match in BEGINS.finditer(data)]
    borders = pairwise([*places, (len(data), len(data))])
    found = [ESCAPED.sub(rb"\1", data[begin:end]) for (_, begin), (end, _) in borders]
    messages = [parse(message) for message in found if message.strip()]
    if not messages:
        raise DocumentError("holds no message: export the folder again from the mail program, as mbox")
    return load_messages(messages)
