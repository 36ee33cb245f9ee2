from __future__ import annotations

from random import Random

import pytest

from answer.records import Verdict
from benchmarks.swaps import Case, cases, report, right
from ingest.draft import read_draft

TEXT = (
    "The council of Verden said on Monday that 98 people were seen near the gate of Bremen. "
    "It was not closed by the guards of Hanover, who had 12 keys with them in the evening."
)


def test_a_document_gives_untouched_and_swapped_claims() -> None:
    made = {case.change: case for case in cases(read_draft(TEXT), Random(0))}  # noqa: S311  # no secret

    assert {"verbatim", "a number of the document", "a name of the document", "a denial", "no denial"} <= made.keys()
    assert made["verbatim"].claim in TEXT
    cut = {"a subject cut", "a quantifier cut"}  # their words stand there, and more before them
    assert all(case.claim not in TEXT for case in made.values() if not case.untouched and case.change not in cut)


@pytest.mark.parametrize(
    ("untouched", "verdict", "expected"),
    [
        (True, Verdict.VERBATIM, True),
        (True, Verdict.SUPPORTS, True),
        (True, Verdict.DIFFERS, False),
        (False, Verdict.DIFFERS, True),
        (False, Verdict.NOT_FOUND, True),
        (False, Verdict.SUPPORTS, False),
    ],
)
def test_a_verdict_is_right_by_what_was_done_to_the_claim(verdict: Verdict, *, untouched: bool, expected: bool) -> None:
    assert right(Case("a change", "A claim.", "a document", untouched), verdict) is expected


def test_a_report_counts_by_change() -> None:
    case = Case("verbatim", "A claim.", "a document", untouched=True)

    found = report([(case, Verdict.VERBATIM), (case, Verdict.RELATED)])

    assert found["untouched"] == 0.5
    assert found["verbatim"] == {"claims": 2, "right": 0.5, "verbatim": 1, "related": 1}
