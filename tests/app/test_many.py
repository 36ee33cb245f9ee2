"""More than a page can hold: two documents where a page holds one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.documents_parts import correcting, listing
from app_pages.drawing import many
from app_pages.drawing.many import having, listed
from tests.app.shown import shown, with_filters

GATE, RIVER = "commentary/gate.md", "reporting/river.txt"
DOCUMENTS_PAGE = "app_pages/documents.py"


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A page that holds one of anything."""
    monkeypatch.setattr(many, "MOST_OFFERED", 1)
    monkeypatch.setattr(many, "MOST_LISTED", 1)
    return monkeypatch


def offered(page: AppTest, key: str) -> list[str]:
    """The paths of the documents that the choice offers, from titles with paths."""
    return [option.rpartition("(")[2].rstrip(")") for option in page.multiselect(key).options]


@pytest.mark.parametrize(
    ("words", "found"),
    [("", ["a", "b"]), ("river", ["a"]), ("REPORTING River", ["a"]), ("the", ["a", "b"]), ("river gate", [])],
)
def test_words_find_the_names_that_have_all_of_them(words: str, found: list[str]) -> None:
    assert having({"a": "The River (reporting/a.txt)", "b": "The Gate (commentary/b.md)"}, words) == found


def test_a_long_list_ends_with_how_many_more_there_are(bounded: pytest.MonkeyPatch) -> None:
    assert listed(["<b>one</b>"]) == '<ul><li class="" dir="auto">&lt;b&gt;one&lt;/b&gt;</li></ul>'
    bounded.setattr(many, "MOST_LISTED", 2)

    long = listed(["one", "two", *["three"] * 1_500], "elsewhere")

    assert long.count("<li") == 2
    assert "And 1,500 more: elsewhere." in long


def test_a_small_library_is_offered_whole(app: AppTest) -> None:
    page = with_filters(app)

    assert offered(page, "ask.documents") == [GATE, RIVER]
    assert not [field for field in page.text_input if field.key == "ask.documents.words"]


@pytest.mark.usefixtures("bounded")
def test_of_many_documents_those_looked_for_are_offered_and_a_choice_stays(app: AppTest) -> None:
    page = with_filters(app)
    assert offered(page, "ask.documents") == [GATE]
    assert "2 documents; the first 1 are listed." in shown(page)

    page.text_input("ask.documents.words").set_value("river").run()
    assert offered(page, "ask.documents") == [RIVER]
    assert "1 of 2 documents." in shown(page)
    page.multiselect("ask.documents").select(RIVER).run()
    page.text_input("ask.documents.words").set_value("gate").run()

    assert not page.exception
    assert page.multiselect("ask.documents").value == [RIVER]
    assert offered(page, "ask.documents") == [GATE, RIVER]
    page.chat_input[0].set_value("Who closed the gate?").run()
    assert "Reporting: 1 document, 1 passage" in shown(page)
    assert "Commentary: 0 documents" in shown(page)


def test_of_many_documents_the_table_of_corrections_has_the_first_and_says_so(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correcting, "MOST_OFFERED", 1)
    page = app.run().switch_page(DOCUMENTS_PAGE).run().toggle("documents.correct").set_value(True).run()
    assert page.dataframe[0].value["document"].tolist() == [RIVER]
    assert "The first 1 are listed: search for the others." in shown(page)

    page.text_input("documents.words").set_value("gate").run()

    assert not page.exception
    assert page.dataframe[0].value["document"].tolist() == [GATE]


def test_a_long_list_is_shown_in_pages(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHOWN_AT_ONCE", 1)
    page = app.run().switch_page(DOCUMENTS_PAGE).run()
    assert RIVER in shown(page)
    assert GATE not in shown(page)

    page.number_input("documents.page").set_value(2).run()

    assert GATE in shown(page)
