"""E-mail: the sender's words, and what is quoted or forwarded as the words of whoever sent that.

The subject is the heading, and the people and the day of the headers stand below it. Every part with text is read, and
documents that are attached are documents of their own. What mail programs, servers and list senders add is furniture; a
part that is not read is named, and told.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from itertools import groupby, islice
from mimetypes import guess_extension

from errors import DocumentError
from ingest.days import stated_day
from ingest.decoding import decode, decode_as
from ingest.formats import PICTURE_FILES, ending, format_named
from ingest.loaders.canonical import Canonical, Inline
from ingest.loaders.mail_headers import header, parsed
from ingest.loaders.mail_markup import HIDING, html_paragraphs
from ingest.loaders.mail_plain import plain_paragraphs
from ingest.loaders.mail_tails import without_tails
from ingest.loaders.mail_threads import Paragraph, plain_name, voiced
from ingest.records import BlockKind, Furniture, Loaded, OwnField, Part

SHOWN_HEADERS = ("From", "To", "Cc", "Date")
ATTACHMENT = "attachment"
MARKS = re.compile(r">*")

WORD = re.compile(r"\w{2,}|\d")
ADDRESS = re.compile(r"(?:https?://|www\.|mailto:|cid:)\S+|[\w.+-]{1,64}@\S+", re.IGNORECASE)
"""Addresses, which only one of two versions may spell out."""

SAME_SHARE = 0.7
"""The share of the page's different words that a message's plain version must have to be read instead.

Raised, plain versions that leave out links and pictures are passed over; lowered, stubs are read for the message.
"""

MOST_STUB_WORDS = 30
"""Different words of a plain version that only says that there is a page. Raised, texts are taken for such a line."""

DEEPEST = 20
"""Messages within messages, and parts within parts, that are read. Raised, hostile files take longer."""

MOST_PARTS = 1_000
"""Parts that are read of one message with those inside it. Raised, hostile files take longer."""

NAMED = re.compile(rb"name\*?\d{0,3}\*?\s{0,9}=", re.IGNORECASE)
"""What a message has that names an attachment."""

SIGNED = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
"""Parts that only prove who sent the others."""


@dataclass(frozen=True, slots=True)
class Version:
    """Another version of a text that is read: of its paragraphs, those with words that are not `known` are read too."""

    paragraphs: tuple[Paragraph, ...]
    known: frozenset[str]


Item = Paragraph | Message | Version

WINDOWS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "windows-950": "cp950", "windows-936": "cp936"}
"""Encodings that programs name and do not mean, or that Python knows by another name."""


@dataclass(slots=True)
class _Message:
    """The text of a message, with those inside it, while it is written; `unread` are its parts that are not read."""

    canonical: Canonical = field(default_factory=Canonical)
    furniture: list[Furniture] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    parts: int = 0
    calendar: bool = False

    def write(self, part: Paragraph) -> None:
        """Adds a paragraph."""
        kind = BlockKind.QUOTE if part.quoted and not part.rule else part.kind
        count = len(self.canonical.blocks)
        inline = Inline([part.words], len(part.words), list(part.links))
        self.canonical.add(kind, inline, level=part.level, speaker=part.speaker if part.quoted else None)
        if part.rule and len(self.canonical.blocks) > count:
            block = self.canonical.blocks[-1]
            self.furniture.append(Furniture(block.start, block.end, part.rule))


def load(data: bytes) -> Loaded:
    """The message's text and blocks, and what its headers say."""
    return load_message(parse(data))


def load_message(message: Message) -> Loaded:
    """A message's text and blocks, and what its headers say."""
    reading = _Message()
    _write_message(reading, message, depth=0)
    canonical, own = reading.canonical, tuple(_own(message))
    furniture, unread = tuple(reading.furniture), tuple(reading.unread)
    return Loaded(canonical.text(), tuple(canonical.blocks), own, furniture=furniture, partly=unread)


def members(data: bytes) -> Iterator[Part]:
    """The documents that are attached to the message, and to messages in it.

    Raises:
        DocumentError: its headers cannot be read.
    """
    if NAMED.search(data):
        yield from attached(parse(data))


def attached(message: Message) -> Iterator[Part]:
    """The documents that are attached to a message, and to messages in it, in order.

    One that states no title or day of its own has the mail's for it.
    """
    subject, days = header(message, "Subject"), list(_day(header(message, "Date")))
    dated = [OwnField("published", day.date(), "e-mail that it came with") for day in days]
    for part in islice(message.walk(), MOST_PARTS):
        if not part.is_multipart() and not _is_text(part) and (document := _document(part)):
            title = f"{document.name}, sent with “{subject}”" if subject else document.name
            yield replace(document, own=(OwnField("title", title, "e-mail that it came with"), *dated))


def parse(data: bytes) -> EmailMessage:
    """The message in these bytes.

    Raises:
        DocumentError: they have no headers of a message, or damaged ones.
    """
    data = decode(data).encode() if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else data.removeprefix(BOM_UTF8)
    try:
        message = parsed(data)
    except ValueError as error:
        raise DocumentError("is damaged: its headers cannot be read; save it again from the mail program") from error
    if not any(message.get(name) for name in ("From", "Date", "Subject", "To", "Message-ID")):
        raise DocumentError("has no headers of a message: correct its name, or save it again from the mail program")
    return message


