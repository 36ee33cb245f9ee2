"""The list of a person's libraries: a name for each, and where its documents and its library lie.

A library that is on the list is never begun anew in its place: where one of its folders is gone, it has moved.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from errors import PROGRAM, MovedError, SettingsError, StorageError
from index.storage.lock import libraries_lock

LONGEST_NAME = 60
NAME = re.compile(rf"\w[\w .-]{{0,{LONGEST_NAME - 1}}}")
MOST_LIBRARIES = 1_000
ALL = "all"
"""Names every library of the list, so none has this name."""


@dataclass(frozen=True, slots=True)
class NamedLibrary:
    """A library by its name: the folder it belongs to, its documents, and the library, as whole paths."""

    name: str
    folder: Path
    corpus: Path
    data: Path

    @property
    def missing(self) -> Path | None:
        """The first of its folders that is not there any more, or None."""
        return next((place for place in (self.corpus, self.data) if not place.is_dir()), None)


def read_list(path: Path) -> dict[str, NamedLibrary]:
    """Read the list in this file, by name in alphabetical order; there is none before the first library is added.

    Raises:
        StorageError: the file cannot be read or understood.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        entries = {str(name): {part: Path(place) for part, place in places.items()} for name, places in found.items()}
        return {name: NamedLibrary(name, **entries[name]) for name in sorted(entries, key=str.casefold)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StorageError(f"the list of libraries {path} cannot be read ({error}): mend it, or remove it") from error


def add(path: Path, library: NamedLibrary) -> None:
    """Put a library on the list, and make its data folder: from now on that one is asked for where it is gone.

    Raises:
        SettingsError: the name is taken or cannot be one, or there are no documents.
        StorageError: the list or the data folder cannot be written.
    """
    if not NAME.fullmatch(library.name) or library.name.casefold() == ALL:
        raise SettingsError(
            f"{library.name!r} cannot be a library's name: give a --name of at most {LONGEST_NAME} letters, digits, "
            f"spaces, dots and hyphens, and not {ALL}"
        )
    if not library.corpus.is_dir():
        raise SettingsError(f"there is no folder of documents {library.corpus}: name one that is there")
    with _changing(path) as listed:
        taken = next((one for one in listed if one.casefold() == library.name.casefold()), None)
        if taken:
            raise SettingsError(
                f"a library is called {taken} already, in {listed[taken].folder}: choose another --name"
            )
        if len(listed) >= MOST_LIBRARIES:
            raise SettingsError(f"there are {MOST_LIBRARIES:,} libraries on the list: remove one")
        try:
            library.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{library.data} cannot be made ({error.strerror}): name another --data") from error
        listed[library.name] = library


def remove(path: Path, name: str) -> NamedLibrary:
    """Take a library off the list; its folders stay as they are.

    Raises:
        SettingsError: no library of this name is on the list.
        StorageError: the list cannot be written.
    """
    with _changing(path) as listed:
        return listed.pop(_known(listed, name).name)


def move(path: Path, name: str, folder: Path) -> NamedLibrary:
    """State where the folder of a library is today.

    Raises:
        SettingsError: no library of this name is on the list.
        MovedError: the documents or the library are not in that folder.
        StorageError: the list cannot be written.
    """
    with _changing(path) as listed:
        before = _known(listed, name)
        folder = folder.expanduser().resolve()
        there = [_moved(place, before.folder, folder) for place in (before.corpus, before.data)]
        now = replace(before, folder=folder, corpus=there[0], data=there[1])
        if now.missing:
            raise MovedError(f"{now.missing} is not there: name the folder of {name}")
        listed[before.name] = now
        return now


def find_library(path: Path, name: str) -> NamedLibrary:
    """The library of this name, whether its folders are there or not.

    Raises:
        SettingsError: no library of this name is on the list.
        StorageError: the list cannot be read.
    """
    return _known(read_list(path), name)


def _known(listed: Mapping[str, NamedLibrary], name: str) -> NamedLibrary:
    found = next((one for one in listed.values() if one.name.casefold() == name.casefold()), None)
    if found is None:
        known = f"the list has {', '.join(listed)}" if listed else "the list is empty"
        raise SettingsError(f"no library {name!r}: {known}; {PROGRAM} libraries add FOLDER puts one on it")
    return found


def _moved(place: Path, before: Path, now: Path) -> Path:
    """A place that lay in a folder, in the folder as it is called today; any other place as it is."""
    return now / place.relative_to(before) if place.is_relative_to(before) else place


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, NamedLibrary]]:
    """The list to change: what it is at the end is written, beside it first; nobody else changes it meanwhile."""
    with libraries_lock(path.parent):
        listed = read_list(path)
        yield listed
        entries = {
            name: {part: str(place) for part, place in asdict(one).items() if part != "name"}
            for name, one in listed.items()
        }
        new = path.with_name(f"{path.name}.new")
        try:
            with new.open("w", encoding="utf-8") as file:
                json.dump(entries, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as error:
            raise StorageError(
                f"the list of libraries {path} cannot be written ({error.strerror}): free some space"
            ) from error
