"""A claim beside one document that is known beforehand: the sentences of it that a check would compare."""

from __future__ import annotations

import numpy as np

from answer.comparing.claims import Claim
from answer.comparing.evidence import SENTENCES_COMPARED, SentenceCandidate, coverage, read
from index.library import Library


def candidates_in(library: Library, claim: Claim, number: int) -> list[SentenceCandidate]:
    """The sentences of the document in this row to compare: the nearest, and the one with most of the claim's words."""
    kind = library.labels[number].source.kind
    stored = library.records.passages(library.inventory.passages_in([number]).tolist())
    rows = np.array([row for one in stored for row in one.sentence_numbers], np.int64)
    terms = [terms for one in stored for terms in library.sentence_terms(one.number)]
    cosines = library.lanes[kind].vectors(rows) @ claim.vector
    near = rows[np.argsort(-cosines, kind="stable")[:SENTENCES_COMPARED]]
    by_words = rows[int(np.argmax([coverage(claim.rarities, one) for one in terms]))]
    return read(library, claim, kind, np.union1d(near, by_words).tolist())
