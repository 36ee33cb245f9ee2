"""Every page for everybody: axe-core, the keyboard, focus, zoom, motion, scripts from the right and without spaces."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files

import pytest

from tests.browser.serving import ROOT, serving
from tests.browser.visits import FIRST_RUN_TIMEOUT_MS, Open, Visit, arrive, until

pytestmark = [pytest.mark.browser, pytest.mark.model]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}

ARABIC = "قالت البلدية إن البوابة أغلقت ظهر يوم الاثنين بعد ارتفاع منسوب النهر."
CHINESE = "市政府表示，星期一中午河水上涨之后，下游的闸门已经关闭，居民被要求留在家中等待进一步通知。" * 8
READER = "documents?document=commentary/us-syria-withdrawal-myth.md&start=5456&end=5600"
PLACES = ("", "check", "find", "notebook", "documents", READER)

VIOLATIONS = "axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations)"
FOCUSED = """() => {
  const at = document.activeElement;
  const name = at.getAttribute("aria-label") || at.innerText || at.value || at.title || at.placeholder || "";
  const ringed = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  };
  let rings = 0;  // around it, or around the box that it lies in
  for (let element = at; element; element = element.parentElement) rings += ringed(element);
  return { tag: at.tagName, name: name.slice(0, 60), rings };
}"""
MOVING = """() => [...document.querySelectorAll(".stApp *")].filter((element) => {
  const style = getComputedStyle(element);
  const longest = (list) => Math.max(...list.split(",").map(parseFloat));
  const animated = style.animationName !== "none" && longest(style.animationDuration) > 0.001;
  return animated || longest(style.transitionDuration) > 0.001;
}).length"""
SIDEBAR = "JSON.stringify(document.querySelector('[data-testid=stSidebar]')?.getBoundingClientRect())"
STILL = "!document.getAnimations().some((one) => isFinite(one.effect.getComputedTiming().endTime))"
SIDEWAYS = """() => document.documentElement.scrollWidth > innerWidth
  || [...document.querySelectorAll('[data-testid="stMain"]')].some((main) => main.scrollWidth > main.clientWidth)"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("access")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "corpus/official").mkdir()
    (folder / "corpus/official/arabic.txt").write_text(f"{ARABIC}\n", encoding="utf-8")
    (folder / "corpus/official/chinese.txt").write_text(f"{CHINESE}\n", encoding="utf-8")
    with serving(folder / "corpus", folder) as address:
        yield address


def unfold_parts(visitor: Visit) -> None:
    """The pictures and the files of the newest answer, unfolded."""
    for name in ("Coverage and timeline", "Export"):
        visitor.page.get_by_role("button", name=name, exact=True).last.click()
        visitor.page.get_by_role("button", name=name, exact=True, expanded=True).last.wait_for(
            timeout=FIRST_RUN_TIMEOUT_MS
        )
        visitor.rest()
    drawn(visitor, 2)


def drawn(visitor: Visit, charts: int) -> None:
    """Wait until so many charts are drawn."""
    chart = visitor.page.locator('[data-testid="stVegaLiteChart"]').locator("canvas, svg")
    chart.nth(charts - 1).wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()


def until_still(visitor: Visit) -> None:
    """Wait until the sidebar has the same place in two looks: one that slides in is no barrier, and may begin late."""
    before = None
    while before != (now := visitor.page.evaluate(SIDEBAR)):
        before = now
        visitor.page.wait_for_timeout(150)
        until(visitor.page, STILL)


