"""The Ask page in a real Chromium, with the real model, on the two documents and on hostile ones."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Playwright

from benchmarks.felt import QUESTIONS, opened, timed
from tests.browser.contrast import CONTRASTS, LEAST_CONTRAST
from tests.browser.hostile import HOSTILE, NAME
from tests.browser.serving import ROOT, serving
from tests.browser.visits import ASKED, FIRST_RUN_TIMEOUT_MS, Open, arrive, until, visiting
from tests.conftest import write

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "Is ISIS still a threat?"

EVERYDAY = (QUESTION, *QUESTIONS[:9])

ABOUT_THE_LEAK = (
    "When did the siren sound?",
    "How much chlorine escaped?",
    "Who knew about the valve?",
    "How many people were injured?",
    "Did anyone warn about corrosion before the leak?",
    "Who decided to say four tonnes?",
    "Has the minister resigned?",
    "How many people were evacuated?",
    "What did the inspectors find?",
    "What did Jonas Weil write to Sandoval?",
)
"""Of the documents in `tests/golden/leak`, which are of seven kinds."""


@dataclass(frozen=True)
class Site:
    """The served app, and what its first visitor saw while it was built."""

    url: str
    welcome: str
    progress: str


@pytest.fixture(scope="module")
def site(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("two")
    hold = folder / "hold"
    hold.touch()
    with serving(ROOT / "corpus", folder, hold=hold) as url:
        with visiting(playwright, folder) as visit:
            page = visit(url).page
            progress = page.locator('[data-testid="stProgress"]')
            progress.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
            seen = Site(url, page.locator(".byline-welcome").inner_text(), progress.inner_text())
            hold.unlink()
            page.locator(".byline-state").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
        yield seen


@pytest.fixture(scope="module")
def leak_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(ROOT / "tests/golden/leak", tmp_path_factory.mktemp("leak")) as url:
        yield url


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in {
        f"reporting/{NAME}": f"Gate {HOSTILE}\n\nThe gate was closed at noon {HOSTILE} by order.\n",
        "sources.toml": f'[documents."reporting/{NAME}"]\ntitle = {json.dumps(HOSTILE)}\n',
        "a *kind* <b> :red[x]/gate.txt": "The gate was closed at noon.\n",
        "commentary/hebrew.txt": "השער נסגר בצהריים.\n\nThe gate was closed at noon, they say.\n",
        "official/long.txt": f"The gate was closed at noon.\n\n{'x' * 5_000}\n",
    }.items():
        write(folder / "corpus", name, text)
    with serving(folder / "corpus", folder) as url:
        yield url


def test_the_first_run_explains_itself_and_shows_its_progress(site: Site) -> None:
    assert "every answer is a quotation" in site.welcome
    assert any(said in site.progress for said in ("Looking at", "Preparing", "Reading", "Making", "Saving"))


def test_an_answer_has_a_lane_for_each_kind_with_only_its_own_documents(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    reporting = visitor.page.get_by_role("region", name="Reporting")
    commentary = visitor.page.get_by_role("region", name="Commentary")
    for region, title in {
        reporting: "US-backed forces launch offensive against final ISIS strongholds in Syria",
        commentary: 'The US Syria Withdrawal and the Myth of the Islamic State\'s "Return"',
    }.items():
        sources = region.locator(".byline-row-facts").all_text_contents()
        assert len(sources) == 5
        assert [source for source in sources if title not in source] == []
    assert reporting.bounding_box()["y"] == commentary.bounding_box()["y"]
    assert reporting.bounding_box()["x"] < commentary.bounding_box()["x"]


IN_SIGHT = """() => {
  const foot = document.querySelector('[data-testid="stBottom"]').getBoundingClientRect().top;
  const whole = [...document.querySelectorAll('[data-byline="evidence"]')].filter((sentence) => {
    const box = sentence.getBoundingClientRect();
    return sentence.checkVisibility({ contentVisibilityAuto: true }) && box.height && box.top > 0 && box.bottom <= foot;
  });
  return [...new Set(whole.map((sentence) => sentence.dataset.kind))];
}"""
"""The kinds of which a whole evidence sentence is on the screen."""


TALL = """() => document.querySelector(".byline-keeping").getBoundingClientRect().bottom
  - document.querySelector(".byline-question").getBoundingClientRect().top"""
"""The height of the newest answer."""


@pytest.mark.parametrize(
    ("sizes", "kinds", "screens"),
    [([(1440, 900), (1280, 800)], None, 2), ([(390, 844)], 5, 2), ([(720, 450), (640, 400)], 1, None)],
    ids=["wide", "phone", "zoomed to 200 %"],
)
@pytest.mark.parametrize("of", ["two", "leak"])
def test_a_whole_sentence_of_the_first_kinds_with_a_match_is_in_sight_and_two_screens_hold_the_answer(
    visit: Open,
    site: Site,
    leak_site: str,
    of: str,
    sizes: list[tuple[int, int]],
    kinds: int | None,
    screens: int | None,
) -> None:
    """Of every kind in a wide window, and of the first where the window is zoomed: 1,440 by 900 are 720 by 450 then."""
    visitor = arrive(visit, site.url if of == "two" else leak_site, width=sizes[0][0])
    page = visitor.page
    for question in EVERYDAY if of == "two" else ABOUT_THE_LEAK:
        page.get_by_role("button", name="New conversation").first.evaluate("button => button.click()")
        page.locator(".byline-question").wait_for(state="detached")
        visitor.rest()
        visitor.ask(question)
        matched = page.locator(".byline-lane:not(.byline-lane-quiet)").all()
        expected = [str(lane.get_attribute("data-kind")) for lane in matched][:kinds]
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            until(page, f"expected => expected.every(kind => ({IN_SIGHT})().includes(kind))", expected)
            assert not screens or page.evaluate(TALL) <= screens * height, question


def test_one_press_shows_a_kind_alone_with_all_it_has_and_another_all_kinds(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    page = visitor.page
    shown = page.get_by_role("group", name="Kinds shown")
    reporting, commentary = (page.get_by_role("region", name=name) for name in ("Reporting", "Commentary"))
    shown.get_by_role("button", name="Commentary").click()
    assert reporting.is_hidden()
    assert [row.is_visible() for row in commentary.locator(".byline-row").all()] == [True] * 5
    assert shown.locator('[aria-pressed="true"]').inner_text().startswith("Commentary")
    shown.get_by_role("button", name="All").click()
    assert reporting.is_visible()


def test_whose_words_and_days_narrow_what_is_shown_at_once_and_what_they_hide_is_counted(
    visit: Open, leak_site: str
) -> None:
    visitor = arrive(visit, leak_site)
    visitor.ask("How much chlorine escaped?")
    page = visitor.page
    rows, hidden = page.locator(".byline-row"), page.locator(".byline-hidden")
    said = rows.evaluate_all("rows => rows.map(row => row.dataset.whose)")
    days = rows.evaluate_all("rows => rows.map(row => row.dataset.day)")
    page.locator(".byline-choice summary").click()
    page.get_by_role("button", name="attributed").click()
    assert hidden.inner_text().startswith(f"{len(said) - said.count('attributed')} hidden by whose words they are")
    assert {row.get_attribute("data-whose") for row in rows.all() if row.is_visible()} == {"attributed"}
    page.get_by_role("button", name="Anybody").click()
    assert hidden.is_hidden()

    day = sorted(filter(None, days))[len(list(filter(None, days))) // 2]
    page.locator("[data-day-from]").fill(day)
    assert hidden.inner_text().startswith(f"{sum(not one or one < day for one in days)} hidden by the dates")
    shown = [row.get_attribute("data-day") for row in rows.all() if row.is_visible()]
    assert sorted(map(str, shown)) == sorted(one for one in days if one and one >= day)
    page.get_by_role("button", name="Show all").click()
    assert page.locator("[data-day-from]").input_value() == ""
    assert hidden.is_hidden()


def test_a_kind_goes_on_until_no_passage_is_left_and_each_stands_once(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    page = visitor.page
    reporting = page.get_by_role("region", name="Reporting")
    kind = page.get_by_role("group", name="Kinds shown").get_by_role("button", name="Reporting")
    further = reporting.locator("button.byline-further")
    assert int(re.findall(r"\d+", kind.inner_text())[0]) > reporting.locator(".byline-row").count() == 5
    reporting.locator(".byline-more summary").click()
    while further.count():
        before = reporting.locator(".byline-row").count()
        further.evaluate("button => button.scrollIntoView({ block: 'center' })")
        top = further.bounding_box()["y"]
        further.click()
        reporting.locator(".byline-row").nth(before).wait_for()
        visitor.rest()
        row = reporting.locator(".byline-row").nth(before)
        assert row.evaluate("row => row === document.activeElement")
        assert abs(row.bounding_box()["y"] - top) < 50
    places = reporting.locator(".byline-row").evaluate_all("rows => rows.map(row => row.dataset.passage)")
    assert len(places) > 5
    assert len(set(places)) == len(places)
    assert kind.inner_text().split()[-1] == str(len(places))
    sentences = reporting.locator(".byline-sentence").all_text_contents()
    panel = visitor.beside(reporting.locator(".byline-row").last)
    assert panel.locator(".byline-target").first.inner_text() in sentences[-1]


def test_what_was_searched_is_a_line_that_can_be_edited(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask("What did the 2012 memo say?")
    visitor.ask("and when?")
    page = visitor.page
    line = page.locator("input.byline-query:visible")
    assert line.input_value().startswith("and when? ")
    line.fill("Who wrote the memo?")
    line.press("Enter")
    page.locator(".byline-question", has_text="Who wrote the memo?").wait_for()
    visitor.rest()
    assert page.locator("input.byline-query:visible").count() == 0


def test_an_answer_is_exported_at_its_question_in_two_presses_and_stays_as_it_was(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    page = visitor.page
    page.locator(".byline-more summary").first.click()
    page.get_by_role("button", name="Export", exact=True).click()
    download = page.get_by_test_id("stMain").get_by_role("button", name="Markdown", exact=True)
    download.wait_for()
    visitor.rest()
    assert download.bounding_box()["y"] < page.locator(".byline-lane").first.bounding_box()["y"]
    assert page.locator(".byline-more").first.evaluate("more => more.open")
    with page.expect_download() as downloading:
        download.click()
    assert downloading.value.suggested_filename == "answer.md"


def test_n_and_p_lead_from_passage_to_passage_and_enter_opens_one(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    page = visitor.page
    field = page.get_by_placeholder("Ask your documents")
    field.press("n")
    assert field.input_value() == "n"
    field.fill("")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    rows = page.locator(".byline-row")
    for key, focused in (("n", 0), ("n", 1), ("p", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert rows.nth(focused).evaluate("row => row === document.activeElement")
    page.keyboard.press("Enter")
    page.locator(".byline-panel-text:focus").wait_for()
    page.keyboard.press("?")
    keys = page.locator(".byline-keys dl")
    assert "the next and the previous hit" in keys.inner_text()
    page.keyboard.press("Escape")
    assert keys.is_hidden()
    assert page.locator(".byline-panel").is_visible()


PLACE = """row => ({
  top: row.getBoundingClientRect().top,
  scrolled: document.querySelector('[data-testid="stMain"]').scrollTop,
  open: [...document.querySelectorAll("details")].map(details => details.open),
  focused: document.activeElement === row,
})"""


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800), (390, 844)], ids=["desk", "laptop", "phone"])
def test_a_source_is_opened_beside_the_answer_and_left_again_with_everything_in_its_place(
    visit: Open, site: Site, size: tuple[int, int]
) -> None:
    visitor = arrive(visit, site.url, width=size[0])
    visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
    visitor.ask(QUESTION)
    page = visitor.page
    page.locator(".byline-more:visible summary").last.click()
    row = page.locator(".byline-row:visible").last
    row.evaluate("row => row.scrollIntoView({ block: 'center' })")
    row.focus()
    before = row.evaluate(PLACE)

    panel = visitor.beside(row)
    target = panel.locator(".byline-target").first
    assert target.inner_text() in row.locator(".byline-sentence").inner_text()
    assert abs(row.evaluate(PLACE)["top"] - before["top"]) < 2
    box, text = target.bounding_box(), panel.locator(".byline-panel-text").bounding_box()
    assert text["y"] <= box["y"] <= box["y"] + box["height"] <= text["y"] + text["height"]

    page.keyboard.press("Escape")
    panel.wait_for(state="detached")
    visitor.rest()
    after = row.evaluate(PLACE)
    assert abs(after["scrolled"] - before["scrolled"]) < 50
    assert (after["open"], after["focused"]) == (before["open"], True)


WORDS = """panel => {
  const text = panel.querySelector(".byline-document").cloneNode(true);
  for (const label of text.querySelectorAll(".byline-said-words")) label.remove();
  return text.textContent;
}"""
"""The words of the document that is open, without what Byline says about them."""


def test_the_next_hit_and_every_mention_are_shown_in_the_document(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    page = visitor.page
    panel = page.locator(".byline-panel")
    visitor.beside(page.locator(".byline-row").first)
    hits = panel.locator(".byline-hits")
    first, many = re.findall(r"\d+", hits.inner_text())
    way = 1 if int(first) < int(many) else -1
    before = panel.locator(".byline-target").first.inner_text()
    page.keyboard.press("n" if way > 0 else "p")
    hits.get_by_text(f"{int(first) + way} of {many} hits").wait_for()
    assert panel.locator(".byline-target").first.inner_text() != before

    panel.get_by_label("Find in document").press_sequentially("syrian")
    count = panel.get_by_role("status")
    count.get_by_text(" of ").wait_for()
    at, all_of_them = map(int, re.findall(r"\d+", count.inner_text()))
    assert all_of_them == panel.evaluate(WORDS).lower().count("syrian") > 1
    page.keyboard.press("Enter")
    count.get_by_text(f"{at % all_of_them + 1} of {all_of_them}").wait_for()
    here = panel.locator(".byline-found-here")
    assert here.inner_text().lower() == "syrian"
    assert here.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert panel.get_by_label("Find in document").evaluate("e => e === document.activeElement")
    # From the words to every mention in all documents: of those that are looked for, or of one in the passage.
    panel.get_by_role("button", name="In all documents").click()
    page.locator(".byline-mention").first.wait_for()
    assert page.get_by_label("Words, a name or a quotation").input_value() == "syrian"


def test_a_document_opens_in_less_time_than_a_question_is_answered(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    lanes = visitor.page.locator(".byline-state .byline-kind").count()
    answered = [timed(visitor.page, question, lanes) for question in EVERYDAY[:4]]
    assert statistics.median(opened(visitor)) < statistics.median(answered)


def test_a_follow_up_comes_to_the_top_of_the_window_below_the_earlier_answer(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    visitor.ask(QUESTION)
    visitor.ask("What did the 2012 memo say?")
    questions = visitor.page.locator(ASKED)
    assert questions.all_text_contents() == [QUESTION, "What did the 2012 memo say?"]
    until(visitor.page, "document.querySelector('.byline-question').getBoundingClientRect().y < 200")
    assert questions.last.bounding_box()["y"] > 0


def test_an_example_question_answers_with_one_press(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url)
    example = visitor.page.locator(".st-key-byline-examples button").first
    question = example.inner_text()
    example.click()
    visitor.page.locator(".byline-lane").first.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    assert visitor.page.locator(".byline-question").inner_text() == question


@pytest.mark.parametrize("width", [380, 640, 768, 1280])
def test_no_width_needs_sideways_scrolling(visit: Open, site: Site, width: int) -> None:
    visitor = arrive(visit, site.url, width=width)
    visitor.ask(QUESTION)
    main = visitor.page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_lanes_stack_on_a_phone(visit: Open, site: Site) -> None:
    visitor = arrive(visit, site.url, width=380)
    visitor.ask(QUESTION)
    lanes = [lane.bounding_box() for lane in visitor.page.locator(".byline-lane").all()]
    assert lanes[0]["x"] == lanes[1]["x"]
    assert lanes[0]["y"] + lanes[0]["height"] <= lanes[1]["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(visit: Open, site: Site, scheme: str) -> None:
    visitor = arrive(visit, site.url, scheme=scheme)
    visitor.ask("What did Trump say about bringing troops home?")
    visitor.beside(visitor.page.locator(".byline-row").first)
    visitor.unfold()
    contrasts = visitor.page.evaluate(CONTRASTS)
    assert len(contrasts) > 30
    assert [found for found in contrasts if found["contrast"] < LEAST_CONTRAST] == []


def test_hostile_text_shows_its_characters_as_they_are(visit: Open, hostile_site: str) -> None:
    visitor = arrive(visit, hostile_site)
    visitor.ask(f"Was the gate closed at noon? {HOSTILE}")
    page = visitor.page
    region = page.get_by_role("region", name="Reporting")
    panel = visitor.beside(region.locator(".byline-row").first)
    panel.get_by_label("Find in document").fill(HOSTILE)
    panel.locator(".byline-found").first.wait_for()
    visitor.unfold()
    assert HOSTILE in page.locator(".byline-question").inner_text()
    assert HOSTILE in region.inner_text()
    assert f"The gate was closed at noon {HOSTILE} by order." in panel.inner_text()
    assert f"reporting/{NAME}" in panel.inner_text()
    assert page.get_by_role("heading", name="A *kind* <b> :red[x]", exact=True).count() == 1
    assert page.title() == "Ask · Byline"
    assert page.locator('[class^="byline-"]').locator("img, script, a:not(.byline-open), b, i, code").count() == 0


def test_hostile_titles_and_kinds_show_as_they_are_in_the_filters(visit: Open, hostile_site: str) -> None:
    visitor = arrive(visit, hostile_site)
    page = visitor.page
    page.get_by_text("Search only in…").click()
    for label, expected in {
        "Kinds": "A *kind* <b> :red[x]",
        "Documents": f"{HOSTILE} (reporting/{NAME})",
    }.items():
        # By keyboard: a click without any time between down and up may land on the list as it opens.
        field = page.get_by_role("combobox", name=label)
        field.click(trial=True)  # waits until it moves no more
        field.press("ArrowDown")
        page.get_by_role("option", name=expected, exact=True).click()
        page.keyboard.press("Tab")  # Escape would clear a choice whose list is closed already
        visitor.rest()
        page.locator('[data-testid="stSidebar"]').get_by_text(expected, exact=True).wait_for()


def test_a_very_long_line_needs_no_sideways_scrolling(visit: Open, hostile_site: str) -> None:
    visitor = arrive(visit, hostile_site, width=380)
    visitor.ask("Was the gate closed at noon? file:long.txt")
    visitor.unfold()
    panel = visitor.beside(visitor.page.get_by_role("region", name="Official").locator(".byline-row").first)
    assert panel.locator(".byline-panel-text").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert visitor.page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth")


def test_right_to_left_text_reads_from_the_right(visit: Open, hostile_site: str) -> None:
    visitor = arrive(visit, hostile_site)
    visitor.ask("Was the gate closed at noon?")
    row = visitor.page.get_by_role("region", name="Commentary").locator(".byline-row").first
    text = visitor.beside(row).locator(".byline-block").first
    assert text.evaluate("e => getComputedStyle(e).direction") == "rtl"
