"""Check the names of kinds, documents and files: one line each, and paths that stay inside the corpus."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from errors import CorpusError
from ingest.formats import suffix_refusal

LONGEST_NAME = 200
"""Bytes of one part of a path. File systems allow 255, and a file has a longer name while it is being written:
raised above 250, the longest names can no longer be written."""

DEEPEST = 8
"""Parts of an upload's path. Raised, an upload may leave a tree too deep to find a document in."""

REPLACED = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
"""Characters that are common in titles and that some systems refuse in names."""

DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))})
"""Names that some systems reserve for devices, with any suffix."""

CHANGE_KIND = "choose a plain word such as reporting"

SOURCES_FILE = "sources.toml"
"""The file at the top of the corpus folder in which a person labels their documents."""

OWN_FILES = frozenset({SOURCES_FILE, "byline.toml", "readme.md", "readme.txt"})
"""Files at the top of the corpus folder that describe it or state settings, and are not documents."""

UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Controls, format characters, lone surrogates, private use, line ends. Letters newer than Python's table are seen."""

HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""A lone surrogate, which bytes that are no UTF-8 become, and which cannot be written."""

UNSEEN_RANGES = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),
)
"""What else Unicode lets a program show as nothing (Default_Ignorable_Code_Point), and the blank Braille cell."""

EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
JOINING = re.compile(
    r"(?<=[\u0600-\u0dff])[\u200c\u200d](?=[\u0600-\u0dff])"
    rf"|(?<=[{EMOJI}\ufe0f])\u200d(?=[{EMOJI}])"
    rf"|(?<=[{EMOJI}0-9#*])\ufe0f"
)
"""Joiners where the spelling of Arabic and Indian scripts needs them, and inside emoji."""


def is_one_line(text: str) -> bool:
    """Return whether a text can be shown on one line: no control character, line end or lone surrogate."""
    return text.isprintable() or not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)


def one_spelling(name: str) -> str:
    """Return the name with its accents in one form: macOS writes them apart from their letters, people do not."""
    return unicodedata.normalize("NFC", name)


def as_on_disk(corpus: Path, name: str) -> str:
    """Return a document's id with its accents as its file has them; as it is where no file goes by it."""
    path = PurePosixPath(name)
    if name.isascii() or "\0" in name or ".." in path.parts or path.is_absolute() or (corpus / name).exists():
        return name
    place, found = corpus, list[str]()
    for part in path.parts:
        beside = sorted(child.name for child in place.iterdir()) if place.is_dir() else []
        found += [other for other in beside if one_spelling(other) == one_spelling(part)][:1]
        place /= found[-1] if found else part
    return "/".join(found) if len(found) == len(path.parts) else name


def is_kind(text: str) -> bool:
    """Return whether a text can name a kind: one line that could also be a folder's name."""
    return bool(text.strip()) and is_one_line(text) and "/" not in text and not text.strip().startswith(".")


def kind_named(text: str) -> str:
    """Return the kind that a person names: capitals and blanks make no other kind."""
    return " ".join(unicodedata.normalize("NFC", text).split()).lower()


def kind_folder(kind: str) -> str:
    """Return the name of a kind's folder.

    Raises:
        CorpusError: this cannot be the name of a kind.
    """
    kind = unicodedata.normalize("NFC", kind).strip()
    if not is_kind(kind) or kind.translate(REPLACED) != kind or _fault(kind) or _names_a_file(kind):
        raise CorpusError(f"“{shown(kind)}” cannot be the name of a kind: {CHANGE_KIND}")
    return kind


def document_id(kind: str, name: str) -> str:
    """Return the id for a file of this name: the folder of its kind, then the folders in its name.

    Raises:
        CorpusError: no document can have such a name or be of this type; the message says why.
    """
    normal = unicodedata.normalize("NFC", name).translate(REPLACED)
    parts = normal.split("/")
    fault = next(filter(None, map(_fault, parts)), None)
    if fault:
        raise CorpusError(f"its name {fault}: rename it")
    if len(parts) > DEEPEST:
        raise CorpusError(f"it lies more than {DEEPEST} folders deep: add the inner folder instead")
    refusal = suffix_refusal(PurePosixPath(normal).suffix)
    if refusal:
        raise CorpusError(refusal)
    return "/".join([kind_folder(kind), *parts])


def folded(name: str) -> str:
    """Fold a name as file systems do that ignore capitals and the form of a character."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def spelled_out(name: str) -> str:
    """Put a name on one line with every character that cannot be seen spelled out, so that no two names look alike."""
    if _is_plain(name):
        return name
    return "".join(char if is_seen(char) else char.encode("unicode_escape").decode() for char in name)


def shown(name: str) -> str:
    """Spell a name out on one line, and cut one that is too long to be shown whole."""
    safe = spelled_out(name)
    return safe if len(safe) <= LONGEST_NAME else f"{safe[:LONGEST_NAME]}…"


def has_unseen(name: str) -> bool:
    """Return whether a name has characters that cannot be seen, apart from those that its spelling needs.

    Uploads with such names are refused; files with such names in the corpus folder are read and told.
    """
    return not _is_plain(name) and not all(map(is_seen, JOINING.sub("", name)))


def is_seen(char: str) -> bool:
    """Return whether a character is visible and moves no other."""
    if unicodedata.category(char) in UNSEEN_CATEGORIES:
        return False
    return char.isascii() or not any(first <= ord(char) <= last for first, last in UNSEEN_RANGES)


def _is_plain(name: str) -> bool:
    return name.isascii() and name.isprintable()


def _fault(part: str) -> str | None:
    """Return why this cannot be one part of a path, or None."""
    if not part.strip() or part in {".", ".."}:
        return "has an empty part or leads to another folder"
    if "\\" in part or "/" in part:
        return "has a backslash" if "\\" in part else "has a slash"
    if has_unseen(part):
        return "has characters that cannot be seen"
    if part.startswith("."):
        return "begins with a dot, as hidden files do"
    if part != part.strip() or part.endswith("."):
        return "begins or ends with a space, or ends with a dot"
    if part.split(".")[0].strip().lower() in DEVICES:
        return "is that of a device on some systems"
    return f"is longer than {LONGEST_NAME} bytes" if len(part.encode()) > LONGEST_NAME else None


def _names_a_file(kind: str) -> bool:
    """Return whether a folder of this name stands where the corpus has a file, or looks like a document."""
    name = folded(kind)
    return name == SOURCES_FILE or name.split(".")[0] == "readme" or suffix_refusal(PurePosixPath(name).suffix) is None


# Files that are no documents.

LEFTOVER = re.compile(
    r"~\$.*|~WRL\d+\.tmp|\.~lock\..*#|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.DS_Store|Icon\r"
    r"|.*\.(?:crdownload|part|partial|opdownload|download|aria2|!ut)",
    re.IGNORECASE,
)
"""Names of files that programs leave beside documents, and of unfinished downloads: nobody put them there."""


def is_leftover(path: Path) -> bool:
    """Return whether the name is one of those that programs give their own files, which are passed over silently."""
    return LEFTOVER.fullmatch(path.name) is not None
