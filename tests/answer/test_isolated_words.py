from __future__ import annotations

from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.wording import isolated

TURNS = st.text(st.sampled_from("ab שع‎‏‪‫‬‭‮⁦⁧⁨⁩"), max_size=30)


def depths(text: str) -> list[int]:
    """How deep in isolates each character leaves the text, by counting alone."""
    depth, found = 0, []
    for char in text:
        name = bidirectional(char)
        depth += name in {"LRI", "RLI", "FSI"}
        depth -= name == "PDI"
        found.append(depth)
    return found


@pytest.mark.parametrize("text", ["", "River, rises (again) – 12", "Ålesund, Łódź, 東京"])
def test_a_text_that_turns_nothing_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום", "⁨שלום⁩"),
        ("Harbour ‮", "⁨Harbour ‮⁩"),
        ("left ⁩ open", "⁨⁨left ⁩ open⁩"),
        ("⁧left ⁦open", "⁨⁧left ⁦open⁩⁩⁩"),
    ],
)
def test_what_could_turn_its_neighbours_stands_in_an_isolate(text: str, expected: str) -> None:
    assert isolated(text) == expected


@given(st.one_of(TURNS, st.text()))
def test_an_isolate_ends_with_the_text_and_not_before(text: str) -> None:
    made = isolated(text)

    assert text in made
    if made != text:
        assert min(depths(made)[:-1]) >= 1
        assert depths(made)[-1] == 0
