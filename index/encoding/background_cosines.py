"""A model's background: how near it holds a question and a passage that have nothing to do with each other.

Cosines of one model are around 0.05 there, those of another around 0.6. A place between a model's own background and
identity means about the same for each, so bounds that are stated on this scale hold for any model.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from threading import Lock

import numpy as np

from index.encoding.encoder import Encoder

PAIRS = (
    ("Who won the chess tournament in the spring?", "The glacier has lost a third of its ice since 1950."),
    ("When does the museum open on Sundays?", "Two ships collided in thick fog off the northern coast."),
    ("How much does a kilogram of flour cost?", "The orchestra will play without a conductor next season."),
    ("Why was the railway line closed?", "Bees find their way back to the hive by the position of the sun."),
    ("What did the doctor say about the vaccine?", "Parliament adopted the budget by a majority of nine votes."),
    ("Which planet has the most moons?", "The baker on the corner sells bread only until noon."),
    ("Where was the missing painting found?", "Rain is expected in the valleys, and snow above 1,800 metres."),
    ("How many students passed the exam?", "The company will cut four hundred jobs at its steel works."),
    ("Who designed the old town hall?", "Salt lowers the freezing point of water by a few degrees."),
    ("Is the new tax on fuel fair?", "The goalkeeper will be out for six weeks with a broken finger."),
    ("Maria Jensen", "Volunteers planted twelve thousand oaks along the motorway."),
    ("earthquake", "The singer cancelled her tour after losing her voice in Lisbon."),
)
"""Questions and passages of as many subjects, none of which has to do with another."""

AT_ONCE = 6
"""Passages embedded in one call. Raised to `BULK_PASSAGES`, the first question loads a second copy of the model."""


@dataclass(frozen=True, slots=True)
class Background:
    """The mean and the standard deviation of a model's cosines between questions and unrelated passages."""

    mean: float
    deviation: float

    def deviations(self, cosine: float) -> float:
        """Return how far the cosine stands above the background, in deviations."""
        return (cosine - self.mean) / self.deviation

    def nearness(self, cosine: float) -> float:
        """Return how far the cosine is from the background, which is 0, to identity, which is 1."""
        return (cosine - self.mean) / (1 - self.mean)

    def chance(self, cosine: float) -> float:
        """The chance that a passage is this near to a question that it has nothing to do with."""
        return erfc(self.deviations(cosine) / sqrt(2)) / 2


_known: dict[str, Background] = {}
_measuring = Lock()


def background_of(encoder: Encoder) -> Background:
    """Return the background of the encoder's model, measured once for each model and process."""
    with _measuring:
        fingerprint = encoder.model.fingerprint
        if fingerprint not in _known:
            _known[fingerprint] = _measure(encoder)
        return _known[fingerprint]


def _measure(encoder: Encoder) -> Background:
    questions = np.array([encoder.encode_question(question) for question, _ in PAIRS])
    texts = [[passage] for _, passage in PAIRS]
    parts = [encoder.encode_passages(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
    passages = np.array([vectors[0] for part in parts for vectors in part])
    cosines = questions @ passages.T
    return Background(float(cosines.mean()), max(float(cosines.std()), 1e-3))
