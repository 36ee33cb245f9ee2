"""Documents made of a library's own, for libraries of a size that would take days to embed.

A made document is of stretches, each between two real documents drawn at random, a share t of the way: it takes about
1 - t of the one's sentences and t of the other's, in any order. Its words are theirs, but for every fifth, which is
another word of the running text: so words are as frequent as they are in the library (Zipf), and no sentence stands
twice. Its vectors are theirs, moved from their own document's mean to the point between the two means, with a share of
another sentence's deviation from the mean of its document added: so the sentences of a stretch lie together, stretches
differ as topics do, and what is added has the directions in which real sentences differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.encoding.pooling import unit
from index.library import Library
from ingest.records import Block, BlockKind, Document, Passage, Sentence, Source

WORD = re.compile(r"\w+")

VARIED_WORDS = 0.2
ADDED_DEVIATION = 0.3
SENTENCES_EACH = 20
SENTENCES_A_PASSAGE = 4
"""About what the public collections have."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document in passages, each with the vectors of its sentences."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: tuple[Vectors, ...]


class Variations:
    """The sentences of one kind, to make documents of; the same seed makes the same documents."""

    def __init__(self, library: Library, kind: str, *, seed: int = 1) -> None:
        stored = library.records.passages(library.inventory.passages_in(library.inventory.numbers(kind)).tolist())
        self._texts = [
            library.document(one.passage.document_id).text[sentence.start : sentence.end]
            for one in stored
            for sentence in one.passage.sentences
        ]
        self._words = [word for text in self._texts for word in WORD.findall(text)]
        self._vectors = library.lanes[kind].vectors(row for one in stored for row in one.sentence_numbers)
        owners = np.array([one.document for one in stored for _ in one.passage.sentences])
        self._starts = np.r_[np.flatnonzero(np.diff(owners, prepend=-1)), len(owners)]
        sizes = np.diff(self._starts)
        self._means = np.add.reduceat(self._vectors, self._starts[:-1], axis=0) / sizes[:, np.newaxis]
        self._deviations = self._vectors - np.repeat(self._means, sizes, axis=0)
        self._chance = np.random.default_rng(seed)
        self._kind = kind

    def documents(self, passages: int) -> Iterator[Made]:
        """Documents with so many passages together, or a few more."""
        done = 0
        while done < passages:
            made = self._document(f"{self._kind}/made/{done // 100_000}/{done}.txt")
            yield made
            done += len(made.passages)

    def _document(self, name: str) -> Made:
        rows, vectors = zip(*self._stretches(), strict=True)
        texts = [self._varied(self._texts[row]) for row in np.concatenate(rows)]
        starts = np.cumsum([0, *(len(text) + 1 for text in texts)]).tolist()
        sentences = [Sentence(start, end - 1) for start, end in pairwise(starts)]
        text = " ".join(texts)
        cuts = range(0, len(sentences), SENTENCES_A_PASSAGE)
        passages = tuple(_passage(name, tuple(sentences[at : at + SENTENCES_A_PASSAGE])) for at in cuts)
        document = Document(
            id=name,
            sha256=sha256(text.encode()).hexdigest(),
            source=Source(self._kind, name, rules={"kind": "folder", "title": "file name"}),
            text=text,
            blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
            furniture=(),
            sentences=tuple(sentences),
        )
        return Made(document, passages, tuple(np.split(np.concatenate(vectors), cuts[1:])))

    def _stretches(self) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        """Rows of real sentences and the vectors made of theirs, until they are a document."""
        left = SENTENCES_EACH
        while left > 0:
            rows, vectors = self._stretch()
            yield rows[:left], vectors[:left]
            left -= len(rows)

    def _stretch(self) -> tuple[NDArray[np.int64], Vectors]:
        pair, share = self._chance.integers(len(self._means), size=2), self._chance.uniform()
        shares = (1 - share, share)
        taken, moved = [], []
        means = self._means[pair]
        lengths = np.linalg.norm(means, axis=1)
        between = shares @ means
        between *= (shares @ lengths) / np.linalg.norm(between)  # as long as a real mean
        for at, kept in zip(pair, shares, strict=True):
            rows = np.arange(self._starts[at], self._starts[at + 1])
            rows = rows[self._chance.random(len(rows)) < kept]
            taken.append(rows)
            moved.append(self._deviations[rows] + between)
        rows, vectors = np.concatenate(taken), np.concatenate(moved)
        order = self._chance.permutation(len(rows))
        others = self._chance.integers(len(self._vectors), size=len(rows))
        vectors = vectors[order] + ADDED_DEVIATION * self._deviations[others]
        return rows[order], unit(vectors.astype(np.float32))

    def _varied(self, text: str) -> str:
        """The text with every fifth word or so another of the running text."""
        drawn = iter(self._chance.integers(len(self._words), size=len(text)).tolist())
        varied = self._chance.random(len(text)) < VARIED_WORDS
        return WORD.sub(lambda word: self._words[next(drawn)] if varied[word.start()] else word.group(), text)


def _passage(document_id: str, sentences: tuple[Sentence, ...]) -> Passage:
    start, end = sentences[0].start, sentences[-1].end
    return Passage(document_id, start, end, sentences, tokens=(end - start) // 4)
