"""A primary and a hot standby by streaming replication: readers on the standby, and the standby promoted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from errors import EngineError
from index.building.build import build
from index.engines.engine import open_published, publish, published_build
from index.library import open_library
from tests.conftest import FakeEncoder, write
from tests.index.engines.comparing import assert_same_hits, everything, hits
from tests.index.engines.postgres_server import DATABASE, Server

QUESTION = "Who closed the gate?"


def answered_by(data: Path) -> tuple:
    """The generation in this folder, and its answer."""
    with closing(open_library(data)) as built:
        return (built.build.generation, *hits(built, QUESTION))


def test_each_answer_of_apps_on_a_standby_is_of_one_edition_while_the_next_are_published(
    synthetic: Path, data: Path, encoder: FakeEncoder, pair: tuple[Server, Server]
) -> None:
    primary, standby = pair
    write(synthetic, "reporting/edition.txt", "Edition 0: who closed the gate?")
    build(synthetic, data, encoder)
    publish(data, primary.address(DATABASE))
    standby.caught_up(primary)
    ended = Event()

    def app() -> set[tuple]:
        """All that an app answers, opening every newest edition, until the publishing has ended."""
        found = set()
        while not ended.is_set():
            with closing(open_published(standby.address(DATABASE))) as library:
                found.add((library.build.generation, *hits(library, QUESTION)))
        return found

    expected = [answered_by(data)]
    with ThreadPoolExecutor(2) as threads:
        apps = [threads.submit(app) for _ in range(2)]
        try:
            for number in range(1, 4):
                write(synthetic, "reporting/edition.txt", f"Edition {number}: who closed the gate?")
                (synthetic / f"commentary/{3 * number + 1:02}.txt").unlink()
                build(synthetic, data, encoder)
                expected.append(answered_by(data))
                publish(data, primary.address(DATABASE))
            standby.caught_up(primary)
        finally:
            ended.set()
        answered = apps[0].result() | apps[1].result()

    by_generation = {generation: rest for generation, *rest in expected}
    assert len(answered) >= 1
    for generation, *rest in answered:
        assert_same_hits(rest, by_generation[generation])
    with closing(open_published(standby.address(DATABASE))) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)


def test_readers_and_builds_follow_to_a_promoted_standby_and_one_that_lags_is_noticed(
    corpus: Path, data: Path, encoder: FakeEncoder, pair: tuple[Server, Server]
) -> None:
    primary, standby = pair
    both = primary.address_with(standby)
    build(corpus, data, encoder)
    publish(data, both)
    standby.caught_up(primary)
    standby.run("SELECT pg_wal_replay_pause()")
    write(corpus, "reporting/river.txt", "The bridge fell. Engineers closed the lower gate on Friday.")
    build(corpus, data, encoder)
    publish(data, both)

    with closing(open_published(both)) as library, closing(open_library(data)) as built:
        primary.kill()
        with pytest.raises(EngineError, match="was published anew meanwhile: ask again"):
            hits(library, QUESTION)
        with pytest.raises(EngineError, match=r"has no primary that answers \(.*\): start it, or promote a standby$"):
            publish(data, both)
        standby.run("SELECT pg_wal_replay_resume()")
        standby.promote()
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))

    write(corpus, "official/order.txt", "The ministry ordered the gate to be closed.")
    build(corpus, data, encoder)
    publish(data, both)
    with closing(open_published(both)) as library, closing(open_library(data)) as built:
        assert published_build(both) == built.build
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))
