"""Word documents: mammoth makes a page of them, which is read whole.

Text of insertions, fields, formulas and text boxes counts, text of deletions and comments and hidden text does not;
footnotes stand at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape

import mammoth

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.loaders.canonical import Canonical, heading_as_title, large_pictures
from ingest.loaders.hypertext import write_tree
from ingest.loaders.stated_fields import stated
from ingest.loaders.trees import Element, parse_html, parse_xml, to_xml
from ingest.records import Loaded, OwnField

CORE = "docProps/core.xml"
STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => h2:fresh",
        *(f"p[style-name='{name}'] => blockquote:fresh" for name in ("Quote", "Intense Quote", "Quotations")),
        "p[style-name='Block Text'] => blockquote:fresh",
    ]
)


CLOCK = re.compile(r"\d{1,2}(?::\d{2}){1,2}")
"""A time behind a name, which both are one line."""

NAME = re.compile(r"\s*[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,5}\s*")


def load(data: bytes) -> Loaded:
    """The text and blocks, and what the document's properties say."""
    container = open_container(data)
    _refuse_declarations(container)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(_shown(container, data)),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        )
    except ExpatError as error:
        raise DocumentError("is damaged: its XML is not well-formed; save it again in Word") from error
    canonical = Canonical()
    if page.value.strip():
        tree = parse_html(page.value)
        for link in list(tree.iter("a")):
            if (link.get("href") or "").startswith(("#footnote-ref", "#endnote-ref")):
                link.drop_tree()
        _set_apart_names(tree)
        write_tree(canonical, tree)
    text, blocks = canonical.text(), tuple(canonical.blocks)
    return Loaded(
        text,
        blocks,
        own=(*_properties(container), *heading_as_title(text, blocks)),
        furniture=tuple(canonical.furniture),
        partly=large_pictures(_sizes_cm(container)),
    )


EMU_IN_CM = 360_000


def _sizes_cm(container: Container) -> Iterator[tuple[float, float]]:
    """The width and height of each picture that is shown in the text, in centimetres."""
    shown = parse_xml(container.read(TEXTS[0]))
    for place in shown.iter("{*}inline", "{*}anchor"):
        extent = place.find("{*}extent")
        if extent is not None and next(place.iter("{*}pic"), None) is not None:
            yield int(extent.get("cx", "0")) / EMU_IN_CM, int(extent.get("cy", "0")) / EMU_IN_CM


# What mammoth passes over or takes for shown, put into the form that it reads.

TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
STYLE_SHEET = "word/styles.xml"
UNREAD = (b":vanish", b":fldSimple", b":oMath", b":txbxContent")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off"})


def _shown(container: Container, data: bytes) -> bytes:
    """The file with the text that Word shows, the same where there is nothing to change."""
    hidden = _hidden_styles(container)
    changed = {
        name: shown
        for name in TEXTS
        if name in container.parts and (shown := _as_shown(container.read(name), hidden)) is not None
    }
    if not changed:
        return data
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as archive:
        for name in container.parts:
            if name in changed or name.endswith((".xml", ".rels")):  # pictures are not shown
                archive.writestr(name, changed.get(name) or container.read(name))
    return rewritten.getvalue()


def _hidden_styles(container: Container) -> frozenset[str]:
    """The styles whose text is hidden, by themselves or by the style that they are based on."""
    part = container.read(STYLE_SHEET) if STYLE_SHEET in container.parts else b""
    if b":vanish" not in part:
        return frozenset()
    hides, based = dict[str, bool](), dict[str, str]()
    for style in parse_xml(part).iter(f"{WORD}style"):
        name, base = style.get(f"{WORD}styleId", ""), style.find(f"{WORD}basedOn")
        if base is not None:
            based[name] = base.get(f"{WORD}val", "")
        if marks := style.findall(f"{WORD}rPr/{WORD}vanish"):
            hides[name] = _is_on(marks[0])
    for name in based:
        _inherit(name, hides, based)
    return frozenset(name for name, hidden in hides.items() if hidden)


