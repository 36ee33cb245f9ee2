"""The reader of the Documents page, and the way from a passage and back."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from app import PAGES
from app_pages.documents_parts.places import CAME_FROM
from app_pages.drawing.clicks import FOLLOW, Press
from app_pages.frame import engine
from tests.app.shown import markup, refusals, shown
from tests.conftest import write

pytestmark = pytest.mark.slow

PAGE = "app_pages/documents.py"
RIVER = "reporting/river.txt"
COLUMNS = Path(__file__).parents[1] / "golden" / "columns.pdf"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![x](http://evil.example/x) $$x$$ :red[x] **x**"


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """The Documents page of the small corpus, built."""
    return app.run().switch_page(PAGE).run()


def opened(page: AppTest, document: str, start: object = None, end: object = None) -> AppTest:
    page.query_params["document"] = document
    if start is not None:
        page.query_params["start"], page.query_params["end"] = str(start), str(end)
    return page.run()


def test_a_title_opens_its_document_and_a_button_closes_it(page: AppTest) -> None:
    [query] = re.findall(r'href="documents\?(document=reporting[^"]*)"', markup(page))
    page.session_state["documents.pressed"] = Press(FOLLOW, html.unescape(query))
    page.run()
    assert not page.exception
    assert "Engineers closed the lower gate at noon." in shown(page)
    page.button("documents.close").click().run()
    assert "2 documents." in shown(page)


def test_the_place_that_a_link_names_is_marked(page: AppTest) -> None:
    opened(page, RIVER, 26, 66)
    assert '<mark class="byline-evidence byline-target">Engineers closed the lower gate at noon.</mark>' in markup(page)


@pytest.mark.parametrize(("start", "end"), [("-1", "5"), ("x", "y"), (5, 5), (0, 10**9), ("²", "³"), (0, "1" * 5_000)])
def test_a_place_that_is_none_marks_nothing(page: AppTest, start: object, end: object) -> None:
    opened(page, RIVER, start, end)
    assert not page.exception
    assert "byline-target" not in markup(page)


def test_a_document_that_is_not_in_the_library_is_told(page: AppTest) -> None:
    opened(page, "../../etc/passwd")
    assert refusals(page) == ["no document ../../etc/passwd in the library: see python cli.py status"]


def test_a_voice_is_named_in_words(page: AppTest, corpus: Path) -> None:
    write(
        corpus, "reporting/said.txt", "The mayor spoke. “The gate must stay shut until Friday,” Mayor Ann Lee said.\n"
    )
    opened(page.run().button("library.rebuild").click().run(), "reporting/said.txt")
    assert "byline-said-quote" in markup(page)
    assert "quoting" in shown(page)


def test_the_link_of_a_passage_leads_to_its_evidence_and_the_conversation_is_kept(app: AppTest) -> None:
    app.run().chat_input[0].set_value("Who closed the lower gate at noon?").run()
    app.session_state["ask.beside.pressed"] = Press("open", "0 0 1")
    app.run()
    [address] = re.findall(r'class="byline-open" href="documents\?([^"]*)"', markup(app))
    opened(app.switch_page(PAGE), **{name: value for name, [value] in parse_qs(html.unescape(address)).items()})
    assert not app.exception
    assert '<mark class="byline-evidence byline-target">Engineers closed the lower gate at noon.</mark>' in markup(app)

    app.switch_page("app_pages/ask.py").run()

    assert "Who closed the lower gate at noon?" in shown(app)


def test_the_reader_offers_the_way_back_to_the_page_that_a_quote_was_opened_from(page: AppTest) -> None:
    assert leading_back(opened(page, RIVER)) == []
    page.session_state[CAME_FROM] = "find"
    assert leading_back(page.run()) == ["Back to what was found"]


def leading_back(page: AppTest) -> list[str]:
    """The links of the page but for those of the bar."""
    return [link.proto.label for link in page.get("page_link")[len(PAGES) :]]


def test_a_page_of_a_pdf_is_shown_as_it_looks_with_the_quotation_boxed(page: AppTest, corpus: Path) -> None:
    (corpus / "official").mkdir()
    shutil.copy(COLUMNS, corpus / "official/columns.pdf")
    opened(page.run().button("library.rebuild").click().run(), "official/columns.pdf", 0, 20)
    assert not page.exception
    assert 'src="data:image/png;base64,' in markup(page)
    assert 'class="byline-box"' in markup(page)

    (corpus / "official/columns.pdf").write_bytes(COLUMNS.read_bytes() + b"\n")
    engine.st.cache_resource.clear()
    page.run()
    assert "has changed since the library was built" in refusals(page)[0]
    assert 'src="data:image' not in markup(page)


def test_hostile_text_is_never_markup(page: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/hostile.txt", f"Gate {HOSTILE}\n\nThe gate said {HOSTILE}.\n")
    (corpus / "sources.toml").write_text(
        f"[documents.'reporting/hostile.txt']\ntitle = '{HOSTILE}'\npublisher='{HOSTILE}'\n"
    )
    for at in (page.run().button("library.rebuild").click().run(), opened(page, "reporting/hostile.txt", 3, 12)):
        assert not at.exception
        assert HOSTILE in shown(at)
        assert "<script>alert" not in markup(at)
        assert "<img" not in markup(at)
        in_markdown = [*at.markdown, *at.caption, *at.error, *at.expander, *at.button]
        assert not [element for element in in_markdown if "evil.example" in str(element)]
