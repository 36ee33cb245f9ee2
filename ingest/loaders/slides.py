"""Presentations (.pptx, .odp): a slide is a page; its title, its paragraphs and tables, then the speaker's notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.loaders.canonical import BETWEEN_BLOCKS, Canonical, Inline
from ingest.loaders.stated_fields import stated
from ingest.loaders.table_rows import CELL_GAP
from ingest.loaders.trees import Element, local_name, parse_xml
from ingest.records import BlockKind, Loaded, OwnField

PRESENTATION, CORE = "ppt/presentation.xml", "docProps/core.xml"
CONTENT, META, MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

TITLES = frozenset({"title", "ctrTitle"})
NO_WORDS = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
"""Placeholders for what stands on every slide: its number, the date, a foot."""

Words = tuple[BlockKind, str]


def load(data: bytes) -> Loaded:
    """The slides' text and blocks, and what the file's properties say."""
    container = open_container(data)
    canonical, starts, unread = Canonical(), list[int](), list[str]()
    is_odp = CONTENT in container.parts
    for number, (blocks, pictures) in enumerate(_odp(container) if is_odp else _pptx(container), start=1):
        starts.append(canonical.length + (len(BETWEEN_BLOCKS) if canonical.length else 0))
        for kind, words in blocks:
            canonical.add(kind, Inline([words], len(words)), level=int(kind is BlockKind.HEADING))
        if pictures and not any(words.strip() for _, words in blocks):
            unread.append(f"slide {number}: a picture or a chart without text")
    own = tuple(_own(container, is_odp=is_odp))
    text, blocks_ = canonical.text(), tuple(canonical.blocks)
    starts = [min(start, len(text)) for start in starts]
    return Loaded(text, blocks_, own=own, page_starts=tuple(starts), partly=tuple(unread))


def _own(container: Container, *, is_odp: bool) -> Iterator[OwnField]:
    name, rule = (META, "ODF meta") if is_odp else (CORE, "PowerPoint properties")
    fields = {"title": "title", "initial-creator": "author", "creator": "author"}
    if name in container.parts:
        yield from stated(container.read(name), fields, rule)


Slide = tuple[list[Words], bool]
"""The blocks of a slide, and whether it shows a picture."""


def _pptx(container: Container) -> Iterator[Slide]:
    """The slides in their order."""
    targets = _relations(container, PRESENTATION)
    for reference in parse_xml(container.read(PRESENTATION)).iter("{*}sldId"):
        name = targets.get(reference.get(RELATION) or "", "")
        if name not in container.parts:
            raise DocumentError(f"is incomplete, {name or 'a slide'} is missing: open it and save it again")
        slide = parse_xml(container.read(name))
        blocks, notes = list(_shapes(slide)), list[Words]()
        for target in sorted(set(_relations(container, name).values()) & container.parts.keys()):
            folder = posixpath.basename(posixpath.dirname(target))
            if folder == "notesSlides":
                notes += _shapes(parse_xml(container.read(target)))
            elif folder == "diagrams" and posixpath.basename(target).startswith("data"):
                drawn = parse_xml(container.read(target))
                blocks += [(BlockKind.LIST_ITEM, _words(paragraph)) for paragraph in drawn.iter("{*}p")]
        yield blocks + notes, any(True for _ in slide.iter("{*}pic", "{*}chart"))


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
            case "br" | "line-break":
                parts.append("\n")
    return "".join(parts)


def _odp(container: Container) -> Iterator[Slide]:
    if MANIFEST in container.parts and b"encryption-data" in container.read(MANIFEST):
        raise DocumentError("is encrypted: save it without a password")
    root = parse_xml(container.read(CONTENT))
    for page in root.iter("{*}page"):
        blocks = list[Words]()
        for frame in page.iter("{*}frame", "{*}custom-shape"):
            kind = _attribute(frame, "class")
            if kind in {"page-number", "date-time", "footer", "header"}:
                continue
            for paragraph in frame.iter("{*}p", "{*}h"):
                row = next(paragraph.iterancestors("{*}table-row"), None)
                if row is not None:
                    continue
                listed = next(paragraph.iterancestors("{*}list-item"), None) is not None
                block = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
                words = "".join(paragraph.itertext())
                blocks.append((BlockKind.HEADING if kind == "title" else block, words))
            for row in frame.iter("{*}table-row"):
                cells = ("".join(cell.itertext()).strip() for cell in row.iter("{*}table-cell"))
                blocks.append((BlockKind.LIST_ITEM, CELL_GAP.join(cell for cell in cells if cell)))
        yield blocks, any(True for _ in page.iter("{*}image"))


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
