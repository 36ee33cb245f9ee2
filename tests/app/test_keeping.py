"""What a person keeps, on the pages: conversations on Ask, pins, the Notebook page, and who sees them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.ask_parts.conversation import AGAIN, KEEP
from app_pages.drawing.clicks import FOLLOW, Press
from app_pages.drawing.quote_actions import PIN
from app_pages.frame import person
from desk import accounts, notebook
from desk.desk_file import DESK_FILE
from desk.feedback import FEEDBACK_FILE
from desk.records import Desk
from tests.app.conftest import APP, BROWSER
from tests.app.shown import markup, refusals, shown, words

pytestmark = pytest.mark.slow

QUESTION = "Who closed the lower gate at noon?"
NOTEBOOK = "app_pages/notebook.py"
HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/x) :red[x] gate"


@pytest.fixture
def as_one(opening: Callable[[Path], AppTest]) -> Callable[..., AppTest]:
    """Opens the app as a browser does, by its name; again is a new session of the same browser."""

    def opened(browser: str = "ann", **query: str) -> AppTest:
        app = opening(APP)
        app.session_state[BROWSER] = browser
        app.query_params.update(query)
        return app.run()

    return opened


def ask(app: AppTest, question: str = QUESTION) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def questions(app: AppTest) -> list[str]:
    return re.findall('<h2 class="byline-(?:asked|question)".*?</h2>', markup(app))


def said(app: AppTest) -> str:
    """What the page shows as running text: marks inside words and sentences leave no gaps."""
    return " ".join(words(re.sub(r"</?(?:u|mark)\b[^>]*>", "", markup(app))).split())


def press(app: AppTest, page: str, pressed: Press) -> AppTest:
    app.session_state[f"{page}.pressed"] = pressed
    return app.run()


def pin_press(app: AppTest, lane: int = 0) -> Press:
    of_kind = app.session_state["ask.turns"][0].answer.lanes[lane]
    hit = (*of_kind.hits, of_kind.nearest_miss)[0]
    label, evidence = hit.document, hit.evidence
    return Press(PIN, json.dumps([label.id, label.sha256, evidence.start, evidence.end]))


def number(app: AppTest) -> str:
    return str(app.session_state["ask.conversation"])


def conversations(app: AppTest) -> str:
    return "".join(block.value for block in app.html if "byline-conversations" in block.value and "<nav" in block.value)


def test_an_empty_desk_shows_no_list_and_writes_nothing(as_one: Callable[..., AppTest], data: Path) -> None:
    app = as_one()
    assert conversations(app) == ""
    assert not (data / DESK_FILE).exists()


def test_a_conversation_is_listed_and_opened_again_by_its_address(as_one: Callable[..., AppTest]) -> None:
    app = ask(ask(as_one()), "Who should resign?")
    assert QUESTION in conversations(app)

    later = as_one(conversation=number(app))
    assert questions(later) == questions(app)
    assert len(later.session_state["ask.turns"]) == 2
    assert later.session_state["ask.turns"][0].lanes == app.session_state["ask.turns"][0].lanes


def test_another_browser_sees_neither_the_list_nor_the_conversation(as_one: Callable[..., AppTest]) -> None:
    app = ask(as_one("ann"))
    bob = as_one("bob", conversation=number(app))
    assert questions(bob) == []
    assert conversations(bob) == ""

    press(bob, "ask", Press("open conversation", number(app)))
    assert questions(bob) == []
    assert len(refusals(bob)) == 1
    assert QUESTION not in shown(bob)


def test_a_link_to_somebody_elses_conversation_asks_its_question_anew(as_one: Callable[..., AppTest]) -> None:
    app = ask(as_one("ann"))
    bob = as_one("bob", conversation=number(app), q=QUESTION)
    assert len(questions(bob)) == 1
    assert "ask.conversation" not in bob.session_state


def test_what_a_link_asked_is_not_kept_until_the_person_asks_something(
    as_one: Callable[..., AppTest], data: Path
) -> None:
    app = as_one(q=QUESTION)
    assert len(questions(app)) == 1
    assert "Not in your conversations yet: 1 question." in shown(app)
    assert not (data / DESK_FILE).exists()

    ask(app, "Who should resign?")
    assert "Not in your conversations yet" not in shown(app)
    assert len(questions(as_one(conversation=number(app)))) == 2


def test_what_a_link_asked_is_kept_by_a_press(as_one: Callable[..., AppTest]) -> None:
    app = press(as_one(q=QUESTION), "ask", Press(KEEP, ""))
    assert "Not in your conversations yet" not in shown(app)
    assert QUESTION in conversations(app)
    assert questions(as_one(conversation=number(app))) == questions(app)


def test_what_could_not_be_kept_is_kept_with_the_next_question(
    as_one: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = as_one()
    with monkeypatch.context() as full:
        full.setattr(accounts, "MOST", dict.fromkeys(accounts.MOST, 0))
        ask(app)
        assert any("nothing more is kept" in line for line in refusals(app))
    ask(app, "Who should resign?")
    assert len(questions(as_one(conversation=number(app)))) == 2


def test_a_browser_without_a_cookie_is_answered_and_leaves_nothing_behind(
    opening: Callable[[Path], AppTest], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person, "browser_owner", lambda: "")
    app = ask(opening(APP).run())
    assert "Engineers closed the lower gate at noon." in said(app)
    assert ["nothing is kept for this browser" in line for line in refusals(app)] == [True]
    assert not (data / DESK_FILE).exists()


def test_a_damaged_note_is_told_never_shown_and_the_rest_of_the_notebook_stands(
    as_one: Callable[..., AppTest], data: Path
) -> None:
    app = ask(as_one())
    press(app, "ask", pin_press(app))
    app.switch_page(NOTEBOOK).run().text_area("notebook.note.1").set_value("mine").run()
    with closing(sqlite3.connect(data / DESK_FILE)) as connection:
        connection.execute("UPDATE pins SET note = 'I never wrote this'")
        connection.execute("UPDATE conversations SET name = 'Another'")
        connection.commit()

    later = as_one().switch_page(NOTEBOOK).run()
    assert ["the note or the place of 1 quote is not shown" in line for line in refusals(later)] == [True]
    assert later.text_area("notebook.note.1").value == ""
    assert "Engineers closed the lower gate at noon." in shown(later)

    asking = later.switch_page("app_pages/ask.py").run()
    assert ["the name of 1 conversation is not shown" in line for line in refusals(asking)] == [True]
    assert "Untitled" in conversations(asking)
    asking.button("ask.let-go").click().run()
    assert refusals(asking) == []


def test_a_conversation_is_opened_from_the_list_renamed_deleted_and_brought_back(
    as_one: Callable[..., AppTest],
) -> None:
    first = ask(as_one())
    app = ask(as_one(), "Who should resign?")
    press(app, "ask", Press("open conversation", number(first)))
    assert questions(app) == questions(first)

    app.text_input(f"ask.name.{number(first)}").set_value(HOSTILE).run()
    assert HOSTILE in shown(app)
    assert "<script>alert" not in conversations(app)

    app.button("ask.delete").click().run()
    assert f"“{HOSTILE}” was deleted." in shown(app)
    assert questions(app) == []
    assert HOSTILE not in conversations(app)

    app.button("ask.undelete").click().run()
    assert questions(app) == questions(first)


def test_an_old_answer_says_which_generation_it_is_of_and_is_asked_again(
    as_one: Callable[..., AppTest], corpus: Path
) -> None:
    app = ask(as_one())
    assert "updated since" not in shown(app)
    (corpus / "reporting/river.txt").write_text("Nothing of that kind ever happened.\n", encoding="utf-8")
    app.run().button("library.rebuild").click().run()

    later = as_one(conversation=number(app))
    assert "The documents have been updated since." in shown(later)
    press(later, "ask.beside", Press("open", "0 0 1"))
    assert "The document has changed since, and these words do not stand in this place any more." in shown(later)
    assert "Engineers closed the lower gate at noon." in said(later)

    press(later, "ask", Press(AGAIN, "0"))
    assert len(questions(later)) == 2
    assert later.session_state["ask.turns"][1].answer.generation == 2


def test_what_is_asked_again_leans_on_no_turn_that_came_after_it(as_one: Callable[..., AppTest]) -> None:
    app = ask(ask(ask(as_one()), "Who did it?"), "Which council should resign?")
    before = app.session_state["ask.turns"][1].answer.question
    assert before == "Who did it? closed lower gate noon"

    press(app, "ask", Press(AGAIN, "1"))
    assert app.session_state["ask.turns"][3].answer.question == before


def test_a_quote_of_a_document_that_is_gone_keeps_its_source_and_says_so(
    as_one: Callable[..., AppTest], corpus: Path
) -> None:
    app = ask(as_one())
    (corpus / "reporting/river.txt").unlink()
    app.run().button("library.rebuild").click().run()

    page = shown(press(as_one(conversation=number(app)), "ask.beside", Press("open", "0 0 1")))
    assert "This document is not among your documents any more. These are its words as they were." in page
    assert "kind from folder" in page


def test_a_pinned_quote_is_in_the_notebook_with_its_source_and_no_other_browsers(
    as_one: Callable[..., AppTest],
) -> None:
    app = ask(as_one())
    press(app, "ask", pin_press(app))
    assert not app.exception

    page = shown(app.switch_page(NOTEBOOK).run())
    assert "Engineers closed the lower gate at noon." in page
    assert "reporting/river.txt, characters 26–66" in page
    assert "same" in page
    assert "Nothing is pinned yet." in shown(as_one("bob").switch_page(NOTEBOOK).run())


def test_a_note_is_kept_and_a_removed_quote_comes_back_with_it(as_one: Callable[..., AppTest]) -> None:
    app = ask(as_one())
    press(app, "ask", pin_press(app))
    app.switch_page(NOTEBOOK).run()
    app.text_area("notebook.note.1").set_value(HOSTILE).run()
    app.button("notebook.remove.1").click().run()
    assert "Nothing is pinned yet." in shown(app)

    app.button("notebook.undo").click().run()
    assert as_one().switch_page(NOTEBOOK).run().text_area("notebook.note.1").value == HOSTILE


def notebook_of(as_one: Callable[..., AppTest], count: int) -> AppTest:
    """The notebook with so many quotes of one answer."""
    app = ask(as_one())
    for at in range(count):
        press(app, "ask", pin_press(app, at))
    return app.switch_page(NOTEBOOK).run()


def in_notebook(app: AppTest) -> list[str]:
    """The quotes in their order."""
    return [
        quote for one in app.html for quote in re.findall(r'class="byline-pin".*<blockquote[^>]*>(.*?)<', one.value)
    ]


def test_quotes_stand_under_headings_are_dragged_and_moved_by_keys(as_one: Callable[..., AppTest], data: Path) -> None:
    app = notebook_of(as_one, 2)
    first, second = in_notebook(app)
    notebook.put_into(Desk(data, "browser ann"), 2, "Who knew")  # AppTest types no new option
    app.run()
    assert not app.exception
    assert app.text_input("notebook.part.0").value == "Who knew"
    app.text_input("notebook.part.0").set_value("Who knew what").run()
    assert [app.selectbox(f"notebook.under.{number}").value for number in (1, 2)] == ["No heading", "Who knew what"]

    for what, place, order, under in (
        ("down", "1", [first, second], "Who knew what"),
        ("down", "1", [second, first], "Who knew what"),
        ("drop", "1 0", [first, second], "Who knew what"),
        ("drop", "9 9", [first, second], "Who knew what"),
        ("drop", "1 x", [first, second], "Who knew what"),
    ):
        press(app, "notebook.order", Press(what, place))
        assert not app.exception
        assert in_notebook(app) == order
        assert app.selectbox("notebook.under.1").value == under


def test_other_sentences_around_a_quote_are_pinned_in_its_place_with_its_note(
    as_one: Callable[..., AppTest], corpus: Path
) -> None:
    app = notebook_of(as_one, 1)
    app.text_area("notebook.note.1").set_value("mine").run()
    before = in_notebook(app)
    app.session_state["notebook.words.1"] = True
    app.run()
    boxes = {box.label: box for box in app.checkbox}
    assert [box.value for box in boxes.values()].count(True) == 1
    for box in boxes.values():
        box.set_value(not box.value)
    pin_these = next(button for button in app.button if button.label == "Pin these sentences")
    pin_these.click().run()
    assert not app.exception
    assert in_notebook(app) != before
    assert in_notebook(app)[0] in (corpus / "reporting/river.txt").read_text(encoding="utf-8")
    assert app.text_area("notebook.note.1").value == "mine"


def test_an_answer_that_is_damaged_is_told_where_its_conversation_is_opened_until_it_is_let_go(
    as_one: Callable[..., AppTest], data: Path
) -> None:
    app = ask(ask(as_one()), "Who should resign?")
    with closing(sqlite3.connect(data / DESK_FILE)) as connection:
        connection.execute("UPDATE turns SET answer = replace(answer, 'lower gate', 'upper gate') WHERE place = 0")
        connection.commit()

    later = as_one(conversation=number(app))
    assert ["1 of 2 questions cannot be shown" in line for line in refusals(later)] == [True]
    assert ["Who should resign?" in one for one in questions(later)] == [True]
    assert "upper gate" not in shown(later)
    later.button("ask.let-go").click().run()
    assert refusals(later) == []
    assert len(questions(as_one(conversation=number(app)))) == 1


def test_a_note_that_is_too_long_is_refused_and_stays_to_be_shortened(as_one: Callable[..., AppTest]) -> None:
    app = ask(as_one())
    press(app, "ask", pin_press(app))
    app.switch_page(NOTEBOOK).run().text_area("notebook.note.1").set_value("x" * 10_001).run()

    assert ["the note is too long: 10,001 characters" in line for line in refusals(app)] == [True]
    assert app.text_area("notebook.note.1").value == "x" * 10_001
    assert as_one().switch_page(NOTEBOOK).run().text_area("notebook.note.1").value == ""


def test_a_quote_that_was_changed_says_so_in_the_notebook(as_one: Callable[..., AppTest], corpus: Path) -> None:
    app = ask(as_one())
    press(app, "ask", pin_press(app))
    (corpus / "reporting/river.txt").write_text("Nothing of that kind ever happened.\n", encoding="utf-8")
    app.run().button("library.rebuild").click().run()

    page = shown(app.switch_page(NOTEBOOK).run())
    assert "the document has changed, and these words are gone" in page
    assert "Engineers closed the lower gate at noon." in page


def test_what_was_of_use_is_one_line_of_feedback(as_one: Callable[..., AppTest], data: Path) -> None:
    app = ask(as_one())
    hit = app.session_state["ask.turns"][0].answer.lanes[0].hits[0]
    place = json.dumps([QUESTION, hit.document.id, hit.document.sha256, hit.start, hit.end])
    press(app, "ask", Press("useful", place))

    [line] = (data / FEEDBACK_FILE).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["verdict"] == "useful"
    assert json.loads(line)["document"] == "reporting/river.txt"


def test_a_press_that_no_button_of_the_page_makes_does_nothing(as_one: Callable[..., AppTest], data: Path) -> None:
    app = ask(as_one())
    for pressed in (
        Press(PIN, '["reporting/river.txt", "0", 0, 5]'),
        Press("useful", "[]"),
        Press("open conversation", "١"),
        Press("open conversation", "9" * 30),
        Press("open conversation", "9" * 5_000),
        Press("files", "7"),
        Press(AGAIN, "-1"),
    ):
        press(app, "ask", pressed)
        assert not app.exception
    assert not (data / FEEDBACK_FILE).exists()
    assert "Nothing is pinned yet." in shown(app.switch_page(NOTEBOOK).run())


def test_a_damaged_desk_is_told_and_questions_are_still_answered(as_one: Callable[..., AppTest], data: Path) -> None:
    app = as_one()
    (data / DESK_FILE).write_bytes(b"no database " * 500)
    ask(app)
    assert "Engineers closed the lower gate at noon." in said(app)
    assert refusals(app)
    assert all("is damaged" in line and "move it" in line for line in refusals(app))

    app.switch_page(NOTEBOOK).run()
    assert not app.exception
    assert len(refusals(app)) == 1


@pytest.mark.parametrize("page", ["ask", "check", "find"])
def test_buttons_and_links_still_work_where_the_desk_is_damaged(
    as_one: Callable[..., AppTest], data: Path, page: str
) -> None:
    app = as_one()
    (data / DESK_FILE).write_bytes(b"no database " * 500)
    app.switch_page(f"app_pages/{page}.py").run()

    assert len(refusals(app)) == 1
    assert f"byline-clicking-{page}" in [one.key for one in app.get("bidi_component")]


def test_a_link_into_a_document_is_followed_in_the_session_and_leads_back(as_one: Callable[..., AppTest]) -> None:
    app = ask(as_one())
    press(app, "ask", Press(FOLLOW, "document=reporting%2Friver.txt&start=26&end=66"))
    assert not app.exception
    assert re.findall('<mark class="byline-evidence byline-target">(.*?)</mark>', markup(app)) == [
        "Engineers closed the lower gate at noon."
    ]
    assert app.session_state["documents.came_from"] == "ask"
    assert len(questions(app.switch_page("app_pages/ask.py").run())) == 1


def test_what_is_kept_of_an_answer_is_unfolded_by_a_press_and_folded_by_the_next(
    as_one: Callable[..., AppTest],
) -> None:
    app = ask(as_one())
    assert not app.get("vega_lite_chart")
    assert len(press(app, "ask", Press("pictures", "0")).get("vega_lite_chart")) == 1
    assert not press(app, "ask", Press("pictures", "0")).get("vega_lite_chart")
