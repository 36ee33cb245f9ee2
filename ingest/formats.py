"""The formats of files: one table, and what a file is by the ending of its name and by its first bytes.

A new format is one record here and one module in `ingest/loaders` that reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from errors import DocumentError
from ingest.containers import open_container

Signature = Callable[[bytes, str], bool]
"""Whether these first bytes, of a file with this suffix, can only be of the format."""

HEAD_BYTES = 1024
"""How far into a file its signature may stand, as PDF allows. Raised, a text that quotes one is more often refused."""

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b\x08"
MEDIA_TYPE = "mimetype"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVED_PAGE = re.compile(
    rb"(?:[\w-]{1,60}:[^\r\n]{0,400}\r?\n(?:[ \t][^\r\n]{0,400}\r?\n){0,9}){0,9}?"
    rb"(?:From: *\"?<?Saved by|Snapshot-Content-Location:)",
    re.IGNORECASE,
)
"""The headers that browsers write above a saved page."""

PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
PICTURE_FILES = "pictures"
PDF = re.compile(rb"%PDF-\d")
RTF = re.compile(rb"\s{0,8}\{\\rtf")
HTML = re.compile(
    rb"[\xef\xbb\xbf\xff\xfe]{0,3}\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!--[^>]{0,500}-->\s{0,99}){0,3}"
    rb"<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format, the suffixes and signs by which its files are known, and what becomes of them.

    It has a `loader`, the name of a module of `ingest.loaders`, or it `holds` documents of their own, with the name of
    the module that gives them, or both, or an `advice` on what to do with a file that cannot be read. Suffixes are in
    lower case; the first is the usual one. A zip container is of the format if it has the `part`. Containers that share
    a part are told by their stated type, which has the word `media`. Every file of a `signed` format shows its
    signature or its part: one that does not is something else. `draws_pages` says whether pages can be shown as they
    look; `page_word` is what a page is called.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    loader: str = ""
    holds: str = ""
    advice: str = ""
    signature: Signature | None = None
    part: str = ""
    signed: bool = False
    draws_pages: bool = False
    media: str = ""
    page_word: str = "page"

    @property
    def is_read(self) -> bool:
        """Whether its files, or the documents in them, are read."""
        return bool(self.loader or self.holds)

    @property
    def refusal(self) -> str:
        """What a file of this format is and the next step, for a format that cannot be read."""
        return f"{self.name}: {self.advice}"


def _begins(*marks: bytes) -> Signature:
    return lambda head, _: head.startswith(marks)


def _matches(pattern: re.Pattern[bytes]) -> Signature:
    """The signature of a format that is text; without its zero bytes UTF-16 reads as ASCII does."""
    return lambda head, _: bool(pattern.match(head.replace(b"\0", b"")))


def _is_old_workbook(head: bytes, suffix: str) -> bool:
    """Return whether a file is an old workbook: old documents and presentations begin alike, so its name decides."""
    return head.startswith(OLE) and suffix == ".xls"


def _is_pdf(head: bytes, suffix: str) -> bool:
    """Return whether a file is a PDF: other bytes may stand before the signature only where its name says so too."""
    return bool(PDF.search(head)) and (suffix == ".pdf" or head.lstrip().startswith(b"%PDF-"))


def is_picture(head: bytes, _: str = "") -> bool:
    """Return whether a file that begins so is a picture in which words can be read."""
    return head.startswith(PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _is_web_archive(head: bytes, suffix: str) -> bool:
    """Return whether a file is an archive of web pages: packed ones begin as others do, so its name must say so too."""
    return head.startswith(b"WARC/") or (suffix in {".warc", ".wacz"} and head.startswith((GZIP, ZIP)))


def _is_archive(head: bytes, suffix: str) -> bool:
    """Whether a file is an archive that is opened: only one that is named so, since documents are packed alike."""
    return suffix == ".zip" and head.startswith(ZIP)


def _is_outlook_message(head: bytes, suffix: str) -> bool:
    """Return whether a file is an Outlook message: old Office files begin alike, so its name must say so too."""
    return suffix == ".msg" and head.startswith(OLE)


ARCHIVE = Format(
    "an archive",
    (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
    advice="unpack it, and put its documents into the folder",
    signature=_begins(GZIP, b"BZh9", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!\x1a"),
)
"""What every zip container is that has none of the parts below and is not named as an archive that is opened."""

FORMATS = (
    Format("Plain text", (".txt", ".text"), "text"),
    Format("Markdown", (".md", ".markdown"), "markdown"),
    Format("web pages", (".html", ".htm", ".xhtml"), "html", signature=_matches(HTML)),
    Format("RTF", (".rtf",), "rtf", signature=_matches(RTF), signed=True),
    Format("Word", (".docx",), "docx", part="word/document.xml", signed=True),
    Format("EPUB", (".epub",), "epub", part="META-INF/container.xml", signed=True),
    Format("saved web pages", (".mhtml", ".mht"), "mhtml", signature=_matches(SAVED_PAGE)),
    Format("e-mail", (".eml",), "mail", "mail"),
    Format("mailboxes", (".mbox",), holds="mbox"),
    Format("Outlook messages", (".msg",), "msg", "msg", signature=_is_outlook_message, signed=True),
    Format("web archives", (".warc", ".wacz"), holds="web_archive", signature=_is_web_archive, signed=True),
    Format("archives", (".zip",), holds="zipped", signature=_is_archive, signed=True),
    ARCHIVE,
    Format("an old Word document", (".doc", ".dot"), advice="save it as .docx"),
    Format(
        "Excel",
        (".xlsx", ".xlsm", ".xls"),
        "workbook",
        signature=_is_old_workbook,
        part="xl/workbook.xml",
        signed=True,
        page_word="sheet",
    ),
    Format(
        "OpenDocument tables",
        (".ods",),
        "workbook",
        part="content.xml",
        media="spreadsheet",
        signed=True,
        page_word="sheet",
    ),
    Format("CSV", (".csv", ".tsv"), "delimited"),
    Format("PowerPoint", (".pptx",), "slides", part="ppt/presentation.xml", signed=True, page_word="slide"),
    Format(
        "OpenDocument slides",
        (".odp",),
        "slides",
        part="content.xml",
        media="presentation",
        signed=True,
        page_word="slide",
    ),
    Format("subtitles", (".srt", ".vtt", ".ass", ".ssa"), "subtitles"),
    Format("exported chats", (".json",), "chat_json"),
    Format("notebooks", (".ipynb",), "notebook"),
    Format("reStructuredText", (".rst",), "restructured"),
    Format("Org", (".org",), "org"),
    Format("AsciiDoc", (".adoc", ".asciidoc"), "asciidoc"),
    Format("LaTeX", (".tex",), "latex"),
    Format("an old presentation", (".ppt", ".pps"), advice="save it as .pptx or PDF"),
    Format(
        "an old Office or Outlook file, or one with a password",
        advice="save it as .docx, .eml or PDF",
        signature=_begins(OLE),
    ),
    Format(
        PICTURE_FILES,
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"),
        "pdf",
        signature=is_picture,
        signed=True,
        draws_pages=True,
    ),
    Format(
        "an image",
        (".gif", ".bmp", ".heic", ".avif", ".svg"),
        advice="save it as .png to have the words in it read, or put what it says into a .txt file",
        signature=_begins(b"GIF8"),
    ),
    Format("OpenDocument", (".odt",), "odt", part="content.xml", signed=True),
    Format("PDF", (".pdf",), "pdf", signature=_is_pdf, signed=True, draws_pages=True),
)
"""Every format that is known. The first that fits a file's content counts, so the narrower signs come first:
a PDF's signature may stand anywhere in its head, and other containers may have a part named content.xml."""


