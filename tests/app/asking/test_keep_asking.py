"""Questions that stay open, on the pages: kept by whom, news of what, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.drawing.clicks import Press
from app_pages.drawing.quote_actions import PIN
from app_pages.frame import engine, person
from app_pages.frame.keep_asking import KEEP_ASKING
from desk.kept_questions import MOST_OF_ONE, QUESTIONS_FILE, keep, questions
from desk.news_feed import FEED_FILE
from index.building.build import build
from settings import read_settings
from tests.app.conftest import APP, BROWSER, CHECK_PAGE
from tests.app.shown import markup, refusals, shown
from tests.conftest import everything_in, write

pytestmark = pytest.mark.slow

QUESTION = "Who closed the lower gate at noon?"
Opens = Callable[..., AppTest]


@pytest.fixture
def as_one(opening: Callable[[Path], AppTest]) -> Opens:
    """Opens the app as a browser does, by its name; again is a new session of the same browser."""

    def opened(browser: str = "ann") -> AppTest:
        app = opening(APP)
        app.session_state[BROWSER] = browser
        return app.run()

    return opened


def kept(app: AppTest, question: str = QUESTION) -> AppTest:
    app.chat_input[0].set_value(question).run()
    return press(app, Press(KEEP_ASKING, question))


def press(app: AppTest, pressed: Press) -> AppTest:
    app.session_state["ask.pressed"] = pressed
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def add(corpus: Path, data: Path, encoder: object) -> Callable[[str, str], None]:
    """Adds a document and builds, as another program does."""

    def added(name: str, text: str) -> None:
        write(corpus, name, text)
        build(corpus, data, encoder, confirmed=True)

    return added


def news(app: AppTest) -> str:
    return next((block.value for block in app.html if '<div class="byline-notice"' in block.value), "")


def test_nothing_is_kept_and_nothing_written_until_a_question_is_kept(as_one: Opens, data: Path) -> None:
    app = as_one()

    assert "Asking on" not in shown(app)
    assert {QUESTIONS_FILE, FEED_FILE}.isdisjoint(everything_in(data))


def test_a_question_is_kept_listed_and_dropped_by_the_same_button(as_one: Opens, data: Path) -> None:
    app = kept(as_one())
    assert list(questions(data)) == [QUESTION]
    assert "Asking on: 1 question" in shown(app)
    assert "Stop asking" in shown(app)

    press(app, Press(KEEP_ASKING, QUESTION))

    assert list(questions(data)) == []
    assert "Asking on" not in shown(app)


def test_a_new_document_that_answers_is_told_with_kind_quote_and_source(
    as_one: Opens, add: Callable[[str, str], None], data: Path
) -> None:
    kept(as_one())
    add("official/log.txt", "The keeper closed the lower gate at ten. It rained.\n")

    app = as_one()

    assert "1 kept question with new evidence." in shown(app)
    assert "Official" in shown(app)
    assert "The keeper closed the lower gate at ten." in news(app)
    assert "official%2Flog.txt" in news(app)
    assert "The keeper closed the lower gate at ten." in (data / FEED_FILE).read_text("utf-8")


def test_news_that_were_seen_are_told_to_nobody_twice(as_one: Opens, add: Callable[[str, str], None]) -> None:
    kept(as_one())
    add("official/log.txt", "The keeper closed the lower gate at ten.\n")
    app = as_one()

    app.button("news.seen").click().run()

    assert news(app) == ""
    assert news(as_one()) == ""
    add("official/potatoes.txt", "Potatoes were planted in April.\n")
    assert news(as_one()) == ""


def test_another_browser_is_told_nothing_of_what_somebody_keeps(as_one: Opens, add: Callable[[str, str], None]) -> None:
    kept(as_one("ann"))
    add("official/log.txt", "The keeper closed the lower gate at ten.\n")
    bob = as_one("bob")
    assert news(bob) == ""
    assert QUESTION not in shown(bob).replace("Who closed the lower gate", "")

    kept(bob)
    assert news(as_one("bob")) == ""
    as_one("ann").button("news.seen").click().run()
    add("official/second.txt", "Somebody else closed the lower gate at noon.\n")

    assert "Somebody else" in news(as_one("ann"))
    assert "Somebody else" in news(as_one("bob"))
    assert "The keeper" not in news(as_one("bob"))


def test_a_pinned_quote_that_no_longer_stands_is_told_to_whoever_pinned_it(
    as_one: Opens, add: Callable[[str, str], None]
) -> None:
    ann = as_one("ann")
    ann.chat_input[0].set_value(QUESTION).run()
    hit = ann.session_state["ask.turns"][0].answer.lanes[0].hits[0]
    place = [hit.document.id, hit.document.sha256, hit.evidence.start, hit.evidence.end]
    press(ann, Press(PIN, json.dumps(place)))
    as_one("ann")
    add("reporting/river.txt", "Nothing of it is left.\n")

    assert "1 pinned quote no longer in the documents." in shown(as_one("ann"))
    assert hit.evidence.text in news(as_one("ann"))
    assert news(as_one("bob")) == ""


def test_a_question_is_kept_with_the_filters_of_its_answer(as_one: Opens) -> None:
    app = as_one()
    app.chat_input[0].set_value(f"{QUESTION} kind:reporting").run()

    assert f'data-place="{QUESTION} kind:reporting"' in markup(app)


def test_a_browser_keeps_no_more_than_its_share(as_one: Opens) -> None:
    app = as_one()
    settings = read_settings()
    library, encoder = engine.newest_library(settings), engine.encoder(settings)
    for at in range(MOST_OF_ONE):
        question = f"Who opened gate {at}?"
        keep(settings.data, library, encoder, question, at=datetime.now(UTC), owner="browser ann")

    kept(app)

    assert f"{MOST_OF_ONE} questions are kept: drop one first" in refusals(app)[0]


def test_a_browser_without_a_cookie_keeps_nothing(as_one: Opens, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr(person, "browser_owner", lambda: "")
    app = kept(as_one())

    assert "nothing is kept for this browser" in refusals(app)[0]
    assert questions(data) == {}


def test_sentences_of_a_check_are_kept_as_words_and_not_as_operators(
    opening: Callable[[Path], AppTest], data: Path
) -> None:
    page = opening(CHECK_PAGE).run()
    page.text_area("check.draft").set_value("“The gate,” he said, was shut. Bananas ripen.")
    page.button("byline-check").click().run()
    page.multiselect("check.keep-asking.chosen").set_value(["“The gate,” he said, was shut."]).run()

    page.button("check.keep-asking.do").click().run()

    assert not page.exception
    assert list(questions(data)) == ["The gate, he said, was shut."]
    assert "Asking on about 1 sentence." in shown(page)


def test_a_damaged_file_of_questions_is_told_and_the_page_goes_on(as_one: Opens, data: Path) -> None:
    as_one()
    (data / QUESTIONS_FILE).write_text("{")

    app = as_one()
    app.chat_input[0].set_value(QUESTION).run()

    assert not app.exception
    assert any(f"{QUESTIONS_FILE} cannot be read" in line for line in refusals(app))
    assert "Engineers closed the lower gate at noon." in shown(app).replace(" .", ".")
