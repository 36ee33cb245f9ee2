"""How long things take, by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds for one of many."""

    median_ms: float
    p95_ms: float


def seconds(action: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def times(actions: Iterable[Callable[[], object]]) -> Times:
    """How long each takes, one after the other."""
    return times_of([seconds(action) for action in actions])


def times_of(taken: Sequence[float]) -> Times:
    """What these seconds come to."""
    median, p95 = (round(1000 * float(np.quantile(np.array(taken), share)), 2) for share in (0.5, 0.95))
    return Times(median, p95)
