from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cli
from index.building.build import build
from index.storage import schema
from terminal import doctor
from tests.conftest import FakeEncoder, write

CUDA = {"nvidia-cublas-cu12": 3_000, "nvidia-cudnn-cu12": 500, "triton": 20, "torch": 7}


class Package:
    """An installed package of one file."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self._folder = name, folder
        self.files = [name]
        write(folder, name, "x" * CUDA.get(name, 1))

    def locate_file(self, name: str) -> Path:
        return self._folder / name


def found(capsys: pytest.CaptureFixture[str], *, status: int = 0) -> Any:
    """What the doctor finds, as JSON."""
    capsys.readouterr()
    assert cli.main(["doctor", "--json"]) == status
    return json.loads(capsys.readouterr().out)


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents that a person is in."""
    folder = tmp_path / "papers"
    write(folder, "emails/bridge.txt", "The bridge was closed on Friday.\n")
    for name in ("BYLINE_CORPUS", "BYLINE_DATA", "BYLINE_OCR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    return folder


def test_the_version_names_the_form_of_the_library_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0

    assert capsys.readouterr().out == f"byline 0.1.0 (library format {len(schema.STEPS)})\n"


def test_every_place_is_named_with_its_size(capsys: pytest.CaptureFixture[str], papers: Path) -> None:
    build(papers, papers / ".byline", FakeEncoder())
    write(papers, "byline.toml", "hints = true\n")

    said = found(capsys)

    assert said["corpus"]["found"] == str(papers)
    assert said["corpus"]["bytes"] == len("The bridge was closed on Friday.\nhints = true\n")
    assert said["library"]["found"] == f"{papers / '.byline'}, generation 1"
    assert said["library"]["bytes"] >= (papers / ".byline/library.db").stat().st_size
    assert said["settings"]["found"] == str(papers / "byline.toml")
    assert {one["fault"] for one in said.values()} == {None}


def test_a_model_that_is_not_there_is_a_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_MODEL", "/no/such/model")

    said = found(capsys, status=1)

    assert said["model"]["fault"].startswith("model /no/such/model is not on this machine")
    assert said["python"]["fault"] is None


def test_cuda_that_came_along_is_weighed_and_a_processors_torch_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packages = [Package(name, tmp_path / "packages") for name in CUDA]
    monkeypatch.setattr(doctor, "distributions", lambda: packages)
    monkeypatch.setattr(doctor, "version", lambda _name: "2.13.0")

    said = found(capsys)["torch"]

    assert (said["found"], said["bytes"]) == ("2.13.0, with 3 packages of CUDA", 3_520)
    assert "torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu" in said["warning"]
    assert said["warning"].endswith("pip uninstall nvidia-cublas-cu12 nvidia-cudnn-cu12 triton")


def test_a_torch_for_the_processor_is_no_reason_to_warn(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "distributions", lambda: [Package("torch", tmp_path / "packages")])

    assert found(capsys)["torch"]["warning"] is None


def test_a_library_of_an_earlier_version_is_told_with_what_brings_it_up_to_date(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, papers: Path
) -> None:
    build(papers, papers / ".byline", FakeEncoder())
    monkeypatch.setattr("index.storage.database.SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)

    warning = found(capsys)["library"]["warning"]

    assert warning.endswith("is of an earlier version of Byline: python cli.py build brings it up to date")


def test_a_damaged_library_is_a_fault(capsys: pytest.CaptureFixture[str], papers: Path) -> None:
    write(papers, ".byline/library.db", "no database\n" * 100)

    assert "library.db" in found(capsys, status=1)["library"]["fault"]


def test_reading_pictures_may_be_switched_off_or_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(capsys)["ocr"]["warning"] is None
    monkeypatch.setenv("BYLINE_OCR", "0")
    assert found(capsys)["ocr"]["found"].endswith(", switched off")
    monkeypatch.setattr(doctor, "OCR_LIBRARY", "no-such-library")
    assert found(capsys)["ocr"]["warning"] == "words on pictures are not read: pip install no-such-library"


def test_the_table_says_the_same_to_a_person(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, papers: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    assert cli.main(["doctor"]) == 0

    said = capsys.readouterr().out
    assert f"corpus     {papers}" in said
    assert [line.split()[0] for line in said.splitlines() if not line.startswith(" ")] == list(found(capsys))
