"""Zip containers (DOCX, ODT, EPUB), opened within bounds.

`zipfile` never gives more of a part than the directory declares, so the declared sizes bound everything.
Containers inside containers are never opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from errors import DocumentError

MAX_PARTS = 10_000
"""An illustrated book has some hundreds."""

MAX_TOTAL_BYTES = 500_000_000
"""All parts unpacked, pictures and all."""

MAX_PART_BYTES = 100_000_000
"""One part unpacked; the text of a very long book is a tenth of it."""


@dataclass(frozen=True, slots=True)
class Container:
    """A zip container within the bounds: its parts by name."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        """One part.

        Raises:
            DocumentError: it is not there, too large, or damaged.
        """
        info = self.parts.get(name)
        if info is None:
            raise DocumentError(f"is incomplete, {name} is missing: open it in its program and save it again")
        if info.flag_bits & 1:
            raise DocumentError("is encrypted: save it without a password")
        if info.file_size > MAX_PART_BYTES:
            raise _too_large()
        try:
            return self.archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise _damaged() from error


def open_container(data: bytes) -> Container:
    """The container in these bytes.

    Raises:
        DocumentError: it is damaged, or would unpack to more than the bounds.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise _damaged() from error
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise _too_large()
    return Container(archive, {info.filename: info for info in infos})


def _damaged() -> DocumentError:
    return DocumentError("is damaged: its container cannot be unpacked; open it in its program and save it again")


def _too_large() -> DocumentError:
    return DocumentError(
        f"unpacks to more than {MAX_TOTAL_BYTES // 1_000_000} MB or {MAX_PARTS:,} parts: split it, or export its text"
    )
