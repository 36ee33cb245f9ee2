"""List the files of the corpus folder with their hashes, and the files skipped with the reasons."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path, PurePosixPath

from errors import CorpusError, DocumentError
from ingest.bundles import Member, members_of
from ingest.digests import sha256_of
from ingest.formats import ending, holds_documents, suffix_loads, suffix_refusal, suffixes
from ingest.names import OWN_FILES, is_leftover, is_one_line, kind_named
from ingest.outside import is_agreed, walk
from ingest.records import UNLABELLED

PAGES = frozenset({".html", ".htm", ".xhtml"})
PAGE_PARTS = re.compile(
    r"(.+?)(?:_files|[ .]files|-filer|_file|-Dateien|_fichiers|_archivos|_bestanden|_ficheiros|_arquivos|_pliki"
    r"|_soubory|_tiedostot|_fajlovi|_dosyalar|_bylos|_elemei|_failid|_fails|_fitxers|_datoteke|_fitxategiak|_файлы)"
)
"""Folders that browsers put beside a page saved complete, in their languages: its pictures, scripts and frames."""

PAGE_PART = re.compile(
    r"[^.]+|f(?:\(\d+\))?\.txt|.+\.(?:x?html?|css|m?js|map|json|php|aspx?|png|jpe?g|jfif|gif|webp|avif|svgz?|ico|bmp"
    r"|woff2?|ttf|otf|eot|swf)",
    re.IGNORECASE,
)
"""Names of files that browsers put there. All others are documents that somebody put beside them."""

LARGEST_FILE = 100_000_000
"""Bytes of a file, more than the longest book has. Files are read whole, so raising this raises a build's memory."""

