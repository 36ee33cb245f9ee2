"""Run the reader process, which reads files that may be hostile within a limit on memory.

`ingest/reader/client.py` starts it and sends it requests.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from errors import DocumentError, UnrecognisedError
from ingest.bylines import byline
from ingest.datelines import dateline
from ingest.formats import format_named, true_suffix
from ingest.furniture.finding import find_furniture
from ingest.languages import language
from ingest.loaders import LOADERS
from ingest.loaders.containers import members
from ingest.plain_data import contents_as_json, own_as_json
from ingest.reader.frames import Frame, Header
from ingest.reader.serving import run
from ingest.records import Contents, Loaded
from ingest.sentences import split_sentences, with_marks
from ingest.speech.turns import with_turns
from ingest.voices import assign_voices

if TYPE_CHECKING:  # what only some files need is imported with the first of them
    from ingest.loaders.recognised import Recognised

NO_CHARACTER = re.compile(r"[\0\ud800-\udfff]")
"""Codes that can be neither stored nor shown."""


def read_contents(suffix: str, data: bytes, recognised: Recognised | None = None) -> Contents:
    """Read the contents of a file with this suffix.

    Args:
        suffix: the ending of its name, in lower case.
        data: its bytes.
        recognised: what was read on its pages that are pictures; None where such pages are not read.

    Raises:
        DocumentError: the file cannot be read; the message is the reason, without the file's name.
        UnrecognisedError: pages that are pictures are missing from `recognised`.
    """
    loaded = with_turns(_loaded(true_suffix(suffix, data), data, recognised))
    if NO_CHARACTER.search(loaded.text):
        raise DocumentError("is damaged: it holds codes that are no characters; save it again, or export it as text")
    furniture = find_furniture(loaded)
    sentences = split_sentences(loaded.text, loaded.blocks, furniture)
    furniture = with_marks(loaded.text, loaded.blocks, furniture, sentences)
    if not sentences and not any(page.waits for page in (recognised or {}).values()):
        raise DocumentError("it holds no text: add some, or remove it from the corpus")
    own = (*loaded.own, *byline(loaded, furniture), *dateline(loaded, furniture), *language(loaded.text))
    code = next((str(field.value) for field in own if field.name == "language"), None)
    voiced = assign_voices(loaded.text, loaded.blocks, sentences, code)
    stated = (
        own,
        loaded.page_starts,
        furniture,
        loaded.partly,
    )
    return Contents(loaded.text, loaded.blocks, *stated, sentences=voiced)


def _loaded(suffix: str, data: bytes, recognised: Recognised | None) -> Loaded:
    known = format_named(suffix)
    if suffix not in LOADERS:
        raise DocumentError(f"holds documents of their own ({known.name if known else suffix}): correct its name")
    return _pdf().load(data, recognised) if known and known.loader == "pdf" else LOADERS[suffix](data)


def _pdf() -> Any:  # noqa: ANN401 (the module, imported with the first file that needs its libraries)
    return import_module("ingest.loaders.pdf")


# Serving requests within limits on memory and time.

MAX_MEMORY_BYTES = 2**30
"""Bytes of address space, libraries included: ten times what the largest ordinary documents need.

Raised, a hostile file can take more of the machine's memory; lowered, large documents are refused.
"""

MAX_CPU_S = 8.0
"""Seconds of processor time for one file, enough for a book of some eight million characters.

Raised, a hostile file keeps a processor busy for longer; lowered, large books must be split.
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
    recognised = _recognised(header)
    try:
        match header["do"]:
            case "page":
                return {}, _pdf().page_picture(payload, header["page"] - 1, width=header.get("width"))
            case "members":
                return _members(header["suffix"], payload)
            case "boxes":
                found = _pdf().find_boxes(payload, header["start"], header["end"], recognised)
                return {"boxes": [[box.page, box.left, box.top, box.right, box.bottom] for box in found]}, b""
            case _:
                return contents_as_json(read_contents(header["suffix"], payload, recognised)), b""
    except UnrecognisedError as missing:
        return {"recognise": missing.pages}, b""


def _recognised(header: Header) -> Recognised | None:
    """What a machine read on the pages of a file that are pictures; None where nothing is to be read."""
    found = header.get("recognised")
    return None if found is None else import_module("ingest.loaders.recognised").recognised_from_json(found)


def _members(suffix: str, data: bytes) -> Frame:
    """The documents in a file, one after the other, and the name and length of each, and what else a `Part` has."""
    found = list(members(suffix, data))
    named = [[part.name, len(part.data), part.reason, own_as_json(part.own)] for part in found]
    return {"members": named}, b"".join(part.data for part in found)


def main() -> None:
    """Serve on standard input and output."""
    run(
        lambda header, payload: answer(header, payload),  # as it is then: tests put another in its place
        max_memory_bytes=MAX_MEMORY_BYTES,
        orphan_after_s=ORPHAN_AFTER_S,
        max_cpu_s=MAX_CPU_S,
    )


if __name__ == "__main__":
    main()
