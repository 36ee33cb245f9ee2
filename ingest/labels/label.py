"""A document's label: each field with the rule that set it.

A person's word comes first (`sources.toml`, then the document's front matter), then the folder for the kind, then
the document's own markup, its address and its headline. The text itself is never classified.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

from ingest.folder import CorpusFile
from ingest.labels.fields import DATE_FIELDS, TEXT_FIELDS
from ingest.labels.kind_words import address_kind, headline_kind, section_kind
from ingest.labels.sources_toml import SOURCES_FILE, Label
from ingest.names import is_kind, is_one_line
from ingest.records import UNLABELLED, OwnField, Source

RULE_FOLDER = "folder"
RULE_FILE_NAME = "file name"
RULE_NOBODY = "nobody said"
FRONT_MATTER = "front matter"
"""The rule of a field that a person wrote above the document begins with these words."""

LONGEST_VALUE = 500
"""Characters: a longer value comes from a page that went wrong. Raised, whole paragraphs are taken for titles."""

EARLIEST = date(1450, 1, 1)
"""Nothing was printed before; markup that says so is wrong."""

EMPTY_CLOCK = date(1970, 1, 1)
"""What a content system writes where it knows no date."""

Stated = tuple[str, str]
"""A value, and the rule that set it."""


def label(file: CorpusFile, own: Sequence[OwnField], stated: Label) -> Source:
    """The document's label from what its owner stated, where its file is, and what the document says of itself."""
    trusted = sorted(own, key=lambda field: not _by_hand(field))  # stable: otherwise in the loader's order
    fields: dict[str, str | date] = {"title": PurePosixPath(file.id).stem}
    rules = {"title": RULE_FILE_NAME}
    for name in (*TEXT_FIELDS, *DATE_FIELDS):
        found = _stated(name, stated) or _own(name, trusted)
        if found and name != "kind":
            fields[name], rules[name] = found
    headline = str(fields["title"]) if rules["title"] != RULE_FILE_NAME else ""
    kind, rule = _kind(file, trusted, stated, address=str(fields.get("url", "")), headline=headline)
    return Source(rules={"kind": rule} | rules, kind=kind, **fields)  # type: ignore[arg-type]  # checked by name above


def published_in_future(source: Source, today: date) -> bool:
    """Whether the label's date has not come yet; it stays, since the document says so, and is reported."""
    return source.published is not None and source.published > today


def _kind(file: CorpusFile, own: Sequence[OwnField], stated: Label, *, address: str, headline: str) -> Stated:
    """The kind by the first rule that knows one."""
    if "kind" in stated:
        return str(stated["kind"]), SOURCES_FILE
    by_hand = next((field for field in own if _is_kind_by_hand(field)), None)
    if by_hand:
        return str(by_hand.value).strip(), by_hand.rule
    if file.folder_kind != UNLABELLED:
        return file.folder_kind, RULE_FOLDER
    found = _section(own) or address_kind(address) or headline_kind(headline)
    return found or (UNLABELLED, RULE_NOBODY)


def _section(own: Sequence[OwnField]) -> Stated | None:
    """The kind that the document's own markup names, as its kind or as the section it stood in."""
    for field in own:
        kind = section_kind(str(field.value)) if field.name in {"kind", "section"} else None
        if kind:
            return kind, f"{field.rule}: {_one_line(str(field.value))}"
    return None


def _stated(name: str, stated: Label) -> tuple[str | date, str] | None:
    return (stated[name], SOURCES_FILE) if name in stated else None


def _own(name: str, own: Sequence[OwnField]) -> tuple[str | date, str] | None:
    """The first usable value of this name in the document itself."""
    return next(((value, field.rule) for field in own if field.name == name for value in _usable(field)), None)


def _usable(field: OwnField) -> Iterator[str | date]:
    """The field's value as a label holds it, unless it cannot be one."""
    if field.name in DATE_FIELDS:
        day = _day(field.value)
        if day and day >= EARLIEST and day != EMPTY_CLOCK:
            yield day
        return
    words = _one_line(str(field.value))
    if words and len(words) <= LONGEST_VALUE and is_one_line(words) and (field.name != "url" or _is_address(words)):
        yield words


def _day(value: str | date) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def _by_hand(field: OwnField) -> bool:
    return field.rule.startswith(FRONT_MATTER)


def _is_kind_by_hand(field: OwnField) -> bool:
    return field.name == "kind" and _by_hand(field) and is_kind(str(field.value))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _is_address(words: str) -> bool:
    """Whether the words can be followed as a link; nothing else that a document calls its address can."""
    return words.lower().startswith(("http://", "https://")) and " " not in words
