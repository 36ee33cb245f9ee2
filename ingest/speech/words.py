"""The words and marks of a sentence, each with its place; a quotation counts as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.records import Span

GAP = "“…”"
"""Stands for a quotation when the words around it are read for who speaks."""

CLITIC = r"['’](?:s|ll|ve|re|d|m)\b"
TOKEN = re.compile(
    rf"[^\W_]+n['’]t\b|[^\W_]+(?:(?:[.&@/-]|(?!{CLITIC})['’])[^\W_]+)*|{CLITIC}|[^\s\w]|_", re.IGNORECASE
)
"""Words with what ties their parts; "she'll" and "Ankara's" are two words each."""


class Word(NamedTuple):
    """A word or mark; `plain` is in small letters, with a typewriter's apostrophe."""

    start: int
    end: int
    plain: str
    capital: bool
    is_word: bool
    """Whether it is a word, and no mark or gap."""


def words_of(text: str, pieces: Sequence[tuple[Span, bool]]) -> list[Word]:
    """The words of these pieces; a piece that is a quotation comes as one gap."""
    return [word for span, is_spoken in pieces for word in ([_gap(span)] if is_spoken else _words(text, span))]


def _gap(span: Span) -> Word:
    return Word(*span, GAP, capital=False, is_word=False)


def _words(text: str, span: Span) -> Iterator[Word]:
    for match in TOKEN.finditer(text, *span):
        plain = match.group().lower().replace("’", "'")
        is_word = plain[0].isalnum() or (plain[0] == "'" and len(plain) > 1)
        yield Word(*match.span(), plain, capital=text[match.start()].isupper(), is_word=is_word)
