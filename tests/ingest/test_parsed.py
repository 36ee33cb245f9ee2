"""What reading gives of every fixture, to the letter; and that it cannot change unnoticed under one number."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import reading
from ingest.formats import readable
from ingest.loaders import LOADERS
from ingest.reader import process
from ingest.records import Loaded
from tests.ingest import parsed
from tests.ingest.parsed import FOLDER, Golden, RewriteRefusedError, as_kept, as_read, documents, fault, rewrite

COLON = "documents/colon1.txt"


@pytest.fixture(scope="module")
def read() -> Golden:
    return as_read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixtures that a test may rewrite."""
    return Path(shutil.copytree(FOLDER, tmp_path / "parsed"))


@pytest.fixture
def otherwise(read: Golden, monkeypatch: pytest.MonkeyPatch) -> Golden:
    """What is read where the loader of plain text writes one word in another way."""

    def load(data: bytes) -> Loaded:
        return LOADERS[".txt"](data.replace(b"survey", b"SURVEY"))

    monkeypatch.setattr(process, "LOADERS", {**LOADERS, ".txt": load})
    return replace(read, fixtures={**read.fixtures, COLON: parsed.fixture_of(COLON, documents()[COLON])})


def test_reading_gives_what_it_gave(read: Golden) -> None:
    message = fault(as_kept(), read)

    if message:
        pytest.fail(message)


def test_every_loader_has_a_fixture() -> None:
    suffixes = {path.suffix for path in documents().values()}

    assert {LOADERS[suffix] for suffix in suffixes if suffix in LOADERS} == set(LOADERS.values())
    assert {known.holds for known in readable()} == {
        known.holds for known in readable() if suffixes & {*known.suffixes}
    }


def test_a_loader_that_gives_something_else_fails_and_the_message_says_what_to_do(otherwise: Golden) -> None:
    message = fault(as_kept(), otherwise)

    assert message.startswith(f"reading gives something else than it did, of {COLON}, and its number is still ")
    assert re.search(
        r"raise READING in ingest/\S+, and rewrite the fixtures by `python -m tests\.ingest\.parsed`", message
    )
    assert '-  "“Nobody measured it for nine years,” said Knud Friis, who led the survey' in message
    assert '+  "“Nobody measured it for nine years,” said Knud Friis, who led the SURVEY' in message


def test_fixtures_are_not_rewritten_where_the_number_was_not_raised(otherwise: Golden, folder: Path) -> None:
    with pytest.raises(RewriteRefusedError, match="raise READING in ingest/"):
        rewrite(otherwise, folder)

    assert as_kept(folder) == as_kept()


def test_fixtures_are_rewritten_where_the_number_was_raised(
    otherwise: Golden, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "READING", reading.READING + 1)
    raised = replace(otherwise, number=reading.READING)

    rewrite(raised, folder)

    assert as_kept(folder) == raised
    assert fault(as_kept(folder), raised) == ""


def test_a_number_that_was_raised_asks_for_the_fixtures_to_be_rewritten(read: Golden) -> None:
    kept = as_kept()
    raised = replace(read, number=kept.number + 1)

    assert fault(kept, raised).endswith("rewrite them by `python -m tests.ingest.parsed`")


def test_a_number_never_falls(read: Golden, folder: Path) -> None:
    fallen = replace(read, number=as_kept().number - 1)

    assert fault(as_kept(), fallen).endswith("the number only rises")
    with pytest.raises(RewriteRefusedError, match="the number only rises"):
        rewrite(fallen, folder)


def test_a_document_that_came_or_went_needs_no_other_number(read: Golden, folder: Path) -> None:
    fixtures = {"documents/new.txt": read.fixtures[COLON], **read.fixtures}
    del fixtures[COLON]
    other = replace(read, fixtures=fixtures)
    assert fault(as_kept(folder), other).startswith("documents/colon1.txt, documents/new.txt: came or went: rewrite")

    rewrite(other, folder)

    assert as_kept(folder) == other
