"""The Check page: empty, answered, failed."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import desk.checks
from answer.exports.export import FORMS, export
from app_pages.check_parts import checks
from app_pages.check_parts.beside import PART
from app_pages.check_parts.checks import CHECKED, TYPED
from app_pages.drawing import downloads
from app_pages.drawing.clicks import Press
from tests.app.conftest import BROWSER, CHECK_PAGE, PATIENCE_S
from tests.app.shown import refusals, shown, words
from tests.test_cli import docx

DRAFT = "Engineers closed the lower gate at noon. The council should resign. Bananas ripen in heaps."
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![x](http://evil.example/x) $$x$$ :red[x] **x**"


@pytest.fixture
def page(check_page: AppTest) -> AppTest:
    return check_page


def block(page: AppTest, css_class: str) -> str:
    """The one block of HTML that begins with this class, or has it first."""
    return next(one.value for one in page.html if f'class="{css_class}"' in one.value[:200])


def checked(page: AppTest, draft: str = DRAFT) -> AppTest:
    page.run().text_area("check.draft").set_value(draft)
    return page.button("byline-check").click().run()


def sentence(page: AppTest, number: int, kind: str = "") -> str:
    """What the panel shows of the sentence that is pressed."""
    page.session_state[f"{PART}.pressed"] = Press("sentence", f"{number} {kind}")
    return next(one.value for one in page.run().html if "byline-panel-check" in one.value)


def test_the_empty_page_says_what_a_check_is_and_offers_an_example(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert "Paste a claim or a whole draft." in shown(page)
    assert "1 reporting document" in shown(page)
    assert not [one for one in page.html if "byline-matrix" in one.value]


def test_the_example_is_checked_when_it_is_taken(page: AppTest, corpus: Path) -> None:
    said = "The flood came to Amberford in the night and left on Monday."
    (corpus / "reporting/town.txt").write_text(f"{said}\n", encoding="utf-8")
    page.run().button("check.example").click().run()
    assert not page.exception
    assert said in page.text_area("check.draft").value
    assert said in words(block(page, "byline-draft"))


def test_the_draft_is_shown_in_its_order_each_sentence_with_a_note_by_kind(page: AppTest) -> None:
    draft = block(checked(page), "byline-draft")
    assert not page.exception
    assert words(draft) == (
        "Engineers closed the lower gate at noon. 1 1 Reporting 1 The council should resign. 2 2 Commentary 1 "
        "Bananas ripen in heaps. 3 3 by hand; no match"
    )
    assert re.findall(r'data-outcome="([^"]*)"', draft) == ["supported", "supported", "by-hand"]
    assert re.findall(r'aria-describedby="([^"]*)"', draft) == re.findall(r' id="([^"]*)"', draft)


def test_what_is_left_of_the_sentences_is_counted(page: AppTest) -> None:
    strip = block(checked(page), "byline-strip")
    assert words(strip) == "3 sentences: 2 supported 0 differ 1 to check by hand"
    assert "Of the supported, 1 by neither reporting nor official sources." in strip
    assert re.findall(r"<button[^>]*>0 differ", strip)[0].count(" disabled")


def test_a_sentence_opens_with_what_each_kind_has_on_it(page: AppTest) -> None:
    said = words(sentence(checked(page), 0))
    assert not page.exception
    assert "Only reporting supports this (1 document)." in said
    assert "1 of 3 sentences" in said
    assert "Reporting V verbatim 1 of 1 document" in said
    assert "own words reporting/river.txt, characters 26–66" in said
    assert said.count("Engineers closed the lower gate at noon.") == 4  # its head, draft and document, and in context


def test_kinds_that_say_something_stand_before_those_that_are_only_near(page: AppTest) -> None:
    kinds = re.findall(r'<section[^>]*data-kind="([^"]*)"', sentence(checked(page), 1))
    assert kinds[0] == "commentary"
    assert sorted(kinds) == ["commentary", "reporting"]


def test_what_no_button_of_the_page_can_send_opens_nothing(page: AppTest) -> None:
    checked(page)
    for what, place in (("sentence", "7"), ("sentence", "x"), ("sentence", ""), ("columns", "nothing"), ("other", "0")):
        page.session_state[f"{PART}.pressed"] = Press(what, place)
        page.run()
        assert not page.exception
        assert not [one for one in page.html if "byline-panel-check" in one.value]


def test_the_table_has_a_row_for_each_sentence_and_a_column_for_each_kind(page: AppTest) -> None:
    table = next(one.value for one in checked(page).html if "byline-matrix" in one.value)
    rows = [words(row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
    assert rows == [
        "Sentence Reporting Commentary",
        "Engineers closed the lower gate at noon. V –",
        "The council should resign. – V",
        "Bananas ripen in heaps. – –",
    ]


def test_the_table_shows_the_documents_of_the_kind_that_is_pressed_until_it_is_pressed_again(page: AppTest) -> None:
    checked(page)
    for expanded in ("true", "false"):
        page.session_state[f"{PART}.pressed"] = Press("columns", "reporting")
        table = next(one.value for one in page.run().html if "byline-matrix" in one.value)
        assert re.findall(r'data-columns="reporting" aria-expanded="(\w+)"', table) == [expanded]
        assert table.count('class="byline-column"') == (expanded == "true")


def test_of_the_words_that_a_line_tells_those_that_differ_are_marked(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/branches.txt").write_text("The city expects to reopen two branches.\n", encoding="utf-8")
    said = sentence(checked(page, "The city reopened two branches."), 0)

    assert "hedge: the document says “city expects to”" in words(said)
    assert re.findall(r'<mark class="byline-told">(?:<u[^>]*>)?([^<]*)', said) == ["expects to"]


def test_a_number_that_differs_is_marked_in_both_sentences_and_told(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/toll.txt").write_text("The flood damaged 90 houses in Amberford.\n", encoding="utf-8")
    checked(page, "The flood damaged 98 houses in Amberford.")
    said = sentence(page, 0)
    assert "D differs" in words(said)
    assert "number: “98” in the claim, “90” in the document" in words(said)
    assert re.findall(r'<mark class="byline-told">(?:<u[^>]*>)?(\d+)', said) == ["98", "90"]
    assert "Reporting differs: 90" in words(block(page, "byline-draft"))


def test_an_altered_quotation_is_marked_word_by_word(page: AppTest) -> None:
    said = sentence(checked(page, "It said “Engineers closed the upper gate at noon”."), 0)
    assert re.findall(r'<u class="byline-only-here">([^<]*)</u>', said)[-2:] == ["upper", "lower"]


def test_only_the_chosen_kinds_are_checked(page: AppTest) -> None:
    page.run().multiselect("check.kinds").select("commentary").run()
    checked(page)
    assert "Checked against commentary, as updated on " in shown(page)
    assert "Reporting" not in words(block(page, "byline-draft"))


def test_a_check_stays_as_it_is_whatever_is_pressed_beside_it(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(page)
    before = block(page, "byline-draft")
    monkeypatch.setattr(checks, "check", None)
    page.multiselect("check.kinds").select("commentary").run()
    assert not page.exception
    assert block(page, "byline-draft") == before


def test_a_check_comes_back_with_its_draft_from_another_page(page: AppTest) -> None:
    kept = checked(page).session_state[CHECKED]
    again = AppTest.from_file(CHECK_PAGE, default_timeout=PATIENCE_S)
    again.session_state[CHECKED] = kept
    again.run()
    assert again.text_area("check.draft").value == DRAFT
    assert block(again, "byline-draft") == block(page, "byline-draft")


@pytest.mark.parametrize("name", ["draft.txt", "draft.md", "draft.docx"])
def test_a_draft_is_taken_from_a_file_into_the_field(page: AppTest, name: str) -> None:
    content = docx(DRAFT) if name.endswith("docx") else DRAFT.encode()
    page.run().file_uploader("check.file").upload(name, content).run()
    assert not page.exception
    assert page.text_area("check.draft").value.strip() == DRAFT
    page.button("byline-check").click().run()
    assert "lower gate" in words(block(page, "byline-draft"))


def test_a_file_that_is_no_draft_is_refused_and_what_was_typed_stays(page: AppTest) -> None:
    page.run().text_area("check.draft").set_value(DRAFT).run()
    page.file_uploader("check.file").upload("draft.docx", b"no zip").run()
    assert not page.exception
    assert len(refusals(page)) == 1
    assert page.text_area("check.draft").value == DRAFT


def test_a_draft_that_was_not_checked_is_there_after_a_look_elsewhere(page: AppTest) -> None:
    page.run().text_area("check.draft").set_value(DRAFT).run()
    again = AppTest.from_file(CHECK_PAGE, default_timeout=PATIENCE_S)
    again.session_state[TYPED] = page.session_state[TYPED]  # what Streamlit keeps of a page that is left
    assert again.run().text_area("check.draft").value == DRAFT


def test_a_check_is_kept_listed_and_opened_by_its_address(page: AppTest) -> None:
    checked(page)
    assert list(page.query_params["check"]) == ["1"]
    assert "Engineers closed the lower gate" in block(page, "byline-kept")

    later = AppTest.from_file(CHECK_PAGE, default_timeout=PATIENCE_S)
    later.query_params["check"] = "1"
    later.run()
    assert not later.exception
    assert block(later, "byline-draft") == block(page, "byline-draft")
    assert later.text_area("check.draft").value == DRAFT


def test_a_check_is_named_deleted_and_brought_back_and_another_is_opened_from_the_list(page: AppTest) -> None:
    checked(checked(page), "Bananas ripen.")
    page.text_input("check.name.2").set_value("For the lawyer").run()
    assert words(block(page, "byline-kept")).startswith("Checks For the lawyer Engineers")
    page.button("check.delete").click().run()
    assert not [one for one in page.html if "byline-draft" in one.value]
    assert page.text_area("check.draft").value == ""
    page.button("check.undelete").click().run()
    assert words(block(page, "byline-draft")).startswith("Bananas ripen.")

    page.session_state["check.pressed"] = Press("open check", "1")
    page.run()
    assert not page.exception
    assert "lower gate" in words(block(page, "byline-draft"))
    assert list(page.query_params["check"]) == ["1"]


def test_a_check_that_is_not_kept_is_shown_with_the_reason(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.checks, "LARGEST_CHECK", 10)
    checked(page)
    assert ["this check is not kept" in line for line in refusals(page)] == [True]
    assert "lower gate" in words(block(page, "byline-draft"))


def test_nobody_opens_the_check_of_another(page: AppTest) -> None:
    checked(page)
    other = AppTest.from_file(CHECK_PAGE, default_timeout=PATIENCE_S)
    other.session_state[BROWSER] = "else"
    other.query_params["check"] = "1"
    other.run()
    assert not other.exception
    assert not [one for one in other.html if "byline-draft" in one.value or "byline-kept" in one.value]


def test_every_form_can_be_taken_away(page: AppTest) -> None:
    checked(page)
    offered = [one.label for one in page.get("download_button")]
    assert offered[:3] == ["CSV", "Markdown", "HTML"]
    assert sorted(offered) == sorted([*(form.name for form in FORMS.values()), downloads.NOTES])


def test_no_file_is_made_before_it_is_asked_for(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(downloads, "export", lambda *of, **_: made.append(of))
    assert not checked(page).exception
    assert made == []


def test_the_timeline_of_one_claim_has_its_quotes_and_no_others(page: AppTest) -> None:
    checked(page).session_state["check.dates"] = True
    page.run().selectbox[0].select_index(2).run()
    assert not page.exception
    quotes = next(one.value for one in page.html if "byline-dates" in one.value)
    assert "The council should resign." in words(quotes)
    assert "lower gate" not in words(quotes)


def test_the_heat_map_is_drawn_when_it_is_opened_and_not_before(page: AppTest) -> None:
    assert not checked(page).get("vega_lite_chart")
    page.session_state["check.heat"] = True
    assert len(page.run().get("vega_lite_chart")) == 1
    assert not page.exception


def verified(page: AppTest, name: str, content: bytes) -> AppTest:
    page.run().file_uploader("check.export").upload(name, content).run()
    return page


def test_an_export_is_verified_quote_by_quote(page: AppTest) -> None:
    made = export(checked(page).session_state[CHECKED].check, "markdown", at=datetime.now(UTC))
    verified(page, "check.md", made.encode())
    assert not page.exception
    assert "quotes: " in shown(page)
    assert "≠ changed" not in shown(page)
    assert "✓ same" in shown(page)


def test_a_file_that_is_no_export_is_refused_in_one_line(page: AppTest) -> None:
    for content in (b"Words.", b"\xff\xfe\xff"):
        verified(page, "words.md", content)
        assert not page.exception
        assert len(refusals(page)) == 1
    assert "is not UTF-8" in refusals(page)[0]


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [("", "there is no sentence to check"), ("x" * 200_001, "the draft has 200,001 characters")],
)
def test_a_draft_that_cannot_be_checked_is_refused_and_the_check_before_stays(
    page: AppTest, draft: str, refusal: str
) -> None:
    checked(page)
    page.text_area("check.draft").set_value(draft)
    page.button("byline-check").click().run()
    assert [line.startswith(refusal) for line in refusals(page)] == [True]
    assert "lower gate" in words(block(page, "byline-draft"))


def test_a_missing_corpus_is_refused_in_one_line(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", "/nowhere")
    page.run()
    assert not page.exception
    assert refusals(page) == ["corpus folder /nowhere not found: create it, or name another with --corpus"]


def test_hostile_text_is_never_markup(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/hostile.txt").write_text(f"Gate {HOSTILE}\n\nThe gate said {HOSTILE}.\n", encoding="utf-8")
    checked(page, f"The gate said {HOSTILE}.")
    assert not page.exception
    assert HOSTILE in html.unescape(block(page, "byline-draft"))
    assert HOSTILE in html.unescape(re.sub(r"</?(?:u|mark)\b[^>]*>", "", sentence(page, 0)))
    markup = "".join(one.value for one in page.html)
    assert "<script" not in markup
    assert "<img" not in markup
    assert not [one for one in [*page.markdown, *page.caption, *page.error, *page.expander] if "evil" in str(one)]
    assert not [button.label for button in page.button if "evil" in button.label]


def test_no_check_ever_speaks_of_truth(page: AppTest) -> None:
    page.run()
    empty = shown(page)
    assert not re.search(r"\b(?:true|false)\b", f"{empty} {shown(checked(page))}", re.IGNORECASE)
