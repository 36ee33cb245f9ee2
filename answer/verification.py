"""Verify receipts: look up each quote in the library's documents, never accepting a mere lookalike."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from answer.folding import Folded, fold, folded, runs_on
from answer.receipts import Receipt
from index.library import CONTEXT, Library
from index.records import DocumentLabel
from ingest.records import Span

FOLDED_KEPT = 16
"""Folded documents kept in memory; an export mostly quotes a few. Raised, more memory; lowered, more folding again."""

LOOKING_S = 10.0
"""Seconds of processor time for one export: tens of thousands of ordinary quotes take less.

Raised, a hostile export holds a server for longer; lowered, quotes at the end of large exports stay unverified.
"""


SENTENCE_END = re.compile(r"[.!?…][\"'”’)»]*\s+|\n\s*\n")
AT_ENDS = ".!?…\"'”’)»"
"""The marks of a sentence's end: a receipt may be cut behind one of them."""

SURROUNDINGS = 40
"""Characters around a quote in which its sentence is read, more than a receipt has. Lowered, they are cut."""


class QuoteStatus(StrEnum):
    """The state of a quote today."""

    EDITED = "edited"
    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    UNVERIFIED = "unverified"

    @property
    def is_kept(self) -> bool:
        """Return whether the words still stand in the document."""
        return self in {QuoteStatus.SAME, QuoteStatus.MOVED}


@dataclass(frozen=True, slots=True)
class Verified:
    """A verified receipt: where its words stand today, in which document, and the reason for any difference.

    `shown` is what an export shows in the place of its words, if that is `edited`.
    """

    receipt: Receipt
    status: QuoteStatus
    found: Span | None
    found_in: str | None
    reason: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class VerifiedExport:
    """The quotes of an export, the edited ones first: how many it shows, and in words what was not verified.

    It `is_whole` if every quote that it shows has its receipt in the same words, and every receipt its quote.
    """

    verified: tuple[Verified, ...]
    shown: int
    unverified: tuple[str, ...]
    is_whole: bool


def verify(
    library: Library, receipts: Iterable[Receipt], *, clock: Callable[[], float] = time.thread_time
) -> Iterator[Verified]:
    """Look up each receipt in the library's documents, and return what was found, in order.

    Receipts that are left when `LOOKING_S` have passed on the clock are `unverified`.
    """
    return Verifier(library, clock).verify_all(receipts)


