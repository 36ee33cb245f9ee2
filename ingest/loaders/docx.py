"""Word documents: mammoth makes a page of them, which is read whole.

Text of insertions counts, text of deletions and comments does not; footnotes stand at the end.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from xml.parsers.expat import ExpatError

import mammoth

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.loaders.canonical import Canonical, heading_as_title
from ingest.loaders.hypertext import write_tree
from ingest.loaders.stated_fields import stated
from ingest.loaders.trees import Element, parse_html
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


NAME = re.compile(r"\s*[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,5}\s*")


def load(data: bytes) -> Loaded:
    """The text and blocks, and what the document's properties say."""
    container = open_container(data)
    _refuse_declarations(container)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
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
    return Loaded(text, blocks, own=(*_properties(container), *heading_as_title(text, blocks)))


def _set_apart_names(tree: Element) -> None:
    """Gives names in bold that begin paragraphs, as in interviews, a line of their own, where they come back."""
    bold = [paragraph[0] for paragraph in tree.iter("p") if len(paragraph) and not (paragraph.text or "").strip()]
    names = [one for one in bold if one.tag == "strong" and NAME.fullmatch("".join(one.itertext()))]
    again = Counter("".join(one.itertext()).strip() for one in names)
    for name in names:
        if again["".join(name.itertext()).strip()] > 1 and (name.tail or "").strip():
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
