"""OpenDocument texts: their elements are given the names that pages have, and the page is read whole.

Notes stand at the end; deleted and hidden text, comments and drawn frames' sizes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errors import DocumentError
from ingest.containers import open_container
from ingest.loaders.canonical import Canonical, heading_as_title, large_pictures
from ingest.loaders.hypertext import write_tree
from ingest.loaders.stated_fields import stated
from ingest.loaders.trees import Element, local_name, parse_xml
from ingest.records import Loaded

CONTENT, META, MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"

NAMES = {
    "list-item": "li",
    "table-row": "tr",
    "table-cell": "td",
    "covered-table-cell": "span",
    "line-break": "br",
    "annotation": "del",
    "tracked-changes": "del",
    "hidden-text": "del",
    "hidden-paragraph": "del",
    "note-citation": "sup",
    "note-body": "div",
    "body": "body",
    "sequence-decls": "del",
    "object": "span",
}
"""The page's name for an element, where it is another."""

STYLE_NAMES = ("Quotations", "Quote")
MAX_SPACES = 1_000
LENGTH = re.compile(r"\d{1,6}(?:\.\d{1,9})?[a-z]{2}")


def load(data: bytes) -> Loaded:
    """The text and blocks, and what the document's properties say."""
    container = open_container(data)
    if MANIFEST in container.parts and b"encryption-data" in container.read(MANIFEST):
        raise DocumentError("is encrypted: save it without a password")
    root = parse_xml(container.read(CONTENT))
    quotations, hidden = _quotation_styles(root), _hidden_styles(root)
    body = next(root.iter("{*}body"), root)
    unread = large_pictures(_sizes_cm(body))
    notes = list(body.iter("{*}note-body"))
    for element in list(body.iter()):
        _rename(element, quotations, hidden)
    canonical = Canonical()
    for note in notes:
        note.getparent().remove(note)
    for tree in (body, *notes):
        write_tree(canonical, tree)
    text, blocks = canonical.text(), tuple(canonical.blocks)
    meta = container.read(META) if META in container.parts else b"<meta/>"
    said = stated(meta, {"title": "title", "initial-creator": "author", "creator": "author"}, "ODF meta")
    own, furniture = (*said, *heading_as_title(text, blocks)), tuple(canonical.furniture)
    return Loaded(text, blocks, own=own, furniture=furniture, partly=unread)


CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96}


def _sizes_cm(body: Element) -> Iterator[tuple[float, float]]:
    """The width and height of each picture, in centimetres."""
    for frame in body.iter("{*}frame"):
        if frame.find("{*}image") is not None:
            said = _said(frame)
            yield _length_cm(said.get("width", "")), _length_cm(said.get("height", ""))


def _length_cm(words: str) -> float:
    number, unit = words[:-2], words[-2:]
    return float(number) * CENTIMETRES[unit] if LENGTH.fullmatch(words) and unit in CENTIMETRES else 0.0


def _quotation_styles(root: Element) -> frozenset[str]:
    """The styles of quotations, those made from them too."""
    names = set(STYLE_NAMES)
    for style in root.iter("{*}style"):
        said = _said(style)
        if said.get("parent-style-name") in STYLE_NAMES and "name" in said:
            names.add(said["name"])
    return frozenset(names)


def _hidden_styles(root: Element) -> frozenset[str]:
    """The styles of text that is not shown."""
    properties = (found for found in root.iter("{*}text-properties") if "none" in _said(found).get("display", ""))
    return frozenset(_said(found.getparent()).get("name", "") for found in properties)


def _said(element: Element) -> dict[str, str]:
    """Its attributes without their namespaces."""
    return {key.rsplit("}", 1)[-1]: value for key, value in element.attrib.items()}


def _rename(element: Element, quotations: frozenset[str], hidden: frozenset[str]) -> None:
    if not isinstance(element.tag, str):
        return
    name = local_name(element)
    said = _said(element)
    match name:
        case "span" | "p" if said.get("style-name") in hidden:
            element.tag = "del"
        case "h":
            element.tag = f"h{_level(said.get('outline-level', '1'))}"
        case "p" if said.get("style-name") in quotations:
            element.tag = "blockquote"
        case "tab":
            element.tag, element.text = "span", "\t"
        case "s":
            element.tag, element.text = "span", " " * count(said.get("c", "1"))
        case "a":
            element.set("href", said.get("href", ""))
        case _:
            element.tag = NAMES.get(name, name)


def _level(words: str) -> int:
    return min(6, max(1, count(words)))


def count(words: str) -> int:
    """The number that an attribute states, 1 without any; not more than `MAX_SPACES`."""
    return min(MAX_SPACES, int(words)) if words.isdecimal() else 1
