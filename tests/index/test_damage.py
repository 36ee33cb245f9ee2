"""Bits that change on the disk, files cut short, folders that cannot be written: the truth or one clear line."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from errors import LibraryError
from index.building.build import build, plan
from index.status import read_status
from tests.conftest import FakeEncoder, FakeModel, answers, write
from tests.desk.damage import ROUNDS, damages

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FLIPS = int(os.environ.get("BYLINE_TEST_FLIPS", "12"))
"""Bits flipped in each stored file; a search for rare failures sets more."""


WRITTEN = [b"The gate was closed", b"A. Person", b"reporting/", b"quote", b"2019-02-07"]
"""Words of documents and labels in the library, at which damage is aimed."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its library of three kinds, after an edit, so that nothing is as first written."""
    folder = tmp_path_factory.mktemp("whole")
    corpus = folder / "corpus"
    for number in range(12):
        kind = ("reporting", "commentary", "official")[number % 3]
        write(
            corpus, f"{kind}/{number}.txt", f"The gate was closed {number} times.\n\n“The river rose,” said A. Person."
        )
    write(corpus, "sources.toml", '[documents."reporting/0.txt"]\nauthor = "A. Person"\npublished = 2019-02-07\n')
    (corpus / "reporting" / "bad.txt").write_bytes(b"\x89PNG" + bytes(range(256)) * 4)
    build(corpus, folder / "data", FakeEncoder())
    write(corpus, "reporting/3.txt", "A bridge fell on Monday. The council resigned by mistake.")
    (corpus / "official" / "2.txt").unlink()
    build(corpus, folder / "data", FakeEncoder())
    return folder


@pytest.fixture(scope="module")
def truth(whole: Path) -> list[dict[str, Any]]:
    return answers(whole / "data")


def told(data: Path) -> list[dict[str, Any]] | str:
    """What the library answers, or the one line that says why not."""
    try:
        return answers(data)
    except LibraryError as error:
        return one_line(error)


def one_line(error: LibraryError) -> str:
    assert "\n" not in str(error)
    assert "python cli.py build" in str(error) or "see python cli.py status" in str(error)
    return str(error)


def stored_files(data: Path) -> list[str]:
    return [path.relative_to(data).as_posix() for path in sorted(data.rglob("*")) if path.is_file()]


def flips(content: bytes, seed: str) -> Iterator[bytes]:
    """The content with one bit changed, at the start of the file and at many random places."""
    chance = random.Random(seed)  # noqa: S311 (places in a file)
    places = [*range(0, min(100, len(content)), 7), *(chance.randrange(len(content)) for _ in range(FLIPS))]
    for place in places:
        yield content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]


def put(path: Path, content: bytes) -> None:
    """Other content under the same name, never in place: an open index maps the old file into memory."""
    path.unlink()
    path.write_bytes(content)


def check_damaged(whole: Path, place: Path, name: str, content: bytes, truth: list[dict[str, Any]]) -> None:
    """With this content in this file: the true answers or one line, and after a build that succeeded the answers."""
    # A place of its own each time: tantivy's threads may still be tidying the last one.
    with TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as fresh:
        data = Path(fresh) / "data"
        shutil.copytree(whole / "data", data)
        put(data / name, content)
        before = told(data)
        assert before == truth or isinstance(before, str), name
        for action in (
            lambda: read_status(data, cache=data),
            lambda: plan(whole / "corpus", data, FakeModel()),
            lambda: build(whole / "corpus", data, FakeEncoder(), confirmed=True),
        ):
            try:
                action()
                built = True
            except LibraryError as error:
                built = False
                one_line(error)
        after = told(data)
        assert after == truth or (isinstance(after, str) and not built), (name, after)


def test_every_kind_of_file_is_damaged_in_these_tests(whole: Path) -> None:
    names = {Path(name).suffix or name for name in stored_files(whole / "data")}

    assert names >= {".db", ".faiss", ".json", ".term", ".idx", ".fast", ".store", ".pos"}


def test_a_flipped_bit_anywhere_gives_the_true_answers_or_one_clear_line(
    whole: Path, tmp_path: Path, truth: list[dict[str, Any]]
) -> None:
    for name in stored_files(whole / "data"):
        content = (whole / "data" / name).read_bytes()
        every = 1 if name.endswith(".db") else 8  # a checksum over the whole of it stands beside any other file
        for harmed in islice(flips(content, name) if content else (), 0, None, every):
            check_damaged(whole, tmp_path, name, harmed, truth)


def test_damage_of_any_sort_anywhere_in_the_library_gives_the_true_answers_or_one_clear_line(
    whole: Path, tmp_path: Path, truth: list[dict[str, Any]]
) -> None:
    content = (whole / "data/library.db").read_bytes()
    for _, harmed in islice(damages(content, WRITTEN, "the library"), ROUNDS):
        check_damaged(whole, tmp_path, "library.db", harmed, truth)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_a_file_cut_short_anywhere_gives_the_true_answers_or_one_clear_line(
    whole: Path, tmp_path: Path, truth: list[dict[str, Any]], share: float
) -> None:
    for name in stored_files(whole / "data"):
        content = (whole / "data" / name).read_bytes()
        check_damaged(whole, tmp_path, name, content[: int(len(content) * share)], truth)


def test_damaged_lanes_and_words_are_mended_without_a_word(
    whole: Path, tmp_path: Path, truth: list[dict[str, Any]]
) -> None:
    for name in stored_files(whole / "data"):
        if name.startswith(("lanes/", "words/")) and "lock" not in name:
            shutil.copytree(whole / "data", tmp_path / "data")
            content = (tmp_path / "data" / name).read_bytes()
            put(tmp_path / "data" / name, content[:-1] + bytes([content[-1] ^ 1]))
            assert answers(tmp_path / "data") == truth, name
            shutil.rmtree(tmp_path / "data")


READER = """
import sys
from pathlib import Path
from tests.conftest import answers
print(len(answers(Path(sys.argv[1]))))
"""


@pytest.mark.parametrize("harm", ["nothing", "a lane", "the words"])
def test_a_folder_that_cannot_be_written_is_read_all_the_same(whole: Path, tmp_path: Path, harm: str) -> None:
    place = tmp_path / "data"
    shutil.copytree(whole / "data", place)
    if harm == "a lane":
        next((place / "lanes").glob("reporting.*")).unlink()
    if harm == "the words":
        shutil.rmtree(next((place / "words").iterdir()))
    folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    bound = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []  # root writes where it likes
    command = [*bound, sys.executable, "-c", READER, str(place)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own)
    for folder in folders:
        folder.chmod(0o755)

    assert (found.stdout, found.stderr) == ("3\n", "")
