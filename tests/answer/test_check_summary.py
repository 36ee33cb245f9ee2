from __future__ import annotations

from datetime import UTC, datetime

import pytest

from answer.arrangements import Outcome, outcome
from answer.records import Check, ClaimCheck, KindFinding, Verdict
from answer.wording import summarise_check


def claim(**verdicts: Verdict) -> ClaimCheck:
    kinds = tuple(KindFinding(kind, verdict, 1, 1, 1, None) for kind, verdict in verdicts.items())
    return ClaimCheck("It rained.", 0, 10, "", kinds, ())


def check(*claims: ClaimCheck) -> Check:
    return Check("", (), claims, 1, "fake", datetime(2026, 1, 2, tzinfo=UTC))


CLAIMS = (
    claim(reporting=Verdict.RELATED, commentary=Verdict.SUPPORTS),
    claim(reporting=Verdict.VERBATIM, commentary=Verdict.DIFFERS),
    claim(reporting=Verdict.DIFFERS, commentary=Verdict.NOT_FOUND),
    claim(official=Verdict.SUPPORTS),
    claim(),
)


def test_a_document_that_says_it_otherwise_counts_before_one_that_supports() -> None:
    assert list(map(outcome, CLAIMS)) == [
        Outcome.SUPPORTED,
        Outcome.DIFFERS,
        Outcome.DIFFERS,
        Outcome.SUPPORTED,
        Outcome.BY_HAND,
    ]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            CLAIMS,
            "5 sentences: 2 supported, 2 differ, 1 to check by hand. "
            "Of the supported, 1 by neither reporting nor official sources.",
        ),
        (
            CLAIMS[:1],
            "1 sentence: 1 supported, 0 differ, 0 to check by hand. "
            "Of the supported, 1 by neither reporting nor official sources.",
        ),
        (CLAIMS[2:4], "2 sentences: 1 supported, 1 differs, 0 to check by hand."),
    ],
)
def test_the_summary_tells_what_is_left_to_a_person(claims: tuple[ClaimCheck, ...], said: str) -> None:
    assert summarise_check(check(*claims)) == said
