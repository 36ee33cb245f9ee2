from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from answer.exports.as_markdown import plain

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

MARKS = st.text(st.sampled_from("ab1 07.)-*_`#>|[]()!<&;:%@~^$=+\\\nw/"), max_size=30)


def read(markdown: str) -> tuple[str, set[str]]:
    """The words that a reader sees, and the elements around them."""
    page = RENDERER.render(markdown)
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip("\n"), set(re.findall(r"<(\w+)", page))


SIGNS = {code: 0x2400 + code for code in range(32)} | {0x7F: "␡"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
"""What is shown for control characters."""


@pytest.mark.slow
@given(st.one_of(MARKS, st.text()))
def test_words_are_read_as_they_are_and_make_no_markup(text: str) -> None:
    words = " ".join(text.split())

    said, elements = read(plain(text))

    assert said == words.translate(SIGNS)
    assert elements <= {"p"}


@pytest.mark.parametrize("text", ["1. A numbered item", "07. Another", "3) Third", "- a dash", "+ a plus", "* a star"])
def test_what_begins_as_an_item_of_a_list_is_a_paragraph_with_its_digits(text: str) -> None:
    assert read(plain(text)) == (text, {"p"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see www.evil.example", r"see www\.evil.example"),
        ("_www.evil.example_", r"\_www\.evil.example\_"),
        ("see http://evil.example", r"see http\://evil.example"),
        ("mailto:a@evil.example", r"mailto\:a\@evil.example"),
        ("a :smile: here", r"a \:smile: here"),
        ("%%hidden%%", r"\%\%hidden\%\%"),
        ("@somebody", r"\@somebody"),
        ("12.5 percent, 3:40 pm", "12.5 percent, 3:40 pm"),
    ],
)
def test_links_emoji_comments_and_mentions_of_other_dialects_are_escaped(text: str, expected: str) -> None:
    assert plain(text) == expected
