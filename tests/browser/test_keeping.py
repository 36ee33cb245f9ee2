"""What leaves the pages and comes back, in a real Chromium: links, files, quotes opened and traced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.contrast import CONTRASTS, LEAST_CONTRAST
from tests.browser.serving import ROOT, serving
from tests.browser.visits import ANSWER_TIMEOUT_MS, ASKED, Open, Visit, arrive, until
from tests.conftest import write

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "Who closed the lower gate at noon?"
HOSTILE = "<script>document.title='hacked'</script> <img src=http://evil.example/i.png> **x** $$x$$"

NOTE_COPIED = """
window.copied = 0;
new MutationObserver(changes => {
  window.copied += changes.filter(change => [...change.addedNodes].some(node => node.textContent === "Copied")).length;
}).observe(document.body, { childList: true, subtree: true });
"""
"""Counts how often a button said "Copied": it says so for a moment only."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeping") / "corpus"
    for name, text in {
        "reporting/river.txt": "The river rose on Monday. Engineers closed the lower gate at noon.\n",
        "commentary/gate.md": "---\ndate: 2019-02-07\n---\n\nClosing the lower gate at noon was a mistake, they say.\n",
        "official/order.md": "---\ndate: 2018-01-01\n---\n\nIt says: “Engineers closed the upper gate at noon.”\n",
        "sources.toml": f"[documents.'commentary/gate.md']\ntitle = '''{HOSTILE}'''\n",
    }.items():
        write(folder, name, text)
    return folder


@pytest.fixture(scope="module")
def url(corpus: Path) -> Iterator[str]:
    with serving(corpus, corpus.parent) as address:
        yield address


def opened(visitor: Visit, name: str, ready: str) -> None:
    """Open a part below the answer; what the page keeps closed elsewhere does not count."""
    visitor.rest()  # a press while the page is drawn again is lost
    visitor.page.get_by_text(name, exact=True).first.click()
    visitor.page.locator(ready).locator("visible=true").first.wait_for()
    visitor.rest()


def downloaded(visitor: Visit, label: str, folder: Path) -> Path:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name=label, exact=True).click()
    kept = folder / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    return kept


