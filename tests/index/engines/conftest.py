"""Engines that tests of this folder start, each once, and what they publish to them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.engines.engine import open_published, publish
from index.library import Library, open_library
from tests.conftest import write
from tests.index.engines.milvus_server import milvus_lite

ENGINES = ("milvus", "postgres")

WORDS = [
    "river",
    "gate",
    "council",
    "bridge",
    "harbour",
    "mayor",
    "engineer",
    "flood",
    "ministry",
    "vote",
    "budget",
    "strike",
    "road",
    "school",
    "tower",
]

Opening = Callable[[], Library]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One Milvus for the module; every test has a database of its own on it."""
    with milvus_lite(tmp_path_factory.mktemp("milvus")) as address:
        yield address


@pytest.fixture
def milvus(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database of Milvus."""
    name = f"t{abs(hash(request.node.nodeid))}"
    from pymilvus import MilvusClient

    with closing(MilvusClient(uri=server)) as client:
        client.create_database(name)
    return f"{server}/{name}"


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each engine."""
    address: str = request.getfixturevalue(request.param)
    return address


@pytest.fixture(params=["files", *ENGINES])
def opening(request: pytest.FixtureRequest, data: Path) -> Opening:
    """Opens the newest generation; what was built is published first where an engine keeps it."""
    if request.param == "files":
        return lambda: open_library(data)
    index = request.getfixturevalue(request.param)

    def opened() -> Library:
        publish(data, index)
        return open_published(index)

    return opened


@pytest.fixture
def synthetic(corpus: Path) -> Path:
    """Sixty documents of three kinds, of words that are as unlike in number as words are, with dates and quotations."""
    chance = random.Random(7)  # noqa: S311 (the same documents in every run)
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    for number in range(60):
        said = [" ".join(chance.choices(WORDS, weights, k=chance.randint(4, 14))) for _ in range(chance.randint(2, 30))]
        text = " ".join(f"{sentence.capitalize()}." for sentence in said)
        text += f' "{" ".join(chance.choices(WORDS, k=6)).capitalize()}," said Anna Weber.'
        kind = ("reporting", "commentary", "official")[number % 3]
        write(corpus, f"{kind}/{number:02}.txt", text)
    return corpus
