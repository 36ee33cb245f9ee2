"""What people said of passages, as JSON lines in the data folder for whoever evaluates; Byline never reads it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from answer.records import Answer
from desk.desk_file import keep_private
from desk.records import Feedback, Use
from errors import DeskError, StorageError
from index.records import Hit
from index.storage.lock import feedback_lock

FEEDBACK_FILE = "feedback.jsonl"

MOST_MEGABYTES = 100
"""Of the file, some 200,000 lines. Raised, the visitors of a server may fill its disk with presses."""

MEGABYTE = 1_000_000


def feedback_on(answer: Answer, hit: Hit, use: Use, *, at: datetime) -> Feedback:
    """The record of what a person said of a passage of the answer."""
    return Feedback(
        question=answer.question,
        kind=hit.document.source.kind,
        document=hit.document.id,
        start=hit.start,
        end=hit.end,
        passage_sha256=hashlib.sha256(hit.text.encode("utf-8", "surrogatepass")).hexdigest(),
        verdict=use,
        generation=answer.generation,
        at=at,
    )


def give(data: Path, feedback: Feedback) -> None:
    """Add one line. A person who changes their mind adds another, and the last one counts.

    Raises:
        DeskError: the file has the size that it may have.
        LockedError: somebody else keeps the file locked.
        StorageError: the disk refused.
    """
    line = json.dumps(asdict(feedback) | {"at": feedback.at.isoformat(timespec="seconds")}) + "\n"
    file = data / FEEDBACK_FILE
    with feedback_lock(data):
        keep_private(file)
        try:
            _append(file, line.encode())
        except OSError as error:
            raise StorageError(f"{file}: {error.strerror}: free some space or make the folder writable") from error


def _append(file: Path, line: bytes) -> None:
    with file.open("ab+") as opened:
        end = opened.tell()
        if end >= MOST_MEGABYTES * MEGABYTE:
            raise DeskError(f"{file} has {MOST_MEGABYTES} MB, the most it may have: move it away to go on")
        opened.seek(max(0, end - 1))
        torn = opened.read(1) not in {b"", b"\n"}  # a crash cut the last line short: it stays a line of its own
        try:
            opened.write(b"\n" + line if torn else line)
            opened.flush()
            os.fsync(opened.fileno())
        except OSError:
            opened.truncate(end)
            raise
