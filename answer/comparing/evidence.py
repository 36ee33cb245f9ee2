"""The sentences of a document that a claim is compared with: the nearest by meaning, and those with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from answer.comparing.claims import Claim, vectors_of
from answer.comparing.quoted import quotations_in
from index.encoding.encoder import Vectors
from index.library import Library
from index.searching.nearest import nearest
from index.storage.passages import StoredPassage
from ingest.records import Sentence

DOCUMENTS_COMPARED = 60
"""Of each kind, for each claim, the nearest by meaning; in a library of a few dozen, all."""

SENTENCES_COMPARED = 6
"""Of each document."""

SENTENCES_TOGETHER = 3
"""So many sentences of a document may share a claim's words; with all of a long one, any words are found."""

PASSAGES_BY_WORDS = 20
"""Of each kind, for each claim: where the words are, whatever the vectors say."""


@dataclass(frozen=True, slots=True)
class SentenceCandidate:
    """A sentence to compare with a claim, with its passage and its place in it.

    `cosine` is to the claim; `apart` is the cosine without what all sentences of the kind have in common; `turned` is
    by how much the cosine is more than to the claim with opposite words. `terms` are its index terms.
    """

    sentence: Sentence
    place: int
    stored: StoredPassage
    terms: tuple[str, ...]
    cosine: float
    apart: float
    turned: float


def candidates(library: Library, claims: list[Claim], kind: str) -> Iterator[dict[int, list[SentenceCandidate]]]:
    """For each claim: document row → its sentences to compare, for the documents of the kind that come nearest."""
    near = nearest(library, vectors_of(claims), kind, documents=DOCUMENTS_COMPARED, sentences=SENTENCES_COMPARED)
    for claim, found in zip(claims, near, strict=True):
        by_document: dict[int, set[int]] = defaultdict(set)
        for one in found:
            by_document[one.document].update(one.sentences)
        for document, row in _by_words(library, claim, kind):
            by_document[document].add(row)
        yield {document: read(library, claim, kind, sorted(rows)) for document, rows in by_document.items()}


def with_words(library: Library, claim: Claim, kind: str) -> set[int]:
    """The rows of all documents of the kind that have every word of the claim in one passage; none leaves one out.

    A claim of nothing but stop words gives no document. Those that have every word of the claim's quotations count too.
    """
    found: set[int] = set()
    for text in (claim.says.text, " ".join(quotations_in(claim.says.text))):
        terms = library.words.terms(text)
        found.update(library.words.containing(terms, kind) if terms else [])
    return {library.inventory.document_of(row) for row in found}


def read(library: Library, claim: Claim, kind: str, rows: Sequence[int]) -> list[SentenceCandidate]:
    """These sentence rows of the kind, ready to compare."""
    vectors = library.lanes[kind].vectors(rows)
    cosines = np.clip(vectors @ claim.vector, -1.0, 1.0)
    apart = cosines_apart(vectors, claim.vector, library.middle(kind))
    turned = cosines - vectors @ claim.turned
    passages = library.records.passages(library.inventory.passages_of_sentences(np.array(rows, np.int64)).tolist())
    return [
        _candidate(library, stored, row - stored.first_sentence, near)
        for row, stored, near in zip(rows, passages, np.stack([cosines, apart, turned], axis=1).tolist(), strict=True)
    ]


def cosines_apart(vectors: Vectors, vector: Vectors, middle: Vectors) -> Vectors:
    """The cosine of each row with the vector once their common part is taken from both, float32 (rows,).

    Without it, two texts of one topic are near whatever they say (Mu & Viswanath 2018, arXiv 1702.01417).
    """
    rows, one = vectors - middle, vector - middle
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(one)
    cosines: Vectors = rows @ one / np.maximum(lengths, np.finfo(np.float32).tiny)
    return cosines


def together(rarities: dict[str, float], sentences: Sequence[frozenset[str]]) -> float:
    """The share of a claim's words that a few sentences of a document have together, in [0, 1].

    The first is the sentence with most of them, each further one that which adds most, the first of equals.
    """
    theirs = [rarities.keys() & terms for terms in sentences]
    found: set[str] = set()
    for _ in range(SENTENCES_TOGETHER if theirs else 0):
        found |= max(theirs, key=lambda terms: sum(rarities[term] for term in terms - found))
    return coverage(rarities, tuple(found))


def _candidate(library: Library, stored: StoredPassage, place: int, near: Sequence[float]) -> SentenceCandidate:
    return SentenceCandidate(
        stored.passage.sentences[place], place, stored, library.sentence_terms(stored.number)[place], *near
    )


def _by_words(library: Library, claim: Claim, kind: str) -> Iterator[tuple[int, int]]:
    """For each passage that the words put forward, its document and its sentence with most of them."""
    for row in library.words.search(list(claim.rarities), kind, PASSAGES_BY_WORDS):
        stored = library.records.passages([row])[0]
        shares = [coverage(claim.rarities, terms) for terms in library.sentence_terms(row)]
        yield stored.document, stored.sentence_numbers[int(np.argmax(shares))]


def coverage(rarities: dict[str, float], terms: Sequence[str]) -> float:
    """The share of a claim's words among these terms, rare words counting more, in [0, 1]."""
    total = sum(rarities.values())
    return sum(rarities[term] for term in rarities.keys() & set(terms)) / total if total else 0.0
