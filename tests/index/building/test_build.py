from __future__ import annotations

import os
import shutil
from pathlib import Path

import faiss
import numpy as np
import pytest

from errors import (
    ConfirmationError,
)
from index.building import planning, prepared
from index.building.build import build, plan
from index.library import open_library
from index.records import Plan, Progress
from index.storage import embeddings
from ingest import folder
from tests.conftest import (
    FakeEncoder,
    FakeModel,
    answers,
    generation,
    refuse_to_list,
    refuse_to_read,
    without_seconds,
    write,
)


def found(data: Path) -> list[object]:
    """What the library answers, without what it says of skipped files."""
    return [[lane["hits"] for lane in answer["lanes"]] for answer in answers(data)]


BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def test_a_first_build_adds_every_document(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    done = build(corpus, data, encoder)

    assert without_seconds(done) == Plan(
        generation=1,
        added=("commentary/gate.md", "reporting/river.txt"),
        reasons={"commentary/gate.md": "new in the corpus", "reporting/river.txt": "new in the corpus"},
        embedded_passages=2,
    )


def test_a_second_build_embeds_nothing_and_makes_no_generation(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    encoder.embedded = 0

    done = build(corpus, data, encoder)

    assert without_seconds(done) == Plan(
        generation=1, unchanged_documents=("commentary/gate.md", "reporting/river.txt")
    )
    assert encoder.embedded == 0


def test_a_document_that_was_touched_but_not_changed_is_unchanged(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    path = corpus / "reporting" / "river.txt"
    path.write_bytes(path.read_bytes())

    assert build(corpus, data, encoder).is_empty


def test_a_build_says_how_far_it_is(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    told: list[Progress] = []

    build(corpus, data, encoder, report=told.append)

    assert told[:2] == [Progress("Preparing the model", 0, 0), Progress("Reading", 0, 2)]
    assert [p.done for p in told if p.stage == "Embedding"] == [0, 2]
    assert told[-1] == Progress("Writing", 1, 1)


def test_one_changed_byte_is_noticed_and_only_that_document_embedded(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    write(corpus, "reporting/river.txt", "The river rose on Sunday. Engineers closed the lower gate at noon.\n")
    encoder.embedded = 0

    done = build(corpus, data, encoder)

    assert (done.generation, done.changed, done.unchanged) == (2, ("reporting/river.txt",), 1)
    assert (done.embedded_passages, encoder.embedded) == (1, 1)
    assert "Sunday" in answers(data, ["the river rose on Sunday"])[0]["lanes"][0]["hits"][0]["text"]


def test_a_changed_byte_outside_the_text_is_noticed_without_embedding(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    path = corpus / "reporting" / "river.txt"
    path.write_bytes(path.read_bytes() + b"\n")

    done = build(corpus, data, encoder)

    assert (done.changed, done.embedded_passages, done.reused_passages) == (("reporting/river.txt",), 0, 1)


def test_an_added_document_is_the_only_one_embedded(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed.")

    done = build(corpus, data, encoder)

    assert (done.added, done.embedded_passages, done.unchanged) == (("official/order.txt",), 1, 2)


def test_a_removed_document_is_found_no_more(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number in range(4):
        write(corpus, f"reporting/{number}.txt", f"Report number {number} on bread.")
    build(corpus, data, encoder)
    (corpus / "reporting" / "river.txt").unlink()

    done = build(corpus, data, encoder)

    assert (done.removed, done.embedded_passages) == (("reporting/river.txt",), 0)
    assert "reporting/river.txt" not in str(answers(data, ["Who closed the gate?"]))


def test_a_document_moved_to_another_kind_changes_its_lane_without_embedding(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    write(corpus, "reporting/other.txt", "A baker sells bread.")
    build(corpus, data, encoder)
    (corpus / "reporting" / "river.txt").rename(corpus / "commentary" / "river.txt")
    encoder.embedded = 0

    done = build(corpus, data, encoder)

    assert (done.relabelled, done.removed, done.added) == (("commentary/river.txt",), (), ())
    assert (done.embedded_passages, encoder.embedded) == (0, 0)
    reporting, commentary = answers(data, ["river rose Monday engineers closed lower gate noon"])[0]["lanes"]
    assert commentary["hits"][0]["document"]["id"] == "commentary/river.txt"
    assert "river.txt" not in str(reporting)


def test_a_kind_whose_last_document_left_has_no_lane(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    (corpus / "reporting" / "river.txt").rename(corpus / "commentary" / "river.txt")

    build(corpus, data, encoder)

    assert [lane["kind"] for lane in answers(data)[0]["lanes"]] == ["commentary"]


def test_a_new_label_is_stored_without_embedding(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    write(corpus, "sources.toml", '[documents."reporting/river.txt"]\ntitle = "The flood"\npublished = 2019-02-07\n')

    done = build(corpus, data, encoder)

    assert (done.relabelled, done.embedded_passages) == (("reporting/river.txt",), 0)
    library = open_library(data)
    source = next(label.source for label in library.labels.values() if label.id == "reporting/river.txt")
    library.close()
    assert (source.title, source.published.isoformat() if source.published else None) == ("The flood", "2019-02-07")


def test_a_label_is_changed_without_reading_the_file(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    write(corpus, "sources.toml", '[documents."reporting/river.txt"]\nkind = "official"\n')

    def not_read(*_: object) -> None:
        raise AssertionError("a file was read to change its label")

    monkeypatch.setattr(prepared, "read_document", not_read)
    done = build(corpus, data, encoder)

    assert (done.relabelled, done.embedded_passages, done.reused_passages) == (("reporting/river.txt",), 0, 1)
    assert [lane["kind"] for lane in answers(data)[0]["lanes"]] == ["commentary", "official"]


def test_two_documents_that_swap_their_names_are_relabelled(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "reporting/a/x.txt", "A baker sells bread.")
    write(corpus, "reporting/b/x.txt", "A miller sells flour.")
    build(corpus, data, encoder)
    reporting = corpus / "reporting"
    (reporting / "a").rename(reporting / "c")
    (reporting / "b").rename(reporting / "a")
    (reporting / "c").rename(reporting / "b")

    done = build(corpus, data, encoder)

    assert (done.changed, done.embedded_passages) == (("reporting/a/x.txt", "reporting/b/x.txt"), 0)
    assert "bread" in answers(data, ["Who sells bread?"])[0]["lanes"][0]["hits"][0]["text"]


def test_a_document_that_was_touched_is_not_read_again_by_the_plan_after_the_next_build(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    path = corpus / "reporting" / "river.txt"
    os.utime(path, ns=(10**18, 10**18))
    monkeypatch.setattr(folder, "SETTLED_NS", -(10**18))  # as if everything had been written long ago
    assert build(corpus, data, encoder).is_empty

    refuse_to_read(monkeypatch, path)

    assert plan(corpus, data, encoder.model) == Plan(
        generation=1, unchanged_documents=("commentary/gate.md", "reporting/river.txt")
    )


def test_two_documents_that_swap_their_content_are_both_changed_without_embedding(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    write(corpus, "reporting/bread.txt", "A baker sells bread.")
    build(corpus, data, encoder)
    river, bread = corpus / "reporting" / "river.txt", corpus / "reporting" / "bread.txt"
    first, second = river.read_bytes(), bread.read_bytes()
    river.write_bytes(second)
    bread.write_bytes(first)

    done = build(corpus, data, encoder)

    assert (done.changed, done.embedded_passages) == (("reporting/bread.txt", "reporting/river.txt"), 0)


def test_two_documents_with_the_same_text_are_embedded_once(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    shutil.copy(corpus / "reporting" / "river.txt", corpus / "commentary" / "copy.txt")

    done = build(corpus, data, encoder)

    assert (done.embedded_passages, done.reused_passages, encoder.embedded) == (2, 1, 2)


def test_another_way_of_reading_reads_everything_again_and_embeds_nothing(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    monkeypatch.setattr(planning, "reading_fingerprint", lambda: "another")

    done = build(corpus, data, encoder)

    assert (len(done.changed), done.embedded_passages, done.reused_passages) == (2, 0, 2)
    assert build(corpus, data, encoder).is_empty


def test_another_way_from_tokens_to_vectors_is_said_before_everything_is_embedded_again(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    monkeypatch.setattr(embeddings, "POOLING", "another")

    planned = plan(corpus, data, encoder.model)

    assert (len(planned.changed), planned.embedded_passages) == (2, 2)
    assert set(planned.reasons.values()) == {"Byline reads files in another way now"}
    assert without_seconds(build(corpus, data, encoder)) == planned


def test_the_removal_of_more_than_a_third_is_refused_and_nothing_changes(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    before = answers(data)
    (corpus / "reporting" / "river.txt").unlink()

    with pytest.raises(
        ConfirmationError,
        match=r"^this build would remove 1 of 2 documents: put their files back, or build with --yes$",
    ):
        build(corpus, data, encoder)

    assert (answers(data), generation(data)) == (before, 1)


def test_the_removal_of_a_third_is_not_asked_about(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "official/a.txt", "An order.")
    build(corpus, data, encoder)
    (corpus / "official" / "a.txt").unlink()

    assert build(corpus, data, encoder).removed == ("official/a.txt",)


def test_the_removal_of_much_is_done_when_somebody_agreed(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    (corpus / "reporting" / "river.txt").unlink()

    assert build(corpus, data, encoder, confirmed=True).removed == ("reporting/river.txt",)


def test_a_plan_shows_the_removal_of_much_without_asking(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    (corpus / "reporting" / "river.txt").unlink()

    assert plan(corpus, data, encoder.model).removed == ("reporting/river.txt",)


def test_moving_everything_is_no_removal(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    (corpus / "reporting").rename(corpus / "news")

    assert build(corpus, data, encoder).relabelled == ("news/river.txt",)


def test_moving_two_identical_files_is_no_removal(tmp_path: Path, data: Path, encoder: FakeEncoder) -> None:
    corpus = tmp_path / "corpus"
    write(corpus, "reporting/a.txt", "The river rose.")
    write(corpus, "reporting/b.txt", "The river rose.")
    build(corpus, data, encoder)
    (corpus / "reporting").rename(corpus / "news")

    assert build(corpus, data, encoder).relabelled == ("news/a.txt", "news/b.txt")


@pytest.mark.parametrize("content", [BINARY, b"", b" \n\n "])
def test_a_file_that_fails_is_skipped_with_its_reason_and_the_others_go_on(
    corpus: Path, data: Path, encoder: FakeEncoder, content: bytes
) -> None:
    (corpus / "reporting" / "bad.txt").write_bytes(content)

    done = build(corpus, data, encoder)

    assert done.added == ("commentary/gate.md", "reporting/river.txt")
    assert [(file.path, len(file.reason) > 20) for file in done.skipped] == [("reporting/bad.txt", True)]


def test_a_file_that_begins_to_fail_keeps_its_last_good_version(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    before = found(data)
    (corpus / "reporting" / "river.txt").write_bytes(BINARY)

    done = build(corpus, data, encoder)

    assert (done.changed, done.removed, done.unchanged) == ((), (), 2)
    assert done.skipped[0].reason.endswith("; the version built before is kept")
    assert found(data) == before


def test_a_file_that_cannot_be_read_keeps_its_last_good_version(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    before = found(data)
    refuse_to_read(monkeypatch, corpus / "reporting" / "river.txt")

    done = build(corpus, data, encoder)

    assert (done.is_empty, [file.path for file in done.skipped]) == (True, ["reporting/river.txt"])
    assert found(data) == before


def test_a_folder_that_cannot_be_listed_keeps_its_documents(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    refuse_to_list(monkeypatch, corpus / "reporting")

    assert build(corpus, data, encoder, confirmed=True).removed == ()


def test_a_file_that_changes_while_it_is_read_is_skipped(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    def change(at: Progress) -> None:
        if at.stage == "Reading":
            write(corpus, "reporting/river.txt", "Somebody is writing.")

    done = build(corpus, data, encoder, report=change)

    assert [(f.path, f.reason) for f in done.skipped] == [
        ("reporting/river.txt", "it changed while it was being read: build again")
    ]


def test_skipped_files_are_remembered_until_they_are_mended(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    (corpus / "reporting" / "bad.txt").write_bytes(BINARY)
    build(corpus, data, encoder)
    library = open_library(data)
    assert [file.path for file in library.skipped] == ["reporting/bad.txt"]
    library.close()

    write(corpus, "reporting/bad.txt", "Now it is text.")
    build(corpus, data, encoder)

    library = open_library(data)
    assert library.skipped == ()
    library.close()


def test_under_another_model_a_file_that_fails_leaves_and_its_reason_says_so(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(4):
        write(corpus, f"reporting/{number}.txt", f"Report number {number}.")
    build(corpus, data, encoder)
    (corpus / "reporting" / "river.txt").write_bytes(BINARY)

    done = build(corpus, data, FakeEncoder(FakeModel(fingerprint="fake-2")))

    assert done.removed == ("reporting/river.txt",)
    assert "the version built before is kept" not in done.skipped[0].reason


def test_lanes_hold_exactly_the_vectors_of_their_kinds_sentences(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)

    index = faiss.read_index(str(data / "lanes" / "reporting.1.faiss"))

    expected = np.stack(
        [
            encoder.encode_question("The river rose on Monday."),
            encoder.encode_question("Engineers closed the lower gate at noon."),
        ]
    )
    np.testing.assert_allclose(index.reconstruct_batch(faiss.vector_to_array(index.id_map)), expected, atol=1e-3)
