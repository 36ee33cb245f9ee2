"""The settings at the start of a Markdown or text document that say what it is: `title: …`, `date: …`.

Between lines of `---`, plain `key: value` lines, lists of one level and their items' `name:` are understood; anything
else is left alone. It is no YAML on purpose: a document's own words are never taken for more than words. Between lines
of `+++` it is TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date

from ingest.loaders.stated_fields import ADDRESS, field_value
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

OPENS = re.compile(r"\s{0,20}(?:---[ \t]*\n[\w\"'-]+[ \t]*:|\+\+\+[ \t]*\n[\w\"'-]+[ \t]*=)")
"""Settings at the very start; without a `name:` under it `---` is a drawn line."""

BACK_MATTER = re.compile(r"\n[ \t]*\n(?:[a-z_]{1,40}+:(?: [^\n]*+)?\n){4,80}[a-z_]{1,40}+:(?: [^\n]*+)?\s*\Z")
"""Lines that a note program writes at the very end: a key of small letters each, five or more."""

RECORDS = re.compile(r"^(?:id|[a-z]+_(?:id|time|url|at|date)): ?", re.MULTILINE)
"""Keys that only programs write."""

CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

TOML_MARK = "+++"
TOML_CLOSES = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)

KEY = re.compile(r"[\"']?([\w -]{1,40}?)[\"']?[ \t]*:(?:[ \t]+(.*))?\Z")
ITEM = re.compile(r"[ \t]*-[ \t]+(.+)\Z")
FOLDED = re.compile(r"[>|][+-]?\d?[+-]?")
"""A value that stands in the indented lines below."""

WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
"""A link as note programs write it; what it shows is its name or what stands behind the bar."""

NAMED = re.compile(r"[ \t]*name[ \t]*:[ \t]+(.+)\Z", re.IGNORECASE)


def front_matter(text: str) -> tuple[int, tuple[OwnField, ...]]:
    """Where the settings at the start of a document end, 0 without any, and the label's fields that they state."""
    if not OPENS.match(text):
        return 0, ()
    first = len(text) - len(text.lstrip())
    is_toml, start = text.startswith(TOML_MARK, first), text.index("\n", first)
    closing = (TOML_CLOSES if is_toml else CLOSES).search(text, start)
    if closing is None:
        return 0, ()
    settings = text[start : closing.start()]
    return closing.start() + len(TOML_MARK), _toml_fields(settings) if is_toml else _fields(_entries(settings))


def without_back_matter(text: str) -> str:
    """The text without the settings that a note program writes at its end; words alone are no settings."""
    found = BACK_MATTER.search(text)
    return text[: found.start()] if found and len(RECORDS.findall(found.group())) > 1 else text


def _toml_fields(settings: str) -> tuple[OwnField, ...]:
    """The fields of settings in TOML; none where it is not that."""
    try:
        entries = tomllib.loads(settings)
    except ValueError:
        return ()
    listed = ((key, value if isinstance(value, list) else [value]) for key, value in entries.items())
    return _fields((key, [str(one) for one in values if isinstance(one, str | date)]) for key, values in listed)


def _fields(entries: Iterable[tuple[str, list[str]]]) -> tuple[OwnField, ...]:
    found: list[OwnField] = []
    for key, values in entries:
        name = FIELDS.get(key.lower().replace("-", "_").replace(" ", "_"))
        if name:
            if name == "publisher" and ADDRESS.match(values[0] if values else ""):  # as web clippers mean it
                name = "url"
            stated = field_value(name, ", ".join(values))
            found += [OwnField(name, value, f"front matter {key}") for value in stated]
    return tuple(found)


def _entries(settings: str) -> Iterator[tuple[str, list[str]]]:
    """Each key with its values: the one behind it, or the items of the list under it."""
    key, values = "", list[str]()
    folded = False
    for line in settings.split("\n"):
        item, entry = ITEM.match(line), KEY.match(line.rstrip())
        if folded and (line[:1] in {" ", "\t"} or not line.strip()):
            values[:] = [" ".join([*values, line.strip()]).strip()]
        elif item and key:
            values.append(_plain(_name(item.group(1)) or item.group(1)))
        elif key and line[:1] in {" ", "\t"}:  # of the entry above: what it says besides a name is not understood
            values += [_plain(name)] if (name := _name(line)) else []
        elif entry:
            if key:
                yield key, values
            said = (entry.group(2) or "").strip()
            folded = FOLDED.fullmatch(said) is not None
            key, values = entry.group(1), [] if folded else _listed(said)
    if key:
        yield key, values


def _name(words: str) -> str | None:
    """Who is named, where an item is a person with a name and more."""
    match = NAMED.match(words)
    return match.group(1) if match else None


def _listed(words: str) -> list[str]:
    words = words.strip()
    is_list = words.startswith("[") and words.endswith("]") and not WIKI_LINK.fullmatch(words)
    inside = words[1:-1].split(",") if is_list else [words]
    return [plain for part in inside if (plain := _plain(part))]


def _plain(words: str) -> str:
    """The value without quotation marks and a comment behind it."""
    words = WIKI_LINK.sub(r"\1", words.strip())
    if len(words) > 1 and words[0] in "\"'" and words[-1] == words[0]:
        return words[1:-1].strip()
    return "" if words in {"|", ">", "~", "null"} else words.split(" #")[0].strip()
