"""Trace a quotation: find every place in the library where it stands, exactly or altered, oldest first."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from answer.comparing.exactness import wanted
from answer.comparing.quoted import WordChange, changes
from answer.facts.alignment import ComparedWord, align, words
from errors import QuestionError
from index.library import Library, evidence_at
from index.records import DocumentLabel, Evidence
from ingest.records import Document, Sentence, Span

ALIKE_FROM = 0.6
"""Share of the quotation's words, in order, that makes a passage a variant of it.

Raised, altered quotations are missed; lowered, passages that only share some words are shown.
"""

LONGEST = 500
"""Words above which a quotation is refused. Raised, longer quotations can be traced, and tracing them takes longer."""

MOST_CHARACTERS = 20_000
"""Characters above which a quotation is refused before its words are looked at."""

LOOKING_S = 20.0
"""Seconds of processor time for one quotation; thousands of ordinary documents take less.

Raised, repetitive texts hold a server for longer; lowered, the last documents of large libraries are left out.
"""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place where the quotation stands; `alike` in [0, 1] is the share of its words there, 1 if `exact`."""

    document: DocumentLabel
    evidence: Evidence
    exact: bool
    alike: float
    changes: tuple[WordChange, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A quotation with its appearances: by date, undated ones last, ties in corpus order.

    `documents` is the number of documents searched, and `partly` how many documents were read only in part; `unread`
    were not looked through to the end for lack of time.
    """

    quotation: str
    documents: int
    appearances: tuple[Appearance, ...]
    partly: int = 0
    unread: int = 0


def trace(library: Library, quotation: str, *, clock: Callable[[], float] = time.thread_time) -> Trace:
    """Find every appearance and variant of the quotation in the library, until `LOOKING_S` have passed on the clock.

    Raises:
        QuestionError: the quotation has no words, or too many.
    """
    if len(quotation) > MOST_CHARACTERS:
        raise QuestionError(
            f"a quotation of {len(quotation):,} characters cannot be traced: give at most {MOST_CHARACTERS:,}"
        )
    looked_for = words(quotation)
    if not 0 < len(looked_for) <= LONGEST:
        raise QuestionError(f"a quotation of {len(looked_for):,} words cannot be traced: give 1 to {LONGEST}")
    end = clock() + LOOKING_S
    found: list[Appearance] = []
    unread = 0
    for label in library.labels.values():
        for appearance in _in_document(library, label, quotation, looked_for):
            if clock() > end:
                unread += 1
                break
            if appearance:
                found.append(appearance)
    read = len(library.labels) - unread
    return Trace(quotation, read, tuple(sorted(found, key=_age)), len(library.partly), unread)


def _age(one: Appearance) -> tuple[bool, str]:
    published = one.document.source.published
    return published is None, published.isoformat() if published else ""


def _in_document(
    library: Library, label: DocumentLabel, quotation: str, looked_for: tuple[ComparedWord, ...]
) -> Iterator[Appearance | None]:
    """Yield every appearance, the most alike of those that overlap; and None before each sentence is looked at."""
    document = library.document(label.id)
    variants: list[tuple[float, Span, Sentence]] = []
    for found in _variants(document, looked_for):
        if found:
            variants.append(found)
        else:
            yield None
    taken: list[Span] = []
    for alike, span, sentence in sorted(variants, key=lambda one: (-one[0], one[1])):
        at = bisect_left(taken, span)
        free = (at == 0 or taken[at - 1][1] <= span[0]) and (at == len(taken) or span[1] <= taken[at][0])
        if free:
            taken.insert(at, span)
            evidence = evidence_at(library, document, span, sentence.voice)
            exact = wanted(quotation) == wanted(evidence.text)
            yield Appearance(label, evidence, exact, alike, changes(quotation, evidence.text))


def _variants(
    document: Document, looked_for: tuple[ComparedWord, ...]
) -> Iterator[tuple[float, Span, Sentence] | None]:
    """Yield likeness, span and first sentence of every variant; and None before each sentence is looked at.

    From each sentence on, enough sentences are compared to hold all words of the quotation.
    """
    keys = {word.key for word in looked_for}
    all_words = words(document.text)
    starts, ends = [word.start for word in all_words], [word.end for word in all_words]
    begins = [one.start for one in document.sentences]
    places = [slice(bisect_left(starts, one.start), bisect_right(ends, one.end)) for one in document.sentences]
    counts = list(accumulate(place.stop - place.start for place in places))
    for first, place in enumerate(places):
        yield None
        if keys.isdisjoint(word.key for word in all_words[place]):
            continue
        last = min(bisect_left(counts, counts[first] + len(looked_for)), len(places) - 1)
        run = all_words[place.start : places[last].stop]
        if len(keys & {word.key for word in run}) < ALIKE_FROM * len(keys):
            continue
        found = align(looked_for, run)
        if found.share >= ALIKE_FROM and len(found.span) <= 2 * len(looked_for):
            span = run[found.span.start].start, run[found.span.stop - 1].end
            yield found.share, span, document.sentences[bisect_right(begins, span[0]) - 1]
