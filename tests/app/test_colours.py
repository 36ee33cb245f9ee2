"""A colour of a verdict or a kind stands in one place and is seen wherever it must be."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from answer import arrangements as verdicts
from answer.arrangements import coverage
from answer.exports.as_html import page
from answer.records import Standing, Verdict
from answer.verification import QuoteStatus
from app_pages.drawing import badges, kinds
from app_pages.drawing.charts import coverage_chart, heat_chart
from app_pages.drawing.style_sheet import SHEET, style_sheet
from terminal import shown
from tests.answer.exports.test_export import answer
from tests.answer.test_check_exports import CHECK
from tests.test_architecture import SOURCES


def test_a_verdicts_colour_is_changed_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(verdicts.COLOURS, Verdict.DIFFERS, ("#123456", "#fedcba"))

    sheet, exported = style_sheet.__wrapped__(), page("", Markup(), [], [])

    assert "--differs: light-dark(#123456, #fedcba);" in sheet
    assert ".byline-verdict-differs { background: var(--differs); }" in sheet
    assert [line.split("--d: ")[1][:7] for line in exported.splitlines() if "--d: " in line] == ["#123456", "#fedcba"]
    assert ".D { background: var(--d); }" in exported
    table = verdicts.matrix(CHECK)
    assert "#123456" in heat_chart(table, dark=False).to_json()
    assert "#fedcba" in heat_chart(table, dark=True).to_json()


def test_a_kind_with_a_look_of_its_own_is_added_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    look = kinds.KindLook("#123456", "#fedcba", "stroke", '<path d="M1 1h1"/>')
    monkeypatch.setitem(kinds.LOOKS, "reporting", look)
    monkeypatch.setitem(kinds.LOOKS, "letters", look)

    sheet, covered = style_sheet.__wrapped__(), coverage(answer())[:1]

    assert kinds.kind_class("letters") == "byline-kind-letters"
    assert ".byline-kind-letters { --kind: light-dark(#123456, #fedcba); --icon: url(" in sheet
    assert "%3Cpath d=%22M1 1h1%22/%3E%3C/svg%3E" in sheet
    assert "#123456" in coverage_chart(covered, dark=False).to_json()
    assert "#fedcba" in coverage_chart(covered, dark=True).to_json()


def test_no_colour_of_a_verdict_or_a_kind_is_written_down_twice() -> None:
    """White is everywhere; and the sheet has colours of its own that happen to be a kind's."""
    sources = "\n".join(SOURCES.values())
    sheet = SHEET.read_text(encoding="utf-8")
    of_verdicts = {colour for pair in verdicts.COLOURS.values() for colour in pair} | {verdicts.ON_COLOUR[1]}
    of_kinds = {colour for look in (*kinds.LOOKS.values(), kinds.OTHER_LOOK) for colour in (look.light, look.dark)}

    assert [colour for colour in sorted(of_verdicts) if (sources + sheet).count(colour) > 1] == []
    assert [colour for colour in sorted(of_kinds) if sources.count(colour) > 1] == []
    assert re.findall("--kind: light-dark|--icon: url", sheet) == []


def test_what_has_a_look_on_the_pages_has_one_in_the_terminal_too() -> None:
    assert shown.KIND_STYLES.keys() == kinds.LOOKS.keys()
    assert shown.OTHER_KIND_STYLE not in shown.KIND_STYLES.values()
    assert list(shown.VERDICT_STYLES) == list(verdicts.LETTERS) == list(Verdict)
    assert list(shown.STATUS_STYLES) == list(badges.MEANINGS) == list(QuoteStatus)
    assert list(shown.STANDING_STYLES) == list(Standing)
