from __future__ import annotations

import json
from textwrap import indent
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest

from answer.exports.as_csv import check_as_csv
from answer.exports.as_html import check_as_html
from answer.exports.as_json import check_as_json
from answer.exports.as_markdown import check_as_markdown
from answer.exports.embedded_receipts import read_receipts
from answer.exports.shown_quotes import Body, body_of, verify_export
from answer.records import Check, Verdict
from answer.verification import QuoteStatus
from index.records import DocumentLabel
from ingest.records import Source
from tests.answer.test_check_exports import checked, claim, finding

SAID = "“We will not reopen the café’s quay before May,” Anna Holm said."
OTHER = "Some 1,200 dockers work there; *none* of them <was> asked."
CHECKED: Check = checked(
    claim("The quay is closed.", 0, finding("reporting", Verdict.RELATED, SAID)),
    claim("Dockers work there.", 30, finding("reporting", Verdict.RELATED, OTHER)),
)
FORMS = {
    "json": lambda check: json.dumps(check_as_json(check), ensure_ascii=False, indent=2),
    "csv": check_as_csv,
    "markdown": check_as_markdown,
    "html": check_as_html,
}
every_form = pytest.mark.parametrize("form", FORMS)


def body(export: str) -> Body:
    return body_of(export, read_receipts(export))


def split(export: str) -> tuple[str, str]:
    """What a person reads of an export, and its receipts, where they stand in one block."""
    at = max(export.rfind("```json"), export.rfind("<details>"), export.rfind('"receipts"'))
    return export[:at], export[at:]


@every_form
def test_an_untouched_export_is_whole(form: str) -> None:
    found = body(FORMS[form](CHECKED))

    assert found == Body(shown=2, edited=(), without_receipt=(), not_shown=())


@pytest.mark.parametrize("form", ["json", "markdown", "html"])
def test_a_quote_far_longer_than_any_receipt_is_one_without_and_is_not_compared(form: str) -> None:
    shown, receipts = split(FORMS[form](CHECKED))
    added = " and said so" * 1_000

    found = body(shown.replace("Anna Holm said.", f"Anna Holm said{added}.") + receipts)

    assert found.edited == ()
    assert [len(quote) > len(added) for quote in found.without_receipt] == [True]
    assert [one.exact for one in found.not_shown] == [SAID]


@pytest.mark.parametrize("form", ["json", "markdown", "html"])
def test_a_quote_that_was_edited_is_told_with_both_wordings(form: str) -> None:
    shown, receipts = split(FORMS[form](CHECKED))

    found = body(shown.replace("will not reopen", "will reopen") + receipts)

    [edited] = found.edited
    assert (edited.receipt.exact, edited.shown) == (SAID, SAID.replace("will not", "will"))
    assert not found.is_whole


def test_a_cell_that_was_edited_is_told() -> None:
    made = check_as_csv(CHECKED).replace("“We will not", "“We will")

    assert [one.shown for one in body(made).edited] == [SAID.replace("will not", "will")]


def test_quotes_whose_receipts_were_taken_out_are_told() -> None:
    made = check_as_markdown(CHECKED)
    shown, receipts = split(made)
    emptied = f"{shown}```json byline-receipts\n[]\n```\n"

    assert body(emptied).without_receipt == (SAID, OTHER)
    assert body(made).is_whole
    assert receipts


def test_receipts_whose_quotes_were_taken_out_are_told() -> None:
    made = check_as_markdown(CHECKED)
    without = "\n".join(line for line in made.split("\n") if not line.lstrip().startswith("> “We"))

    assert [one.exact for one in body(without).not_shown] == [SAID]


@every_form
@pytest.mark.parametrize("prefix", ["> ", ">", ">> ", "    "])
def test_an_export_pasted_into_a_mail_is_read(form: str, prefix: str) -> None:
    pasted = indent(FORMS[form](CHECKED), prefix, lambda _: True)

    assert body(pasted).is_whole
    assert body(pasted).shown == 2


@every_form
def test_an_export_saved_with_letters_taken_apart_is_read(form: str) -> None:
    assert body(normalize("NFD", FORMS[form](CHECKED))).is_whole


