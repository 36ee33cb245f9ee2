from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from answer.ask import ask
from answer.exports.as_json import answer_as_json
from errors import LibraryError, NoLibraryError
from index.building.build import build
from index.library import open_library
from index.storage.database import open_for_reading, open_for_writing
from ingest.folder import scan
from ingest.reading import read_document
from tests.conftest import FakeEncoder, generation, write


def test_a_folder_without_a_library_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(NoLibraryError, match=r"^no library in .*: python cli\.py build makes one$"):
        open_library(tmp_path)


def test_looking_for_a_library_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoLibraryError):
        open_library(tmp_path / "data")

    assert generation(tmp_path / "data") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_library_whose_builds_are_gone_is_none_also_for_who_has_one_open(
    corpus: Path, data: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    open_for_writing(tmp_path / "empty").close()

    with closing(open_library(data)) as before, pytest.raises(NoLibraryError, match="build makes one"):
        open_library(tmp_path / "empty", before)


def test_a_reader_keeps_its_generation_while_builds_go_on(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed.")
    build(corpus, data, encoder)
    library = open_library(data)
    before = answer_as_json(ask(library, encoder, "Who closed the lower gate?"))
    for number in range(4):
        write(corpus, "reporting/river.txt", f"The bridge fell {number} times.")
        (corpus / "official" / "order.txt").unlink(missing_ok=True)
        build(corpus, data, encoder)

        assert answer_as_json(ask(library, encoder, "Who closed the lower gate?")) == before
    library.close()

    assert (before["index"]["generation"], generation(data)) == (1, 5)


def test_a_reader_that_was_just_opening_finds_its_generation_whole(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    connection = open_for_reading(data)
    first = connection.execute("SELECT max(generation) FROM builds").fetchone()[0]
    write(corpus, "reporting/river.txt", "The bridge fell.")
    build(corpus, data, encoder)

    seen = connection.execute("SELECT text FROM documents WHERE id = 'reporting/river.txt'").fetchone()[0]
    connection.close()

    assert (first, seen.startswith("The river rose")) == (1, True)
    assert (data / "lanes" / "reporting.1.faiss").exists()
    assert (data / "words" / "1").exists()


def test_a_stored_document_is_the_one_that_was_read(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    text = (
        "# Title\n\nBy A. Person\n\n> “Quoted\u00a0words,” said Gen. James Jarrard — *“verbatim”*.\n\n"
        "See [the report](https://example.org/a) on 2019-02-07.\n\n---\n\n```\ncode\n```\n\n- one 𝒳\n"
    )
    write(corpus, "commentary/rich.md", text)
    write(
        corpus,
        "sources.toml",
        '[documents."commentary/rich.md"]\nauthor = "A. Person"\npublished = 2019-02-07\nurl = "https://example.org"\n',
    )
    build(corpus, data, encoder)
    library = open_library(data)

    stated = {"author": "A. Person", "published": __import__("datetime").date(2019, 2, 7), "url": "https://example.org"}
    for file in scan(corpus).files:
        expected = read_document(file, stated if file.id == "commentary/rich.md" else {})
        assert library.document(file.id) == expected
    library.close()


def test_kinds_stand_in_a_fixed_order(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for name in ("loose.txt", "zoo/a.txt", "archive/a.txt", "official/a.txt"):
        write(corpus, name, "Some words.")
    build(corpus, data, encoder)
    library = open_library(data)

    assert library.kinds == ("reporting", "commentary", "official", "archive", "zoo", "unlabelled")
    library.close()


def test_documents_stand_in_the_order_of_the_corpus(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for name in ("reporting/a/z.txt", "reporting/a-b.txt", "reporting/a.txt", "reporting/Z.txt"):
        write(corpus, name, "Some words.")
    build(corpus, data, encoder)
    library = open_library(data)

    assert [library.labels[n].id for n in library.inventory.numbers("reporting")] == [
        file.id for file in scan(corpus).files if file.folder_kind == "reporting"
    ]
    library.close()


def test_sentence_and_passage_rows_lead_to_each_other_after_many_edits(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(4):
        write(corpus, f"reporting/{number % 3}.txt", "\n\n".join(f"Line {number} {i}. Again {i}." for i in range(90)))
        build(corpus, data, encoder)
    library = open_library(data)
    passages = library.inventory.passages_in(library.inventory.numbers("reporting"))
    assert len(passages) > 6

    for stored in library.records.passages(passages.tolist()):
        rows = np.array(stored.sentence_numbers)
        assert library.inventory.passages_of_sentences(rows).tolist() == [stored.number] * len(rows)
        first, count = library.inventory.sentence_ranges(np.array([stored.number]))
        assert (first[0], count[0]) == (rows[0], len(rows))
        assert library.labels[library.inventory.document_of(stored.number)].id == stored.passage.document_id
    library.close()


@pytest.mark.parametrize(
    ("starts", "offset", "page"), [((), 5, None), ((0, 10), 0, 1), ((0, 10), 9, 1), ((0, 10), 10, 2), ((0, 10), 99, 2)]
)
def test_an_offset_is_on_the_page_that_began_last(
    corpus: Path, data: Path, encoder: FakeEncoder, starts: tuple[int, ...], offset: int, page: int | None
) -> None:
    from dataclasses import replace

    build(corpus, data, encoder)
    library = open_library(data)

    assert library.page(replace(library.document("reporting/river.txt"), page_starts=starts), offset) == page
    library.close()


def test_an_unknown_document_is_refused(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    library = open_library(data)

    with pytest.raises(NoLibraryError, match=r"no document gone\.txt in the library"):
        library.document("gone.txt")
    library.close()


def test_threads_may_share_a_library(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    library = open_library(data)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: ask(library, encoder, "Who closed the gate?"), range(40)))
    library.close()

    assert found == [found[0]] * 40


def test_what_reads_beside_a_library_has_ended_once_it_is_closed(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    library = open_library(data)
    reads, names = Event(), [label.id for label in library.labels.values()]

    def read_on() -> None:
        while True:
            for name in names:
                library.document(name)
            reads.set()

    reading = library.beside(read_on)
    reads.wait()
    library.close()

    assert reading.done()
    with pytest.raises(LibraryError, match="closed while it was read"):
        reading.result()
