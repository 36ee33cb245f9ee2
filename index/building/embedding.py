"""Passages → vectors in the library, in rounds that are each kept: a stopped build goes on where it was.

The model runs in threads of its own. While it reads a round, documents of the next one are read and cut, and the last
one is written; no more than a few rounds are held at once, however many passages there are.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from index.encoding.encoder import Encoder, Vectors
from index.records import Progress, Report
from index.storage import embeddings
from index.storage.database import transaction

EMBEDDING_ROUND = 256
"""Passages embedded between two writes."""

FIRST_ROUND = 64
"""The model begins as soon as so many passages are cut, rather than wait for a whole round."""

Texts = Sequence[str]
"""A passage as the model reads it: the texts of its sentences."""


def embed(
    connection: sqlite3.Connection,
    passages: Iterable[tuple[bytes, Texts]],
    encoder: Encoder,
    *,
    data: Path,
    report: Report,
) -> int:
    """Embed the passages whose key has no vectors yet, as they come, and keep their vectors; how many those were.

    The rounds that the encoder is given ahead of the one in writing a stopped build has to do again, too.
    """
    tally = _Tally(report)
    waiting: deque[tuple[list[bytes], Future[list[Vectors]]]] = deque()
    begun: set[bytes] = set()
    wanted = min(FIRST_ROUND, EMBEDDING_ROUND)

    def begin(texts: dict[bytes, Texts]) -> None:
        nonlocal wanted
        wanted = EMBEDDING_ROUND
        told = tally.of_next(len(texts))
        waiting.append((list(texts), threads.submit(encoder.encode_passages, list(texts.values()), progress=told)))
        if len(waiting) > encoder.rounds_ahead:
            keep()

    def keep() -> None:
        keys, vectors = waiting.popleft()
        made = dict(zip(keys, vectors.result(), strict=True))
        with transaction(connection, data):
            embeddings.add_embeddings(connection, made)
        begun.difference_update(keys)

    threads = ThreadPoolExecutor(encoder.rounds_ahead, "embedding")
    coming: dict[bytes, Texts] = {}
    try:
        for key, texts in passages:
            if key not in begun and not embeddings.is_known(connection, key):
                begun.add(key)
                coming[key] = texts
            if len(coming) == wanted:
                begin(coming)
                coming = {}
        tally.tell_all(len(coming))
        if coming:
            begin(coming)
        while waiting:
            keep()
    finally:
        threads.shutdown(cancel_futures=True)
    return tally.total


class _Tally:
    """How many passages of all rounds are done, told whenever that changes once it is known how many there are."""

    def __init__(self, report: Report) -> None:
        self.total = 0
        self._done: list[int] = []
        self._report, self._lock = report, Lock()
        self._telling = False

    def of_next(self, passages: int) -> Callable[[int], None]:
        """What is told how much is done of one more round, of so many passages."""
        number = len(self._done)
        self._done.append(0)
        if not self._telling:
            self.total += passages

        def tell(done: int) -> None:
            with self._lock:
                self._done[number] = done
                self._tell()

        return tell

    def tell_all(self, passages: int) -> None:
        """From now on all is told: nothing but a last round of so many passages comes."""
        with self._lock:
            self.total += passages
            self._telling = self.total > 0
            self._tell()

    def _tell(self) -> None:
        if self._telling:
            self._report(Progress("Embedding", sum(self._done), self.total))
