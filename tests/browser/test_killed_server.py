"""A server that is killed while a person uploads and rebuilds: nothing is lost, and the next one goes on.

One life of a server in the gate for each thirty of `BYLINE_TEST_ROUNDS`.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from ingest.labels.sources_toml import read_sources
from tests.browser.serving import Server, started
from tests.browser.test_pages import choose
from tests.browser.visits import ANSWER_TIMEOUT_MS, Open, Visit, arrive
from tests.conftest import write
from tests.desk.damage import ROUNDS
from tests.index.test_random_kills import FILED, SEED, UPLOADS, WIRE, asked, hidden, unlabelled, whole

pytestmark = [pytest.mark.browser, pytest.mark.model]

LONGEST_S = 2.0
"""Within this time after a press the server is killed; what was begun takes about as long."""


def press_and_kill(visitor: Visit, button: str, server: Server, after_s: float) -> None:
    visitor.page.get_by_role("button", name=button).click()
    time.sleep(after_s)
    server.process.kill()
    server.process.wait()
    visitor.page.goto("about:blank")
    visitor.complaints.clear()  # that its server went is what the page had to say


def library_page(visit: Open, server: Server) -> Visit:
    return arrive(visit, f"{server.address}/library")


@pytest.mark.parametrize("life", range(max(1, ROUNDS // 30)))
def test_a_server_killed_while_it_files_and_rebuilds_loses_nothing(visit: Open, tmp_path: Path, life: int) -> None:
    chance = random.Random(f"{SEED} {life}")  # noqa: S311 (moments)
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    write(corpus, "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.\n")
    for name, text in UPLOADS.items():
        write(tmp_path, name, text)

    with started(corpus, tmp_path) as server:
        visitor = library_page(visit, server)
        add(visitor, [tmp_path / name for name in UPLOADS])
        press_and_kill(visitor, "Add to the corpus", server, chance.uniform(0, LONGEST_S))
    check_filed(corpus)
    asked(data)

    with started(corpus, tmp_path) as server:
        visitor = library_page(visit, server)
        if not all((corpus / name).exists() for name in FILED):
            add(visitor, [tmp_path / name for name in UPLOADS])
            visitor.page.get_by_role("button", name="Add to the corpus").click()
            visitor.page.get_by_text("filed").first.wait_for(timeout=ANSWER_TIMEOUT_MS)
        check_filed(corpus)
        assert all((corpus / name).exists() for name in FILED)
        press_and_kill(visitor, "Rebuild", server, chance.uniform(0, LONGEST_S))
    asked(data)

    with started(corpus, tmp_path) as server:
        visitor = library_page(visit, server)
        rebuild = visitor.page.get_by_role("button", name="Rebuild")
        if rebuild.count():
            rebuild.click()
        visitor.page.locator(".byline-state").get_by_text("7 reporting documents").wait_for(timeout=ANSWER_TIMEOUT_MS)
    asked(data)
    assert hidden(corpus) == []


def add(visitor: Visit, files: list[Path]) -> None:
    """Fill in the form that files these, of one publisher."""
    page = visitor.page
    page.get_by_role("tab", name="Add", exact=True).click()
    page.locator('input[type="file"]').set_input_files(files)
    page.get_by_text(files[-1].name).wait_for()
    visitor.rest()
    choose(visitor, "Kind (what sort of source they are)", "Reporting")
    page.get_by_label("Publisher", exact=True).first.fill(WIRE["publisher"])


def check_filed(corpus: Path) -> None:
    """Every document that is there is whole, and is labelled as was stated."""
    whole(corpus, {f"reporting/{name}": text for name, text in UPLOADS.items()})
    assert unlabelled(corpus, FILED) == []
    read_sources(corpus)
