"""The paragraphs of a message that is a page: how deep each is quoted, what is hidden, what is a signature.

Blocks are those of any page. Where a quotation, something hidden or a signature begins and ends is marked in the tree
by paragraphs of their own before the blocks are made, and read off the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.loaders.canonical import Canonical
from ingest.loaders.hypertext import write_tree
from ingest.loaders.mail_tails import SIGNATURE
from ingest.loaders.mail_threads import Paragraph
from ingest.loaders.trees import Element, local_name, parse_html
from ingest.records import Block, Span

HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|\Z)"
    r"|max-height\s*:\s*0(?:px|pt|em)?\s*(?:;|!|\Z)|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|!|\Z)",
    re.IGNORECASE,
)
SMALL_TYPE = re.compile(r"font-size", re.IGNORECASE)
SIGNATURE_MARK = re.compile(
    r"(?:^|[\s_-])(?:gmail_|moz-|apple-?mail|protonmail_|x_|outlook-mobile-)?signature", re.IGNORECASE
)
HIDING = "hidden"
MARK = re.compile("\ue0f0([qhs])([+-])\ue0f1")
"""The beginning or the end of a quotation, of something hidden, of a signature; nobody writes these characters."""


def html_paragraphs(markup: str) -> Iterator[Paragraph]:
    """The paragraphs of a message that is a page; its links are spans of the words.

    Raises:
        DocumentError: the page is nested too deep to be read.
    """
    if not markup.strip():
        return
    tree = parse_html(markup)
    _mark(tree)
    canonical = Canonical()
    write_tree(canonical, tree)
    text = canonical.text()
    depths = dict.fromkeys("qhs", 0)
    for block in canonical.blocks:
        start = block.start
        for mark in MARK.finditer(text, block.start, block.end):
            yield from _paragraph(text, block, (start, mark.start()), depths)
            depths[mark[1]] = max(0, depths[mark[1]] + (1 if mark[2] == "+" else -1))
            start = mark.end()
        yield from _paragraph(text, block, (start, block.end), depths)


def _paragraph(text: str, block: Block, span: Span, depths: dict[str, int]) -> Iterator[Paragraph]:
    """The paragraphs that this part of a block is: one for each run of lines without an empty one between them."""
    start = span[0]
    for words in re.split(r"(\n[ \t\u00a0]*\n\s*)", text[slice(*span)]):
        shift = start + len(words) - len(words.lstrip())
        start += len(words)
        if not words.strip():
            continue
        links = tuple((a - shift, b - shift) for a, b in block.links if shift <= a and b <= shift + len(words.strip()))
        rule = HIDING if depths["h"] else SIGNATURE if depths["s"] else ""
        yield Paragraph(depths["q"], words.strip(), block.kind, block.level, links, rule)


def _mark(tree: Element) -> None:
    """Puts marks around every quotation, signature and hidden part; a quotation's own element is no quote any more."""
    for element in list(tree.iter("*")):
        name, parent = local_name(element), element.getparent()
        if parent is None or name in {"body", "head", "html", "style", "script", "title", "meta", "link"}:
            continue
        if name == "blockquote":
            element.tag = "div"
            _enclose(element, "q")
        elif _is_hidden(element):
            _enclose(element, "h")
        elif any(SIGNATURE_MARK.search(element.get(key) or "") for key in ("class", "id", "data-smartmail")):
            _enclose(element, "s")


def _is_hidden(element: Element) -> bool:
    """Return whether a mail program does not show the element."""
    style = element.get("style") or ""
    match = HIDDEN.search(style)
    if element.get("hidden") is not None:
        return True
    if match is None or not SMALL_TYPE.match(match.group()):
        return match is not None
    return not any(SMALL_TYPE.search(inner.get("style") or "") for inner in element.iterdescendants("*"))


def _enclose(element: Element, what: str) -> None:
    """Puts the mark of a beginning before the element, and that of an end behind it."""
    before, after = element.makeelement("p"), element.makeelement("p")
    before.text, after.text = f"\ue0f0{what}+\ue0f1", f"\ue0f0{what}-\ue0f1"
    after.tail, element.tail = element.tail, None
    element.addprevious(before)
    element.addnext(after)
