"""The Check page in a real Chromium, with the real model, on the two documents and on a hostile one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from answer.exports.as_html import check_as_html
from answer.records import Check, Finding, Verdict
from tests.answer.test_check_exports import checked as checked_as
from tests.answer.test_check_exports import claim, finding
from tests.browser import visits
from tests.browser.contrast import CONTRASTS, LEAST_CONTRAST
from tests.browser.hostile import HOSTILE, NAME
from tests.browser.serving import ROOT, serving
from tests.browser.visits import ANSWER_TIMEOUT_MS, Open, Visit
from tests.conftest import write

pytestmark = [pytest.mark.browser, pytest.mark.model]

DRAFT = (
    "Pentagon officials have said ISIS has lost about 98 percent of the territory it once held in Iraq and Syria. "
    "The memo stated that “The West, Gulf states, and Turkey support the opposition; while Russia, China, and Iran "
    "support the regime.”\n\nOn Tuesday, the SDF promised to end ISIS’s presence in eastern Syria “once and for all.”"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(ROOT / "corpus", tmp_path_factory.mktemp("check")) as url:
        yield url


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile-check")
    for name, text in {
        f"reporting/{NAME}": f"The gate was closed at noon {HOSTILE} by order of 12 engineers.\n",
        "sources.toml": f'[documents."reporting/{NAME}"]\ntitle = {json.dumps(HOSTILE)}\n',
        "a *kind* <b> :red[x]/gate.txt": f"The gate was closed at noon.\n\n{'x' * 5_000}\n",
    }.items():
        write(folder / "corpus", name, text)
    with serving(folder / "corpus", folder) as url:
        yield url


def arrive(visit: Open, url: str, **options: object) -> Visit:
    """A visit that came to the Check page from the first one."""
    arrived = visits.arrive(visit, url, **options)
    page = arrived.page
    # On a phone the link is in a sidebar that is outside the window until it is opened.
    page.get_by_role("link", name="Check", exact=True).dispatch_event("click")
    page.get_by_role("heading", name="Check", exact=True).wait_for()
    arrived.rest()
    return arrived


def checked(visitor: Visit, draft: str = DRAFT) -> Visit:
    """The visit when the draft is checked."""
    visitor.page.get_by_label("A claim or a draft").fill(draft)
    visitor.page.get_by_role("button", name="Check", exact=True).click()
    visitor.page.locator(".byline-checked").first.wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    return visitor


def opened(visitor: Visit, number: int) -> Locator:
    """The panel beside the draft once it shows this sentence."""
    panel = visitor.page.locator(f'.byline-panel-check[data-sentence="{number}"]')
    panel.wait_for()
    visitor.rest()
    return panel


def test_a_draft_is_read_sentence_by_sentence_beside_what_documents_say(visit: Open, site: str) -> None:
    visitor = checked(arrive(visit, site))
    page = visitor.page
    sentences = page.locator(".byline-checked")
    assert sentences.evaluate_all("all => all.map(one => one.dataset.outcome)") == ["differs", "differs", "supported"]
    assert " ".join(sentences.all_inner_texts()).split() == DRAFT.split()

    # A note stands at the height of its sentence, in the margin.
    tops = "e => e.getBoundingClientRect().top"
    note, sentence = page.locator(".byline-note").nth(2), sentences.nth(2)
    assert abs(note.evaluate(tops) - sentence.evaluate(tops)) < 40
    assert note.evaluate("e => e.getBoundingClientRect().left") > sentence.evaluate(
        "e => e.getBoundingClientRect().right"
    )

    # A sentence opens without moving; the words that differ are marked in both.
    before = sentences.nth(0).evaluate(tops)
    sentences.nth(0).click()
    panel = opened(visitor, 0)
    assert abs(sentences.nth(0).evaluate(tops) - before) < 50
    marked = panel.locator('[data-kind="reporting"] mark.byline-told').all_inner_texts()
    assert marked[:2] == ["98", "90"]
    quote = panel.locator('[data-kind="reporting"] [data-byline="evidence"]').first
    assert "about 90 percent of the territory" in quote.inner_text()
    panel.get_by_text("In context").first.click()
    assert len(panel.locator(".byline-context").first.inner_text()) > len(quote.inner_text())

    # n goes on to the next, Esc comes back; the strip leads to the next of its sort.
    page.keyboard.press("n")
    altered = opened(visitor, 1).locator(".byline-only-here").all_inner_texts()
    assert {"states", "countries"} <= set(altered)
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert sentences.nth(1).evaluate("e => e === document.activeElement")
    page.keyboard.press("?")
    keys = page.locator(".byline-keys")
    keys.get_by_text("Ctrl+Enter").wait_for()
    page.keyboard.press("Escape")
    keys.get_by_text("Ctrl+Enter").wait_for(state="hidden")
    page.get_by_role("button", name="1 supported").click()
    opened(visitor, 2)
    page.get_by_role("button", name="Previous sentence").click()
    opened(visitor, 1)


def test_the_table_opens_a_kinds_documents_and_its_letters_lead_to_the_quotes(visit: Open, site: str) -> None:
    visitor = checked(arrive(visit, site))
    page = visitor.page
    page.get_by_text("As a table").click()
    letters = page.locator(".byline-matrix tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText.trim()).join(''))"
    )
    assert [row[0] for row in letters] == ["D", "–", "V"]
    assert {len(row) for row in letters} == {2}
    page.locator('button[data-columns="commentary"]').click()
    column = page.locator(".byline-column")
    column.first.wait_for()
    assert column.first.evaluate("e => e.clientHeight <= 2.1 * parseFloat(getComputedStyle(e).lineHeight)")
    page.locator('button[data-claim="1 commentary"]').first.press("Enter")
    kind = opened(visitor, 1).locator('[data-byline="kind"][data-kind="commentary"]')
    assert kind.evaluate("e => e.getBoundingClientRect().top < innerHeight / 2")


@pytest.mark.parametrize(("label", "beginning"), [("CSV", "claim,start,end"), ("HTML", "<!doctype html>")])
def test_a_check_can_be_taken_away_and_stays(visit: Open, site: str, label: str, beginning: str) -> None:
    page = checked(arrive(visit, site)).page
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith(beginning)
    assert "about 90 percent of the territory" in text
    assert page.locator(".byline-checked").count() == 3


def test_a_check_is_still_there_after_a_look_at_the_other_page(visit: Open, site: str) -> None:
    visitor = checked(arrive(visit, site))
    page = visitor.page
    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_placeholder("Ask your documents").wait_for()
    visitor.rest()
    page.get_by_role("link", name="Check", exact=True).click()
    page.locator(".byline-checked").first.wait_for()
    assert page.get_by_label("A claim or a draft").input_value() == DRAFT

    # So it is when the page was loaded again: it is kept, and the address names it.
    page.reload()
    visitor.settle(".byline-checked")
    assert page.locator(".byline-conversation[aria-current]").inner_text().startswith("Pentagon officials")

    # What was typed after it and not checked is there too.
    visitor.rest()
    page.get_by_text("Change the draft").click()
    page.get_by_label("A claim or a draft").fill("Something else.")
    page.locator("textarea[data-kept]").wait_for()
    visitor.rest()
    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_placeholder("Ask your documents").wait_for()
    visitor.rest()
    page.get_by_role("link", name="Check", exact=True).click()
    page.locator(".byline-checked").first.wait_for()
    assert page.get_by_label("A claim or a draft").input_value() == "Something else."


def test_the_example_is_checked_with_one_press(visit: Open, site: str) -> None:
    visitor = arrive(visit, site)
    visitor.page.get_by_role("button", name="Check this example").click()
    visitor.page.locator(".byline-checked").first.wait_for(timeout=ANSWER_TIMEOUT_MS)
    assert visitor.page.locator('[data-outcome="supported"]').count() > 0


def many_sentences() -> Check:
    """A check of fifteen sentences against seven kinds with long titles, names and words of their own."""
    kinds = [
        "reporting",
        "commentary",
        "official",
        "correspondence-of-the-ministry",
        "emails",
        "transcripts",
        "unlabelled",
    ]
    title = "What the harbour committee knew when it knew it and why the siren was tested only once"
    said = "The outside siren was switched on at 22:14, thirty-four minutes after the control room had its alarm."

    def found(kind: str, at: int) -> Finding:
        verdict = (Verdict.SUPPORTS, Verdict.DIFFERS, Verdict.RELATED, Verdict.RELATED)[at % 4]
        has_one = (kinds.index(kind) + at) % len(kinds) < 4
        one = finding(kind, verdict if has_one else Verdict.NOT_FOUND, title)
        return replace(one, evidence=replace(one.evidence, text=said)) if one.evidence else one

    claims = [
        claim(f"Sentence {at} of the draft. " * 4, at * 200, *(found(kind, at) for kind in kinds)) for at in range(15)
    ]
    return replace(checked_as(*claims), draft=" ".join(f"{one.text:<199}" for one in claims))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_check_as_one_page_is_readable_at_any_width(visit: Open, width: int) -> None:
    page = visit("about:blank", width=width).page
    page.set_content(check_as_html(many_sentences()))

    height, wide = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    assert wide <= width
    assert height <= 12_000 if width > 1_000 else height <= 30_000
    columns = page.locator("th, td, h3, blockquote").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.clientWidth / parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(columns) > 6 * 0.5  # six letters of half an em


@pytest.mark.parametrize("width", [380, 640, 1280])
def test_no_width_needs_sideways_scrolling(visit: Open, site: str, width: int) -> None:
    visitor = checked(arrive(visit, site, width=width))
    page = visitor.page
    visitor.unfold()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".byline-checked").first.press("Enter")
    opened(visitor, 0)
    visitor.unfold()
    assert page.locator(".byline-panel-text").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(visit: Open, site: str, scheme: str) -> None:
    visitor = checked(arrive(visit, site, scheme=scheme))
    page = visitor.page
    page.locator(".byline-checked").nth(1).press("Enter")
    opened(visitor, 1)
    visitor.unfold()
    page.mouse.move(0, 0)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 30
    assert [found for found in contrasts if found["contrast"] < LEAST_CONTRAST] == []


def test_hostile_text_shows_its_characters_as_they_are(visit: Open, hostile_site: str) -> None:
    claim = f"The gate was closed at noon {HOSTILE} by order of 13 engineers."
    visitor = checked(arrive(visit, hostile_site, width=380), claim)
    page = visitor.page
    page.locator(".byline-checked").first.press("Enter")
    opened(visitor, 0)
    visitor.unfold()
    shown = " ".join(page.locator('[data-testid="stMain"]').inner_text().split())
    assert " ".join(f"The gate was closed at noon {HOSTILE} by order of 12 engineers.".split()) in shown
    assert " ".join(claim.split()) in shown
    assert f"reporting/{NAME}" in shown
    assert page.title() == "Check · Byline"
    assert page.locator('[class^="byline-"]').locator("img, script, b, i, code").count() == 0
    assert page.locator('[class^="byline-"] a:not([href^="#byline-"], .byline-open)').count() == 0
    assert page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")
