"""Passages → vectors in the library, in rounds that are each kept: a stopped build goes on where it was.

The model runs in threads of its own. While it reads a round, the next one is cut into word pieces and the last one is
written; no more than a few rounds are held at once, however many passages there are.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from index.encoding.encoder import Encoder, Vectors
from index.records import Progress, Report
from index.storage import embeddings
from index.storage.database import transaction

EMBEDDING_ROUND = 256
"""Passages embedded between two writes."""


def embed(
    connection: sqlite3.Connection,
    missing: Mapping[bytes, Sequence[str]],
    encoder: Encoder,
    *,
    data: Path,
    report: Report,
) -> None:
    """Embed the passages under these keys, those of similar length together, and keep their vectors.

    The rounds that the encoder is given ahead of the one in writing a stopped build has to do again, too.
    """
    keys = sorted(missing, key=lambda key: -sum(map(len, missing[key])))
    rounds = [keys[at : at + EMBEDDING_ROUND] for at in range(0, len(keys), EMBEDDING_ROUND)]
    tally = _Tally(rounds, report)
    waiting: deque[tuple[list[bytes], Future[list[Vectors]]]] = deque()

    def keep() -> None:
        done, vectors = waiting.popleft()
        made = dict(zip(done, vectors.result(), strict=True))
        with transaction(connection, data):
            embeddings.add_embeddings(connection, made)

    threads = ThreadPoolExecutor(encoder.rounds_ahead, "embedding")
    try:
        for number, part in enumerate(rounds):
            texts = [missing[key] for key in part]
            waiting.append((part, threads.submit(encoder.encode_passages, texts, progress=tally.of(number))))
            if len(waiting) > encoder.rounds_ahead:
                keep()
        while waiting:
            keep()
    finally:
        threads.shutdown(cancel_futures=True)


class _Tally:
    """How many passages of all rounds are done, told whenever that changes."""

    def __init__(self, rounds: Sequence[Sequence[bytes]], report: Report) -> None:
        self._total = sum(len(part) for part in rounds)
        self._done = [0] * len(rounds)
        self._report, self._lock = report, Lock()
        if rounds:
            report(Progress("Embedding", 0, self._total))

    def of(self, number: int) -> Callable[[int], None]:
        """What is told how much of one round is done."""

        def tell(done: int) -> None:
            with self._lock:
                self._done[number] = done
                self._report(Progress("Embedding", sum(self._done), self._total))

        return tell
