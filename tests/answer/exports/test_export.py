from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.exports.as_csv import safe
from answer.exports.copies import copy_for_model, quote_with_receipt
from answer.exports.embedded_receipts import read_receipts
from answer.exports.export import export
from answer.receipts import receipts_of
from answer.records import Answer, Filters, Lane, Standing
from index.records import Around, DocumentLabel, Evidence, Hit, Searched, Signals
from ingest.folder import Skipped
from ingest.records import Source, Voice, VoiceKind
from ingest.tokens import count_tokens
from tests.answer.test_check_exports import CHECK, HOSTILE, Tags

HEADER = (
    "question,filters,generation,model,built_at,asked_at,kind,standing,searched_documents,searched_passages,"
    "independent_origins_at_least,rank,document,title,publisher,published,page,start,end,passage,evidence_start,"
    "evidence_end,evidence,voice,score,sha256,receipts"
)
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SIGNALS = Signals(cosine=0.5, whole=0.5, coverage=1.0, missing=0.0, words=0.5, pairs=0.0)
every_form = pytest.mark.parametrize("form", ["json", "csv", "markdown", "html"])


def hit(text: str, title: str = "River") -> Hit:
    label = DocumentLabel("reporting/river.txt", "00ff", Source("reporting", title, published=date(2019, 2, 7)))
    evidence = Evidence(10, 10 + len(text), text, Voice(VoiceKind.QUOTE, title), Around("before", "after"), 3)
    return Hit(label, 10, 10 + len(text), text, 3, evidence, (), (), 0.9, SIGNALS, Around("before", "after"))


def answer(text: str = "Engineers closed the gate.", question: str = "Who closed the gate?") -> Answer:
    lanes = (
        Lane("reporting", Standing.ANSWERS, Searched(2, 7), (hit(text, text),), None),
        Lane("commentary", Standing.NOTHING, Searched(1, 3), (), hit(text, text)),
        Lane("official", Standing.NOTHING, Searched(0, 0), (), None),
    )
    filters = Filters(kinds=("reporting",), after=date(2019, 1, 1))
    return Answer(question, filters, "Only reporting has a strong match.", lanes, 4, "fake", AT)


@every_form
@given(st.one_of(st.text(min_size=1, max_size=40), st.sampled_from([HOSTILE, "```\n", "</pre></details>", "'=1", '"'])))
def test_every_form_of_an_answer_carries_its_receipts_whatever_the_words(form: str, words: str) -> None:
    made = answer(words, words)

    assert read_receipts(export(made, form, at=AT)) == receipts_of(made)


STEERING = "gate\x1b]0;title\x07 \x9b31m \x00 \x7f\x85 \x1b[201~ \r closed"


@every_form
def test_no_form_has_a_control_character_and_its_receipts_have_the_words_as_they_are(form: str) -> None:
    made = answer(STEERING, STEERING)

    written = export(made, form, at=AT)

    assert not [char for char in written.replace("\r\n", "\n") if category(char) == "Cc" and char not in "\n\t"]
    assert {receipt.exact for receipt in read_receipts(written)} == {STEERING}


def test_a_copied_quote_cannot_end_the_paste_of_a_terminal() -> None:
    found = hit(STEERING)
    copies = (quote_with_receipt(found.document, found.evidence), copy_for_model("q", [found], max_tokens=999).text)

    assert [char for text in copies for char in text if category(char) == "Cc" and char != "\n"] == []
    assert "␛[201~" in copies[0]


@every_form
def test_every_form_says_what_was_asked_searched_not_found_and_when(form: str) -> None:
    made = export(answer(), form, at=AT).replace("\\", "")

    for said in ("Who closed the gate?", "reporting", "2019-01-01", "fake", "2026-11-21T12:00:00+00:00", "commentary"):
        assert said in made


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_every_form_of_a_check_says_when(form: str) -> None:
    assert "2026-11-21T12:00:00+00:00" in export(CHECK, form, at=AT).replace("\\", "")


