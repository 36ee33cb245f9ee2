"""How long an idle client waits for the app's health check while another client sends it the worst that it can.

`python -m benchmarks.idle [CORPUS] [--json]`: the app is served on CORPUS (by default the documents of `corpus/`), and
asked for its health a hundred times a second from a process of its own. A browser follows hostile links, types
hostile questions, and sends long drafts to check: text that once made a pattern backtrack, as long as a field or an
address takes. The slowest answer of each sort is told, beside the slowest while nothing else happens.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Queue
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.browser.serving import ROOT, serving
from tests.browser.visits import Visit, visiting

PAUSE_S = 0.01
QUIET_S = 5.0
CHECKED_S = 10.0
ANSWER_TIMEOUT_MS = 120_000

ASKED = {
    "commas": "why" + " ," * 20_000,
    "capitals": "A. " * 20_000,
    "quotation marks": "“" * 20_000 + "”" * 20_000,
    "blanks": "who" + " " * 40_000 + "?",
    "digits": "1," * 20_000,
    "one word": "x" * 40_000,
}
"""What is asked, by a link and in the field."""

DRAFTS = {
    "one sentence": "The council closed the gate, and " * 6_000,
    "many sentences": "Ann Lee said the gate was shut on 3 May. " * 4_800,
    "quotations": "“The gate is shut,” she said, “and ” " * 5_000,
    "digits": "1,000,000.5 per cent of " * 8_000,
    "abbreviations": "U.S. Gen. J. P. " * 12_000,
}
"""What is checked; each about as long as a draft may be."""


def watch(address: str, ended: Event, found: Queue[float]) -> None:
    """Ask for the app's health again and again, and put down each answer's milliseconds."""
    parts = urlsplit(address)
    while not ended.is_set():
        before = time.perf_counter()
        connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=120)
        connection.request("GET", "/_stcore/health")
        connection.getresponse().read()
        connection.close()
        found.put(1000 * (time.perf_counter() - before))
        time.sleep(PAUSE_S)


@contextmanager
def watched(address: str) -> Iterator[list[float]]:
    """The milliseconds that health checks took meanwhile; filled in at the end."""
    context = multiprocessing.get_context("spawn")
    ended, found, times = context.Event(), context.Queue(), list[float]()
    watcher = context.Process(target=watch, args=(address, ended, found))
    watcher.start()
    times.append(found.get())  # it asks by now
    try:
        yield times
    finally:
        time.sleep(10 * PAUSE_S)  # an answer that was held up is counted
        ended.set()
        while watcher.is_alive() or not found.empty():
            while not found.empty():
                times.append(found.get())
            watcher.join(PAUSE_S)


def follow(visitor: Visit, address: str, asked: str) -> None:
    """Open the link of a question, as long as the server takes one."""
    for length in (2_000, 8_000, 40_000):
        visitor.page.goto(f"{address}/?q={quote(asked[:length])}"[:60_000], timeout=ANSWER_TIMEOUT_MS)
        visitor.rest()


def ask(visitor: Visit, address: str, asked: str) -> None:
    """Type a question, as long as the field takes one."""
    visitor.page.goto(address, timeout=ANSWER_TIMEOUT_MS)
    field = visitor.page.get_by_placeholder("Ask your documents")
    field.wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    field.fill(asked)
    field.press("Enter")
    visitor.rest()


def check(visitor: Visit, address: str, draft: str) -> None:
    """Send a draft to be checked, and look on for a while: a long one takes minutes."""
    page: Page = visitor.page
    page.goto(f"{address}/check", timeout=ANSWER_TIMEOUT_MS)
    field = page.get_by_role("textbox").first
    field.wait_for(timeout=ANSWER_TIMEOUT_MS)
    visitor.rest()
    field.fill(draft)
    field.press("Control+Enter")
    page.get_by_role("button", name="Check", exact=True).first.click()
    page.wait_for_timeout(1000 * CHECKED_S)


def measured(corpus: Path) -> dict[str, dict[str, float | int]]:
    """The slowest health check of each sort of input, in milliseconds."""
    sorts: list[tuple[str, Callable[[Visit, str, str], None], str]] = [
        *((f"link: {name}", follow, text) for name, text in ASKED.items()),
        *((f"question: {name}", ask, text) for name, text in ASKED.items()),
        *((f"draft: {name}", check, text) for name, text in DRAFTS.items()),
    ]
    figures: dict[str, dict[str, float | int]] = {}
    with (
        tempfile.TemporaryDirectory() as named,
        serving(corpus, Path(named)) as address,
        sync_playwright() as playwright,
        visiting(playwright, Path(named)) as visit,
    ):
        visitor = visit(address)
        visitor.page.locator(".byline-state").wait_for(timeout=ANSWER_TIMEOUT_MS)
        visitor.ask("What is said here?")
        with watched(address) as times:
            time.sleep(QUIET_S)
        figures["nothing else"] = summary(times)
        for name, send, text in sorts:
            with watched(address) as times:
                send(visitor, address, text)
            figures[name] = summary(times)
            sys.stderr.write(f"{name}: {figures[name]}\n")
        visitor.complaints.clear()  # below a page's own path Streamlit's files are looked for and not found
    return figures


def summary(times: Sequence[float]) -> dict[str, float | int]:
    """The figures of one sort."""
    return {
        "measured": len(times),
        "median_ms": round(sorted(times)[len(times) // 2], 1),
        "slowest_ms": round(max(times), 1),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT / "corpus")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    figures = measured(given.corpus)
    if given.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    for name, found in figures.items():
        sys.stdout.write(f"{name}: {', '.join(f'{key} {value}' for key, value in found.items())}\n")


if __name__ == "__main__":
    main()
