"""Folders outside the corpus that are read where they lie: a link in the corpus leads to each, and a person agreed.

A link that somebody else put there is not followed: what was agreed to is kept with the user, not in the corpus.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from errors import CorpusError
from ingest.names import is_one_line, kind_folder, shown

_kept: list[Path] = []
"""The file that lists the links that a person agreed to, each with the folder that it leads to."""


def agreements_in(path: Path) -> None:
    """Look up from now on in this file what a person agreed to."""
    _kept[:] = [path]


def add_folder(corpus: Path, folder: Path, kind: str) -> str:
    """Have the documents of a folder read where they lie, as of this kind; return what their ids begin with.

    Raises:
        CorpusError: the folder or the kind cannot be used, its name is taken, or the link cannot be made.
    """
    target, root = folder.expanduser().resolve(), corpus.resolve()
    if not target.is_dir() or not is_one_line(target.name) or not target.name or target.name.startswith("."):
        raise CorpusError(f"{shown(str(folder))} is no folder that can be read: name one whose name can be shown")
    if target.is_relative_to(root) or root.is_relative_to(target):
        raise CorpusError(f"{target} and the documents of {root} lie in each other: name a folder beside them")
    link = root / kind_folder(kind) / target.name
    try:
        if link.is_symlink() and link.resolve() == target:
            _agree(link, target)
            return link.relative_to(root).as_posix()
        link.parent.mkdir(exist_ok=True)
        _agree(link, target)
        link.symlink_to(target, target_is_directory=True)
    except FileExistsError as error:
        raise CorpusError(f"{link} is there already: rename it, or the folder") from error
    except OSError as error:
        raise CorpusError(f"{link} cannot be made ({error.strerror}): make the corpus writable") from error
    return link.relative_to(root).as_posix()


def forget_folder(corpus: Path, folder: Path) -> None:
    """Read a folder no longer; the next build removes its documents from the library, and no file is touched.

    Raises:
        CorpusError: it is not read, or its link cannot be removed.
    """
    target = folder.expanduser().resolve()
    links = [link for link, to in links_of(corpus).items() if to == target]
    if not links:
        raise CorpusError(f"{shown(str(folder))} is not among the folders that are read where they lie")
    try:
        for link in links:
            link.unlink()
            _agree(link, None)
    except OSError as error:
        raise CorpusError(f"{links[0]} cannot be removed ({error.strerror}): make the corpus writable") from error


def links_of(corpus: Path) -> dict[Path, Path]:
    """Each link in this corpus that a person agreed to, and the folder that it leads to, whether there or not."""
    root = corpus.resolve()
    return {Path(link): Path(to) for link, to in _agreed().items() if Path(link).is_relative_to(root)}


def is_agreed(link: Path) -> bool:
    """Return whether this is a link to the very folder that a person agreed to, and that is there."""
    if not _kept or not link.is_symlink():
        return False
    to = _agreed().get(str(link.parent.resolve() / link.name))
    return to is not None and link.is_dir() and str(link.resolve()) == to


def is_within(corpus: Path, path: Path) -> bool:
    """Return whether a file lies in the corpus, or in a folder that is read where it lies."""
    real = path.resolve()
    return any(real.is_relative_to(root) for root in (corpus.resolve(), *links_of(corpus).values()))


def walk(place: str, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk a folder as `os.walk` does, and then the folders behind links in it that a person agreed to."""
    for at, folders, files in os.walk(place, onerror=onerror):
        yield at, folders, files
        for name in folders:
            if is_agreed(Path(at, name)):
                yield from walk(str(Path(at, name)), onerror)


def _agreed() -> dict[str, str]:
    try:
        found = json.loads(_kept[0].read_text("utf-8")) if _kept else {}
        return {str(link): str(to) for link, to in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise CorpusError(f"{_kept[0]} cannot be read ({error}): mend it, or remove it and add them again") from error


def _agree(link: Path, target: Path | None) -> None:
    """Write down that a link leads to this folder; None for one that is gone."""
    agreed = _agreed() | {str(link): str(target)}
    if target is None:
        del agreed[str(link)]
    _kept[0].parent.mkdir(parents=True, exist_ok=True)
    new = _kept[0].with_name(f"{_kept[0].name}.new")
    new.write_text(json.dumps(agreed, indent=2), encoding="utf-8")
    new.replace(_kept[0])
