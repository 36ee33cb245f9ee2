"""A mailbox in one file (mbox): every message is a document of its own, named by its number."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import pairwise

from errors import DocumentError
from ingest.records import Part

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

BEFORE = "what stands before the first message"


def members(data: bytes) -> Iterator[Part]:
    """The messages, in the order of the file, as files of their own.

    Raises:
        DocumentError: there is no message in it.
    """
    data = data.removeprefix(BOM_UTF8).lstrip(b"\r\n")
    places = [match.span() for match in BEGINS.finditer(data)]
    if not places:
        raise DocumentError("holds no message: export the folder again from the mail program, as mbox")
    if data[: places[0][0]].strip():
        yield Part(BEFORE, reason="is no message: export the folder again from the mail program, as mbox")
    digits = max(4, len(str(len(places))))
    for number, ((_, begin), (end, _)) in enumerate(pairwise([*places, (len(data), len(data))]), 1):
        message = ESCAPED.sub(rb"\1", data[begin:end])
        if message.strip():
            yield Part(f"{number:0{digits}}.eml", message)
