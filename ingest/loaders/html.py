"""Web pages: the canonical text is the article's, as trafilatura finds it; a page without one is read whole."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from trafilatura import bare_extraction

from ingest.encoding import decode
from ingest.loaders.canonical import Canonical
from ingest.loaders.html_fields import own_fields
from ingest.loaders.hypertext import write_tree
from ingest.records import RULE_OWN_TITLE, BlockKind, Loaded, OwnField
from ingest.trees import Element, parse_html

DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,30})", re.IGNORECASE)
"""A page's own word on its encoding, which must stand in its first kilobyte (HTML standard)."""

DECLARED_WITHIN_BYTES = 4096

MIN_ARTICLE_CHARACTERS = 250
"""trafilatura's own bound: for less it gives all words of the page in one run, without their blocks."""


def load(data: bytes) -> Loaded:
    """The article's text and blocks, and what the page's mark-up says of it."""
    tree = parse_html(_decode(data))
    own = own_fields(tree)
    canonical = Canonical()
    write_tree(canonical, tree if (article := _article(tree)) is None else article)
    text, blocks = canonical.text(), tuple(canonical.blocks)
    heading = next((block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), None)
    said = (OwnField("title", text[heading.start : heading.end], RULE_OWN_TITLE),) if heading else ()
    return Loaded(text, blocks, own=(*own, *said))


def _article(tree: Element) -> Element | None:
    """The tree of the page's article, where there is one and its characters are such as trees are written with."""
    try:
        found: Any = bare_extraction(
            deepcopy(tree), include_comments=False, include_links=True, include_formatting=True
        )
    except ValueError:  # lxml reads U+FFFE and takes it from nobody
        return None
    return found.body if found and len(found.text or "") >= MIN_ARTICLE_CHARACTERS else None


def _decode(data: bytes) -> str:
    """The page's text: in the encoding it declares, where its bytes fit."""
    declared = DECLARED.search(data, 0, DECLARED_WITHIN_BYTES)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = _web_name(declared.group(1).decode("ascii").lower())
        try:
            return data.decode(name).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)


def _web_name(encoding: str) -> str:
    """The encoding that browsers take for this name (Encoding standard)."""
    if encoding in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        return "cp1252"
    return {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254", "tis-620": "cp874"}.get(encoding, encoding)
