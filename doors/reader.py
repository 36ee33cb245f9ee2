"""The library and the model, opened once for whoever asks again and again: every verb that reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock

from answer.ask import DEFAULT_HITS, ask
from answer.borrowed import BorrowedSentence, borrowed
from answer.check import check
from answer.exports.shown_quotes import verify_export
from answer.records import NO_FILTERS, Answer, Check, Filters
from answer.scope import named
from answer.trace import Trace, find, trace
from answer.verification import VerifiedExport
from errors import NoLibraryError, QuestionError
from index.encoding.encoder import SentenceEncoder
from index.encoding.reranker import Reranker, find_reranker
from index.library import Library
from index.opening import Shelf, newest_build, newest_status, open_newest
from index.records import Report, unreported
from index.status import LibraryStatus
from ingest.records import Document
from settings import Settings

GENERATIONS_OPEN = 3
"""Generations kept open: the newest, and those that calls which began earlier may still be reading."""


Reporting = Callable[[], AbstractContextManager[Report]]
"""Gives what is told how far the opening of a library is, for as long as that takes."""


class Reader:
    """Answers from the newest generation of the library that the settings name; threads may share it."""

    def __init__(
        self,
        settings: Settings,
        make_encoder: Callable[[Settings], SentenceEncoder],
        reporting: Reporting = lambda: nullcontext(unreported),
    ) -> None:
        self.settings = settings
        self._make_encoder = make_encoder
        self._reporting = reporting
        self._shelf = None if settings.index else Shelf(settings.data)
        self._open: deque[Library] = deque()
        self._lock = Lock()

    def close(self) -> None:
        """Close every generation that is open."""
        with self._lock:
            while self._open:
                self._open.pop().close()

    @property
    def library(self) -> Library:
        """The newest complete generation.

        Raises:
            NoLibraryError: nothing has been built, or nothing published.
            LibraryError: the library cannot be read.
        """
        with self._lock:
            newest = newest_build(self.settings)
            if not self._open or newest != self._open[-1].build:
                with self._reporting() as report:
                    self._open.append(self._shelf.newest(report) if self._shelf else open_newest(self.settings))
                while len(self._open) > GENERATIONS_OPEN:
                    self._open.popleft().close()
            return self._open[-1]

    @cached_property
    def encoder(self) -> SentenceEncoder:
        """The embedding model in force; it loads when it is first asked for a vector."""
        return self._make_encoder(self.settings)

    @cached_property
    def _reranker(self) -> Reranker | None:
        return find_reranker(self.settings.reranker)

    def warm_up(self) -> None:
        """Load what the first question needs; what is wrong is said to whoever asks first."""
        with suppress(NoLibraryError):
            _ = self.library.label_words
        self.encoder.warm_up()

    def ask(self, question: str, *, k: int = DEFAULT_HITS, offset: int = 0, filters: Filters = NO_FILTERS) -> Answer:
        """Answer a question, kind by kind."""
        return ask(self.library, self.encoder, question, k=k, offset=offset, filters=filters, reranker=self._reranker)

    def find(self, sought: str) -> Trace:
        """Find every sentence that mentions these words."""
        return find(self.library, sought)

    def trace(self, quotation: str) -> Trace:
        """Find every place where a quotation stands, as it is or altered."""
        return trace(self.library, quotation)

    def check(self, draft: str, *, kinds: Sequence[str] = ()) -> Check:
        """Compare every sentence of a draft with every document."""
        return check(self.library, self.encoder, draft, kinds=kinds)

    def verify(self, export: str) -> VerifiedExport:
        """Look every quote of an export up again."""
        return verify_export(self.library, export)

    def borrowed(self, text: str) -> tuple[BorrowedSentence, ...]:
        """Tell which words of a text are the documents'."""
        return borrowed(self.library, text)

    def document(self, name: str) -> tuple[Library, Document]:
        """The document with this id or file name, and the generation that has it.

        Raises:
            QuestionError: there is none, or several have the name.
        """
        library = self.library
        found = sorted(named(library, [name]))
        if len(found) > 1:
            raise QuestionError(f"{len(found):,} documents go by {name!r}: name one, such as {found[0]}")
        return library, library.document(found[0])

    def status(self) -> LibraryStatus:
        """What the library holds, in numbers."""
        return newest_status(self.settings)


def now() -> datetime:
    """The time of asking."""
    return datetime.now(UTC)
