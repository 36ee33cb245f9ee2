"""A fault nobody foresaw, put in on purpose: the page tells its id, the file has the traceback, and one goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import serving
from tests.browser.visits import FIRST_RUN_TIMEOUT_MS, Open
from tests.conftest import write

pytestmark = [pytest.mark.browser, pytest.mark.model]

PUT_IN = """
import markupsafe

escape = markupsafe.escape


def faulty(shown):
    if "fault put in" in str(shown):
        raise RuntimeError("secret words of a traceback")
    return escape(shown)


markupsafe.escape = faulty
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "put_in").mkdir()
    (folder / "put_in/sitecustomize.py").write_text(PUT_IN)
    write(folder / "corpus", "reporting/river.txt", "The river rose on Monday. Engineers closed the gate at noon.\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(folder / "put_in"))
        with serving(folder / "corpus", folder) as url:
            yield url, folder


def test_a_fault_is_told_by_its_id_and_the_next_question_is_answered(visit: Open, site: tuple[str, Path]) -> None:
    url, folder = site
    visitor = visit(url)
    page = visitor.page
    page.locator(".byline-state").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    field = page.get_by_placeholder("Ask your documents")
    field.fill("Is there a fault put in?")
    field.press("Enter")
    page.locator(".byline-refusal").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)

    said = page.locator(".byline-refusal").inner_text()
    fault_id = re.search(r"fault ([0-9a-f]{8}),", said)[1]
    shown = page.locator("body").inner_text()
    assert "secret words" not in shown
    assert "Traceback" not in shown
    assert page.locator('[data-testid="stException"]').count() == 0
    written = (folder / "data/faults.log").read_text(encoding="utf-8")
    assert f"fault {fault_id}\nTraceback" in written
    assert "RuntimeError: secret words of a traceback" in written

    page.reload()
    page.locator(".byline-state").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    visitor.ask("When did the river rise?")
    assert "The river rose on Monday." in page.locator(".byline-lane").first.inner_text()
