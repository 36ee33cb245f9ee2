from __future__ import annotations

import re
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from ingest.draft import read_draft
from ingest.records import VoiceKind


def test_a_draft_is_read_paragraph_by_paragraph() -> None:
    draft = read_draft("The gate closed. The river\nrose.\n\n“It was a mistake,” she said.\n")

    assert [draft.text[one.start : one.end] for one in draft.sentences] == [
        "The gate closed.",
        "The river\nrose.",
        "“It was a mistake,” she said.",
    ]
    assert [one.voice.kind for one in draft.sentences] == [VoiceKind.OWN, VoiceKind.OWN, VoiceKind.QUOTE]


@given(st.text(max_size=200))
def test_every_character_of_a_paragraph_with_words_is_in_a_sentence(text: str) -> None:
    draft = read_draft(text)

    covered = {at for one in draft.sentences for at in range(one.start, one.end)}
    lines = re.split(r"(\n\s*\n)", text)  # paragraphs, and what stands between them
    starts = accumulate(map(len, lines), initial=0)
    said = [(start, line) for start, line in zip(starts, lines, strict=False) if any(map(str.isalnum, line))]
    assert all(char.isspace() or start + at in covered for start, line in said for at, char in enumerate(line))
    assert draft.text == text
