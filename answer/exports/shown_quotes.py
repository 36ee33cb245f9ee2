"""The quotes that a reader of an export sees, in every form, and how they compare with its receipts."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from textwrap import shorten
from typing import Any

from answer.exports.as_csv import safe
from answer.exports.embedded_receipts import Form, form_of, read_receipts, table, unwrapped
from answer.exports.formulas import as_text
from answer.facts.alignment import words
from answer.folding import fold
from answer.receipts import Receipt
from answer.verification import QuoteStatus, Verified, VerifiedExport, Verifier
from index.library import Library

QUOTED_LINE = re.compile(r"\s*> ?(.*)")
BEGINS = re.compile(r"\s*(?:#{1,6}(?:\s|\Z)|[-+*]\s|1[.)]\s|```|~~~|(?:[-*_]\s*){3,}\Z)")
"""A line that ends the paragraph before it in Markdown: a heading, an item, a fence or a rule."""
FOOTNOTE = re.compile(r"\[\^\d+\]\s*\Z")
ESCAPED = re.compile(r"\\(.)")
QUOTE_COLUMN = re.compile(r"(?:byline .*)?\b(?:passage|evidence)")
"""A column of quotes: of an answer or a check, or of those that were added to a table of questions or claims."""

BLOCK_QUOTE = re.compile(r"<blockquote\b[^<>]*+>((?:[^<]|<(?!/?blockquote\b))*+)</blockquote>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6]|td)\b[^<>]*>", re.IGNORECASE)
BESIDE_MARKS = re.compile(r"(?<!\w) (?!\d)|(?<!\d) (?!\w)")
"""A space that divides neither words nor numbers, as stands around the bold evidence in “ **It rained.** ”."""

LONGEST_SHOWN = 100
"""Characters of a quote in what was not verified. Raised, the lines are longer; lowered, quotes are hard to find."""

ALIKE_FROM = 0.5
"""The share of a receipt's words that makes a shown quote an edited form of it, and not one without a receipt.

Raised, heavily edited quotes are told as quotes without a receipt; lowered, others are told as edited."""


NOT_LOOKED_AT = "verdicts, summaries, flags, notes, titles, publishers, dates and speakers"

MOST_ELSEWHERE = 100
"""Missing quotes looked for in other documents. Raised, a hostile export takes longer; lowered, less is told."""


MOST_COMPARISONS = 20_000
"""Of shown quotes with receipts; more are told as without a receipt. Raised, a hostile export takes longer."""


MOST_LONGER, ROOM = 4, 1_000
"""A shown quote of more characters than so many times the longest receipt, and some, is one without a receipt.

Raised, a hostile export of one long quote holds the server; lowered, words added to a quote are not told as edited.
"""


@dataclass(frozen=True, slots=True)
class Edited:
    """A quote that the export shows in other words than its receipt has."""

    receipt: Receipt
    shown: str


@dataclass(frozen=True, slots=True)
class Body:
    """What an export shows beside its receipts.

    `shown` counts the quotes, `edited` are those in other words than their receipts, `without_receipt` the words of
    those that have none, `not_shown` the receipts whose quotes are missing.
    """

    shown: int
    edited: tuple[Edited, ...]
    without_receipt: tuple[str, ...]
    not_shown: tuple[Receipt, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every quote has its receipt in the same words, and every receipt its quote."""
        return not (self.edited or self.without_receipt or self.not_shown)


def verify_export(library: Library, export: str, *, clock: Callable[[], float] = time.thread_time) -> VerifiedExport:
    """Compare the quotes that an export shows with its receipts, and these with the library's documents.

    Missing quotes are also looked for in other documents, within the limit of time of verifying.

    Raises:
        ExportError: the text is not an export, or its receipts are incomplete.
    """
    receipts = read_receipts(export)
    body = body_of(export, receipts)
    edited = {one.receipt: one.shown for one in body.edited}
    verifier = Verifier(library, clock)
    found = list(verifier.verify_all(receipts))
    found = [_edited(one, edited[one.receipt]) if one.receipt in edited else one for one in found]
    missing = [at for at, one in enumerate(found) if one.status is QuoteStatus.MISSING]
    looked_for = 0
    try:
        for at in missing[:MOST_ELSEWHERE]:
            found[at] = _with_other_place(found[at], verifier.elsewhere(found[at].receipt))
            looked_for += 1
    except TimeoutError:
        pass
    found.sort(key=lambda one: one.status is not QuoteStatus.EDITED)
    unverified = [
        *(f"“{_short(quote)}”: shown without a receipt" for quote in body.without_receipt),
        *(f"“{_short(one.exact)}”: has a receipt and is not shown" for one in body.not_shown),
        *([f"other documents, for {left:,} of the missing quotes"] if (left := len(missing) - looked_for) else []),
        NOT_LOOKED_AT,
    ]
    return VerifiedExport(tuple(found), body.shown, tuple(unverified), body.is_whole)


def together(exports: Mapping[str, VerifiedExport], unread: Sequence[str]) -> VerifiedExport:
    """Put the verified exports of several files into one, the edited quotes first; `unread` says what was not read."""
    verified = [one for export in exports.values() for one in export.verified]
    verified.sort(key=lambda one: one.status is not QuoteStatus.EDITED)
    said = [f"{name}: {what}" for name, one in exports.items() for what in one.unverified if what != NOT_LOOKED_AT]
    is_whole = not unread and all(export.is_whole for export in exports.values())
    shown = sum(export.shown for export in exports.values())
    return VerifiedExport(tuple(verified), shown, (*unread, *said, NOT_LOOKED_AT), is_whole)


