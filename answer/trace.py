"""Trace a quotation: find every place in the library where it stands, exactly or altered, oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

    `documents` is the number of documents searched, and `partly` how many of them were read only in part.
    """

    quotation: str
    documents: int
    appearances: tuple[Appearance, ...]
    partly: int = 0


def trace(library: Library, quotation: str) -> Trace:
    """Find every appearance and variant of the quotation in the library.

    Raises:
        QuestionError: the quotation has no words, or too many.
    """
    looked_for = words(quotation)
    if not 0 < len(looked_for) <= LONGEST:
        raise QuestionError(f"a quotation of {len(looked_for):,} words cannot be traced: give 1 to {LONGEST}")
    found = [
        appearance
        for label in library.labels.values()
        for appearance in _in_document(library, label, quotation, looked_for)
    ]
    return Trace(quotation, len(library.labels), tuple(sorted(found, key=_age)), len(library.partly))


def _age(one: Appearance) -> tuple[bool, str]:
    published = one.document.source.published
    return published is None, published.isoformat() if published else ""


def _in_document(
    library: Library, label: DocumentLabel, quotation: str, looked_for: Sequence[ComparedWord]
) -> Iterator[Appearance]:
    document = library.document(label.id)
    taken: list[Span] = []
    for alike, span, sentence in sorted(_variants(document, tuple(looked_for)), key=lambda one: (-one[0], one[1])):
        if all(span[1] <= start or end <= span[0] for start, end in taken):
            taken.append(span)
            evidence = evidence_at(library, document, span, sentence.voice)
            exact = wanted(quotation) == wanted(evidence.text)
            yield Appearance(label, evidence, exact, alike, changes(quotation, evidence.text))


def _variants(document: Document, looked_for: tuple[ComparedWord, ...]) -> Iterator[tuple[float, Span, Sentence]]:
    """Yield likeness, span and first sentence of every variant.

    From each sentence on, enough sentences are compared to hold all words of the quotation.
    """
    keys = {word.key for word in looked_for}
    read = [words(document.text[one.start : one.end]) for one in document.sentences]
    for first, sentence in enumerate(document.sentences):
        if not keys & {word.key for word in read[first]}:
            continue
        last, count = first, len(read[first])
        while count < len(looked_for) + len(read[first]) and last + 1 < len(read):
            last += 1
            count += len(read[last])
        run = words(document.text[sentence.start : document.sentences[last].end])
        if len(keys & {word.key for word in run}) < ALIKE_FROM * len(keys):
            continue
        found = align(looked_for, run)
        if found.share >= ALIKE_FROM and len(found.span) <= 2 * len(looked_for):
            begin, end = run[found.span.start].start, run[found.span.stop - 1].end
            start = sentence.start + begin
            within = max(s for s in range(first, last + 1) if document.sentences[s].start <= start)
            yield found.share, (start, sentence.start + end), document.sentences[within]
