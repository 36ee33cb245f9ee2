"""A whole check in a line: how many of its claims are backed, by whom, and how each stands at best."""

from __future__ import annotations

from collections import Counter

from answer.check_records import Check, ClaimCheck, Verdict
from answer.matrix import urgency


def best_verdict(claim: ClaimCheck) -> Verdict:
    """The most that any kind of source says of the claim."""
    return min((kind.verdict for kind in claim.kinds), key=lambda verdict: verdict.rank, default=Verdict.NOT_FOUND)


def verdict_counts(check: Check) -> dict[Verdict, int]:
    """Verdict → how many claims have it as their best, every verdict in order."""
    counts = Counter(best_verdict(claim) for claim in check.claims)
    return {verdict: counts[verdict] for verdict in Verdict}


def summarise_check(check: Check) -> str:
    """How many claims reporting or official sources support, how many only others do, and how many nobody does."""
    standing = Counter(urgency(claim)[:2] for claim in check.claims)
    count = len(check.claims)
    parts = (
        (standing[True, True], "supported by reporting or official sources"),
        (standing[False, True], "only by other kinds"),
        (standing[False, False], "by no document"),
    )
    said = ", ".join(f"{number:,} {words}" for number, words in parts)
    return f"{count:,} {'claim' if count == 1 else 'claims'}: {said}."
