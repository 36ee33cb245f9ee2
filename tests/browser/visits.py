"""A real Chromium that looks at the app."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Playwright

Scheme = Literal["light", "dark"]

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP hostile.example 127.0.0.1",  # a page that comes from elsewhere, and is served here
]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ANSWER_TIMEOUT_MS = 90_000
"""On a busy machine loading the model is slow, and so is everything else now and then."""

FIRST_RUN_TIMEOUT_MS = 180_000
"""The first visitor waits for the library to be built."""

PRESSABLE = "button[data-press], button.byline-copy, a.byline-open"
"""What clicks.js serves. Pressed before its handler listens, a button does nothing and a link leaves the session."""

ASKED = ".byline-asked, .byline-question"
"""The questions of a conversation: those that another follows, which are folded, and the newest."""

LISTENS = "Boolean(globalThis.bylineClicksEnd)"


@dataclass
class Visit:
    """A page in a browser, with what it asked the network for and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question, press Enter, wait for its lanes."""
        before = self.page.locator(".byline-summary").count()
        field = self.page.get_by_placeholder("Ask your documents")
        field.fill(question)
        field.press("Enter")
        self.page.locator(".byline-summary").nth(before).wait_for(timeout=ANSWER_TIMEOUT_MS)
        self.page.locator(".byline-lane").last.wait_for()
        self.rest()

    def beside(self, row: Locator) -> Locator:
        """Press a row, and return the document that comes beside the answer."""
        place = row.get_attribute("data-passage")
        row.click()
        panel = self.page.locator(f'.byline-panel[data-passage="{place}"]')
        panel.wait_for()
        self.rest()
        return panel

    def unfold(self) -> None:
        """Unfold everything on the page that unfolds."""
        self.page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")

    def settle(self, ready: str = ".byline-state") -> None:
        """Wait until the page is there and at rest; how Streamlit finds its server is no complaint."""
        self.page.locator(ready).first.wait_for(timeout=FIRST_RUN_TIMEOUT_MS, state="attached")
        self.rest()
        if urlsplit(self.page.url).path != "/":
            # It looks for its server below the page's own path first and at the root then; the first is not there.
            assert all("status of 404" in said for said in self.complaints)
            self.complaints.clear()

    def rest(self) -> None:
        """Wait until the page has nothing left to do and listens to whatever can be pressed on it."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(
            timeout=ANSWER_TIMEOUT_MS
        )
        until(self.page, f"!document.querySelector('{PRESSABLE}') || {LISTENS}")

    @property
    def abroad(self) -> list[str]:
        """Addresses asked for that are not on this machine."""
        return [url for url in self.requests if _leaves(url)]


def until(page: Page, expression: str, given: object = None) -> None:
    """Wait until an expression of JavaScript holds on the page, whose policy lets nothing else evaluate one.

    Raises:
        TimeoutError: it has not held within the time for an answer.
    """
    deadline = time.monotonic() + ANSWER_TIMEOUT_MS / 1000
    while not page.evaluate(expression, given):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {ANSWER_TIMEOUT_MS / 1000:g} s: {expression}")
        page.wait_for_timeout(20)


def until_pressable(page: Page) -> None:
    """Wait until the page's one handler of clicks listens: what is pressed before does nothing."""
    until(page, LISTENS)


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname not in LOOPBACK


def _complain(visit: Visit, said: ConsoleMessage) -> None:
    if said.type == "error":
        visit.complaints.append(said.text)


Open = Callable[..., Visit]
"""Opens an address in a browser of its own: `visit` of `visiting`."""


def arrive(visit: Open, address: str, ready: str = ".byline-state", **options: object) -> Visit:
    """A visit whose page is there and at rest."""
    arrived = visit(address, **options)
    arrived.settle(ready)
    return arrived


@contextmanager
def visiting(playwright: Playwright, folder: Path) -> Iterator[Open]:
    """Opens addresses in fresh browsers; at the end nothing may have left the machine or complained."""
    opened: list[Visit] = []

    def visit(url: str, *, width: int = 1280, scheme: Scheme = "light") -> Visit:
        context = playwright.chromium.launch_persistent_context(
            folder / f"profile-{len(opened)}",
            executable_path=CHROMIUM,
            headless=True,
            args=FLAGS,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
        )
        context.set_default_timeout(ANSWER_TIMEOUT_MS)
        visit = Visit(context.pages[0])
        opened.append(visit)
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("websocket", lambda socket: visit.requests.append(socket.url))
        visit.page.on("console", partial(_complain, visit))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(url)
        return visit

    try:
        yield visit
    finally:
        for done in opened:
            done.page.context.close()
    assert [visit.abroad for visit in opened] == [[]] * len(opened)
    assert [said for visit in opened for said in visit.complaints if "Content Security Policy" in said] == []
    assert [visit.complaints for visit in opened] == [[]] * len(opened)
