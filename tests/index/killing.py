"""Builds, and what people do to the corpus, in processes of their own that are killed: a program that a test talks to.

It has everything imported and forks for each line that it is given, so that fifty killed builds take seconds. It never
opens a library itself: a process that has done so has threads, and those do not survive a fork.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from errors import StorageError
from index.building import embedding, read_ahead, storing
from index.building.build import build
from index.curating import (
    Limits,
    Upload,
    correct_labels,
    file_documents,
    in_trash,
    remove_documents,
    restore_documents,
)
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.lanes import lane as files
from settings import PACKAGED_MODEL, read_settings
from tests.conftest import FakeEncoder
from tests.desk.series import keep
from tests.index.steps import Work, replaced

ROOT = Path(__file__).parents[2]
REFUSED, CRASHED = 3, 4

Order = Callable[..., dict[str, Any]]
"""Has something done in a process that may be killed, and says how that ended."""


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
            ACTIONS[order.get("action", "build")](Path(order["corpus"]), Path(order["data"]), order)
    except StorageError:
        os._exit(REFUSED)


def _build(corpus: Path, data: Path, order: dict[str, Any]) -> None:
    encoder = SentenceEncoder(find_model(PACKAGED_MODEL), read_settings().cache) if order.get("real") else FakeEncoder()
    build(corpus, data, encoder, confirmed=True, only=order.get("only"))


def _file(corpus: Path, data: Path, order: dict[str, Any]) -> None:
    uploads = [Upload(name, text.encode()) for name, text in order["uploads"].items()]
    file_documents(corpus, data, "reporting", uploads, limits=Limits(), metadata=order["label"])


def _label(corpus: Path, data: Path, order: dict[str, Any]) -> None:
    correct_labels(corpus, data, dict.fromkeys(order["ids"], order["label"]))


def _remove(corpus: Path, data: Path, order: dict[str, Any]) -> None:
    remove_documents(corpus, data, [name for name in order["ids"] if (corpus / name).exists()])


def _restore(corpus: Path, data: Path, _order: dict[str, Any]) -> None:
    restore_documents(corpus, data, [removed.entry for removed in in_trash(corpus)])


ACTIONS = {"build": _build, "file": _file, "label": _label, "remove": _remove, "restore": _restore, "keep": keep}


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


@contextmanager
def killing() -> Iterator[Order]:
    """Have the program run, and give it orders."""
    # What a killed process has measured of itself is a broken file.
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-m", "tests.index.killing"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=unmeasured, text=True, **pipes) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout

        def order(**what: object) -> dict[str, Any]:
            process.stdin.write(json.dumps(what) + "\n")
            process.stdin.flush()
            found: dict[str, Any] = json.loads(process.stdout.readline())
            return found

        yield order


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()
