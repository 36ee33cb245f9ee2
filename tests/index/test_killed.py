from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import gt
from pathlib import Path
from threading import Condition

import pytest

from errors import NoLibraryError
from index.building.build import build
from index.building.read_ahead import STAGING_FILE
from tests.conftest import FakeEncoder, answers, generation, write
from tests.index.killing import Order, killing
from tests.index.steps import IN_EVERY_BUILD, ONLY_OF_CODES, ONLY_OF_THE_WHOLE_CORPUS, ONLY_OF_WHAT_CHANGED

pytestmark = pytest.mark.slow

PATIENCE_S = 120

WHOLE = [*IN_EVERY_BUILD, *ONLY_OF_THE_WHOLE_CORPUS]
UPDATES = [*IN_EVERY_BUILD, *ONLY_OF_WHAT_CHANGED]
NOT_AT_FIRST = {"what is gone from a lane is noted", "a document gets another label", "unused vectors are dropped"}
"""Steps for which a first build has nothing to do."""

EDITED = ["reporting/river.txt", "official/new.txt", "commentary/bread.txt", "official/bread.txt", "reporting/gone.txt"]


@pytest.fixture(scope="module")
def killer() -> Iterator[Order]:
    """Runs builds that are killed."""
    with killing() as order:
        yield order


def edit(corpus: Path) -> None:
    """Something of everything that a build does."""
    write(corpus, "reporting/river.txt", "The gate broke on Monday. The river took the council away.")
    write(corpus, "official/new.txt", "The council closed the gate by mistake.")
    (corpus / "commentary" / "bread.txt").rename(corpus / "official" / "bread.txt")
    (corpus / "reporting" / "gone.txt").unlink()


