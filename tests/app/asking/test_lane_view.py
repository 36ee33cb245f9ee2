from __future__ import annotations

import re
from datetime import date

from answer.records import Lane, Standing
from app_pages.ask_parts.lanes import lane_section
from index.records import DocumentLabel, Evidence, Hit, Line, Searched, Signals
from ingest.records import Source, Voice
from tests.app.shown import words

SIGNALS = Signals(0.5, 0.5, 0.5, 0.0, 0.5, 0.0)


def lane(
    *copies: tuple[str, ...],
    rows: int = 3,
    publisher: str | None = None,
    recognised: float | None = None,
    more: int = 0,
    at_least: bool = False,
    published: date | None = None,
    beside: tuple[Line, ...] = (),
) -> str:
    """A lane of passages, each of a document of its own that these others repeat, as HTML."""
    hits = tuple(
        Hit(
            *(labelled(f"a{at}", publisher, published), 0, 4, "Text", None),
            *(Evidence(0, 4, "Text", Voice(), recognised=recognised), (), (), 0.5, SIGNALS),
            copies=tuple(map(labelled, names)),
            beside=beside,
        )
        for at, names in enumerate(copies)
    )
    held = Lane("reporting", Standing.ANSWERS, Searched(9, 9), hits, None, more=more, at_least=at_least)
    return lane_section(held, turn=2, at=0, rows=rows)


def labelled(name: str, publisher: str | None = None, published: date | None = None) -> DocumentLabel:
    source = Source("reporting", f"Title {name}", publisher=publisher, published=published)
    return DocumentLabel(name, "", source, name)


def test_every_passage_is_a_row_that_names_its_place_in_the_conversation() -> None:
    assert re.findall(r'data-passage="([^"]*)"', lane((), ("c",), ())) == ["2 0 1", "2 0 2", "2 0 3"]


def row(shown: str) -> str:
    """The head of the first row, with what a narrow window leaves out taken out."""
    return words(re.sub(r'<span class="byline-of".*?</span>', "", shown.split("</button>")[0]))


def test_a_row_names_its_source_also_where_a_narrow_window_leaves_the_title_out() -> None:
    assert "Title a0" in row(lane(()))
    assert "The Courier" in row(lane((), publisher="The Courier"))


def test_a_row_says_that_a_machine_read_its_words_on_a_picture() -> None:
    assert "own words read from a picture, 0.97" in row(lane((), recognised=0.97))
    assert "read from" not in row(lane(()))


def test_what_is_out_of_sight_unfolds_with_its_number() -> None:
    shown = lane((), (), (), rows=1)

    before, more = shown.split('<details class="byline-details byline-more"')
    assert "2 more" in words(more)
    assert (">1.<" in before, ">2.<" in more, ">3.<" in more) == (True, True, True)


def test_further_passages_are_counted_and_fetched_below_those_that_unfold() -> None:
    assert "7 more" in words(lane((), (), (), more=7, rows=3))
    assert "7+ more" in words(lane((), (), (), more=7, rows=3, at_least=True))
    assert re.findall(
        r'data-place="([^"]*)"[^>]*data-next="([^"]*)">(\d+ more)', lane((), more=3) + lane((), (), more=12)
    ) == [
        ("2 0", "2 0 3", "10 more"),
    ]
    assert "byline-further" not in lane((), (), ())


def test_a_row_says_whose_words_and_of_which_day_it_is() -> None:
    assert 'data-whose="own" data-day="2026-03-19"' in lane((), published=date(2026, 3, 19))
    assert 'data-whose="own" data-day=""' in lane(())


def test_a_row_shows_the_line_beside_the_text_in_which_alone_the_words_stand() -> None:
    shown = lane((), beside=(Line(40, 60, "Contact: <b>Rosa Quint", "contact"),))

    assert "Only beside the text: “Contact: <b>Rosa Quint” (contact)" in words(shown)
    assert "<b>" not in shown
    assert "beside" not in words(lane(()))
