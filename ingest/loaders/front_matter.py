"""The settings at the start of a Markdown document that say what it is: `title: …`, `date: …`.

Only plain `key: value` lines and lists of one level are understood; anything else is left alone. It is no YAML
on purpose: a document's own words are never taken for more than words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.loaders.field_values import field_value
from ingest.records import OwnField

FIELDS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "publisher": "publisher",
    "publication": "publisher",
    "source": "publisher",
    "site": "publisher",
    "date": "published",
    "published": "published",
    "publish_date": "published",
    "pubdate": "published",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "canonical_url": "url",
    "section": "section",
    "category": "section",
    "kind": "kind",
}
"""A key, in small letters, and the field of a label that it states."""

KEY = re.compile(r"[\"']?([\w -]{1,40}?)[\"']?[ \t]*:(?:[ \t]+(.*))?\Z")
ITEM = re.compile(r"[ \t]*-[ \t]+(.+)\Z")


def own_fields(settings: str) -> tuple[OwnField, ...]:
    """The label's fields that these lines state, in their order."""
    found: list[OwnField] = []
    for key, values in _entries(settings):
        name = FIELDS.get(key.lower().replace("-", "_").replace(" ", "_"))
        if name:
            stated = field_value(name, ", ".join(values))
            found += [OwnField(name, value, f"front matter {key}") for value in stated]
    return tuple(found)


def _entries(settings: str) -> Iterator[tuple[str, list[str]]]:
    """Each key with its values: the one behind it, or the items of the list under it."""
    key, values = "", list[str]()
    for line in settings.split("\n"):
        item, entry = ITEM.match(line), KEY.match(line.rstrip())
        if item and key:
            values.append(_plain(item.group(1)))
        elif entry:
            if key:
                yield key, values
            key, values = entry.group(1), _listed(entry.group(2) or "")
    if key:
        yield key, values


def _listed(words: str) -> list[str]:
    words = words.strip()
    inside = words[1:-1].split(",") if words.startswith("[") and words.endswith("]") else [words]
    return [plain for part in inside if (plain := _plain(part))]


def _plain(words: str) -> str:
    """The value without quotation marks and a comment behind it."""
    words = words.strip()
    if len(words) > 1 and words[0] in "\"'" and words[-1] == words[0]:
        return words[1:-1].strip()
    return "" if words in {"|", ">", "~", "null"} else words.split(" #")[0].strip()
