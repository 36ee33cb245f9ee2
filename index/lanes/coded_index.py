"""Many sentence vectors of one kind: short codes are searched, and what they put forward is compared exactly.

A question looks into the lists of codes nearest to it; how many is measured when the file is written, against the exact
answer. The vectors themselves lie in the same file as float16. They are mapped, not read: only what a question compares
is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from errors import PROGRAM, StorageError
from index.encoding.encoder import Vectors
from index.encoding.pooling import unit
from index.inventory import among
from index.lanes.ivf_codes import CODED_AT_ONCE, Codes, HalfVectors
from index.lanes.sentence_index import SentenceIndex, VectorBlock
from index.storage.checksums import MARK_BYTES, is_whole, marked
from index.storage.segments import Ids

BEST = 10
ASKED = 400
"""Sentences that a measured search asks for, as a question does; only the best ten are counted. Raised, more codes
are compared and the recall that is measured is higher than that of a question."""


def questions(rows: HalfVectors, count: int) -> Vectors:
    """Made-up questions: vectors halfway between two sentences that lie far apart in the corpus.

    A sentence itself is easier to find than a question: its neighbours are near it, and in the same list.
    """
    at = np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(np.int64)
    sentences = unit(rows[at])
    return unit(sentences + np.roll(sentences, len(at) // 2, axis=0))


def nearest(ids: Ids, rows: HalfVectors, sample: Vectors) -> list[set[int]]:
    """The ids of the ten sentences nearest to each vector of the sample, found by comparing all."""
    scores = np.empty((len(sample), 0), np.float32)
    found = np.empty((len(sample), 0), np.int64)
    for start in range(0, len(ids), CODED_AT_ONCE):
        block = sample @ unit(rows[start : start + CODED_AT_ONCE]).T
        here = np.broadcast_to(ids[start : start + CODED_AT_ONCE], block.shape)
        scores, found = np.concatenate([scores, block], axis=1), np.concatenate([found, here], axis=1)
        best = np.argpartition(-scores, min(BEST, scores.shape[1]) - 1, axis=1)[:, :BEST]
        scores, found = np.take_along_axis(scores, best, axis=1), np.take_along_axis(found, best, axis=1)
    return [set(row.tolist()) for row in found]


def recall(index: SentenceIndex, sample: Vectors, wanted: Sequence[set[int]]) -> float:
    """The share of the nearest sentences that a search finds."""
    shares = [len(index.search(one, ASKED).keys() & best) / len(best) for one, best in zip(sample, wanted, strict=True)]
    return round(float(np.mean(shares)), 4)


# Many sentence vectors of one kind: short codes are searched, and what they put forward is compared exactly.

MAGIC = b"byline-codes-1\n"
LENGTH_BYTES = 8
HALF_BYTES = 2
ID_BYTES = 8

COMPARED = 1.5
"""How many of the codes' best are compared exactly, as a multiple of those asked for. Raised, a question takes longer
and finds no more of the ten nearest; lowered, it misses some."""

READ_ALL = 20_000
"""Allowed sentences up to which all are compared exactly; beyond, the codes of every list are searched. Raised, a
question with a wide filter takes longer."""

WANTED_RECALL = 0.995
"""Of the ten nearest to questions made of sentences. Real questions are harder: this gives theirs 0.98. Raised, a
question looks into more lists and takes longer (docs/research/scale.md)."""

SAMPLE = 128


@dataclass(frozen=True, slots=True)
class CodedForm:
    """How an index is searched: `probes` is how many lists are looked into, `recall` the share of the nearest found."""

    sentences: int
    dimension: int
    lists: int
    probes: int
    recall: float
    sample: int

    def __str__(self) -> str:
        return (
            f"{self.sentences:,} sentences searched by codes, {self.probes} of {self.lists} lists, which finds "
            f"{self.recall:.1%} of the ten nearest to {self.sample} questions"
        )


class CodedIndex(SentenceIndex):
    """The sentences of one file."""

    def __init__(self, form: CodedForm, ids: Ids, rows: HalfVectors, codes: Codes | NDArray[np.uint8]) -> None:
        """Search these sentences by codes, or by the bytes of codes, which are read when they are first searched."""
        self.form = form
        self._ids = ids
        self._rows = rows
        self._codes = codes
        self._lock = Lock()

    @classmethod
    def load(cls, path: Path, *, checked: bool = False) -> CodedIndex:
        """Map the sentences in a file, which is not checked again if it is known to be whole.

        Raises:
            StorageError: the file is missing or damaged.
        """
        if not (checked or is_whole(path)):
            raise StorageError(f"lane {path} is missing or damaged: {PROGRAM} build mends it")
        try:
            form, tail = _read_form(path)
            mapped = np.asarray(np.memmap(path, np.uint8, "r"))
            ends = np.cumsum([form.sentences * form.dimension * HALF_BYTES, form.sentences * ID_BYTES])
            rows = mapped[: ends[0]].view(np.float16).reshape(form.sentences, form.dimension)
            ids = mapped[ends[0] : ends[1]].view(np.int64)
            return cls(form, ids, rows, mapped[ends[1] : tail])
        except (RuntimeError, OSError, ValueError, TypeError) as error:
            raise StorageError(f"lane {path} cannot be read: {PROGRAM} build mends it") from error

    @classmethod
    def write(cls, path: Path, blocks: Iterable[VectorBlock]) -> CodedIndex:
        """Write these sentences under a new name, whole or not at all, and never hold them all in memory.

        Raises:
            StorageError: the disk refused.
        """
        with marked(path) as new:
            ids, dimension = spool(new, blocks)
            rows = np.memmap(new, np.float16, "r", 0, (len(ids), dimension))
            index = _tuned(ids, rows, Codes.of(ids, rows))
            append_codes(new, index)
        return index

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def dimension(self) -> int:
        """The vectors' width."""
        return self.form.dimension

    @property
    def ids(self) -> Ids:
        """The sentence rows in this index."""
        return self._ids

    @property
    def codes(self) -> Codes:
        """The codes, which are searched first.

        Raises:
            StorageError: what the file has in their place is no codes.
        """
        with self._lock:
            if not isinstance(self._codes, Codes):
                self._codes = _read_codes(self._codes)
            return self._codes

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None, gone: Ids | None = None) -> dict[int, float]:
        """Sentence row → cosine of the k best, best first: out of the codes' best, or all allowed if they are few."""
        if allowed is not None:
            allowed = allowed[self.has(allowed)]
            allowed = allowed if gone is None else allowed[~among(gone, allowed)]
        if allowed is not None and len(allowed) <= READ_ALL:
            near = allowed
        else:
            probes = self.form.probes if allowed is None else self.form.lists
            near = self.codes.nearest(vector, round(k * COMPARED), probes, allowed=allowed, gone=gone)
        scores = self.cosines(vector, near)
        best = np.lexsort((near, -scores))[:k]
        return dict(zip(near[best].tolist(), scores[best].tolist(), strict=True))

    def vectors(self, ids: Iterable[int]) -> Vectors:
        """The vectors of the named rows of this index, in their order."""
        return unit(self._stored(ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)))

    def cosines(self, vector: Vectors, ids: Ids) -> Vectors:
        """The cosines of the named rows of this index, in their order, computed without copying their vectors."""
        wide = self._stored(ids).astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", wide, wide))
        found: Vectors = wide @ vector / np.maximum(lengths, np.finfo(np.float32).tiny)
        return found

    def _stored(self, ids: Ids) -> HalfVectors:
        at = np.searchsorted(self._in_order, ids)
        rows: HalfVectors = np.asarray(self._rows)[at if self._order is None else self._order[at]]
        return rows

    @cached_property
    def _order(self) -> Ids | None:
        """The places of the ids in order, None where they are in order in the file, as a first build writes them."""
        return None if _is_in_order(self._ids) else np.argsort(self._ids, kind="stable")

    @cached_property
    def _in_order(self) -> Ids:
        return self._ids if self._order is None else self._ids[self._order]


