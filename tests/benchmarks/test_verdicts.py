from __future__ import annotations

from answer.records import Verdict
from benchmarks.verdicts import shares


def test_shares_are_of_the_verdicts_that_back_or_differ() -> None:
    counts = {
        ("supports", Verdict.VERBATIM): 2,
        ("supports", Verdict.SUPPORTS): 1,
        ("supports", Verdict.DIFFERS): 1,
        ("supports", Verdict.RELATED): 4,
        ("refutes", Verdict.SUPPORTS): 1,
        ("refutes", Verdict.DIFFERS): 3,
    }

    assert shares(counts) == {
        "backed": 4,
        "right of backed": 0.75,
        "recall": 0.375,
        "differs": 4,
        "supported of differs": 0.25,
    }
