"""The pictures of the docs, taken from the running app on the two documents: `python -m benchmarks.pictures`.

The app is built anew for them, and each is taken in a fresh Chromium of one size, so that the same code gives the same
pictures; the time of the build is covered. A page that is not there is left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser.serving import ROOT, serving
from tests.browser.visits import Scheme, Visit, visiting

DOCS = ROOT / "docs"
WIDE, PHONE = 1280, 380
HEIGHT = 1_100
TIMEOUT_MS = 180_000

QUESTION = "Which countries support the opposition?"
ANSWERED = "How much territory has ISIS lost?"
"""A question that both documents have something on."""

QUOTATION = (
    "The West, Gulf countries, and Turkey support the opposition; while Russia, China, and Iran support the regime."
)

STILL = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent; }"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of `docs/`, the page it shows, and what is done there first."""

    name: str
    page: str
    act: Callable[[Visit], None]
    width: int = WIDE
    scheme: Scheme = "light"


def _arrived(visitor: Visit) -> None:
    visitor.rest()


def _asked(visitor: Visit) -> None:
    visitor.ask(ANSWERED)


def _beside(visitor: Visit) -> None:
    visitor.ask(ANSWERED)
    visitor.beside(visitor.page.locator(".byline-row").first)


def _in_document(visitor: Visit) -> None:
    visitor.ask(QUESTION)
    row = visitor.page.get_by_role("region", name="Commentary").locator(".byline-row").first
    visitor.beside(row).locator("a.byline-open").first.click()
    visitor.page.locator(".byline-document-head").wait_for(timeout=TIMEOUT_MS)
    visitor.rest()


def _checked(visitor: Visit) -> None:
    visitor.page.get_by_role("button", name="Check this example").click()
    visitor.page.locator(".byline-checked").first.click(timeout=TIMEOUT_MS)
    visitor.page.locator(".byline-panel-check").wait_for(timeout=TIMEOUT_MS)
    visitor.rest()


def _mentions_found(visitor: Visit) -> None:
    visitor.page.get_by_role("textbox", name="Words, a name or a quotation").fill(QUOTATION)
    visitor.page.get_by_role("button", name="Find", exact=True).click()
    visitor.page.locator(".byline-mention").first.wait_for(timeout=TIMEOUT_MS)
    visitor.rest()


def _pinned(visitor: Visit) -> None:
    visitor.ask(QUESTION)
    visitor.beside(visitor.page.locator(".byline-row").first).locator('button[data-press="pin"]').click()
    visitor.page.get_by_role("button", name="Pinned").first.wait_for(timeout=TIMEOUT_MS)
    visitor.page.get_by_role("link", name="Notebook", exact=True).click()
    visitor.page.locator(".byline-pin").first.wait_for(timeout=TIMEOUT_MS)
    visitor.rest()


PICTURES = (
    Picture("welcome", "", _arrived),
    Picture("ask", "", _asked),
    Picture("ask-dark", "", _asked, scheme="dark"),
    Picture("ask-phone", "", _asked, width=PHONE),
    Picture("beside", "", _beside),
    Picture("reader", "", _in_document),
    Picture("check", "check", _checked),
    Picture("find", "find", _mentions_found),
    Picture("notebook", "", _pinned),
    Picture("documents", "documents", _arrived),
)


def take(picture: Picture, visitor: Visit) -> None:
    """Write the picture."""
    page = visitor.page
    page.locator(".byline-state").wait_for(timeout=TIMEOUT_MS, state="attached")
    visitor.rest()
    page.set_viewport_size({"width": picture.width, "height": HEIGHT})
    picture.act(visitor)
    page.locator('[data-testid="stSkeleton"]').first.wait_for(timeout=TIMEOUT_MS, state="detached")
    page.add_style_tag(content=STILL)
    page.mouse.move(0, HEIGHT - 1)
    page.evaluate("document.activeElement.blur()")
    _times(page).evaluate_all("times => times.forEach((time) => { time.style.visibility = 'hidden'; })")
    page.screenshot(path=DOCS / f"{picture.name}.png")
    visitor.complaints.clear()  # a page's own path is not where Streamlit finds its server first


def _times(page: Page) -> Locator:
    """Find what says when the library was updated, which would be another on each day."""
    return page.locator(":is(.byline-state, .byline-state-line) .byline-fact:visible").filter(has_text="updated")


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as named, sync_playwright() as playwright:
        folder = Path(named)
        with serving(ROOT / "corpus", folder) as url, visiting(playwright, folder) as visit:
            for picture in PICTURES:
                if not (ROOT / "app_pages" / f"{picture.page or 'ask'}.py").exists():
                    sys.stdout.write(f"docs/{picture.name}.png left out: no such page\n")
                    continue
                visitor = visit(f"{url}/{picture.page}", width=picture.width, scheme=picture.scheme)
                take(picture, visitor)
                sys.stdout.write(f"docs/{picture.name}.png taken\n")
                visitor.page.close()


if __name__ == "__main__":
    main()
