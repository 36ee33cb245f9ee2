from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from errors import CorpusError
from ingest.filing.trash import TRASH, remove_document, removed_documents, restore_document
from ingest.folder import scan
from tests.conftest import everything_in, write

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
RIVER = "reporting/river.txt"


def test_a_removed_document_is_gone_from_the_corpus_and_whole_in_the_trash(corpus: Path) -> None:
    text = (corpus / RIVER).read_bytes()

    removed = remove_document(corpus, RIVER, at=NOON)

    assert [file.id for file in scan(corpus).files] == ["commentary/gate.md"]
    assert removed_documents(corpus) == (removed,)
    assert (corpus / TRASH / removed.entry / "document").read_bytes() == text


def test_a_restored_document_is_as_it_was(corpus: Path) -> None:
    before = everything_in(corpus)
    mtime = (corpus / RIVER).stat().st_mtime_ns

    restored = restore_document(corpus, remove_document(corpus, RIVER, at=NOON).entry)

    assert restored == RIVER
    assert everything_in(corpus) == before
    assert (corpus / RIVER).stat().st_mtime_ns == mtime
    assert removed_documents(corpus) == ()


def test_a_folder_that_went_meanwhile_is_made_again(corpus: Path) -> None:
    removed = remove_document(corpus, RIVER, at=NOON)
    (corpus / "reporting").rmdir()

    assert restore_document(corpus, removed.entry) == RIVER


def test_a_document_that_took_the_place_is_never_overwritten(corpus: Path) -> None:
    removed = remove_document(corpus, RIVER, at=NOON)
    write(corpus, RIVER, "Another.")

    with pytest.raises(CorpusError, match="another document of this name"):
        restore_document(corpus, removed.entry)

    assert (corpus / RIVER).read_text() == "Another."
    assert removed_documents(corpus) == (removed,)


def test_a_restoring_that_was_stopped_half_way_is_completed(corpus: Path) -> None:
    text = (corpus / RIVER).read_bytes()
    removed = remove_document(corpus, RIVER, at=NOON)
    os.link(corpus / TRASH / removed.entry / "document", corpus / RIVER)  # as it was stopped

    assert restore_document(corpus, removed.entry) == RIVER
    assert (corpus / RIVER).read_bytes() == text
    assert removed_documents(corpus) == ()


def test_documents_of_one_name_removed_at_one_moment_are_all_kept(corpus: Path) -> None:
    for number in range(3):
        write(corpus, RIVER, f"Number {number}.")
        remove_document(corpus, RIVER, at=NOON)

    kept = [(corpus / TRASH / removed.entry / "document").read_text() for removed in removed_documents(corpus)]
    assert kept == ["Number 2.", "Number 1.", "Number 0."]


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/hostname", "reporting", "none.txt", "", "a\0b", ".trash/x", "reporting/../x.txt"]
)
def test_only_a_document_of_the_corpus_is_removed(corpus: Path, name: str) -> None:
    (corpus.parent / "secret.txt").write_text("secret")
    before = everything_in(corpus.parent)

    with pytest.raises(CorpusError, match="no document"):
        remove_document(corpus, name, at=NOON)

    assert everything_in(corpus.parent) == before


def test_nothing_is_moved_through_a_link(corpus: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", "a.txt", "A.")
    (corpus / "official").symlink_to(outside.parent)

    with pytest.raises(CorpusError, match="no document"):
        remove_document(corpus, "official/a.txt", at=NOON)

    assert outside.exists()


def test_a_trash_that_is_a_link_takes_nothing(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (corpus / TRASH).symlink_to(tmp_path / "outside")

    with pytest.raises(CorpusError, match="is a link"):
        remove_document(corpus, RIVER, at=NOON)

    assert (corpus / RIVER).exists()
    assert removed_documents(corpus) == ()


def test_a_record_that_was_altered_brings_nothing_to_another_place(corpus: Path) -> None:
    removed = remove_document(corpus, RIVER, at=NOON)
    record = corpus / TRASH / removed.entry / "removed.json"
    record.write_text(record.read_text().replace(RIVER, "../../outside.txt"))

    with pytest.raises(CorpusError, match="not in the trash"):
        restore_document(corpus, removed.entry)

    assert (corpus / TRASH / removed.entry / "document").exists()


@pytest.mark.parametrize("step", ["fsync", "rename", "link", "unlink", "mkdir"])
def test_a_disk_that_refuses_at_any_step_loses_nothing(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    text = (corpus / RIVER).read_bytes()
    kept = remove_document(corpus, "commentary/gate.md", at=NOON)
    gate = (corpus / TRASH / kept.entry / "document").read_bytes()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Path if step in {"rename", "unlink", "mkdir"} else os, step, refuse)
        for act in (
            lambda: remove_document(corpus, RIVER, at=NOON),
            lambda: restore_document(corpus, kept.entry),
        ):
            try:
                act()
            except (CorpusError, OSError) as error:
                assert isinstance(error, CorpusError), error  # noqa: PT017 (not every step is one of both)

    whole = everything_in(corpus).values()
    assert text in whole
    assert gate in whole


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["write", "remove", "restore"]), st.integers(0, 3)), max_size=12))
def test_whatever_is_removed_and_restored_every_text_is_somewhere(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    corpus = tmp_path_factory.mktemp("any")
    written: set[bytes] = set()
    for number, (step, which) in enumerate(steps):
        name = f"reporting/{which}.txt"
        if step == "write" and not (corpus / name).exists():
            written.add(write(corpus, name, f"Text {number}.").read_bytes())
        elif step == "remove" and (corpus / name).exists():
            remove_document(corpus, name, at=NOON)
        elif step == "restore" and removed_documents(corpus):
            removed = removed_documents(corpus)[which % len(removed_documents(corpus))]
            if not (corpus / removed.id).exists():
                restore_document(corpus, removed.entry)

    assert written <= set(everything_in(corpus).values())
