"""A whole build of a corpus that somebody made to do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hostile_corpus import CORPUS, DATA, fill, measure, sound_files
from index.status import read_status
from tests.conftest import FakeEncoder

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


@pytest.mark.slow
def test_every_entry_of_a_hostile_corpus_is_indexed_or_reported_and_nothing_else_is_touched(tmp_path: Path) -> None:
    fill(tmp_path, list(sound_files(GOLDEN)), files=40, heavy=False)

    found = measure(tmp_path, FakeEncoder())

    assert found["faults"] == []
    assert found["indexed"] > 40
    reasons = {file.path: file.reason for file in read_status(tmp_path / DATA, cache=tmp_path / DATA).skipped}
    for name in ("outside.txt", "relative.txt", "folder-outside", "through.txt", "zero.txt", "random.txt"):
        assert reasons[f"things/{name}"] == "a link that leads out of the corpus: copy the file in instead", name
    for name in ("loop.txt", "broken.txt"):
        assert reasons[f"things/{name}"] == "a link that leads nowhere: remove it", name
    for name in ("folder-inside", "loop-of-folders"):
        assert "whose documents are there already" in reasons[f"things/{name}"], name
    for name in ("pipe.txt", "socket.txt"):
        assert reasons[f"things/{name}"] == "no document but a pipe, a socket or a device: remove it", name
    for name in ("line\nend.txt", "latin\\udce9.txt", "separator\u2028.txt", "escape\x1b[2J.txt"):
        assert reasons[f"names/{name}"] == "its name has characters that cannot be shown: rename it", name
    assert "begins with dots" in reasons["..kind/text.txt"]
    assert (tmp_path / CORPUS / "things" / "inside.txt").is_symlink()