def grave(visitor: Visit) -> list[str]:
    """What axe-core finds that is serious or critical at three widths, each with the elements."""
    visitor.page.evaluate(AXE)
    barriers = []
    for width in (390, 1440, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.rest()
        until_still(visitor)
        found = [rule for rule in visitor.page.evaluate(VIOLATIONS) if rule["impact"] in GRAVE]
        barriers += [f"{width}: {rule['id']}: {[node['html'][:200] for node in rule['nodes']]}" for rule in found]
    return barriers


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(visit: Open, url: str, scheme: str) -> None:
    """No rule and no element is excepted."""
    found = {}
    for place in PLACES:
        visitor = arrive(visit, f"{url}/{place}", scheme=scheme)
        found[place] = grave(visitor)
    visitor = arrive(visit, url, scheme=scheme)
    visitor.ask("Which countries support the opposition?")
    unfold_parts(visitor)
    visitor.unfold()
    found["an answer"] = grave(visitor)
    beside = visitor.beside(visitor.page.locator(".byline-row:visible").first)
    beside.get_by_label("Find in document").fill("Syria")
    beside.locator(".byline-found").first.wait_for()
    visitor.unfold()
    found["a document beside it"] = grave(visitor)
    beside.get_by_role("button", name="Pin to notebook").click()
    visitor.page.get_by_role("button", name="Pinned").first.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    visitor.page.get_by_role("link", name="Notebook", exact=True).click()
    visitor.page.locator(".byline-pin").first.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    found["a notebook"] = grave(visitor)
    visitor = arrive(visit, f"{url}/find", scheme=scheme)
    visitor.page.get_by_label("Words, a name or a quotation").fill(
        "The West, Gulf countries, and Turkey support the regime."
    )
    visitor.page.get_by_role("button", name="Find", exact=True).click()
    visitor.page.locator(".byline-mention").first.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    found["mentions"] = grave(visitor)
    visitor = arrive(visit, f"{url}/check", scheme=scheme)
    visitor.page.get_by_role("button", name="Check this example").click()
    visitor.page.locator(".byline-checked").first.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    visitor.page.get_by_text("Heat map", exact=True).click()
    drawn(visitor, 1)
    visitor.page.locator(".byline-checked").first.press("Enter")
    visitor.page.locator(".byline-panel-check").wait_for()
    visitor.rest()
    visitor.unfold()
    found["a check"] = grave(visitor)
    visitor = arrive(visit, f"{url}/documents", scheme=scheme)
    for fold in ("More filters", "Updates so far"):
        visitor.page.get_by_text(fold, exact=True).click()
        visitor.rest()
    visitor.page.get_by_text("Correct or remove", exact=True).click()
    visitor.page.locator(".stDataFrame").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.page.locator('input[type="file"]').set_input_files(ROOT / "corpus/README.md")
    visitor.page.get_by_role("button", name="Add and update").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    found["documents, everything open"] = grave(visitor)
    assert {place: barriers for place, barriers in found.items() if barriers} == {}


def test_axe_sees_a_barrier_that_is_put_in(visit: Open, url: str) -> None:
    visitor = arrive(visit, url)
    visitor.page.evaluate("document.querySelector('.byline-welcome').innerHTML = '<button></button>'")
    assert [rule.split(":")[:2] for rule in grave(visitor)] == [
        [width, " button-name"] for width in ("390", "1440", "1280")
    ]


def test_a_question_is_asked_and_its_passage_opened_by_keyboard_with_focus_in_sight(visit: Open, url: str) -> None:
    visitor = arrive(visit, url)
    page = visitor.page
    passed = walk(visitor, until="Ask your documents")
    page.keyboard.type("Which countries support the opposition?")
    page.keyboard.press("Enter")
    page.locator(".byline-lane").last.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    visitor.rest()
    page.locator("body").evaluate("() => document.activeElement.blur()")
    passed += walk(visitor, until="1.")
    page.keyboard.press("Enter")
    page.locator(".byline-panel-text:focus").wait_for()
    passed += walk(visitor, until="Why, label and place")
    page.keyboard.press("Enter")
    assert page.locator("details[open] .byline-reasons").is_visible()
    page.keyboard.press("Escape")
    assert "1." in page.evaluate(FOCUSED)["name"]
    assert [step for step in passed if step["rings"] != 1] == []
    assert [step for step in passed if not step["name"]] == []


def walk(visitor: Visit, *, until: str) -> list[dict[str, object]]:
    """What has the focus, Tab by Tab, until what is looked for has it."""
    passed = []
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        passed.append(visitor.page.evaluate(FOCUSED))
        if passed[-1]["tag"] == "BODY":  # round again, by way of the browser itself
            passed.pop()
            continue
        if until in str(passed[-1]["name"]):
            return passed
    raise AssertionError(f"{until} is not reached by Tab: {[step['name'] for step in passed]}")


def test_the_lanes_of_three_kinds_stand_side_by_side_on_a_laptop(visit: Open, url: str) -> None:
    visitor = arrive(visit, url)
    visitor.ask("Which countries support the opposition?")
    places = [lane.bounding_box() for lane in visitor.page.locator(".byline-lane").all()]

    assert len(places) == 3
    assert len({place["y"] for place in places if place}) == 1


@pytest.mark.parametrize("width", [380, 640], ids=["a phone", "zoomed to 200 %"])
def test_no_page_needs_sideways_scrolling(visit: Open, url: str, width: int) -> None:
    """A window of 1,280 pixels zoomed to 200 % is 640 wide."""
    sideways = {}
    for place in (*PLACES, "documents?document=official/chinese.txt&start=0&end=30"):
        visitor = arrive(visit, f"{url}/{place}", width=width)
        sideways[place] = visitor.page.evaluate(SIDEWAYS)
    assert sideways == dict.fromkeys(sideways, False)


def test_nothing_moves_for_who_asks_for_less_motion(visit: Open, url: str) -> None:
    visitor = arrive(visit, url)
    assert visitor.page.evaluate(MOVING) > 0
    visitor.page.emulate_media(reduced_motion="reduce")
    assert visitor.page.evaluate(MOVING) == 0


def test_each_script_is_read_from_its_own_side(visit: Open, url: str) -> None:
    directions = {}
    for name, text in (("arabic", ARABIC), ("chinese", CHINESE)):
        visitor = arrive(visit, f"{url}/documents?document=official/{name}.txt&start=0&end=10", width=380)
        block = visitor.page.locator(".byline-block").first
        assert block.inner_text() == text
        directions[name] = block.evaluate("e => getComputedStyle(e).direction")
    assert directions == {"arabic": "rtl", "chinese": "ltr"}


def test_words_without_spaces_are_broken_into_lines_and_their_evidence_is_marked(visit: Open, url: str) -> None:
    visitor = arrive(visit, url, width=380)
    visitor.ask("闸门已经关闭 file:chinese.txt")
    row = visitor.page.get_by_role("region", name="Official").locator(".byline-row").first
    text = visitor.beside(row).locator(".byline-block").first
    assert text.evaluate("e => e.getClientRects().length && e.scrollWidth <= e.clientWidth")
    assert text.evaluate("e => e.offsetHeight > 3 * parseFloat(getComputedStyle(e).lineHeight)")
    assert text.locator("mark").count() >= 1


def test_the_state_of_the_library_is_in_sight_on_every_page_however_far_it_is_scrolled(visit: Open, url: str) -> None:
    visitor = arrive(visit, f"{url}/{READER}")
    visitor.page.locator(".byline-target").first.wait_for()
    until(visitor.page, "document.querySelector('[data-testid=\"stMain\"]').scrollTop > 300")
    box = visitor.page.locator(".byline-state").bounding_box()
    assert 0 <= box["y"] < 300
    narrow = arrive(visit, f"{url}/check", width=380)
    assert "1 reporting document" in narrow.page.locator(".byline-state-line").inner_text()


def test_what_is_pressed_in_the_sidebar_of_a_phone_is_not_left_under_it(visit: Open, url: str) -> None:
    visitor = arrive(visit, url, width=380)
    visitor.ask("Which countries support the opposition?")
    page = visitor.page
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name="New conversation").click()
    page.locator(".byline-welcome").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    page.get_by_test_id("stExpandSidebarButton").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)

    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name="Which countries support the opposition?").click()
    page.locator(".byline-lane").last.wait_for(timeout=FIRST_RUN_TIMEOUT_MS)
    page.get_by_test_id("stExpandSidebarButton").wait_for(timeout=FIRST_RUN_TIMEOUT_MS)


