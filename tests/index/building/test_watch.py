from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Semaphore, Thread
from typing import Any

import pytest

from errors import BylineError, CorpusError
from index.building import background
from index.building import build as builder
from index.building.background import keep_building
from index.building.build import build
from index.records import Plan
from ingest import outside
from ingest.folder import look_at
from ingest.outside import add_folder
from tests.conftest import FakeEncoder, generation, write

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120
QUIET_MS = 500
"""Long enough that a busy machine does not pause in the middle of what is written at once."""

Said = Callable[[], Plan | BylineError]


@pytest.fixture
def said(corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """What the next build says, of builds that go on in a thread."""
    monkeypatch.setattr(background, "QUIET_MS", QUIET_MS)
    told: Queue[Plan | BylineError] = Queue()
    stop = Event()
    watching = {"stop": stop, "said": told.put}
    thread = Thread(target=keep_building, args=(corpus, data, FakeEncoder()), kwargs=watching, daemon=True)
    thread.start()
    yield lambda: told.get(timeout=PATIENCE_S)
    stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    with pytest.raises(Empty):
        told.get_nowait()


def ready(said: Said, builds: Semaphore, *, files: int) -> None:
    """Wait for the first build: the folder is watched since before it began."""
    first = said()
    assert isinstance(first, Plan)
    assert len(first.added) == files
    assert builds.acquire(timeout=PATIENCE_S)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Semaphore:
    """One more for each build from now on, told or not."""
    done = Semaphore(0)

    def built(*arguments: Any, **named: Any) -> Plan:
        try:
            return build(*arguments, **named)
        finally:
            done.release()

    monkeypatch.setattr(background, "build", built)
    return done


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The names that each build looked at which was told what changed."""
    names: list[object] = []
    monkeypatch.setattr(builder, "look_at", lambda *a: names.append(sorted(a[1])) or look_at(*a))
    return names


def test_a_change_is_built_and_a_build_that_fails_is_told_once_and_survived(
    corpus: Path, data: Path, builds: Semaphore, said: Said
) -> None:
    ready(said, builds, files=2)

    for number in range(5):
        write(corpus, f"official/{number}.txt", f"Order number {number}.")
    built = said()
    assert isinstance(built, Plan)
    assert len(built.added) == 5, "five files that came at once are one build"
    assert builds.acquire(timeout=PATIENCE_S)

    for number in range(2):
        write(corpus, "sources.toml", "[documents\n" + "# not yet" * number)
        assert builds.acquire(timeout=PATIENCE_S)
    assert "line 1" in str(said())

    write(corpus, "sources.toml", '[documents."official/1.txt"]\ntitle = "Order"\n')
    mended = said()
    assert isinstance(mended, Plan)
    assert mended.relabelled == ("official/1.txt",)
    assert generation(data) == 3


def test_a_hidden_file_starts_no_build(corpus: Path, builds: Semaphore, looked: list[object], said: Said) -> None:
    ready(said, builds, files=2)

    write(corpus, "reporting/.half.txt.swp", "Half a word")
    write(corpus, ".trash/a.txt", "Thrown away.")
    write(corpus, "reporting/seen.txt", "A new order.")  # what is watched is told in its order

    assert said().added == ("reporting/seen.txt",)
    assert looked == [["reporting/seen.txt"]]


def test_a_build_is_told_which_files_changed_unless_what_is_stated_of_them_did(
    corpus: Path, builds: Semaphore, looked: list[object], said: Said
) -> None:
    ready(said, builds, files=2)

    write(corpus, "reporting/new.txt", "A new order.")
    told = said()
    write(corpus, "sources.toml", '[documents."reporting/new.txt"]\ntitle = "Order"\n')
    stated = said()

    assert isinstance(told, Plan)
    assert isinstance(stated, Plan)
    assert (told.added, stated.relabelled) == (("reporting/new.txt",), ("reporting/new.txt",))
    assert looked == [["reporting/new.txt"]]


@pytest.fixture
def mails(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside the corpus that is read where it lies."""
    monkeypatch.setattr(outside, "_kept", [tmp_path / "outside.json"])
    write(tmp_path, "mails/first.txt", "The lower gate was closed on Friday.")
    add_folder(corpus, tmp_path / "mails", "emails")
    return tmp_path / "mails"


def test_a_folder_outside_that_is_read_where_it_lies_is_watched_too(
    mails: Path, builds: Semaphore, looked: list[object], said: Said
) -> None:
    ready(said, builds, files=3)

    write(mails.parent, "mails/.draft.txt", "Half a word")
    write(mails.parent, "mails/new/second.txt", "A new order.")

    assert said().added == ("emails/mails/new/second.txt",)
    seen: Any = looked[-1]  # the folder's own change may be told before the file's, or with it
    assert set(seen) <= {"emails/mails/new", "emails/mails/new/second.txt"}


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path, data: Path, encoder: FakeEncoder) -> None:
    with pytest.raises(CorpusError, match="not found"):
        keep_building(tmp_path / "gone", data, encoder, stop=Event(), said=lambda _: None)


PROGRAM = """
import sys, cli
from terminal import options
from tests.conftest import FakeEncoder, FakeModel
options.find_model, options.encoder_for = FakeModel, lambda model, _data: FakeEncoder(model)
sys.exit(cli.main(["watch", "--corpus", sys.argv[1], "--data", sys.argv[2]]))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_watching_ends_cleanly_when_it_is_told_to(corpus: Path, data: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-c", PROGRAM, str(corpus), str(data)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(  # noqa: S603 (our own program)
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        built = process.stdout.readline()
        process.send_signal(how)
        _, errors = process.communicate(timeout=PATIENCE_S)

    assert built.startswith("Generation 1: 2 added, ")
    assert (process.returncode, errors) == (0, f"Watching {corpus}. Stop with Ctrl+C.\n")


def test_what_changes_during_the_first_build_is_built_too(
    corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "QUIET_MS", QUIET_MS)
    told: list[Plan | BylineError] = []
    stop, both = Event(), Event()

    def during(done: Plan | BylineError) -> None:
        if not told:  # the first build's moment is not over yet
            write(corpus, "official/late.txt", "An order that came meanwhile.")
        told.append(done)
        if len(told) == 2:
            both.set()

    watching = {"stop": stop, "said": during}
    thread = Thread(target=keep_building, args=(corpus, data, FakeEncoder()), kwargs=watching, daemon=True)
    thread.start()
    assert both.wait(PATIENCE_S)
    stop.set()
    thread.join(PATIENCE_S)

    assert [done.added for done in told if isinstance(done, Plan)][1:] == [("official/late.txt",)]
