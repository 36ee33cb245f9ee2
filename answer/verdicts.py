"""Signals and flags → verdict. Every doubt goes towards the weaker one."""

from __future__ import annotations

from collections.abc import Sequence

from answer.check_records import Effect, Flag, Verdict
from answer.claims import Claim
from answer.likeness import Likeness, flagless
from answer.name_flags import Surroundings
from answer.names import is_in

SUPPORTS_FROM = 0.0
DIFFERS_FROM = -0.5
RELATED_FROM = -1.5
"""Log-odds without the flags: from these on, a sentence can be said to support, to differ, to be related."""

SUBJECT_WORDS = 2
"""Without a name, one of so many first words stands for the subject."""


def judge(like: Likeness, flags: Sequence[Flag], *, subject: bool) -> Verdict:
    """What the sentence says about the claim.

    Args:
        like: its signals.
        flags: its differences.
        subject: whether what the claim speaks of is in the sentence or its passage.
    """
    odds, effects = flagless(like), {flag.effect for flag in flags}
    if odds < RELATED_FROM:
        return Verdict.NOT_FOUND
    if not subject:
        return Verdict.RELATED
    if Effect.DIFFERS in effects:
        return Verdict.DIFFERS if odds >= DIFFERS_FROM else Verdict.RELATED
    if Effect.MISSING in effects or odds < SUPPORTS_FROM:
        return Verdict.RELATED
    return Verdict.SUPPORTS


def has_subject(claim: Claim, near: Surroundings) -> bool:
    """Whether the claim's first name, or else one of its first words, stands in the sentence or its passage."""
    if claim.says.names:
        return is_in(claim.says.names[0].form, near.forms, near.name_runs)
    first = [word.key for word in claim.says.words if word.key in claim.rarities][:SUBJECT_WORDS]
    return not first or any(key in near.keys for key in first)
