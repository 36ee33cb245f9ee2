"""A large library asked: how long a question takes, what its vectors' codes miss, and what a reader holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from answer.ask import ask
from benchmarks.held_memory import Held, most_resident_mb
from benchmarks.plain import Plain
from benchmarks.retrieval import KIND
from benchmarks.timing import Times, seconds, times
from index.disk import DiskRecords
from index.encoding.encoder import SentenceEncoder, Vectors
from index.encoding.models import Model
from index.encoding.pooling import unit
from index.inventory import Rows
from index.lanes.lane import SegmentedLane
from index.library import Library, open_library
from index.searching.candidates import PASSAGE_CANDIDATES, SENTENCE_CANDIDATES
from index.status import read_status
from settings import read_settings

BEST = 10
WARM_UP = 20
"""Questions asked before the clock runs: the model is loaded then, and the library's caches are as in use."""

QUESTIONS_FILE = "questions.json"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a reader's process took: `question` end to end, and of it the model, the vectors and the words alone.

    `exact` and `without` are questions whose longest word must stand in a passage, or must not.
    `resident_mb` is all it held in memory at most, parts of mapped files among it, and `own_mb` without those.
    `recall` is of the ten nearest sentences to a question, and of the ten passages with the nearest.
    """

    documents: int
    passages: int
    sentences: int
    searched: str
    open_s: float
    question: Times
    model: Times
    vectors: Times
    words: Times
    exact: Times
    without: Times
    plain: Times
    recall_sentences: float
    recall_passages: float
    resident_mb: int
    own_mb: int


def measure(place: Path, model: Model, questions: int) -> Asking:
    """Open the library and ask it; then see what the vectors' codes missed, and ask the plain way."""
    asked: list[str] = json.loads((place / QUESTIONS_FILE).read_text(encoding="utf-8"))
    texts = asked[WARM_UP : WARM_UP + questions]
    held, encoder = Held(), SentenceEncoder(model, read_settings().cache)
    opened_s = seconds(lambda: open_library(place / "data").close())
    library = open_library(place / "data")
    for text in asked[:WARM_UP]:
        ask(library, encoder, text)
    whole = times(partial(ask, library, encoder, text) for text in texts)
    own, resident = held.most_mb(), most_resident_mb()
    vectors = np.stack([encoder.encode_question(text) for text in texts])
    of_sentences, of_passages = _recall(library, vectors)
    extent = library.extent(KIND)
    return Asking(
        documents=extent.documents,
        passages=extent.passages,
        sentences=len(_lane(library)),
        searched=", ".join(
            map(str, read_status(place / "data", cache=read_settings().cache).coded.get(KIND, ["all compared"]))
        ),
        open_s=round(opened_s, 2),
        question=whole,
        model=times(partial(encoder.encode_question, text) for text in texts),
        vectors=times(partial(_lane(library).search, vector, SENTENCE_CANDIDATES) for vector in vectors),
        words=times(partial(_words, library, text) for text in texts),
        exact=times(partial(ask, library, encoder, f'{text} "{_longest(text)}"') for text in texts),
        without=times(partial(ask, library, encoder, f'{text} -"{_longest(text)}"') for text in texts),
        plain=_plain(library, model, texts),
        recall_sentences=of_sentences,
        recall_passages=of_passages,
        resident_mb=round(resident),
        own_mb=round(own),
    )


def _words(library: Library, text: str) -> None:
    library.words.search(library.words.terms(text), KIND, PASSAGE_CANDIDATES)


def _longest(text: str) -> str:
    words: list[str] = re.findall(r"\w+", text)
    return max(words, key=len)


def _plain(library: Library, model: Model, texts: Sequence[str]) -> Times:
    plain = Plain(model)
    plain.add(_means(library))
    return times(partial(plain.ask, text) for text in texts)


def _lane(library: Library) -> SegmentedLane:
    if not isinstance(library.records, DiskRecords):
        raise TypeError("a library of a data folder")
    return library.records.lanes[KIND]


def _recall(library: Library, vectors: Vectors) -> tuple[float, float]:
    """The share of the ten nearest sentences, and passages, that the lane finds of those that comparing all does."""
    ids = np.empty((len(vectors), 0), np.int64)
    scores = np.empty((len(vectors), 0), np.float32)
    for part in _lane(library).parts:
        for rows, block in part.blocks():
            scores = np.concatenate([scores, vectors @ block.T], axis=1)
            ids = np.concatenate([ids, np.broadcast_to(rows, (len(vectors), len(rows)))], axis=1)
            best = np.argsort(-scores, axis=1, kind="stable")[:, :SENTENCE_CANDIDATES]
            scores, ids = np.take_along_axis(scores, best, axis=1), np.take_along_axis(ids, best, axis=1)
    found = [np.array([*_lane(library).search(vector, SENTENCE_CANDIDATES)], np.int64) for vector in vectors]
    sentences = [_shared(ours, truth) for ours, truth in zip(found, ids, strict=True)]
    of_passages = library.inventory.passages_of_sentences
    passages = [_shared(of_passages(ours), of_passages(truth)) for ours, truth in zip(found, ids, strict=True)]
    return round(float(np.mean(sentences)), 4), round(float(np.mean(passages)), 4)


def _shared(ours: Rows, truth: Rows) -> float:
    """The share of the first ten different rows of the truth that are among the first ten of ours."""
    best = list(dict.fromkeys(truth.tolist()))[:BEST]
    return len({*list(dict.fromkeys(ours.tolist()))[:BEST]} & {*best}) / len(best)


def _means(library: Library) -> Vectors:
    """One vector for each passage: the mean of its sentences'."""
    rows = library.inventory.passages_in(library.inventory.numbers(KIND))
    sums: Vectors | None = None
    for part in _lane(library).parts:
        for ids, block in part.blocks():
            if sums is None:
                sums = np.zeros((len(rows), block.shape[1]), np.float32)
            np.add.at(sums, np.searchsorted(rows, library.inventory.passages_of_sentences(ids)), block)
    if sums is None:
        raise ValueError("the library has no passage")
    return unit(sums)
