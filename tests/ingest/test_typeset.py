"""PDFs as programs typeset them, through the real reader, against the sentences that they were made from.

LaTeX (pdfTeX 1.40), LibreOffice 7.4, Chromium, Typst 0.15, WeasyPrint and reportlab: columns, notes, line ends with
hyphens, heads and feet, numbered lines, columns drawn row by row, Arabic and Hebrew. Beside each file stands its text,
a sentence a line; a note's mark is its number in brackets.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.reading import contents_of
from ingest.records import Contents

FOLDER = Path(__file__).parents[1] / "golden" / "typeset"
NAMES = sorted(path.stem for path in FOLDER.glob("*.pdf"))


@cache
def read(name: str) -> Contents:
    return contents_of(".pdf", (FOLDER / f"{name}.pdf").read_bytes())


def missing(name: str) -> list[str]:
    """The sentences that the file was made from and that were not read whole."""
    contents = read(name)
    found = {" ".join(contents.text[s.start : s.end].split()) for s in contents.sentences}
    return [sentence for sentence in wanted(name) if sentence not in found]


def wanted(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_ninety_nine_of_a_hundred_sentences_are_read_whole() -> None:
    misses = [sentence for name in NAMES for sentence in missing(name)]

    assert len(misses) <= 0.01 * sum(len(wanted(name)) for name in NAMES), misses


@pytest.mark.parametrize("name", NAMES)
def test_of_one_file_at_most_one_sentence_is_not_read_whole(name: str) -> None:
    misses = missing(name)

    assert len(misses) <= 1, misses


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_told_of_a_file_that_is_read_whole(name: str) -> None:
    assert read(name).partly == ()


def test_the_numbers_beside_the_lines_of_a_hearing_are_no_content() -> None:
    contents = read("reportlab_hearing")

    rules = [f.rule for f in contents.furniture]
    assert rules.count("line_number") == len(contents.page_starts)


def test_a_note_is_a_block_of_its_own_on_its_page() -> None:
    contents = read("latex_notes")
    note = "Survey of basin four, commissioned by the harbour board, unpublished, 41 pages."
    start = contents.text.index(note)
    mark = next(f for f in contents.furniture if f.end == start or f.end == start - 1)

    assert any(
        b.start <= start and contents.text[b.start : b.end].endswith((note, "administration.")) for b in contents.blocks
    )
    assert (contents.text[mark.start : mark.end], mark.rule) == ("[1]", "note_mark")
