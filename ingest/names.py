"""Check the names of kinds, documents and files: one line each, and paths that stay inside the corpus."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

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


def is_one_line(text: str) -> bool:
    """Return whether a text can be shown on one line: no control character, line end or lone surrogate."""
    return text.isprintable() or not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)


def is_kind(text: str) -> bool:
    """Return whether a text can name a kind: one line that could also be a folder's name."""
    return bool(text.strip()) and is_one_line(text) and "/" not in text and not text.strip().startswith(".")


def kind_folder(kind: str) -> str:
    """Return the name of a kind's folder.

    Raises:
        CorpusError: this cannot be the name of a kind.
    """
    kind = unicodedata.normalize("NFC", kind).strip()
    if not is_kind(kind) or kind.translate(REPLACED) != kind or _fault(kind):
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


def shown(name: str) -> str:
    """Put a name on one line, spelling out every character that cannot be shown."""
    safe = "".join(char if _visible(char) else char.encode("unicode_escape").decode() for char in name)
    return safe if len(safe) <= LONGEST_NAME else f"{safe[:LONGEST_NAME]}…"


def _fault(part: str) -> str | None:
    """Return why this cannot be one part of a path, or None."""
    if not part.strip() or part in {".", ".."}:
        return "has an empty part or leads to another folder"
    if "\\" in part or "/" in part:
        return "has a backslash" if "\\" in part else "has a slash"
    if not is_one_line(part) or not all(map(_visible, part)):
        return "has characters that cannot be seen"
    if part.startswith("."):
        return "begins with a dot, as hidden files do"
    if part != part.strip() or part.endswith("."):
        return "begins or ends with a space, or ends with a dot"
    if part.split(".")[0].strip().lower() in DEVICES:
        return "is that of a device on some systems"
    return f"is longer than {LONGEST_NAME} bytes" if len(part.encode()) > LONGEST_NAME else None


def _visible(char: str) -> bool:
    """Return whether a character is visible and moves no other, unlike controls, direction marks and surrogates."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
