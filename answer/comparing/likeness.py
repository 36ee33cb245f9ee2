"""How much a document's sentence says what a claim says, as one score: a logistic regression over named signals.

The numbers come from `python -m benchmarks.support --fit` on public claims with evidence
(docs/research/claims.md). They hold for the packaged model; another model's cosines are on another scale.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import exp

from answer.comparing.claims import Claim
from answer.comparing.evidence import SentenceCandidate, coverage


@dataclass(frozen=True, slots=True)
class LikenessSignals:
    """What speaks for support; every one is weighed.

    `said` is the square of the share of the claim's words that the document's three sentences with most of them have
    together, rare words counting more. `meant` is the cosine of the two sentences, without what all sentences of the
    kind have in common, times the share of words that are not there: meaning counts where the words are others.
    `rare` is the share of words times the mean rarity of the claim's words: where a claim is dense with rare words
    they are those of its topic, and finding them says less. `turned` is by how much the sentence is nearer to the
    claim than to the claim with opposite words.
    """

    said: float
    meant: float
    rare: float
    turned: float


WEIGHTS = LikenessSignals(said=5.27, meant=5.20, rare=-3.02, turned=4.90)
CONSTANT = -2.40


@dataclass(frozen=True, slots=True)
class Likeness:
    """One sentence beside a claim: the cosine of the two, the share of the claim's words in it, and the signals."""

    cosine: float
    coverage: float
    signals: LikenessSignals

    @property
    def closeness(self) -> float:
        """How close the two are before any flag, at most 1.5."""
        return self.cosine + WORDS_WEIGHT * self.coverage


WORDS_WEIGHT = 0.5


def likeness(claim: Claim, candidate: SentenceCandidate, together: float) -> Likeness:
    """The likeness of a candidate of a document whose best sentences have this share of the claim's words together."""
    density = sum(claim.rarities.values()) / max(1, sum(1 + word.text.count(" ") for word in claim.says.words))
    signals = LikenessSignals(
        said=together**2,
        meant=candidate.apart * (1 - together),
        rare=together * density,
        turned=candidate.turned,
    )
    return Likeness(candidate.cosine, coverage(claim.rarities, candidate.terms), signals)


def log_odds(signals: LikenessSignals) -> float:
    """Return how much more likely than not the document supports the claim; 0 is even."""
    return float(CONSTANT + sum(w * signal for w, signal in zip(astuple(WEIGHTS), astuple(signals), strict=True)))


def probability(odds: float) -> float:
    """Log-odds as a share, in [0, 1]."""
    return 1 / (1 + exp(-odds))
