"""How much a document's sentence says what a claim says, as one score: a logistic regression over named signals.

The numbers come from `python -m benchmarks.support --fit` on public claims with evidence (docs/check.md). They hold
for the packaged model; another model's cosines are on another scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from answer.check_records import Effect, Flag, FlagKind
from answer.claims import Claim
from answer.evidence import Candidate, coverage


@dataclass(frozen=True, slots=True)
class Likeness:
    """The signals of one sentence beside a claim.

    `cosine` is of the two sentences. `coverage` is the share of the claim's words that the sentence has, and
    `together` that the document's sentences nearest to the claim have together, in [0, 1], rare words counting more.
    `denied` and `turned` are by how much the sentence is nearer to the claim than to the claim denied, and to the
    claim with opposite words. `differing` and `missing` are how many kinds of flags say that the two differ, or that
    the document lacks something.
    """

    cosine: float
    coverage: float
    together: float
    denied: float
    turned: float
    differing: float
    missing: float


WEIGHTS = Likeness(cosine=4.0, coverage=2.0, together=1.0, denied=1.0, turned=1.0, differing=-0.7, missing=-0.3)
CONSTANT = -4.0


def likeness(claim: Claim, candidate: Candidate, others: Sequence[Candidate], flags: Sequence[Flag]) -> Likeness:
    """The signals of a candidate among those of its document."""
    terms = {term for other in others for term in other.terms}
    return Likeness(
        cosine=candidate.cosine,
        coverage=coverage(claim.rarities, candidate.terms),
        together=coverage(claim.rarities, tuple(terms)),
        denied=candidate.denied,
        turned=candidate.turned,
        differing=len(_kinds(flags, Effect.DIFFERS)),
        missing=len(_kinds(flags, Effect.MISSING)),
    )


def log_odds(like: Likeness) -> float:
    """How much more likely than not the document supports the claim; 0 is even."""
    return float(CONSTANT + sum(w * signal for w, signal in zip(astuple(WEIGHTS), astuple(like), strict=True)))


def flagless(like: Likeness) -> float:
    """The log-odds as they would be without any flag: whether the two speak of the same thing at all."""
    return log_odds(like) - WEIGHTS.differing * like.differing - WEIGHTS.missing * like.missing


def probability(odds: float) -> float:
    """Log-odds as a share, in [0, 1]."""
    return 1 / (1 + exp(-odds))


def _kinds(flags: Sequence[Flag], effect: Effect) -> set[FlagKind]:
    return {flag.kind for flag in flags if flag.effect is effect}
