"""The app on a library that another machine published: it needs no corpus and no library of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk import conversations, postgres_rows
from desk.desk_file import DESK_FILE
from desk.records import Desk, DeskServer
from index.building.build import build
from index.engines.engine import publish
from tests.app.conftest import APP
from tests.app.shown import refusals, shown
from tests.conftest import FakeEncoder, write
from tests.index.engines.milvus_server import milvus_lite

QUESTION = "Who closed the gate?"


@pytest.fixture(scope="module")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with milvus_lite(tmp_path_factory.mktemp("milvus")) as address:
        yield address


@pytest.fixture(params=["milvus", "postgres"])
def server(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue(request.param)
    return address


@pytest.fixture
def published(
    server: str,
    corpus: Path,
    data: Path,
    tmp_path: Path,
    encoder: FakeEncoder,
    opening: Callable[[Path], AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> AppTest:
    """The app on a machine that has nothing but the address of the index."""
    build(corpus, data, encoder)
    publish(data, server)
    monkeypatch.setenv("BYLINE_INDEX", server)
    monkeypatch.setenv("BYLINE_CORPUS", str(tmp_path / "no corpus"))
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "own"))
    return opening(APP)


def test_it_answers_in_lanes_and_keeps_nothing_but_the_desk(published: AppTest, tmp_path: Path) -> None:
    published.run().chat_input[0].set_value(QUESTION).run()

    assert not published.exception
    assert refusals(published) == []
    assert "Engineers closed the lower gate at noon." in shown(published)
    assert "Closing the gate was a mistake." in shown(published)
    assert not (tmp_path / "no corpus").exists()
    kept = {path.name for path in (tmp_path / "own").glob("*")}
    assert kept <= {DESK_FILE, f"{DESK_FILE}-wal", f"{DESK_FILE}-shm"}


def test_a_conversation_goes_on_in_another_app_where_the_engine_keeps_the_desk(
    corpus: Path,
    data: Path,
    tmp_path: Path,
    encoder: FakeEncoder,
    postgres: str,
    opening: Callable[[Path], AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build(corpus, data, encoder)
    publish(data, postgres)
    monkeypatch.setenv("BYLINE_INDEX", postgres)
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "one"))
    opening(APP).run().chat_input[0].set_value(QUESTION).run()
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "another"))
    postgres_rows._store.cache_clear()

    [conversation] = conversations.listed(Desk.at(DeskServer(postgres), "browser somebody"))
    other = opening(APP).run()

    assert not other.exception
    assert conversation.name == QUESTION
    assert QUESTION in shown(other)
    assert not list(tmp_path.glob("*/desk.*"))


def test_the_library_page_shows_what_there_is_and_changes_nothing(published: AppTest) -> None:
    page = published.run().switch_page("app_pages/documents.py").run()

    assert not page.exception
    assert refusals(page) == []
    assert "1 reporting document" in shown(page)
    assert "published by another machine" in shown(page)
    assert [button.label for button in page.button if "ebuild" in button.label] == []
    assert page.file_uploader == []


def test_it_shows_the_next_edition_once_it_is_published(
    published: AppTest, server: str, corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    published.run()
    write(corpus, "official/order.txt", "The ministry ordered the lower gate to be closed.")
    build(corpus, data, encoder)
    publish(data, server)

    published.run().chat_input[0].set_value(QUESTION).run()

    assert not published.exception
    assert "The ministry ordered" in shown(published), shown(published)


def test_an_index_that_is_away_is_told_in_one_line(published: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_INDEX", "http://127.0.0.1:9")
    published.run()

    assert not published.exception
    assert "does not answer" in refusals(published)[0]
    assert "start it, or set BYLINE_INDEX to one that runs" in refusals(published)[0]
