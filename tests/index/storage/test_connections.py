from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from answer.ask import ask
from errors import BylineError
from index.building.build import build, plan
from index.library import current_build, open_library
from index.status import read_status
from index.storage import sqlite
from index.storage.builds import past_builds
from index.storage.database import open_for_writing
from index.storage.sqlite import connect
from tests.conftest import FakeEncoder, FakeModel, answers, write

ROOT = Path(__file__).parents[3]
VERBS: dict[str, Callable[[Path, Path], object]] = {
    "open": lambda _corpus, data: open_library(data),
    "current": lambda _corpus, data: current_build(data),
    "status": lambda _corpus, data: read_status(data, cache=data),
    "history": lambda _corpus, data: past_builds(data),
    "plan": lambda corpus, data: plan(corpus, data, FakeModel()),
    "build": lambda corpus, data: build(corpus, data, FakeEncoder()),
    "write": lambda _corpus, data: open_for_writing(data),
}
HARMS = {
    "no database": lambda file: file.write_bytes(b"no database" * 1000),
    "a later layout": lambda file: changed(file, "PRAGMA user_version = 99"),
    "an earlier layout": lambda file: changed(file, "PRAGMA user_version = 1"),
    "a build of no time": lambda file: changed(file, "UPDATE builds SET built_at = 'noon'"),
}


def changed(file: Path, statement: str) -> None:
    with closing(connect(file)) as connection:
        connection.execute(statement)


@pytest.fixture
def left_open(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The connections of the library's file that nobody closed."""
    found: set[int] = set()

    class Watched(sqlite3.Connection):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            found.add(id(self))

        def close(self) -> None:
            found.discard(id(self))
            super().close()

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    return found


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("verb", VERBS)
def test_no_failure_leaves_a_connection_open(
    corpus: Path, data: Path, encoder: FakeEncoder, left_open: set[int], harm: str, verb: str
) -> None:
    build(corpus, data, encoder)
    HARMS[harm](data / "library.db")
    assert left_open == set()

    try:
        done = VERBS[verb](corpus, data)
    except BylineError:
        done = None

    if isinstance(done, sqlite3.Connection):
        done.close()
    assert left_open == set()


def test_an_open_library_is_one_connection_until_it_is_closed(
    corpus: Path, data: Path, encoder: FakeEncoder, left_open: set[int]
) -> None:
    build(corpus, data, encoder)

    with closing(open_library(data)):
        assert len(left_open) == 1
    assert left_open == set()


FULL = """
import json, resource, sys
from pathlib import Path
from tests.conftest import answers
data = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))  # nothing can grow, as on a full disk
print(json.dumps(answers(data)))
"""


def asked_on_a_full_disk(data: Path) -> object:
    command = [sys.executable, "-c", FULL, str(data)]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it has no disk either
    found = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)  # noqa: S603
    assert found.stderr == ""
    return json.loads(found.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("left", ["nothing", "a log", "a log and shared memory"])
def test_a_library_on_a_full_disk_is_asked_all_the_same(
    data: Path, corpus: Path, encoder: FakeEncoder, left: str
) -> None:
    build(corpus, data, encoder)
    if left != "nothing":
        with closing(open_library(data)):  # a reader keeps the log from being moved into the file
            write(corpus, "reporting/river.txt", "Engineers opened the gate on Monday.\n")
            build(corpus, data, encoder)
            shutil.copytree(data, data.with_name("left"))
        data = data.with_name("left")
        assert (data / "library.db-wal").stat().st_size > 0
    if left == "a log":
        (data / "library.db-shm").unlink()
    truth = answers(shutil.copytree(data, data.with_name("truth")))

    assert asked_on_a_full_disk(data) == truth


def lanes(data: Path) -> list[Any]:
    return [answer["lanes"] for answer in answers(data)]


AGAIN = """
import json, resource, sys
from contextlib import closing
from pathlib import Path
from answer.exports.as_json import answer_as_json
from index.building.build import build
from index.library import open_library
from tests.conftest import QUESTIONS, FakeEncoder, ask
corpus, data = map(Path, sys.argv[1:])
def asked(library):
    return [answer_as_json(ask(library, FakeEncoder(), question))["lanes"] for question in QUESTIONS]
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))  # nothing can grow, as on a full disk
with closing(open_library(data)) as library:
    before = asked(library)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as later:
        print(json.dumps([before, asked(library), asked(later)]))
"""


@pytest.mark.slow
def test_a_program_that_read_on_a_full_disk_builds_once_there_is_room_and_its_reader_keeps_its_generation(
    data: Path, corpus: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    first = lanes(data)
    write(corpus, "reporting/river.txt", "The council opened the gate on Monday. The river rose.\n")
    build(corpus, data.with_name("truth"), encoder)
    command = [sys.executable, "-c", AGAIN, str(corpus), str(data)]

    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603

    assert found.stderr == ""
    assert json.loads(found.stdout) == [first, first, lanes(data.with_name("truth"))]
    assert first != lanes(data)


def built_by_another_program(corpus: Path, data: Path) -> None:
    """Build in a process of its own: beside such a reader SQLite lets nothing write in the same one."""
    program = "import sys; from pathlib import Path; from tests.conftest import FakeEncoder, build; "
    program += "build(Path(sys.argv[1]), Path(sys.argv[2]), FakeEncoder())"
    subprocess.run([sys.executable, "-c", program, str(corpus), str(data)], cwd=ROOT, check=True)  # noqa: S603 (our own)


@pytest.mark.slow
def test_a_reader_of_a_full_disk_keeps_its_generation_while_later_ones_are_built(
    data: Path, corpus: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, data, encoder)
    names = {"?mode=ro&readonly_shm=1"}
    reading = sqlite._reading

    def full(file: Path, how: str = "") -> sqlite3.Connection:
        if how not in names:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise error
        return reading(file, how)

    with monkeypatch.context() as without_room:
        without_room.setattr(sqlite, "_reading", full)
        library = open_library(data)
    with closing(library):
        for number in range(3):
            write(corpus, "reporting/river.txt", f"Gate {number} was opened. " * 500)
            built_by_another_program(corpus, data)
            hits = ask(library, encoder, "Who closed the lower gate?").lanes[0].hits
            assert "Engineers closed the lower gate" in hits[0].text
            assert library.document("reporting/river.txt").text.startswith("The river rose")
