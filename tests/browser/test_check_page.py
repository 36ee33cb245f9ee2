"""The Check page in a real Chromium, with the real model, on the two documents and on a hostile one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import visits
from tests.browser.contrast import CONTRASTS, LEAST_CONTRAST
from tests.browser.hostile import HOSTILE, NAME
from tests.browser.serving import ROOT, serving
from tests.browser.visits import ANSWER_TIMEOUT_MS, Open, Visit, until
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
    visitor.page.locator(".byline-claim").first.wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    return visitor


def test_a_draft_is_checked_claim_by_claim(visit: Open, site: str) -> None:
    page = checked(arrive(visit, site)).page
    assert page.locator(".byline-matrix tbody tr").count() == 3
    assert page.locator(".byline-claim").count() == 3
    letters = page.locator(".byline-matrix tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText.trim()).join(''))"
    )
    assert letters[0][0] == "D"
    assert letters[1] == "–D"
    assert letters[2][0] == "V"


def test_a_letter_opens_its_claim_and_leads_to_its_quote(visit: Open, site: str) -> None:
    page = checked(arrive(visit, site)).page
    quote = page.locator("#byline-quote-0-0")
    assert not quote.is_visible()
    page.locator('.byline-matrix a[href="#byline-quote-0-0"]').press("Enter")
    until(page, "document.querySelector('#byline-quote-0-0')?.getBoundingClientRect().top < innerHeight / 2")
    assert quote.is_visible()
    assert "about 90 percent of the territory" in quote.inner_text()
    assert "number: “about 98 percent” in the claim, “about 90 percent” in the document" in quote.inner_text()
    quote.get_by_text("In context").click()
    assert len(quote.locator(".byline-context").inner_text()) > len(quote.locator("> .byline-text").inner_text())
    assert page.get_by_label("A claim or a draft").input_value() == DRAFT


def test_an_altered_quotation_is_told_apart_without_colour(visit: Open, site: str) -> None:
    page = checked(arrive(visit, site)).page
    page.locator("#byline-claim-1 > summary").click()
    lines = page.locator("#byline-claim-1 .byline-difference").evaluate(
        "e => ['del', 'ins'].map(tag => e.querySelector(tag)).map(e => "
        "[e.textContent, getComputedStyle(e).textDecorationLine])"
    )
    assert lines == [["states", "line-through"], ["countries", "underline"]]


@pytest.mark.parametrize(("label", "beginning"), [("CSV", "claim,start,end"), ("HTML", "<!doctype html>")])
def test_a_check_can_be_taken_away_and_stays(visit: Open, site: str, label: str, beginning: str) -> None:
    page = checked(arrive(visit, site)).page
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith(beginning)
    assert "about 90 percent of the territory" in text
    assert page.locator(".byline-claim").count() == 3


def test_a_check_is_still_there_after_a_look_at_the_other_page(visit: Open, site: str) -> None:
    visitor = checked(arrive(visit, site))
    page = visitor.page
    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_placeholder("Ask your documents").wait_for()
    visitor.rest()
    page.get_by_role("link", name="Check", exact=True).click()
    page.locator(".byline-claim").first.wait_for()
    assert page.get_by_label("A claim or a draft").input_value() == DRAFT


def test_the_example_is_checked_with_one_press(visit: Open, site: str) -> None:
    visitor = arrive(visit, site)
    visitor.page.get_by_role("button", name="Check this example").click()
    visitor.page.locator(".byline-claim").first.wait_for(timeout=ANSWER_TIMEOUT_MS)
    assert visitor.page.locator(".byline-verdict-verbatim").count() > 0


@pytest.mark.parametrize("width", [380, 640, 1280])
def test_no_width_needs_sideways_scrolling(visit: Open, site: str, width: int) -> None:
    page = checked(arrive(visit, site, width=width)).page
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(visit: Open, site: str, scheme: str) -> None:
    page = checked(arrive(visit, site, scheme=scheme)).page
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    page.mouse.move(0, 0)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 30
    assert [found for found in contrasts if found["contrast"] < LEAST_CONTRAST] == []


def test_hostile_text_shows_its_characters_as_they_are(visit: Open, hostile_site: str) -> None:
    claim = f"The gate was closed at noon {HOSTILE} by order of 13 engineers."
    page = checked(arrive(visit, hostile_site, width=380), claim).page
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    shown = " ".join(page.locator('[data-testid="stMain"]').inner_text().split())
    assert " ".join(f"The gate was closed at noon {HOSTILE} by order of 12 engineers.".split()) in shown
    assert " ".join(claim.split()) in shown
    assert f"reporting/{NAME}" in shown
    assert page.title() == "Check · Byline"
    assert page.locator('[class^="byline-"]').locator("img, script, b, i, code").count() == 0
    assert page.locator('[class^="byline-"] a:not([href^="#byline-"], .byline-open)').count() == 0
    assert page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")
