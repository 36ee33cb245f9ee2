"""Whom the labels of a talk name: for "Q", "A" and initials, whom the text says that they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left

from ingest.records import Loaded
from ingest.speech.turn_words import FULL_NAME, INTERVIEWED, PAIRS, WITNESS, is_unnamed

EXAMINER = re.compile(
    r"^[ \t]*(?:[A-Z-]+ )*?BY (?P<name>(?:MR|MRS|MS|DR|Mr|Mrs|Ms|Dr)\.? [A-Z][\w'’-]+)[ \t]*:?$", re.MULTILINE
)
"""The line of a court's record that says who asks from here on."""

HEAD_BLOCKS = 40
"""Blocks at the beginning in which the text may say who talks."""

LONGEST_INITIALS = 3


UNSEEN = re.compile(r"[*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks of emphasis, and those that say which way a text runs, which exported chats write around names."""


def flat(words: str) -> str:
    """The words with single spaces, without what nobody sees."""
    return " ".join(UNSEEN.sub("", words).split())


class Names:
    """Whom the labels name: for "Q", "A" and initials, whom the text says that they stand for."""

    def __init__(self, loaded: Loaded, first: int) -> None:
        """Look at the title and at what stands before the first turn, which begins at this place of the text."""
        examiners = [(line.start(), flat(line["name"])) for line in EXAMINER.finditer(loaded.text)]
        self._asking = [start for start, _ in examiners]
        self._examiners = [examiner for _, examiner in examiners]
        title = loaded.own_title or ""
        of_pages = {part.start for part in loaded.furniture}
        blocks = [block for block in loaded.blocks[:HEAD_BLOCKS] if block.start not in of_pages]
        head = [loaded.text[block.start : min(block.end, first)] for block in blocks]
        self._head = "\n".join((title, *head))
        said = INTERVIEWED.search(self._head) or WITNESS.search(self._head)
        self.answers = flat(said["name"]) if said else ""
        """Whom the beginning says to be interviewed or heard; "" where it does not."""

    def of(self, name: str, at: int) -> str:
        """Who speaks behind the label with this name at this place of the text; "" where it names nobody."""
        if is_unnamed(name):
            return ""
        if name.casefold() in PAIRS[0]:
            before = bisect_left(self._asking, at)
            return self._examiners[before - 1] if before else name
        if name.casefold() in PAIRS[1]:
            return self.answers or name
        return (self._in_full(name) if name.isupper() and len(name) <= LONGEST_INITIALS else "") or name

    def _in_full(self, initials: str) -> str:
        """The one name that the beginning of the text has with these first letters."""
        names = {flat(match.group()) for match in FULL_NAME.finditer(self._head)}
        fitting = [name for name in names if "".join(part[0] for part in name.split() if part[0].isupper()) == initials]
        return fitting[0] if len(fitting) == 1 else ""
