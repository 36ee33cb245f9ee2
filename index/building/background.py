"""A build in the background: begun once, told how far it is, and waited for by whoever wants."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from errors import BylineError
from index.building.build import build
from index.building.watch import keep_building
from index.encoding.encoder import Encoder
from index.records import Plan, Progress

SETTLED = 0.02
"""The share of a stage that must be done before it says how long the rest takes."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a build is, and how many seconds its stage may still take: None while nothing can be said."""

    at: Progress
    seconds_left: float | None


def seconds_left(done: int, total: int, elapsed: float) -> float | None:
    """What a stage still takes at the pace it had; None while too little of it is done."""
    if done <= 0 or done < total * SETTLED:
        return None
    return elapsed * (total - done) / done


class Builder:
    """Builds one library in threads of this process; all who ask share it."""

    def __init__(self, corpus: Path, data: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._corpus, self._data, self._clock = corpus, data, clock
        self._lock = Lock()
        self._running: Future[Plan] | None = None
        self._stage = Stage(Progress("Planning", 0, 0), None)
        self._began: tuple[str, float, int] = ("", 0.0, 0)
        self._watch: tuple[Thread, Event] | None = None
        self.said: Plan | BylineError | None = None
        """What watching did last, or why it could not."""

    @property
    def running(self) -> Future[Plan] | None:
        """The build that goes on now, None where there is none."""
        running = self._running
        return running if running and not running.done() else None

    @property
    def stage(self) -> Stage:
        """How far the build is."""
        return self._stage

    def start(self, encoder: Encoder, *, confirmed: bool) -> Future[Plan]:
        """Begin a build, or join the one that goes on; what it did, or why it failed, comes with the result."""
        with self._lock:
            running = self.running
            if running is None:
                running = self._running = Future()
                self._stage, self._began = Stage(Progress("Planning", 0, 0), None), ("", 0.0, 0)
                Thread(target=self._build, args=(running, encoder, confirmed), name="build", daemon=True).start()
            return running

    @property
    def watching(self) -> bool:
        """Whether the corpus is watched."""
        return self._watch is not None and self._watch[0].is_alive()

    def watch(self, encoder: Encoder) -> None:
        """Build now and after every change, until told to stop."""
        with self._lock:
            if not self.watching:
                stop = Event()
                thread = Thread(target=self._keep_building, args=(encoder, stop), name="watch", daemon=True)
                self._watch, self.said = (thread, stop), None
                thread.start()

    def stop_watching(self) -> None:
        """Let the corpus change without building; a build that has begun is finished."""
        with self._lock:
            if self._watch:
                self._watch[1].set()
                self._watch = None

    def _build(self, future: Future[Plan], encoder: Encoder, confirmed: bool) -> None:  # noqa: FBT001
        try:
            done = build(self._corpus, self._data, encoder, confirmed=confirmed, report=self._report)
        except BylineError as error:
            future.set_exception(error)
        except BaseException as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(done)

    def _keep_building(self, encoder: Encoder, stop: Event) -> None:
        try:
            keep_building(self._corpus, self._data, encoder, stop=stop, said=self._say)
        except BylineError as error:
            self._say(error)

    def _say(self, said: Plan | BylineError) -> None:
        self.said = said

    def _report(self, at: Progress) -> None:
        """A stage's pace is measured from where it was first reported: what was done before took it no time."""
        now = self._clock()
        if self._began[0] != at.stage:
            self._began = (at.stage, now, at.done)
        _, since, first = self._began
        self._stage = Stage(at, seconds_left(at.done - first, at.total - first, now - since))
