"""Trace a quotation: find every place in the library where it stands, exactly or altered, oldest first."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from answer.comparing.exactness import sentences_of, wanted
from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.comparing.quoted import WordChange, changes
from answer.facts.alignment import ComparedWord, align, words
from answer.facts.statement import statement
from answer.records import Flag, FlagKind
from answer.word_owners import documents_with
from errors import QuestionError
from index.library import Library, evidence_at
from index.records import DocumentLabel, Evidence
from ingest.records import Document, Sentence, Span

ALIKE_FROM = 0.6
"""Share of the quotation's words, in order, that makes a passage a variant of it.

Raised, altered quotations are missed; lowered, passages that only share some words are shown.
"""

FEWEST_QUOTED = 4
"""Words from which what is looked for is a quotation. Lowered, places that have only a part of a name are shown."""

SAYING_OTHERWISE = frozenset({FlagKind.NEGATION, FlagKind.HEDGE, FlagKind.CUT})
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
    """One place where the quotation stands; `alike` in [0, 1] is the share of its words there, 1 if `exact`.

    `sentence` is the whole sentences that the place is in, and `left_out` what of them the words leave out that says
    otherwise: a denial, a doubt, a restriction.
    """

    document: DocumentLabel
    evidence: Evidence
    exact: bool
    alike: float
    changes: tuple[WordChange, ...]
    sentence: Evidence | None = None
    left_out: tuple[Flag, ...] = ()

    @property
    def dated(self) -> date | None:
        """The document's date."""
        return self.document.source.published


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


def look_up(
    library: Library, sought: str, *, enough_s: float = LOOKING_S, clock: Callable[[], float] = time.thread_time
) -> Trace:
    """Find words or a name as they stand, and a quotation, of `FEWEST_QUOTED` words or more, also where it is altered.

    Args:
        library: where to look, in the oldest documents first.
        sought: the words.
        enough_s: seconds on the clock after which no further document is read if something was found.
        clock: gives seconds.

    Raises:
        QuestionError: there are no words, or too many.
    """
    least = ALIKE_FROM if len(words(sought)) >= FEWEST_QUOTED else 1.0
    return _looked_through(library, sought, least, clock, enough_s=enough_s)


def find(library: Library, sought: str, *, clock: Callable[[], float] = time.thread_time) -> Trace:
    """Find every sentence that mentions these words, all of them and in this order, as `trace` finds a quotation.

    Raises:
        QuestionError: there are no words, or too many.
    """
    return _looked_through(library, sought, 1.0, clock)


def trace(library: Library, quotation: str, *, clock: Callable[[], float] = time.thread_time) -> Trace:
    """Find every appearance and variant of the quotation in the library, until `LOOKING_S` have passed on the clock.

    Raises:
        QuestionError: the quotation has no words, or too many.
    """
    return _looked_through(library, quotation, ALIKE_FROM, clock)


def _looked_through(
    library: Library, quotation: str, least: float, clock: Callable[[], float], *, enough_s: float = LOOKING_S
) -> Trace:
    """Look for places that have at least this share of the words."""
    if len(quotation) > MOST_CHARACTERS:
        raise QuestionError(
            f"a quotation of {len(quotation):,} characters cannot be traced: give at most {MOST_CHARACTERS:,}"
        )
    looked_for = words(quotation)
    if not 0 < len(looked_for) <= LONGEST:
        raise QuestionError(f"a quotation of {len(looked_for):,} words cannot be traced: give 1 to {LONGEST}")
    begun = clock()
    end = begun + LOOKING_S
    found: list[Appearance] = []
    unread = 0
    chosen = documents_with(library, looked_for, least)
    numbers = library.inventory.oldest_first(list(library.labels) if chosen is None else chosen)
    for at, number in enumerate(numbers):
        if clock() > (begun + min(enough_s, LOOKING_S) if found else end):
            unread += len(numbers) - at
            break
        for appearance in _in_document(library, library.labels[number], quotation, looked_for, least):
            if clock() > end:
                unread += 1
                break
            if appearance:
                found.append(appearance)
    read = len(library.labels) - unread
    return Trace(quotation, read, tuple(sorted(found, key=_age)), len(library.partly), unread)


