"""Plain ways to search, for Byline to be measured beside.

Each gives a run: query id → the ids of the first documents, best first.
Ties break by place in the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import bm25s
import faiss
import numpy as np
import Stemmer
from numpy.typing import NDArray

from benchmarks.beir import BeirDocument, BeirQuery
from benchmarks.metrics import Run

DEPTH = 100
"""How many documents a run lists for a question."""

BM25_K1 = 1.2
BM25_B = 0.75
"""The values that Lucene and tantivy have too."""

RRF_K = 60
"""The constant of reciprocal rank fusion, as its authors set it."""


class Encoder(Protocol):
    """What a `SentenceTransformer` does with texts."""

    def encode(
        self, texts: list[str], /, *, normalize_embeddings: bool, show_progress_bar: bool
    ) -> NDArray[np.float32]:
        """Float32 (n, dimensions), a unit row for each text, in order."""
        ...


def rank_by_words(documents: Sequence[BeirDocument], queries: Sequence[BeirQuery]) -> dict[str, list[str]]:
    """The documents that share a word with the query, by BM25: stemmed, without English stop words."""
    words = _words(_whole(document) for document in documents)
    if not any(words):  # bm25s cannot index a collection without words
        return {query.id: [] for query in queries}
    index = bm25s.BM25(method="lucene", k1=BM25_K1, b=BM25_B)
    index.index(words, show_progress=False)
    asked = _words(query.text for query in queries)
    return _by_query(queries, (_best_by_words(index, wanted, documents) for wanted in asked))


def rank_by_vectors(
    documents: Sequence[BeirDocument], queries: Sequence[BeirQuery], *, encoder: Encoder
) -> dict[str, list[str]]:
    """The documents nearest to the query by cosine, one vector for each document.

    What a document has beyond the model's window is cut off: this is the plain way.
    """
    rows = _encode([_whole(document) for document in documents], encoder)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    asked = _encode([query.text for query in queries], encoder)
    scores, places = index.search(asked, min(DEPTH, len(documents)))
    order = np.lexsort((places, -scores), axis=1)  # FAISS orders ties its own way
    ranked = np.take_along_axis(places, order, axis=1)
    return _by_query(queries, ([documents[place].id for place in row] for row in ranked))


def fuse_by_rank(documents: Iterable[BeirDocument], runs: Sequence[Run]) -> dict[str, list[str]]:
    """The documents of several runs by the sum of 1 / (60 + rank).

    Reciprocal rank fusion: Cormack, Clarke and Büttcher 2009.
    """
    place = {document.id: number for number, document in enumerate(documents)}
    query_ids = dict.fromkeys(query_id for run in runs for query_id in run)
    return {query_id: _fused([run.get(query_id, ()) for run in runs], place)[:DEPTH] for query_id in query_ids}


def _by_query(queries: Sequence[BeirQuery], rankings: Iterable[list[str]]) -> dict[str, list[str]]:
    return {query.id: ranked for query, ranked in zip(queries, rankings, strict=True)}


def _whole(document: BeirDocument) -> str:
    return f"{document.title} {document.text}".strip()


def _words(texts: Iterable[str]) -> list[list[str]]:
    words: list[list[str]] = bm25s.tokenize(
        list(texts),
        stopwords="english",
        stemmer=Stemmer.Stemmer("english"),
        return_ids=False,
        show_progress=False,
    )
    return words


def _best_by_words(index: bm25s.BM25, wanted: list[str], documents: Sequence[BeirDocument]) -> list[str]:
    if not wanted:
        return []
    scores = index.get_scores(wanted)
    best = np.argsort(-scores, kind="stable")[:DEPTH]
    return [documents[place].id for place in best if scores[place] > 0]


def _encode(texts: list[str], encoder: Encoder) -> NDArray[np.float32]:
    rows = encoder.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    if rows.dtype != np.float32 or rows.ndim != 2 or len(rows) != len(texts):
        raise ValueError(f"the encoder gave {rows.dtype} {rows.shape} for {len(texts)} texts; expected float32 rows")
    if not np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3):
        raise ValueError("the encoder gave rows that are not of length 1; cosine needs unit rows")
    return rows


def _fused(rankings: Sequence[Sequence[str]], place: dict[str, int]) -> list[str]:
    scores: dict[str, float] = {}
    for ranked in rankings:
        for rank, document_id in enumerate(ranked, start=1):
            scores[document_id] = scores.get(document_id, 0.0) + 1 / (RRF_K + rank)
    return sorted(scores, key=lambda document_id: (-scores[document_id], place[document_id]))
