"""Signals and flags → verdict. Every doubt goes towards the weaker one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answer.comparing.claims import Claim
from answer.comparing.likeness import Likeness
from answer.comparing.pair import Surroundings
from answer.facts.names import is_in
from answer.records import Effect, Finding, Flag, FlagKind, Verdict

SUPPORTS_FROM = 0.9
DIFFERS_FROM = 0.75
RELATED_FROM = 0.5
"""Closeness from which a sentence can be said to support a claim, to differ from it, to be related to it."""

COVERED_TO_DIFFER = 0.4
"""The share of the claim's words that the sentence must have to say it differently: what is said in quite other words
is beyond a mechanical check. To support it, a sentence must have all: any other is a flag. Raised, fewer differ."""

SURE_FROM = 0.95
"""How sure a machine must be that read the evidence on a picture: below, a word or a number may be another one, so that
it neither backs a claim nor differs from it. Raised, clear scans back nothing; lowered, misread numbers differ."""

SAID = frozenset({FlagKind.NUMBER, FlagKind.DATE, FlagKind.NAME, FlagKind.WORDING})
"""What a claim says, and not how: where a sentence has it not, another number is no contradiction."""

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
        alike = close >= DIFFERS_FROM and like.coverage >= COVERED_TO_DIFFER and _is_about_the_same(flags)
        return Verdict.DIFFERS if alike else Verdict.RELATED
    if whole and Effect.MISSING not in effects:
        return Verdict.SUPPORTS
    return Verdict.RELATED if Effect.MISSING in effects or close < SUPPORTS_FROM else Verdict.SUPPORTS


def exact_verdict(flags: Sequence[Flag]) -> Verdict:
    """What a sentence says that has the claim's words as they are, and more."""
    effects = {flag.effect for flag in flags}
    if Effect.DIFFERS in effects and _is_about_the_same(flags):
        return Verdict.DIFFERS
    return Verdict.RELATED if effects & {Effect.DIFFERS, Effect.MISSING} else Verdict.VERBATIM


def as_sure_as_read(finding: Finding) -> Finding:
    """The finding, at most related where a machine that read its evidence on a picture was not sure of the words."""
    read = finding.evidence.recognised if finding.evidence else None
    if read is None or read >= SURE_FROM or finding.verdict is Verdict.NOT_FOUND:
        return finding
    return replace(finding, verdict=Verdict.RELATED)


def _is_about_the_same(flags: Sequence[Flag]) -> bool:
    """Whether the sentence has all that the claim says but for what differs: else it may speak of something else.

    An altered quotation is the same by its own words; who introduces it, and how, may stand in the sentence before.
    """
    altered = any(flag.kind is FlagKind.WORDING and flag.effect is Effect.DIFFERS for flag in flags)
    needed = SAID - {FlagKind.WORDING} if altered else SAID
    return not any(flag.effect is Effect.MISSING and flag.claim and flag.kind in needed for flag in flags)


def has_subject(claim: Claim, near: Surroundings) -> bool:
    """Return whether the claim's first name, or else one of its first words, stands in the sentence or its passage."""
    if claim.says.names:
        return is_in(claim.says.names[0].form, near.forms, near.name_runs)
    counted = [(one.start, one.end) for one in claim.says.quantities]
    words = [word for word in claim.says.words if not any(start <= word.start < end for start, end in counted)]
    first = [word.key for word in words if word.key in claim.rarities][:SUBJECT_WORDS]
    return not first or any(key in near.keys for key in first)
