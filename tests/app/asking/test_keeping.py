"""What is kept of an answer: files, a link, a copy for a language model, its quotes by date."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from answer.exports.embedded_receipts import read_receipts
from answer.exports.export import FORMS, export
from answer.receipts import receipts_of
from app_pages.ask_parts import conversation
from app_pages.drawing import downloads
from app_pages.drawing.clicks import Press
from tests.app.shown import markup, refusals, shown, with_filters, words
from tests.conftest import write

pytestmark = pytest.mark.slow

QUESTION = "Who closed the lower gate at noon?"


def asked(app: AppTest, question: str = QUESTION) -> AppTest:
    return app.run().chat_input[0].set_value(question).run()


def opened(app: AppTest, part: str) -> AppTest:
    """The page with this part of the newest answer's keeping open."""
    app.session_state["ask.pressed"] = Press(part, "0")
    return app.run()


def address(app: AppTest) -> dict[str, str | list[str]]:
    """What the address asks; which conversation it is of is told by the tests of what a person keeps."""
    return {name: value for name, value in app.query_params.items() if name != "conversation"}


def linked(app: AppTest, **query: str | list[str]) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_link_asks_its_question_with_its_filters_and_shows_them(app: AppTest) -> None:
    linked(app, q=QUESTION, kind=["reporting"], voice=["own"], after=["2001-01-01"], document=["reporting/river.txt"])
    assert refusals(app) == ["the filters leave no document to search: loosen one (undated documents have no date)"]
    assert str(app.date_input("ask.after").value) == "2001-01-01"
    assert app.multiselect("ask.documents").value == ["reporting/river.txt"]


def test_a_link_is_answered_in_a_fresh_session(app: AppTest) -> None:
    linked(app, q=QUESTION, kind="reporting")
    assert not app.exception
    assert QUESTION in shown(app)
    assert "Engineers closed the lower gate at noon." in " ".join(shown(app).split()).replace(" .", ".")
    assert "Searched only: reporting" in shown(app)
    assert app.multiselect("ask.kinds").value == ["reporting"]


def test_the_address_carries_the_newest_question_with_its_filters(app: AppTest) -> None:
    with_filters(app).multiselect("ask.kinds").select("commentary").run()
    app.chat_input[0].set_value("Which council should resign?").run()
    assert address(app) == {"q": "Which council should resign?", "kind": "commentary"}
    app.switch_page("app_pages/documents.py").run()
    app.switch_page("app_pages/ask.py").run()
    assert address(app) == {"q": "Which council should resign?", "kind": "commentary"}


def test_a_new_conversation_has_an_address_that_asks_nothing(app: AppTest) -> None:
    asked(app)
    next(button for button in app.button if button.label == "New conversation").click().run()
    assert dict(app.query_params) == {}
    assert 'class="byline-question"' not in markup(app)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"q": QUESTION, "after": "yesterday"}, "the link has a filter that cannot be read"),
        ({"q": QUESTION, "voice": "zoo"}, "the link has a filter that cannot be read"),
        ({"q": QUESTION, "kind": "zoo"}, "no kind 'zoo' in the library"),
        ({"q": QUESTION, "document": "../../etc/passwd"}, "no document '../../etc/passwd' in the library"),
        ({"q": "x" * 3_000}, "the question is too long"),
        ({"q": "?!"}, "there is nothing to ask"),
    ],
)
def test_a_link_that_cannot_be_followed_is_refused_in_one_line(app: AppTest, query: dict[str, str], said: str) -> None:
    linked(app, **query)
    assert not app.exception
    assert [line.startswith(said) for line in refusals(app)] == [True]
    app.chat_input[0].set_value(QUESTION).run()
    assert refusals(app) == []


def test_an_answer_can_be_taken_away_in_every_form(app: AppTest) -> None:
    before = [one.label for one in asked(app).get("download_button")]
    assert before == ["Markdown", "JSON", "HTML"]  # of the whole conversation
    after = [one.label for one in opened(app, "files").get("download_button")]
    assert sorted(after) == sorted([*before, *(form.name for form in FORMS.values()), downloads.NOTES])
    turn = app.session_state[conversation.TURNS][0]
    for form in ("json", "csv", "markdown", "html"):
        made = export(turn.answer, form, at=turn.asked_at)
        assert read_receipts(made) == receipts_of(turn.answer)
        assert turn.asked_at.isoformat(timespec="seconds") in made.replace("\\", "")


def test_no_file_is_made_before_it_is_asked_for(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(downloads, "export", lambda *of, **_: made.append(of))
    assert not opened(asked(app), "files").exception
    assert made == []


def test_a_copy_for_a_language_model_holds_the_chosen_passages_and_says_how_long_it_is(app: AppTest) -> None:
    opened(asked(app, "What of the gate?"), "files")
    app.multiselect("ask.keep.0.chosen").set_value(["Reporting 1: river"]).run()
    assert not app.exception
    [text] = re.findall(r'data-copy="([^"]*)">Copy for a language model', markup(app).replace(' dir="auto"', ""))
    assert "> The river rose on Monday. Engineers closed the lower gate at noon." in html.unescape(text)
    assert "mistake" not in text
    assert re.search(r"1 of 1 chosen passages, \d+ tokens\.", shown(app))


def test_passages_that_no_budget_holds_are_left_out_and_counted(app: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/long.txt", "The gate of the river. " * 60)
    opened(asked(app, "What of the gate?"), "files")
    app.number_input("ask.keep.0.tokens").set_value(100).run()
    assert not app.exception
    assert "Raise the limit for the rest." in shown(app)


def test_the_timeline_has_dated_quotes_in_order_and_undated_ones_apart(app: AppTest, corpus: Path) -> None:
    for name, day in (("new", "2019-03-01"), ("old", "2018-01-01")):
        write(corpus, f"official/{name}.md", f"---\ndate: {day}\n---\n\nThe {name} gate was closed at noon.\n")
    page = markup(opened(asked(app, "Which gate was closed at noon?"), "pictures"))
    table = page[page.index("byline-dates") :]
    assert not app.exception
    assert table.index("2018-01-01") < table.index("2019-03-01") < table.index("undated")
    assert len(app.get("vega_lite_chart")) == 2


def test_the_coverage_says_which_documents_have_passages_and_how_many_have_none(app: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/town.txt", "The town slept through the night.\n")
    page = markup(opened(asked(app), "pictures"))
    table = words(page[page.index("byline-covered") :].split("</table>")[0])
    assert "Reporting river 1, the best at rank 1" in table
    assert "searched, no passage shown" in table


def test_a_passage_that_is_open_carries_its_quote_with_its_receipt(app: AppTest) -> None:
    asked(app).session_state["ask.beside.pressed"] = Press("open", "0 0 1")
    [quote] = map(html.unescape, re.findall(r'data-copy="([^"]*)"', markup(app.run())))
    assert quote.startswith("> Engineers closed the lower gate at noon.\nriver, undated (reporting, own words)\n")
    assert re.search(r"reporting/river.txt, characters 26–66, sha256 [0-9a-f]{12}$", quote)
