"""A document's sentences are rows of its passages and stand nowhere else, unless a passage has only a part of one."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from errors import SchemaError, StorageError
from index.building.build import build, plan
from index.library import open_library
from ingest import reading
from tests.conftest import FakeEncoder, answers, write
from tests.index.earlier_layouts import as_layout_3_was, documents_in

LONG = ", and ".join(f"the keeper of gate {number} closed it on the night of the flood" for number in range(60))


@pytest.fixture
def cut(corpus: Path) -> Path:
    """A corpus with a sentence that no passage holds whole."""
    write(corpus, "official/long.txt", f"The river rose.\n\nWe know that {LONG}.\n\nThe council met.\n")
    return corpus


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as connection:
        return connection.execute(query).fetchall()


def refuse(*_: object) -> None:
    raise AssertionError("a file was read again")


def test_only_a_sentence_that_was_cut_stands_in_its_documents_row(cut: Path, data: Path, encoder: FakeEncoder) -> None:
    build(cut, data, encoder)

    kept = {str(name): json.loads(str(text)) for name, text in rows(data, "SELECT id, cut_sentences FROM documents")}

    assert kept.keys() == {"commentary/gate.md", "official/long.txt", "reporting/river.txt"}
    assert {name: len(found) for name, found in kept.items() if found} == {"official/long.txt": 1}


def test_a_sentence_that_was_cut_is_whole_in_its_document(cut: Path, data: Path, encoder: FakeEncoder) -> None:
    build(cut, data, encoder)

    document = next(document for document in documents_in(data) if document.id == "official/long.txt")

    found = [document.text[sentence.start : sentence.end] for sentence in document.sentences]
    assert found == ["The river rose.", f"We know that {LONG}.", "The council met."]


def test_a_library_with_sentences_twice_is_brought_up_to_date_by_a_build_that_reads_and_embeds_nothing(
    cut: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(cut, data, encoder)
    before = answers(data), documents_in(data), rows(data, "SELECT id, cut_sentences, seal FROM documents ORDER BY id")
    as_layout_3_was(data)
    monkeypatch.setattr(reading, "contents_of", refuse)
    encoder.embedded = 0

    done = build(cut, data, encoder)

    after = answers(data), documents_in(data), rows(data, "SELECT id, cut_sentences, seal FROM documents ORDER BY id")
    assert after == before
    assert (done.is_empty, done.skipped, encoder.embedded) == (True, (), 0)


def test_a_reader_of_a_library_with_sentences_twice_says_that_a_build_brings_it_up_to_date(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    as_layout_3_was(data)

    for action in (lambda: plan(corpus, data, encoder.model), lambda: open_library(data)):
        with pytest.raises(SchemaError, match=r"earlier version of Byline: python cli\.py build brings it up to date"):
            action()


def test_a_library_of_today_has_the_tables_of_one_that_was_brought_up_to_date(
    corpus: Path, data: Path, encoder: FakeEncoder, tmp_path: Path
) -> None:
    build(corpus, data, encoder)
    tables = "SELECT type, name FROM sqlite_schema ORDER BY type, name"
    earlier = shutil.copytree(data, tmp_path / "earlier")
    as_layout_3_was(earlier)
    build(corpus, earlier, encoder)

    assert rows(earlier, tables) == rows(data, tables)


def test_a_row_that_was_damaged_before_it_was_brought_up_to_date_is_still_refused(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    as_layout_3_was(data)
    rows(data, "UPDATE documents SET text = 'Nobody closed the gate.' WHERE id = 'reporting/river.txt'")

    with pytest.raises(StorageError, match="a row is not what was written"):
        build(corpus, data, encoder)
    with closing(open_library(data)) as library, pytest.raises(StorageError, match="a row is not what was written"):
        library.document("reporting/river.txt")


def test_a_document_whose_sentences_an_index_has_lost_is_refused(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'passages_by_document'")
        [(size,)] = connection.execute("PRAGMA page_size")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (data / "library.db").open("r+b") as file:
        file.seek((page - 1) * size + 3)  # where a page says how many entries it has
        file.write(bytes(2))

    with closing(open_library(data)) as library, pytest.raises(StorageError, match="sentences are not what was"):
        library.document("reporting/river.txt")
    with pytest.raises(StorageError, match="is damaged"):
        build(corpus, data, encoder)
