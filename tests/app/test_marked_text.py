from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app_pages.drawing.marked_text import Mark, marked

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=4)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\n"), max_size=40)


class Reader(HTMLParser):
    """What a browser shows of some HTML, and the text inside each `mark`."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.inside, self.open = "", "", 0
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.open += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.open -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.inside += data if self.open else ""


@given(text=TEXT, start=st.integers(0, 30), spans=SPANS)
def test_marks_add_and_take_away_no_character(text: str, start: int, spans: list[list[int]]) -> None:
    marks = [Mark(a, b, "mark", "byline-evidence") for a, b in spans]
    assert Reader(marked(text, start, marks)).text == text


@given(text=TEXT, start=st.integers(0, 30), span=st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted))
def test_exactly_the_span_is_marked(text: str, start: int, span: list[int]) -> None:
    expected = text[max(0, span[0] - start) : max(0, span[1] - start)]
    assert Reader(marked(text, start, [Mark(*span, "mark", "byline-evidence")])).inside == expected


def test_overlapping_marks_nest_with_the_first_outside() -> None:
    marks = [Mark(0, 3, "b", "one"), Mark(2, 4, "i", "two", "why")]
    assert marked("abcd", 0, marks) == (
        '<b class="one">ab<i class="two" title="why">c</i></b><i class="two" title="why">d</i>'
    )
