"""How well a passage matches a question, by one scale for every lane.

The numbers come from `python -m benchmarks.standing` on public questions (docs/research/retrieval.md): the log-odds
that a passage with these signals answers. Cosines count in deviations from the model's own background, so that the
numbers hold for other models.
"""

from __future__ import annotations

from math import inf

from index.encoding.background_cosines import Background
from index.records import Signals, Strength
from index.searching.ranking import Ranked

WEIGHTS = {"cosine": 5.5, "sentence": 1.7}
"""What each signal adds to the log-odds that a passage answers; a cosine counts from the background up to identity.
Raised, a passage that is strong in this signal is sooner a strong match."""

CONSTANT = -3.0

STRONG_FROM = 1.75
"""Log-odds from which a passage is a strong match, unless it lacks the most telling word of the question. Raised, fewer
are, and more of those that are answer: at this bound nine in ten, where one question in five has no answer."""

CHANCE = 0.005
"""How many sentences as near as a passage's nearest chance would bring into its lane, below which it is near in meaning
and a weak match. Raised, lanes without an answer show what is beside the question; lowered, paraphrases are denied."""

SMALL_LANE = 1_000
"""Sentences of a lane up to which it is judged as if it had so many, for its few are about what the others are about,
and chance brings more near than it would of any texts. Raised, paraphrases in small lanes are denied; lowered, small
lanes without an answer show what is beside the question."""

RARE = 4.2
"""What a word tells, in nats, from which a passage that has it is a weak match. Raised, only rarer words are enough,
and more is denied that stands there; lowered, passages are shown that share a common word with the question."""


def strength_of(
    signals: Signals | Ranked,
    background: Background,
    *,
    sentences: int,
    certain: bool = False,
    reread_from: float = -inf,
) -> Strength | None:
    """Return how well a passage with these signals matches; None where it does not.

    Args:
        signals: those of the passage.
        background: that of the model.
        sentences: how many were searched beside it.
        certain: whether the passage has what was asked for to the letter: exact words, a name or a number.
        reread_from: the second stage's score below which a passage that it read is no strong match.
    """
    beside = signals.reranker is not None and signals.reranker < reread_from
    if log_odds(signals, background) >= STRONG_FROM and signals.missing < 1 and not beside:
        return Strength.STRONG
    whole = signals.coverage == 1.0 and signals.found > 0
    by_words = certain or whole or signals.pairs > 0 or signals.found >= RARE
    by_chance = max(sentences, SMALL_LANE) * background.chance(signals.cosine)
    return Strength.WEAK if by_words or by_chance < CHANCE else None


def log_odds(signals: Signals | Ranked, background: Background) -> float:
    """The log-odds that a passage with these signals answers the question; 0 is even."""
    nearness = background.nearness(signals.cosine)
    return CONSTANT + WEIGHTS["cosine"] * nearness + WEIGHTS["sentence"] * signals.sentence
