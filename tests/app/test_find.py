"""The Find page: empty, traced, nothing found, refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.shown import markup, refusals, shown
from tests.conftest import write

pytestmark = pytest.mark.slow

PAGE = "app_pages/find.py"
QUOTATION = "Engineers closed the lower gate at noon."
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![x](http://evil.example/x) $$x$$ :red[x] **x**"


@pytest.fixture
def page(app: AppTest, corpus: Path) -> AppTest:
    write(
        corpus, "official/old.md", "---\ndate: 2018-01-01\n---\n\nIt says: “Engineers closed the upper gate at noon.”\n"
    )
    return app.run().switch_page(PAGE).run()


def traced(page: AppTest, quotation: str = QUOTATION) -> AppTest:
    page.text_area("trace.quotation").set_value(quotation)
    return page.button[0].click().run()


def test_the_empty_page_says_what_a_trace_is(page: AppTest) -> None:
    assert not page.exception
    assert "Paste a quotation." in shown(page)
    assert "byline-appearance" not in markup(page)


def test_every_appearance_is_shown_the_oldest_first_with_its_source_and_a_link(page: AppTest) -> None:
    traced(page)
    assert not page.exception
    assert "2 places in 2 documents: 1 word for word, 1 altered. Oldest first." in shown(page)
    cards = markup(page).split("<article")[1:]
    assert [re.search(r'href="documents\?document=([\w%.]+)&', card)[1] for card in cards] == [
        "official%2Fold.md",
        "reporting%2Friver.txt",
    ]
    assert "2018-01-01" in cards[0]
    assert "undated" in cards[1]


def test_words_that_differ_are_marked_and_whose_words_they_are_is_said(page: AppTest) -> None:
    [altered, exact] = markup(traced(page)).split("<article")[1:]
    assert re.search(r'<del class="byline-del"[^>]*>lower</del> <ins class="byline-ins"[^>]*>upper</ins>', altered)
    assert "quoting" in altered
    assert "<del" not in exact
    assert "word for word" in exact


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("Engineers closed the gate at noon", "altered: all of the words, with others between"),
        ("ENGINEERS closed the “lower” gate, at noon", "the same words, written otherwise"),
        ("Engineers opened the lower gate at noon", "altered: 86% of the words"),
    ],
)
def test_how_a_place_differs_is_said_as_it_is(page: AppTest, quotation: str, said: str) -> None:
    cards = markup(traced(page, quotation)).split("<article")[1:]
    assert said in next(card for card in cards if "river.txt" in card)


def test_a_quotation_that_stands_nowhere_is_told_with_what_was_read_then(page: AppTest, corpus: Path) -> None:
    traced(page, "Bananas ripen in heaps under warm straw.")
    assert not page.exception
    assert "Not found in this corpus: 3 documents read" in shown(page)

    write(corpus, "official/late.md", "Bananas ripen in heaps under warm straw.\n")
    page.switch_page("app_pages/ask.py").run().button("library.rebuild").click().run()
    assert "Not found in this corpus: 3 documents read" in shown(page.switch_page(PAGE).run())


@pytest.mark.parametrize(("quotation", "count"), [("", "0"), ("…", "0"), ("word " * 501, "501")])
def test_a_quotation_that_cannot_be_traced_is_refused_and_the_trace_before_stays(
    page: AppTest, quotation: str, count: str
) -> None:
    traced(traced(page), quotation)
    assert not page.exception
    assert refusals(page) == [f"a quotation of {count} words cannot be traced: give 1 to 500"]
    assert "lower gate" in shown(page)


def test_a_trace_comes_back_with_its_quotation_from_another_page(page: AppTest) -> None:
    before = markup(traced(page)).split("<article")[1:]
    page.switch_page("app_pages/documents.py").run()
    page.switch_page(PAGE).run()
    assert page.text_area("trace.quotation").value == QUOTATION
    assert markup(page).split("<article")[1:] == before


def test_a_missing_corpus_is_refused_in_one_line(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", "/nowhere")
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "none"))
    page.run()
    assert not page.exception
    assert refusals(page) == ["corpus folder /nowhere not found: create it, or name another with --corpus"]


def test_hostile_text_is_never_markup(app: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/hostile.txt", f"The gate said {HOSTILE} to everybody.\n")
    page = traced(app.run().switch_page(PAGE).run(), f"The gate said {HOSTILE} to nobody.")
    assert not page.exception
    assert "onerror" in shown(page)
    assert "<script" not in markup(page)
    assert "<img" not in markup(page)
