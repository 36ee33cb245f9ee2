"""E-mail: the sender's words, and quoted replies as quotations of whoever sent those.

The subject is the heading. What stands under `-- ` is a signature, and attachments are named, not read:
both are furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from errors import DocumentError
from ingest.decoding import decode_as
from ingest.loaders.canonical import Canonical, Inline
from ingest.loaders.hypertext import write_tree
from ingest.loaders.trees import parse_html
from ingest.records import BlockKind, Furniture, Loaded, OwnField

QUOTE_MARKS = re.compile(r"(?:[>|] ?)+")
WROTE = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Den|Em)\b.{6,300}?(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu)"
    r".{0,120}?:\s*\Z",
    re.DOTALL,
)
NAME_IN_MARKS = re.compile(r"\"([^\"<>]{2,80})\" ?(?:<|\[mailto:|\() ?[\w.+-]+@")
NAME_BEFORE_ADDRESS = re.compile(r"[\"']?([^\"'<>,;\d:]{2,80}?)[\"']? ?(?:<|\[mailto:|\() ?[\w.+-]+@")
NAME_BEFORE_VERB = re.compile(
    r"(?:,|\d)\s+(?:um\s[\d:]+\s)?([^\W\d][^,;:\d<>]{1,80}?)\s+(?:wrote|a écrit|escribió|ha scritto|skrev)\b"
)
NAME_BEHIND_VERB = re.compile(r"(?:schrieb|schreef)\s+([^<:]{2,80}?)\s*(?:<|:)")
HOUR = re.compile(r"^(?:\s*[AaPp]\.?[Mm]\.?\b,?)?\s*")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}")
ORIGINAL = re.compile(
    r"(?<!-)-{2,}\s*(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Forwarded message)\s*-{2,}", re.I
)
FROM_LINE = re.compile(r"\s*\*?(?:From|Von|De)\*?:\s*(.{2,200})")
MAX_ATTRIBUTION_LINES = 3
CLOCK = re.compile(r"\d[:.]\d\d\b")

Paragraph = tuple[int, list[str]]
"""How deep it is quoted, and its lines without the marks."""


@dataclass(slots=True)
class _Thread:
    """Who speaks at each depth of quotation, while the message is read."""

    canonical: Canonical
    speakers: dict[int, str] = field(default_factory=dict)
    furniture: list[Furniture] = field(default_factory=list)
    forwarded: int = 0
    signed: bool = False


def load(data: bytes) -> Loaded:
    """The message's text and blocks, and what its headers say."""
    message = _parse(data)
    thread, unread = _Thread(Canonical()), list[str]()
    subject = _header(message, "Subject")
    thread.canonical.add(BlockKind.HEADING, Inline([subject], len(subject)), level=1)
    _write_body(thread, message)
    for name, words in _attachments(message):
        _write_furniture(thread, words, "attachment")
        unread.append(f"attachment {name}")
    canonical = thread.canonical
    return Loaded(
        canonical.text(),
        tuple(canonical.blocks),
        own=tuple(_own(message)),
        furniture=tuple(thread.furniture),
        partly=tuple(unread),
    )


def _parse(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (MessageError, ValueError, LookupError) as error:
        raise DocumentError("is damaged: its headers cannot be read; save it again from the mail program") from error
    if not any(message.get(name) for name in ("From", "Date", "Subject", "To", "Message-ID")):
        raise DocumentError("has no headers of a message: correct its name, or save it again from the mail program")
    return message


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name) or "").split())


def _own(message: EmailMessage) -> Iterator[OwnField]:
    subject, sender = _header(message, "Subject"), _header(message, "From")
    if subject:
        yield OwnField("title", subject, "e-mail header Subject")
    name, address = parseaddr(sender)
    if name or address:
        yield OwnField("author", name or address, "e-mail header From")
    for day in _day(_header(message, "Date")):
        yield OwnField("published", day.date(), "e-mail header Date")


def _day(words: str) -> Iterator[datetime]:
    try:
        yield parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return