# What the headers say.


def _own(message: Message) -> Iterator[OwnField]:
    subject, sender = header(message, "Subject"), sender_of(message)
    if subject:
        yield OwnField("title", subject, "e-mail header Subject")
    if sender:
        yield OwnField("author", sender, "e-mail header From")
    sent = header(message, "Date")
    day = next((time.date() for time in _day(sent)), None) or stated_day(sent)
    if day:
        yield OwnField("published", day, "e-mail header Date")


def sender_of(message: Message) -> str:
    """The name of who sent the message, else the address; "" where neither is stated."""
    return plain_name(header(message, "From") or header(message, "Sender"))


def _day(words: str) -> Iterator[datetime]:
    try:
        yield parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return


# The message and the messages in it.


def _write_message(reading: _Message, message: Message, *, depth: int) -> None:
    """Writes one message: its subject, its headers, and its parts in order.

    At depth 0 is the message that the file is; the words of any other are a quotation of its sender.
    """
    sender = sender_of(message)
    reading.write(Paragraph(0, header(message, "Subject"), BlockKind.HEADING, level=2 if depth else 1))
    lines = [f"{name}: {words}" for name in SHOWN_HEADERS if (words := header(message, name))]
    reading.write(Paragraph(0, "\n".join(lines), BlockKind.CODE))
    reading.calendar = False
    items = _items(reading, message, 0)
    if reading.calendar and not items:
        reading.unread.append("a calendar entry, which is all of its text")
    versions = [item for item in items if isinstance(item, Version)]
    others = (item for item in items if not isinstance(item, Version))
    for is_text, group in groupby(others, key=lambda item: isinstance(item, Paragraph)):
        if is_text:
            _write_text(reading, [item for item in group if isinstance(item, Paragraph)], sender, depth=depth)
            continue
        for inner in group:
            if isinstance(inner, Message) and depth < DEEPEST:
                _write_message(reading, inner, depth=depth + 1)
            elif isinstance(inner, Message):
                reading.unread.append("a message deep inside others")
    for version in versions:
        _write_text(reading, version.paragraphs, sender, version.known, depth=depth)


def _write_text(
    reading: _Message,
    paragraphs: Sequence[Paragraph],
    sender: str,
    known: frozenset[str] | None = None,
    *,
    depth: int,
) -> None:
    """Writes paragraphs as the words of whoever said them; where words are known, only those that have others."""
    for part in without_tails(voiced(paragraphs), sender):
        if known is not None and (part.rule or not _different(part) - known):
            continue
        of_inner = depth > 0 and not part.quoted
        reading.write(replace(part, quoted=True, speaker=sender or None) if of_inner else part)


def _items(reading: _Message, part: Message, depth: int) -> list[Item]:
    """The paragraphs and messages of a part, in order; what is not read is named in a paragraph of its own."""
    reading.parts += 1
    if reading.parts > MOST_PARTS:
        if reading.parts == MOST_PARTS + 1:
            reading.unread.append(f"its text behind the first {MOST_PARTS:,} parts is not read")
        return []
    if depth > DEEPEST:
        return [_named(reading, part, "parts in parts")]
    # A text is taken as bytes alone: as words, the library would decode it by whatever name it states.
    kind, parts = part.get_content_type(), part.get_payload() if part.is_multipart() else None
    if kind == "message/rfc822" and isinstance(parts, list):
        return [_unpacked(part, inner) for inner in parts if isinstance(inner, Message)]
    if kind == "multipart/encrypted":
        return [_named(reading, part, "encrypted text")]
    if isinstance(parts, list):
        found = [(inner, _items(reading, inner, depth + 1)) for inner in parts if isinstance(inner, Message)]
        return _richest(found) if kind == "multipart/alternative" else [item for _, items in found for item in items]
    if kind in SIGNED:
        return []
    if _is_text(part):
        return _text(reading, part)
    if kind == "text/calendar" and not part.get_filename():
        reading.calendar = True
        return []
    return [_attached(reading, part)]


def _is_text(part: Message) -> bool:
    """Return whether a part is text of the message itself."""
    return part.get_content_type() in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"


def _text(reading: _Message, part: Message) -> list[Item]:
    """The paragraphs of a text, or a line that says why it is not read."""
    try:
        words = _words(part)
        return list(html_paragraphs(words) if part.get_content_type() == "text/html" else plain_paragraphs(words))
    except DocumentError as error:
        reading.unread.append(f"a text: {error}")
        return [Paragraph(0, f"Text, not read: {error}", rule=ATTACHMENT)]


def _message_file(part: Message) -> Message | None:
    """The message in a file that is attached as any file is, known by its name; None for another file."""
    data = part.get_payload(decode=True) if ending(_name_of(part)) == ".eml" else None
    return parsed(data) if isinstance(data, bytes) else None


