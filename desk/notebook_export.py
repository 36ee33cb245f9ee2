"""The notebook as a file: Markdown, JSON, or a page that opens offline; every quote in it is a receipt."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from markupsafe import Markup

from answer.exports.answer_markdown import source_words
from answer.exports.markdown import facts, plain
from answer.exports.notes import markdown_block
from answer.exports.page import page
from answer.exports.provenance import Fact
from answer.receipts import receipt_as_json
from answer.wording import voice_words
from desk.notebook import quote_as_json
from desk.records import Pin

TITLE = "Notebook"


def notebook_as_markdown(pins: Sequence[Pin], *, at: datetime) -> str:
    """The notebook as Markdown, quote by quote; neither a document's words nor a note are markup."""
    receipts = [pin.receipt for pin in pins]
    return (
        "\n\n".join([f"# {TITLE}", *map(_paragraphs, pins), facts(_facts(pins, at)), markdown_block(receipts)]) + "\n"
    )


def notebook_as_json(pins: Sequence[Pin], *, at: datetime) -> str:
    """The notebook as JSON, as docs/json.md tells it."""
    made = {
        "notebook": [_pin_as_json(pin) for pin in pins],
        "exported_at": at.isoformat(timespec="seconds"),
        "receipts": [receipt_as_json(pin.receipt) for pin in pins],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def notebook_as_html(pins: Sequence[Pin], *, at: datetime) -> str:
    """The notebook as one page."""
    return page(TITLE, Markup("\n").join(map(_section, pins)), _facts(pins, at), [pin.receipt for pin in pins])


NOTEBOOK_FORMS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {"markdown": notebook_as_markdown, "json": notebook_as_json, "html": notebook_as_html}
)


def _pin_as_json(pin: Pin) -> dict[str, object]:
    quote = quote_as_json(pin.document, pin.evidence)
    return {
        "document": quote["document"],
        "evidence": quote["evidence"],
        "note": pin.note,
        "pinned_at": pin.pinned_at.isoformat(timespec="seconds"),
    }


def _paragraphs(pin: Pin) -> str:
    quote = f"> {plain(pin.evidence.text)}\n>\n> {plain(_said_by(pin))}  \n> {plain(_place(pin))}"
    note = "\n\n".join(plain(line) for line in pin.note.splitlines() if line.strip())
    return f"{quote}\n\n{note}" if note else quote


def _section(pin: Pin) -> Markup:
    lines = (line for line in pin.note.splitlines() if line.strip())
    note = Markup().join(Markup("<p>{}</p>").format(line) for line in lines)
    section = Markup('<section><blockquote>{}</blockquote>\n<p>{}</p><p class="quiet">{}</p>{}</section>')
    return section.format(pin.evidence.text, _said_by(pin), _place(pin), note)


def _said_by(pin: Pin) -> str:
    source = pin.document.source
    return f"{source_words(source)} ({source.kind}, {voice_words(pin.evidence.voice)})"


def _place(pin: Pin) -> str:
    page_of = f", page {pin.evidence.page}" if pin.evidence.page else ""
    span = f"characters {pin.evidence.start}–{pin.evidence.end}"
    return f"{pin.document.id}{page_of}, {span}. sha256 {pin.document.sha256}"


def _facts(pins: Sequence[Pin], at: datetime) -> list[Fact]:
    return [("quotes", f"{len(pins):,}"), ("exported at", at.isoformat(timespec="seconds"))]