def _write_body(thread: _Thread, message: EmailMessage) -> None:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return
    words = _words(body)
    if body.get_content_subtype() == "html":
        if words.strip():
            write_tree(thread.canonical, parse_html(words))
        return
    for depth, lines in _paragraphs(words):
        _write(thread, depth, lines)


def _words(part: MIMEPart) -> str:
    """The part's text: in the encoding it names where its bytes fit, else as any file's."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode_as(data, part.get_content_charset("ascii"))


def _paragraphs(words: str) -> Iterator[Paragraph]:
    """The lines between blank ones and changes of depth."""
    depth, lines = 0, list[str]()
    for line in words.split("\n"):
        marks = QUOTE_MARKS.match(line)
        deeper = sum(mark in ">|" for mark in marks.group()) if marks else 0
        content = line[marks.end() :] if marks else line
        if lines and (deeper != depth or not content.strip()):
            yield depth, lines
            lines = []
        depth = deeper
        if content.strip():
            lines.append(content.rstrip() if content.rstrip() != "--" else "-- ")
    if lines:
        yield depth, lines


def _write(thread: _Thread, depth: int, lines: list[str]) -> None:
    """Writes one paragraph, and learns from it who is quoted next."""
    words = "\n".join(lines)
    if ORIGINAL.search(words) or (_sender(lines) and len(lines) > 1 and _is_header_block(lines)):
        thread.forwarded = thread.forwarded if thread.forwarded and not ORIGINAL.search(words) else thread.forwarded + 1
        thread.signed = False
    depth += thread.forwarded
    sender = _sender(lines) if _is_header_block(lines) or ORIGINAL.search(words) else None
    if sender:
        thread.speakers[depth] = sender
        _write_furniture(thread, words, "mail_header")
        return
    if lines[0] == "-- " and not depth:
        thread.signed = True
    if thread.signed and not depth:
        _write_furniture(thread, words, "mail_signature")
        return
    if WROTE.search(words) and len(lines) <= MAX_ATTRIBUTION_LINES:
        thread.speakers[depth + 1] = _named(words)
        if ADDRESS.search(words) or CLOCK.search(words):  # a mail program wrote it, no person
            _write_furniture(thread, words, "mail_header")
            return
    kind = BlockKind.QUOTE if depth else BlockKind.PARAGRAPH
    thread.canonical.add(kind, Inline([words], len(words)), speaker=thread.speakers.get(depth) if depth else None)


def _is_header_block(lines: list[str]) -> bool:
    return (
        sum(
            bool(re.match(r"\s*\*?(?:From|Sent|Date|To|Subject|Cc|Von|Gesendet|An|Betreff)\*?:\s", line))
            for line in lines
        )
        > 1
    )


def _sender(lines: list[str]) -> str | None:
    match = next((match for line in lines if (match := FROM_LINE.match(line))), None)
    return _plain_name(match.group(1)) if match else None


def _named(words: str) -> str:
    """Who is named by a line that introduces a quotation."""
    for pattern in (NAME_IN_MARKS, NAME_BEFORE_ADDRESS, NAME_BEHIND_VERB, NAME_BEFORE_VERB):
        match = pattern.search(" ".join(words.split()))
        if match:
            return HOUR.sub("", match.group(1)).strip(" ,*")
    address = ADDRESS.search(words)
    return address.group() if address else ""


def _plain_name(words: str) -> str:
    name, address = parseaddr(words) if "<" in words else (words.split("[")[0], "")
    return (name or address).strip(" *\"'")


def _attachments(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """The name of each attachment, and the line that says that it was not read."""
    for part in message.iter_attachments():
        name = " ".join((part.get_filename() or "without a name").split())
        yield name, f"Attachment, not read: {name} ({part.get_content_type()})"


def _write_furniture(thread: _Thread, words: str, rule: str) -> None:
    thread.canonical.add(BlockKind.PARAGRAPH, Inline([words], len(words)))
    if thread.canonical.blocks and words.strip():
        block = thread.canonical.blocks[-1]
        thread.furniture.append(Furniture(block.start, block.end, rule))
