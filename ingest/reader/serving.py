"""Serve requests on standard input and output, within limits on memory and time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, BinaryIO, cast

from errors import DocumentError
from ingest.reader.frames import Frame, Header, read_frame, write_frame

Answer = Callable[[Header, bytes], Frame]

resource: Any = import_module("resource") if find_spec("resource") else None
"""The module for memory limits, or None on Windows, where only the client's limit on time holds."""


def run(answer: Answer, *, max_memory_bytes: int, orphan_after_s: int, max_cpu_s: float | None = None) -> None:
    """Serve until there are no more requests; anything that libraries print goes to standard error.

    SIGPROF ends the process after `max_cpu_s` seconds of processor time on one request, where the system has such
    timers, and SIGALRM after `orphan_after_s` seconds by the clock, in case its parent was killed meanwhile.
    """
    # Ctrl+C in a terminal is meant for the parent program, which ends this process when it wants to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(max_memory_bytes)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    write_frame(answers, {"ready": True})
    serve(answer, sys.stdin.buffer, answers, orphan_after_s=orphan_after_s, max_cpu_s=max_cpu_s)


def serve(
    answer: Answer, requests: BinaryIO, answers: BinaryIO, *, orphan_after_s: int, max_cpu_s: float | None = None
) -> None:
    """Answer requests until there are no more."""
    while (request := read_frame(requests)) is not None:
        _set_timers(orphan_after_s, max_cpu_s or 0)
        try:
            reply = answer(*request)
        except DocumentError as error:
            reply = {"refused": str(error)}, b""
        del request
        write_frame(answers, *reply)
        _set_timers(0, 0)


def limit_memory(limit_bytes: int) -> None:
    """Limit this process's memory from now on; do nothing on systems that cannot."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limit_bytes:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, hard))
        except (OSError, ValueError):  # macOS knows the name and refuses the value
            return


def _set_timers(clock_s: int, cpu_s: float) -> None:
    """Let the process be ended after so long by the clock and on the processor; 0 is never, as on Windows."""
    alarm, timer = (cast(Any, getattr(signal, name, None)) for name in ("alarm", "setitimer"))
    if alarm and timer:
        alarm(clock_s)
        timer(signal.ITIMER_PROF, cpu_s)
