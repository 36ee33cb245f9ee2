"""A server that is killed while it takes in files, labels and builds: nothing is lost, and it goes on when restarted.

Three kills in the gate. More by hand, and others with another seed:

    BYLINE_TEST_ROUNDS=300 BYLINE_TEST_SEED=1 python -m pytest tests/browser/test_server_kills.py
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from answer.ask import ask
from index.building.build import build, plan
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import current_build, open_library
from ingest.labels.sources_toml import read_sources
from settings import PACKAGED_MODEL, read_settings
from tests.browser.serving import Server, started
from tests.browser.test_pages import TIMEOUT_MS, choose, tick
from tests.browser.visits import Open, Visit
from tests.conftest import write
from tests.desk.damage import ROUNDS

pytestmark = [pytest.mark.browser, pytest.mark.model]

SEED = os.environ.get("BYLINE_TEST_SEED", "byline")
KILLS = max(3, ROUNDS // 10)
QUESTIONS = (
    "Who closed the gate of the harbour?",
    "When did the ferry leave?",
    "What did the council say of the school?",
)
ABOUT = ("harbour gate", "school roof", "library tax", "river ferry", "night bus", "apple market")
"""What a document of each kind is about, in words of its own, so that none is as near to a question as another."""
DOCUMENTS = {
    f"{kind}/{about}.txt": f"The {kind} files tell of the {about}. Engineers closed the {about} at noon.\n\n" * 8
    for kind in ("reporting", "official")
    for about in ABOUT
}
CARGO = tuple("apples bricks coal drums eggs flags glass hats ink jam kites lamps milk nails oil rope salt".split())  # noqa: SIM905
TOGETHER = ("reporting/night bus.txt", "reporting/apple market.txt")
"""Documents that are labelled by one press."""


@dataclass(frozen=True)
class Life:
    """A corpus and its library; what each document says, and the publisher that was stated of some."""

    corpus: Path
    data: Path
    texts: dict[str, str] = field(default_factory=lambda: dict(DOCUMENTS))
    publishers: dict[str, str] = field(default_factory=dict)

    def stated(self) -> dict[str, str]:
        """The publishers in `sources.toml`, and nothing else may stand there."""
        found = {name: dict(fields) for name, fields in read_sources(self.corpus).items()}
        publishers = {name: str(fields.pop("publisher")) for name, fields in found.items()}
        assert not any(found.values())
        return publishers


@cache
def encoder() -> SentenceEncoder:
    return SentenceEncoder(find_model(PACKAGED_MODEL), read_settings().cache)


def generation(life: Life) -> int:
    newest = current_build(life.data)
    assert newest
    return newest.generation


def answers(data: Path) -> list[Any]:
    """How each lane stands, and its passages; scores differ in their last places with what is embedded together."""
    with closing(open_library(data)) as library:
        lanes = [lane for question in QUESTIONS for lane in ask(library, encoder(), question).lanes]
    return [
        (lane.kind, lane.standing, [(hit.document, hit.start, hit.evidence.text) for hit in lane.hits])
        for lane in lanes
    ]


def answers_of_a_fresh_build(life: Life, data: Path) -> list[Any]:
    build(life.corpus, data, encoder())
    return answers(data)


def sailing(seed: str) -> str:
    """A document like no other."""
    chance = random.Random(seed)  # noqa: S311 (words)
    said = (" ".join(chance.sample(CARGO, 4)) for _ in range(8))
    return "".join(f"The ferry with {words} left at {chance.randrange(1, 12)} o'clock.\n\n" for words in said)


TAKEN_IN = re.compile(r"(?<!being )added|not taken")
"""What is said of files that were uploaded: those that came before the server was killed are not taken again."""


# What a person does, up to the press that has it done; and what is seen once it is.


def upload(visitor: Visit, life: Life, at: int) -> Locator:
    page = visitor.page
    texts = {f"ferry {at} {number}.txt": sailing(f"{at} {number}") for number in range(4)}
    life.texts.update({f"official/{name}": text for name, text in texts.items()})
    life.publishers.update({f"official/{name}": "Wire" for name in texts})
    files = [FilePayload(name=name, mimeType="text/plain", buffer=text.encode()) for name, text in texts.items()]
    page.locator('input[type="file"]').set_input_files(files)
    page.get_by_text(files[-1]["name"]).locator("visible=true").first.wait_for()  # not in what an update would do
    visitor.rest()
    choose(visitor, "Kind of all files", "Official")
    page.get_by_text("More about these files").click()
    publish(visitor, "Wire")
    press(page, "Add and update")
    return page.locator(".byline-notice", has_text=TAKEN_IN).first


def label(visitor: Visit, life: Life, at: int) -> Locator:
    page = visitor.page
    life.publishers.update(dict.fromkeys(TOGETHER, f"Paper {at}"))
    page.get_by_text("Correct or remove", exact=True).click()
    page.get_by_label("Search titles, authors and file names").fill("reporting/")
    page.keyboard.press("Tab")
    visitor.rest()
    listed = sorted(f"reporting/{about}.txt" for about in ABOUT)
    tick(visitor, *map(listed.index, TOGETHER))
    page.get_by_text("Set a field of all ticked documents").click()
    publish(visitor, f"Paper {at}")
    press(page, "Set for 2 documents")
    return page.locator(".byline-notice", has_text="2 documents corrected.").first


def rebuild(visitor: Visit, life: Life, at: int) -> Locator:
    name, page = f"reporting/{ABOUT[at % len(ABOUT)]}.txt", visitor.page
    life.texts[name] = f"Nobody closed the gate of the harbour in week {at}. The council was asleep.\n" * 30
    write(life.corpus, name, life.texts[name])
    page.reload()
    visitor.settle()
    press(page, "Update now")
    return page.get_by_text("1 changed").first


def publish(visitor: Visit, name: str) -> None:
    field = visitor.page.get_by_label("Publisher").locator("visible=true")
    field.fill(name)
    field.press("Tab")
    visitor.rest()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(no_wait_after=True)


ACTIONS: dict[str, tuple[Callable[[Visit, Life, int], Locator], float]] = {
    "uploading": (upload, 0.6),
    "labelling": (label, 1.5),
    "building": (rebuild, 1.5),
}
"""What is done, and after how many seconds it is nearly always done on a machine with nothing else to do."""


@pytest.fixture
def life(tmp_path: Path) -> Life:
    made = Life(tmp_path / "corpus", tmp_path / "data")
    for name, text in DOCUMENTS.items():
        write(made.corpus, name, text)
    build(made.corpus, made.data, encoder())
    return made


def test_nothing_is_lost_when_a_running_server_is_killed_and_it_goes_on_when_it_is_started_again(
    visit: Open, life: Life, tmp_path: Path
) -> None:
    chance = random.Random(f"{SEED} server")  # noqa: S311 (moments)
    visitors: list[Visit] = []

    def arrive(server: Server) -> Visit:
        url = f"{server.address}/documents"
        if visitors:
            visitors[0].page.goto(url)
        else:
            visitors.append(visit(url))
        visitors[0].settle()
        return visitors[0]

    for at in range(KILLS):
        act, longest_s = list(ACTIONS.values())[at % len(ACTIONS)]
        before, number, publishers = answers(life.data), generation(life), dict(life.publishers)
        filed = set(life.texts)
        with started(life.corpus, tmp_path) as server:
            act(arrive(server), life, at)
            time.sleep(chance.uniform(0, longest_s))
            server.process.kill()
            server.process.wait()
            visitors[0].page.goto("about:blank")
        visitors[0].complaints.clear()

        # Nothing that was there is gone, and nothing is there in part.
        stated = life.stated()
        there = {name for name in life.texts if (life.corpus / name).exists()}
        assert {name: (life.corpus / name).read_text() for name in there} == {name: life.texts[name] for name in there}
        assert set(life.texts) - there <= {name for name in life.texts if name.startswith(f"official/ferry {at} ")}
        assert stated in (publishers, life.publishers)
        assert stated == life.publishers or there == filed  # what is stated of a file is there before the file is
        assert generation(life) in {number, number + 1}
        fresh = tmp_path / f"fresh {at}"
        assert answers(life.data) == (before if generation(life) == number else answers_of_a_fresh_build(life, fresh))

        # The same again is done to its end, and answers as if nothing had happened.
        with started(life.corpus, tmp_path) as server:
            visitor = arrive(server)
            if act is not rebuild:
                act(visitor, life, at).wait_for(timeout=TIMEOUT_MS)
            deadline = time.monotonic() + TIMEOUT_MS / 1000
            while not (left := plan(life.corpus, life.data, encoder().model)).is_empty:
                assert time.monotonic() < deadline, (left, visitor.page.locator("body").inner_text())
                with suppress(PlaywrightTimeout):  # a build that was begun may be done by now
                    visitor.page.get_by_role("button", name="Update now", exact=True).click(timeout=2_000)
            visitor.page.goto("about:blank")
        visitor.complaints.clear()
        assert {name: (life.corpus / name).read_text() for name in life.texts} == life.texts
        assert life.stated() == life.publishers
        assert answers(life.data) == answers_of_a_fresh_build(life, tmp_path / f"whole {at}")