def _unpacked(part: Message, inner: Message) -> Message:
    """An attached message; some programs encode it as they do files, which no standard allows."""
    coding = str(part.get("Content-Transfer-Encoding") or "").lower().strip()
    if coding not in {"base64", "quoted-printable"} or inner.keys():
        return inner
    carrier = Message()
    carrier["Content-Transfer-Encoding"] = coding
    carrier.set_payload(inner.get_payload())
    data = carrier.get_payload(decode=True)
    return parsed(data) if isinstance(data, bytes) else inner


def _attached(reading: _Message, part: Message) -> Item:
    """A message in a file; of another file a line that names it, and says whether it is read."""
    if (inner := _message_file(part)) is not None:
        return inner
    document = _document(part)
    if document is None:
        return _named(reading, part)
    return Paragraph(0, f"Attachment, a document of its own: {document.name}", rule=ATTACHMENT)


def _document(part: Message) -> Part | None:
    """The document that is attached, None where it is none that is read, or a picture in a page."""
    name = _name_of(part).replace("/", "_").replace("\\", "_")
    suffix = ending(name) or guess_extension(part.get_content_type()) or ""
    known, data = format_named(suffix), part.get_payload(decode=True)
    if known is None or not known.is_read or not isinstance(data, bytes) or part.get_content_type() in SIGNED:
        return None
    if known.name == PICTURE_FILES and (part.get("Content-ID") or part.get_content_disposition() != "attachment"):
        return None
    return Part(name if ending(name) else f"{name}{suffix}", data)


def _richest(versions: Sequence[tuple[Message, list[Item]]]) -> list[Item]:
    """One of the versions in which a text comes: the plain one, unless it lacks what the page has.

    Messages and attachments are kept of each, and so are the paragraphs with words that the chosen one lacks; a short
    plain version with words of its own is furniture.
    """
    plain = next((items for part, items in versions if part.get_content_type() == "text/plain"), [])
    page = next((items for _, items in reversed(versions) if items is not plain and _content(items)), [])
    ours, theirs = _content(plain), _content(page)
    same = ours & theirs
    chosen = plain if len(same) >= SAME_SHARE * len(theirs) else page
    stub = chosen is page and len(same) < SAME_SHARE * len(ours) and len(ours) <= MOST_STUB_WORDS
    first = [replace(item, rule="mail_version") for item in plain if stub and isinstance(item, Paragraph)]
    known = _content(chosen, HIDING)
    left, rest = list[Version](), list[Item]()
    for items in (items for _, items in versions if items is not chosen):
        rest += [item for item in items if not isinstance(item, Paragraph) or item.rule == ATTACHMENT]
        if not (stub and items is plain):
            left.append(Version(tuple(item for item in items if isinstance(item, Paragraph)), known))
            known |= _content(items)
    return [*first, *chosen, *rest, *left]


def _content(items: Sequence[Item], without: str = "") -> frozenset[str]:
    """The different words of the items that somebody wrote as content, or of all but those of one rule."""
    texts = (item for item in items if isinstance(item, Paragraph))
    found = (item for item in texts if (item.rule != without if without else not item.rule))
    return frozenset(word for item in found for word in _different(item))


def _different(part: Paragraph) -> frozenset[str]:
    """The different words of a paragraph, without addresses."""
    return frozenset(WORD.findall(ADDRESS.sub(" ", part.words.lower())))


def _named(reading: _Message, part: Message, what: str = "", *, why: str = "") -> Paragraph:
    """A line that names a part that is not read; all but the pictures of a page are told as well."""
    name, kind = _name_of(part, what), part.get_content_type()
    if not (kind.startswith("image/") and part.get("Content-ID")):
        reading.unread.append(f"attachment {name}{f': {why}' if why else ''}")
    return Paragraph(0, f"Attachment, not read: {name} ({why or kind})", rule=ATTACHMENT)


def _name_of(part: Message, otherwise: str = "") -> str:
    """The name of a part's file in one line."""
    return " ".join(str(part.get_filename() or "").split()) or otherwise or "without a name"


# A part's text.


def _words(part: Message) -> str:
    """The part's text: in the encoding it names where its bytes fit, else as any file's."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset("ascii")
    words = decode_as(data, WINDOWS.get(charset, charset)).replace("\r", "\n")
    joined = str(part.get_param("delsp") or "").lower() == "yes"
    return _unbroken(words) if joined else words


def _unbroken(words: str) -> str:
    """The text without the breaks that a program set, where it says that the space before each goes too.

    Such a break stands between lines that are quoted equally deep (RFC 3676, DelSp).
    """
    lines: list[str] = []
    for line in words.split("\n"):
        before, marks = lines[-1] if lines else "", MARKS.match(line)
        deep = marks.end() if marks else 0
        soft = before.endswith(" ") and len(before) > deep + 1 and before.lstrip("> ") != "-- "
        if soft and before.startswith(line[:deep]) and before[deep : deep + 1] != ">" and line[deep:].strip():
            lines[-1] = before[:-1] + line[deep:].removeprefix(" ")
        else:
            lines.append(line)
    return "\n".join(lines)
