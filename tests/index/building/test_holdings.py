from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from errors import CorpusError
from index.building.build import build, plan
from index.curating import Limits, Upload, file_documents, holdings, in_trash, remove_documents, restore_documents
from index.library import open_library
from index.storage.builds import past_builds
from ingest.labels.sources_toml import read_sources
from tests.conftest import FakeEncoder, FakeModel, everything_in, write

RIVER = "reporting/river.txt"


def states(corpus: Path, data: Path) -> dict[str, str]:
    library = open_library(data)
    found = {held.id: held.state for held in holdings(library.labels.values(), corpus, plan(corpus, data, FakeModel()))}
    library.close()
    return found


def test_filed_documents_are_added_by_the_next_build_with_what_was_said_of_them(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    uploads = [Upload("a.txt", b"The dam broke."), Upload("b.txt", b"The dam was old.")]
    metadata = {"publisher": "The Office", "published": date(2019, 2, 7)}

    filing = file_documents(corpus, data, "official", uploads, limits=Limits(), metadata=metadata)
    done = build(corpus, data, encoder)

    assert filing.filed == ("official/a.txt", "official/b.txt")
    assert set(filing.filed) < set(done.added)
    assert read_sources(corpus) == dict.fromkeys(filing.filed, metadata)


def test_a_copy_of_a_document_of_the_corpus_is_refused_by_its_name(corpus: Path, data: Path) -> None:
    copy = Upload("other.txt", (corpus / RIVER).read_bytes())

    filing = file_documents(corpus, data, "official", [copy], limits=Limits(), metadata={})

    assert RIVER in filing.refused[0].reason


def test_adding_a_copy_states_what_nobody_stated_of_the_document_yet(corpus: Path, data: Path) -> None:
    write(corpus, "sources.toml", f'[documents."{RIVER}"]\nauthor = "A. Person"\n')
    copy = Upload("other.txt", (corpus / RIVER).read_bytes())
    said = {"author": "Somebody Else", "publisher": "Wire"}

    filing = file_documents(corpus, data, "official", [copy], limits=Limits(), metadata=said)
    again = file_documents(corpus, data, "official", [copy], limits=Limits(), metadata=said)

    assert (filing.filed, filing.completed, again.completed) == ((), (RIVER,), ())
    assert read_sources(corpus) == {RIVER: {"author": "A. Person", "publisher": "Wire"}}


def test_one_document_that_cannot_be_removed_or_restored_keeps_no_other(corpus: Path, data: Path) -> None:
    with pytest.raises(CorpusError, match=r"no document none.txt .*; 1 of 2 removed"):
        remove_documents(corpus, data, ["none.txt", RIVER])
    [removed] = in_trash(corpus)
    assert removed.id == RIVER

    with pytest.raises(CorpusError, match=r"none is not in the trash.*; 1 of 2 restored"):
        restore_documents(corpus, data, ["none", removed.entry])
    assert (corpus / RIVER).exists()


@pytest.mark.parametrize("name", ["reporting/d\u200bzw.txt", "kind\u202egnitroper/a.txt", "official/tag\U000e0041.txt"])
def test_a_document_whose_name_cannot_be_seen_is_read_and_told_by_plan_and_build(
    corpus: Path, data: Path, encoder: FakeEncoder, name: str
) -> None:
    write(corpus, name, "The dam broke.")

    planned, done = plan(corpus, data, encoder.model), build(corpus, data, encoder)

    assert name in done.added
    assert list(done.doubts) == [name]
    assert "cannot be seen: rename it" in done.doubts[name]
    assert planned.doubts == done.doubts
    assert plan(corpus, data, encoder.model).doubts == done.doubts


def test_a_broken_sources_file_is_told_before_anything_is_filed(corpus: Path, data: Path) -> None:
    (corpus / "sources.toml").write_text("[documents\n")
    before = everything_in(corpus)

    with pytest.raises(CorpusError, match="not valid TOML"):
        file_documents(corpus, data, "official", [Upload("a.txt", b"A")], limits=Limits(), metadata={"title": "A"})

    assert everything_in(corpus) == before


def test_the_first_documents_are_filed_into_an_empty_corpus(tmp_path: Path, data: Path) -> None:
    filing = file_documents(tmp_path, data, "official", [Upload("a.txt", b"A")], limits=Limits(), metadata={})

    assert filing.filed == ("official/a.txt",)


def test_a_removed_document_is_seen_as_gone_and_after_its_return_as_it_was(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)

    remove_documents(corpus, data, [RIVER])
    without = states(corpus, data)
    restored = restore_documents(corpus, data, [removed.entry for removed in in_trash(corpus)])

    assert without == {RIVER: "gone from the corpus", "commentary/gate.md": "in the library"}
    assert restored == (RIVER,)
    assert set(states(corpus, data).values()) == {"in the library"}


def test_each_build_is_remembered_with_what_it_did(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    (corpus / RIVER).write_text("Nothing of that kind.\n")
    build(corpus, data, encoder)

    newest, first = past_builds(data)
    assert (newest.generation, newest.summary) == (2, "1 changed")
    assert newest.reasons == {RIVER: "its content changed"}
    assert (first.generation, first.summary) == (1, "2 added")
    assert first.seconds >= 0
