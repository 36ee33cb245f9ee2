"""Markup → element trees, parsed safely: no entity is expanded, nothing is fetched, depth is bounded.

Only this module knows the parser library.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from errors import DocumentError

Element = Any
"""An element of a tree; the library has no types."""


def parse_html(text: str) -> Element:
    """The page's tree, without comments; broken mark-up is mended as browsers do.

    Raises:
        DocumentError: it is nested too deep to be read whole, or there is nothing in it.
    """
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "xmlcharrefreplace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("holds no page that can be read: open it in a browser and save its text as .txt") from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise DocumentError("its elements are nested too deep: open it in a browser and save its text as .txt")
    return tree


def parse_xml(data: bytes) -> Element:
    """The tree of a well-formed document.

    Raises:
        DocumentError: it is not well-formed, or would grow beyond the parser's bounds.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            "is damaged: its XML is not well-formed; open it in its program and save it again"
        ) from error
    return tree


def to_xml(root: Element) -> bytes:
    """The document of this tree."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Every element twice, in document order: ("start", element) and ("end", element)."""
    yield from etree.iterwalk(root, events=("start", "end"))


def local_name(element: Element) -> str:
    """The element's name without its namespace; "" for an entity, which stands for nothing here."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def classes(element: Element) -> frozenset[str]:
    """The classes that an element of a page has."""
    return frozenset((element.get("class") or "").split())


def flat_text(element: Element) -> str:
    """All words of an element on one line."""
    return " ".join("".join(element.itertext()).split())
