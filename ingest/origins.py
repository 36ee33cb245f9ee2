"""Which documents come from one origin: the same wire report, or nearly the same text.

Two documents share an origin when an estimated share of their five-word runs is the same (MinHash: Broder, "On the
resemblance and containment of documents", 1997), or when both credit one agency and have a good part in common.
Origins are counted at least: two reporters may have used one press release without a trace of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from ingest.records import Document

SHINGLE_WORDS = 5
PERMUTATIONS = 128
SEED = 1
BAND_HASHES = 2
"""Pairs that share so many neighbouring hashes are looked at: of those that share a quarter of their runs, 98 %."""

BAND_MIX = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio, odd: tells equal hashes of different bands apart, and loses nothing."""

LARGEST_BUCKET = 32
"""Documents in one bucket of which every pair is looked at; beyond it only neighbours, which are as alike."""

SAME_TEXT = 0.6
"""Of the five-word runs of both together: the same text, edited or cut."""

SAME_WIRE = 0.25
"""The same, where both credit the same agency: each paper cuts and heads a wire report in its own way."""

AGENCIES = {
    "AP": r"\(AP\)|Associated Press",
    "Reuters": r"\(?Reuters\)?",
    "AFP": r"\(AFP\)|Agence France-Presse",
    "UPI": r"\(UPI\)|United Press International",
    "dpa": r"\(dpa\)|Deutsche Presse-Agentur",
    "EFE": r"\(EFE\)|Agencia EFE",
    "Xinhua": r"\(Xinhua\)|Xinhua News Agency",
    "TASS": r"\(TASS\)|/TASS/",
    "ANSA": r"\(ANSA\)",
    "PA": r"\(PA\)|Press Association|PA Media",
}
"""Agency → how it is credited. One that a sentence names ("told Reuters") is a source, and no origin."""

CREDITS = {
    agency: re.compile(
        rf"^[^\n.!?]{{0,60}}?(?:{credit})\s*[-–—]\s"
        rf"|^(?:By |Source: |From |©\s*(?:\d{{4}} )?)?(?:The )?(?:{credit})\.?$",
        re.MULTILINE,
    )
    for agency, credit in AGENCIES.items()
}
"""A dateline, “MOSUL, Iraq (AP) —”, or a credit on a line of its own."""

WORD = re.compile(r"\w+")

Hashes = NDArray[np.uint32]
"""uint32 (PERMUTATIONS,): the least hash of a document's word runs in each permutation."""


@dataclass(frozen=True, slots=True)
class TextSketch:
    """What tells a document's origin: the hashes of its word runs as bytes, and the agency it credits."""

    hashes: bytes
    agency: str | None = None


def sketch(document: Document) -> TextSketch:
    """The document's trace, by its words that are no furniture."""
    words = [word for s in document.sentences for word in WORD.findall(document.text[s.start : s.end].lower())]
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(sorted({" ".join(words[at : at + SHINGLE_WORDS]) for at in range(last)}))
    return TextSketch(np.array(hashed.digest(), np.uint32).tobytes(), _agency(document.text))


def group(traces: Mapping[str, TextSketch]) -> dict[str, str]:
    """Document id → the id of its origin: the first document, in corpus order, that it shares one with."""
    order = sorted(traces, key=lambda name: PurePosixPath(name).parts)
    if not order:
        return {}
    hashes = np.stack([_hashes(traces[name]) for name in order])
    root = list(range(len(order)))
    for first, second in sorted(_candidates(hashes)):
        if alike(traces[order[first]], traces[order[second]]):
            one, other = _root(root, first), _root(root, second)
            root[max(one, other)] = min(one, other)
    return {name: order[_root(root, at)] for at, name in enumerate(order)}


def alike(one: TextSketch, other: TextSketch) -> bool:
    """Whether two documents with these traces are of one origin."""
    needed = SAME_WIRE if one.agency and one.agency == other.agency else SAME_TEXT
    return bool(np.mean(_hashes(one) == _hashes(other)) >= needed)


def bands(sketch: TextSketch) -> list[int]:
    """A number for each band of the trace's hashes: documents that may be alike have one of them in common."""
    pairs = _hashes(sketch).view(np.uint64)
    mixed = (pairs ^ (np.arange(1, len(pairs) + 1, dtype=np.uint64) * BAND_MIX)) * BAND_MIX
    values: list[int] = mixed.view(np.int64).tolist()
    return values


def _hashes(sketch: TextSketch) -> Hashes:
    return np.frombuffer(sketch.hashes, np.uint32)


def _agency(text: str) -> str | None:
    """The agency that the text credits."""
    return next((agency for agency, credit in CREDITS.items() if credit.search(text)), None)


def _candidates(hashes: NDArray[np.uint32]) -> set[tuple[int, int]]:
    """Pairs that may be alike, the lower row first: those with all hashes of some band in common."""
    pairs: set[tuple[int, int]] = set()
    for at in range(0, PERMUTATIONS, BAND_HASHES):
        band = np.ascontiguousarray(hashes[:, at : at + BAND_HASHES]).view(np.uint64).ravel()
        for bucket in _buckets(band):
            pairs.update(combinations(bucket, 2) if len(bucket) <= LARGEST_BUCKET else pairwise(bucket))
    return pairs


def _buckets(band: NDArray[np.uint64]) -> Iterator[Sequence[int]]:
    """The rows that have the same value, in order, where there are several."""
    _, inverse, counts = np.unique(band, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(counts[inverse] > 1)
    found: dict[int, list[int]] = defaultdict(list)
    for row in shared.tolist():
        found[int(inverse[row])].append(row)
    yield from found.values()


def _root(root: Sequence[int], at: int) -> int:
    while root[at] != at:
        at = root[at]
    return at
