"""Building whenever the corpus changes: quietly, a while after the last change, until somebody says stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from errors import BylineError, CorpusError
from index.building.build import build
from index.encoding.encoder import Encoder
from index.records import Plan
from ingest.folder import OWN_FILES

QUIET_MS = 1_600
"""How long nothing must change before a build begins: a folder that is being copied is built once, not file by file."""

LONGEST_WAIT_MS = 10_000
"""A folder that never is quiet is built all the same."""

Said = Callable[[Plan | BylineError], None]


def keep_building(corpus: Path, data: Path, encoder: Encoder, *, stop: Event, said: Said) -> None:
    """Build now, and after every change until `stop` is set.

    A build that fails is told and the next change is waited for: nobody may be there to agree to a removal.

    Args:
        corpus: the folder of documents.
        data: the folder of the library.
        encoder: the model that embeds.
        stop: set it to end; a build that has begun is finished first.
        said: told what each build did, unless that is nothing, and why one failed.

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
