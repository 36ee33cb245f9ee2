"""Question → ranked passages of one lane, with what ranked them.

A passage's fit to a question is one score of meaning and words, each on a scale of its own: a convex combination
(Bruch, Gai, Ingber 2023, arXiv 2210.11934) of measures that are not normalised over the other candidates. BM25 is a
share of the highest that the question could reach, and the rest are cosines and shares by nature. So the score of a
passage does not depend on the others, and a score means the same in every lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.inventory import Rows
from index.library import Library
from index.searching.candidates import Candidate, candidates, sentences_of
from index.searching.notes import note_lengths, without_notes
from index.searching.query import Query
from index.searching.word_coverage import Coverage, cover
from index.storage.passages import StoredPassage
from index.terms import Marks

Part = TypeVar("Part", float, NDArray[np.float64])
"""A measure of one passage, or of many as float64 (passages,)."""

COVERAGE_WEIGHT = 0.25
"""What finding all of the question's words in a sentence adds to its cosine. Raised, the sentence with more of the
words is the evidence, rather than the one nearer in meaning."""


@dataclass(frozen=True, slots=True)
class Fit(Generic[Part]):
    """How well a passage, or each of many, fits a question.

    `sentence` is the most that one sentence has of cosine and, at `COVERAGE_WEIGHT`, of the question's words;
    `passage` is the cosine of the whole, in [-1, 1]. In [0, 1] are `words`, its BM25 as a share of the most possible;
    `pairs`, the share of the question's neighbouring words that are neighbours here; `document`, the share of the
    question's words in all candidate passages of its document; and `lead`, 1 for the passage that opens a document.
    """

    sentence: Part
    passage: Part
    words: Part
    pairs: Part
    document: Part
    lead: Part


WEIGHTS = Fit(sentence=0.9, passage=0.55, words=0.2, pairs=0.3, document=0.3, lead=0.05)
"""What each measure counts in the fused score. Raised, passages that are good in this measure rank higher than those
good in the others. Set on public collections together; small changes matter little (docs/research/retrieval.md)."""

_parts = attrgetter(*(field.name for field in fields(Fit)))

MOST = sum(_parts(WEIGHTS)) + WEIGHTS.sentence * COVERAGE_WEIGHT


def fuse(fit: Fit[Part]) -> Part:
    """The fused score, at most 1."""
    score: Part = sum(weight * value for weight, value in zip(_parts(WEIGHTS), _parts(fit), strict=True)) / MOST
    return score


# Question → ranked passages of one lane, with what ranked them.

CLOSER_LOOKS = 30
"""Candidates whose every sentence is compared with the question. Raised, a question takes longer and is ranked no
better; lowered, it is ranked worse (docs/research/retrieval.md)."""

SCORE_DECIMALS = 6
"""Decimals of a score that count: float32 sums depend on the order of adding. Raised, equal passages may change places
from one search to the next."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score and the measures behind it.

    `cosines` are of its sentences, in order; `sentence_fits` say how well each answers, by its meaning and its words.
    `coverage`, `missing` and `found` say which of the question's words stand in it or in its document's label, as
    `Coverage` does, and `sentence`, what share of them stands in the sentence that fits best, or in the label. `terms`
    are the marks of its words. `reranker` is the second stage's score, None without one.
    `note` is how many of its last sentences are a note that many documents share, which counts for nothing.
    """

    stored: StoredPassage
    candidate: Candidate
    fit: Fit[float]
    cosines: tuple[float, ...]
    sentence_fits: tuple[float, ...]
    coverage: float
    missing: float
    found: float
    sentence: float
    terms: Marks
    score: float
    reranker: float | None = None
    note: int = 0

    @property
    def cosine(self) -> float:
        """That of its nearest sentence."""
        return max(self.cosines)

    @property
    def pairs(self) -> float:
        """The share of the question's neighbouring words that are neighbours in it."""
        return self.fit.pairs


@dataclass(frozen=True, slots=True)
class Looked:
    """Candidate passages and how near they are: cosines of their sentences, passage by passage, and of the whole ones.

    `starts` are the places of the passages' first sentences. A sentence that may not be evidence has a cosine and a fit
    of -1; so have the last sentences of each passage that are a note of many documents, counted in `notes`.
    """

    stored: Sequence[StoredPassage]
    starts: Rows
    cosines: Numbers
    sentence_fits: Numbers
    wholes: Numbers
    terms: Sequence[Marks]
    coverage: Coverage
    notes: Sequence[int]


