"""Presentations (.pptx, .odp): a slide is a page; its title, its paragraphs and tables, then the speaker's notes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.loaders.canonical import BETWEEN_BLOCKS, CELL_GAP, Canonical, Inline
from ingest.loaders.odt import count
from ingest.loaders.stated_fields import stated
from ingest.loaders.trees import Element, local_name, parse_xml, walk
from ingest.records import BlockKind, Loaded, OwnField

PRESENTATION, CORE = "ppt/presentation.xml", "docProps/core.xml"
CONTENT, META, MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

TITLES = frozenset({"title", "ctrTitle"})
NO_WORDS = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
"""Placeholders for what stands on every slide: its number, the date, a foot."""

WHITE = re.compile(r"[ \t\r\n]+")

Words = tuple[BlockKind, str]


def load(data: bytes) -> Loaded:
    """The slides' text and blocks, and what the file's properties say."""
    container = open_container(data)
    canonical, starts, unread = Canonical(), list[int](), list[str]()
    is_odp = CONTENT in container.parts
    for number, (blocks, unseen) in enumerate(_odp(container) if is_odp else _pptx(container), start=1):
        starts.append(canonical.length + (len(BETWEEN_BLOCKS) if canonical.length else 0))
        for kind, words in blocks:
            canonical.add(kind, Inline([words], len(words)), level=int(kind is BlockKind.HEADING))
        if unseen:
            unread.append(f"slide {number}: {unseen}")
    own = tuple(_own(container, is_odp=is_odp))
    text, blocks_ = canonical.text(), tuple(canonical.blocks)
    starts = [min(start, len(text)) for start in starts]
    return Loaded(text, blocks_, own=own, page_starts=tuple(starts), partly=tuple(unread))


def _own(container: Container, *, is_odp: bool) -> Iterator[OwnField]:
    name, rule = (META, "ODF meta") if is_odp else (CORE, "PowerPoint properties")
    fields = {"title": "title", "initial-creator": "author", "creator": "author"}
    if name in container.parts:
        yield from stated(container.read(name), fields, rule)


Slide = tuple[list[Words], str]
"""The blocks of a slide, and what of it is not read."""

HIDDEN = "hidden, and not read"
DRAWN = "a picture or a chart"


def _slide(blocks: list[Words], notes: list[Words], *, has_picture: bool) -> Slide:
    has_body = any(words.strip() for kind, words in blocks if kind is not BlockKind.HEADING)
    return blocks + notes, DRAWN if has_picture and not has_body else ""


def _pptx(container: Container) -> Iterator[Slide]:
    """The slides in their order."""
    targets = _relations(container, PRESENTATION)
    for reference in parse_xml(container.read(PRESENTATION)).iter("{*}sldId"):
        name = targets.get(reference.get(RELATION) or "", "")
        if name not in container.parts:
            raise DocumentError(f"is incomplete, {name or 'a slide'} is missing: open it and save it again")
        slide = parse_xml(container.read(name))
        if slide.get("show") in {"0", "false"}:
            yield [], HIDDEN
            continue
        blocks, notes = list(_shapes(slide)), list[Words]()
        for target in sorted(set(_relations(container, name).values()) & container.parts.keys()):
            folder = posixpath.basename(posixpath.dirname(target))
            if folder == "notesSlides":
                notes += _shapes(parse_xml(container.read(target)))
            elif folder == "diagrams" and posixpath.basename(target).startswith("data"):
                drawn = parse_xml(container.read(target))
                blocks += [(BlockKind.LIST_ITEM, _words(paragraph)) for paragraph in drawn.iter("{*}p")]
        yield _slide(blocks, notes, has_picture=any(True for _ in slide.iter("{*}pic", "{*}chart")))


def _relations(container: Container, name: str) -> dict[str, str]:
    """The parts that this part names, by the ids that it gives them."""
    place, base = posixpath.split(name)
    part = f"{place}/_rels/{base}.rels"
    if part not in container.parts:
        return {}
    found = parse_xml(container.read(part)).iter("{*}Relationship")
    return {
        one.get("Id") or "": posixpath.normpath(posixpath.join(place, one.get("Target") or "")).lstrip("/")
        for one in found
        if one.get("TargetMode") != "External"
    }


def _shapes(slide: Element) -> Iterator[Words]:
    """The paragraphs of the shapes, and the rows of the tables."""
    for shape in slide.iter("{*}sp", "{*}tr"):
        if local_name(shape) == "tr":
            cells = (" ".join(map(_words, cell.iter("{*}p"))).strip() for cell in shape.iter("{*}tc"))
            yield BlockKind.LIST_ITEM, CELL_GAP.join(cell for cell in cells if cell)
            continue
        holder = next((found.get("type") or "body" for found in shape.iter("{*}ph")), "")
        if holder in NO_WORDS:
            continue
        if holder in TITLES:
            yield BlockKind.HEADING, " ".join(" ".join(map(_words, shape.iter("{*}p"))).split())
            continue
        for paragraph in shape.iter("{*}p"):
            is_listed = paragraph.find("{*}pPr/{*}buNone") is None and holder == "body"
            yield BlockKind.LIST_ITEM if is_listed else BlockKind.PARAGRAPH, _words(paragraph)


def _words(paragraph: Element) -> str:
    """The text of a paragraph; a break is a line end."""
    parts = []
    for element in paragraph.iter():
        match local_name(element):
            case "t":
                parts.append(element.text or "")
            case "br":
                parts.append("\n")
    return "".join(parts)


def _odp(container: Container) -> Iterator[Slide]:
    if MANIFEST in container.parts and b"encryption-data" in container.read(MANIFEST):
        raise DocumentError("is encrypted: save it without a password")
    root = parse_xml(container.read(CONTENT))
    hidden = {_attribute(style, "name") for style in root.iter("{*}style") if _is_hidden(style)}
    for page in root.iter("{*}page"):
        if _attribute(page, "style-name") in hidden:
            yield [], HIDDEN
            continue
        notes = list[Words]()
        for part in page.findall("{*}notes"):
            notes += _odp_blocks(part)
            page.remove(part)
        has_picture = any(True for _ in page.iter("{*}image", "{*}object", "{*}object-ole", "{*}plugin"))
        yield _slide(list(_odp_blocks(page)), notes, has_picture=has_picture)


def _is_hidden(style: Element) -> bool:
    return any(_attribute(one, "visibility") == "hidden" for one in style.iterfind("{*}drawing-page-properties"))


ON_EVERY_PAGE = frozenset({"footer", "header", "page-number", "date-time"})
"""Classes of frames for what stands on every page."""

READ_ABOVE = frozenset({"p", "h", "table-row", "annotation"})
"""Elements whose paragraphs are read with them, or are a comment."""


def _odp_blocks(page: Element) -> Iterator[Words]:
    """Every paragraph once, whatever shape holds it, and the rows of the tables."""
    for element in page.iter("{*}p", "{*}h", "{*}table-row"):
        above = list(element.iterancestors())
        names = {local_name(one) for one in above}
        classes = {_attribute(one, "class") for one in above}
        if classes & ON_EVERY_PAGE or names & READ_ABOVE:
            continue
        if local_name(element) == "table-row":
            cells = (" ".join(map(_odp_words, cell.iter("{*}p", "{*}h"))) for cell in element.iter("{*}table-cell"))
            yield BlockKind.LIST_ITEM, CELL_GAP.join(cell.strip() for cell in cells if cell.strip())
        elif "title" in classes:
            yield BlockKind.HEADING, " ".join(_odp_words(element).split())
        else:
            yield BlockKind.LIST_ITEM if "list-item" in names else BlockKind.PARAGRAPH, _odp_words(element)


def _odp_words(paragraph: Element) -> str:
    """The text of a paragraph with its spaces, tabs and line ends, which are elements."""
    parts = []
    for event, element in walk(paragraph):
        words = element.text if event == "start" else element.tail if element is not paragraph else ""
        parts.append(WHITE.sub(" ", words or ""))
        match event, local_name(element):
            case "start", "line-break":
                parts.append("\n")
            case "start", "tab":
                parts.append("\t")
            case "start", "s":
                parts.append(" " * count(_attribute(element, "c")))
    return "".join(parts)


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
