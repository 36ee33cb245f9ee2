from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import ENCLITIC, INITIALS, written_alike
from ingest.lexicon import INVISIBLE


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ("the U.S. and the U.K.", "the US and the UK"),
        ("Byline's, didn’t and they'LL", "Byline, didn and they"),
        ("e\u0301cole", "école"),
        ("har\u00adbour", "harbour"),
        ("mini\u200bstry of\u2060ten \ufeffmet", "ministry often met"),
        ("at a. b. or 3.5.", "at a. b. or 3.5."),
    ],
)
def test_what_is_typed_in_several_ways_is_read_as_one(typed: str, alike: str) -> None:
    assert written_alike(typed) == alike


@given(st.one_of(st.text(), st.text(alphabet="aU.S’'st \u0301\u00ad\u200b")))
def test_the_short_ways_change_nothing(text: str) -> None:
    whole = unicodedata.normalize("NFC", "".join(char for char in text if char not in INVISIBLE))
    assert written_alike(text) == INITIALS.sub(lambda match: match.group().replace(".", ""), ENCLITIC.sub("", whole))
