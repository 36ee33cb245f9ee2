from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.exports.as_csv import check_as_csv
from answer.exports.as_html import check_as_html
from answer.exports.as_json import check_as_json, receipt_as_json
from answer.exports.as_markdown import check_as_markdown
from answer.exports.embedded_receipts import (
    LARGEST_EXPORT,
    MOST_RECEIPTS,
    decoded,
    html_block,
    markdown_block,
    read_receipts,
    receipts_cell,
)
from answer.receipts import Receipt, receipts_of
from answer.records import Check, Verdict
from errors import ExportError
from index.records import Around
from tests.answer.test_check_exports import CHECK, HOSTILE, checked, claim, finding

FORMS = {
    "json": lambda check: json.dumps(check_as_json(check)),
    "csv": check_as_csv,
    "markdown": check_as_markdown,
    "html": check_as_html,
}
every_form = pytest.mark.parametrize("form", FORMS)


@every_form
def test_every_form_of_a_check_carries_the_receipt_of_every_quote(form: str) -> None:
    found = read_receipts(FORMS[form](CHECK))

    assert found
    assert set(found) == set(receipts_of(CHECK))


@every_form
def test_every_form_reads_back_when_its_lines_end_as_on_windows(form: str) -> None:
    made = FORMS[form](CHECK).replace("\r\n", "\n").replace("\n", "\r\n")

    assert set(read_receipts(f"\ufeff{made}".replace("\r\n", "\n"))) == set(receipts_of(CHECK))


@every_form
@given(st.one_of(st.text(min_size=1, max_size=40), st.sampled_from([HOSTILE, "```\n", "</pre></details>", "'=1", '"'])))
def test_no_words_of_a_document_can_alter_the_receipts(form: str, words: str) -> None:
    made: Check = checked(claim(words, 0, finding("reporting", Verdict.SUPPORTS, words)))

    assert read_receipts(FORMS[form](made)) == receipts_of(made)


@given(st.builds(Around, st.text(), st.text()), st.text(), st.integers(0, 9), st.one_of(st.none(), st.integers(1, 9)))
def test_a_block_gives_back_its_receipts_and_holds_no_markup(
    around: Around, exact: str, start: int, page: int | None
) -> None:
    made = Receipt("a\ud800.txt", "00", page, start, start + len(exact), exact, around)

    assert read_receipts(f"Text.\n\n{markdown_block([made])}\n") == (made,)
    assert read_receipts(f"<!doctype html>\n{html_block([made])}") == (made,)
    assert not set("<>&`") & set(receipts_cell([made]))


def test_a_receipt_has_the_names_of_web_annotations() -> None:
    made = Receipt("a.txt", "00", 2, 5, 9, "gate", Around("the ", " at"))

    assert receipt_as_json(made) == {
        "document": "a.txt",
        "sha256": "00",
        "page": 2,
        "selector": [
            {"type": "TextQuoteSelector", "exact": "gate", "prefix": "the ", "suffix": " at"},
            {"type": "TextPositionSelector", "start": 5, "end": 9},
        ],
    }


def test_a_table_saved_with_semicolons_reads_back() -> None:
    cell = receipts_cell(receipts_of(CHECK)).replace('"', '""')

    assert set(read_receipts(f'claim;receipts\nOne;"{cell}"\n')) == set(receipts_of(CHECK))


def test_a_block_of_receipts_that_a_table_quotes_is_not_its_receipts() -> None:
    made = Receipt("a.txt", "00", None, 0, 4, "gate", Around())
    quoted = "He wrote:\n```json byline-receipts\n[]\n```\nand left."
    rows = f'claim,evidence,receipts\r\nOne,"{quoted}","{receipts_cell([made]).replace(chr(34), chr(34) * 2)}"\r\n'

    assert read_receipts(rows) == (made,)


def test_a_heading_that_looks_like_the_header_of_a_table_is_none() -> None:
    made = Receipt("a.txt", "00", None, 0, 4, "gate", Around())

    assert read_receipts(f"# claim,receipts\n\n{markdown_block([made])}\n") == (made,)


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html>{}",
        "<!DOCTYPE HTML><!--" + "<!--" * 1_000 + "{}",
        "<!doctype html><pre>[]</pre>{}<pre id='byline-receipts-2'>[]</pre>",
        "<!doctype html><pre id=byline-receipts>[]</pre>{}",
    ],
)
def test_the_last_block_of_a_page_is_its_receipts_whatever_stands_around(page: str) -> None:
    made = Receipt("a.txt", "00", None, 0, 4, "gate & “door”", Around())

    assert read_receipts(page.replace("{}", html_block([made]))) == (made,)


def test_a_page_that_another_program_saved_again_still_has_its_receipts() -> None:
    made = Receipt("a.txt", "00", None, 0, 4, 'the "gate"', Around())
    block = html_block([made]).replace('class="wide" id="byline-receipts"', "ID=byline-receipts  class=wide")

    assert read_receipts(f"<!doctype html>{block.replace(chr(34), '&quot;')}") == (made,)


@pytest.mark.parametrize("most", [LARGEST_EXPORT, 8_000_000])
def test_an_export_that_is_too_large_is_refused_before_it_is_read_whole(most: int) -> None:
    endless = Endless()

    with pytest.raises(ExportError, match=f"larger than {most // 1_000_000} MB: export and verify smaller parts"):
        decoded(endless, most=most)

    assert endless.given <= most + 1


class Endless(io.BytesIO):
    """A file without an end, which counts what was read of it."""

    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0
        self.given += size
        return b" " * size


def test_an_export_with_too_many_receipts_is_refused() -> None:
    with pytest.raises(ExportError, match="50,001 receipts, at most 50,000: export and verify smaller parts"):
        read_receipts(json.dumps({"receipts": [{}] * (MOST_RECEIPTS + 1)}))


@pytest.mark.parametrize(
    "export",
    [
        "",
        "{",
        "[]",
        "Words.",
        "a,b\n1,2\n",
        "a,receipts\n1,x\n",
        "a,receipts\n1,{}\n",
        "a,receipts\n1,[1]\n",
        "<!doctype html><p>Words",
        '{"receipts": 1}',
        '{"receipts": [1]}',
        '{"receipts": [{}]}',
        '{"receipts": [{"document": "a", "sha256": "0", "selector": [{"type": "TextQuoteSelector"}]}]}',
        '{"receipts": [{"document": "a", "selector": "TextQuoteSelector"}]}',
        "```json byline-receipts\n[\n```",
        "[" * 100_000,
        "{" * 100_000,
    ],
)
def test_what_is_no_export_is_refused(export: str) -> None:
    with pytest.raises(ExportError, match="export"):
        read_receipts(export)


@pytest.mark.parametrize("offset", [-1, "1", None, True, 1.5])
def test_an_offset_that_is_none_is_refused(offset: object) -> None:
    made = receipt_as_json(Receipt("a.txt", "00", None, 5, 9, "gate", Around()))
    made["selector"][1]["start"] = offset

    with pytest.raises(ExportError, match="not whole"):
        read_receipts(json.dumps({"receipts": [made]}))
