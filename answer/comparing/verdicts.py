"""Signals and flags → verdict. Every doubt goes towards the weaker one."""

from __future__ import annotations

from collections.abc import Sequence

from answer.comparing.claims import Claim
from answer.comparing.likeness import Likeness
from answer.comparing.name_flags import Surroundings
from answer.facts.names import is_in
from answer.records import Effect, Flag, Verdict

SUPPORTS_FROM = 0.9
DIFFERS_FROM = 0.75
RELATED_FROM = 0.5
"""Closeness from which a sentence can be said to support a claim, to differ from it, to be related to it."""

COVERED = 0.6
COVERED_TO_DIFFER = 0.4
"""The share of the claim's words that the sentence must have to support it, and to say it differently: what is said
in quite other words is beyond a mechanical check."""

SUBJECT_WORDS = 2
"""Without a name, one of so many first words stands for the subject."""


def judge(like: Likeness, flags: Sequence[Flag], *, subject: bool, whole: bool = False) -> Verdict:
    """What the sentence says about the claim.

    Args:
        like: its signals.
        flags: its differences.
        subject: whether what the claim speaks of is in the sentence or its passage.
        whole: whether the sentence has the claim's words in one piece; its numbers and dates in any form.
    """
    close, effects = like.closeness, {flag.effect for flag in flags}
    if close < RELATED_FROM:
        return Verdict.NOT_FOUND
    if not subject:
        return Verdict.RELATED
    if Effect.DIFFERS in effects:
        alike = close >= DIFFERS_FROM and like.coverage >= COVERED_TO_DIFFER
        return Verdict.DIFFERS if alike else Verdict.RELATED
    if whole and Effect.MISSING not in effects:
        return Verdict.SUPPORTS
    if Effect.MISSING in effects or close < SUPPORTS_FROM or like.coverage < COVERED:
        return Verdict.RELATED
    return Verdict.SUPPORTS


def has_subject(claim: Claim, near: Surroundings) -> bool:
    """Whether the claim's first name, or else one of its first words, stands in the sentence or its passage."""
    if claim.says.names:
        return is_in(claim.says.names[0].form, near.forms, near.name_runs)
    first = [word.key for word in claim.says.words if word.key in claim.rarities][:SUBJECT_WORDS]
    return not first or any(key in near.keys for key in first)
