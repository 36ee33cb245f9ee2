"""Whom the labels of a talk name: for "Q", "A" and initials, whom the text says that they stand for."""

from __future__ import annotations

from ingest.records import Loaded
from ingest.speech.turn_words import FULL_NAME, INTERVIEWED, PAIRS, WITNESS, is_unnamed

HEAD_BLOCKS = 12
"""Blocks at the beginning in which the text may say who talks."""

LONGEST_INITIALS = 3


def flat(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.replace("*", "").split())


class Names:
    """Whom the labels name: for "Q", "A" and initials, whom the text says that they stand for."""

    def __init__(self, loaded: Loaded, first: int) -> None:
        """Look at the title and the blocks before the first turn."""
        self.examiner = ""
        title = loaded.own_title or ""
        head = [loaded.text[block.start : block.end] for block in loaded.blocks[: min(first, HEAD_BLOCKS)]]
        self._head = "\n".join((title, *head))
        said = INTERVIEWED.search(self._head) or WITNESS.search(self._head)
        self.answers = flat(said["name"]) if said else ""
        """Whom the beginning says to be interviewed or heard; "" where it does not."""

    def of(self, name: str) -> str:
        """Who speaks behind the label; "" where it names nobody."""
        if is_unnamed(name):
            return ""
        if name.casefold() in PAIRS[0]:
            return self.examiner or name
        if name.casefold() in PAIRS[1]:
            return self.answers or name
        return (self._in_full(name) if name.isupper() and len(name) <= LONGEST_INITIALS else "") or name

    def _in_full(self, initials: str) -> str:
        """The one name that the beginning of the text has with these first letters."""
        names = {flat(match.group()) for match in FULL_NAME.finditer(self._head)}
        fitting = [name for name in names if "".join(part[0] for part in name.split() if part[0].isupper()) == initials]
        return fitting[0] if len(fitting) == 1 else ""
