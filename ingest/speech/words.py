"""The words and marks of a sentence, each with its place; a quotation counts as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.lexicon import table
from ingest.records import Span

GAP = "“…”"
"""Stands for a quotation when the words around it are read for who speaks."""

TYPED = "'’‘´`ʼ′"
"""Marks that people type for an apostrophe inside a word."""

APOSTROPHES = str.maketrans(TYPED, "'" * len(TYPED))
LETTER = r"[^\W_ʼ]"
CLITIC = rf"[{TYPED}](?:s|ll|ve|re|d|m)\b"
TOKEN = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)|{LETTER}+n[{TYPED}]t\b"
    rf"|{LETTER}+(?:(?:[.&@/-]|(?!{CLITIC})[{TYPED}]){LETTER}+)*|{CLITIC}|[^\s\w]|[_ʼ]",
    re.IGNORECASE,
)
"""Words with what ties their parts, and numbers like "1,200"; "she'll" and "Ankara's" are two words each."""


class Word(NamedTuple):
    """A word or mark; `plain` is in small letters, with a typewriter's apostrophe."""

    start: int
    end: int
    plain: str
    capital: bool
    is_word: bool
    """Whether it is a word, and no mark or gap."""


FIRST_NAMES = table("jan april june august may will")
"""First names that are months or verbs in small letters."""

WHOSE = table("the a his her its their my our your 's")
"""Behind these "will" is a noun."""

DATING = table("in on of since until till by last this next early late mid from before after during every each")


def words_of(text: str, pieces: Sequence[tuple[Span, bool]]) -> list[Word]:
    """The words of these pieces; a piece that is a quotation comes as one gap.

    A first name is no month or verb, and a will no verb: a dash behind such a word tells them apart.
    """
    words = [word for span, is_spoken in pieces for word in ([_gap(span)] if is_spoken else _words(text, span))]
    if not words or words[-1].plain == "?":
        return words
    return [
        word._replace(plain=f"{word.plain}-") if _is_name(words, at) or _is_testament(words, at) else word
        for at, word in enumerate(words)
    ]


def _is_name(words: Sequence[Word], at: int) -> bool:
    return words[at].plain in FIRST_NAMES and _begins_name(words, at)


def _is_testament(words: Sequence[Word], at: int) -> bool:
    """Return whether this is "will" as a noun: "the [will] leaves", "her last [will] and testament"."""
    if not at or words[at].plain != "will":
        return False
    behind = [word.plain for word in words[at + 1 : at + 3]]
    return words[at - 1].plain in WHOSE or behind == ["and", "testament"]


def _begins_name(words: Sequence[Word], at: int) -> bool:
    """Return whether the word is written as a name before another, and dates nothing: "Jan Novak", "Will Smith"."""
    if not words[at].capital or at + 1 == len(words):
        return False
    before = words[at - 1].plain if at else ""
    dated = words[at].plain != "will" and (before in DATING or before.isdigit())
    return words[at + 1].capital and words[at + 1].is_word and not dated


def _gap(span: Span) -> Word:
    return Word(*span, GAP, capital=False, is_word=False)


def _words(text: str, span: Span) -> Iterator[Word]:
    for match in TOKEN.finditer(text, *span):
        plain = match.group().lower()
        plain = plain if plain == "‘" else plain.translate(APOSTROPHES)  # alone it opens a quotation
        is_word = plain[0].isalnum() or (plain[0] == "'" and len(plain) > 1)
        yield Word(*match.span(), plain, capital=text[match.start()].isupper(), is_word=is_word)
