"""The model and the library, opened once and shared by every session."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from operator import attrgetter
from pathlib import Path
from threading import Lock, Timer

import streamlit as st

from answer.disagreements import Disagreement
from answer.disagreements import disagreements as found_in
from answer.examples import example_draft
from answer.mentioned import Mentioned, mentioned
from answer.suggestions import suggest
from app_pages.drawing.charts import warm_up as charts_warm_up
from app_pages.frame.progress import follow_if_long
from doors.reader import Reader
from errors import BylineError
from index import originals
from index.building.background import Builder, Stage
from index.building.build import plan
from index.encoding.background_cosines import background_of
from index.encoding.choosing import encoder_for, find_model
from index.encoding.encoder import SentenceEncoder
from index.encoding.reranker import Reranker, find_reranker
from index.library import Library
from index.opening import Shelf, newest_build, open_newest, set_pictures
from index.records import Build, DocumentLabel, Plan, Progress, Report
from ingest.records import Document, PageBox, Span
from settings import Settings

GENERATIONS_OPEN = 3
"""Generations kept open: the newest, and those that other sessions may still be reading."""

OPENED_AT_ONCE = 4
"""Libraries that are opened at once; raised, they compete for the disk; lowered, a large one keeps others waiting."""

SHOWN_AFTER_S = 0.3
"""Seconds after which the opening of a library is shown. Raised, a person waits longer without a word."""

WARM_AFTER_S = 1.5
"""Seconds after the first page until the model is loaded.