def _age(one: Appearance) -> tuple[bool, str]:
    return one.dated is None, one.dated.isoformat() if one.dated else ""


def _in_document(
    library: Library, label: DocumentLabel, quotation: str, looked_for: tuple[ComparedWord, ...], least: float
) -> Iterator[Appearance | None]:
    """Yield every appearance, the most alike of those that overlap; and None before each sentence is looked at."""
    document = library.document(label.id)
    variants: list[tuple[float, Span, Sentence]] = []
    for found in _variants(document, looked_for, least):
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
            yield _appearance(library, label, quotation, alike, evidence_at(library, document, span, sentence.voice))


def _appearance(library: Library, label: DocumentLabel, quotation: str, alike: float, evidence: Evidence) -> Appearance:
    document = library.document(label.id)
    first, last = sentences_of(document, (evidence.start, evidence.end))
    around = (document.sentences[first].start, document.sentences[last].end)
    sentence = evidence_at(library, document, around, evidence.voice)
    return Appearance(
        label,
        evidence,
        exact=_is_same(wanted(quotation), wanted(evidence.text)),
        alike=alike,
        changes=changes(quotation, evidence.text),
        sentence=sentence,
        left_out=_left_out(evidence, sentence),
    )


def _is_same(quotation: str, words: str) -> bool:
    """Return whether the words are the same; the first letter may be a capital only because a sentence begins."""
    return quotation == words or quotation[:1].swapcase() + quotation[1:] == words


def _left_out(evidence: Evidence, sentence: Evidence) -> tuple[Flag, ...]:
    """What the whole sentences say otherwise than the words cut out of them."""
    if wanted(evidence.text) == wanted(sentence.text):
        return ()
    cut, whole = (statement(one.text, evidence.voice) for one in (evidence, sentence))
    return tuple(flag for flag in flags(pair(cut, whole)) if flag.kind in SAYING_OTHERWISE)


def _content(document: Document) -> tuple[ComparedWord, ...]:
    """Return the document's words, without those of furniture: a running head stands inside no sentence."""
    furniture = sorted((item.start, item.end) for item in document.furniture)
    starts = [start for start, _ in furniture]
    every = ((word, bisect_right(starts, word.start) - 1) for word in words(document.text))
    return tuple(word for word, at in every if at < 0 or word.start >= furniture[at][1])


def _variants(
    document: Document, looked_for: tuple[ComparedWord, ...], least: float
) -> Iterator[tuple[float, Span, Sentence] | None]:
    """Yield likeness (`least` or more), span and first sentence of every variant; and None before each sentence.

    From each sentence on, enough sentences are compared to hold all words of the quotation.
    """
    keys = {word.key for word in looked_for}
    all_words = _content(document)
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
        if len(keys & {word.key for word in run}) < least * len(keys):
            continue
        found = align(looked_for, run)
        if found.share >= least and len(found.span) <= 2 * len(looked_for):
            sentence = document.sentences[bisect_right(begins, run[found.span.start].start) - 1]
            ends_in = document.sentences[bisect_right(begins, run[found.span.stop - 1].start) - 1]
            begin, stop = found.span.start, found.span.stop
            for _ in range(found.runs[0][0]):  # words of the quotation that others stand for, at its beginning
                begin -= begin > 0 and run[begin - 1].start >= sentence.start
            for _ in range(len(looked_for) - found.runs[-1][0] - found.runs[-1][2]):  # and at its end
                stop += stop < len(run) and run[stop].end <= ends_in.end
            yield found.share, (run[begin].start, run[stop - 1].end), sentence
