"""The Documents page in a real Chromium, with the real model: documents come, change, go and are read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.contrast import CONTRASTS, LEAST_CONTRAST
from tests.browser.hostile import HOSTILE
from tests.browser.serving import ROOT, serving
from tests.browser.visits import Open, Visit, arrive, until
from tests.conftest import write

pytestmark = [pytest.mark.browser, pytest.mark.model]

TIMEOUT_MS = 90_000
PRESSES, PRESS_TIMEOUT_MS = 30, 2_000
RIVER = "reporting/river.txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "corpus"
    for name, text in {
        RIVER: "The river rose on Monday. Engineers closed the lower gate at noon.\n",
        "commentary/gate.md": "# The gate\n\nClosing the gate was a mistake. “It broke,” Mayor Ann Lee said.\n",
        "commentary/hostile.txt": f"Gate {HOSTILE}\n\n" + "The gate is shut. " * 400 + f"\n\nLast {HOSTILE}\n",
        "commentary/line.txt": f"The weir of Amberford leaks. {'<b>x</b> ' * 110_000}\n",
        "sources.toml": f'[documents."commentary/hostile.txt"]\ntitle = {json.dumps(HOSTILE)}\n',
    }.items():
        write(folder, name, text)
    (folder / "official").mkdir()
    shutil.copy(ROOT / "tests/golden/columns.pdf", folder / "official/columns.pdf")
    return folder


@pytest.fixture(scope="module")
def hold(corpus: Path) -> Path:
    """The file that holds builds as long as it is there."""
    return corpus.parent / "hold"


@pytest.fixture(scope="module")
def url(corpus: Path, hold: Path) -> Iterator[str]:
    with serving(corpus, corpus.parent, hold=hold) as address:
        yield address


def choose(visitor: Visit, label: str, words: str) -> None:
    """Take an option by keyboard, as a person who types does."""
    field, options = visitor.page.get_by_role("combobox", name=label, exact=True), visitor.page.get_by_role("option")
    field.click(trial=True)  # waits until it moves no more
    _until_listed(field, options.first)
    visitor.page.keyboard.type(words, delay=30)
    wanted = options.filter(has_text=words).first
    with suppress(PlaywrightTimeout):
        wanted.wait_for(timeout=PRESS_TIMEOUT_MS)
    if not wanted.is_visible():  # a list over a page that moves shuts; the words stay
        _until_listed(field, wanted)
    wanted.click()
    visitor.page.keyboard.press("Tab")
    visitor.rest()


def _until_listed(field: Locator, option: Locator) -> None:
    """Press the down arrow in a field until it lists this option: a press while the page is drawn again is lost."""
    for _ in range(PRESSES):
        field.press("ArrowDown")
        with suppress(PlaywrightTimeout):
            option.wait_for(timeout=PRESS_TIMEOUT_MS)
            return


ROW_PIXELS, TICK_PIXELS = 35, 20
"""Of the table of corrections: the height of a row, its head being one, and the middle of the ticks."""
TITLE_CELL = 200
"""A place in the column of titles, in pixels from the left."""


def tick(visitor: Visit, *rows: int) -> None:
    """Tick these rows, from 0, of the table of corrections, which a canvas draws."""
    table = visitor.page.locator(".stDataFrameGlideDataEditor").first
    table.wait_for(timeout=TIMEOUT_MS)
    visitor.rest()
    for row in rows:
        table.click(position={"x": TICK_PIXELS, "y": ROW_PIXELS * (row + 1.5)})
        visitor.page.wait_for_timeout(300)
        visitor.rest()


def test_documents_are_added_corrected_removed_and_brought_back_after_a_reload(
    visit: Open, url: str, corpus: Path, tmp_path: Path
) -> None:
    visitor = arrive(visit, f"{url}/documents")
    page = visitor.page
    first = int(page.locator(".byline-state").get_attribute("data-generation") or 0)

    def wait_for_update(number: int) -> None:
        page.locator(f'.byline-state[data-generation="{first + number}"]').wait_for(timeout=TIMEOUT_MS)
        visitor.rest()

    files = [tmp_path / "dam.txt", tmp_path / "wall.txt"]
    for file in files:
        file.write_text(f"The {file.stem} held through the night.\n")
    page.locator('input[type="file"]').set_input_files(files)
    page.get_by_role("button", name="Add and update").wait_for(timeout=TIMEOUT_MS)
    visitor.rest()
    choose(visitor, "Kind of all files", "Official")
    choose(visitor, "Kind of wall.txt", "Commentary")
    page.get_by_role("button", name="Add and update").click()
    wait_for_update(1)
    assert (corpus / "commentary/wall.txt").exists()
    assert "2 documents added." in page.locator(".byline-notice").first.inner_text()

    page.get_by_label("Search titles, authors and file names").fill("dam.txt")
    page.keyboard.press("Tab")
    visitor.rest()
    page.get_by_text("Correct or remove", exact=True).click()
    tick(visitor, 0)
    page.get_by_text("Set a field of all ticked documents").click()
    choose(visitor, "Kind", "Reporting")
    page.get_by_role("button", name="Set for 1 document", exact=True).click()
    wait_for_update(2)
    assert 'kind = "reporting"' in (corpus / "sources.toml").read_text()
    assert page.get_by_role("button", name="Remove the ticked documents").is_disabled()

    tick(visitor, 0)
    page.get_by_role("button", name="Remove 1 document", exact=True).click()
    wait_for_update(3)
    assert not (corpus / "official/dam.txt").exists()
    page.reload()
    visitor.settle()
    page.get_by_role("button", name="Undo", exact=True).click()
    wait_for_update(4)
    assert (corpus / "official/dam.txt").read_text() == "The dam held through the night.\n"
    assert page.get_by_text("Changed since the last update").count() == 0


def test_what_was_ticked_and_typed_stays_until_it_is_saved_whatever_is_listed_meanwhile(
    visit: Open, url: str, corpus: Path
) -> None:
    visitor = arrive(visit, f"{url}/documents")
    page = visitor.page

    def update() -> None:
        before = int(page.locator(".byline-state").get_attribute("data-generation") or 0)
        page.get_by_role("button", name="Update now", exact=True).click()
        page.locator(f'.byline-state[data-generation="{before + 1}"]').wait_for(timeout=TIMEOUT_MS)
        visitor.rest()

    def search(words: str) -> None:
        page.get_by_label("Search titles, authors and file names").fill(words)
        page.keyboard.press("Tab")
        visitor.rest()

    for name in ("elm", "fir"):
        write(corpus, f"reporting/{name}.txt", f"The {name} stood by the lower gate.\n")
    page.reload()
    visitor.settle()
    update()
    page.get_by_text("Correct or remove", exact=True).click()
    search("fir.txt")
    tick(visitor, 0)
    page.locator(".stDataFrameGlideDataEditor").first.dblclick(position={"x": TITLE_CELL, "y": ROW_PIXELS * 1.5})
    page.keyboard.press("Control+A")
    page.keyboard.type("A tree at the gate", delay=20)
    page.keyboard.press("Enter")
    save = page.get_by_role("button", name="Save corrections")
    expect(save).to_be_enabled()
    search("reporting/")
    page.get_by_role("button", name="Remove 1 document", exact=True).wait_for()

    # The library goes on, with another document before the ticked one.
    write(corpus, "reporting/ash.txt", "The ash fell in the night.\n")
    search("elm.txt")
    page.get_by_text("What you changed of 1 document not listed here is kept.").wait_for()
    expect(save).to_be_disabled()
    search("reporting/")
    update()
    page.get_by_role("button", name="Remove 1 document", exact=True).wait_for()
    save.click()
    page.locator(".byline-notice", has_text="1 document corrected.").first.wait_for(timeout=TIMEOUT_MS)
    assert 'title = "A tree at the gate"' in (corpus / "sources.toml").read_text()
    visitor.rest()
    page.get_by_role("button", name="Remove 1 document", exact=True).click()
    page.get_by_role("button", name="Remove the ticked documents", exact=True).wait_for(timeout=TIMEOUT_MS)
    assert not (corpus / "reporting/fir.txt").exists()
    assert (corpus / "reporting/elm.txt").exists()
    assert (corpus / "reporting/ash.txt").exists()


def test_questions_are_answered_while_another_tab_builds_what_it_uploaded(
    visit: Open, url: str, hold: Path, tmp_path: Path
) -> None:
    asking = arrive(visit, url)
    visitor = arrive(visit, f"{url}/documents")
    page = visitor.page
    (tmp_path / "ferry.txt").write_text("The ferry of Amberford left at noon.\n", encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(tmp_path / "ferry.txt")
    page.get_by_role("button", name="Add and update").wait_for(timeout=TIMEOUT_MS)
    visitor.rest()
    choose(visitor, "Kind", "Official")
    hold.touch()
    try:
        page.get_by_role("button", name="Add and update").click()
        page.locator('[data-testid="stProgress"]').wait_for(timeout=TIMEOUT_MS)

        asking.page.get_by_placeholder("Ask your documents").fill("Who closed the lower gate at noon?")
        asking.page.get_by_placeholder("Ask your documents").press("Enter")
        asking.page.locator(".byline-lane").last.wait_for(timeout=TIMEOUT_MS)

        assert page.locator('[data-testid="stProgress"]').count() == 1
        assert "lower gate" in asking.page.get_by_role("region", name="Reporting").inner_text()
    finally:
        hold.unlink()
    page.get_by_text("1 document added.").first.wait_for(timeout=TIMEOUT_MS)


def test_what_is_linked_by_an_old_address_is_found(visit: Open, url: str) -> None:
    visitor = arrive(visit, f"{url}/sources?document={RIVER}&start=26&end=66", ".byline-target")
    assert visitor.page.url == f"{url}/documents?document={RIVER}&start=26&end=66"
    for old, new in {"library": "Documents", "trace": "Find"}.items():
        assert arrive(visit, f"{url}/{old}").page.title() == f"{new} · Byline"


def test_a_line_of_a_megabyte_of_markup_shows_as_text(visit: Open, url: str) -> None:
    visitor = arrive(visit, f"{url}/documents?document=commentary/line.txt&start=0&end=28", ".byline-target")
    text = visitor.page.locator(".byline-document")
    assert text.inner_text().startswith("The weir of Amberford leaks. <b>x</b> <b>x</b>")
    assert text.locator("b").count() == 0
    assert visitor.page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")


def test_the_age_of_the_index_is_told_beside_every_page_with_the_way_to_mend_it(
    visit: Open, url: str, corpus: Path
) -> None:
    arrive(visit, url)  # whoever comes first builds the library
    (corpus / "reporting/later.txt").write_text("A later report.\n")
    try:
        for place in ("", "check", "find"):
            visitor = arrive(visit, f"{url}/{place}")
            older = visitor.page.locator(".byline-older")
            older.wait_for(timeout=TIMEOUT_MS)
            assert older.inner_text() == "Changed since the last update: 1 document added."
        visitor.page.get_by_role("link", name="See what changed").click()
        visitor.page.get_by_text("What an update would do", exact=True).click()
        visitor.page.get_by_text("reporting/later.txt: new in the corpus").wait_for(timeout=TIMEOUT_MS)
    finally:
        (corpus / "reporting/later.txt").unlink()


def test_the_reader_shows_hostile_text_as_it_is_and_scrolls_to_the_place(visit: Open, url: str, corpus: Path) -> None:
    at = (corpus / "commentary/hostile.txt").read_text().index("Last")
    visitor = arrive(
        visit, f"{url}/documents?document=commentary/hostile.txt&start={at}&end={at + 4}", ".byline-target"
    )
    page = visitor.page
    assert page.locator(".byline-document").inner_text().count(HOSTILE) == 2
    assert page.locator(".byline-document-title").inner_text() == HOSTILE
    assert page.locator(".byline-document").locator("img, script, a, b, i, code").count() == 0
    assert page.title() == "Documents · Byline"
    until(page, "document.querySelector('.byline-target').getBoundingClientRect().y < innerHeight")


def test_a_quotation_is_boxed_on_its_page(visit: Open, url: str) -> None:
    visitor = arrive(visit, f"{url}/documents?document=official/columns.pdf&start=0&end=20", ".byline-box")
    picture = visitor.page.locator(".byline-page img")
    assert picture.evaluate("e => e.naturalWidth") > 500
    page, box = picture.bounding_box(), visitor.page.locator(".byline-box").first.bounding_box()
    assert page["x"] <= box["x"] < box["x"] + box["width"] <= page["x"] + page["width"] + 3
    assert page["y"] <= box["y"] < box["y"] + box["height"] <= page["y"] + page["height"] + 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["documents", f"documents?document={RIVER}", "find"])
def test_new_pages_have_enough_contrast_and_need_no_sideways_scrolling(
    visit: Open, url: str, place: str, scheme: str
) -> None:
    visitor = arrive(visit, f"{url}/{place}", scheme=scheme, width=380)
    found = visitor.page.evaluate(CONTRASTS)
    assert found
    assert [text for text in found if text["contrast"] < LEAST_CONTRAST] == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")
