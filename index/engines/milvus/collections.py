"""The three collections that hold a library in Milvus, and how their rows are named and chosen.

Every row says from which edition on it counts (`since`) and from which on no more (`until`). A reader asks for the
rows of one edition only, so what is being published beside it is not there for it, and a row in the collection
`byline_contents` that names the current edition is the switch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Any

FORMAT = 1
"""Another number for each change of what the rows mean: a library of another format is not read."""

STILL = 2**62
"""The `until` of rows that count now."""

CURRENT_KEY = "current"
PART_CHARACTERS = 60_000
"""Of a content in one row, under Milvus' bound of 65,535 bytes; contents are ASCII."""


class Collection(StrEnum):
    """The collections, by name."""

    SENTENCES = "byline_sentences"
    PASSAGES = "byline_passages"
    CONTENTS = "byline_contents"


@dataclass(frozen=True, slots=True)
class Edition:
    """What is current in an engine: its number, the oldest that is still whole, and the format of the rows."""

    number: int
    oldest: int
    format: int = FORMAT


def of_edition(number: int) -> str:
    """The filter for the rows of one edition."""
    return f"since <= {number} and until > {number}"


def row_key(name: object, since: int) -> str:
    """The key of a row: the same wherever it is made again."""
    return f"{name}@{since}"


def quoted(text: str) -> str:
    """The text as a filter spells it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def parts(text: str) -> list[str]:
    """A content in pieces that rows can hold; an empty one is one piece."""
    return [text[at : at + PART_CHARACTERS] for at in range(0, max(1, len(text)), PART_CHARACTERS)]


def joined(rows: Iterable[Mapping[str, Any]]) -> str:
    """The content that stands in these rows."""
    return "".join(row["content"] for row in sorted(rows, key=itemgetter("part")))


def spelt(terms: Iterable[str]) -> str:
    """Index terms as the engine's analyzer takes them: each one word of ASCII letters and digits, whatever it is."""
    return " ".join(term if term.isascii() else f"u{term.encode('utf-8').hex()}" for term in terms)
