from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from errors import CorpusError, LockedError
from index.building.build import build
from index.curating import correct_labels
from index.library import open_library
from index.storage import lock
from index.storage.lock import LABELS_LOCK
from tests.conftest import FakeEncoder, everything_in, write


def label_of(data: Path, name: str) -> tuple[str, str]:
    """The document's kind and the rule that set it."""
    library = open_library(data)
    source = next(label.source for label in library.labels.values() if label.id == name)
    library.close()
    return source.kind, source.rules["kind"]


def test_a_corrected_label_is_the_librarys_after_a_build_that_embeds_nothing(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    encoder.embedded = 0

    correct_labels(corpus, data, {"reporting/river.txt": {"kind": "official"}})
    done = build(corpus, data, encoder)

    assert (done.relabelled, encoder.embedded) == (("reporting/river.txt",), 0)
    assert label_of(data, "reporting/river.txt") == ("official", "sources.toml")


def test_a_correction_taken_back_shows_what_the_folder_says_again(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    correct_labels(corpus, data, {"reporting/river.txt": {"kind": "official"}})
    build(corpus, data, encoder)

    correct_labels(corpus, data, {"reporting/river.txt": {"kind": None}})
    build(corpus, data, encoder)

    assert label_of(data, "reporting/river.txt") == ("reporting", "folder")


@pytest.mark.parametrize(
    "name",
    ["reporting/gone.txt", "../outside.txt", "reporting", "reporting/../reporting/river.txt", "a\0b", "/etc/hosts"],
)
def test_a_document_that_is_not_in_the_corpus_cannot_be_labelled(corpus: Path, data: Path, name: str) -> None:
    write(corpus.parent, "outside.txt", "Words.")
    before = everything_in(corpus)

    with pytest.raises(CorpusError, match=r"no document .* in .*corpus: name it by its path"):
        correct_labels(corpus, data, {"reporting/river.txt": {"kind": "official"}, name: {"kind": "official"}})
    assert everything_in(corpus) == before


def test_labels_are_not_written_beside_somebody_else_who_writes_them(
    corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "SHORT_WAIT_S", 0)
    data.mkdir()
    before = everything_in(corpus)

    with FileLock(data / LABELS_LOCK), pytest.raises(LockedError, match="end that, then try again"):
        correct_labels(corpus, data, {"reporting/river.txt": {"kind": "official"}})
    assert everything_in(corpus) == before
