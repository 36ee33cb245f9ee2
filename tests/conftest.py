"""What tests share: an encoder without a model, and a corpus to build from."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from coverage import Coverage
from hypothesis import settings

from answer.ask import ask
from answer.exports.as_json import answer_as_json
from index.building.build import build
from index.library import Library, current_build, open_library
from index.records import Plan
from ingest.reader.recognition import read_pictures

if TYPE_CHECKING:
    from tests.index.engines.postgres_server import Server

DIMENSION = 64

GATE = "# The gate\n\nClosing the gate was a mistake. The council should resign.\n"
QUESTIONS = ("Who closed the gate?", "the river on Monday", "a mistake of the council")

RAM_DISK = Path("/dev/shm")  # noqa: S108 (pytest makes folders of its own in it)
if RAM_DISK.is_dir() and os.access(RAM_DISK, os.W_OK) and shutil.disk_usage(RAM_DISK).free > 2**29:
    # A build waits for the disk several times, to be safe from a crash; on a disk in memory it is eight times as quick.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(RAM_DISK))

STARTING = {"server", "killer", "reader", "milvus", "primary", "postgres", "pair", "index"}
"""Fixtures that start a process: whatever asks for one is left to the whole gate."""

CACHE = pytest.StashKey[Path]()
"""The folder of compiled models of this session."""

settings.register_profile("whole", deadline=None)  # a shared machine keeps no deadline
settings.register_profile("quick", deadline=None, max_examples=25)
settings.load_profile("whole")


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole session one cache folder: no test writes in a home, and the real model is compiled once.

    The workers of a session and the programs that tests start find it in their environment. Pictures are read only
    where a test has them read, since a page takes seconds.
    """
    os.environ.setdefault("BYLINE_OCR", "0")
    if not hasattr(config, "workerinput"):
        config.stash[CACHE] = Path(tempfile.mkdtemp(prefix="byline-cache-"))
        os.environ["BYLINE_CACHE"] = str(config.stash[CACHE])
        os.environ["BYLINE_LIBRARIES"] = str(config.stash[CACHE] / "libraries.json")  # and nobody's own list is read


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the cache folder of the session."""
    if CACHE in config.stash:
        shutil.rmtree(config.stash[CACHE], ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark as slow what asks for a fixture that starts a process, as a page what runs one, and say what is untraced.

    Tracing makes a test that goes many rounds up to ten times as slow; the quick tests alone have to reach what counts.
    """
    for item in items:
        values = item.callspec.params if hasattr(item, "callspec") else {}
        named = {value for value in values.values() if isinstance(value, str)}  # a fixture may ask for the one it names
        if STARTING & ((set(item.fixturenames) - set(values)) | named):
            item.add_marker(pytest.mark.slow)
        if "opening" in item.fixturenames:
            item.add_marker(pytest.mark.page)
        if any(map(item.get_closest_marker, ("slow", "model", "browser"))):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let the programs that a test starts go untraced where it is itself."""
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("no_cover"):
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Stop, while such a test runs, also the tracing with which the process of a worker began."""
    with ExitStack() as after:
        while item.get_closest_marker("no_cover") and (tracing := Coverage.current()):
            tracing.stop()
            after.callback(tracing.start)
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Read no pictures any more: after a test that had them read, every document would count as changed."""
    read_pictures(None)


@dataclass(frozen=True)
class FakeModel:
    """Counts words as word pieces; what a `Model` is asked, without files."""

    name: str = "fake"
    fingerprint: str = "fake-1"
    window: int = 250
    languages: frozenset[str] | None = None

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def rarity(self, word: str) -> float:
        return min(1.0, len(word) / 10)

    def frequency(self, word: str) -> float:
        return 0.1 ** min(len(word), 10)


class FakeEncoder:
    """A vector for each word by its hash, summed: texts that share words are near. Counts what it embeds."""

    rounds_ahead = 2

    def __init__(self, model: FakeModel | None = None, dimension: int = DIMENSION) -> None:
        self.model = model or FakeModel()
        self.dimension = dimension
        self.embedded = 0

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[np.ndarray]:
        self.embedded += len(passages)
        progress(len(passages))
        return [np.stack([self._vector(sentence) for sentence in passage]) for passage in passages]

    def prepare(self) -> None:
        """Nothing to compile."""

    def release(self) -> None:
        """Nothing to let go of."""

    def encode_question(self, question: str) -> np.ndarray:
        return self._vector(question)

    def warm_up(self) -> None:
        """Nothing to load."""

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            digest = hashlib.sha256(word.encode()).digest()
            vector[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return vector / np.linalg.norm(vector)


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents of different kinds, small enough to read in a test."""
    folder = tmp_path / "corpus"
    write(folder, "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.\n")
    write(folder, "commentary/gate.md", GATE)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    """The library of the two documents, open."""
    build(corpus, data, encoder)
    with closing(open_library(data)) as opened:
        yield opened


@pytest.fixture(scope="session")
def primary() -> Iterator[Server]:
    """One PostgreSQL server for the session; every test has a database of its own on it."""
    from tests.index.engines.postgres_server import postgres

    with postgres() as server:
        yield server


@pytest.fixture
def postgres(primary: Server) -> Iterator[str]:
    """An empty database of the server, for this test alone; a server that a test left killed is started again."""
    primary.start()
    address = primary.new_database()
    yield address
    primary.start()
    primary.drop_database(address)


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """A primary with an empty database, and its hot standby."""
    from tests.index.engines.postgres_server import replicated

    with replicated() as servers:
        yield servers


def write(corpus: Path, name: str, text: str) -> Path:
    """A document in the corpus."""
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content, to see whether anything was touched."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def refuse_to_read(monkeypatch: pytest.MonkeyPatch, refused: Path) -> None:
    """Make one file unreadable, for any user: root reads whatever its mode is."""
    opening = Path.open  # Path.read_bytes and Path.read_text open the file by it

    def opened(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", opened)


def refuse_to_list(monkeypatch: pytest.MonkeyPatch, refused: Path) -> None:
    """Make one folder one that cannot be listed, for any user."""
    scandir = os.scandir

    def listing(path: Any = ".") -> Any:
        if str(path) == str(refused):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", listing)


def without_seconds(done: Plan) -> Plan:
    """What was done, but for how long it took."""
    return replace(done, seconds=None)


def answers(data: Path, questions: Sequence[str] = QUESTIONS, model: FakeModel | None = None) -> list[dict[str, Any]]:
    """What the library in this folder answers, without the number and the time of its generation."""
    library = open_library(data)
    found = [answer_as_json(ask(library, FakeEncoder(model), question)) for question in questions]
    library.close()
    return [{name: value for name, value in answer.items() if name != "index"} for answer in found]


def generation(data: Path) -> int:
    """The number of the newest generation, 0 before the first."""
    build = current_build(data)
    return build.generation if build else 0
