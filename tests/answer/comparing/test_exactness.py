from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.comparing.exactness import plain, wanted


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        ("The gate  was\nclosed.", "gate was closed", "gate  was\nclosed"),
        ("It’s “closed”", 'It\'s "closed"', "It’s “closed"),
        ("co\u00adoperate now", "cooperate now", "co\u00adoperate now"),
        ("1,200 men", "200 men", None),
        ("1.5 men", "5 men", None),
        ("12 men", "2 men", None),
        ("12 men, 2 men", "2 men", "2 men"),
        ("5.5 percent", "5", None),
        ("cart", "art", None),
        ("Closed", "closed", None),
        ("can't close", "can", None),
        ("co-op shops", "op", None),
        ("a war-torn town", "war", None),
        ("the ‘closed’ gate", "closed", "closed"),
        ("the ﬁrst gate", "first", "ﬁrst"),
        ("clo\u200bsed\ufeff", "closed", "clo\u200bsed"),
        ("minus -5 men", "5 men", None),
        ("the closed gate", "the *closed* gate", "the closed gate"),
        ("the gate “closed for good”", "the **gate** “_closed for good_”", "the gate “closed for good"),
        ("the *closed* gate", "the closed gate", "the *closed* gate"),
        ("snake_case names", "snake_case", "snake_case"),
        ("2*3 men", "2*3", "2*3"),
        ("anything", "", None),
    ],
)
def test_words_stand_exactly_or_not_at_all(text: str, claim: str, expected: str | None) -> None:
    span = next(plain(text).whole(wanted(claim)), None)

    assert (text[slice(*span)] if span else None) == expected


@given(st.lists(st.text(alphabet="ab1 ’é\u00ad\n", min_size=1, max_size=8), min_size=1, max_size=8))
def test_every_run_of_words_is_found_in_its_text(parts: list[str]) -> None:
    words = " ".join(parts).split()
    text = " ".join(words)
    claim = wanted(" ".join(words[1:3]))

    found = next(plain(text).whole(claim), None)

    assert (found is not None) == bool(claim)
    assert not found or plain(text[slice(*found)]).text.strip() == claim


def test_a_text_of_one_letter_is_searched_in_a_moment() -> None:
    assert not any(plain("a" * 20_000).whole("a" * 2_000))


def test_the_mark_of_a_note_inside_a_sentence_is_no_word_of_it() -> None:
    text = "In that year[2] there were 67 ships, and [4] apples."
    found = plain(text)

    spans = list(found.whole(wanted("In that year there were 67 ships")))

    assert [text[start:end] for start, end in spans] == ["In that year[2] there were 67 ships"]
    assert "[4] apples" in found.text
