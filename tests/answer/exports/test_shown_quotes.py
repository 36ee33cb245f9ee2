from __future__ import annotations

import json
from textwrap import indent
from unicodedata import normalize

import pytest

from answer.exports.as_csv import check_as_csv
from answer.exports.as_html import check_as_html
from answer.exports.as_json import check_as_json
from answer.exports.as_markdown import check_as_markdown
from answer.exports.embedded_receipts import read_receipts
from answer.exports.shown_quotes import Body, body_of
from answer.records import Check, Verdict
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