Raised, a question that is asked at once waits longer; lowered, the browser waits for what it draws the page with, since
importing holds the one interpreter.
"""

STORIES_OPEN = 32
"""Stories kept open while all are asked. Lowered, longer lists are opened anew with each question."""

PAGES_KEPT = 24
"""Pages of PDFs that are kept as they were drawn, some 200 KB each."""

LENGTHS_KEPT = 10_000
"""Documents whose lengths are remembered, a few bytes each."""

# Streamlit takes a cached function's arguments as the key, so the build is one even where it is not read.


def has_library(settings: Settings) -> bool:
    """Return whether anything has been built, or published where an index is set."""
    return newest_build(settings) is not None


def newest_generation(settings: Settings) -> int:
    """The number of the newest complete generation; 0 where nothing has been built."""
    build = newest_build(settings)
    return build.generation if build else 0


def newest_library(settings: Settings) -> Library:
    """The newest complete generation, opened once; how far that is is shown where it takes long."""
    build = _identity(newest_build(settings))
    opening = _opening(settings, build)
    follow_if_long(opening.library, lambda: opening.stage, after_s=SHOWN_AFTER_S)
    return _library(settings, build)


def open_ahead(settings: Settings) -> None:
    """Begin to open the newest complete generation, if there is one, for whoever asks for it next."""
    build = newest_build(settings)
    if build:
        _opening(settings, _identity(build))


def encoder(settings: Settings) -> SentenceEncoder:
    """The configured model; it loads when it is first asked for a vector."""
    return _encoder(settings.model, str(settings.cache.resolve()))


def warm_encoder(settings: Settings) -> SentenceEncoder:
    """The model, loaded."""
    warming = _warming(settings.model, str(settings.cache.resolve()))
    if warming.is_done:
        return warming.encoder()
    with st.spinner("Loading the search model…"):
        return warming.encoder()


def warm_soon(settings: Settings) -> None:
    """Have ready what the first question needs, once the browser has what it draws the page with.

    Raises:
        BylineError: the model is not there, or could not be loaded.
    """
    failure = _warming(settings.model, str(settings.cache.resolve())).failure
    if failure:  # whoever asks for the model tries again
        raise failure.with_traceback(None)


def reader(settings: Settings) -> Reader:
    """What asks this library, opened once, however many stories are asked beside it."""
    return _reader(settings)


@st.cache_resource(show_spinner=False)
def reranker(name: str | None) -> Reranker | None:
    """The optional second stage, if one is configured; it loads when it is first used."""
    return find_reranker(name)


def builder(settings: Settings) -> Builder:
    """The background builder of this library, shared by all sessions."""
    set_pictures(settings)
    return _builder(str(settings.corpus.resolve()), str(settings.data.resolve()))


def differences(settings: Settings, library: Library) -> Plan:
    """Plan what a build would do now; planned again only after a file of the corpus or the library changed."""
    set_pictures(settings)
    return _plan(settings, _identity(library.build), _stamp(settings.corpus))


def suggestions(settings: Settings, library: Library) -> tuple[str, ...]:
    """Questions that these documents can be asked, worked out once for each generation."""
    return _suggestions(settings, _identity(library.build))


def example(settings: Settings, library: Library) -> str:
    """A draft that can be checked against these documents, made once for each generation."""
    return _example(settings, _identity(library.build))


def disagreements(settings: Settings, library: Library) -> tuple[Disagreement, ...] | None:
    """What documents disagree in, looked for beside the page once for each generation; None until that has ended.

    A search that failed, as where the library is damaged, found nothing: whoever reads the documents is told why.
    """
    looked = _disagreements(settings, _identity(library.build))
    if not looked.done():
        return None
    return () if looked.cancelled() or looked.exception() else looked.result()


def mentions(settings: Settings, library: Library) -> Mentioned | None:
    """Who speaks in the documents and what they name, looked for beside the page; None until that has ended."""
    looked = _mentions(settings, _identity(library.build))
    if not looked.done():
        return None
    return Mentioned({}, {}) if looked.cancelled() or looked.exception() else looked.result()


@st.cache_resource(show_spinner=False)
def _encoder(model: str, cache: str) -> SentenceEncoder:
    return encoder_for(find_model(model), Path(cache))


class Warming:
    """A model that is loaded in the background soon, or at once by whoever asks for it before."""

    def __init__(self, loaded: SentenceEncoder) -> None:
        self._encoder, self._lock = loaded, Lock()
        self.is_done = False
        self.failure: BylineError | None = None
        self.soon = Timer(WARM_AFTER_S, self._load)
        self.soon.daemon = True
        self.soon.start()

    def encoder(self) -> SentenceEncoder:
        """The model, loaded."""
        with self._lock:
            if not self.is_done:
                self._encoder.warm_up()
                background_of(self._encoder)
                # What a model brings (some 500,000 objects) stays for good; looking through it took 0.3 s each time.
                gc.collect()
                gc.freeze()
                self.is_done, self.failure = True, None
            return self._encoder

    def _load(self) -> None:
        try:
            self.encoder()
        except BylineError as error:
            self.failure = error
        charts_warm_up()


@st.cache_resource(show_spinner=False)
def _warming(model: str, cache: str) -> Warming:
    return Warming(_encoder(model, cache))


_OPENERS = ThreadPoolExecutor(OPENED_AT_ONCE, "opening")


class Opening:
    """A library that is opened in a thread of its own, and how far that is."""

    def __init__(self, opened: Callable[[Report], Library]) -> None:
        self.stage = Stage(Progress("Opening", 0, 0), None)
        self.library = _OPENERS.submit(opened, self._report)

    def close(self) -> None:
        """Close the library, if it could be opened."""
        if not self.library.exception():
            self.library.result().close()

    def _report(self, at: Progress) -> None:
        self.stage = Stage(at, None)


def _where(settings: Settings) -> str:
    """What tells one library from another."""
    return settings.index or str(settings.data.resolve())


@st.cache_resource(
    show_spinner=False, max_entries=GENERATIONS_OPEN, on_release=Opening.close, hash_funcs={Settings: _where}
)
def _opening(settings: Settings, build: str) -> Opening:  # noqa: ARG001
    return Opening(partial(open_newest, settings) if settings.index else _shelf(str(settings.data.resolve())).newest)


def _library(settings: Settings, build: str) -> Library:
    opening = _opening(settings, build)
    if opening.library.exception():
        _opening.clear(settings, build)  # whoever comes next tries again
    return opening.library.result()


def _asked_by(settings: Settings) -> tuple[str, str, str, str]:
    return _where(settings), settings.model, settings.reranker or "", str(settings.cache.resolve())


@st.cache_resource(
    show_spinner=False, max_entries=STORIES_OPEN, on_release=Reader.close, hash_funcs={Settings: _asked_by}
)
def _reader(settings: Settings) -> Reader:
    return Reader(settings, warm_encoder)


@st.cache_resource(show_spinner=False)
def _shelf(data: str) -> Shelf:
    return Shelf(Path(data))


def page_image(settings: Settings, document: Document, page: int) -> bytes:
    """Draw a page as it looks; drawn once."""
    set_pictures(settings)
    return _page_image(str(settings.corpus.resolve()), document, page)


def quote_boxes(settings: Settings, document: Document, place: Span) -> tuple[PageBox, ...]:
    """Find this place on the pages; looked up once."""
    set_pictures(settings)
    return _quote_boxes(str(settings.corpus.resolve()), document, place)


def _content_of(label: DocumentLabel) -> tuple[str, str]:
    return label.id, label.sha256


def _file_of(document: Document) -> tuple[str, str]:
    return document.id, document.sha256


@st.cache_resource(show_spinner="Drawing the page…", max_entries=PAGES_KEPT, hash_funcs={Document: _file_of})
def _page_image(corpus: str, document: Document, page: int) -> bytes:
    return originals.page_image(Path(corpus), document, page)


@st.cache_resource(show_spinner=False, max_entries=PAGES_KEPT, hash_funcs={Document: _file_of})
def _quote_boxes(corpus: str, document: Document, place: Span) -> tuple[PageBox, ...]:
    return originals.quote_boxes(Path(corpus), document, *place)


def length_of(library: Library, label: DocumentLabel) -> tuple[int, int]:
    """Return how many words a document has, and how many pages (0 for one without); counted once."""
    return _length(library, label)


@st.cache_resource(show_spinner=False, max_entries=LENGTHS_KEPT, hash_funcs={Library: id, DocumentLabel: _content_of})
def _length(library: Library, label: DocumentLabel) -> tuple[int, int]:
    document = library.document(label.id)
    return len(document.text.split()), len(document.page_starts)


@st.cache_resource(show_spinner=False)
def _builder(corpus: str, data: str) -> Builder:
    return Builder(Path(corpus), Path(data))


@st.cache_resource(show_spinner=False, max_entries=GENERATIONS_OPEN, hash_funcs={Settings: _where})
def _suggestions(settings: Settings, build: str) -> tuple[str, ...]:
    return suggest(_library(settings, build))


@st.cache_resource(show_spinner=False, max_entries=GENERATIONS_OPEN, hash_funcs={Settings: _where})
def _example(settings: Settings, build: str) -> str:
    return example_draft(_library(settings, build))


@st.cache_resource(show_spinner=False, max_entries=GENERATIONS_OPEN, hash_funcs={Settings: _where})
def _disagreements(settings: Settings, build: str) -> Future[tuple[Disagreement, ...]]:
    library = _library(settings, build)
    return library.beside(lambda: found_in(library))


@st.cache_resource(show_spinner=False, max_entries=GENERATIONS_OPEN, hash_funcs={Settings: _where})
def _mentions(settings: Settings, build: str) -> Future[Mentioned]:
    library = _library(settings, build)
    return library.beside(lambda: mentioned(library))


def _planned(settings: Settings) -> tuple[str, str, str, bool]:
    """Everything but the files that decides what a build would do."""
    return str(settings.corpus.resolve()), str(settings.data.resolve()), settings.model, settings.hints


@st.cache_resource(show_spinner=False, max_entries=GENERATIONS_OPEN, hash_funcs={Settings: _planned})
def _plan(settings: Settings, build: str, stamp: str) -> Plan:  # noqa: ARG001
    return plan(settings.corpus, settings.data, encoder(settings).model, hints=settings.hints)


def _identity(build: Build | None) -> str:
    """A value that differs for every build, also in a data folder that was started afresh."""
    return f"{build.generation} {build.built_at.isoformat()}" if build else ""


def _stamp(corpus: Path) -> str:
    """A digest of every path under the corpus with its size and time; it changes as soon as a file does."""
    digest, folders = hashlib.blake2b(digest_size=16), [str(corpus)]
    while folders:
        for entry in _entries(folders.pop()):
            try:
                found = entry.stat(follow_symlinks=False)
            except OSError:  # it went while the folder was being listed; the next run sees that
                continue
            # Spelt out, for the bytes of a name may be no text.
            digest.update(f"{entry.path!r} {found.st_size} {found.st_mtime_ns}\n".encode())
            if entry.is_dir(follow_symlinks=False) or originals.is_read_outside(Path(entry.path)):
                folders.append(entry.path)
    return digest.hexdigest()


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=attrgetter("name"))
    except OSError:
        return []
