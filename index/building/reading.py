"""The files that a build has to read, read and cut ahead of what is done with them.

The reader process reads one file while threads here cut others and the model embeds what came before. No more than a
few documents wait at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count

from errors import DocumentError
from index.building.plan import Step
from index.building.prepared import Prepared, prepare
from index.building.staging import Staging
from index.encoding.models import Model
from index.records import Progress, Report
from ingest.chunking import Bounds
from ingest.folder import Skipped
from ingest.labels.sources import Label
from ingest.tokens import count_tokens

THREADS = 2
"""While one waits for the reader process, the other cuts."""

READ_AHEAD = 16
"""Documents that are read before the one that is taken: enough for short ones, and not much memory for books."""

Read = Prepared | Skipped
Waiting = tuple[Future[Read], bool]
"""A document that is being read or was kept, and whether it was kept."""


def read_documents(
    steps: Sequence[Step], stated: Mapping[str, Label], model: Model, *, kept: Staging | None, report: Report
) -> Iterator[Read]:
    """The documents of those steps that read, in order, and the files that could not be read.

    What was kept is not read again, and what is read is kept before it is given.
    """
    todo = [step for step in steps if step.reads]
    bounds = Bounds(count_tokens, model.count_pieces, model.window)
    threads = ThreadPoolExecutor(THREADS, "reading")
    waiting: deque[Waiting] = deque()
    taken = count(1)

    def begin(step: Step) -> Waiting:
        of_it = stated.get(step.id, {})
        found = kept.find(step, of_it) if kept else None
        if found:
            ready: Future[Read] = Future()
            ready.set_result(found)
            return ready, True
        return threads.submit(_read, step, of_it, bounds, model), False

    def take() -> Read:
        future, was_kept = waiting.popleft()
        item = future.result()
        if kept and not was_kept and isinstance(item, Prepared):
            kept.add(item)
        report(Progress("Reading", next(taken), len(todo)))
        return item

    try:
        if todo:
            report(Progress("Reading", 0, len(todo)))
            threads.submit(count_tokens, ())  # loads what counts them, while the reader process starts
        for step in todo:
            waiting.append(begin(step))
            if len(waiting) > READ_AHEAD:
                yield take()
        while waiting:
            yield take()
    finally:
        threads.shutdown(cancel_futures=True)


def _read(step: Step, stated: Label, bounds: Bounds, model: Model) -> Read:
    try:
        return prepare(step, stated, bounds, model)
    except DocumentError as error:
        return Skipped(step.id, str(error))
