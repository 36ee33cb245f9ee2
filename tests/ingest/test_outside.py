"""Folders outside the corpus, read where they lie: only those that this user agreed to, and never written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from errors import CorpusError
from index.building.build import build, plan
from index.library import open_library
from index.originals import is_read_outside
from ingest import outside
from ingest.bundles import document_data
from ingest.filing.trash import remove_document
from ingest.folder import scan
from ingest.folder_looks import quick_look
from ingest.outside import add_folder, agreements_in, forget_folder, is_within, links_of
from tests.conftest import FakeEncoder, everything_in, write


@pytest.fixture(autouse=True)
def agreements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What this user agreed to, and nobody else."""
    monkeypatch.setattr(outside, "_kept", [])
    agreements_in(tmp_path / "kept" / "outside.json")
    return tmp_path / "kept" / "outside.json"


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """A folder outside the corpus, with a folder, a hidden one and a link out of it."""
    write(tmp_path, "mails/first.txt", "The lower gate was closed on Friday.\n")
    write(tmp_path, "mails/deeper/second.txt", "Nobody closed the upper gate.\n")
    write(tmp_path, "mails/.hidden/third.txt", "Secret words.\n")
    write(tmp_path, "elsewhere/fourth.txt", "Words that nobody agreed to.\n")
    (tmp_path / "mails" / "out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "mails" / "out.txt").symlink_to(tmp_path / "elsewhere" / "fourth.txt")
    return tmp_path / "mails"


def ids(corpus: Path) -> list[str]:
    return [file.id for file in scan(corpus).files]


OWN = ["commentary/gate.md", "reporting/river.txt"]
READ = ["emails/mails/deeper/second.txt", "emails/mails/first.txt"]


def test_a_folder_is_read_where_it_lies_with_its_kind_and_is_not_written(corpus: Path, mails: Path) -> None:
    before = everything_in(mails)

    assert add_folder(corpus, mails, "emails") == "emails/mails"

    assert ids(corpus) == sorted([*OWN, *READ])
    assert {file.folder_kind for file in scan(corpus).files if file.id in READ} == {"emails"}
    assert everything_in(mails) == before


def test_what_a_link_in_it_leads_to_is_not_read(corpus: Path, mails: Path) -> None:
    add_folder(corpus, mails, "emails")

    assert {file.path for file in scan(corpus).skipped} == {"emails/mails/out", "emails/mails/out.txt"}


def test_a_link_that_nobody_agreed_to_is_not_followed(corpus: Path, mails: Path, agreements: Path) -> None:
    add_folder(corpus, mails, "emails")
    agreements.unlink()

    assert ids(corpus) == OWN
    assert not is_read_outside(corpus / "emails" / "mails")


def test_a_link_that_leads_elsewhere_today_is_not_followed(corpus: Path, mails: Path, tmp_path: Path) -> None:
    add_folder(corpus, mails, "emails")
    (corpus / "emails" / "mails").unlink()
    (corpus / "emails" / "mails").symlink_to(tmp_path / "elsewhere")

    assert ids(corpus) == OWN


def test_a_copy_of_the_corpus_brings_no_agreement_with_it(corpus: Path, mails: Path, tmp_path: Path) -> None:
    add_folder(corpus, mails, "emails")
    corpus.rename(tmp_path / "copy")

    assert ids(tmp_path / "copy") == OWN


def test_a_change_in_it_is_planned_built_and_looked_at_quickly(
    corpus: Path, mails: Path, data: Path, encoder: FakeEncoder
) -> None:
    add_folder(corpus, mails, "emails")
    assert set(READ) <= set(build(corpus, data, encoder).added)
    assert plan(corpus, data, encoder.model).is_empty

    write(mails.parent, "mails/first.txt", "The lower gate was opened on Sunday.\n")

    looked = quick_look(corpus, {})
    assert looked is not None
    assert set(READ) <= looked[1]
    assert plan(corpus, data, encoder.model).changed == ("emails/mails/first.txt",)
    assert build(corpus, data, encoder, only=["emails/mails/first.txt"]).changed == ("emails/mails/first.txt",)


def test_a_folder_that_is_away_keeps_its_documents_in_the_library(
    corpus: Path, mails: Path, data: Path, encoder: FakeEncoder
) -> None:
    add_folder(corpus, mails, "emails")
    build(corpus, data, encoder)
    mails.rename(mails.with_name("away"))

    done = build(corpus, data, encoder)

    assert done.removed == ()
    assert [one.path for one in done.skipped] == ["emails/mails"]
    library = open_library(data)
    assert {label.id for label in library.labels.values()} == {*OWN, *READ}
    library.close()


def test_a_document_of_it_is_opened_and_never_removed(corpus: Path, mails: Path) -> None:
    add_folder(corpus, mails, "emails")

    assert document_data(corpus, "emails/mails/first.txt") == (mails / "first.txt").read_bytes()
    assert is_within(corpus, corpus / "emails/mails/first.txt")
    assert not is_within(corpus, corpus / "emails/mails/out.txt")
    with pytest.raises(CorpusError, match="that can be removed here"):
        remove_document(corpus, "emails/mails/first.txt", at=datetime(2026, 11, 29, tzinfo=UTC))
    assert (mails / "first.txt").is_file()


def test_a_folder_that_is_forgotten_is_read_no_longer_and_stays_as_it_is(corpus: Path, mails: Path) -> None:
    before = everything_in(mails)
    add_folder(corpus, mails, "emails")

    forget_folder(corpus, mails)

    assert ids(corpus) == OWN
    assert links_of(corpus) == {}
    assert everything_in(mails) == before
    with pytest.raises(CorpusError, match="is not among the folders that are read where they lie"):
        forget_folder(corpus, mails)


def test_a_folder_that_is_added_again_stays_as_it_is(corpus: Path, mails: Path) -> None:
    assert add_folder(corpus, mails, "emails") == add_folder(corpus, mails, "emails")
    assert len(links_of(corpus)) == 1


@pytest.mark.parametrize(
    ("named", "kind", "said"),
    [
        (lambda corpus, _: corpus / "reporting", "emails", "lie in each other"),
        (lambda corpus, _: corpus.parent, "emails", "lie in each other"),
        (lambda _, mails: mails / "gone", "emails", "is no folder that can be read"),
        (lambda _, mails: mails / "first.txt", "emails", "is no folder that can be read"),
        (lambda _, mails: mails / ".hidden", "emails", "is no folder that can be read"),
        (lambda _, mails: mails, "../emails", "cannot be the name of a kind"),
        (lambda _, mails: mails, "", "cannot be the name of a kind"),
    ],
)
def test_a_folder_that_cannot_be_read_is_refused_and_nothing_is_made(
    corpus: Path, mails: Path, named: Callable[[Path, Path], Path], kind: str, said: str
) -> None:
    before = everything_in(corpus)

    with pytest.raises(CorpusError, match=said):
        add_folder(corpus, named(corpus, mails), kind)

    assert everything_in(corpus) == before
    assert links_of(corpus) == {}


def test_a_name_that_is_taken_is_refused(corpus: Path, mails: Path) -> None:
    write(corpus, "emails/mails/own.txt", "Words.\n")

    with pytest.raises(CorpusError, match="is there already: rename it, or the folder"):
        add_folder(corpus, mails, "emails")
    assert "emails/mails/own.txt" in ids(corpus)


@pytest.mark.parametrize("content", ["{", "[]"])
def test_agreements_that_cannot_be_read_are_told(corpus: Path, mails: Path, agreements: Path, content: str) -> None:
    add_folder(corpus, mails, "emails")
    agreements.write_text(content)

    with pytest.raises(CorpusError, match="mend it, or remove it and add them again"):
        scan(corpus)
