"""Damage to a file: bits, bytes, runs of zeros and cuts at random places, and letters of what a person wrote."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence

ROUNDS = int(os.environ.get("BYLINE_TEST_ROUNDS", "30"))
"""How many damaged files are looked at; a search for rare failures sets more."""

ZEROS = 64


def damages(whole: bytes, words: Sequence[bytes], seed: str) -> Iterator[tuple[str, bytes]]:
    """Damaged copies of a file without end, each with what was done to it; `words` are those aimed at."""
    chance = random.Random(seed)  # noqa: S311 (places in a file)
    while True:
        kind = chance.choice(list(KINDS))
        place, harmed = KINDS[kind](chance, whole, words)
        if harmed != whole:
            yield f"{kind} at {place}", harmed


def _bit(chance: random.Random, whole: bytes, _: Sequence[bytes]) -> tuple[int, bytes]:
    place = chance.randrange(len(whole))
    return place, _with(whole, place, bytes([whole[place] ^ (1 << chance.randrange(8))]))


def _byte(chance: random.Random, whole: bytes, _: Sequence[bytes]) -> tuple[int, bytes]:
    place = chance.randrange(len(whole))
    return place, _with(whole, place, bytes([chance.randrange(256)]))


def _zeros(chance: random.Random, whole: bytes, _: Sequence[bytes]) -> tuple[int, bytes]:
    place = chance.randrange(len(whole) - ZEROS)
    return place, _with(whole, place, bytes(ZEROS))


def _cut(chance: random.Random, whole: bytes, _: Sequence[bytes]) -> tuple[int, bytes]:
    place = chance.randrange(1, len(whole))
    return place, whole[:place]


def _letter(chance: random.Random, whole: bytes, words: Sequence[bytes]) -> tuple[int, bytes]:
    word = chance.choice(words)
    places, at = [], -1
    while (at := whole.find(word, at + 1)) >= 0:
        places.append(at)
    place = chance.choice(places) + chance.randrange(len(word))
    return place, _with(whole, place, bytes([whole[place] ^ (1 << chance.randrange(8))]))


def _with(whole: bytes, place: int, other: bytes) -> bytes:
    return whole[:place] + other + whole[place + len(other) :]


Harm = Callable[[random.Random, bytes, Sequence[bytes]], tuple[int, bytes]]
KINDS: dict[str, Harm] = {"a bit": _bit, "a byte": _byte, "zeros": _zeros, "a cut": _cut, "a letter": _letter}
