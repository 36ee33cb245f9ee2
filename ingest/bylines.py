"""Find who a document says that it was written by: its byline, a line of its own above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

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


HEAD_BLOCKS = 3
"""Blocks below the title among which a name stands alone. Raised, a name in a list is taken for the author's."""

NOTE_BLOCKS = 3
"""Last blocks among which a note on the author stands. Raised, whoever is told of is taken for the author."""

LONGEST_HEAD = 60
"""Characters of a line with a name alone."""

NOTE = re.compile(
    r"(?P<name>[A-ZÀ-Þ](?:[\w.-]|['’](?!s\b)){1,30}(?: (?:[a-z]{1,3} ){0,2}[A-ZÀ-Þ](?:[\w-]|['’](?!s\b)){1,30}){1,3}?)"
    r"(?:['’]s)?\s"
    r"(?:is|are|was|has|writes?|teaches|taught|works?|worked|edits?|covers?|reports?|chairs?|draws?|runs?|leads?|retired"
    r"|lives|serves?|served|column|columns|novel|book|latest|new)\b(?! born\b)"
    r"(?! an? (?:[\w-]{1,20} ){0,2}(?:paper|newspaper|magazine|website|newsletter|journal|charity|company)\b)"
)
"""What a note on an author begins with: "Ragna Holt is a novelist", "Col Brandt's column appears on Wednesdays"."""

ABOVE = re.compile(
    r"\A(?:(?:guest |opinion |weekly )?(?:column|comment|commentary|essay|review|letter|analysis|opinion)?\s*"
    r"(?:by|from)\s(?:(?:Dr|Prof|Professor|Sir|Dame|Rev)\.? )?)|\s(?:on|at|in)\s.*\Z",
    re.IGNORECASE,
)
"""What stands beside the name: "Guest column by Dr", "on football"."""


def byline(loaded: Loaded, furniture: Sequence[Furniture]) -> Iterator[OwnField]:
    """Yield the author by the document's byline; nothing where the file states one or the line names nobody."""
    if any(field.name == "author" for field in loaded.own):
        return
    lines = (loaded.text[span.start : span.end] for span in furniture if span.rule in LINES)
    names = next(filter(None, map(authors, lines)), []) or list(islice(_noted(loaded), 1))
    if names:
        yield OwnField("author", ", ".join(names), RULE_BYLINE)


def _noted(loaded: Loaded) -> Iterator[str]:
    """Yield the name that stands alone above the text and begins a note on whoever has it, below the text.

    Whoever is asked in a talk has both too, and answers by that name.
    """
    texts = [loaded.text[block.start : block.end].strip() for block in loaded.blocks]
    heads = [text for text in texts[1 : 1 + HEAD_BLOCKS] if len(text) <= LONGEST_HEAD]
    for note in filter(None, map(NOTE.match, texts[-NOTE_BLOCKS:])):
        name = " ".join(note["name"].split())
        alone = any(name.casefold() == ABOVE.sub("", head).casefold() for head in heads)
        if alone and _is_name(name) and not _answers(loaded.text, name):
            yield name


def _answers(text: str, name: str) -> bool:
    """Return whether a line begins with the label of whoever has this name, as a turn of a talk does."""
    labels = {name.casefold(), name.split()[-1].casefold()}
    return any(line.partition(":")[0].strip(" *_").casefold() in labels for line in text.splitlines() if ":" in line)


def authors(line: str) -> list[str]:
    """Return the names in a byline, in order: of several parts, those that an "and" joins; else the first."""
    opening = OPENING.match(line.strip())
    if not opening:
        return []
    words = line.strip()[opening.end() :]
    words = words[: end.start()] if (end := BEHIND.search(words)) else words
    parts = [part.strip(" .:") for part in APART.split(words)]
    whole = not {"&", "and", "AND"}.isdisjoint(APART.findall(words))
    named = [part for part in (parts if whole else parts[:1]) if part and not _is_office(part)]
    return named if all(map(_is_name, named)) else []


def _is_office(part: str) -> bool:
    """Return whether the part says what those before it are: "political editors"."""
    return part[0].islower() and part.split()[0] not in PARTICLES


def _is_name(part: str) -> bool:
    words = part.split()
    if len(words) == 1:
        return ONE_WORD.fullmatch(part) is not None
    named = all(word[:1].isupper() or word.lower().strip("’'") in PARTICLES for word in words)
    return named and 0 < len(words) <= LONGEST_NAME and NOBODY.isdisjoint(word.lower() for word in words)
