"""Embed passages and store their vectors in rounds, so that a stopped build continues where it was.

The model runs in its own threads. While it embeds a round, the documents of the next one are read and cut, and the
previous one is written; only a few rounds are in memory at once, however many passages there are.
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
"""Passages embedded between two writes.

Raised, a stopped build has more to embed again and memory holds more; lowered, the library is written to more often.
"""

FIRST_ROUND = 64
"""Passages in the first round, which is smaller so that the model can begin early.

Raised, the model begins later; lowered, it begins earlier, with a smaller first round.
"""

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
    """Embed the passages whose key has no vectors yet, store the vectors, and return the number of these passages.

    A stopped build also has to repeat the rounds that were given to the encoder ahead of the one being written.
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
    """Count the passages done in all rounds, and report each change once the total is known."""

    def __init__(self, report: Report) -> None:
        self.total = 0
        self._done: list[int] = []
        self._report, self._lock = report, Lock()
        self._telling = False

    def of_next(self, passages: int) -> Callable[[int], None]:
        """Return the progress callback for one more round with this number of passages."""
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
        """Report every change from now on: only a last round with this number of passages is still to come."""
        with self._lock:
            self.total += passages
            self._telling = self.total > 0
            self._tell()

    def _tell(self) -> None:
        if self._telling:
            self._report(Progress("Embedding", sum(self._done), self.total))