def test_a_block_fenced_with_tildes_is_read() -> None:
    assert body(check_as_markdown(CHECKED).replace("```", "~~~")).is_whole


@pytest.mark.parametrize("first", ["# Who lost the receipts?", "My receipts; a note", "Of receipts and quays"])
def test_markdown_whose_first_line_has_the_name_of_a_column_is_markdown(first: str) -> None:
    made = check_as_markdown(CHECKED).replace("# Check", first, 1)

    assert (body(made).shown, body(made).is_whole) == (2, True)


@pytest.mark.parametrize(
    ("added", "edited", "without"),
    [
        ("\nHe never meant it.", [f"{SAID} He never meant it."], ()),
        ("\n  > \n  > He never meant it.", [], ("He never meant it.",)),
        ("\n  >\n  > He never\nmeant it.", [], ("He never meant it.",)),
        ("\n- He never meant it.", [], ()),
    ],
)
def test_all_that_a_block_quote_of_markdown_shows_is_compared(
    added: str, edited: list[str], without: tuple[str, ...]
) -> None:
    shown, receipts = split(check_as_markdown(CHECKED))

    found = body(shown.replace(f"> {SAID}", f"> {SAID}{added}") + receipts)

    assert [one.shown for one in found.edited] == edited
    assert found.without_receipt == without


@every_form
@pytest.mark.parametrize(
    ("said", "shown"), [("now here", "nowhere"), ("1 200 men", "1200 men"), ("nowhere", "now here")]
)
def test_words_and_numbers_that_were_joined_or_divided_are_told(form: str, said: str, shown: str) -> None:
    quoted = f"“The quay is {said}.”"
    made = FORMS[form](checked(claim("The quay is closed.", 0, finding("reporting", Verdict.RELATED, quoted))))
    before, receipts = split(made)

    found = body(before.replace(quoted, f"“The quay is {shown}.”") + receipts)

    assert [one.shown for one in found.edited] == [f"“The quay is {shown}.”"]


def test_a_break_of_a_page_divides_words() -> None:
    said = "The quay is nowhere near."
    made = check_as_html(checked(claim("The quay is closed.", 0, finding("reporting", Verdict.RELATED, said))))

    before, receipts = split(made)

    assert not body(before.replace("nowhere", "now<br>here") + receipts).is_whole


class Library:
    """A library of one document that other documents are looked for in: what verifying asks of it."""

    kinds = ("reporting",)

    def __init__(self, text: str) -> None:
        self.labels = {0: DocumentLabel("there", "x", Source("reporting", "there"))}
        self.document = lambda _: SimpleNamespace(text=text)
        self.words = SimpleNamespace(terms=str.split, containing=lambda *_: [0])
        self.inventory = SimpleNamespace(document_of=lambda row: row)


def missing(count: int) -> str:
    said = [f"Boat {number} sank." for number in range(count)]
    return check_as_markdown(
        checked(*(claim("Boats sank.", at, finding("reporting", Verdict.RELATED, one)) for at, one in enumerate(said)))
    )


def test_missing_quotes_are_named_where_they_stand_and_what_was_not_looked_for_is_told() -> None:
    opened: Any = Library(" ".join(f"Boat {number} sank." for number in range(102)))

    found = verify_export(opened, missing(102))

    assert {one.status for one in found.verified} == {QuoteStatus.MISSING}
    assert sum("there has these words" in one.reason for one in found.verified) == 100
    assert found.unverified[:-1] == ("other documents, for 2 of the missing quotes",)


def test_missing_quotes_are_looked_for_in_other_documents_within_the_time_of_verifying() -> None:
    opened: Any = Library("Boat 0 sank. Boat 1 sank.")
    seconds = iter([0.0, *[1.0] * 4, *[99.0] * 99])  # the limit, two quotes, and the first one elsewhere

    found = verify_export(opened, missing(2), clock=seconds.__next__)

    assert ["there has these words" in one.reason for one in found.verified] == [True, False]
    assert found.unverified[:-1] == ("other documents, for 1 of the missing quotes",)