def readable() -> tuple[Format, ...]:
    """The formats whose files, or the documents in them, are read."""
    return tuple(known for known in FORMATS if known.is_read)


def suffixes() -> tuple[str, ...]:
    """The suffixes, in lower case, of all files that can be read."""
    return tuple(suffix for known in readable() for suffix in known.suffixes)


def ending(name: str) -> str:
    """The suffix of a file's name in lower case, by which its format is known; .warc for a packed web archive."""
    return ".warc" if name.lower().endswith(".warc.gz") else PurePosixPath(name).suffix.lower()


def holds_documents(name: str) -> bool:
    """Return whether a file of this name may hold documents of their own."""
    known = format_named(ending(name))
    return known is not None and bool(known.holds)


def suffix_loads(suffix: str) -> bool:
    """Return whether a file with this suffix is a document itself."""
    known = format_named(suffix)
    return known is not None and bool(known.loader)


def format_named(suffix: str) -> Format | None:
    """The format that this suffix promises, in capitals or not."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def suffix_refusal(suffix: str) -> str | None:
    """Return why a file with this suffix is not read and what to do with it, None for one that is read."""
    known = format_named(suffix)
    if known:
        return None if known.is_read else known.refusal
    return f"type {suffix or 'without a suffix'} is not supported: convert it to one of {', '.join(sorted(suffixes()))}"


def true_suffix(suffix: str, data: bytes) -> str:
    """The suffix to load these bytes by: the file's own, unless they are unmistakably something else.

    Raises:
        DocumentError: they are something that has no loader, or not what the suffix says.
    """
    found = _format_of(data, suffix)
    if found:
        if not found.is_read:
            raise DocumentError(f"is {found.refusal}")
        return suffix if suffix in found.suffixes else found.suffixes[0]
    promised = format_named(suffix)
    if promised and promised.signed:
        raise DocumentError(
            f"is named {suffix} and is something else: open it in its program and save it again, or correct its name"
        )
    return suffix


def _format_of(data: bytes, suffix: str) -> Format | None:
    """The format that the content of a file shows, None where it shows none."""
    head = data[:HEAD_BYTES]
    if head.startswith(ZIP):
        container = open_container(data)
        media = container.read(MEDIA_TYPE) if MEDIA_TYPE in container.parts else b""
        fits = (
            known for known in FORMATS if known.part and known.part in container.parts and known.media.encode() in media
        )
        named = (known for known in FORMATS if known.holds and known.signature and known.signature(head, suffix))
        return next(fits, next(named, ARCHIVE))
    return next((known for known in FORMATS if known.signature and known.signature(head, suffix)), None)
