"""The formats that can be read: by the ending of a file's name, and by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from errors import DocumentError
from ingest import formats
from ingest.containers import open_container

SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"),
    *(".docx", ".odt", ".rtf", ".epub", ".eml"),
)
"""Every suffix with a loader, in lower case. The loaders themselves are imported by the reader process only."""

SIGNED = frozenset({".pdf", ".docx", ".odt", ".rtf", ".epub"})
"""Suffixes of formats that every file of theirs shows in its first bytes."""

ARCHIVE = "an archive: unpack it, and put its documents into the folder"
OLD_WORD = "an old Word document: save it as .docx"
OUTLOOK = "an Outlook message: save it as .eml or .txt"
SHEET = "a spreadsheet: save it as PDF, or its text as .txt"
SLIDES = "a presentation: save it as PDF"
OLD_OFFICE = "an old Office or Outlook file, or one with a password: save it as .docx, .eml or PDF"
IMAGE = "an image: only text can be searched; put what it says into a .txt file"

ADVICE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys((".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"), ARCHIVE)
    | dict.fromkeys((".doc", ".dot"), OLD_WORD)
    | dict.fromkeys((".xls", ".xlsx", ".ods"), SHEET)
    | dict.fromkeys((".ppt", ".pptx", ".odp"), SLIDES)
    | dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp"), IMAGE)
    | {".msg": OUTLOOK}
)
"""What a file with another suffix is, and the next step."""


# What a file is by its first bytes, whatever its name says.

HEAD_BYTES = 1024
"""How far into a file its signature may stand: PDF allows so much before its own."""

ZIP = b"PK\x03\x04"
PDF = re.compile(rb"%PDF-\d")
RTF = re.compile(rb"\s{0,8}\{\\rtf")
HTML = re.compile(
    rb"[\xef\xbb\xbf\xff\xfe]{0,3}\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!--[^>]{0,500}-->\s{0,99}){0,3}"
    rb"<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.IGNORECASE,
)

REFUSED = (
    (b"\x89PNG\r\n", formats.IMAGE),
    (b"\xff\xd8\xff", formats.IMAGE),
    (b"GIF8", formats.IMAGE),
    (b"\x1f\x8b\x08", formats.ARCHIVE),
    (b"BZh9", formats.ARCHIVE),
    (b"7z\xbc\xaf", formats.ARCHIVE),
    (b"\xfd7zXZ", formats.ARCHIVE),
    (b"Rar!\x1a", formats.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", formats.OLD_OFFICE),
)
"""First bytes of what has no loader, and what to do with it."""

PARTS = (
    ("word/document.xml", ".docx"),
    ("META-INF/container.xml", ".epub"),
    ("xl/workbook.xml", None),
    ("ppt/presentation.xml", None),
    ("content.xml", ".odt"),
)
"""The suffix of a zip container by a part that it must have; None where there is no loader."""


def true_suffix(suffix: str, data: bytes) -> str:
    """The suffix of the loader for these bytes: the file's own, unless they are unmistakably something else.

    Raises:
        DocumentError: they are something that has no loader, or not what the suffix says.
    """
    head = data[:HEAD_BYTES]
    for signature, advice in REFUSED:
        if head.startswith(signature):
            raise DocumentError(f"is {advice}")
    if head.startswith(ZIP):
        return _container_suffix(data)
    for pattern, found in ((RTF, ".rtf"), (HTML, ".html")):
        if pattern.match(head.replace(b"\0", b"")):
            return ".xhtml" if suffix == ".xhtml" else found
    if PDF.search(head) and (suffix == ".pdf" or head.lstrip().startswith(b"%PDF-")):
        return ".pdf"
    if suffix in formats.SIGNED:
        raise DocumentError(
            f"is named {suffix} and is something else: open it in its program and save it again, or correct its name"
        )
    return suffix


def _container_suffix(data: bytes) -> str:
    """The suffix of a zip container's format by its parts."""
    parts = open_container(data).parts
    for part, suffix in PARTS:
        if part in parts:
            if suffix is None:
                raise DocumentError(f"is {formats.SHEET if part.startswith('xl') else formats.SLIDES}")
            return suffix
    raise DocumentError(f"is {formats.ARCHIVE}")