def verify(export: Path, corpus: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "cli.py", "verify", str(export), "--data", str(corpus.parent / "data")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


def test_a_reload_restores_the_question_with_its_filters(visit: Open, url: str) -> None:
    visitor = arrive(visit, f"{url}/?q=Who+closed+the+lower+gate%3F&kind=reporting&kind=official", ".byline-lane")
    page = visitor.page
    page.reload()
    page.locator(".byline-lane").last.wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    assert page.locator(ASKED).all_text_contents() == ["Who closed the lower gate?"]
    assert "Searched only: reporting, official" in page.locator('[data-testid="stMain"]').inner_text()
    assert "Not searched" in page.get_by_role("region", name="Commentary").inner_text()

    visitor.ask(QUESTION)
    until(page, "new URL(location.href).searchParams.get('q').includes('noon')")
    page.reload()
    page.locator(".byline-lane").last.wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    assert page.locator(ASKED).all_text_contents() == ["Who closed the lower gate?", QUESTION]
    assert "Searched only: reporting, official" in page.locator('[data-testid="stMain"]').inner_text()


@pytest.mark.parametrize("label", ["CSV", "Markdown", "HTML", "JSON"])
def test_an_answer_that_was_taken_away_verifies(
    visit: Open, url: str, corpus: Path, tmp_path: Path, label: str
) -> None:
    visitor = arrive(visit, url)
    visitor.ask(QUESTION)
    opened(visitor, "Export", '[data-testid="stDownloadButton"]')
    kept = downloaded(visitor, label, tmp_path)
    done = verify(kept, corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert " same." in done.stdout

    kept.write_text(kept.read_text(encoding="utf-8").replace("noon", "dusk"), encoding="utf-8")
    assert verify(kept, corpus).returncode == 1


def test_an_export_is_verified_on_the_page_with_a_link_to_each_quote(visit: Open, url: str, tmp_path: Path) -> None:
    visitor = arrive(visit, url)
    visitor.ask(QUESTION)
    opened(visitor, "Export", '[data-testid="stDownloadButton"]')
    kept = downloaded(visitor, "HTML", tmp_path)
    page = visitor.page
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_role("tab", name="Verify an export").click()
    page.locator('input[type="file"]').last.set_input_files(kept)
    page.locator(".byline-status").first.wait_for()
    visitor.rest()
    assert set(page.locator(".byline-status").all_text_contents()) == {"✓ same"}
    page.locator('a.byline-open[href*="river.txt"]').first.click()
    page.locator(".byline-target").first.wait_for()
    page.get_by_role("link", name="Back to the check").wait_for()


def test_a_document_beside_the_answer_opens_by_itself_and_the_conversation_is_kept(visit: Open, url: str) -> None:
    visitor = arrive(visit, url)
    visitor.ask("Which river rose?")
    visitor.ask(QUESTION)
    page = visitor.page
    row = page.get_by_role("region", name="Reporting").last.locator(".byline-row").first
    visitor.beside(row).get_by_role("link", name="Open the document").click()
    page.locator(".byline-document-head").wait_for()
    mark = page.locator(".byline-target")
    mark.wait_for()
    visitor.rest()
    assert mark.inner_text() == "Engineers closed the lower gate at noon."
    page.get_by_role("link", name="Back to the conversation").click()
    page.locator(".byline-lane").last.wait_for()
    visitor.rest()
    assert page.locator(ASKED).all_text_contents() == ["Which river rose?", QUESTION]
    until(page, "new URL(location.href).searchParams.get('q').includes('noon')")


def test_a_quote_and_a_link_are_copied(visit: Open, url: str) -> None:
    visitor = arrive(visit, url)
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(QUESTION)
    page.evaluate(NOTE_COPIED)
    visitor.beside(page.locator(".byline-row").first).get_by_role("button", name="Copy quote and source").click()
    until(page, "window.copied === 1")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("> Engineers closed the lower gate at noon.\nriver, undated (reporting, own words)\n")
    page.get_by_role("button", name="Copied").wait_for(state="detached")

    opened(visitor, "Export", '[data-testid="stDownloadButton"]')
    page.get_by_role("button", name="Copy link to this question").click()
    until(page, "window.copied === 2")
    assert page.evaluate("navigator.clipboard.readText()") == f"{url}/?q=Who+closed+the+lower+gate+at+noon%3F"


def test_a_quotation_is_found_by_kind_and_opened(visit: Open, url: str) -> None:
    visitor = arrive(visit, f"{url}/find")
    page = visitor.page
    page.get_by_label("Words, a name or a quotation").fill("Engineers closed the lower gate at noon.")
    page.keyboard.press("Enter")
    page.locator(".byline-mention").nth(2).wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    cards = page.locator(".byline-mention")
    days = cards.locator(".byline-day").all_text_contents()
    assert days == ["undated", "2019-02-07", "2018-01-01"]
    assert cards.last.locator("del").all_text_contents() == ["lower"]
    assert cards.last.locator("ins").all_text_contents() == ["upper"]
    cards.first.get_by_role("link", name="Open the document").click()
    page.locator(".byline-target").wait_for()
    page.get_by_role("link", name="Back to what was found").click()
    cards.first.wait_for()
    assert page.get_by_label("Words, a name or a quotation").input_value() == "Engineers closed the lower gate at noon."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_kept_has_enough_contrast_and_needs_no_sideways_scrolling(visit: Open, url: str, scheme: str) -> None:
    visitor = arrive(visit, url, scheme=scheme, width=380)
    visitor.ask("Was the lower gate closed at noon?")
    opened(visitor, "Export", '[data-testid="stDownloadButton"]')
    opened(visitor, "Coverage and timeline", ".byline-dates")
    visitor.page.locator('[data-testid="stVegaLiteChart"]').locator("canvas, svg").first.wait_for()
    found = visitor.page.evaluate(CONTRASTS)
    assert [text for text in found if text["contrast"] < LEAST_CONTRAST] == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")
    assert visitor.page.title() == "Ask · Byline"


def test_a_question_that_is_kept_is_asked_on_and_what_is_new_is_told_once(visit: Open, url: str, corpus: Path) -> None:
    visitor = arrive(visit, url)
    page = visitor.page
    visitor.ask("When did the siren sound?")
    page.get_by_role("button", name="Keep asking", exact=True).click()
    page.get_by_role("button", name="Asking on: stop").wait_for()
    write(corpus, "official/log.txt", "The siren was sounded at ten past nine.\n")
    page.goto(url)
    page.get_by_role("button", name="Update now").click()

    page.get_by_text("1 kept question with new evidence.").click(timeout=ANSWER_TIMEOUT_MS)
    told = page.locator(".st-key-byline-news")
    assert told.locator("blockquote").all_text_contents() == ["The siren was sounded at ten past nine."]
    visitor.rest()
    told.get_by_role("button", name="Seen").click()
    told.wait_for(state="detached")
    page.reload()
    visitor.settle()
    assert page.get_by_text("1 kept question with new evidence.").count() == 0
