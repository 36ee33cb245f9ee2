"""Find who a document says that it was written by: its byline, a line of its own above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.datelines import LINES
from ingest.furniture.rules import AGENCY
from ingest.lexicon import table
from ingest.records import RULE_BYLINE, Furniture, Loaded, OwnField

OPENING = re.compile(
    r"(?:(?:written|story|posted|reported|reporting|words|analysis|opinion)\s++)?(?:by|authors?)\b\s*+:?\s*+",
    re.IGNORECASE,
)
"""What stands before the names."""

BEHIND = re.compile(r"[|/;–—(@•·\n]|-\s|\b(?:in|at|for|of|from|on|with)\s")
"""What ends the names: a mark, a place, a paper."""

APART = re.compile(r",|&|\b(?:and|AND)\b")

PARTICLES = table("al bin d da de del della den der di dos du el la le ten van von y")
"""Small words inside a name."""

NOBODY = table("a admin an editor editors editorial correspondent correspondents our reporter reporters staff the wire")
"""Words of a byline that names nobody: "By our staff"."""

LONGEST_NAME = 5
"""Words of a person's name. Raised, a phrase is taken for one."""

ONE_WORD = re.compile(AGENCY)
"""A name of one word: others are words as well, as in "By Hand"."""


def byline(loaded: Loaded, furniture: Sequence[Furniture]) -> Iterator[OwnField]:
    """Yield the author by the document's byline; nothing where the file states one or the line names nobody."""
    if any(field.name == "author" for field in loaded.own):
        return
    lines = (loaded.text[span.start : span.end] for span in furniture if span.rule in LINES)
    names = next(filter(None, map(authors, lines)), [])
    if names:
        yield OwnField("author", ", ".join(names), RULE_BYLINE)


def authors(line: str) -> list[str]:
    """Return the names in a byline, in order: of several parts, those that an "and" joins; else the first."""
    opening = OPENING.match(line.strip())
    if not opening:
        return []
    words = line.strip()[opening.end() :]
    words = words[: end.start()] if (end := BEHIND.search(words)) else words
    parts = [part.strip(" .:") for part in APART.split(words)]
    whole = not {"&", "and", "AND"}.isdisjoint(APART.findall(words))
    named = [part for part in (parts if whole else parts[:1]) if part]
    return named if all(map(_is_name, named)) else []


def _is_name(part: str) -> bool:
    words = part.split()
    if len(words) == 1:
        return ONE_WORD.fullmatch(part) is not None
    named = all(word[:1].isupper() or word.lower().strip("’'") in PARTICLES for word in words)
    return named and 0 < len(words) <= LONGEST_NAME and NOBODY.isdisjoint(word.lower() for word in words)
