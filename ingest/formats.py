"""The file endings that can be read, and what to do about some that cannot."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