BAR = """() => {
  const foot = document.querySelector(".st-key-byline-pages").getBoundingClientRect();
  const links = [...document.querySelectorAll(".st-key-byline-pages a")].map((link) => link.getBoundingClientRect());
  const main = document.querySelector('[data-testid="stMain"]');
  main.scrollTo(0, main.scrollHeight);
  const ends = [...main.querySelectorAll('[data-testid="stElementContainer"]')]
    .filter((part) => !part.closest(".st-key-byline-pages") && part.checkVisibility())
    .map((part) => part.getBoundingClientRect().bottom);
  return {
    height: foot.height,
    below: innerHeight - foot.bottom,
    shortest: Math.min(...links.map((link) => link.height)),
    outside: links.filter((link) => link.left < 0 || link.right > innerWidth || link.bottom > innerHeight).length,
    covered: ends.filter((end) => end > foot.top + 1).length,
  };
}"""
"""The bar of pages at the foot of a narrow window; and how much of a page ends under it when scrolled to its end."""


@pytest.mark.parametrize("width", [320, 390, 998])
def test_the_pages_are_a_bar_at_the_foot_of_a_narrow_window_and_nothing_lies_under_it(
    visit: Open, url: str, width: int
) -> None:
    visitor = arrive(visit, url, width=width)
    page = visitor.page
    visitor.ask("Which countries support the opposition?")
    seen = {}
    for name in ("Check", "Find", "Notebook", "Documents", "Ask"):
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("heading", level=1, name="Byline" if name == "Ask" else name).wait_for()
        visitor.rest()
        seen[name] = page.evaluate(BAR)
        assert page.locator(".st-key-byline-pages strong").all_inner_texts() == [name]
        assert page.get_by_role("link", name=name, exact=True).count() == 1
    for name, bar in seen.items():
        assert (bar["below"], bar["outside"], bar["covered"]) == (0, 0, 0), (name, bar)
        assert 40 <= bar["shortest"] <= bar["height"] <= 48, (name, bar)
    assert page.locator(".byline-question").inner_text() == "Which countries support the opposition?"


def test_a_wide_window_has_its_pages_above_and_no_bar(visit: Open, url: str) -> None:
    visitor = arrive(visit, url, width=1000)
    link = visitor.page.get_by_role("link", name="Documents", exact=True)
    assert link.count() == 1
    assert link.bounding_box()["y"] < 60
    assert visitor.page.locator(".st-key-byline-pages").is_hidden()
