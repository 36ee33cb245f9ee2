"""Conversations and the notebook as files: Markdown, JSON, or a page that opens offline; every quote is a receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, groupby
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from answer.exports.as_html import answer_body, page, stated_facts
from answer.exports.as_json import export_as_json, json_text, quote_as_json, receipts_as_json
from answer.exports.as_markdown import answer_parts, facts, plain, source_words
from answer.exports.embedded_receipts import markdown_block
from answer.exports.provenance import Fact, provenance
from answer.receipts import Receipt, receipts_of
from answer.wording import isolated, place_words, said_words
from desk.kept_questions import News
from desk.records import Found, KeptTurn, Pin, Talk


def conversation_as_markdown(talk: Talk) -> str:
    """The conversation as Markdown, question by question; a document's words are never markup."""
    numbers = count(1)
    turns = (
        [f"## {plain(turn.asked)}", *answer_parts(turn.answer, numbers, at=turn.asked_at, level=2)]
        for turn in talk.turns
    )
    parts = [
        f"# {plain(talk.conversation.name)}",
        facts(_conversation_facts(talk)),
        *(part for turn in turns for part in turn),
    ]
    return "\n\n".join([*parts, markdown_block(_conversation_receipts(talk))]) + "\n"


def conversation_as_json(talk: Talk) -> str:
    """The conversation as JSON: each turn is an answer of docs/json.md with what was typed."""
    made = {
        "conversation": talk.conversation.name,
        "begun_at": talk.begun_at.isoformat(timespec="seconds"),
        "turns": [export_as_json(turn.answer, at=turn.asked_at) | {"asked": turn.asked} for turn in talk.turns],
        "receipts": receipts_as_json(_conversation_receipts(talk)),
        "whole": not talk.told,
    }
    return json_text(made)


def conversation_as_html(talk: Talk) -> str:
    """The conversation as one page; a document's words are never markup."""
    body = Markup("\n").join(map(_turn_section, talk.turns))
    return page(talk.conversation.name, body, _conversation_facts(talk), _conversation_receipts(talk))


CONVERSATION_FORMS: Mapping[str, Callable[[Talk], str]] = MappingProxyType(
    {"markdown": conversation_as_markdown, "json": conversation_as_json, "html": conversation_as_html}
)


def _turn_section(turn: KeptTurn) -> Markup:
    body, stated = answer_body(turn.answer, "h3"), stated_facts(provenance(turn.answer, turn.asked_at))
    return Markup('<section><h2 dir="auto">{}</h2>\n{}\n{}</section>').format(turn.asked, body, stated)


def _conversation_facts(talk: Talk) -> list[Fact]:
    begun = talk.begun_at.isoformat(timespec="seconds")
    return [
        ("conversation begun at", begun),
        ("questions", f"{len(talk.turns):,}"),
        *_damage(talk.told),
    ]


def _damage(told: Sequence[str]) -> list[Fact]:
    """That the file has not everything; the page says where the damage is, which is nobody's business elsewhere."""
    return [("damaged", "some of it could not be read from the disk and is not in this file")] if told else []


def _conversation_receipts(talk: Talk) -> tuple[Receipt, ...]:
    return tuple(dict.fromkeys(receipt for turn in talk.turns for receipt in receipts_of(turn.answer)))


# The notebook as a file: Markdown, JSON, or a page that opens offline; every quote in it is a receipt.

TITLE = "Notebook"
NOTE = "Note"
"""What stands before a note, so that nobody takes it for a document's words."""


def notebook_as_markdown(pins: Found[Pin], *, at: datetime) -> str:
    """The notebook as Markdown, quote by quote; neither a document's words nor a note are markup."""
    receipts = [pin.receipt for pin in pins]
    return (
        "\n\n".join(
            [f"# {TITLE}", *_parts_paragraphs(pins), facts(_notebook_facts(pins, at)), markdown_block(receipts)]
        )
        + "\n"
    )


def notebook_as_json(pins: Found[Pin], *, at: datetime) -> str:
    """The notebook as JSON, as docs/json.md describes it."""
    made = {
        "notebook": [_pin_as_json(pin) for pin in pins],
        "exported_at": at.isoformat(timespec="seconds"),
        "receipts": receipts_as_json(pin.receipt for pin in pins),
        "whole": not pins.told,
    }
    return json_text(made)


def notebook_as_html(pins: Found[Pin], *, at: datetime) -> str:
    """The notebook as one page."""
    return page(
        TITLE, Markup("\n").join(_parts_sections(pins)), _notebook_facts(pins, at), [pin.receipt for pin in pins]
    )


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
        "part": pin.part,
    }


def _parts_paragraphs(pins: Sequence[Pin]) -> Iterator[str]:
    for part, those in groupby(pins, key=lambda pin: pin.part):
        if part:
            yield f"## {plain(part)}"
        yield from map(_pin_paragraphs, those)


def _pin_paragraphs(pin: Pin) -> str:
    quote = f"> {plain(pin.evidence.text)}\n\n{plain(_said_by(pin))}  \n{plain(_place(pin))}"
    note = "\n\n".join(plain(line) for line in pin.note.splitlines() if line.strip())
    return f"{quote}\n\n**{NOTE}:** {note}" if note else quote


def _parts_sections(pins: Sequence[Pin]) -> Iterator[Markup]:
    for part, those in groupby(pins, key=lambda pin: pin.part):
        if part:
            yield Markup('<h2 dir="auto">{}</h2>').format(part)
        yield from map(_pin_section, those)


def _pin_section(pin: Pin) -> Markup:
    lines = [Markup('<p dir="auto">{}</p>').format(line) for line in pin.note.splitlines() if line.strip()]
    note = Markup('<div class="note"><strong>{}</strong>{}</div>').format(NOTE, Markup().join(lines)) if lines else ""
    section = Markup('<section><blockquote dir="auto">{}</blockquote>\n<p>{}</p><p class="quiet">{}</p>{}</section>')
    return section.format(pin.evidence.text, _said_by(pin), _place(pin), note)


def _said_by(pin: Pin) -> str:
    source = pin.document.source
    return f"{source_words(source)} ({isolated(source.kind)}, {said_words(pin.evidence)})"


def _place(pin: Pin) -> str:
    place = place_words(isolated(pin.document.id), pin.evidence.start, pin.evidence.end, pin.evidence.page)
    return f"{place}. sha256 {pin.document.sha256}"


def _notebook_facts(pins: Found[Pin], at: datetime) -> list[Fact]:
    return [("quotes", f"{len(pins):,}"), ("exported at", at.isoformat(timespec="seconds")), *_damage(pins.told)]


def news_as_json(one: News) -> dict[str, Any]:
    """What is new to a kept question, or to a pinned quote, as NEWS of docs/json.md."""
    reason = {"reason": one.reason} if one.reason else {}
    asked = {"question": one.question or None, "strength": one.strength or None}
    return asked | {"kind": one.kind, "at": one.at} | one.quote | reason
