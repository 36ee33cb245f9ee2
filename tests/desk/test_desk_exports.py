"""Conversations and notebooks as files: every quote in them is a receipt that verifies."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from answer.exports.embedded_receipts import read_receipts
from answer.exports.shown_quotes import verify_export
from answer.receipts import receipts_of
from answer.verification import QuoteStatus, verify
from desk import conversations, notebook
from desk.exports import CONVERSATION_FORMS, NOTEBOOK_FORMS
from desk.records import Desk, Found, KeptTurn, Pin, Talk
from index.library import Library
from tests.answer.exports.test_spreadsheets import FORMULA, cells, formulas
from tests.desk.conftest import NOON, QUESTION, minutes_later

HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/x) **x**"


@pytest.fixture
def talk(desk: Desk, turn: KeptTurn) -> Talk:
    number = conversations.begin(desk, turn)
    conversations.go_on(desk, number, minutes_later(turn, 1, HOSTILE))
    conversations.rename(desk, number, HOSTILE)
    return conversations.read(desk, number)


@pytest.fixture
def pins(desk: Desk, turn: KeptTurn) -> Found[Pin]:
    for hit in ((*lane.hits, lane.nearest_miss)[0] for lane in turn.answer.lanes):
        notebook.pin(desk, hit.document, hit.evidence, at=NOON)
    notebook.write_note(desk, 1, f"first line\n\n{HOSTILE}")
    return notebook.pins(desk)


@pytest.mark.parametrize("form", CONVERSATION_FORMS)
def test_every_quote_of_a_conversation_verifies(talk: Talk, library: Library, form: str) -> None:
    found = list(verify(library, read_receipts(CONVERSATION_FORMS[form](talk))))

    assert {one.receipt for one in found} == {receipt for turn in talk.turns for receipt in receipts_of(turn.answer)}
    assert {one.status for one in found} == {QuoteStatus.SAME}


@pytest.mark.parametrize("form", NOTEBOOK_FORMS)
def test_every_quote_of_a_notebook_verifies(pins: Found[Pin], library: Library, form: str) -> None:
    found = list(verify(library, read_receipts(NOTEBOOK_FORMS[form](pins, at=NOON))))

    assert [one.receipt for one in found] == [pin.receipt for pin in pins]
    assert {one.status for one in found} == {QuoteStatus.SAME}


@pytest.mark.parametrize("form", NOTEBOOK_FORMS)
def test_all_that_a_conversation_and_a_notebook_show_is_found_in_their_receipts(
    talk: Talk, pins: Found[Pin], library: Library, form: str
) -> None:
    for made in (CONVERSATION_FORMS[form](talk), NOTEBOOK_FORMS[form](pins, at=NOON)):
        export = verify_export(library, made)

        assert export.is_whole
        assert export.shown > 0
        assert {one.status for one in export.verified} == {QuoteStatus.SAME}


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_neither_a_name_nor_a_note_is_markup(talk: Talk, pins: Found[Pin], form: str) -> None:
    for made in (CONVERSATION_FORMS[form](talk), NOTEBOOK_FORMS[form](pins, at=NOON)):
        assert "<script>" not in made
        assert "![x](" not in made or form == "html"
        assert "alert" in made


def test_neither_a_name_nor_a_note_is_a_formula_of_a_spreadsheet(talk: Talk, pins: Found[Pin]) -> None:
    named = replace(talk, conversation=replace(talk.conversation, name=FORMULA))
    noted = Found(tuple(replace(pin, note=f"{FORMULA}\n{FORMULA}") for pin in pins))

    for made in (CONVERSATION_FORMS["html"](named), NOTEBOOK_FORMS["html"](noted, at=NOON)):
        assert FORMULA in cells(made).seen
        assert formulas(made) == []


def test_a_conversation_in_markdown_numbers_its_footnotes_through(talk: Talk) -> None:
    made = CONVERSATION_FORMS["markdown"](talk)
    notes = [line.split(":")[0] for line in made.splitlines() if line.startswith("[^")]

    assert notes == [f"[^{number}]" for number in range(1, len(notes) + 1)]
    assert made.count("```json byline-receipts") == 1


@pytest.mark.parametrize(("form", "heading"), [("markdown", "\n## {}\n"), ("html", '<h2 dir="auto">{}</h2>')])
def test_a_turn_stands_under_what_was_typed_with_what_was_searched(
    desk: Desk, turn: KeptTurn, form: str, heading: str
) -> None:
    number = conversations.begin(desk, replace(turn, asked="And when?"))
    made = CONVERSATION_FORMS[form](conversations.read(desk, number))

    assert heading.format("And when?") in made
    assert f"question: {QUESTION}" in made


def test_a_conversation_in_json_has_what_was_typed_and_said(talk: Talk) -> None:
    made = json.loads(CONVERSATION_FORMS["json"](talk))

    assert made["conversation"] == conversations.as_name(HOSTILE)
    assert [turn["asked"] for turn in made["turns"]] == [QUESTION, HOSTILE]
    assert [turn["question"] for turn in made["turns"]] == [QUESTION, QUESTION]
    assert made["turns"][0]["asked_at"] == "2026-03-01T12:30:15+00:00"


def test_a_notebook_in_json_keeps_order_source_and_note(pins: Found[Pin]) -> None:
    made = json.loads(NOTEBOOK_FORMS["json"](pins, at=NOON))

    assert [(one["document"]["id"], one["note"]) for one in made["notebook"]] == [
        ("reporting/river.txt", f"first line\n\n{HOSTILE}"),
        ("commentary/gate.md", ""),
    ]
    assert all(one["document"]["title"] and one["document"]["kind_rule"] for one in made["notebook"])


def test_a_note_is_told_from_quotes_and_headings_stand_above_theirs(pins: Found[Pin]) -> None:
    first, second = pins
    parted = Found((replace(first, part="Who <knew>"), replace(second, part="Who <knew>")))
    page, text = (NOTEBOOK_FORMS[form](parted, at=NOON) for form in ("html", "markdown"))

    assert page.count("Who &lt;knew&gt;</h2>") == 1
    assert '<div class="note"><strong>Note</strong><p dir="auto">first line</p>' in page
    assert text.count("## Who \\<knew\\>") == 1
    assert "**Note:** first line" in text
    assert text.count("**Note:**") == page.count('class="note"') == 1
    assert [one["part"] for one in json.loads(NOTEBOOK_FORMS["json"](parted, at=NOON))["notebook"]] == [
        "Who <knew>"
    ] * 2


def test_a_quote_that_was_altered_in_the_file_is_told_by_verifying(pins: Found[Pin], library: Library) -> None:
    altered = NOTEBOOK_FORMS["json"](pins, at=NOON).replace("lower gate", "upper gate")

    assert [one.status for one in verify(library, read_receipts(altered))] == [QuoteStatus.MISSING, QuoteStatus.SAME]


@pytest.mark.parametrize("form", ["markdown", "json", "html"])
def test_a_file_that_lacks_what_was_damaged_says_so_and_not_where(talk: Talk, pins: Found[Pin], form: str) -> None:
    damaged = replace(talk, told=("/home/ann/data/desk.db is damaged",)), replace(pins, told=("/home/ann: damaged",))
    said = '"whole": false' if form == "json" else "some of it could not be read from the disk"
    for make, whole, harmed in zip(
        (CONVERSATION_FORMS[form], lambda found: NOTEBOOK_FORMS[form](found, at=NOON)),
        (talk, pins),
        damaged,
        strict=True,
    ):
        assert said not in make(whole)
        assert said in make(harmed)
        assert "/home/ann" not in make(harmed)
