"""Label a document: set each field, and record the rule that set it.

What a person states comes first (`sources.toml`, then the document's front matter), then the folder for the kind,
then the document's own markup, its address and its headline. The text itself is never classified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

from ingest.days import stated_day
from ingest.folder import CorpusFile
from ingest.labels.fields import DATE_FIELDS, TEXT_FIELDS
from ingest.labels.kind_words import NO_REPORTS, SECTION_KINDS, address_kind, headline_kind, is_plain_tag, section_kind
from ingest.labels.sources_toml import Label
from ingest.names import SOURCES_FILE, is_kind, is_one_line, kind_named
from ingest.records import RULE_FILE_NAME, UNLABELLED, OwnField, Source

RULE_FOLDER = "folder"
RULE_NOBODY = "nobody said"
THOUGH = "folder, though "
"""Beginning of the rule of a kind that the document's own words speak against."""

FRONT_MATTER = "front matter"
"""Beginning of the rule of every field that a person wrote above the document."""

LONGEST_VALUE = 500
"""Characters of a value; longer ones come from faulty pages. Raised, whole paragraphs are taken for titles."""

EARLIEST = date(1450, 1, 1)
"""Nothing was printed before this day, so markup that says so is wrong."""

EMPTY_CLOCK = date(1970, 1, 1)
"""The date that content systems write if they know none."""

DAY_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d([-_.]?)[01]\d\1[0-3]\d(?!\d)")
"""A day in a file's name: 2024-03-14, 2024_03_14 or 20240314."""

KINDS = tuple(SECTION_KINDS)

Stated = tuple[str, str]
"""A value, and the rule that set it."""


def label(file: CorpusFile, own: Sequence[OwnField], stated: Label) -> Source:
    """Label a document from its owner's statement, the place of its file, and the fields that it states itself."""
    trusted = sorted(own, key=lambda field: not _by_hand(field))  # stable: otherwise in the loader's order
    fields: dict[str, str | date] = {"title": PurePosixPath(file.id).stem}
    rules = {"title": RULE_FILE_NAME}
    for name in (*TEXT_FIELDS, *DATE_FIELDS):
        found = _stated(name, stated) or _own(name, trusted)
        if found and name != "kind":
            fields[name], rules[name] = found
    day = _day_in_name(file.id)
    if day and "published" not in fields:
        fields["published"], rules["published"] = day, RULE_FILE_NAME
    headline = str(fields["title"]) if rules["title"] != RULE_FILE_NAME else ""
    kind, rule = _kind(file, trusted, stated, address=str(fields.get("url", "")), headline=headline)
    return Source(rules={"kind": rule} | rules, kind=kind, **fields)  # type: ignore[arg-type]  # checked by name above


def published_in_future(source: Source, today: date) -> bool:
    """Return whether the label's date is still to come; such a date is kept as stated, and reported."""
    return source.published is not None and source.published > today


def kind_in_doubt(source: Source) -> str:
    """Say what of the document speaks against its folder's kind; "" if nothing does."""
    rule = source.rules.get("kind", "")
    return rule.removeprefix(THOUGH) if rule.startswith(THOUGH) else ""


def _kind(file: CorpusFile, own: Sequence[OwnField], stated: Label, *, address: str, headline: str) -> Stated:
    """Return the kind by the first rule that gives one."""
    if "kind" in stated:
        return kind_named(str(stated["kind"])), SOURCES_FILE
    by_hand = next((field for field in own if _is_kind_by_hand(field)), None)
    if by_hand:
        return kind_named(str(by_hand.value)), by_hand.rule
    said = [*_sections(own), *filter(None, (address_kind(address), headline_kind(headline)))]
    found = min(said, key=lambda one: KINDS.index(one[0]), default=(UNLABELLED, RULE_NOBODY))
    if file.folder_kind == UNLABELLED:
        return found
    if found[0] in NO_REPORTS and file.folder_kind not in NO_REPORTS:
        return file.folder_kind, f"{THOUGH}{found[1]} says {found[0]}"
    return file.folder_kind, RULE_FOLDER


def _sections(own: Sequence[OwnField]) -> Iterator[Stated]:
    """Yield the kinds that the document's markup names, as its kind, its sections, or tags that speak of no subject."""
    for field in own:
        kind = section_kind(str(field.value)) if field.name in {"kind", "section", "tag"} else None
        if kind and (field.name != "tag" or is_plain_tag(str(field.value))):
            yield kind, f"{field.rule}: {_one_line(str(field.value))}"


def _stated(name: str, stated: Label) -> tuple[str | date, str] | None:
    return (stated[name], SOURCES_FILE) if name in stated else None


def _own(name: str, own: Sequence[OwnField]) -> tuple[str | date, str] | None:
    """Return the first usable value of this field in the document itself."""
    return next(((value, field.rule) for field in own if field.name == name for value in _usable(field)), None)


def _usable(field: OwnField) -> Iterator[str | date]:
    """Yield the field's value as a label holds it, or nothing if it is unusable."""
    if field.name in DATE_FIELDS:
        day = _day(field.value)
        if day and day >= EARLIEST and day != EMPTY_CLOCK:
            yield day
        return
    words = _one_line(str(field.value))
    if words and len(words) <= LONGEST_VALUE and is_one_line(words) and (field.name != "url" or _is_address(words)):
        yield words


def _day_in_name(name: str) -> date | None:
    """Return the day that the file's name has; None without one, or with several."""
    found = (match.group().replace("_", "-") for match in DAY_IN_NAME.finditer(PurePosixPath(name).stem))
    days = {day for day in map(stated_day, found) if day}
    return days.pop() if len(days) == 1 else None


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
    """Return whether the words are an address that can be opened as a link."""
    return words.lower().startswith(("http://", "https://")) and " " not in words
