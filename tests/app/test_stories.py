"""Several stories in one app: which may be opened, what of each is shown, and all of them at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app_pages.ask_parts.all_stories import OPEN_IN
from app_pages.drawing.clicks import Press
from app_pages.frame import stories
from desk import conversations
from desk.records import Desk
from index import named_libraries
from index.building.build import build
from index.named_libraries import NamedLibrary
from tests.app.conftest import APP
from tests.app.shown import markup, refusals, shown
from tests.conftest import write

pytestmark = pytest.mark.slow

QUESTION = "Who closed the lower gate at noon?"
Opening = Callable[[Path], AppTest]


@pytest.fixture
def listed(corpus: Path, data: Path, tmp_path: Path, encoder: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of three stories: river, on which the app is started, flood, and new, which is not built."""
    path = tmp_path / "kept" / "libraries.json"
    monkeypatch.setenv("BYLINE_LIBRARIES", str(path))
    for name in ("flood", "new"):
        write(tmp_path, f"{name}/reporting/{name}.txt", f"The mayor closed the lower gate of {name} at noon.\n")
        folder = tmp_path / name
        named_libraries.add(path, NamedLibrary(name, folder, folder, folder / ".byline"))
    named_libraries.add(path, NamedLibrary("river", tmp_path, corpus, data))
    for folder, library in ((corpus, data), (tmp_path / "flood", tmp_path / "flood" / ".byline")):
        build(folder, library, encoder)
    return path


@pytest.fixture
def app(listed: Path, opening: Opening) -> AppTest:  # noqa: ARG001 (the list is there first)
    return opening(APP).run()


def choice(app: AppTest) -> list[str]:
    return [box.value for box in app.selectbox if box.key == stories.CHOICE]


def choose(app: AppTest, story: str) -> AppTest:
    app.selectbox(stories.CHOICE).set_value(story).run()
    assert not app.exception
    return app


def ask(app: AppTest, question: str = QUESTION) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def test_without_a_second_library_on_the_list_there_is_no_choice(
    opening: Opening, tmp_path: Path, corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_LIBRARIES", str(tmp_path / "libraries.json"))
    named_libraries.add(tmp_path / "libraries.json", NamedLibrary("river", tmp_path, corpus, data))

    assert choice(opening(APP).run()) == []


def test_the_story_that_the_app_was_started_on_is_open_until_another_is_chosen(app: AppTest) -> None:
    assert choice(app) == ["river"]
    assert app.selectbox(stories.CHOICE).options == ["flood", "new", "river", "All stories"]
    assert "1 commentary document" in shown(app)

    choose(app, "flood")

    assert "1 commentary document" not in shown(app)
    assert "The mayor closed the lower gate of flood at noon." in re.sub("<[^>]*>", "", markup(ask(app)))


def test_each_story_has_its_own_conversations(app: AppTest, data: Path, tmp_path: Path) -> None:
    ask(choose(ask(app), "flood"), "Who closed the gate?")

    names = [
        [one.name for one in conversations.listed(Desk(folder, "browser somebody"))]
        for folder in (data, tmp_path / "flood" / ".byline")
    ]
    assert names == [[QUESTION], ["Who closed the gate?"]]
    assert QUESTION not in shown(app)
    assert len(choose(app, "river").session_state["ask.turns"] if "ask.turns" in app.session_state else []) == 0


def test_the_address_names_the_story_and_opens_it_again(app: AppTest, opening: Opening) -> None:
    choose(app, "flood")
    assert app.query_params["library"] == "flood"

    again = opening(APP)
    again.query_params["library"] = "flood"

    assert choice(again.run()) == ["flood"]


def test_an_address_that_names_no_story_of_the_list_opens_the_usual_one(app: AppTest, opening: Opening) -> None:
    other = opening(APP)
    other.query_params["library"] = "../../etc"

    assert choice(other.run()) == choice(app) == ["river"]
    assert not other.exception


def test_all_stories_are_asked_kinds_apart_and_each_row_names_its_story(app: AppTest) -> None:
    ask(choose(app, "all"))

    sections = re.findall(r'(?s)<section class="byline-lane [^>]*data-kind="(\w+)">(.*?)</section>', markup(app))
    assert [kind for kind, _ in sections] == ["reporting", "commentary"]
    reporting = dict(sections)["reporting"]
    assert sorted(re.findall(r'<strong class="byline-story"[^>]*>(\w+)</strong>', reporting)) == ["flood", "river"]
    assert 'data-kind="commentary"' not in reporting
    assert "Not asked: new" in shown(app)


def test_a_row_opens_its_document_in_its_story_and_what_all_said_is_there_again(app: AppTest) -> None:
    ask(choose(app, "all"))
    names = [name for name, _ in app.session_state[stories.ACROSS][0].lanes[0].of]
    app.session_state["ask.pressed"] = Press(OPEN_IN, f"0 0 {names.index('flood')}")
    app.run()

    assert not app.exception
    assert choice(app) == ["flood"]
    assert "The mayor closed the lower gate of flood at noon." in re.sub("<[^>]*>", "", markup(app))
    app.switch_page("app_pages/ask.py").run()
    assert QUESTION in shown(choose(app, "all"))


@pytest.mark.parametrize("page", ["check", "find", "notebook", "documents"])
def test_a_page_of_one_story_says_so_while_all_are_open(app: AppTest, page: str) -> None:
    choose(app, "all").switch_page(f"app_pages/{page}.py").run()

    assert not app.exception
    assert refusals(app) == [stories.ONE_AT_A_TIME]


def test_a_story_whose_folder_is_gone_is_told_and_never_begun_anew(app: AppTest, tmp_path: Path) -> None:
    (tmp_path / "flood").rename(tmp_path / "moved")

    choose(app, "flood")

    assert "is not there any more" in refusals(app)[0]
    assert not (tmp_path / "flood").exists()


@pytest.mark.parametrize("guard", ["sign-in", "address"])
def test_where_others_may_come_only_the_library_that_was_started_is_served(
    listed: Path, opening: Opening, monkeypatch: pytest.MonkeyPatch, guard: str
) -> None:
    assert listed.exists()
    option = st.get_option
    if guard == "sign-in":
        monkeypatch.setattr(stories, "has_sign_in", lambda: True)
    else:
        monkeypatch.setattr(st, "get_option", lambda key: "0.0.0.0" if key == "server.address" else option(key))  # noqa: S104
    app = opening(APP)
    app.query_params["library"] = "flood"
    app.session_state[stories.OPEN] = "flood"
    app.run()

    assert choice(app) == []
    assert "1 commentary document" in shown(app)
