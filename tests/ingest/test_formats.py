"""The table of formats is the one home of what is known of them: what is added to it is seen everywhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from errors import CorpusError, DocumentError
from index.originals import has_pages
from ingest import formats, loaders
from ingest.filing.uploads import Limits, Upload, file_uploads
from ingest.folder import scan
from ingest.formats import Format, readable, true_suffix
from ingest.loaders import text
from ingest.names import document_id
from ingest.reader import process
from ingest.reader.process import read_contents
from ingest.records import Document, Loaded, Source

ROOT = Path(__file__).parents[2]
LETTER = b"LETTER1 The gate was closed, said the keeper."


def load(data: bytes) -> Loaded:
    return text.load(data.removeprefix(b"LETTER1 "))


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format more, that is read, and one that is refused: a record each in the table, and the loader's module."""
    module = ModuleType("ingest.loaders.letters")
    vars(module)["load"] = load
    read = Format(
        "letters",
        (".letter", ".lttr"),
        "letters",
        signature=lambda head, _: head.startswith(b"LETTER1"),
        signed=True,
        draws_pages=True,
    )
    drawing = Format("a drawing", (".cad",), advice="write what it shows", signature=lambda head, _: head[:3] == b"CAD")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(formats, "FORMATS", (read, drawing, *formats.FORMATS))
    monkeypatch.setattr(process, "LOADERS", loaders.Loaders())  # as a reader process that starts now has them


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "reporting").mkdir(parents=True)
    return folder


@pytest.mark.usefixtures("letters")
def test_a_new_format_is_found_in_a_folder(corpus: Path) -> None:
    for name in ("a.letter", "b.LTTR", "c.cad", "d.exe"):
        (corpus / "reporting" / name).write_bytes(LETTER)

    found = scan(corpus)

    assert [file.id for file in found.files] == ["reporting/a.letter", "reporting/b.LTTR"]
    passed_over = {file.path: file.reason for file in found.skipped}
    assert passed_over["reporting/c.cad"] == "a drawing: write what it shows"
    assert ".jpeg, .jpg, .json, .letter, .lttr, .markdown" in passed_over["reporting/d.exe"]


@pytest.mark.usefixtures("letters")
def test_a_new_format_is_named_where_a_folder_has_nothing_to_read(corpus: Path) -> None:
    with pytest.raises(CorpusError, match=r"put \.adoc, .*\.letter, \.lttr, .* files into folders"):
        scan(corpus)


@pytest.mark.usefixtures("letters")
def test_a_new_format_can_be_uploaded(corpus: Path) -> None:
    uploads = [Upload("a.letter", LETTER), Upload("b.cad", b"CAD")]

    filing = file_uploads(corpus, "reporting", uploads, limits=Limits(), known={})

    assert filing.filed == ("reporting/a.letter",)
    assert [(one.path, one.reason) for one in filing.refused] == [("b.cad", "a drawing: write what it shows")]
    with pytest.raises(CorpusError, match=r"type \.exe is not supported: .*, \.letter, \.lttr,"):
        document_id("reporting", "a.exe")


@pytest.mark.usefixtures("letters")
def test_a_new_format_is_read_by_its_loader() -> None:
    assert read_contents(".letter", LETTER).text == "The gate was closed, said the keeper."


@pytest.mark.usefixtures("letters")
def test_a_new_format_is_known_by_its_signature_whatever_its_name() -> None:
    assert true_suffix(".txt", LETTER) == ".letter"
    assert true_suffix(".lttr", LETTER) == ".lttr"
    with pytest.raises(DocumentError, match=r"is named \.letter and is something else"):
        true_suffix(".letter", b"Plain words.")
    with pytest.raises(DocumentError, match="is a drawing: write what it shows"):
        true_suffix(".txt", b"CAD")


@pytest.mark.usefixtures("letters")
def test_the_pages_of_a_new_format_are_shown_where_it_says_so() -> None:
    source = Source("reporting", "A letter")
    document = Document("Words.", (), page_starts=(0,), sentences=(), id="reporting/a.LETTER", sha256="", source=source)

    assert has_pages(document)


def test_every_format_is_read_or_refused_and_no_suffix_is_of_two() -> None:
    suffixes = [suffix for known in formats.FORMATS for suffix in known.suffixes]

    assert [known.name for known in formats.FORMATS if known.is_read == bool(known.advice)] == []
    assert sorted(suffixes) == sorted(set(suffixes))
    assert [suffix for suffix in suffixes if not re.fullmatch(r"\.[a-z0-9]+", suffix)] == []


def test_the_readme_names_every_format_that_is_read() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Adding documents")[1].split("\n\n")[1]

    assert [known.name for known in readable() if known.name.lower() not in section.lower()] == []


def test_the_documentation_of_reading_has_a_row_for_every_format_and_no_other() -> None:
    page = (ROOT / "docs/research/reading.md").read_text(encoding="utf-8")
    section = page.split("\n## Loaders\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ((?:`\.\w+` ?)+)\|", section, re.MULTILINE)

    named = {tuple(re.findall(r"\.\w+", row)) for row in rows}

    assert named == {known.suffixes for known in readable()}


def test_the_signature_of_rtf_counts_more_than_the_name_of_a_web_page() -> None:
    assert true_suffix(".xhtml", b"{\\rtf1 Words}") == ".rtf"