def test_a_page_of_an_answer_shows_words_and_never_runs_them() -> None:
    parser = Tags()

    parser.feed(export(answer(HOSTILE, HOSTILE), "html", at=AT))

    assert HOSTILE in parser.text
    assert not parser.tags & {"script", "img", "iframe", "link"}


def test_markdown_of_an_answer_has_footnotes_and_escapes_what_would_be_markup() -> None:
    text = export(answer(f"{HOSTILE} [^1]: x"), "markdown", at=AT)

    assert re.findall(r"^\[\^(\d)\]: ", text, re.MULTILINE) == ["1", "2"]
    assert "<script>" not in text.replace("\\<", "")
    assert "](" not in text
    assert text.count("[^1]") == 2


def test_files_that_could_not_be_read_are_named() -> None:
    made = replace(answer(), skipped=(Skipped("reporting/a.pdf", "damaged"),))

    assert "reporting/a\\.pdf" in export(made, "markdown", at=AT).replace("a.pdf", "a\\.pdf")
    assert "reporting/a.pdf (damaged)" in export(made, "html", at=AT)


def test_a_table_has_a_line_for_each_passage_and_each_empty_lane() -> None:
    lines = list(csv.DictReader(io.StringIO(export(answer(), "csv", at=AT), newline="")))

    assert [(line["kind"], line["standing"], line["rank"]) for line in lines] == [
        ("reporting", "answers", "1"),
        ("commentary", "nothing", "nearest miss"),
        ("official", "nothing", ""),
    ]
    assert all(",".join(line) == HEADER for line in lines)


SIGNS = "=+-@＝＋－＠"
FRONT = [
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\u2028",
    "\ufeff",
    "\u200b",
    "\u00ad",
    "\0",
    "\x1b",
    '"',
    "; ",
    "\t\u200b",
    "a;",
    "a\v",
]


def begins_as_a_formula(cell: str) -> bool:
    """As a spreadsheet may see it, which drops what is not seen at a cell's start."""
    return re.sub(r"\A[\s\0-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\"]+", "", cell)[:1] in [
        *SIGNS
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(st.sampled_from(FRONT), st.sampled_from(SIGNS), st.text(max_size=20))
def test_no_cell_of_an_answers_table_is_a_formula_whatever_separates_cells(
    separator: str, front: str, sign: str, text: str
) -> None:
    risky = f"{front}{sign}{text}"
    made = export(answer(risky, f"{risky}\n{risky}; {risky}"), "csv", at=AT)

    for line in list(csv.reader(io.StringIO(made, newline=""), delimiter=separator))[1:]:
        assert [cell for cell in line if begins_as_a_formula(cell)] == []


def test_words_without_a_sign_at_a_cells_start_stay_as_they_are() -> None:
    words = "The well-known 5 - 3 rule, -5 degrees; a+b\n(=) 'quoted'"

    assert safe(words) == words


@pytest.mark.parametrize("most", [0, 40, 120, 200, 10_000])
def test_a_copy_for_a_language_model_stays_under_its_budget_and_says_how_long_it_is(most: int) -> None:
    made = copy_for_model("Who closed it?", [hit("Engineers closed the gate.")] * 3, max_tokens=most)

    assert made.tokens == count_tokens([made.text])[0] <= most
    assert made.passages == made.text.count("> Engineers closed the gate.")
    if most == 10_000:
        assert made.passages == 3
        first = "[1] reporting, quoting River: River, 2019-02-07. reporting/river.txt, page 3, characters 10–36"
        assert first in made.text


@every_form
def test_every_form_says_from_how_many_origins_the_searched_documents_come_at_least(form: str) -> None:
    made = answer()
    lanes = (replace(made.lanes[0], searched=Searched(7, 9, 3)), *made.lanes[1:])

    text = export(replace(made, lanes=lanes), form, at=AT).replace("\\", "")

    if form == "csv":
        [first, *_] = csv.DictReader(io.StringIO(text, newline=""))
        assert (first["searched_documents"], first["independent_origins_at_least"]) == ("7", "3")
    elif form == "json":
        assert json.loads(text)["lanes"][0]["searched"]["origins"] == 3
    else:
        assert "reporting: 7 documents (at least 3 independent), 9 passages" in text
