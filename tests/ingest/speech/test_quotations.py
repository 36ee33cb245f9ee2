from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Block, BlockKind
from ingest.speech.quotations import quotations


def quoted(text: str) -> list[str]:
    blocks = [Block(BlockKind.PARAGRAPH, *found.span()) for found in re.finditer(r"[^\n]+", text)]
    return [text[start:end] for start, end in quotations(text, blocks)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("“It is so.” He left.", ["“It is so.”"]),
        ('"It is so." He left.', ['"It is so."']),
        ("''It is so.'' He left.", ["''It is so.''"]),
        ("``It is so.'' He left.", ["``It is so.''"]),
        ('“It is so," he said.', ['“It is so,"']),
        ("“It is so,“ he said.", ["“It is so,“"]),
        ("„Es ist so“, he said.", ["„Es ist so“"]),
        ("‘It’s so,’ he said.", ["‘It’s so,’"]),
        ("'It's the boys' ball,' he said.", ["'It's the boys' ball,'"]),
        ("“He said ‘no’ to it all,” she said.", ["“He said ‘no’ to it all,”"]),
        ("She called it “a danger” twice.", ["“a danger”"]),
        ("She read “The Long Road Home” twice.", []),
        ("The song “over the water” is old.", []),
        ("The “bridge” was two planks.", []),
        ('A 12" plank and a 14" one.', []),
        ('“The plank is 12" wide,” he said.', ['“The plank is 12" wide,”']),
        ('<a href="one two three four five six">', []),
        ("In the '90s the drivers' union grew.", []),
        ("“We go on.\n“And on.”\nThe end.", ["“We go on.", "“And on.”"]),
        ('"We go on.\n"And on."\nThe end.', ['"We go on.', '"And on."']),
        ("He said: “We go on and on and on\nThe end.", ["“We go on and on and on"]),
        ("“”", []),
        ("", []),
    ],
)
def test_speech_is_found_between_its_marks(text: str, spans: list[str]) -> None:
    assert quoted(text) == spans


@given(st.text(st.sampled_from("“”‘’'\"«»„` ab.,\nS")))
def test_quotations_are_in_order_inside_the_text_and_their_blocks(text: str) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, *found.span()) for found in re.finditer(r"[^\n]+", text)]
    spans = quotations(text, blocks)

    assert list(spans) == sorted(spans)
    for start, end in spans:
        assert any(block.start <= start < end <= block.end for block in blocks)
