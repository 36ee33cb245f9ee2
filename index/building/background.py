"""Build in the background: start a build once, report its progress, and let any number of callers wait for it.

Watching means building after every change of the corpus until it is stopped.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import Event, Lock, Thread

from watchfiles import watch

from errors import BylineError
from index.building.build import build
from index.encoding.encoder import Encoder
from index.library_check import check_when_due
from index.records import Plan, Progress
from ingest.folder import check_folder
from ingest.names import OWN_FILES, is_leftover
from ingest.outside import links_of
from ingest.tokens import release_vocabulary

QUIET_MS = 1_600
"""Milliseconds without any change before a build begins, so that a folder being copied is built only once.

Raised, changes reach the library later; lowered, a folder being copied is built in pieces.
"""

LONGEST_WAIT_MS = 10_000
"""Milliseconds after which a folder that keeps changing is built anyway.

Raised, a busy folder reaches the library later; lowered, it is built more often while it still changes.
"""

Said = Callable[[Plan | BylineError], None]


def keep_building(corpus: Path, data: Path, encoder: Encoder, *, stop: Event, said: Said) -> None:
    """Build now, and after every change until `stop` is set.

    A failed build is reported, and the next change starts another one: nobody may be there to confirm a removal.

    Args:
        corpus: the folder of documents.
        data: the folder of the library.
        encoder: the model that embeds.
        stop: set this to stop watching; a build that has begun is finished first.
        said: called with the plan of each build that changed something, and with the error of each that failed.

    Raises:
        CorpusError: there is no such folder to watch.
    """
    check_folder(corpus)
    last: str | None = None
    waiting: set[str] | None = None
    for changed in _moments(corpus, data, stop):
        waiting = None if changed is None or waiting is None else waiting | changed
        try:
            done = build(corpus, data, encoder, only=waiting)
            if not done.is_empty:
                said(done)
            last, waiting = None, set()
        except BylineError as error:
            if str(error) != last:  # report the same error once, however often the folder changes meanwhile
                said(error)
            last = str(error)


def _moments(corpus: Path, data: Path, stop: Event) -> Iterator[set[str] | None]:
    """Yield the ids that may have changed: None (all) immediately, then a set each time changes have settled.

    Watching starts before the first item is yielded, so that changes made during the first build are not missed.
    """
    inside, places = data.resolve(), _places(corpus)
    changes = watch(
        *places,
        watch_filter=lambda _, path: _counts(places, inside, Path(path)),
        debounce=LONGEST_WAIT_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=500,
        yield_on_timeout=True,
    )
    begun = False
    for found in changes:
        if found or not begun:
            yield _ids(places, {Path(path) for _, path in found}) if begun else None
            begun = True


Places = Mapping[Path, str]
"""The folders that are watched, each with what the ids of its documents begin with."""


def _places(corpus: Path) -> Places:
    """The corpus, and the folders outside it that are read where they lie."""
    root = corpus.resolve()
    outside = {to: link.relative_to(root).as_posix() for link, to in links_of(corpus).items() if to.is_dir()}
    return {root: ""} | outside


def _ids(places: Places, paths: set[Path]) -> set[str] | None:
    """Return the document ids of these paths, or None (all) if a file such as `sources.toml` changed."""
    root = next(iter(places))
    if any(path.parent == root and path.name.lower() in OWN_FILES for path in paths):
        return None
    found = {(path, place) for path in paths for place in places if path.is_relative_to(place)}
    return {PurePosixPath(places[place], path.relative_to(place).as_posix()).as_posix() for path, place in found}


def _counts(places: Places, data: Path, path: Path) -> bool:
    """Return whether this path may be a document: not a hidden file, nor part of a library inside the corpus."""
    below = next((path.relative_to(place) for place in places if path.is_relative_to(place)), path)
    hidden = any(part.startswith(".") for part in below.parts)
    return not hidden and not is_leftover(path) and not path.is_relative_to(data)


# The builder, which runs one build at a time for any number of callers.

SETTLED = 0.02
"""The share of a stage that must be done before its remaining time is estimated.

Raised, the estimate appears later; lowered, it appears sooner and is less reliable.
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """The progress of a build, and an estimate of the seconds left in its stage (None while there is none)."""

    at: Progress
    seconds_left: float | None


