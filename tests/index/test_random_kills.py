"""Whatever is done to a corpus and its library, killed at any moment: nothing is lost, and the same again completes it.

Thirty kills in the gate. More by hand, and others with another seed:

    BYLINE_TEST_ROUNDS=600 BYLINE_TEST_SEED=1 python -m pytest tests/index/test_random_kills.py
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from answer.ask import ask
from answer.exports.as_json import answer_as_json
from index.building.build import build
from index.curating import in_trash
from index.encoding.encoder import Encoder, SentenceEncoder
from index.encoding.models import find_model
from index.library import current_build, open_library
from ingest.labels.sources_toml import read_sources
from settings import PACKAGED_MODEL, read_settings
from tests.conftest import QUESTIONS, FakeEncoder, write
from tests.desk.damage import ROUNDS
from tests.index.killing import Order, killing

pytestmark = [pytest.mark.slow, pytest.mark.model]

SEED = os.environ.get("BYLINE_TEST_SEED", "byline")

DOCUMENTS = {
    f"{kind}/{n}.txt": f"The gate was closed {n} times.\n" for n in range(4) for kind in ("reporting", "official")
}
UPLOADS = {f"new{n}.txt": f"A new report says that gate {n} closed at noon. " * 500 for n in range(6)}
FILED = [f"reporting/{name}" for name in UPLOADS]
WIRE = {"publisher": "Wire"}

Check = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Killed:
    """Something that is done, what must hold wherever it was killed, and what once it was done again.

    `share` is its part of all rounds: a build takes longest.
    """

    share: float
    order: dict[str, Any]
    at_once: Check
    at_last: Check


def whole(corpus: Path, names: dict[str, str]) -> None:
    """No document is there in part."""
    for name, text in names.items():
        path = corpus / name
        assert not path.exists() or path.read_text() == text, name


def unlabelled(corpus: Path, names: list[str]) -> list[str]:
    stated = read_sources(corpus)
    return [name for name in names if (corpus / name).exists() and stated.get(name) != WIRE]


def hidden(corpus: Path) -> list[str]:
    return [str(path) for path in corpus.rglob(".*.new")]


def all_there(corpus: Path, names: dict[str, str]) -> None:
    assert {name: (corpus / name).read_text() for name in names} == names
    assert hidden(corpus) == []


def filed_at_once(corpus: Path, _data: Path) -> None:
    whole(corpus, {f"reporting/{name}": text for name, text in UPLOADS.items()})
    assert unlabelled(corpus, FILED) == []


def filed_at_last(corpus: Path, _data: Path) -> None:
    all_there(corpus, {f"reporting/{name}": text for name, text in UPLOADS.items()})
    assert read_sources(corpus) == dict.fromkeys(FILED, WIRE)


def labelled_at_once(corpus: Path, _data: Path) -> None:
    assert read_sources(corpus) in ({}, dict.fromkeys(DOCUMENTS, WIRE))


def labelled_at_last(corpus: Path, _data: Path) -> None:
    assert read_sources(corpus) == dict.fromkeys(DOCUMENTS, WIRE)
    all_there(corpus, DOCUMENTS)


def removed_at_once(corpus: Path, _data: Path) -> None:
    """Every document is in its place, whole, or can be brought back."""
    whole(corpus, DOCUMENTS)
    there = {name for name in DOCUMENTS if (corpus / name).exists()}
    assert there | {removed.id for removed in in_trash(corpus)} == set(DOCUMENTS)


def removed_at_last(corpus: Path, _data: Path) -> None:
    assert [name for name in DOCUMENTS if (corpus / name).exists()] == []
    kept = [path.read_text() for path in corpus.glob(".trash/*/document")]
    assert sorted(kept) == sorted(DOCUMENTS.values())


def restored_at_last(corpus: Path, _data: Path) -> None:
    all_there(corpus, DOCUMENTS)
    assert in_trash(corpus) == ()


@cache
def encoder_of(model: str) -> Encoder:
    return SentenceEncoder(find_model(model), read_settings().cache) if model == PACKAGED_MODEL else FakeEncoder()


def asked(data: Path) -> list[Any]:
    """What a library answers, of whichever model it is."""
    with closing(open_library(data)) as library:
        encoder = encoder_of(library.build.model)
        found = [answer_as_json(ask(library, encoder, question)) for question in QUESTIONS]
    return [answer["lanes"] for answer in found]


def built_at_once(_corpus: Path, data: Path) -> None:
    """The generation before or the one after, whole."""
    newest = current_build(data)
    assert newest
    assert newest.generation in {1, 2}
    assert len(asked(data)) == len(QUESTIONS)


def built_at_last(corpus: Path, data: Path) -> None:
    build(corpus, data.with_name("fresh"), encoder_of(built_by(data)))
    assert asked(data) == asked(data.with_name("fresh"))


def built_by(data: Path) -> str:
    newest = current_build(data)
    assert newest
    return newest.model


KILLED = {
    "filing": Killed(0.3, {"action": "file", "uploads": UPLOADS, "label": WIRE}, filed_at_once, filed_at_last),
    "labelling": Killed(
        0.2, {"action": "label", "ids": list(DOCUMENTS), "label": WIRE}, labelled_at_once, labelled_at_last
    ),
    "removing": Killed(0.15, {"action": "remove", "ids": list(DOCUMENTS)}, removed_at_once, removed_at_last),
    "restoring": Killed(0.15, {"action": "restore"}, removed_at_once, restored_at_last),
    "building": Killed(0.14, {"action": "build"}, built_at_once, built_at_last),
    "building with the real model": Killed(0.06, {"action": "build", "real": True}, built_at_once, built_at_last),
}


@pytest.fixture(scope="module")
def killer() -> Iterator[Order]:
    with killing() as order:
        yield order


@pytest.fixture
def started(tmp_path: Path, killer: Order, request: pytest.FixtureRequest) -> Path:
    """A corpus and its library, in the state in which the action of the test begins."""
    name = request.node.callspec.params["name"]
    folder = tmp_path / "started"
    for document, text in DOCUMENTS.items():
        write(folder / "corpus", document, text)
    order = {"corpus": str(folder / "corpus"), "data": str(folder / "data")}
    if name == "restoring":
        killer(**order, action="remove", ids=list(DOCUMENTS))
    else:
        killer(**order, action="build", real="real" in name)
    if "building" in name:
        write(folder / "corpus", "reporting/0.txt", "Nobody closed the gate. The council was asleep.\n")
        (folder / "corpus" / "official/1.txt").unlink()
    return folder


@pytest.mark.parametrize("name", KILLED)
def test_nothing_is_lost_when_it_is_killed_and_the_same_again_completes_it(
    name: str, killer: Order, started: Path, tmp_path: Path
) -> None:
    killed = KILLED[name]

    def done(place: str, **more: float) -> tuple[dict[str, Any], Path]:
        shutil.copytree(started, tmp_path / place, dirs_exist_ok=True)
        where = {"corpus": str(tmp_path / place / "corpus"), "data": str(tmp_path / place / "data")}
        return killer(**killed.order, **where, **more), tmp_path / place

    whole_s = min(done(f"timed {number}")[0]["seconds"] for number in range(2))
    chance = random.Random(f"{SEED} {name}")  # noqa: S311 (moments)
    kills = 0
    while kills < max(1, round(ROUNDS * killed.share)):
        ended, place = done("killed", after_s=chance.uniform(0, whole_s))
        kills += ended["killed"]
        assert not ended["crashed"]
        killed.at_once(place / "corpus", place / "data")
        again, _ = killer(**killed.order, corpus=str(place / "corpus"), data=str(place / "data")), place
        assert not any(again[how] for how in ("killed", "refused", "crashed"))
        killed.at_last(place / "corpus", place / "data")
        shutil.rmtree(place)
        if not ended["killed"]:  # the machine was busier when it was timed
            whole_s *= 0.9
