"""The inventory that is mapped from a file beside the one that is read from all rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from errors import LibraryError
from index.building.build import build
from index.library import Library, open_library
from index.storage import inventory_file
from index.storage.inventory_file import INVENTORY_FILE
from tests.conftest import FakeEncoder, answers, write


@pytest.fixture
def built(corpus: Path, data: Path, encoder: FakeEncoder) -> Path:
    """A library with documents of one origin, one with a date, and one of another language."""
    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed. Engineers went to the river.")
    write(corpus, "reporting/copy.txt", "The ministry ordered the gate to be closed. Engineers went to the river.")
    write(corpus, "sources.toml", '[documents."reporting/copy.txt"]\npublisher = "Courier"\npublished = 2019-02-07\n')
    build(corpus, data, encoder)
    return data


def contents(library: Library) -> list[object]:
    inventory = library.inventory
    rows = inventory.table[:, 0]
    kinds = {kind: (inventory.numbers(kind), inventory.languages(kind), library.extent(kind)) for kind in library.kinds}
    return [
        list(library.labels.items()),
        kinds,
        inventory.table.tolist(),
        inventory.places(rows).tolist(),
        inventory.open_documents(rows).tolist(),
        inventory.publishers,
        inventory.undated(library.kinds),
        library.partly,
        {term: library.label_words.documents(term).tolist() for term in ("courier", "gate", "river", "order", "copi")},
    ]


def opened(data: Path) -> list[object]:
    with closing(open_library(data)) as library:
        return contents(library)


def from_rows(data: Path) -> list[object]:
    (data / INVENTORY_FILE).unlink(missing_ok=True)
    return opened(data)


def test_opening_a_library_reads_no_row_of_documents_that_nobody_asks_for(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("all rows are read")

    read: list[int] = []
    monkeypatch.setattr(inventory_file, "read_inventory", refused)
    labels = inventory_file.read_labels
    monkeypatch.setattr("index.disk.read_labels", lambda *given: read.extend(given[2]) or labels(*given))

    with closing(open_library(built)) as library:
        assert read == []
        number = library.inventory.numbers("official")[0]
        assert library.labels[number].id == "official/order.txt"
        assert read == [number]


def test_a_label_of_a_library_that_was_closed_meanwhile_is_one_clear_line(built: Path) -> None:
    library = open_library(built)
    number = library.inventory.numbers("official")[0]
    library.close()

    with pytest.raises(LibraryError, match="was closed while it was read: ask again"):
        _ = library.labels[number]


def test_what_is_mapped_is_what_the_rows_hold(built: Path) -> None:
    mapped = opened(built)

    assert mapped == from_rows(built)


@pytest.mark.parametrize("most", [0, 1_000], ids=["written anew", "with what changed since"])
def test_after_updates_of_every_sort_it_is_what_the_rows_hold(
    corpus: Path, built: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(inventory_file, "MOST_CHANGED", most)
    monkeypatch.setattr(inventory_file, "MOST_SHARE_CHANGED", most)
    for name, text in [
        ("reporting/a.txt", "One gate."),
        ("zoo/b.txt", "The ministry fell."),
        ("reporting/a.txt", "Two."),
    ]:
        write(corpus, name, text)
        build(corpus, built, encoder, only={name})
    (corpus / "reporting" / "copy.txt").unlink()
    build(corpus, built, encoder, only={"reporting/copy.txt"})
    (corpus / "official" / "order.txt").rename(corpus / "commentary" / "order.txt")
    build(corpus, built, encoder)
    before = (built / INVENTORY_FILE).stat().st_mtime_ns

    found = opened(built)

    assert (built / INVENTORY_FILE).stat().st_mtime_ns == before
    assert found == from_rows(built)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE documents SET source = replace(source, 'order', 'ardor')",
        "UPDATE documents SET id = 'official/other.txt' WHERE id = 'official/order.txt'",
        "UPDATE documents SET partly = '[\"page 2\"]' WHERE id = 'official/order.txt'",
        "DELETE FROM documents WHERE id = 'official/order.txt'",
    ],
)
def test_a_label_that_is_not_what_was_written_is_one_clear_line_when_it_is_read(built: Path, harm: str) -> None:
    with closing(sqlite3.connect(built / "library.db")) as connection, connection:
        assert connection.execute(harm).rowcount > 0

    with closing(open_library(built)) as library, pytest.raises(LibraryError, match="damaged"):
        _ = library.labels[library.inventory.numbers("official")[0]]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE documents SET source = replace(source, 'order', 'ardor')",
        "UPDATE passages SET first_sentence = first_sentence + 1",
        "UPDATE origins SET origin = 1",
        "DELETE FROM passages WHERE number = 1",
    ],
)
def test_damaged_rows_are_not_written_to_a_new_file(built: Path, harm: str) -> None:
    with closing(sqlite3.connect(built / "library.db")) as connection, connection:
        assert connection.execute(harm).rowcount > 0
    (built / INVENTORY_FILE).unlink()

    with pytest.raises(LibraryError, match="damaged"):
        open_library(built)
    assert not (built / INVENTORY_FILE).exists()


def test_a_file_of_another_library_is_not_believed(
    corpus: Path, built: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    truth = opened(built)
    write(corpus, "reporting/river.txt", "The river fell.")
    build(corpus, tmp_path / "other", encoder)
    (tmp_path / "other" / INVENTORY_FILE).replace(built / INVENTORY_FILE)

    assert opened(built) == truth


@pytest.mark.parametrize("at", np.linspace(0, 0.999, 12).tolist())
def test_a_file_that_is_damaged_anywhere_is_written_again(built: Path, at: float) -> None:
    truth, path = answers(built), built / INVENTORY_FILE
    whole = path.read_bytes()
    place = int(len(whole) * at)
    path.unlink()
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])

    assert answers(built) == truth
    assert path.read_bytes() == whole


def test_a_file_of_another_form_is_written_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truth, path = opened(built), built / INVENTORY_FILE
    before = path.read_bytes()
    monkeypatch.setattr(inventory_file, "FORM", 0)

    assert opened(built) == truth
    assert path.read_bytes() != before


def test_a_library_without_the_file_gets_it_from_a_build_with_nothing_to_do(
    corpus: Path, built: Path, encoder: FakeEncoder
) -> None:
    before = (built / INVENTORY_FILE).read_bytes()
    (built / INVENTORY_FILE).unlink()
    encoder.embedded = 0

    assert build(corpus, built, encoder).is_empty

    assert ((built / INVENTORY_FILE).read_bytes(), encoder.embedded) == (before, 0)
