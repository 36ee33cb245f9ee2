"""Notebooks: what is written is read, what is computed is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from errors import DocumentError
from ingest.reader.process import read_contents
from ingest.records import BlockKind, Contents


def cell(source: object, kind: str = "markdown", **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def read(*cells: dict[str, Any], **more: Any) -> Contents:
    return read_contents(".ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, **more}).encode())


def test_cells_are_read_as_markdown_and_code_and_what_it_prints_is_not() -> None:
    output = {"output_type": "stream", "text": ["Name: minutes, dtype: float64\n"]}

    contents = read(
        cell(["# Times\n", "\n", "**Eleven** of them\n", "stopped."]),
        cell("x = 1", "code", outputs=[output]),
        cell("- one"),
    )

    assert [(block.kind, contents.text[block.start : block.end]) for block in contents.blocks] == [
        (BlockKind.HEADING, "Times"),
        (BlockKind.PARAGRAPH, "Eleven of them stopped."),
        (BlockKind.LIST_ITEM, "one"),
    ]
    assert contents.own_title == "Times"


def test_what_one_cell_leaves_open_the_next_does_not_go_on_with() -> None:
    contents = read(cell("```\ncode"), cell("<!-- open"), cell("Said here."), cell("- item"), cell("  words"))

    assert [contents.text[b.start : b.end] for b in contents.blocks][-3:] == ["Said here.", "item", "words"]


def test_notes_are_numbered_through_all_cells() -> None:
    contents = read(cell("It sank.[^a]"), cell("It rose.[^b]"), cell("[^a]: One.\n\n[^b]: Two."))

    assert contents.text.split("\n\n")[:2] == ["It sank.1", "It rose.2"]


def test_a_quotation_in_a_cell_is_its_signers() -> None:
    contents = read(cell("> Nobody wound the clock.\n>\n> — Knud Friis"))

    assert contents.sentences[0].voice.speaker == "Knud Friis"


@pytest.mark.parametrize("kind", ["raw", "markdown"])
def test_front_matter_in_the_first_cell_states_the_label(kind: str) -> None:
    contents = read(cell("---\ntitle: Clocks\nauthor: Ann Lee\n---\n", kind), cell("Words."), cell("raw words", "raw"))

    assert [(one.name, one.value) for one in contents.own][:2] == [("title", "Clocks"), ("author", "Ann Lee")]
    assert contents.text == "Words."


def test_the_notebooks_own_record_states_title_and_authors() -> None:
    contents = read(
        cell("Words."), metadata={"title": "Clocks", "authors": [{"name": "Ann Lee"}, {"name": "Bo Falk"}, 3]}
    )

    assert [(one.name, one.value, one.rule) for one in contents.own][:2] == [
        ("title", "Clocks", "notebook title"),
        ("author", "Ann Lee, Bo Falk", "notebook author"),
    ]


def test_notebooks_of_the_third_version_are_read() -> None:
    sheet = {"cells": [cell("Times", "heading", level=2), {"cell_type": "code", "input": "x"}, cell(["Words."])]}

    contents = read_contents(".ipynb", json.dumps({"worksheets": [sheet], "nbformat": 3}).encode())

    assert [(b.kind, b.level, contents.text[b.start : b.end]) for b in contents.blocks] == [
        (BlockKind.HEADING, 2, "Times"),
        (BlockKind.PARAGRAPH, 0, "Words."),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{}", "is no notebook"),
        (b"[1]", "is no notebook"),
        (b"not json", "is no JSON"),
        (b'{"cells": [' + b"[" * 200_000, "nested too deep"),
        (b'{"cells": []}', "has no cell in Markdown"),
        (
            b'{"cells": [{"cell_type": "code", "source": "x"}, 3, {"cell_type": "markdown", "source": 3}]}',
            "has no cell in",
        ),
        (b'{"cells": {"a": 1}}', "has no cell in Markdown"),
        (b'{"cells": [{"cell_type": "markdown", "source": ["", 3]}]}', "has no cell in Markdown"),
    ],
)
def test_a_file_without_words_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        read_contents(".ipynb", data)

    assert "\n" not in str(refused.value)
