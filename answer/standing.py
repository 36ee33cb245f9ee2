"""What a lane amounts to, from signals of its first passages that do not depend on the corpus's size.

The numbers come from `python -m benchmarks.standing` on public questions (docs/retrieval.md): the log-odds that a
passage with these signals belongs to a lane that answers the question, rather than to one on the same topic that
does not. They hold for the packaged model; another model's cosines are on another scale.
The same scale judges every lane, and no bound is ever lowered to have something to show.
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.records import Standing
from index.records import Hit, Signals

WEIGHTS = {"cosine": 12.70, "whole": -3.54, "coverage": 2.36, "missing": -1.07, "pairs": 0.52}
"""By the names of the signals. A sentence that stands out of its passage answers rather than one among its likes."""

CONSTANT = -6.10

NOTHING_BELOW = -1.35
ANSWERS_FROM = 0.2
"""Log-odds. At the first, about one answerable question in twenty says `nothing`."""

JUDGED_HITS = 3
"""A lane is judged by the strongest of so many first passages."""


def standing(hits: Sequence[Hit]) -> Standing:
    """The lane's standing by the strongest of its first passages; `nothing` for a lane without one."""
    strongest = max((log_odds(hit.signals) for hit in hits[:JUDGED_HITS]), default=NOTHING_BELOW - 1)
    if strongest < NOTHING_BELOW:
        return Standing.NOTHING
    return Standing.ANSWERS if strongest >= ANSWERS_FROM else Standing.RELATED


def log_odds(signals: Signals) -> float:
    """How much more likely than not a lane with this passage answers; 0 is even."""
    return CONSTANT + sum(weight * float(getattr(signals, name)) for name, weight in WEIGHTS.items())
