"""Draw what stands beside every quote: its document's label, whose words it is, and its place."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from answer.wording import page_words, partly_words, published_words, recognised_words, said_words
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.markup import element, wrapped
from index.records import Evidence
from ingest.names import spelled_out
from ingest.records import Document, Source, Span, lowest


def source_line(source: Source) -> Markup:
    """Kind, publisher, author and date in one line."""
    return label_line(source, source.publisher, source.author, published_words(source))


def label_line(source: Source, *facts: str | None) -> Markup:
    """Draw the kind as a chip, followed by the facts that are known."""
    chip = element("span", kind_word(source.kind), f"byline-chip byline-kind {kind_class(source.kind)}")
    return wrapped("p", chip + facts_of(*facts), "byline-label")


def facts_of(*facts: str | None) -> Markup:
    """Draw the facts that are known."""
    return Markup().join(element("span", fact, "byline-fact") for fact in facts if fact)


def rules_line(source: Source) -> Markup:
    """Say which rule set which part of the label."""
    fields: dict[str, list[str]] = {}
    for field, rule in source.rules.items():
        fields.setdefault(rule, []).append("date" if field == "published" else field)
    said = "; ".join(f"{', '.join(names)} from {rule}" for rule, names in fields.items())
    return element("p", f"Label: {said}", "byline-rules")


def partly_line(partly: Iterable[str]) -> Markup:
    """What of the document could not be read; nothing for one that was read whole."""
    said = partly_words(partly)
    return element("p", said, "byline-partly") if said else Markup()


def recognised_line(document: Document) -> Markup:
    """That a machine read words of the document on a picture, and how sure it is of the worst; else nothing."""
    said = recognised_words(lowest(*(block.recognised for block in document.blocks)))
    return element("p", f"Words {said} at worst", "byline-partly") if said else Markup()


def voice_line(evidence: Evidence) -> Markup:
    """Say whose words the quote is, and whether a machine read them on a picture."""
    return element("p", said_words(evidence), f"byline-voice byline-voice-{evidence.voice.kind.value}")


def place_line(document: str, span: Span, page: int | None = None) -> Markup:
    """Name the document, the page if it has pages, and the characters."""
    on_page = f", {page_words(document, page)}" if page else ""
    return element("p", f"{spelled_out(document)}{on_page}, characters {span[0]:,}–{span[1]:,}", "byline-place")


def kind_mark(kind: str) -> Markup:
    """The kind in its colour, as a cell of a table has it."""
    return element("span", kind_word(kind), f"byline-kind {kind_class(kind)}")