def seconds_left(done: int, total: int, elapsed: float) -> float | None:
    """Estimate the seconds left in a stage from its pace so far; None while too little of it is done."""
    if done <= 0 or done < total * SETTLED:
        return None
    return elapsed * (total - done) / done


def give_back(encoder: Encoder) -> None:
    """Free the memory that only a build needs: this process runs on, and may not build again for days."""
    encoder.release()
    release_vocabulary()
    if sys.platform == "linux":
        # glibc keeps memory freed in small pieces until asked to return it. Other C libraries lack this call.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)


class Builder:
    """Build one library in threads of this process; all callers share it."""

    def __init__(self, corpus: Path, data: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._corpus, self._data, self._clock = corpus, data, clock
        self._lock = Lock()
        self._running: Future[Plan] | None = None
        self._stage = Stage(Progress("Planning", 0, 0), None)
        self._began: tuple[str, float, int] = ("", 0.0, 0)
        self._watch: tuple[Thread, Event] | None = None
        self._check: Thread | None = None
        self.said: Plan | BylineError | None = None
        """The last result of watching: a plan, or the error that prevented it."""

    @property
    def running(self) -> Future[Plan] | None:
        """The build in progress, or None."""
        running = self._running
        return running if running and not running.done() else None

    @property
    def stage(self) -> Stage:
        """The progress of the build."""
        return self._stage

    def start(self, encoder: Encoder, *, confirmed: bool) -> Future[Plan]:
        """Start a build, or join the one in progress; the future holds its plan or its error."""
        with self._lock:
            running = self.running
            if running is None:
                running = self._running = Future()
                self._stage, self._began = Stage(Progress("Planning", 0, 0), None), ("", 0.0, 0)
                Thread(target=self._build, args=(running, encoder, confirmed), name="build", daemon=True).start()
            return running

    @property
    def watching(self) -> bool:
        """Whether the corpus is being watched."""
        return self._watch is not None and self._watch[0].is_alive()

    def watch(self, encoder: Encoder) -> None:
        """Build now and after every change, until `stop_watching` is called."""
        with self._lock:
            if not self.watching:
                stop = Event()
                thread = Thread(target=self._keep_building, args=(encoder, stop), name="watch", daemon=True)
                self._watch, self.said = (thread, stop), None
                thread.start()

    def stop_watching(self) -> None:
        """Stop building when the corpus changes; a build that has begun is finished."""
        with self._lock:
            if self._watch:
                self._watch[1].set()
                self._watch = None

    def _build(self, future: Future[Plan], encoder: Encoder, confirmed: bool) -> None:  # noqa: FBT001
        try:
            done = self._built(encoder, confirmed)
        except BylineError as error:
            future.set_exception(error)
        except BaseException as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(done)
            self._check_beside()

    def _check_beside(self) -> None:
        """Check the whole library in a thread of its own, if that is due, while questions are asked and builds run."""
        with self._lock:
            if self._check is None or not self._check.is_alive():
                check = Thread(target=check_when_due, args=(self._data, datetime.now(UTC)), name="check", daemon=True)
                check.start()
                self._check = check

    def _built(self, encoder: Encoder, confirmed: bool) -> Plan:  # noqa: FBT001
        try:
            return build(self._corpus, self._data, encoder, confirmed=confirmed, report=self._report)
        finally:
            give_back(encoder)

    def _keep_building(self, encoder: Encoder, stop: Event) -> None:
        def say(said: Plan | BylineError) -> None:
            give_back(encoder)
            self._say(said)

        try:
            keep_building(self._corpus, self._data, encoder, stop=stop, said=say)
        except BylineError as error:
            self._say(error)

    def _say(self, said: Plan | BylineError) -> None:
        self.said = said
        if isinstance(said, Plan):
            self._check_beside()

    def _report(self, at: Progress) -> None:
        """Record the progress, measuring a stage's pace from its first report: work done earlier took no time."""
        now = self._clock()
        if self._began[0] != at.stage:
            self._began = (at.stage, now, at.done)
        _, since, first = self._began
        self._stage = Stage(at, seconds_left(at.done - first, at.total - first, now - since))
