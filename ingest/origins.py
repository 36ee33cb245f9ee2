"""Group documents by origin: those with the same wire report, or nearly the same text.

Two documents share an origin if they share enough five-word runs by estimate (MinHash: Broder, "On the resemblance
and containment of documents", 1997); fewer are enough if both credit the same agency.
Not every shared origin is found: two reporters may have used one press release without leaving a trace of it.
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

from ingest.records import RULE_AROUND, Document

SHINGLE_WORDS = 5
PERMUTATIONS = 128
SEED = 1
BAND_HASHES = 2
"""Neighbouring hashes that two documents must share to be compared; 98 % of pairs with a quarter of runs shared do.

Two hashes of 32 bits are compared as one of 64, so this cannot be changed alone.
"""

BAND_MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd number, 2^64 over the golden ratio: it distinguishes equal hashes of different bands and loses nothing."""

LARGEST_BUCKET = 32
"""Documents in a bucket up to which every pair is compared; in larger ones only neighbours are.

Raised, many copies of one text make grouping slow; lowered, more pairs depend on their neighbours.
"""

SAME_TEXT = 0.6
"""Share of both documents' five-word runs that makes them one text, edited or cut.

Raised, edited copies count as separate origins; lowered, different texts count as one.
"""

SAME_WIRE = 0.25
"""The same share if both credit one agency; it is lower because each paper cuts a wire report in its own way."""

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
"""Agency → how it is credited. An agency named in a sentence ("told Reuters") is a source, not an origin."""

CREDITS = {
    agency: re.compile(
        rf"^[^\n.!?]{{0,60}}?(?:{credit})\s*[-–—]\s"
        rf"|^(?:By |Source: |From |©\s*(?:\d{{4}} )?)?(?:The )?(?:{credit})\.?$",
        re.MULTILINE,
    )
    for agency, credit in AGENCIES.items()
}
"""Agency → its dateline, “MOSUL, Iraq (AP) —”, or its credit on a line of its own."""

WORD = re.compile(r"\w+")

Hashes = NDArray[np.uint32]
"""uint32 (PERMUTATIONS,): the smallest hash of a document's word runs in each permutation."""


@dataclass(frozen=True, slots=True)
class TextSketch:
    """The traces of a document's origin: the hashes of its word runs as bytes, and the agency that it credits."""

    hashes: bytes
    agency: str | None = None


def sketch(document: Document) -> TextSketch:
    """Make a document's sketch from its words outside furniture."""
    words = [word for s in document.sentences for word in WORD.findall(document.text[s.start : s.end].lower())]
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(sorted({" ".join(words[at : at + SHINGLE_WORDS]) for at in range(last)}))
    return TextSketch(np.array(hashed.digest(), np.uint32).tobytes(), _agency(_written(document)))


def _written(document: Document) -> str:
    """The text without what stands around the article of a web page, where agencies are named for other reports."""
    parts, at = list[str](), 0
    for span in document.furniture:
        if span.rule == RULE_AROUND:
            parts.append(document.text[at : span.start])
            at = span.end
    return "".join([*parts, document.text[at:]])


def group(traces: Mapping[str, TextSketch]) -> dict[str, str]:
    """Map each document's id to the id of its origin: the first document, in corpus order, of its group."""
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
    """Return whether two documents with these sketches share an origin."""
    needed = SAME_WIRE if one.agency and one.agency == other.agency else SAME_TEXT
    return bool(np.mean(_hashes(one) == _hashes(other)) >= needed)


def bands(sketch: TextSketch) -> list[int]:
    """Number each band of a sketch's hashes; documents that may be alike share at least one number."""
    pairs = _hashes(sketch).view(np.uint64)
    mixed = (pairs ^ (np.arange(1, len(pairs) + 1, dtype=np.uint64) * BAND_MIX)) * BAND_MIX
    values: list[int] = mixed.view(np.int64).tolist()
    return values


def _hashes(sketch: TextSketch) -> Hashes:
    return np.frombuffer(sketch.hashes, np.uint32)


def _agency(text: str) -> str | None:
    """Return the agency that a text credits."""
    return next((agency for agency, credit in CREDITS.items() if credit.search(text)), None)


def _candidates(hashes: NDArray[np.uint32]) -> set[tuple[int, int]]:
    """Find the pairs that may be alike, the lower row first: those that share all hashes of a band."""
    pairs: set[tuple[int, int]] = set()
    for at in range(0, PERMUTATIONS, BAND_HASHES):
        band = np.ascontiguousarray(hashes[:, at : at + BAND_HASHES]).view(np.uint64).ravel()
        for bucket in _buckets(band):
            pairs.update(combinations(bucket, 2) if len(bucket) <= LARGEST_BUCKET else pairwise(bucket))
    return pairs


def _buckets(band: NDArray[np.uint64]) -> Iterator[Sequence[int]]:
    """Yield the rows of each value that several rows share, in order."""
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