def _with_other_place(one: Verified, name: str | None) -> Verified:
    return replace(one, reason=f"{one.reason}; {name} has these words") if name else one


def _edited(one: Verified, shown: str) -> Verified:
    reason = f"the export shows “{shown}”, its receipt has “{one.receipt.exact}”"
    return replace(one, status=QuoteStatus.EDITED, reason=reason, shown=shown)


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), LONGEST_SHOWN, placeholder=" …")


def body_of(export: str, receipts: Sequence[Receipt]) -> Body:
    """Compare the quotes that an export shows with its receipts; white space does not count."""
    shown = list(_shown(unwrapped(export)))
    longest = ROOM + MOST_LONGER * max((len(one.exact) for one in receipts), default=0)
    bare = {quote: _bare(quote) for quote in shown if len(quote) <= longest}
    forms = set(bare.values())
    written = {one: _written(one.exact) for one in receipts}
    kept = {one for one in receipts if not written[one].isdisjoint(forms)}
    known = {form for one in kept for form in written[one]}
    covered = _covered(receipts, kept)
    missing = [one for one in receipts if one not in kept and one not in covered]
    edited: list[Edited] = []
    without: list[str] = []
    keys = cache(lambda one: _keys(one.exact))
    comparisons = MOST_COMPARISONS
    for quote in (quote for quote in shown if bare.get(quote) not in known):
        comparisons -= len(missing)
        receipt = _counterpart(quote, missing, keys) if comparisons >= 0 and quote in bare else None
        if receipt is None:
            without.append(quote)
        else:
            edited.append(Edited(receipt, quote))
            missing = [one for one in missing if not _is_inside(one, receipt)]
    return Body(len(shown), tuple(edited), tuple(without), tuple(missing))


def _written(exact: str) -> frozenset[str]:
    """The forms in which an export may show these words: as they are, and kept from being a formula in a table."""
    return frozenset(map(_bare, (exact, as_text(exact), safe(exact))))


def _covered(receipts: Iterable[Receipt], kept: set[Receipt]) -> set[Receipt]:
    """The receipts of words inside a quote that is shown, as evidence is inside its passage."""
    found: set[Receipt] = set()
    document, reached = "", 0
    for one in sorted(receipts, key=lambda one: (one.document, one.start, -one.end)):
        document, reached = one.document, reached if one.document == document else 0
        if one in kept:
            reached = max(reached, one.end)
        elif one.end <= reached:
            found.add(one)
    return found


def _counterpart(quote: str, receipts: Iterable[Receipt], keys: Callable[[Receipt], frozenset[str]]) -> Receipt | None:
    """The receipt of whose words, their `keys`, the quote has most, if it has enough of them; the longest of equals."""
    ours = _keys(quote)
    best: tuple[float, int] = (0.0, 0)
    found: Receipt | None = None
    for one in receipts:
        theirs = keys(one)
        alike = (len(ours & theirs) / max(1, len(theirs)), len(one.exact))
        if alike > best:
            best, found = alike, one
    return found if best[0] >= ALIKE_FROM else None


def _keys(text: str) -> frozenset[str]:
    return frozenset(word.key for word in words(text))


def _is_inside(one: Receipt, other: Receipt) -> bool:
    return one.document == other.document and other.start <= one.start and one.end <= other.end


def _bare(text: str) -> str:
    """The text in composed letters, its words and numbers divided by single spaces."""
    return BESIDE_MARKS.sub("", unicodedata.normalize("NFC", fold(text)).strip())


def _shown(export: str) -> Iterator[str]:
    match form_of(export):
        case Form.JSON:
            yield from _in_json(json.loads(export))
        case Form.HTML:
            yield from (unescape(TAG.sub("", BREAK.sub(" ", quote))) for quote in BLOCK_QUOTE.findall(export))
        case Form.CSV:
            yield from (
                said for line in table(export) for name, said in line.items() if said and QUOTE_COLUMN.fullmatch(name)
            )
        case Form.MARKDOWN:
            yield from _in_markdown(export)


def _in_json(found: Any) -> Iterator[str]:  # noqa: ANN401 (JSON)
    """The words of every passage and every evidence: what has a place in a document and says whose words it is."""
    if isinstance(found, list):
        for one in found:
            yield from _in_json(one)
    elif isinstance(found, dict):
        if isinstance(found.get("text"), str) and ("voice" in found or "evidence" in found) and "start" in found:
            yield found["text"]
        if found.get("type") == "TextQuoteSelector" and isinstance(found.get("exact"), str):
            yield found["exact"]  # of an annotation, which shows it
        for name, one in found.items():
            if name != "receipts":
                yield from _in_json(one)


def _in_markdown(export: str) -> Iterator[str]:
    """Every paragraph of every block quote, as it is read: without escapes, bold type and footnotes.

    A line without its mark goes on with the paragraph before it, unless it begins something else.
    """
    paragraph: list[str] = []
    for line in [*export.splitlines(), ""]:
        match = QUOTED_LINE.fullmatch(line)
        said = match[1] if match else line
        if said.strip() and (match or (paragraph and not BEGINS.match(line))):
            paragraph.append(said)
        elif paragraph:
            yield _read(" ".join(paragraph))
            paragraph = []


def _read(text: str) -> str:
    said = FOOTNOTE.sub("", text).replace("\\*", "\0").replace("**", "").replace("\0", "\\*")
    return ESCAPED.sub(r"\1", said)
