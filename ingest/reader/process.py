"""Run the reader process, which reads files that may be hostile within a limit on memory.

`ingest/reader/client.py` starts it and sends it requests.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any, BinaryIO

from errors import DocumentError
from ingest.datelines import dateline
from ingest.formats import true_suffix
from ingest.furniture.finding import find_furniture
from ingest.loaders import LOADERS
from ingest.loaders.pdf import find_boxes
from ingest.loaders.pdfium import open_pdf, render
from ingest.plain_data import contents_as_json
from ingest.reader.frames import Frame, Header, read_frame, write_frame
from ingest.records import Contents
from ingest.sentences import split_sentences, with_marks
from ingest.speech.turns import with_turns
from ingest.voices import assign_voices

NO_CHARACTER = re.compile(r"[\0\ud800-\udfff]")
"""Codes that can be neither stored nor shown."""


def read_contents(suffix: str, data: bytes) -> Contents:
    """Read the contents of a file with this suffix.

    Raises:
        DocumentError: the file cannot be read; the message is the reason, without the file's name.
    """
    loaded = with_turns(LOADERS[true_suffix(suffix, data)](data))
    if NO_CHARACTER.search(loaded.text):
        raise DocumentError("is damaged: it holds codes that are no characters; save it again, or export it as text")
    furniture = find_furniture(loaded)
    sentences = split_sentences(loaded.text, loaded.blocks, furniture)
    furniture = with_marks(loaded.text, loaded.blocks, furniture, sentences)
    if not sentences:
        raise DocumentError("it holds no text: add some, or remove it from the corpus")
    voiced = assign_voices(loaded.text, loaded.blocks, sentences)
    stated = ((*loaded.own, *dateline(loaded, furniture)), loaded.page_starts, furniture, loaded.partly)
    return Contents(loaded.text, loaded.blocks, *stated, sentences=voiced)


# Serving requests within limits on memory and time.

resource: Any = import_module("resource") if find_spec("resource") else None
"""The module for memory limits, or None on Windows, where only the time limit holds."""

MAX_MEMORY_BYTES = 2**30
"""Bytes of address space, libraries included: ten times what the largest ordinary documents need.

Raised, a hostile file can take more of the machine's memory; lowered, large documents are refused.
"""

ORPHAN_AFTER_S = 60
"""Seconds on one file after which the process ends itself, in case its parent was killed meanwhile.

Lowered below the client's time limit, it ends while its parent still waits.
"""


def answer(header: Header, payload: bytes) -> Frame:
    """Answer one request.

    Raises:
        DocumentError: the file cannot be read.
    """
    match header["do"]:
        case "page":
            with open_pdf(payload) as document:
                return {}, render(document, header["page"] - 1, width=header["width"])
        case "boxes":
            found = find_boxes(payload, header["start"], header["end"])
            return {"boxes": [[box.page, box.left, box.top, box.right, box.bottom] for box in found]}, b""
        case _:
            return contents_as_json(read_contents(header["suffix"], payload)), b""


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while (request := read_frame(requests)) is not None:
        _alarm(ORPHAN_AFTER_S)
        try:
            reply = answer(*request)
        except DocumentError as error:
            reply = {"refused": str(error)}, b""
        del request
        write_frame(answers, *reply)
        _alarm(0)


def limit_memory(limit_bytes: int = MAX_MEMORY_BYTES) -> None:
    """Limit this process's memory from now on; do nothing on systems that cannot."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limit_bytes:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, hard))
        except (OSError, ValueError):  # macOS knows the name and refuses the value
            return


def _alarm(seconds: int) -> None:
    alarm: Any = getattr(signal, "alarm", None)
    if alarm:
        alarm(seconds)


def main() -> None:
    """Serve on standard input and output; anything that libraries print goes to standard error."""
    # Ctrl+C in a terminal is meant for the parent program, which ends this process when it wants to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    write_frame(answers, {"ready": True})
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
