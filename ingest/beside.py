"""What the lines beside a document's text name: where it is from, its author's papers, how somebody is reached.

They are furniture and no evidence, but who looks for a name or a number that stands there is not told that it stands
nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.records import Furniture, Loaded, OwnField

RULES = frozenset({"author_note", "byline", "contact", "dateline"})
"""Furniture whose names and numbers are of this document; what a site has on every page names nothing of it."""

MOST_WORDS = 60
"""Words that are kept of a document. Raised, long notes lend a document more words that are not its own."""


def beside(loaded: Loaded, furniture: Sequence[Furniture]) -> Iterator[OwnField]:
    """Yield the words that name something in the lines beside the text, as one field; nothing where there are none."""
    lines = (loaded.text[span.start : span.end] for span in furniture if span.rule in RULES)
    words = list(islice((word for line in lines for word in line.split() if _names(word)), MOST_WORDS))
    if words:
        yield OwnField("beside", " ".join(words), "furniture")


def _names(word: str) -> bool:
    """Return whether it is an address or has a capital, a digit or a letter of a script without small letters."""
    return "@" in word or any(letter.isalnum() and not letter.islower() for letter in word)
