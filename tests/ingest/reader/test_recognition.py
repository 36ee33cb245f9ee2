"""What was read on pages is kept by their pictures, and everything else about it is read once more or told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from errors import DocumentError
from ingest.reader import recognition
from ingest.reader.recognition import Recognition
from ingest.reading import contents_of, reading_fingerprint, span_boxes
from tests.ingest.reader.machine import SAID, SCANNED, Machine


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def pictures(tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recognition]:
    made = Recognition(tmp_path / "pictures", machine)
    monkeypatch.setattr(recognition, "_current", [made])
    yield made
    made.close()


@pytest.mark.usefixtures("pictures")
def test_a_page_is_read_once_and_kept_for_every_file_that_has_it(machine: Machine) -> None:
    first, second = contents_of(".pdf", SCANNED), contents_of(".pdf", SCANNED + b"\n% saved again\n")

    assert SAID in first.text
    assert first == second
    assert machine.asked == 1


@pytest.mark.usefixtures("pictures")
def test_its_words_are_boxed_without_reading_it_again(machine: Machine) -> None:
    contents = contents_of(".pdf", SCANNED)
    start = contents.text.index(SAID)

    [box] = span_boxes(SCANNED, start, start + len(SAID))

    assert (box.page, round(box.left, 3), round(box.right, 3)) == (2, round(100 / 1654, 3), round(700 / 1654, 3))
    assert machine.asked == 1


@pytest.mark.usefixtures("pictures")
def test_a_plan_reads_no_picture_and_says_that_it_waits(machine: Machine) -> None:
    contents = contents_of(".pdf", SCANNED, wait=False)

    assert contents.partly == ("page 2: a picture, whose words are read by the build",)
    assert machine.asked == 0


def test_a_plan_knows_what_is_kept(pictures: Recognition) -> None:
    contents_of(".pdf", SCANNED)

    assert contents_of(".pdf", SCANNED, wait=False).partly == ()
    assert pictures.progress.done == 1


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-9], lambda text: text.replace("director", "dictator"), lambda _: ""]
)
def test_a_page_whose_words_are_not_what_was_written_is_read_again(
    pictures: Recognition,
    machine: Machine,
    damage: Any,
) -> None:
    contents_of(".pdf", SCANNED)
    [path] = pictures.folder.iterdir()
    path.write_text(damage(path.read_text("utf-8")), "utf-8")

    assert SAID in contents_of(".pdf", SCANNED).text
    assert machine.asked == 2


def test_another_version_of_the_machine_reads_again(
    pictures: Recognition, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents_of(".pdf", SCANNED)
    monkeypatch.setattr(recognition, "by", lambda: "rapidocr 9")
    contents_of(".pdf", SCANNED)

    assert machine.asked == 2
    assert len(list(pictures.folder.iterdir())) == 1


def test_a_page_that_takes_too_long_is_told_and_tried_again_the_next_time(
    pictures: Recognition, machine: Machine
) -> None:
    machine.fails = True

    assert contents_of(".pdf", SCANNED).partly == ("page 2: a picture that cannot be read",)
    assert not pictures.folder.exists()


def test_reading_stops_behind_the_page_and_begins_again(pictures: Recognition) -> None:
    pictures.stop()
    with pytest.raises(DocumentError, match="reading its pictures was interrupted: build again"):
        contents_of(".pdf", SCANNED)

    pictures.begin()
    assert SAID in contents_of(".pdf", SCANNED).text


def test_words_of_pages_that_no_document_has_any_more_are_forgotten(pictures: Recognition) -> None:
    contents_of(".pdf", SCANNED)
    pictures.forget_all_but({"another file"})

    assert list(pictures.folder.iterdir()) == []


@pytest.mark.usefixtures("pictures")
def test_turned_on_or_off_files_are_read_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    on = reading_fingerprint()
    monkeypatch.setattr(recognition, "_current", [])

    assert reading_fingerprint() != on


@pytest.mark.slow
def test_the_real_machine_reads_a_page_and_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Recognition(tmp_path / "pictures")
    monkeypatch.setattr(recognition, "_current", [real])
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # where nobody answers
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")

    contents = contents_of(".pdf", SCANNED)
    real.close()

    assert SAID in contents.text
    assert contents.partly == ()
