"""The document beside the answer: its hits, what is found in it, and what became of it since."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from answer.records import NO_FILTERS, Answer, Lane, Standing
from app_pages.ask_parts.beside import AROUND, Opened, around, panel
from app_pages.documents_parts.document_text import PART_LENGTH
from app_pages.drawing.clicks import Press
from index.records import DocumentLabel, Evidence, Hit, Searched, Signals
from ingest.records import Block, BlockKind, Document, Source, Voice
from tests.app.shown import markup, shown, words

SIGNALS = Signals(0.5, 0.5, 0.5, 0.0, 0.5, 0.0)
TEXT = "The gate is old. Rain fell. The GATE was\nclosed. Nobody closed the gate in May."
SOURCE = Source("reporting", "The river", publisher="The Courier")


def hit(sentence: str, *, sha256: str = "00") -> Hit:
    start = TEXT.index(sentence)
    evidence = Evidence(start, start + len(sentence), sentence, Voice())
    label = DocumentLabel("reporting/river.txt", sha256, SOURCE)
    return Hit(label, start, start + len(sentence), sentence, None, evidence, (), (), 0.5, SIGNALS)


def document(text: str = TEXT, *, sha256: str = "00", blocks: tuple[Block, ...] = ()) -> Document:
    return Document(text, blocks, sentences=(), id="reporting/river.txt", sha256=sha256, source=SOURCE)


FIRST, LAST = hit("The gate is old."), hit("Nobody closed the gate in May.")


def answer(*hits: Hit, nearest_miss: Hit | None = None) -> Answer:
    standing = Standing.ANSWERS if hits else Standing.NOTHING
    lane = Lane("reporting", standing, Searched(1, 2), hits, nearest_miss)
    return Answer("a question", NO_FILTERS, "", (lane,), 1, "a model", datetime(2026, 11, 29, tzinfo=UTC))


def beside(rank: int = 2, *, today: Document | None = None, words: str = "", mention: int | None = None) -> str:
    """The first passage of the document, which is the second of its lane, or the last one, which is the first."""
    return panel(answer(LAST, FIRST), Opened(0, 0, rank, words, mention), today or document())


def marked(shown: str, css_class: str) -> list[str]:
    """What stands in the marks of this class."""
    return [re.sub("<[^>]*>", "", found) for found in re.findall(rf'(?s)<mark class="{css_class}">(.*?)</mark>', shown)]


def test_the_evidence_is_marked_and_the_answers_other_hits_more_quietly() -> None:
    assert marked(beside(), "byline-evidence byline-target") == ["The gate is old."]
    assert marked(beside(), "byline-evidence byline-other") == ["Nobody closed the gate in May."]


def test_hits_are_counted_in_the_documents_order_and_lead_to_each_other() -> None:
    assert "1 of 2 hits" in words(beside(2))
    assert re.search(r'aria-label="Next hit"[^>]*data-passage="0 0 1"', beside(2))
    assert re.search(r'aria-label="Previous hit"[^>]*disabled', beside(2))
    assert "2 of 2 hits" in words(beside(1))
    assert re.search(r'aria-label="Previous hit"[^>]*data-passage="0 0 2"', beside(1))


def test_a_closest_passage_is_said_to_be_no_match() -> None:
    shown = panel(answer(nearest_miss=FIRST), Opened(0, 0, 0), document())
    assert "closest passage, no match" in words(shown)
    assert "1 of 1" not in words(shown)


def test_every_mention_is_found_in_capitals_or_not_and_over_a_line_break() -> None:
    assert marked(beside(words="gate"), "byline-found") == ["gate", "GATE", "gate"]
    assert "0 of 3" in words(beside(words="gate"))
    shown = beside(words="gate WAS closed", mention=0)
    assert marked(shown, "byline-found byline-found-here") == ["GATE was\nclosed"]
    assert "not in this document" in words(beside(words="gates"))


def test_mentions_lead_to_the_one_before_and_the_next_and_round_again() -> None:
    shown = beside(words="gate", mention=2)
    assert "3 of 3" in words(shown)
    assert re.search(r'aria-label="Previous mention"[^>]*data-mention="1"', shown)
    assert re.search(r'aria-label="Next mention"[^>]*data-mention="0"', shown)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (document(), ""),
        (document(sha256="11"), "The document has changed since; these words have not."),
        (document("Other words."), "The document has changed since, and these words do not stand in this place"),
    ],
)
def test_what_became_of_the_document_is_said(today: Document, said: str) -> None:
    assert said in words(beside(today=today))
    assert ("since" in words(beside(today=today))) == bool(said)
    assert marked(beside(today=today), "byline-evidence byline-target") == ["The gate is old."]


def test_a_passage_of_a_document_that_is_gone_shows_its_words_without_a_way_to_it() -> None:
    shown = panel(answer(FIRST), Opened(0, 0, 1), None)
    assert "These are its words as they were." in words(shown)
    assert "byline-open" not in shown
    assert "byline-open" in beside()


def test_copies_are_named() -> None:
    copy = DocumentLabel("reporting/copy.txt", "", Source("reporting", "A copy"))
    shown = panel(answer(replace(FIRST, copies=(copy,))), Opened(0, 0, 1), document())
    assert "Same story also in: A copy (reporting/copy.txt)" in words(shown)
    assert "Same story" not in words(beside())


def test_of_a_long_document_the_part_around_the_place_is_shown_in_whole_paragraphs() -> None:
    paragraph = 1_000
    text = ("x" * (paragraph - 1) + "\n") * (2 * PART_LENGTH // paragraph)
    blocks = tuple(Block(BlockKind.PARAGRAPH, at, at + paragraph - 1) for at in range(0, len(text), paragraph))
    middle = len(text) // 2
    start, end = around(document(text, blocks=blocks), (middle, middle + 10))
    assert (start % paragraph, end % paragraph) == (0, paragraph - 1)
    assert 0 <= start - (middle - AROUND) < paragraph
    assert 0 <= middle + 10 + AROUND - end < paragraph
    assert around(document(), (0, 4)) == (0, len(TEXT))


def test_a_page_is_shown_as_it_looks_where_the_file_has_pages_and_on_request_only() -> None:
    paged = replace(document(), id="reporting/river.pdf", page_starts=(0, 29))

    def page(number: int, place: tuple[int, int]) -> Markup:
        return Markup("page {} {}").format(number, TEXT[slice(*place)])

    def shown(*, rank: int = 1, **how: object) -> str:
        return words(panel(answer(LAST, FIRST), Opened(0, 0, rank, **how), paged, page))

    assert "page 2 Nobody closed the gate in May." in shown(as_it_looks=True)
    assert "page 1 The gate is old." in shown(rank=2, as_it_looks=True)
    assert "page 2 GATE" in shown(as_it_looks=True, words="gate", mention=1)
    assert "page 2" not in shown()
    assert "Show the page" in shown()
    assert "Show the page" not in words(beside())


# On the page.


def press(app: AppTest, what: str, place: str) -> str:
    app.session_state["ask.beside.pressed"] = Press(what, place)
    app.run()
    assert not app.exception
    return markup(app)


def opened(app: AppTest, question: str = "Who closed the lower gate at noon in Amberford?") -> AppTest:
    app.run().chat_input[0].set_value(question).run()
    press(app, "open", "0 0 1")
    return app


def test_a_row_opens_its_document_with_why_it_is_there_and_who_set_its_label(app: AppTest) -> None:
    page = shown(opened(app))
    assert '<aside class="byline-panel byline-kind-reporting"' in markup(app)
    assert "Words matched closed, lower, gate, noon Not in this passage Amberford" in page
    assert "1st by meaning, 1st by words" in page
    assert "kind from folder" in page


def test_a_document_is_closed_by_a_press_by_the_next_question_and_by_a_new_conversation(app: AppTest) -> None:
    assert "byline-panel" not in press(opened(app), "close", "")
    press(app, "open", "0 0 1")
    app.chat_input[0].set_value("Who should resign?").run()
    assert "byline-panel" not in markup(app)
    press(app, "open", "0 0 1")
    next(button for button in app.button if button.label == "New conversation").click().run()
    assert "byline-panel" not in markup(app)


@pytest.mark.parametrize("place", ["9 0 1", "0 9 1", "0 0 9", "0 0 0", "", "0 0", "-1 0 1", "x y z", "0 0 1 1"])
def test_a_place_that_no_row_has_opens_nothing(app: AppTest, place: str) -> None:
    assert "byline-panel" not in press(opened(app), "open", place)


def test_words_are_looked_for_from_the_passage_on_and_stay_for_the_next_document(app: AppTest) -> None:
    page = press(opened(app, "What of the gate?"), "find", "THE LOWER")
    assert marked(page, "byline-found byline-found-here") == ["the lower"]
    page = press(app, "open", "0 1 1")
    assert 'value="THE LOWER"' in page
    assert marked(page, "byline-found byline-found-here") == []
    assert "byline-found" not in press(app, "find", "")
