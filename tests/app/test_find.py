"""The Find page: empty, found, nothing found, refused; names, and what each is quoted as saying."""

from __future__ import annotations

import re
from concurrent.futures import wait
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import find_parts
from app_pages.drawing.clicks import Press
from app_pages.frame import engine
from settings import read_settings
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


def found(page: AppTest, words: str = QUOTATION) -> AppTest:
    page.text_input("find.words").set_value(words)
    return page.button[0].click().run()


def mentions(page: AppTest) -> list[str]:
    """The markup of every mention, in its order."""
    return markup(page).split("<article")[1:]


def named(page: AppTest) -> AppTest:
    """The page once the names are known."""
    wait([engine._mentions(read_settings(), engine._identity(engine.newest_library(read_settings()).build))])
    return page.run()


def test_the_empty_page_says_what_it_finds(page: AppTest) -> None:
    assert not page.exception
    assert "Every sentence that mentions words, a name or a quotation" in shown(page)
    assert mentions(page) == []


def test_every_mention_is_shown_with_its_kind_apart_and_a_link(page: AppTest) -> None:
    found(page)
    assert not page.exception
    assert "2 places in 2 documents: 1 word for word, 1 altered. Oldest first." in shown(page)
    kinds = re.findall(r'<section [^>]*data-kind="(.*?)"[^>]*>(.*?)</section>', markup(page), re.DOTALL)
    assert [(kind, re.findall(r'href="documents\?document=([\w%.]+)&', cards)) for kind, cards in kinds] == [
        ("reporting", ["reporting%2Friver.txt"]),
        ("official", ["official%2Fold.md"]),
    ]


def test_words_are_marked_in_their_whole_sentence_by_date_with_undated_apart(page: AppTest, corpus: Path) -> None:
    for name, day in {"late": "date: 2020-01-01", "early": "date: 2010-01-01", "undated": "title: X"}.items():
        write(corpus, f"official/{name}.md", f"---\n{day}\n---\n\nThe weir of Amberford leaks, they say.\n")
    page.switch_page("app_pages/ask.py").run().button("library.rebuild").click().run()
    found(page.switch_page(PAGE).run(), "weir")

    assert 'The <mark class="byline-evidence">weir</mark> of Amberford leaks, they say.' in markup(page)
    days = re.findall(r'<time class="byline-day"[^>]*>(.*?)</time>', markup(page))
    assert days == ["2010-01-01", "2020-01-01", "undated"]
    assert shown(page).index("2020-01-01") < shown(page).index("Undated") < shown(page).rindex("undated")


def test_words_of_very_many_documents_show_the_oldest_first_and_all_at_a_press(
    page: AppTest, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in range(1990, 2030):
        write(
            corpus, f"official/{year}.md", f"---\ndate: {year}-01-01\n---\n\nThe weir of Amberford leaked in {year}.\n"
        )
    page.switch_page("app_pages/ask.py").run().button("library.rebuild").click().run()
    monkeypatch.setattr(find_parts, "FIRST_LOOK_S", 0.0)
    found(page.switch_page(PAGE).run(), "weir")
    days = re.findall(r'<time class="byline-day"[^>]*>(.*?)</time>', markup(page))

    assert days == ["1990-01-01"]
    assert "These are the oldest. 39 later or undated documents may have the words too." in shown(page)

    page.button("find.rest").click().run()

    assert len(mentions(page)) == 40
    assert "later or undated" not in shown(page)
    assert not [one for one in page.button if one.key == "find.rest"]


def test_an_address_with_words_finds_them(app: AppTest) -> None:
    page = app.run().switch_page(PAGE)
    page.query_params["q"] = "lower gate"
    page.run()
    assert page.text_input("find.words").value == "lower gate"
    assert len(mentions(page)) == 1


def test_who_speaks_and_what_is_named_is_listed_and_a_press_shows_what_each_says(page: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/mayor.txt", "“The gate must stay shut until Friday,” Mayor Ann Lee said in Amberford.\n")
    write(corpus, "commentary/lee.txt", "“It broke,” Ann Lee said. They met in Amberford, and left Amberford.\n")
    page.switch_page("app_pages/ask.py").run().button("library.rebuild").click().run()
    page = named(page.switch_page(PAGE).run())
    assert "Quoted or paraphrased Ann Lee 2 Also named Amberford 2" in shown(page)

    page.session_state["find.pressed"] = Press("name", "Ann Lee")
    page.run()

    assert not page.exception
    assert "What Ann Lee is quoted or paraphrased as saying: 2 sentences." in shown(page)
    sections = re.findall(r'<section [^>]*data-kind="(.*?)"[^>]*>(.*?)</section>', markup(page), re.DOTALL)
    assert [(kind, "stay shut" in said, "It broke" in said) for kind, said in sections[:2]] == [
        ("reporting", True, False),
        ("commentary", False, True),
    ]


def test_words_that_differ_are_marked_and_whose_words_they_are_is_said(page: AppTest) -> None:
    [exact, altered] = mentions(found(page))
    assert re.search(r'<del class="byline-del"[^>]*>lower</del> <ins class="byline-ins"[^>]*>upper</ins>', altered)
    assert "quote, speaker unclear" in altered
    assert "<del" not in exact
    assert "altered" not in exact


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("Engineers closed the gate at noon", "altered: all of the words, with others between"),
        ("ENGINEERS closed the “lower” gate, at noon", "the same words, written otherwise"),
        ("Engineers opened the lower gate at noon", "altered: 86% of the words"),
    ],
)
def test_how_a_place_differs_is_said_as_it_is(page: AppTest, quotation: str, said: str) -> None:
    cards = mentions(found(page, quotation))
    assert said in next(card for card in cards if "river.txt" in card)


def test_a_quotation_that_stands_nowhere_is_told_with_what_was_read_then(page: AppTest, corpus: Path) -> None:
    found(page, "Bananas ripen in heaps under warm straw.")
    assert not page.exception
    assert "Not found in your documents: 3 documents read" in shown(page)

    write(corpus, "official/late.md", "Bananas ripen in heaps under warm straw.\n")
    page.switch_page("app_pages/ask.py").run().button("library.rebuild").click().run()
    assert "Not found in your documents: 3 documents read" in shown(page.switch_page(PAGE).run())


@pytest.mark.parametrize(("quotation", "count"), [("", "0"), ("…", "0"), ("word " * 501, "501")])
def test_a_quotation_that_cannot_be_traced_is_refused_and_the_trace_before_stays(
    page: AppTest, quotation: str, count: str
) -> None:
    found(found(page), quotation)
    assert not page.exception
    assert refusals(page) == [f"a quotation of {count} words cannot be traced: give 1 to 500"]
    assert "lower gate" in shown(page)


def test_a_trace_comes_back_with_its_quotation_from_another_page(page: AppTest) -> None:
    before = mentions(found(page))
    page.switch_page("app_pages/documents.py").run()
    page.switch_page(PAGE).run()
    assert page.text_input("find.words").value == QUOTATION
    assert mentions(page) == before


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
    page = found(app.run().switch_page(PAGE).run(), f"The gate said {HOSTILE} to nobody.")
    assert not page.exception
    assert "onerror" in shown(page)
    assert "<script" not in markup(page)
    assert "<img" not in markup(page)
