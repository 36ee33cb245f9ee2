from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.hostile import attacks, documents_in, mutated
from errors import DocumentError
from index.building.build import plan
from ingest.formats import suffixes
from ingest.reading import contents_of
from tests.conftest import FakeModel

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "formats").iterdir())
TOO_SLOW = (
    "million paragraphs",
    "million cells",
    "million commas",
    "90 MB",
    "open paragraphs",
    "300,000 cells",
    "900 kB",
    "folded header",
)
"""What only the limit on time ends; `python -m benchmarks.hostile` has them all."""


PATIENCE_S = 60
"""The reader process is ended after 8 s of one file, however long a busy machine takes to start the next."""


def outcome(suffix: str, data: bytes) -> str:
    """The reason why it was refused, or "read"; anything else that is raised fails the test."""
    started = time.monotonic()
    try:
        found = [contents_of(inner, content) for inner, content in documents_in(suffix, data)]
    except DocumentError as error:
        reason = str(error)
    else:
        reason = "read"
        assert all(contents.sentences[-1].end <= len(contents.text) for contents in found)
        assert not any("\0" in contents.text for contents in found)
    assert time.monotonic() - started < PATIENCE_S
    return reason


@pytest.mark.slow
def test_a_hundred_damaged_files_are_each_read_or_refused_with_the_next_step() -> None:
    outcomes = [outcome(suffix, data) for _, suffix, data in mutated(GOLDEN, 100)]

    assert outcomes.count("read") > 20
    refused = [reason for reason in outcomes if reason != "read"]
    assert len(refused) > 10
    assert all("\n" not in reason and (":" in reason or ";" in reason) for reason in refused)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "make"),
    [
        pytest.param(suffix, make, id=name)
        for name, suffix, make in attacks()
        if not any(slow in name for slow in TOO_SLOW)
    ],
)
def test_an_attack_is_read_or_refused_in_time(suffix: str, make: Callable[[], bytes]) -> None:
    outcome(suffix, make())

    assert outcome(".txt", b"The next file is read.") == "read"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", suffixes())
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.suffix)
def test_a_wrong_suffix_never_makes_binary_text(path: Path, suffix: str) -> None:
    try:
        contents = contents_of(suffix, path.read_bytes())
    except DocumentError:
        return
    words = contents.text.split()
    assert sum(word.isprintable() for word in words) > 0.99 * len(words)
    assert not contents.text.startswith(("PK", "%PDF"))


def test_a_corpus_of_every_format_is_planned_with_its_labels(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "reporting"
    folder.mkdir(parents=True)
    for path in GOLDEN:
        shutil.copy(path, folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "letters.zip").write_bytes(b"PK")

    found = plan(tmp_path / "corpus", tmp_path / "data", FakeModel())

    assert found.added == tuple(f"reporting/{path.name}" for path in sorted(GOLDEN))
    reasons = {skipped.path: skipped.reason for skipped in found.skipped}
    assert reasons["reporting/broken.pdf"].startswith("is damaged: print it to a new PDF")
    assert reasons["reporting/letters.zip"].startswith("is named .zip and is something else")
    assert reasons["reporting/gate.eml/gauge readings.pdf"].startswith("is named .pdf and is something else")
