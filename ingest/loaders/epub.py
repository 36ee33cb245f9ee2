"""Electronic books: the chapters in the order of the book's spine, each read whole."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical, heading_as_title
from ingest.loaders.hypertext import write_tree
from ingest.loaders.stated_fields import stated
from ingest.loaders.trees import parse_html, parse_xml
from ingest.records import Loaded, OwnField

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FIELDS = {"title": "title", "creator": "author", "publisher": "publisher", "date": "published"}
UNREAD = "part {}: a picture without text"
COVER = UNREAD.format(1)
"""The first part of most books is only a picture, and nobody misses words on it."""

PAGES = ("application/xhtml+xml", "text/html", "")


def load(data: bytes) -> Loaded:
    """The chapters' text and blocks, and what the book says of itself."""
    container = open_container(data)
    package = next(
        (element.get("full-path") or "" for element in parse_xml(container.read(CONTAINER)).iter("{*}rootfile")), ""
    )
    locked = container.read(ENCRYPTION) if ENCRYPTION in container.parts else b""
    canonical, unread = Canonical(), list[str]()
    for number, name in enumerate(_chapters(container, package), start=1):
        if name.encode() in locked:
            raise DocumentError("is copy-protected: add a copy without protection")
        chapter = decode(container.read(name))
        if chapter.strip():
            tree, before = parse_html(chapter), canonical.length
            has_picture = any(True for _ in tree.iter("img", "svg"))
            write_tree(canonical, tree)
            if has_picture and canonical.length == before:
                unread.append(UNREAD.format(number))
    if not canonical.length and unread:
        raise DocumentError("holds no text, only pictures: add an edition with text, or its text as .txt")
    text, blocks = canonical.text(), tuple(canonical.blocks)
    own = (*_stated(container.read(package)), *heading_as_title(text, blocks))
    partly = tuple(part for part in unread if part != COVER)
    return Loaded(text, blocks, own=own, furniture=tuple(canonical.furniture), partly=partly)


def _stated(package: bytes) -> Iterator[OwnField]:
    """What the book says of itself, its authors as one field."""
    said = list(stated(package, FIELDS, "EPUB package"))
    authors = [field for field in said if field.name == "author"]
    yield from (field for field in said if field.name != "author")
    if authors:
        yield replace(authors[0], value=", ".join(dict.fromkeys(str(field.value) for field in authors)))


def _chapters(container: Container, package: str) -> Iterator[str]:
    """The parts that hold the chapters, in the order they are read."""
    root = parse_xml(container.read(package))
    items = {item.get("id"): item for item in root.iter("{*}item")}
    for reference in root.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if (item.get("media-type") or "") in PAGES:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href") or "")))
