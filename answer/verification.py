"""Verify receipts: look up each quote in the library's documents, never accepting a mere lookalike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from answer.folding import Folded, fold, folded, runs_on
from answer.receipts import Receipt
from index.library import Library
from index.records import DocumentLabel
from ingest.records import Span

FOLDED_KEPT = 16
"""Folded documents kept in memory; an export mostly quotes a few. Raised, more memory; lowered, more folding again."""


class QuoteStatus(StrEnum):
    """The state of a quote today."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"

    @property
    def is_kept(self) -> bool:
        """Return whether the words still stand in the document."""
        return self in {QuoteStatus.SAME, QuoteStatus.MOVED}


@dataclass(frozen=True, slots=True)
class Verified:
    """A verified receipt: where its words stand today, in which document, and the reason for any difference."""

    receipt: Receipt
    status: QuoteStatus
    found: Span | None
    found_in: str | None
    reason: str


def verify(library: Library, receipts: Iterable[Receipt]) -> Iterator[Verified]:
    """Look up each receipt in the library's documents, in order."""
    return Verifier(library).verify(receipts)


class Verifier:
    """Looks up receipts and keeps the latest documents read for the next ones."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._labels = {label.id: label for label in library.labels.values()}
        self._folded = lru_cache(FOLDED_KEPT)(lambda name: folded(library.document(name).text))

    def verify(self, receipts: Iterable[Receipt]) -> Iterator[Verified]:
        """Look up each receipt, in order."""
        return map(self._verify, receipts)

    def _verify(self, receipt: Receipt) -> Verified:
        here, renamed = self._labels.get(receipt.document), self._renamed(receipt)
        if here and (found := self._in_place(receipt, here)):
            return found
        if here:
            places = self._places(receipt, here.id)
            if len(places) == 1:
                return Verified(
                    receipt, QuoteStatus.MOVED, places[0], here.id, "the words stand elsewhere in the document"
                )
            if places and not renamed:
                count = f"the words stand {len(places)} times in the document, none where it was"
                return Verified(receipt, QuoteStatus.MISSING, None, None, count)
        if renamed:
            return self._in_renamed(receipt, renamed)
        return _gone(receipt, here)

    def _in_place(self, receipt: Receipt, label: DocumentLabel) -> Verified | None:
        """Return `same` if the words stand at the receipt's own offsets."""
        if not self._stands(receipt, label.id, (receipt.start, receipt.end)):
            return None
        reason = "" if label.sha256 == receipt.sha256 else "the document has changed, these words have not"
        return Verified(receipt, QuoteStatus.SAME, (receipt.start, receipt.end), label.id, reason)

    def _in_renamed(self, receipt: Receipt, label: DocumentLabel) -> Verified:
        """Return `moved` if the words stand once in the same file under its new name, else `missing`."""
        span = (receipt.start, receipt.end)
        places = [span] if self._stands(receipt, label.id, span) else self._places(receipt, label.id)
        if len(places) == 1:
            return Verified(receipt, QuoteStatus.MOVED, places[0], label.id, f"the document is {label.id} today")
        return Verified(
            receipt, QuoteStatus.MISSING, None, None, f"the document is {label.id} today, without these words"
        )

    def _renamed(self, receipt: Receipt) -> DocumentLabel | None:
        """Find the first other document in corpus order whose file is byte for byte the receipt's."""
        same = (one for one in self._labels.values() if one.sha256 == receipt.sha256 and one.id != receipt.document)
        return next(same, None)

    def _stands(self, receipt: Receipt, document: str, span: Span) -> bool:
        text = self._library.document(document).text
        start, end = span
        if not start < end <= len(text) or fold(text[start:end]) != fold(receipt.exact):
            return False
        return _is_whole(receipt, fold(text[max(0, start - 8) : start]), fold(text[end : end + 8]))

    def _places(self, receipt: Receipt, document: str) -> list[Span]:
        """Find the words in the document; of several places, prefer one whose surroundings match the receipt's."""
        text, exact = self._folded(document), fold(receipt.exact)
        found = [span for span in text.spans(exact) if self._stands(receipt, document, text.original(span))]
        if len(found) > 1:
            found = _alike(text, receipt, found)
        return [text.original(span) for span in found]


def _gone(receipt: Receipt, label: DocumentLabel | None) -> Verified:
    if label is None:
        return Verified(receipt, QuoteStatus.MISSING, None, None, "the library has no such document")
    if label.sha256 != receipt.sha256:
        return Verified(receipt, QuoteStatus.CHANGED, None, None, "the document has changed, and these words are gone")
    return Verified(
        receipt, QuoteStatus.MISSING, None, None, "the document is the same file, and never had these words"
    )


def _is_whole(receipt: Receipt, before: str, after: str) -> bool:
    """Return whether no word continues past the quote's ends, unless with the same character as in the receipt."""
    exact, was = fold(receipt.exact), receipt.around
    ours = fold(was.prefix), fold(was.suffix)
    left = not runs_on(before, exact) or (runs_on(ours[0], exact) and before[-1:] == ours[0][-1:])
    right = not runs_on(exact, after) or (runs_on(exact, ours[1]) and after[:1] == ours[1][:1])
    return left and right


def _alike(text: Folded, receipt: Receipt, spans: list[Span]) -> list[Span]:
    """Return the only place with both of the receipt's surroundings, else the only one with either, else all."""
    prefix, suffix = fold(receipt.around.prefix), fold(receipt.around.suffix)
    before = {span for span in spans if prefix and text.text.endswith(prefix, 0, span[0])}
    after = {span for span in spans if suffix and text.text.startswith(suffix, span[1])}
    for alike in (before & after, before ^ after):
        if len(alike) == 1:
            return list(alike)
    return spans
