"""Rich text: the words as striprtf gives them, a paragraph for each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from errors import DocumentError
from ingest.loaders.canonical import Canonical, Inline
from ingest.records import BlockKind, Loaded, OwnField

INFORMATION = re.compile(r"\{\\(title|author)\s([^{}]{1,500})\}")
CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
"""striprtf would put a bar, which the document has not."""

HEAD = re.compile(r"\s*\{\\rtf[^{}]{0,300}")
"""What stands before the first group: the encoding among it."""

OLD_ENCODING = re.compile(r"\\(mac|pca?)(?![a-z])")
OLD_ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Encodings that have a word of their own, which striprtf passes over."""

LIST_MARK = re.compile(r"\s*[•·▪‣◦●○■\uf000-\uf0ff]\s")


def load(data: bytes) -> Loaded:
    """The text, its paragraphs as blocks, and what the document's information group says."""
    source = data.decode("latin-1")  # the format is ASCII; other bytes are read in the encoding it names
    canonical = Canonical()
    for line in _words(source).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kind = BlockKind.LIST_ITEM if LIST_MARK.match(line) else BlockKind.PARAGRAPH
        canonical.add(kind, Inline([line], len(line)))
    return Loaded(canonical.text(), tuple(canonical.blocks), own=tuple(dict.fromkeys(_information(source))))


def _words(source: str) -> str:
    old = OLD_ENCODING.search(_head(source))
    encoding = OLD_ENCODINGS[old.group(1)] if old else "cp1252"
    try:
        words = rtf_to_text(CELL.sub(r"\\tab", source), encoding, "strict")  # type: ignore[no-untyped-call]
        return str(words).encode("utf-16", "surrogatepass").decode("utf-16")  # it gives halves of rare characters
    except (UnicodeError, LookupError, ValueError) as error:
        raise DocumentError("is damaged: its text does not fit its encoding; save it again as .docx") from error


def _information(source: str) -> Iterator[OwnField]:
    for name, value in INFORMATION.findall(source):
        words = " ".join(_words(f"{_head(source)} {value}}}").split())
        if words:
            yield OwnField(name, words, f"RTF information {name}")


def _head(source: str) -> str:
    match = HEAD.match(source)
    return match.group() if match else "{\\rtf1\\ansi"
