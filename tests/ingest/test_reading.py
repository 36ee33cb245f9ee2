"""The fingerprint of reading: a stated number, and the versions of Python and of all libraries that decide text."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from ingest import reading, tokens
from ingest.filing import trash

ROOT = Path(__file__).parents[2]
OURS = {"ingest", "errors"}

NOT_IMPORTED = {
    tokens.VOCABULARY_PACKAGE: "its vocabulary file, by which tokens are counted, is read from the disk",
    "lxml_html_clean": "jusText cleans pages by it, as an extra of lxml",
    "tokenizers": "the model's word pieces, which bound a passage, are counted by the second station",
}
"""Packages that decide passages and that no module here imports."""

DECIDE_NO_TEXT = {
    "numpy": "compares hashes that are made already",
    "tomlkit": "writes labels into sources.toml, and reads no document",
    "certifi": "fetches pages, which are never fetched here",
    "urllib3": "fetches pages, which are never fetched here",
    "requests": "fetches vocabularies, which are read from the disk here",
    "regex": "tiktoken explains itself by it; it counts without",
    "charset-normalizer": "decodes pages for trafilatura, which is given a tree here",
    "courlan": "mends addresses for trafilatura, which is given none",
    "click": "makes the terminal's commands, here and of python-oxmsg, which is not run from there",
    "typing-extensions": "names types",
    "six": "names what two Pythons share",
    "tqdm": "draws progress, and is not asked to",
    "colorlog": "colours the log of rapidocr, which is silent",
    "omegaconf": "holds the settings of rapidocr, which are stated here",
    "pyyaml": "reads the settings that rapidocr brings",
    "htmldate": "finds dates for trafilatura, which is not asked for any",
}
"""Packages that are imported here, or by what is, and may change without a document being read again."""


def fingerprint() -> str:
    return reading._fingerprint.__wrapped__((*reading.LIBRARIES, *reading.PICTURE_LIBRARIES))


def imported() -> Iterator[str]:
    """The packages that the modules of the first station import."""
    named = packages_distributions()
    for path in (ROOT / "ingest").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in {name.split(".")[0] for name in names} - OURS - sys.stdlib_module_names:
                yield named[name][0]


def required(package: str) -> Iterator[str]:
    """The packages that this one needs on this machine."""
    for line in requires(package) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def one_spelling(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def deciding(packages: set[str]) -> set[str]:
    """These packages and all that they need, in one spelling, without those that decide no text."""
    found: set[str] = set()
    waiting = {one_spelling(name) for name in packages}
    while waiting:
        package = waiting.pop()
        if package not in DECIDE_NO_TEXT and package not in found:
            found.add(package)
            waiting |= {one_spelling(name) for name in required(package)}
    return found


def test_every_library_that_decides_text_is_in_the_fingerprint() -> None:
    not_imported = {one_spelling(name) for name in NOT_IMPORTED}

    assert {one_spelling(name) for name in (*reading.LIBRARIES, *reading.PICTURE_LIBRARIES)} == deciding(
        set(imported())
    ) | not_imported


@pytest.mark.slow
def test_no_library_is_let_off_that_is_not_used() -> None:
    used = {one_spelling(name) for name in imported()}
    needed = {one_spelling(name) for package in deciding(used) for name in required(package)}

    assert DECIDE_NO_TEXT.keys() - used - needed == set()


def test_a_word_in_a_docstring_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ingest", tmp_path / "ingest", ignore=shutil.ignore_patterns("__pycache__"))
    edited = tmp_path / Path(trash.__file__).relative_to(ROOT)
    edited.write_text(edited.read_text(encoding="utf-8").replace('"""', '"""Another word. ', 1), encoding="utf-8")
    spec = spec_from_file_location("copied_reading", tmp_path / Path(reading.__file__).relative_to(ROOT))
    assert spec
    assert spec.loader
    copied = module_from_spec(spec)
    spec.loader.exec_module(copied)

    assert copied.reading_fingerprint() == reading.reading_fingerprint()


def test_another_number_is_another_way_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(reading, "READING", reading.READING + 1)

    assert fingerprint() != before


@pytest.mark.parametrize("other", ["3.11.999", "3.99.7"])
def test_another_python_is_another_way_of_reading(monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    before = fingerprint()
    monkeypatch.setattr(reading, "python_version", lambda: other)

    assert fingerprint() != before


@pytest.mark.parametrize("library", [*reading.LIBRARIES, *reading.PICTURE_LIBRARIES])
def test_another_version_of_a_library_is_another_way_of_reading(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before, version = fingerprint(), reading.version
    monkeypatch.setattr(reading, "version", lambda name: "0.0.0" if name == library else version(name))

    assert fingerprint() != before
