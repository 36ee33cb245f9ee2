"""What is said about 220 claims, to the letter: see `claims_golden.py` for the file and how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answer.claims_golden import Float32Encoder, all_said, cases, differences, expected, library_of


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the model's libraries' own, while they load
def test_what_is_said_about_each_claim_is_what_was_said(tmp_path: Path) -> None:
    rows, was, encoder = cases(), expected(), Float32Encoder()

    with library_of(rows, encoder, tmp_path) as library:
        now = list(all_said(library, encoder, rows))

    changed = {one["id"]: differences(was.get(one["id"]), one) for one in now}
    lines = [f"{one['id']} {one['claim']!r}: {'; '.join(changed[one['id']])}" for one in now if changed[one["id"]]]
    assert not lines, (
        f"{len(lines)} of {len(now)} claims changed; where that is meant, write the file with "
        "`python -m tests.answer.claims_golden` and read its diff:\n" + "\n".join(lines)
    )


def test_every_claim_has_one_line_of_its_own() -> None:
    rows = cases()

    assert len(rows) == 220
    assert [(one["id"], one["claim"]) for one in expected().values()] == [(row["id"], row["claim"]) for row in rows]


def test_a_change_is_told_with_what_was_and_what_is() -> None:
    sentence = {"verdict": "supports", "score": 0.902, "evidence": [0, 9], "voice": "own", "flags": []}
    was = {"id": "check-001", "claim": "The gate closed.", "said": [sentence], "elsewhere": []}
    now = was | {"said": [sentence | {"verdict": "differs", "score": 0.91, "evidence": [4, 9]}]}

    assert differences(was, now) == [
        'verdict: "supports" → "differs"',
        "score: 0.902 → 0.91",
        "evidence: [0, 9] → [4, 9]",
    ]


def test_a_score_that_another_processor_rounds_otherwise_is_the_same() -> None:
    sentence = {"verdict": "supports", "score": 0.902, "evidence": [0, 9], "voice": "own", "flags": []}
    was = {"id": "check-001", "claim": "The gate closed.", "said": [sentence], "elsewhere": []}

    assert differences(was, was | {"said": [sentence | {"score": 0.903}]}) == []
