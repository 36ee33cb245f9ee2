"""Correcting labels: a person's word goes into `sources.toml`, from where the next build takes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from errors import CorpusError
from index.storage.lock import labels_lock
from ingest.folder import OWN_FILES
from ingest.labels.corrections import Correction, correct_sources


def correct_labels(corpus: Path, data: Path, corrections: Mapping[str, Correction]) -> None:
    """State these fields of these documents, by id; None takes a field back, so that the document's own shows again.

    The library is as it was: `index.building.build.build` relabels, without reading or embedding anything.

    Raises:
        CorpusError: there is no such document, or `sources.toml` cannot be corrected; nothing was written.
        LibraryError: the data folder, which holds the lock, cannot be used.
    """
    for name in corrections:
        if not _is_document(corpus, name):
            raise CorpusError(f"no document {name} in {corpus}: name it by its path under that folder")
    with labels_lock(data):
        correct_sources(corpus, corrections)


def _is_document(corpus: Path, name: str) -> bool:
    """Whether the id is that of a file under the corpus, and of no other place."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and path.as_posix() == name
    return inside and name.casefold() not in OWN_FILES and "\0" not in name and (corpus / name).is_file()