class Verifier:
    """Looks up receipts within a limit of time, and keeps the latest documents read for the next ones."""

    def __init__(self, library: Library, clock: Callable[[], float] = time.thread_time) -> None:
        self._library = library
        self._labels = {label.id: label for label in library.labels.values()}
        self._files = _by_file(self._labels.values())
        self._folded = lru_cache(FOLDED_KEPT)(lambda name: folded(library.document(name).text))
        self._clock, self._end = clock, clock() + LOOKING_S

    def verify_all(self, receipts: Iterable[Receipt]) -> Iterator[Verified]:
        """Look up each receipt, as far as there is time, and return what was found, in order."""
        asked = list(receipts)
        order = sorted(range(len(asked)), key=lambda at: (asked[at].document, asked[at].sha256, at))
        found = {at: self.verify(asked[at]) for at in order}  # a document's receipts together: it is folded once
        return (found[at] for at in range(len(asked)))

    def elsewhere(self, receipt: Receipt) -> str | None:
        """Find the first other document in corpus order that has the receipt's words.

        Raises:
            TimeoutError: there is no time left.
        """
        self._be_in_time()
        library, exact = self._library, fold(receipt.exact)
        terms = library.words.terms(receipt.exact)
        rows = [row for kind in library.kinds for row in (library.words.containing(terms, kind) if terms else ())]
        for number in sorted({library.inventory.document_of(row) for row in rows}):
            self._be_in_time()
            name = library.labels[number].id
            if name != receipt.document and exact in self._folded(name).text:
                return name
        return None

    def verify(self, receipt: Receipt) -> Verified:
        """Look up a receipt, as far as there is time."""
        try:
            self._be_in_time()
            return self._doubted(self._verify(receipt))
        except TimeoutError:
            reason = f"not looked up: all before it took {LOOKING_S:g} s; verify a smaller export"
            return Verified(receipt, QuoteStatus.UNVERIFIED, None, None, reason)

    def _be_in_time(self) -> None:
        if self._clock() > self._end:
            raise TimeoutError

    def _doubted(self, one: Verified) -> Verified:
        """What was found, as `changed` if its page or the words around it in its sentence are others than they were."""
        if one.found is None or one.found_in is None:
            return one
        document, page = self._library.document(one.found_in), one.receipt.page
        if page is not None and one.status is QuoteStatus.SAME:
            today = self._library.page(document, one.found[0])
            if page != today:
                there = f"on page {today}" if today is not None else "in a document without pages"
                return _changed(one, f"the receipt names page {page}, the words stand {there}")
        same_file = one.receipt.sha256 == self._labels[one.found_in].sha256
        if not same_file and says_otherwise(document.text, one.receipt, one.found):
            return _changed(one, "the words stand among other words of their sentence today: read them there")
        return one

    def _verify(self, receipt: Receipt) -> Verified:
        here, renamed = self._labels.get(receipt.document), self._renamed(receipt)
        quote = _Quote.of(receipt)
        if here and self._stands(quote, here.id, (receipt.start, receipt.end)):
            reason = "" if here.sha256 == receipt.sha256 else "the document has changed, these words have not"
            return Verified(receipt, QuoteStatus.SAME, (receipt.start, receipt.end), here.id, reason)
        if here:
            places = self._places(quote, here.id)
            if len(places) == 1:
                return Verified(
                    receipt, QuoteStatus.MOVED, places[0], here.id, "the words stand elsewhere in the document"
                )
            if places and not renamed:
                several = "the words stand in several places of the document, none where it was"
                return Verified(receipt, QuoteStatus.MISSING, None, None, several)
        if renamed:
            return self._in_renamed(receipt, quote, renamed)
        return _gone(receipt, here)

    def _in_renamed(self, receipt: Receipt, quote: _Quote, label: DocumentLabel) -> Verified:
        """Return `moved` if the words stand once in the same file under its new name, else `missing`."""
        span = (receipt.start, receipt.end)
        places = [span] if self._stands(quote, label.id, span) else self._places(quote, label.id)
        if len(places) == 1:
            return Verified(receipt, QuoteStatus.MOVED, places[0], label.id, f"the document is {label.id} today")
        return Verified(
            receipt, QuoteStatus.MISSING, None, None, f"the document is {label.id} today, without these words"
        )

    def _renamed(self, receipt: Receipt) -> DocumentLabel | None:
        """Find the first other document in corpus order whose file is byte for byte the receipt's."""
        same = (one for one in self._files.get(receipt.sha256, ()) if one.id != receipt.document)
        return next(same, None)

    def _stands(self, quote: _Quote, document: str, span: Span) -> bool:
        text = self._library.document(document).text
        start, end = span
        if not start < end <= len(text) or fold(text[start:end]) != quote.exact:
            return False
        return quote.is_whole(fold(text[max(0, start - 8) : start]), fold(text[end : end + 8]))

    def _places(self, quote: _Quote, document: str) -> list[Span]:
        """Find the only place of the words, or the only one with the same surroundings, else two of several."""
        text = self._folded(document)
        found = self._two(text, quote, "", "")
        if len(found) > 1:
            found = self._alike(text, quote) or found
        return [text.original(span) for span in found]

    def _alike(self, text: Folded, quote: _Quote) -> list[Span]:
        """Find the only place with both of the receipt's surroundings, or else the only one with either."""
        before, after = quote.surroundings
        both = self._two(text, quote, before, after) if before and after else []
        if both:
            return both
        return [
            *(self._two(text, quote, before, "") if before else ()),
            *(self._two(text, quote, "", after) if after else ()),
        ]

    def _two(self, text: Folded, quote: _Quote, before: str, after: str) -> list[Span]:
        """Find the first two places where the words stand whole between these surroundings, as spans of the folded."""
        return list(islice(self._standing(text, quote, before, after), 2))

    def _standing(self, text: Folded, quote: _Quote, before: str, after: str) -> Iterator[Span]:
        for at, end in text.spans(f"{before}{quote.exact}{after}" if quote.exact else ""):
            self._be_in_time()
            span = at + len(before), end - len(after)
            around = text.text[max(0, span[0] - 8) : span[0]], text.text[span[1] : span[1] + 8]
            if text.is_between_characters(span) and quote.is_whole(*around):
                yield span