def _inherit(name: str, hides: dict[str, bool], based: Mapping[str, str]) -> None:
    """Note for a style, and those between, what its base says; what a style says itself counts before that."""
    seen: dict[str, None] = {}
    while name not in hides and name in based and name not in seen:
        seen[name] = None
        name = based[name]
    hides.update(dict.fromkeys(seen, hides.get(name, False)))


def _is_on(mark: Element) -> bool:
    return mark.get(f"{WORD}val", "1") not in OFF


def _is_hidden(run: Element, hidden: frozenset[str]) -> bool:
    """Return whether Word hides a run: by a mark of its own, else by its style, else by its paragraph's."""
    if marks := run.findall(f"{WORD}rPr/{WORD}vanish"):
        return _is_on(marks[0])
    paragraph = next(run.iterancestors(f"{WORD}p"), None)
    styles = run.findall(f"{WORD}rPr/{WORD}rStyle")
    styles += paragraph.findall(f"{WORD}pPr/{WORD}pStyle") if paragraph is not None else []
    return any(style.get(f"{WORD}val") in hidden for style in styles)


def _as_shown(part: bytes, hidden: frozenset[str]) -> bytes | None:
    if not hidden and not any(mark in part for mark in UNREAD):
        return None
    root = parse_xml(part)
    for run in list(root.iter(f"{WORD}r")):
        if _is_hidden(run, hidden):
            run.getparent().remove(run)
    for field in list(root.iter(f"{WORD}fldSimple")):
        _unwrap(field)
    for formula in list(root.iter("{*}oMath")):
        _replace(formula, _run("".join(text.text or "" for text in formula.iter("{*}t"))))
    for wrapper in list(root.iter("{*}oMathPara")):
        _unwrap(wrapper)
    for box in list(root.iter("{*}AlternateContent")):
        if box.find("{*}Fallback") is None:
            _put_behind_paragraph(box)
    return to_xml(root)


def _unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _replace(element: Element, other: Element) -> None:
    element.getparent().replace(element, other)


def _run(words: str) -> Element:
    return parse_xml(f'<w:r xmlns:w="{WORD[1:-1]}"><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'.encode())


def _put_behind_paragraph(box: Element) -> None:
    """Put the paragraphs of a text box behind the one that it hangs on."""
    paragraph = next(box.iterancestors(f"{WORD}p"), None)
    if paragraph is None:
        return
    inside = [child for content in box.iter(f"{WORD}txbxContent") for child in content]
    for child in reversed(inside):
        paragraph.addnext(child)


def _set_apart_names(tree: Element) -> None:
    """Gives names in bold that begin paragraphs, as in interviews, a line of their own, where they come back."""
    bold = [paragraph[0] for paragraph in tree.iter("p") if len(paragraph) and not (paragraph.text or "").strip()]
    names = [one for one in bold if one.tag == "strong" and NAME.fullmatch("".join(one.itertext()))]
    again = Counter("".join(one.itertext()).strip() for one in names)
    for name in names:
        behind = (name.tail or "").strip()
        if again["".join(name.itertext()).strip()] > 1 and behind and not CLOCK.fullmatch(behind):
            line_end = name.makeelement("br")
            line_end.tail, name.tail = name.tail, None
            name.addnext(line_end)


def _properties(container: Container) -> tuple[OwnField, ...]:
    if CORE not in container.parts:
        return ()
    return tuple(stated(container.read(CORE), {"title": "title", "creator": "author"}, "Word properties"))


def _refuse_declarations(container: Container) -> None:
    """Word writes no document types; whoever does wants entities to grow or to be fetched."""
    for name in container.parts:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in container.read(name).replace(b"\0", b""):
            raise DocumentError(f"{name} declares entities, as no Word document does: save it again in Word")
