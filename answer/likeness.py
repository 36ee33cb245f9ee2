"""How much a document's sentence says what a claim says, as one score: a logistic regression over named signals.

The numbers come from `python -m benchmarks.support --fit` on public claims with evidence (docs/check.md). They hold
for the packaged model; another model's cosines are on another scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import exp

from answer.check_records import Effect, Flag
from answer.claims import Claim
from answer.evidence import Candidate, coverage


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against support; every one is weighed.

    `said` is the square of the share of the claim's words that the document's sentences nearest to it have together,
    rare words counting more. `meant` is the cosine of the two sentences times the share of words that are not there:
    meaning counts where the words are others. `turned` is by how much the sentence is nearer to the claim than to the
    claim with opposite words. `differing` is how many kinds of flags say that the two differ, times the sentence's
    share of the claim's words: a difference counts as much as the rest is the same. `missing` is how many kinds of
    flags say that the document lacks something, times the share of words.
    """

    said: float
    meant: float
    turned: float
    differing: float
    missing: float


WEIGHTS = Signals(said=4.64, meant=4.79, turned=5.66, differing=-0.69, missing=-0.21)
CONSTANT = -2.63


@dataclass(frozen=True, slots=True)
class Likeness:
    """One sentence beside a claim: the cosine of the two, the share of the claim's words in it, and the signals."""

    cosine: float
    coverage: float
    signals: Signals

    @property
    def closeness(self) -> float:
        """How close the two are before any flag, at most 1.5."""
        return self.cosine + WORDS_WEIGHT * self.coverage


WORDS_WEIGHT = 0.5


def likeness(claim: Claim, candidate: Candidate, others: Sequence[Candidate], flags: Sequence[Flag]) -> Likeness:
    """The likeness of a candidate among those of its document."""
    here = coverage(claim.rarities, candidate.terms)
    together = coverage(claim.rarities, tuple({term for other in others for term in other.terms}))
    signals = Signals(
        said=together**2,
        meant=candidate.cosine * (1 - together),
        turned=candidate.turned,
        differing=here * _kinds(flags, Effect.DIFFERS),
        missing=together * _kinds(flags, Effect.MISSING),
    )
    return Likeness(candidate.cosine, here, signals)


def log_odds(signals: Signals) -> float:
    """How much more likely than not the document supports the claim; 0 is even."""
    return float(CONSTANT + sum(w * signal for w, signal in zip(astuple(WEIGHTS), astuple(signals), strict=True)))


def probability(odds: float) -> float:
    """Log-odds as a share, in [0, 1]."""
    return 1 / (1 + exp(-odds))


def _kinds(flags: Sequence[Flag], effect: Effect) -> int:
    return len({flag.kind for flag in flags if flag.effect is effect})
