"""Builds in processes of their own, and kills them: a program that a test talks to, a line for each build.

It has everything imported and forks, so that fifty killed builds take seconds. It never opens a library itself: a
process that has done so has threads, and those do not survive a fork.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from errors import StorageError
from index.building import embedding, read_ahead, storing
from index.building.build import build
from index.lanes import lane as files
from tests.conftest import FakeEncoder
from tests.index.steps import Work, replaced

REFUSED, CRASHED = 3, 4


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(moment: str) -> Callable[[Work], Work]:
    """A step that kills this process when it begins, when it has done its work, or when it begins a second time."""
    calls: list[object] = []

    def made(work: Work) -> Work:
        def dies(*arguments: object, **named: object) -> object:
            calls.append(arguments)
            if moment == "before" or (moment == "second" and len(calls) == 2):
                die()
            found = work(*arguments, **named)
            if moment == "after":
                die()
            return found

        return dies

    return made


def child(order: dict[str, Any]) -> None:
    read_ahead.SMALL_BYTES = -1  # what is read goes to the disk, as it does in a large corpus
    if order.get("embedding_round"):
        embedding.EMBEDDING_ROUND = order["embedding_round"]
    if order.get("exact_up_to") is not None:  # lanes of more sentences are searched by codes
        files.EXACT_UP_TO = order["exact_up_to"]
    if order.get("remake_words") is not None:  # words are changed and not made anew
        storing.REMAKE_WORDS, storing.MOST_GONE_WORDS = order["remake_words"], 2
    if order.get("most_bytes") is not None:  # a disk on which no file can grow past this
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["most_bytes"], order["most_bytes"]))
    step = order.get("step")
    try:
        with replaced(step, dying(order["moment"])) if step else nullcontext():
            build(Path(order["corpus"]), Path(order["data"]), FakeEncoder(), confirmed=True, only=order.get("only"))
    except StorageError:
        os._exit(REFUSED)


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Start a build, kill it after a while if it should be, and say how it ended."""
    started = time.monotonic()
    process = os.fork()
    if not process:
        try:
            child(order)
            os._exit(0)
        finally:
            os._exit(CRASHED)
    if order.get("after_s") is not None:
        time.sleep(order["after_s"])
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    return {
        "killed": code < 0,
        "refused": code == REFUSED,
        "crashed": code == CRASHED,
        "seconds": time.monotonic() - started,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()
