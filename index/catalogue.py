"""Browse the documents of a library by kind, publisher and date. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.records import DocumentLabel

NO_PUBLISHER = "no publisher stated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter for documents; an empty field allows everything. Dates are inclusive and exclude undated documents."""

    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    words: str = ""


def publishers(labels: Iterable[DocumentLabel]) -> list[str]:
    """Return the publishers of the documents by name; an entry for documents that state none comes last."""
    named = {label.source.publisher for label in labels}
    return sorted(filter(None, named), key=str.casefold) + ([NO_PUBLISHER] if None in named else [])


def chosen(labels: Iterable[DocumentLabel], wanted: Wanted) -> list[DocumentLabel]:
    """Return the documents that pass the filter: newest first, undated last, and otherwise in corpus order."""
    found = [label for label in labels if _fits(label, wanted)]
    return sorted(found, key=lambda label: label.source.published or date.min, reverse=True)


def _fits(label: DocumentLabel, wanted: Wanted) -> bool:
    source = label.source
    if wanted.kinds and source.kind not in wanted.kinds:
        return False
    if wanted.publishers and (source.publisher or NO_PUBLISHER) not in wanted.publishers:
        return False
    if wanted.after and (source.published is None or source.published < wanted.after):
        return False
    if wanted.before and (source.published is None or source.published > wanted.before):
        return False
    text = " ".join(filter(None, (label.id, source.title, source.author, source.publisher))).casefold()
    return all(word in text for word in wanted.words.casefold().split())