SETTLED_NS = 2_000_000_000
"""Nanoseconds that must lie between the writing and the hashing of a file for its hash to be reused later.

The coarsest file systems count in steps of two seconds: lowered, a change may go unnoticed there. Raised, files
written just before a build are hashed again by the next.
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """The size and times of a file just before it was hashed, and the time of hashing."""

    size: int
    mtime_ns: int
    ctime_ns: int
    at_ns: int

    def is_still(self, found: os.stat_result) -> bool:
        """Return whether a file that looks like this now is certain to be unchanged."""
        if (self.size, self.mtime_ns, self.ctime_ns) != (found.st_size, found.st_mtime_ns, found.st_ctime_ns):
            return False
        return max(self.mtime_ns, self.ctime_ns) + SETTLED_NS < self.at_ns


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of a readable type: its id (path under the corpus), place, content hash, and how it looked.

    A document in a file that holds documents has its `member` name there, and the place and look of that file.
    """

    id: str
    path: Path
    sha256: str
    seen: Seen | None = field(default=None, compare=False)
    member: str = ""

    @property
    def bundle(self) -> str:
        """The path under the corpus of the file that it is in; "" for a file itself."""
        return self.id[: -len(self.member) - 1] if self.member else ""

    @property
    def folder_kind(self) -> str:
        """The kind that its folder gives it."""
        return folder_kind(self.id)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A skipped file and the reason."""

    path: str
    reason: str

    @property
    def folder_kind(self) -> str:
        """The kind that its folder would give it."""
        return folder_kind(self.path)


@dataclass(frozen=True, slots=True)
class Folder:
    """Files and skipped files of a corpus, each sorted by path."""

    files: tuple[CorpusFile, ...]
    skipped: tuple[Skipped, ...]


NOTHING_SEEN: Mapping[str, tuple[str, Seen]] = {}


def scan(
    corpus: Path, seen: Mapping[str, tuple[str, Seen]] = NOTHING_SEEN, whole: Collection[str] = frozenset()
) -> Folder:
    """List the corpus folder, which must have a readable document.

    Args:
        corpus: the folder.
        seen: id → hash and look of files seen before; a file that still looks the same is not read again.
        whole: files that hold documents, by path under the corpus, of which every document is among `seen`: one that
            still looks the same is not opened again.

    Raises:
        CorpusError: the folder is missing, or nothing in it can be read.
    """
    folder = list_files(corpus, seen, whole)
    if not folder.files:
        raise CorpusError(
            f"no readable document in {corpus}: put {', '.join(sorted(suffixes()))} files "
            f"into folders named after their kind, as in {corpus}/reporting/"
        )
    return folder


def list_files(
    corpus: Path, seen: Mapping[str, tuple[str, Seen]] = NOTHING_SEEN, whole: Collection[str] = frozenset()
) -> Folder:
    """List the corpus folder, which may be empty; the arguments are those of `scan`.

    Raises:
        CorpusError: the folder is missing.
    """
    check_folder(corpus)
    unlisted: list[Skipped] = []
    look = partial(_look, corpus, corpus.resolve(), seen)
    looked = [look(path) for path in _paths(corpus, unlisted)]
    inside = _by_bundle(seen, whole)
    found = [item for one in looked for item in _with_members(one, seen, inside)]
    return Folder(
        tuple(item for item in found if isinstance(item, CorpusFile)),
        tuple(sorted([*unlisted, *(item for item in found if isinstance(item, Skipped))], key=lambda item: item.path)),
    )


def readable_files(corpus: Path) -> Iterator[CorpusFile]:
    """Yield the files of a readable type one by one, each hashed as it is reached.

    Raises:
        CorpusError: the folder is missing.
    """
    check_folder(corpus)
    looked = (_look(corpus, corpus.resolve(), NOTHING_SEEN, path) for path in _paths(corpus, []))
    yield from (one for one in looked if isinstance(one, CorpusFile))


def check_folder(corpus: Path) -> None:
    """Refuse a corpus folder that does not exist.

    Raises:
        CorpusError: there is no such folder.
    """
    if not corpus.is_dir():
        raise CorpusError(f"corpus folder {corpus} not found: create it, or name another with --corpus")


def look_at(corpus: Path, ids: Iterable[str], seen: Mapping[str, tuple[str, Seen]] = NOTHING_SEEN) -> Folder | None:
    """List only the files with these ids; return None if one of them is a folder, or holds or held documents.

    Raises:
        CorpusError: the folder is missing.
    """
    check_folder(corpus)
    is_part = _page_parts(corpus)
    named = (corpus / name for name in ids)
    paths = sorted(
        (path for path in named if not is_leftover(path) and not is_part(path)),
        key=lambda path: path.relative_to(corpus).parts,
    )
    if any(path.is_dir() or _may_hold(path) for path in paths) or not seen.keys() <= set(ids):
        return None
    found = [_look(corpus, corpus.resolve(), seen, path) for path in paths if path.is_symlink() or path.exists()]
    return Folder(
        tuple(item for item in found if isinstance(item, CorpusFile)),
        tuple(item for item in found if isinstance(item, Skipped)),
    )


def _by_bundle(seen: Mapping[str, tuple[str, Seen]], whole: Collection[str]) -> dict[str, list[str]]:
    """Each of these files that hold documents → the ids of the documents in it."""
    found: dict[str, list[str]] = {bundle: [] for bundle in whole}
    for name in seen if whole else ():
        for parent in PurePosixPath(name).parents:
            if parent.as_posix() in found:
                found[parent.as_posix()].append(name)
    return found


def _with_members(
    one: CorpusFile | Skipped, seen: Mapping[str, tuple[str, Seen]], inside: Mapping[str, list[str]]
) -> Iterator[CorpusFile | Skipped]:
    """A file, and the documents in it, those that were seen in it where it still looks the same."""
    if isinstance(one, Skipped) or not holds_documents(one.id) or not one.seen:
        yield one
        return
    is_document = suffix_loads(ending(one.id))
    if is_document:
        yield one
    known = [(name, *seen[name]) for name in inside.get(one.id, ())]
    if one.id in inside and all(_looks_like(look, one.seen) for _, _, look in known) and (known or is_document):
        yield from (CorpusFile(name, one.path, sha, one.seen, name[len(one.id) + 1 :]) for name, sha, _ in known)
        return
    try:
        members = members_of(one.path, (one.seen.size, one.seen.mtime_ns, one.seen.ctime_ns))
    except DocumentError as error:
        if not is_document:  # a mail says so itself when it is read
            yield Skipped(one.id, str(error))
        return
    yield from (_member(one, member) for member in members)
    if not members and not is_document:
        yield Skipped(one.id, "holds no document that can be read: put some into it, or remove it")


def _looks_like(look: Seen, now: Seen) -> bool:
    return (look.size, look.mtime_ns, look.ctime_ns) == (now.size, now.mtime_ns, now.ctime_ns)


def _member(of: CorpusFile, member: Member) -> CorpusFile | Skipped:
    name = f"{of.id}/{member.name}"
    reason = member.reason or _name_refusal(name)
    return Skipped(shown(name), reason) if reason else CorpusFile(name, of.path, member.sha256, of.seen, member.name)


def _may_hold(path: Path) -> bool:
    """Whether there is a file that holds documents in this place; a mail does only where something is attached."""
    if not holds_documents(path.name) or not path.is_file():
        return False
    try:
        found = path.stat()
        return not suffix_loads(ending(path.name)) or bool(
            members_of(path, (found.st_size, found.st_mtime_ns, found.st_ctime_ns))
        )
    except (DocumentError, OSError):
        return False


def folder_kind(path: str) -> str:
    """Return the kind that its folder gives a file at this path under the corpus."""
    return kind_named(path.split("/")[0]) if "/" in path else UNLABELLED


def _paths(corpus: Path, unlisted: list[Skipped]) -> list[Path]:
    """List every file and every link to a folder, in order; note in `unlisted` the folders that cannot be listed."""

    def note(error: OSError) -> None:
        name = shown(Path(error.filename).relative_to(corpus).as_posix())
        unlisted.append(Skipped(name, f"cannot be listed ({error.strerror}): check its permissions"))

    found = []
    for place, folders, files in walk(str(corpus), note):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        links = [name for name in linked if not is_agreed(Path(place, name))]
        folders[:] = [name for name in folders if not is_hidden(name) and name not in links]
        found += [Path(place, name) for name in (*files, *links) if not is_hidden(name) or is_hidden_document(name)]
    found = [path for path in found if path.parent != corpus or path.name.lower() not in OWN_FILES]
    is_part = _page_parts(corpus)
    found = [path for path in found if not is_leftover(path) and not is_part(path)]
    return sorted(found, key=lambda path: path.parts)


def _page_parts(corpus: Path) -> Callable[[Path], bool]:
    """What tells whether a file is a part of a web page saved beside its folder; each folder is listed once."""

    @cache
    def pages(folder: Path) -> frozenset[str]:
        try:
            return frozenset(path.stem for path in folder.iterdir() if path.suffix.lower() in PAGES and path.is_file())
        except OSError:
            return frozenset()

    def is_part(path: Path) -> bool:
        folders = path.relative_to(corpus).parents
        belongs = ((of, corpus / folder.parent) for folder in folders if (of := PAGE_PARTS.fullmatch(folder.name)))
        is_beside = any(of.group(1) in pages(place) for of, place in belongs)
        return is_beside and PAGE_PART.fullmatch(path.name) is not None and not path.is_dir()

    return is_part


def _look(corpus: Path, root: Path, seen: Mapping[str, tuple[str, Seen]], path: Path) -> CorpusFile | Skipped:
    name = path.relative_to(corpus).as_posix()
    plain = _plain(path)
    reason = _name_refusal(name) if plain else _link_refusal(root, path) or _name_refusal(name) or _sort_refusal(path)
    reason = reason or suffix_refusal(ending(path.name) or path.suffix)
    if reason:
        return Skipped(shown(name), reason)
    try:
        found = plain or path.stat()
        reason = _size_refusal(found)
        return Skipped(shown(name), reason) if reason else _hashed(name, path, found, seen.get(name))
    except OSError as error:
        return Skipped(name, f"cannot be read ({error.strerror}): check its permissions")


def is_hidden(name: str) -> bool:
    """Return whether a file is hidden on purpose; a name with two leading dots is a mistake and is reported."""
    return name.startswith(".") and not name.startswith("..")


def is_hidden_document(name: str) -> bool:
    """Return whether a hidden file may be a document; programs write `._report.txt` and `.#report.txt`."""
    return name[1:2].isalnum() and suffix_refusal(Path(name).suffix) is None


def _hashed(name: str, path: Path, found: os.stat_result, before: tuple[str, Seen] | None) -> CorpusFile:
    """Hash a file, or reuse its earlier hash if it has not been touched since."""
    if before and before[1].is_still(found):
        return CorpusFile(name, path, *before)
    with path.open("rb") as file:
        at_ns = time.time_ns()
        now = os.fstat(file.fileno())
        sha256 = sha256_of(file)
    return CorpusFile(name, path, sha256, Seen(now.st_size, now.st_mtime_ns, now.st_ctime_ns, at_ns))


def _link_refusal(root: Path, path: Path) -> str | None:
    """Return why a link is not followed; all other files are inside, because linked folders are not entered."""
    if not path.is_symlink():
        return None
    try:
        inside = path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return "a link that leads nowhere: remove it"
    return None if inside else "a link that leads out of the corpus: copy the file in instead"


def _plain(path: Path) -> os.stat_result | None:
    """Return how an ordinary file looks, or None for a link, folder or device. Ordinary files need no other call."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _name_refusal(name: str) -> str | None:
    if not is_one_line(name):
        return "its name has characters that cannot be shown: rename it"
    if any(part.startswith("..") for part in name.split("/")):
        return "its name, or its folder's, begins with dots, as hidden files do: rename it"
    if is_hidden(name.rsplit("/", 1)[-1]):
        return "hidden: its name begins with a dot: rename it to have it read"
    return None


def _sort_refusal(path: Path) -> str | None:
    if path.is_dir():
        return "a link to another folder of the corpus, whose documents are there already: remove it"
    if not path.is_file():
        return "no document but a pipe, a socket or a device: remove it"
    return None


def _size_refusal(found: os.stat_result) -> str | None:
    if found.st_size > LARGEST_FILE:
        return f"larger than {LARGEST_FILE // 1_000_000} MB: split it into parts"
    return None


def shown(name: str) -> str:
    """Make a name printable by spelling out every byte that is not text."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
