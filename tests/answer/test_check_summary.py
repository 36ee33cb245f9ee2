from __future__ import annotations

from datetime import UTC, datetime

import pytest

from answer.records import Check, ClaimCheck, KindFinding, Verdict
from answer.wording import best_verdict, summarise_check, verdict_counts


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


def test_the_most_that_any_kind_says_is_the_best() -> None:
    assert [best_verdict(claim) for claim in CLAIMS] == [
        Verdict.SUPPORTS,
        Verdict.VERBATIM,
        Verdict.DIFFERS,
        Verdict.SUPPORTS,
        Verdict.NOT_FOUND,
    ]


def test_every_verdict_is_counted_in_order() -> None:
    assert list(verdict_counts(check(*CLAIMS)).items()) == [
        (Verdict.VERBATIM, 1),
        (Verdict.SUPPORTS, 2),
        (Verdict.DIFFERS, 1),
        (Verdict.RELATED, 0),
        (Verdict.NOT_FOUND, 1),
    ]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (CLAIMS, "5 claims: 2 supported by reporting or official sources, 1 only by other kinds, 2 by no document."),
        (
            CLAIMS[:1],
            "1 claim: 0 supported by reporting or official sources, 1 only by other kinds, 0 by no document.",
        ),
    ],
)
def test_the_summary_tells_apart_who_supports(claims: tuple[ClaimCheck, ...], said: str) -> None:
    assert summarise_check(check(*claims)) == said
