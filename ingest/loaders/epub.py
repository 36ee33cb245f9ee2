"""Electronic books: the chapters in the order of the book's spine, each read whole."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical, heading_as_title
from ingest.loaders.hypertext import write_tree
from ingest.loaders.stated_fields import stated
from ingest.loaders.trees import parse_html, parse_xml
from ingest.records import Loaded

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FIELDS = {"title": "title", "creator": "author", "publisher": "publisher", "date": "published"}
PAGES = ("application/xhtml+xml", "text/html", "")


def load(data: bytes) -> Loaded:
    """The chapters' text and blocks, and what the book says of itself."""
    container = open_container(data)
    package = next(
        (element.get("full-path") or "" for element in parse_xml(container.read(CONTAINER)).iter("{*}rootfile")), ""
    )
    locked = container.read(ENCRYPTION) if ENCRYPTION in container.parts else b""
    canonical = Canonical()
    for name in _chapters(container, package):
        if name.encode() in locked:
            raise DocumentError("is copy-protected: add a copy without protection")
        chapter = decode(container.read(name))
        if chapter.strip():
            write_tree(canonical, parse_html(chapter))
    text, blocks = canonical.text(), tuple(canonical.blocks)
    said = stated(container.read(package), FIELDS, "EPUB package")
    return Loaded(text, blocks, own=(*said, *heading_as_title(text, blocks)))


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