@dataclass(frozen=True, slots=True)
class _Quote:
    """The folded words of a receipt, and those before and after them."""

    exact: str
    surroundings: tuple[str, str]

    @classmethod
    def of(cls, receipt: Receipt) -> _Quote:
        return cls(fold(receipt.exact), (fold(receipt.around.prefix), fold(receipt.around.suffix)))

    def is_whole(self, before: str, after: str) -> bool:
        """Return whether no word continues past the ends, unless with the same character as in the receipt."""
        ours = self.surroundings
        left = not runs_on(before, self.exact) or (runs_on(ours[0], self.exact) and before[-1:] == ours[0][-1:])
        right = not runs_on(self.exact, after) or (runs_on(self.exact, ours[1]) and after[:1] == ours[1][:1])
        return left and right


def _by_file(labels: Iterable[DocumentLabel]) -> Mapping[str, list[DocumentLabel]]:
    """Group the documents by the hash of their file, in corpus order."""
    found: dict[str, list[DocumentLabel]] = {}
    for label in labels:
        found.setdefault(label.sha256, []).append(label)
    return found


def _changed(one: Verified, reason: str) -> Verified:
    return replace(one, status=QuoteStatus.CHANGED, found=None, found_in=None, reason=reason)


def says_otherwise(text: str, receipt: Receipt, found: Span) -> bool:
    """Return whether other words stand in the quote's sentence before or behind it than the receipt has there."""
    start, end = found
    first, last = start - SURROUNDINGS, end + SURROUNDINGS
    before = _last(text[max(0, first) : start], whole=first <= 0)
    if _differs(before, _last(receipt.around.prefix, whole=len(receipt.around.prefix) < CONTEXT)):
        return True
    after = _first(text[end:last], whole=last >= len(text))
    ended = SENTENCE_END.search(f"{receipt.exact[-4:]} \n") is not None
    return not ended and _differs(after, _first(receipt.around.suffix, whole=len(receipt.around.suffix) < CONTEXT))


def _differs(today: tuple[str, bool], then: tuple[str, bool]) -> bool:
    """Whether today's words on one side of a quote are others than then; what is not whole is only the nearest."""
    (now, whole_now), (was, whole_then) = today, then
    if not any(map(str.isalnum, now)):
        return any(map(str.isalnum, was))
    if whole_then:
        return now != was
    return not now.endswith(was) and (whole_now or not was.endswith(now))


def _last(text: str, *, whole: bool) -> tuple[str, bool]:
    """What stands before a quote in its sentence, and whether that is all; `whole` text is all from the beginning."""
    parts = SENTENCE_END.split(text)
    return fold(parts[-1]).strip().lstrip(AT_ENDS), whole or len(parts) > 1


def _first(text: str, *, whole: bool) -> tuple[str, bool]:
    """What stands behind a quote in its sentence, the last letter first, and whether that is all."""
    parts = SENTENCE_END.split(f"{text}\n\n" if whole else text)
    return fold(parts[0]).strip().rstrip(AT_ENDS)[::-1], len(parts) > 1


def _gone(receipt: Receipt, label: DocumentLabel | None) -> Verified:
    if label is None:
        return Verified(receipt, QuoteStatus.MISSING, None, None, "the library has no such document")
    if label.sha256 != receipt.sha256:
        return Verified(receipt, QuoteStatus.CHANGED, None, None, "the document has changed, and these words are gone")
    return Verified(
        receipt, QuoteStatus.MISSING, None, None, "the document is the same file, and never had these words"
    )
