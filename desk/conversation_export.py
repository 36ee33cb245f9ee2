"""A conversation as a file: Markdown, JSON, or a page that opens offline; every quote in it is a receipt."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import count
from types import MappingProxyType

from markupsafe import Markup

from answer.exports.answer_markdown import answer_parts
from answer.exports.answer_page import answer_body
from answer.exports.export import as_json
from answer.exports.markdown import facts, plain
from answer.exports.notes import markdown_block
from answer.exports.page import page, stated_facts
from answer.exports.provenance import Fact, provenance
from answer.receipts import Receipt, receipt_as_json, receipts_of
from desk.records import KeptTurn, Talk


def conversation_as_markdown(talk: Talk) -> str:
    """The conversation as Markdown, question by question; a document's words are never markup."""
    numbers = count(1)
    turns = (
        [f"## {plain(turn.asked)}", *answer_parts(turn.answer, numbers, at=turn.asked_at, level=2)]
        for turn in talk.turns
    )
    parts = [f"# {plain(talk.conversation.name)}", facts(_facts(talk)), *(part for turn in turns for part in turn)]
    return "\n\n".join([*parts, markdown_block(_receipts(talk))]) + "\n"


def conversation_as_json(talk: Talk) -> str:
    """The conversation as JSON: each turn is an answer of docs/json.md with what was typed."""
    made = {
        "conversation": talk.conversation.name,
        "begun_at": talk.conversation.begun_at.isoformat(timespec="seconds"),
        "turns": [as_json(turn.answer, at=turn.asked_at) | {"asked": turn.asked} for turn in talk.turns],
        "receipts": [receipt_as_json(receipt) for receipt in _receipts(talk)],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def conversation_as_html(talk: Talk) -> str:
    """The conversation as one page; a document's words are never markup."""
    body = Markup("\n").join(map(_section, talk.turns))
    return page(talk.conversation.name, body, _facts(talk), _receipts(talk))


CONVERSATION_FORMS: Mapping[str, Callable[[Talk], str]] = MappingProxyType(
    {"markdown": conversation_as_markdown, "json": conversation_as_json, "html": conversation_as_html}
)


def _section(turn: KeptTurn) -> Markup:
    body, stated = answer_body(turn.answer, "h3"), stated_facts(provenance(turn.answer, turn.asked_at))
    return Markup("<section><h2>{}</h2>\n{}\n{}</section>").format(turn.asked, body, stated)


def _facts(talk: Talk) -> list[Fact]:
    begun = talk.conversation.begun_at.isoformat(timespec="seconds")
    return [("conversation begun at", begun), ("questions", f"{len(talk.turns):,}")]


def _receipts(talk: Talk) -> tuple[Receipt, ...]:
    return tuple(dict.fromkeys(receipt for turn in talk.turns for receipt in receipts_of(turn.answer)))
