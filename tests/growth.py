"""How the time that something takes grows with its input: linear, or faster."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TINY, SMALL, LARGE = 20, 1_500, 6_000
"""Characters. What is quadratic takes 16 times as long for the largest as for the second, what is linear 4 times; what
is exponential takes long for the first, and for ever for the others."""

SHORT_S = 0.0002
"""Seconds for the smaller input up to which nothing is measured again. At 1,500 characters what is linear takes far
less, and what is quadratic more."""

TINY_S = 0.02
"""Seconds for the tiniest input, which only what is exponential exceeds."""

LONG_S = 1.0
"""Seconds for the larger input from which it is not measured again: no disturbance lasts so long in a thread."""

TOO_MUCH = 8


def seconds(action: Callable[[], object], *, times: int = 1) -> float:
    """Return the shortest processor time of this thread that the action takes."""
    taken = []
    collecting = gc.isenabled()
    gc.disable()  # a collection costs what everything else holds
    try:
        for _ in range(times):
            begun = time.thread_time()
            action()
            taken.append(time.thread_time() - begun)
    finally:
        if collecting:
            gc.enable()
    return min(taken)


def is_faster_than_linear(action: Callable[[int], object]) -> bool:
    """Return whether the action takes much more than four times as long for four times the size.

    It is measured once, and again only where it takes long: a busy machine lengthens a time, and never shortens it.
    """
    if seconds(lambda: action(TINY), times=3) > TINY_S:
        return True
    if seconds(lambda: action(SMALL)) < SHORT_S:
        return False
    for times in (1, 2, 3, 10):
        large, small = (seconds(lambda size=size: action(size), times=times) for size in (LARGE, SMALL))  # type: ignore[misc]
        if large <= TOO_MUCH * small:
            return False
        if large > LONG_S:
            break
    return True
