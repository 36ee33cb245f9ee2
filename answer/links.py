"""A question with its filters as the query of a link, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlencode

from answer.records import Filters
from errors import QuestionError
from ingest.records import VoiceKind

MOST_DIGITS = 15
"""More than any offset or conversation needs, and few enough for the database."""


def link_query(question: str, filters: Filters) -> str:
    """What stands behind the "?" of a link; only filters that are set."""
    return urlencode(list(_pairs(question, filters)))


def read_query(query: str) -> tuple[str, Filters]:
    """The question and the filters of such a query; names it does not know are passed over.

    Raises:
        QuestionError: a date or a voice in it is none.
    """
    found = parse_qs(query.removeprefix("?"), keep_blank_values=True)
    try:
        after, before = (_date(found.get(name, [""])[0]) for name in ("after", "before"))
        voices = tuple(VoiceKind(voice) for voice in found.get("voice", []))
    except ValueError as error:
        raise QuestionError(f"the link has a filter that cannot be read ({error}): set the filters again") from error
    filters = Filters(tuple(found.get("kind", [])), tuple(found.get("document", [])), after, before, voices)
    return found.get("q", [""])[0], filters


def number_in(text: str) -> int | None:
    """The number that a part of a link is; None where it is none, or one that nothing here has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _pairs(question: str, filters: Filters) -> Iterator[tuple[str, str]]:
    yield "q", question
    yield from (("kind", kind) for kind in filters.kinds)
    yield from (("document", document) for document in filters.documents)
    yield from (("voice", voice.value) for voice in filters.voices)
    for name, day in (("after", filters.after), ("before", filters.before)):
        if day:
            yield name, day.isoformat()


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
