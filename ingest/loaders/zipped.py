"""Archives of documents (.zip): each file in them is a document of its own, under its path in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from errors import DocumentError
from ingest.containers import Container, open_container
from ingest.formats import ending, suffix_refusal
from ingest.names import is_leftover
from ingest.records import Part

UTF8_NAME = 0x800
"""The flag of a name that is UTF-8; without it, `zipfile` takes it for the code page of old PCs."""


def members(data: bytes) -> Iterator[Part]:
    """The files in an archive, in its order; those that programs leave behind are passed over.

    Raises:
        DocumentError: it is damaged, or would unpack to more than the bounds.
    """
    container = open_container(data)
    for stored, info in container.parts.items():
        name = stored if info.flag_bits & UTF8_NAME else _written_as_utf8(stored)
        parts = PurePosixPath(name.replace("\\", "/").lstrip("/")).parts
        if not info.is_dir() and parts and not any(map(_is_hidden, parts)) and not is_leftover(Path(parts[-1])):
            yield _part(container, stored, "/".join(parts))


def _part(container: Container, stored: str, name: str) -> Part:
    refusal = suffix_refusal(ending(name))
    if refusal:
        return Part(name, reason=refusal)
    try:
        return Part(name, container.read(stored))
    except DocumentError as error:
        return Part(name, reason=str(error))


def _written_as_utf8(name: str) -> str:
    """The name in the encoding that most programs use without saying so, where its bytes fit."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _is_hidden(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and not part.startswith(".."))
