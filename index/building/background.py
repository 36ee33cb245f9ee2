"""A build in the background: begun once, asked how far it is, and waited for by whoever wants.

Watching is a build after every change of the corpus, until somebody says stop.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from watchfiles import watch

from errors import BylineError, CorpusError
from index.building.build import build
from index.encoding.encoder import Encoder
from index.records import Plan, Progress
from ingest.folder import OWN_FILES
from ingest.tokens import release_vocabulary

QUIET_MS = 1_600
"""How long nothing must change before a build begins: a folder that is being copied is built once, not file by file.

Raised, a change is in the library later; lowered, a copied folder is built in pieces.
"""

LONGEST_WAIT_MS = 10_000
"""A folder that is never quiet is built all the same; raised, it waits longer for that."""

Said = Callable[[Plan | BylineError], None]


def keep_building(corpus: Path, data: Path, encoder: Encoder, *, stop: Event, said: Said) -> None:
    """Build now, and after every change until `stop` is set.

    A build that fails is reported and the next change is waited for: nobody may be there to agree to a removal.

    Args:
        corpus: the folder of documents.
        data: the folder of the library.
        encoder: the model that embeds.
        stop: set it to end; a build that has begun is finished first.
        said: called with what each build did, unless that is nothing, and with why one failed.

    Raises:
        CorpusError: there is no such folder to watch.
    """
    if not corpus.is_dir():
        raise CorpusError(f"corpus folder {corpus} not found: create it, or name another with --corpus")
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
            if str(error) != last:  # once is enough, however often the folder changes meanwhile
                said(error)
            last = str(error)


def _moments(corpus: Path, data: Path, stop: Event) -> Iterator[set[str] | None]:
    """The ids under which something changed: None for all, at once, and then some whenever all was quiet for a while.

    The folder is watched before the first moment, so that what changes during the first build is not missed.
    """
    inside = data.resolve()
    changes = watch(
        corpus.resolve(),
        watch_filter=lambda _, path: _counts(corpus, inside, Path(path)),
        debounce=LONGEST_WAIT_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=500,
        yield_on_timeout=True,
    )
    begun = False
    for found in changes:
        if found or not begun:
            yield _ids(corpus.resolve(), {Path(path) for _, path in found}) if begun else None
            begun = True


def _ids(corpus: Path, paths: set[Path]) -> set[str] | None:
    """The documents that these paths may be; None for all, which `sources.toml` may concern."""
    if any(path.parent == corpus and path.name.lower() in OWN_FILES for path in paths):
        return None
    return {path.relative_to(corpus).as_posix() for path in paths}


def _counts(corpus: Path, data: Path, path: Path) -> bool:
    """Whether a change there may be one of documents: not of hidden files, nor of a library kept inside the corpus."""
    hidden = any(part.startswith(".") for part in path.parts[len(corpus.resolve().parts) :])
    return not hidden and not path.is_relative_to(data)


# A build in the background: begun once, asked how far it is, and waited for by whoever wants.

SETTLED = 0.02
"""The share of a stage that must be done before it says how long the rest takes; raised, it says so later."""


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


def give_back(encoder: Encoder) -> None:
    """Give back the memory that only a build needs: this process goes on, and may not build again for days."""
    encoder.release()
    release_vocabulary()
    if sys.platform == "linux":
        # What was freed in small pieces glibc keeps until it is asked. Other C libraries have no such call.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)


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
            done = self._built(encoder, confirmed)
        except BylineError as error:
            future.set_exception(error)
        except BaseException as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(done)

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

    def _report(self, at: Progress) -> None:
        """A stage's pace is measured from where it was first reported: what was done before took it no time."""
        now = self._clock()
        if self._began[0] != at.stage:
            self._began = (at.stage, now, at.done)
        _, since, first = self._began
        self._stage = Stage(at, seconds_left(at.done - first, at.total - first, now - since))
