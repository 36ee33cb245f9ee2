"""What only PostgreSQL promises: one transaction, a graph for large kinds, and a real server's refusals in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from errors import EngineError, NoLibraryError, SchemaError, SettingsError
from index.building.build import build
from index.engines.engine import open_published, publish, published_build
from index.engines.postgres import psycopg_store, published_search, publishing
from index.library import open_library
from index.records import Progress
from tests.conftest import FakeEncoder, write
from tests.index.engines.comparing import assert_same_hits, everything, hits
from tests.index.engines.postgres_server import NAME, PASSWORD, Server
from tests.ports import free_port

QUESTION = "Who closed the gate?"


def refusal(action: Callable[[], object]) -> str:
    """The line that is said: one, without the name and the password."""
    with pytest.raises((EngineError, SettingsError)) as caught:
        action()
    said = str(caught.value)
    assert PASSWORD not in said
    assert NAME not in said
    assert "\n" not in said
    return said


# A real server's refusals.


@pytest.mark.parametrize("wrong", [f"{NAME}:wrong", f"nobody:{PASSWORD}"])
def test_a_wrong_name_or_password_is_one_line(primary: Server, wrong: str) -> None:
    address = primary.address().replace(f"{NAME}:{PASSWORD}", wrong)

    assert refusal(lambda: open_published(address)) == (
        f"the index postgresql://127.0.0.1:{primary.port}/postgres refused the name or the password: "
        "write the right ones into BYLINE_INDEX"
    )


def test_a_database_that_is_not_there_is_one_line(primary: Server) -> None:
    said = refusal(lambda: open_published(primary.address("nowhere")))

    assert 'database "nowhere" does not exist): correct BYLINE_INDEX' in said


def test_servers_that_are_away_are_one_line_with_the_next_step(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    ports = free_port(), free_port()
    address = f"postgresql://{NAME}:{PASSWORD}@127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}/library"

    for action in (lambda: open_published(address), lambda: published_build(address), lambda: publish(data, address)):
        said = refusal(action)
        assert said.startswith(f"the index postgresql://127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}/library does not ")
        assert said.endswith("): start it, or set BYLINE_INDEX to one that runs")


@pytest.mark.parametrize(
    "index",
    [
        "postgresql://somebody:S3/cret@127.0.0.1/library",
        "postgresql://somebody:S3@cret@127.0.0.1/library",
        "postgresql://somebody:S3%cret@127.0.0.1/library",
        "postgresql://somebody:S3cret@[127.0.0.1/library",
        "postgresql://somebody:S3cret@127.0.0.1:99999/library",
        "postgresql://somebody:S3cret@127.0.0.1:5x/library",
        "postgresql://somebody:S3cret@127.0.0.1:1,127.0.0.1:2,127.0.0.1/library?port=1,2",
        "postgres://somebody:S3cret@127.0.0.1/library?unknown=S3cret",
    ],
)
def test_a_value_that_is_no_address_is_refused_without_a_word_of_it(index: str) -> None:
    said = refusal(lambda: open_published(index))

    assert said.startswith("BYLINE_INDEX ")
    assert said.endswith("set it to postgresql://name:password@host:5432/database")
    assert "cret" not in said
    assert "127.0.0.1" not in said


def test_an_address_is_not_shown_with_its_secrets() -> None:
    address = psycopg_store.Address.read("postgresql://somebody:S3cret@one:1,two:2/library?sslpassword=S3cret")

    assert address.shown == "postgresql://one:1,two:2/library"
    assert "S3cret" not in repr(address)


def test_a_missing_psycopg_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    said = refusal(lambda: open_published("postgresql://127.0.0.1/library"))

    assert said == "psycopg is missing: install Byline with its extra scale (docs/how/install.md)"


def test_a_database_without_pgvector_that_may_not_have_it_is_one_line(
    corpus: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str
) -> None:
    build(corpus, data, encoder)
    primary.run("DROP ROLE IF EXISTS guest", f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    guest = postgres.replace(NAME, "guest")

    said = refusal(lambda: publish(data, guest))

    assert "has no pgvector (" in said
    assert said.endswith("run CREATE EXTENSION vector in this database")


def test_an_old_pgvector_is_refused_by_its_version(primary: Server, postgres: str) -> None:
    old = "UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'"
    primary.run("CREATE EXTENSION vector", old, database=postgres.rpartition("/")[2])

    said = refusal(lambda: open_published(postgres))

    assert said.endswith(
        "has pgvector 0.7.4: Byline needs 0.8 or later, so install it there and run ALTER EXTENSION vector UPDATE"
    )


def test_an_old_server_is_refused_by_its_version(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psycopg_store, "LEAST_SERVER", 19)

    assert refusal(lambda: open_published(postgres)).endswith(
        "is PostgreSQL 18: Byline needs 19 or later, so upgrade it"
    )


def test_a_database_that_cannot_hold_every_text_is_refused(primary: Server) -> None:
    primary.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")

    said = refusal(lambda: open_published(primary.address("latin")))

    assert said.endswith("keeps text as LATIN1: make a database with ENCODING 'UTF8'")


def test_a_library_of_another_format_is_refused_with_the_next_step(
    corpus: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str
) -> None:
    build(corpus, data, encoder)
    publish(data, postgres)
    primary.run("UPDATE byline.editions SET format = 99", database=postgres.rpartition("/")[2])

    with pytest.raises(SchemaError, match=r"has format 99, .* drop its schema byline and build with this version"):
        open_published(postgres)


def test_rows_that_are_gone_are_one_line(
    corpus: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str
) -> None:
    build(corpus, data, encoder)
    publish(data, postgres)
    database = postgres.rpartition("/")[2]
    with closing(open_published(postgres)) as library:
        primary.run("DELETE FROM byline.contents WHERE role = 'document'", database=database)
        primary.run("DELETE FROM byline.sentences", "DELETE FROM byline.passages", database=database)
        for action in (
            lambda: library.document("reporting/river.txt"),
            lambda: library.records.passages([1]),
            lambda: [lane.vectors(lane.ids) for lane in library.lanes.values()],
        ):
            assert "has lost rows: python cli.py build publishes them again" in refusal(action)
    assert "has lost rows" in refusal(lambda: open_published(postgres))


# One transaction.


def test_a_server_killed_in_a_publish_has_the_edition_before_and_the_next_publish_is_whole(
    synthetic: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str
) -> None:
    build(synthetic, data, encoder)
    publish(data, postgres)
    with closing(open_published(postgres)) as library:
        before = everything(library), hits(library, QUESTION)
    write(synthetic, "official/order.txt", "The ministry ordered the gate to be closed. " * 40)
    (synthetic / "commentary/01.txt").unlink()
    build(synthetic, data, encoder)

    def killing(progress: Progress) -> None:
        if progress.done == progress.total:
            primary.kill()

    said = refusal(lambda: publish(data, postgres, report=killing))
    primary.start()

    assert "does not answer (" in said
    with closing(open_published(postgres)) as library:
        assert (everything(library), hits(library, QUESTION)) == before
    publish(data, postgres)
    with closing(open_published(postgres)) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))


def test_a_reader_goes_on_after_the_server_was_started_again(
    corpus: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str
) -> None:
    build(corpus, data, encoder)
    publish(data, postgres)

    with closing(open_published(postgres)) as library:
        before = hits(library, QUESTION)
        primary.kill()
        assert "does not answer (" in refusal(lambda: hits(library, "the river on Monday"))
        primary.start()
        assert hits(library, QUESTION) == before


def test_a_server_that_stands_still_is_one_line_and_all_goes_on_once_it_moves(
    corpus: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psycopg_store, "LOOK_S", 0.5)
    monkeypatch.setattr(psycopg_store, "CONNECT_S", 2)
    build(corpus, data, encoder)
    publish(data, postgres)

    with closing(open_published(postgres)) as library:
        before = hits(library, QUESTION)
        with primary.standing_still():
            asked = refusal(lambda: hits(library, "the river on Monday"))
            published = refusal(lambda: publish(data, postgres))
        after = hits(library, QUESTION)

    assert " does not answer (" in asked
    assert " does not answer (" in published
    assert after == before


def test_a_statement_that_takes_long_is_waited_for(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psycopg_store, "LOOK_S", 0.1)

    with closing(psycopg_store.Store.open(postgres)) as store:
        assert store.rows("SELECT count(pg_sleep(1))") == [(1,)]


def test_rows_that_count_no_more_are_removed_by_the_publish_after_the_next(
    corpus: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str
) -> None:
    for number in range(3):
        write(corpus, "reporting/river.txt", f"The bridge fell {number} times.")
        build(corpus, data, encoder)
        publish(data, postgres)

    ended = "SELECT DISTINCT until FROM byline.{} WHERE until IS NOT NULL"
    with closing(primary.connected(postgres.rpartition("/")[2])) as connection:
        for table in ("passages", "sentences", "words", "contents"):
            assert connection.execute(ended.format(table).encode()).fetchall() == [(3,)]
        assert connection.execute("SELECT number FROM byline.editions ORDER BY number").fetchall() == [(2,), (3,)]


# The graph.


def test_a_large_kind_is_searched_by_a_graph_and_by_all_its_sentences_where_the_graph_gives_up(
    synthetic: Path, data: Path, encoder: FakeEncoder, primary: Server, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "EXACT_UP_TO", 10)
    monkeypatch.setattr(published_search, "ALL_COMPARED", 10)
    monkeypatch.setattr(
        psycopg_store, "SESSION", {**psycopg_store.SESSION, "enable_seqscan": "off", "enable_sort": "off"}
    )
    build(synthetic, data, encoder)
    publish(data, postgres)
    used = "SELECT sum(idx_scan) FROM pg_stat_user_indexes WHERE indexrelname LIKE '%_graph'"

    with closing(open_published(postgres)) as library, closing(open_library(data)) as built:
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))
        lane, vector = library.lanes["reporting"], encoder.encode_question(QUESTION)
        few = lane.ids[::7]
        cosines = lane.vectors(few) @ vector
        for gives_up_after in ("1", "200000"):
            monkeypatch.setitem(psycopg_store.SESSION, "hnsw.max_scan_tuples", gives_up_after)
            with closing(open_published(postgres)) as other:
                found = other.lanes["reporting"].search(vector, len(few), few)
            assert sorted(found.values()) == pytest.approx(sorted(cosines.tolist()), abs=1e-5)
    with closing(primary.connected(postgres.rpartition("/")[2])) as connection:
        connection.execute("SELECT pg_stat_force_next_flush()")
        assert (connection.execute(used).fetchone() or (0,))[0] > 0


def test_an_index_of_postgresql_without_a_library_is_refused_with_the_next_step(postgres: str) -> None:
    with pytest.raises(NoLibraryError, match=r"^no library in the index .*: python cli\.py build publishes one"):
        open_published(postgres)