def _is_in_order(ids: Ids) -> bool:
    return bool(np.all(ids[1:] > ids[:-1]))


def _read_codes(written: NDArray[np.uint8]) -> Codes:
    try:
        return Codes.from_bytes(written)
    except RuntimeError as error:
        raise StorageError(f"the codes of a lane cannot be read: {PROGRAM} check-library mends it") from error


def is_coded(path: Path) -> bool:
    """Return whether the file has this form, by its last bytes."""
    try:
        with path.open("rb") as file:
            file.seek(-len(MAGIC) - MARK_BYTES, 2)
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def form_of(path: Path) -> CodedForm | None:
    """How the file is searched, or None where it is searched exactly; only its end is read.

    Raises:
        StorageError: the file is damaged.
    """
    try:
        return _read_form(path)[0] if is_coded(path) else None
    except (OSError, ValueError, TypeError) as error:
        raise StorageError(f"lane {path} is damaged: {PROGRAM} build mends it") from error


def _read_form(path: Path) -> tuple[CodedForm, int]:
    """The file's form, and where its codes end."""
    end = path.stat().st_size - MARK_BYTES - len(MAGIC) - LENGTH_BYTES
    with path.open("rb") as file:
        file.seek(end)
        length = int.from_bytes(file.read(LENGTH_BYTES))
        file.seek(end - length)
        return CodedForm(**json.loads(file.read(length))), end - length


def append_codes(path: Path, index: CodedIndex) -> None:
    """Write the ids, the codes and the form behind the vectors."""
    form = json.dumps(asdict(index.form)).encode()
    with path.open("ab") as file:
        file.write(index.ids.tobytes())
        file.write(index.codes.as_bytes())
        file.write(form + len(form).to_bytes(LENGTH_BYTES) + MAGIC)


def spool(path: Path, blocks: Iterable[VectorBlock]) -> tuple[Ids, int]:
    """Write the vectors as they come, and return their ids and width."""
    ids, dimension = [], 0
    with path.open("wb") as file:
        for rows, vectors in blocks:
            ids.append(rows)
            dimension = vectors.shape[1]
            file.write(vectors.astype(np.float16).tobytes())
    return np.concatenate(ids), dimension


def _tuned(ids: Ids, rows: HalfVectors, codes: Codes) -> CodedIndex:
    """The index with the fewest probes, to within an eighth, that reach `WANTED_RECALL` on a sample."""
    sample = questions(rows, SAMPLE)
    wanted = nearest(ids, rows, sample)

    def tried(probes: int) -> CodedIndex:
        form = CodedForm(len(ids), rows.shape[1], codes.lists, probes=probes, recall=0.0, sample=len(sample))
        found = recall(CodedIndex(form, ids, rows, codes), sample, wanted)
        return CodedIndex(replace(form, recall=found), ids, rows, codes)

    probes, best = 1, tried(1)
    while best.form.recall < WANTED_RECALL and probes < codes.lists:
        probes = min(codes.lists, probes * 2)
        best = tried(probes)
    step = max(1, probes // 8)
    for fewer in range(probes // 2 + step, probes, step):
        between = tried(fewer)
        if between.form.recall >= WANTED_RECALL:
            return between
    return best
