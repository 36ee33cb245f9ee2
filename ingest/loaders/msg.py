"""An Outlook message (.msg): the same message as its e-mail, made from the properties that Outlook keeps.

python-oxmsg reads the container.
"""

from __future__ import annotations

import codecs
import struct
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime

from oxmsg import Message as Stored

from errors import DocumentError
from ingest.loaders.mail import attached, load_message
from ingest.loaders.mail_headers import FORGIVING
from ingest.records import Loaded, Part

RICH_TEXT = 0x1009
"""The property of a text that is kept as rich text (PidTagRtfCompressed)."""

CONTENT_ID = 0x3712
"""The property by which a page names its pictures (PidTagAttachContentId)."""

HEADERS = ("From", "To", "Cc", "Date", "Subject")
DAMAGED = (
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    UnicodeDecodeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the library raises of a damaged file: it has no error of its own."""


def _code_page(name: str) -> codecs.CodecInfo | None:
    """Python's codec for a code page as Outlook's messages name it: "windows-950" is cp950."""
    number = name.replace("_", "-").removeprefix("windows-")
    return codecs.lookup(f"cp{number}") if number.isdigit() and number != name else None


codecs.register(_code_page)


def load(data: bytes) -> Loaded:
    """The message's text and blocks, and what its headers say.

    Raises:
        DocumentError: it is damaged, or holds no message.
    """
    return load_message(_stored(data))


def members(data: bytes) -> Iterator[Part]:
    """The documents that are attached to the message, in order.

    Raises:
        DocumentError: it is damaged, or holds no message.
    """
    yield from attached(_stored(data))


def _stored(data: bytes) -> EmailMessage:
    try:
        return _as_email(Stored.load(data))
    except DAMAGED as error:
        raise DocumentError("is damaged: open it in Outlook and save it again") from error


def _as_email(stored: Stored) -> EmailMessage:
    """The e-mail that these properties are of."""
    message = EmailMessage(policy=FORGIVING)
    headers = {name.lower(): " ".join(str(value).split()) for name, value in stored.message_headers.items()}
    people = ", ".join(
        f"{one.name} <{one.email_address}>" if one.email_address else one.name for one in stored.recipients
    )
    known = {"from": stored.sender or "", "to": people, "subject": stored.subject or ""}
    known["date"] = format_datetime(stored.sent_date) if stored.sent_date else ""
    for name in HEADERS:
        words = headers.get(name.lower()) or known.get(name.lower(), "")
        if words:
            message[name] = words
    plain, page = stored.body or "", stored.html_body or ""
    message.set_content(plain)
    if page:
        message.add_alternative(page, subtype="html")
    if not plain.strip() and not page.strip() and stored.properties.binary_prop_value(RICH_TEXT):
        message.add_attachment(b"", "application", "x-rtf-compressed", filename="the message itself, in rich text")
    for part in stored.attachments:
        kind, _, subtype = (part.mime_type or "application/octet-stream").partition("/")
        message.add_attachment(part.file_bytes or b"", kind, subtype or "octet-stream", filename=part.file_name or None)
        if part.properties.str_prop_value(CONTENT_ID):
            added = list(message.iter_attachments())[-1]
            added["Content-ID"] = "<picture>"
    return message