def rank_lane(
    library: Library, query: Query, kind: str, *, k: int | None, within: Rows | None = None, after: int = 0
) -> list[Ranked]:
    """The k best passages of one kind, best first; ties in corpus order.

    Args:
        library: the generation to search.
        query: what to search for.
        kind: the lane.
        k: the most to return; None for all that are looked at.
        within: passage rows to search in; None for all of the kind.
        after: how many of the candidates have been looked at before and are left out.
    """
    if kind not in library.lanes or (within is not None and not len(within)):
        return []
    found = candidates(library, query, kind, most=max(k or 0, CLOSER_LOOKS), within=within, after=after)
    if not found:
        return []
    rows = np.array([candidate.passage for candidate in found], np.int64)
    looked = _look(library, query, kind, rows)
    fits = Fit(
        sentence=np.maximum.reduceat(looked.sentence_fits, looked.starts),
        passage=looked.wholes,
        words=np.array([candidate.words for candidate in found], np.float64),
        pairs=looked.coverage.pairs,
        document=looked.coverage.documents,
        lead=library.inventory.open_documents(rows).astype(np.float64),
    )
    scores = fuse(fits).round(SCORE_DECIMALS)
    best = np.lexsort((rows, library.inventory.places(rows), -scores))[:k].tolist()
    return _ranked(looked, found, fits, scores, best)


def _look(library: Library, query: Query, kind: str, rows: Rows) -> Looked:
    """Compare all these passages with the question, in one product."""
    stored = library.records.passages(rows.tolist())
    sentences, starts = sentences_of(library, rows)
    vectors = library.lanes[kind].vectors(sentences)
    documents = np.array([one.document for one in stored], np.int64)
    terms = library.term_marks([one.number for one in stored])
    notes = _notes(library, rows, documents, terms)
    noted = _last(notes, starts, len(vectors))
    if any(notes):
        terms = [without_notes(marks, note) for marks, note in zip(terms, notes, strict=True)]
        vectors = np.where(noted[:, np.newaxis], np.float32(0), vectors)
    covered = cover(query, terms, documents, library.label_words.table(query.information, documents))
    wholes = np.add.reduceat(vectors, starts, axis=0)
    lengths = np.maximum(np.linalg.norm(wholes, axis=1), 1e-9)
    cosines = _rounded(vectors @ query.vector)
    fits = cosines + COVERAGE_WEIGHT * covered.sentences
    barred = noted
    if query.voices:
        barred |= ~np.array([ok for one in stored for ok in query.may_be_evidence(one.passage.sentences)], np.bool_)
    cosines[barred] = fits[barred] = -1.0
    return Looked(stored, starts, cosines, fits, _rounded(wholes @ query.vector / lengths), terms, covered, notes)


def _notes(library: Library, rows: Rows, documents: Rows, terms: Sequence[Marks]) -> list[int]:
    labels = library.inventory.read_labels(documents.tolist())
    opening, closing = library.inventory.open_documents(rows), library.inventory.close_documents(rows)
    return note_lengths(terms, [label.origin or label.id for label in labels], opening=opening, closing=closing)


def _last(many: Sequence[int], starts: Rows, sentences: int) -> NDArray[np.bool_]:
    """Return whether each sentence is among so many last ones of its passage."""
    ends = np.append(starts[1:], sentences)
    places = np.repeat(ends, np.diff(np.append(starts, sentences))) - np.arange(sentences)
    found: NDArray[np.bool_] = places <= np.repeat(many, np.diff(np.append(starts, sentences)))
    return found


def _rounded(cosines: NDArray[np.float32]) -> Numbers:
    """Clip and round cosines: unit rows may be a hair too long, and last digits depend on the order of adding."""
    return np.clip(cosines.astype(np.float64), -1.0, 1.0).round(SCORE_DECIMALS)


def _ranked(
    looked: Looked, found: Sequence[Candidate], fits: Fit[Numbers], scores: Numbers, best: Sequence[int]
) -> list[Ranked]:
    """The passages at these places, with what was measured of each."""
    parts = list(zip(*(part.tolist() for part in _parts(fits)), strict=True))
    covered = looked.coverage
    lent = covered.lent.tolist()
    shares = [part.tolist() for part in (covered.passages, covered.missing, covered.found, scores)]
    cosines, sentence_fits, starts = looked.cosines.tolist(), looked.sentence_fits.tolist(), looked.starts.tolist()
    ranked = []
    for at in best:
        inside = slice(starts[at], starts[at] + len(looked.stored[at].passage.sentences))
        coverage, missing, telling, score = (part[at] for part in shares)
        of_sentences = tuple(sentence_fits[inside])
        ranked.append(
            Ranked(
                stored=looked.stored[at],
                candidate=found[at],
                fit=Fit(*parts[at]),
                cosines=tuple(cosines[inside]),
                sentence_fits=of_sentences,
                coverage=coverage,
                missing=missing,
                found=telling,
                sentence=lent[starts[at] + of_sentences.index(max(of_sentences))],
                terms=looked.terms[at],
                score=score,
                note=looked.notes[at],
            )
        )
    return ranked
