"""What a person keeps, in a real Chromium with the real model: it survives reload and restart, and is theirs alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.serving import ROOT, serving
from tests.browser.visits import ASKED, FIRST_RUN_TIMEOUT_MS, Open, Visit, until, until_pressable
from tests.conftest import write

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "Is ISIS still a threat?"
NEXT = "What did the 2012 memo say?"


def ready(visitor: Visit) -> Page:
    visitor.settle()
    until_pressable(visitor.page)
    return visitor.page


def go(visitor: Visit, url: str) -> Page:
    visitor.page.goto(url)
    return ready(visitor)


def turns(page: Page, count: int) -> list[str]:
    page.locator(ASKED).nth(count - 1).wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    return page.locator(ASKED).all_text_contents()


def test_every_story_is_asked_and_a_row_opens_in_its_own(
    visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_LIBRARIES", str(tmp_path / "libraries.json"))
    for name in ("flood", "river"):
        write(tmp_path, f"{name}/reporting/{name}.txt", f"Engineers closed the lower gate of the {name} at noon.\n")
        for command in (("libraries", "add", str(tmp_path / name)), ("build", "--library", name)):
            subprocess.run([sys.executable, "cli.py", *command], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    with serving(tmp_path / "river", tmp_path) as url:
        visitor = visit(f"{url}/?library=all")
        page = visitor.page
        field = page.get_by_placeholder("Ask every story")
        field.fill("When was the lower gate closed?", timeout=FIRST_RUN_TIMEOUT_MS)
        field.press("Enter")
        page.locator(".byline-mention").nth(1).wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
        visitor.rest()
        assert sorted(page.locator(".byline-story").all_text_contents()) == ["flood", "river"]

        page.get_by_role("button", name="Open in flood").click()
        page.locator(".byline-target").wait_for()
        visitor.rest()
        assert page.locator(".byline-target").inner_text() == "Engineers closed the lower gate of the flood at noon."
        assert "library=flood" in page.url
        assert page.locator('[data-testid="stSelectbox"] input').first.input_value() == "flood"


def test_a_conversation_survives_reload_and_restart_and_no_other_browser_sees_it(visit: Open, tmp_path: Path) -> None:
    with serving(ROOT / "corpus", tmp_path) as url:
        visitor = visit(url)
        page = ready(visitor)
        visitor.ask(QUESTION)
        visitor.ask(NEXT)
        page.reload()
        assert turns(page, 2) == [QUESTION, NEXT]
        query = page.url.split("?")[1]
        assert [one["httpOnly"] for one in page.context.cookies() if one["name"] == "byline-browser"] == [True]

        other = visit(url)
        stranger = ready(other)
        assert stranger.locator(".byline-conversation").count() == 0
        stranger.goto(f"{url}/?conversation=1")
        ready(other)
        assert stranger.locator(ASKED).count() == 0
        visitor.page.goto("about:blank")
        other.page.goto("about:blank")

    with serving(ROOT / "corpus", tmp_path) as again:
        go(visitor, f"{again}/?{query}")
        assert turns(page, 2) == [QUESTION, NEXT]
        assert page.locator(".byline-lane").count() == 4
        go(visitor, again)
        page.locator(".byline-conversation", has_text=QUESTION).click()
        assert turns(page, 2) == [QUESTION, NEXT]
        page.goto("about:blank")
        visitor.complaints.clear()
        other.complaints.clear()


def test_quotes_are_pinned_noted_reordered_exported_and_verified(visit: Open, tmp_path: Path) -> None:
    with serving(ROOT / "corpus", tmp_path) as url:
        visitor = visit(url)
        page = ready(visitor)
        visitor.ask(QUESTION)
        for at in (0, 1):
            beside = visitor.beside(page.locator(".byline-row").nth(at))
            beside.get_by_role("button", name="Pin to notebook").click()
            beside.get_by_role("button", name="Pinned").wait_for()
            visitor.rest()
        visitor.unfold()
        page.get_by_role("button", name="Useful", exact=True).click()
        page.locator('button.byline-use[aria-pressed="true"]').first.wait_for()
        assert '"verdict": "useful"' in (tmp_path / "data/feedback.jsonl").read_text()

        go(visitor, f"{url}/notebook")
        quotes = page.locator(".byline-pin .byline-text")
        before = quotes.all_text_contents()
        assert len(before) == 2
        assert page.locator(".byline-status").all_text_contents() == ["✓ same", "✓ same"]
        page.get_by_label("Note").first.fill("Why this matters")
        page.locator("textarea[data-kept]").wait_for()  # it is kept while it is typed
        visitor.rest()

        # A quote is moved by a key and dragged back by its grip; then by a button.
        first = "first => document.querySelector('.byline-pin .byline-text').textContent === first"
        grips = page.locator(".byline-grip")
        grips.first.press("ArrowDown")
        until(page, first, before[1])
        visitor.rest()
        until(page, "document.querySelectorAll('.byline-grip')[1] === document.activeElement")
        grips.nth(1).scroll_into_view_if_needed()
        start, above = grips.nth(1).bounding_box(), quotes.first.bounding_box()
        page.mouse.move(start["x"] + 8, start["y"] + 8)
        page.mouse.down()
        page.mouse.move(start["x"] + 8, above["y"], steps=4)
        assert page.locator(".byline-drop-above").count() == 1
        page.mouse.up()
        until(page, first, before[0])
        visitor.rest()
        page.get_by_role("button", name="Move down").first.click()
        until(page, first, before[1])
        visitor.rest()
        assert quotes.all_text_contents() == before[::-1]
        assert page.get_by_label("Note").nth(1).input_value() == "Why this matters"

        for name, ending in (("Markdown", "md"), ("JSON", "json"), ("HTML", "html")):
            with page.expect_download() as downloading:
                page.get_by_role("button", name=name, exact=True).click()
            file = tmp_path / f"notebook.{ending}"
            downloading.value.save_as(file)
            assert "Why this matters" in file.read_text(encoding="utf-8")
            command = [sys.executable, "cli.py", "verify", str(file), "--data", str(tmp_path / "data")]
            verified = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
            assert verified.returncode == 0, verified.stderr
        page.goto("about:blank")
        visitor.complaints.clear()