class Library:
    """A corpus before and after an edit, and what a library of each answers."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.built = folder / "corpus", folder / "built"
        write(self.corpus, "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.")
        write(self.corpus, "reporting/gone.txt", "Who closed the gate was not known.")
        write(self.corpus, "commentary/bread.txt", "A baker sells bread by the river. It was a mistake.")
        build(self.corpus, self.built, FakeEncoder())
        self.before = answers(self.built)
        edit(self.corpus)
        build(self.corpus, folder / "fresh", FakeEncoder())
        self.after = answers(folder / "fresh")
        assert self.before != self.after

    def check(self, data: Path) -> None:
        """One generation or the other, whole; and the next build makes the new one."""
        found, number = answers(data), generation(data)
        assert (found, number) in [(self.before, 1), (self.after, 2)]
        build(self.corpus, data, FakeEncoder(), confirmed=True)
        assert (answers(data), generation(data)) == (self.after, 2)
        left = [path.name for folder in ("lanes", "words") for path in (data / folder).iterdir()]
        assert not [name for name in left if name.endswith(".new")]
        assert not (data / STAGING_FILE).exists()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(tmp_path_factory.mktemp("killed"))


def test_a_build_killed_at_any_moment_leaves_one_generation_whole(
    library: Library, killer: Order, tmp_path: Path
) -> None:
    shutil.copytree(library.built, tmp_path / "whole")
    shutil.copytree(library.built, tmp_path / "again")
    runs = [killer(corpus=str(library.corpus), data=str(tmp_path / name))["seconds"] for name in ("whole", "again")]
    whole_s = min(runs)
    chance, killed = random.Random(50), 0  # noqa: S311 (moments)
    while killed < 50:
        data = tmp_path / str(killed)
        shutil.copytree(library.built, data)
        ended = killer(corpus=str(library.corpus), data=str(data), after_s=chance.uniform(0, whole_s))
        if ended["killed"]:
            killed += 1
        else:  # the machine was busier when the whole build was timed
            whole_s *= 0.9
        library.check(data)
        shutil.rmtree(data)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", WHOLE)
def test_a_build_killed_at_any_step_leaves_one_generation_whole(
    library: Library, killer: Order, tmp_path: Path, step: str, moment: str
) -> None:
    shutil.copytree(library.built, tmp_path / "data")

    assert killer(corpus=str(library.corpus), data=str(tmp_path / "data"), step=step, moment=moment)["killed"]

    library.check(tmp_path / "data")


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", UPDATES)
def test_an_update_killed_at_any_step_leaves_one_generation_whole(
    library: Library, killer: Order, tmp_path: Path, step: str, moment: str
) -> None:
    shutil.copytree(library.built, tmp_path / "data")
    order = {"corpus": str(library.corpus), "data": str(tmp_path / "data"), "only": EDITED, "remake_words": 0}

    assert killer(**order, step=step, moment=moment)["killed"]

    library.check(tmp_path / "data")


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", [*ONLY_OF_CODES, "a file is marked as whole"])
def test_a_build_killed_while_it_writes_codes_leaves_one_generation_whole(
    killer: Order, tmp_path: Path, step: str, moment: str
) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    for number in range(40):
        write(corpus, f"reporting/{number}.txt", f"On day {number} the river rose.")
    build(corpus, data, FakeEncoder())
    write(corpus, "reporting/1.txt", "Nobody closed the gate. The council was asleep.")
    order = {"corpus": str(corpus), "data": str(data), "exact_up_to": 20}
    for number in range(40, 60):  # enough to be merged with what is there
        write(corpus, f"reporting/{number}.txt", f"On day {number} the river fell.")
    before = answers(data)

    assert killer(**order, step=step, moment=moment)["killed"]

    assert (answers(data), generation(data)) == (before, 1)
    assert not any(killer(**order)[how] for how in ("killed", "refused", "crashed"))
    killer(**order | {"data": str(tmp_path / "fresh")})
    assert (answers(data), generation(data)) == (answers(tmp_path / "fresh"), 2)
    assert [path.name for path in (data / "lanes").iterdir()] == ["reporting.2.faiss"]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", [step for step in WHOLE if step not in NOT_AT_FIRST])
def test_a_first_build_killed_at_any_step_leaves_nothing_or_all(
    library: Library, killer: Order, tmp_path: Path, step: str, moment: str
) -> None:
    assert killer(corpus=str(library.corpus), data=str(tmp_path / "data"), step=step, moment=moment)["killed"]

    try:
        found = answers(tmp_path / "data")
    except NoLibraryError:
        found = library.after
    assert found == library.after
    build(library.corpus, tmp_path / "data", FakeEncoder())
    assert answers(tmp_path / "data") == library.after


def test_a_first_build_killed_while_embedding_goes_on_where_it_was(killer: Order, tmp_path: Path) -> None:
    corpus, data, encoder = tmp_path / "corpus", tmp_path / "data", FakeEncoder()
    for number in range(5):
        write(corpus, f"reporting/{number}.txt", f"On day {number} the river rose.")
    stop = {"step": "vectors are kept", "moment": "second", "embedding_round": 2}
    assert killer(corpus=str(corpus), data=str(data), **stop)["killed"]

    done = build(corpus, data, encoder)

    assert (done.embedded_passages, done.reused_passages, encoder.embedded) == (3, 2, 3)
    build(corpus, tmp_path / "fresh", FakeEncoder())
    assert answers(data) == answers(tmp_path / "fresh")


@pytest.mark.parametrize("most_bytes", [0, 100, 1000, 4096, 20_000, 60_000, 80_000, 100_000, 120_000])
def test_a_disk_that_fills_up_anywhere_is_one_clear_error_and_leaves_one_generation_whole(
    library: Library, killer: Order, tmp_path: Path, most_bytes: int
) -> None:
    shutil.copytree(library.built, tmp_path / "data")

    ended = killer(corpus=str(library.corpus), data=str(tmp_path / "data"), most_bytes=most_bytes)

    assert not ended["crashed"]
    assert ended["refused"] or generation(tmp_path / "data") == 2
    library.check(tmp_path / "data")


def test_readers_answer_throughout_twenty_builds_each_from_exactly_one_generation(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    def state(number: int) -> None:
        for name in ("reporting/river.txt", "commentary/gate.md", "official/order.txt"):
            write(corpus, name, f"The gate was closed by the council. It was day {number}, and a mistake.")

    def ask_on(number: int) -> None:
        while not over:
            for answer in answers(data):
                hits = [hit for lane in answer["lanes"] for hit in [*lane["hits"], lane["nearest_miss"]] if hit]
                days = {hit["text"].split("day ")[1].split(",")[0] for hit in hits}
                assert len(days) == 1, days
                assert len(answer["lanes"]) == 3
            with told:
                asked[number] += 1
                told.notify_all()

    def ended() -> bool:
        return any(reader.done() for reader in readers)

    over: list[bool] = []
    asked, told = [0] * 4, Condition()
    state(0)
    build(corpus, data, encoder)
    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(ask_on, number) for number in range(4)]
        try:
            for number in range(1, 21):
                state(number)
                build(corpus, data, encoder)
                with told:  # every reader has asked since the last build began
                    before = list(asked)
                    assert told.wait_for(lambda before=before: all(map(gt, asked, before)) or ended(), PATIENCE_S)
        finally:
            over.append(True)
        for reader in readers:
            reader.result()

    assert generation(data) == 21
