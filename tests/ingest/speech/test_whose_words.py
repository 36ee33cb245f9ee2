"""Whose words sentences are, on invented cases with the answer that a careful editor gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ingest.reader.process import read_contents

CASES = [json.loads(line) for line in (Path(__file__).parent / "whose_words.jsonl").read_text("utf-8").splitlines()]


def flat(text: str) -> str:
    return " ".join(text.split())


def bare(name: str | None) -> str:
    return re.sub(r"^(the|a|an) ", "", flat(name or "").lower().replace("’", "'"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_a_sentence_is_whose_an_editor_says_it_is(case: dict[str, Any]) -> None:
    read = read_contents(".md", case["text"].encode())
    begins = flat(case["sentence"])
    asked = next(one for one in read.sentences if begins in flat(read.text[one.start : one.end]))

    assert asked.voice.kind in case["kinds"]
    if asked.voice.kind != "own":
        assert bare(asked.voice.speaker) in [bare(name) for name in case["speakers"] or [None]]
