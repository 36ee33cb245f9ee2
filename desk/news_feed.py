"""`news.xml` in the data folder: what is new to kept questions, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from answer.exports.from_json import quote_from_json
from answer.wording import place_words, published_words, said_words, steady
from desk.kept_questions import News, every_news, look, write_private
from desk.records import Place
from index.encoding.encoder import Encoder
from index.library import Library
from index.records import Strength

FEED_FILE = "news.xml"
ATOM = "http://www.w3.org/2005/Atom"
LATEST = 200
"""News in the feed. Raised, a reader of feeds loads more each time."""

NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def catch_up(place: Place, library: Library, encoder: Encoder, *, at: datetime, feed_in: Path | None = None) -> None:
    """Look for what is new where the library is a newer one, and have the feed say it.

    The feed lies in the folder where questions are kept; where a database keeps them, in `feed_in` if any.

    Raises:
        StorageError: the disk refused.
    """
    folder = place if isinstance(place, Path) else feed_in
    if look(place, library, encoder, at=at) and folder and (news := every_news(place)):
        write_feed(folder, news)


def write_feed(data: Path, news: Sequence[News]) -> None:
    """Write the latest news, the newest first.

    Raises:
        StorageError: the disk refused.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    latest = list(reversed(news[-LATEST:]))
    _add(feed, "title", "Byline: new to your questions")
    _add(feed, "id", uuid5(NAMESPACE_URL, data.resolve().as_uri()).urn)
    _add(feed, "updated", latest[0].at if latest else "1970-01-01T00:00:00+00:00")
    _add(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "Byline")
    for one in latest:
        _entry(feed, data, one)
    write_private(data / FEED_FILE, ['<?xml version="1.0" encoding="utf-8"?>\n', ET.tostring(feed, "unicode"), "\n"])


def _entry(feed: ET.Element, data: Path, one: News) -> None:
    label, evidence = quote_from_json(one.quote)
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
    about = one.question or "A pinned quote no longer stands"
    weak = ", weak match" if one.strength == Strength.WEAK else ""
    facts = ", ".join(filter(None, (label.source.publisher, label.source.author, published_words(label.source))))
    place = place_words(label.id, evidence.start, evidence.end, evidence.page)
    _add(entry, "title", f"{about} ({one.kind}{weak})")
    _add(entry, "id", uuid5(NAMESPACE_URL, f"{data.resolve().as_uri()}#{one.id}").urn)
    _add(entry, "updated", one.at)
    ET.SubElement(entry, f"{{{ATOM}}}category", {"term": _written(one.kind)})
    lines = (f"“{evidence.text}”", said_words(evidence), f"{label.source.title} ({facts})", place, one.reason)
    _add(entry, "content", "\n".join(filter(None, lines)))


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = _written(text)


def _written(text: str) -> str:
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", steady(text))
