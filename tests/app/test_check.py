"""The Check page: empty, answered, failed."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from answer.exports.export import FORMS, export
from app_pages.check_parts import checks
from app_pages.check_parts.checks import CHECKED
from app_pages.drawing import downloads
from tests.app.conftest import CHECK_PAGE, PATIENCE_S
from tests.app.shown import refusals, shown, words

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
    return page.button[0].click().run()


def test_the_empty_page_says_what_a_check_is_and_offers_an_example(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert "Paste a claim or a whole draft." in shown(page)
    assert "1 reporting document" in shown(page)
    assert not [one for one in page.html if "byline-matrix" in one.value]


def test_the_example_is_checked_when_it_is_taken(page: AppTest, corpus: Path) -> None:
    sentence = "The flood came to Amberford in the night and left on Monday."
    (corpus / "reporting/town.txt").write_text(f"{sentence}\n", encoding="utf-8")
    page.run().button("check.example").click().run()
    assert not page.exception
    assert sentence in page.text_area("check.draft").value
    assert sentence in words(block(page, "byline-claim"))


def test_each_claim_has_a_summary_and_a_verdict_for_each_kind(page: AppTest) -> None:
    claims = block(checked(page), "byline-claim").split('<details class="byline-claim"')[1:]
    assert not page.exception
    gate = next(words(claim) for claim in claims if "lower gate" in claim)
    assert "Only reporting supports this (1 document)." in gate
    assert "Reporting V verbatim 1 of 1 document" in gate
    assert "own words Engineers closed the lower gate at noon." in gate
    assert "reporting/river.txt, characters 26–66" in gate


def test_what_no_reporting_supports_stands_first_in_the_table(page: AppTest) -> None:
    table = block(checked(page), "byline-wide")
    claims = re.findall(r'<th scope="row">(.*?)</th>', table)
    assert [words(claim) for claim in claims] == [
        "Bananas ripen in heaps.",
        "The council should resign.",
        "Engineers closed the lower gate at noon.",
    ]
    assert re.findall(r'scope="colgroup".*?</th>', table)[0].endswith("Reporting</span></th>")


def test_every_letter_leads_to_a_quote_on_the_page(page: AppTest) -> None:
    checked(page)
    table, claims = block(page, "byline-wide"), block(page, "byline-claim")
    places = re.findall(r'href="#([^"]*)"', table)
    assert places
    assert [place for place in places if f'id="{place}"' not in claims] == []
    assert [place for place in re.findall(r'href="#([^"]*)"', claims) if f'id="{place}"' not in table] == []


def test_the_claims_are_counted(page: AppTest) -> None:
    head = shown(checked(page))
    assert "3 claims: 1 supported by reporting or official sources, 1 only by other kinds, 1 by no document." in head
    assert "V verbatim 2 S supports 0 D differs 0 r related 0 – not found 1" in head


def test_a_number_that_differs_is_flagged_in_words(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/toll.txt").write_text("The flood damaged 90 houses in Amberford.\n", encoding="utf-8")
    claim = words(block(checked(page, "The flood damaged 98 houses in Amberford."), "byline-claim"))
    assert "D differs" in claim
    assert "number: “98” in the claim, “90” in the document" in claim


def test_an_altered_quotation_is_shown_word_by_word(page: AppTest) -> None:
    claim = block(checked(page, "It said “Engineers closed the upper gate at noon”."), "byline-claim")
    assert "wording: the quotation is not as it stands in the document" in words(claim)
    assert re.search(r'<del class="byline-del"[^>]*>upper</del> <ins class="byline-ins"[^>]*>lower</ins>', claim)


def test_only_the_chosen_kinds_are_checked(page: AppTest) -> None:
    page.run().multiselect("check.kinds").select("commentary").run()
    checked(page)
    assert "Checked against commentary, as updated on " in shown(page)
    assert "Reporting" not in words(block(page, "byline-claim"))


def test_a_check_stays_as_it_is_whatever_is_pressed_beside_it(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(page)
    before = block(page, "byline-claim")
    monkeypatch.setattr(checks, "check", None)
    page.multiselect("check.kinds").select("commentary").run()
    assert not page.exception
    assert block(page, "byline-claim") == before


def test_a_check_comes_back_with_its_draft_from_another_page(page: AppTest) -> None:
    kept = checked(page).session_state[CHECKED]
    again = AppTest.from_file(CHECK_PAGE, default_timeout=PATIENCE_S)
    again.session_state[CHECKED] = kept
    again.run()
    assert again.text_area("check.draft").value == DRAFT
    assert block(again, "byline-claim") == block(page, "byline-claim")


def test_every_form_can_be_taken_away(page: AppTest) -> None:
    checked(page)
    offered = [one.label for one in page.get("download_button")]
    assert offered[:3] == ["CSV", "Markdown", "HTML"]
    assert sorted(offered) == sorted(form.name for form in FORMS.values())


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
    page.button[0].click().run()
    assert [line.startswith(refusal) for line in refusals(page)] == [True]
    assert "lower gate" in words(block(page, "byline-claim"))


def test_a_missing_corpus_is_refused_in_one_line(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", "/nowhere")
    page.run()
    assert not page.exception
    assert refusals(page) == ["corpus folder /nowhere not found: create it, or name another with --corpus"]


def test_hostile_text_is_never_markup(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/hostile.txt").write_text(f"Gate {HOSTILE}\n\nThe gate said {HOSTILE}.\n", encoding="utf-8")
    checked(page, f"The gate said {HOSTILE}.")
    assert not page.exception
    assert HOSTILE in html.unescape(block(page, "byline-claim"))
    markup = "".join(one.value for one in page.html)
    assert "<script" not in markup
    assert "<img" not in markup
    assert not [one for one in [*page.markdown, *page.caption, *page.error, *page.expander] if "evil" in str(one)]
    assert not [button.label for button in page.button if "evil" in button.label]


def test_no_check_ever_speaks_of_truth(page: AppTest) -> None:
    page.run()
    empty = shown(page)
    assert not re.search(r"\b(?:true|false)\b", f"{empty} {shown(checked(page))}", re.IGNORECASE)
