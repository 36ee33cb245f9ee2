"""Browse the documents of a library by kind, publisher and date. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from errors import QuestionError
from index.records import DocumentLabel

LONGEST_WORDS = 200
"""Characters of the words looked for in titles. Raised, looking through many titles may hold up other visitors."""

NO_PUBLISHER = "no publisher stated"


class Order(StrEnum):
    """The orders in which documents are listed; undated ones come last in those by date."""

    NEWEST = "newest first"
    OLDEST = "oldest first"
    TITLE = "by title"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter for documents; an empty field allows everything. Dates are inclusive and exclude undated documents."""

    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    words: str = ""
    only_partly: bool = False
    order: Order = Order.NEWEST


def words_of(looked_for: str) -> list[str]:
    """Return the words that are looked for in titles and paths, case folded.

    Raises:
        QuestionError: there are too many of them.
    """
    if len(looked_for) > LONGEST_WORDS:
        raise QuestionError(
            f"the words to look for are too long: {len(looked_for):,} characters, at most {LONGEST_WORDS}; shorten them"
        )
    return looked_for.casefold().split()


def publishers(labels: Iterable[DocumentLabel]) -> list[str]:
    """Return the publishers of the documents by name; an entry for documents that state none comes last."""
    named = {label.source.publisher for label in labels}
    return sorted(filter(None, named), key=str.casefold) + ([NO_PUBLISHER] if None in named else [])


def chosen(labels: Iterable[DocumentLabel], wanted: Wanted) -> list[DocumentLabel]:
    """Return the documents that pass the filter, in the order that it wants and otherwise in corpus order.

    Raises:
        QuestionError: the words looked for are too long.
    """
    words = words_of(wanted.words)
    found = [label for label in labels if _fits(label, wanted, words)]
    match wanted.order:
        case Order.NEWEST:
            return sorted(found, key=lambda label: label.source.published or date.min, reverse=True)
        case Order.OLDEST:
            return sorted(found, key=lambda label: label.source.published or date.max)
        case Order.TITLE:
            return sorted(found, key=lambda label: label.source.title.casefold())


def _fits(label: DocumentLabel, wanted: Wanted, words: Sequence[str]) -> bool:
    source = label.source
    if wanted.only_partly and not label.partly:
        return False
    if wanted.kinds and source.kind not in wanted.kinds:
        return False
    if wanted.publishers and (source.publisher or NO_PUBLISHER) not in wanted.publishers:
        return False
    if wanted.after and (source.published is None or source.published < wanted.after):
        return False
    if wanted.before and (source.published is None or source.published > wanted.before):
        return False
    text = " ".join(filter(None, (label.id, source.title, source.author, source.publisher))).casefold()
    return all(word in text for word in words)
