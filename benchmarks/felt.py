"""Enter to answer, and a press to its document, as a person feels them: in the running app, in a real Chromium.

`python -m benchmarks.felt [FOLDER] [--questions FILE] [--json]`: from the press of Enter until the frame in which the
last lane of the answer is drawn; twice, with a new conversation for each question and all in one conversation. Then,
for each passage in sight of the last answer, from a press until the frame in which its document is drawn. FOLDER
is a corpus, or a data set in BEIR layout, whose first questions are asked then.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.beir import read_dataset
from benchmarks.retrieval import write_corpus
from tests.browser.serving import ROOT, serving
from tests.browser.visits import Visit, until, visiting

QUESTIONS = (
    "Which countries support the opposition?",
    "Is ISIS still a threat?",
    "What did the DIA memo say?",
    "When did the offensive begin?",
    "Who supports the Syrian Democratic Forces?",
    "What did Trump say about withdrawing troops?",
    "What is the Middle Euphrates River Valley?",
    "Why did operations stall?",
    "What did Heather Nauert say?",
    "What did Mattis say about Syria?",
    "How many fighters are left?",
    "What is a Salafist principality?",
    "What does the report say about the Kurds?",
    "Who is James Mattis?",
    "What role does Turkey play?",
    "What did Macron and Trump speak about?",
    "Are Israeli airstrikes effective?",
    "What do Russia, China and Iran support?",
    "What happened in Afrin?",
    "What is said about the border with Iraq?",
)
"""About the two documents of `corpus/`; another corpus needs questions of its own."""

FIRST_TIMEOUT_MS = 600_000
TYPE = "What is said here?"

WATCH = """(lanes) => {
  window.felt = null;
  const before = document.querySelectorAll(".byline-lane").length;
  const field = document.querySelector('[data-testid="stChatInputTextArea"]');
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const pressed = performance.now();
    const look = () => {
      if (document.querySelectorAll(".byline-lane").length >= before + lanes) {
        requestAnimationFrame(() => { window.felt = performance.now() - pressed; });
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
}"""
"""Looks once a frame: an answer is felt when it is drawn, not when it arrives."""


def timed(page: Page, question: str, lanes: int) -> float:
    """Milliseconds from Enter until the answer's last lane is drawn, in a conversation that goes on."""
    field = page.get_by_placeholder("Ask your documents")
    field.fill(question)
    page.evaluate(WATCH, lanes)
    field.press("Enter")
    until(page, "window.felt !== null")
    return float(page.evaluate("window.felt"))


def felt(visitor: Visit, questions: Sequence[str], *, anew: bool) -> list[float]:
    """A time for each question; `anew` begins a conversation for each."""
    page, times = visitor.page, []
    lanes = page.locator(".byline-state .byline-kind").count()
    for question in questions:
        times.append(timed(page, question, lanes))
        visitor.rest()
        if anew:
            page.get_by_role("button", name="New conversation").click()
            page.locator(".byline-lane").first.wait_for(state="detached")
            visitor.rest()
    return times


OPENING = """async (row) => {
  const before = performance.now();
  row.click();
  const shown = () => document.querySelector(`.byline-panel[data-passage="${row.dataset.passage}"]`);
  while (!shown()) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - before;
}"""
"""Milliseconds from a press on a row until the frame after its document has come."""


def opened(visitor: Visit) -> list[float]:
    """A time for the document of each passage that the newest answer shows."""
    visitor.rest()
    times = []
    for row in visitor.page.locator(".byline-row:visible").all():
        times.append(float(row.evaluate(OPENING)))
        visitor.rest()
    return times


def summary(times: Sequence[float]) -> dict[str, float | int]:
    """The figures of one way of asking."""
    return {
        "measured": len(times),
        "median_ms": round(statistics.median(times), 1),
        "ninth_of_ten_ms": round(sorted(times)[int(len(times) * 0.9) - 1], 1),
        "slowest_ms": round(max(times), 1),
    }


def data_set(folder: Path, corpus: Path) -> list[str]:
    """The first questions of a data set in BEIR layout, its documents written into `corpus`; none where it is none.

    Raises:
        DatasetError: it is one, and cannot be read.
    """
    if not any((folder / f"corpus.jsonl{ending}").is_file() for ending in ("", ".gz")):
        return []
    found = read_dataset(folder)
    write_corpus(found.documents, corpus)
    return [query.text for query in found.queries[: len(QUESTIONS)]]


def measured(corpus: Path, questions: Sequence[str]) -> dict[str, dict[str, float | int]]:
    """Both ways of asking, on a server of its own on this machine."""
    with (
        tempfile.TemporaryDirectory() as named,
        serving(corpus, Path(named)) as url,
        sync_playwright() as playwright,
        visiting(playwright, Path(named)) as visit,
    ):
        figures = {}
        for name, anew in (("new conversation each", True), ("one conversation", False)):
            visitor = visit(url)
            visitor.page.locator(".byline-state").wait_for(timeout=FIRST_TIMEOUT_MS)
            visitor.rest()
            visitor.ask(TYPE)  # the model is loaded, as it is for every question but a server's first
            visitor.page.get_by_role("button", name="New conversation").click()
            visitor.page.locator(".byline-lane").first.wait_for(state="detached")
            visitor.rest()
            figures[name] = summary(felt(visitor, questions, anew=anew))
        figures["a document beside the answer"] = summary(opened(visitor))
        return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpus")
    parser.add_argument("--questions", type=Path, help="JSON lines with `question` or `text`")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    lines = given.questions.read_text(encoding="utf-8").splitlines() if given.questions else []
    rows = [json.loads(line) for line in lines]
    named = [row.get("question") or row["text"] for row in rows]
    with tempfile.TemporaryDirectory() as written:
        asked = data_set(given.folder, Path(written))
        figures = measured(Path(written) if asked else given.folder, named or asked or QUESTIONS)
    if given.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    for name, found in figures.items():
        sys.stdout.write(f"{name}: {', '.join(f'{key} {value}' for key, value in found.items())}\n")


if __name__ == "__main__":
    main()
