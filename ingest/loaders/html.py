"""What a web page's mark-up says of its article: title, publisher, author, date, address, section.

In order of trust: JSON-LD of an article (schema.org), Open Graph and other meta elements, `<time>`, `<title>`.
Nothing is guessed from the text.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from errors import DocumentError
from ingest.decoding import decode, decode_as
from ingest.labels.kind_words import is_plain_tag
from ingest.loaders.article import write_page
from ingest.loaders.canonical import Canonical
from ingest.loaders.chat_messages import write_message
from ingest.loaders.chat_page import chat_in
from ingest.loaders.stated_fields import MAX_VALUE_CHARACTERS, field_value
from ingest.loaders.trees import Element, flat_text, local_name, parse_html
from ingest.records import RULE_OWN_TITLE, Block, BlockKind, Furniture, Loaded, OwnField

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|NewsArticle)$")
PAGE = re.compile(r"WebPage$")
"""A page's own entry dates and names it where no article's does."""

MAX_JSON_DEPTH = 12

META: Mapping[str, tuple[str, ...]] = {
    "title": ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title", "parsely-title", "headline"),
    "publisher": ("og:site_name", "citation_journal_title", "dc.publisher", "publisher", "application-name"),
    "author": (
        *("author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author"),
        "article:author",
    ),
    "published": (
        *("article:published_time", "citation_publication_date", "citation_date", "datepublished", "dc.date.issued"),
        *("dcterms.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date"),
        *("og:article:published_time", "publication_date", "dc.date", "dcterms.date", "date"),
    ),
    "url": ("og:url",),
    "section": ("article:section", "section", "parsely-section"),
    "tag": ("article:tag", "keywords", "news_keywords", "parsely-tags", "genre"),
}
"""Names of meta elements for each field, best first, in lower case."""

SITE_SUFFIX = re.compile(r"(?<!\s)\s+(?:[|–—·»]\s[^|–—·»]{1,60}\Z|-\s[^-]{1,40}\Z)")
PUBLISHED_TIME = re.compile(
    r"\bdatePublished\b|\bpubdate\b|(?:^|[\s_-])(?:published|entry-date|post-date)(?![\w])", re.I
)
BY = re.compile(r"(?:by|von|par|por|da|av|af)[:\s]\s*(?=[A-ZÀ-ÖØ-Þ])", re.IGNORECASE)
"""What pages write before an author's name."""

PERSON = re.compile(r"(?!https?://|www\.|@)\S")


DESCRIPTIONS = frozenset({"description", "og:description", "twitter:description"})


def own_fields(tree: Element) -> tuple[OwnField, ...]:
    """Every statement about the article in the page's mark-up, the most trusted of each field first."""
    elements = list(tree.iter("meta", "script", "link", "time", "title"))
    found = [*_from_json_ld(elements), *_from_meta(elements), *_from_elements(elements), *_from_bylines(tree)]
    headings = [flat_text(element) for element in tree.iter("h1")]
    return tuple(dict.fromkeys(_without_site(field, headings) for field in found))


def _without_site(field: OwnField, headings: list[str]) -> OwnField:
    """A title without the site's name behind it, where the page's own heading has none."""
    words = str(field.value)
    if field.name != "title" or words in headings:
        return field
    plain = SITE_SUFFIX.sub("", words)
    return replace(field, value=plain) if plain in headings or field.rule == "HTML title" else field


def _from_json_ld(elements: list[Element]) -> Iterator[OwnField]:
    entries: list[Mapping[str, Any]] = []
    for element in elements:
        if local_name(element) == "script" and "ld+json" in (element.get("type") or "").lower():
            entries += _entries(_parsed(element.text or ""), MAX_JSON_DEPTH)
    articles = [entry for entry in entries if any(ARTICLE.search(name) for name in _types(entry))]
    pages = [entry for entry in entries if any(PAGE.search(name) for name in _types(entry))]
    for entry in articles[:1]:
        yield from _fields("title", _texts(entry.get("headline") or entry.get("name")), "JSON-LD headline")
        yield from _fields("publisher", _texts(entry.get("publisher")), "JSON-LD publisher")
        yield from _people(_texts(entry.get("author")), "JSON-LD author")
        yield from _fields("section", _texts(entry.get("articleSection")), "JSON-LD articleSection")
        specific = [name for name in _types(entry) if name not in {"Article", "NewsArticle", "BlogPosting"}]
        yield from _fields("section", specific, "JSON-LD @type")
        yield from _fields("url", _texts(entry.get("mainEntityOfPage")) + _texts(entry.get("url")), "JSON-LD url")
    for entry in (*articles[:1], *pages[:1]):
        yield from _fields("published", _texts(entry.get("datePublished")), "JSON-LD datePublished")


def _leads(tree: Element) -> list[str]:
    """What the page's meta elements say that it is about."""
    named = (
        (element.get("property") or element.get("name") or "", element.get("content")) for element in tree.iter("meta")
    )
    return [content for name, content in named if content and name.strip().lower() in DESCRIPTIONS]


def _bodies(tree: Element) -> list[str]:
    """The texts of articles that the page's JSON-LD states."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    entries = (entry for script in scripts for entry in _entries(_parsed(script.text or ""), MAX_JSON_DEPTH))
    articles = (entry for entry in entries if any(ARTICLE.search(name) for name in _types(entry)))
    return [unescape(body) for entry in articles if isinstance(body := entry.get("articleBody"), str)]


def _parsed(text: str) -> object:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _entries(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every object with a type, those inside lists and graphs too."""
    if depth and isinstance(value, list):
        for item in value:
            yield from _entries(item, depth - 1)
    if depth and isinstance(value, dict):
        if _types(value):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            yield from _entries(value.get(name), depth - 1)


def _types(entry: Mapping[str, Any]) -> list[str]:
    names = entry.get("@type")
    return [str(name).rsplit("/", 1)[-1] for name in (names if isinstance(names, list) else [names]) if name]


def _texts(value: object) -> list[str]:
    """The words of a value: itself, its name, its id, or those of its items."""
    if isinstance(value, list):
        return [text for item in value[:20] for text in _texts(item) if not isinstance(item, list)]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id") or value.get("url")
    return [value] if isinstance(value, str) else []


def _from_meta(elements: list[Element]) -> Iterator[OwnField]:
    values: dict[str, list[str]] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if local_name(element) == "meta" and name and element.get("content"):
            values.setdefault(name.strip().lower(), []).append(str(element.get("content")))
    for field, names in META.items():
        for name in names:
            if field == "author":
                yield from _people(values.get(name, []), f"meta {name}")
            elif field == "tag":
                tags = [tag for value in values.get(name, []) for tag in value.split(",")]
                yield from _fields("tag", [tag for tag in tags if is_plain_tag(tag)], f"meta {name}")
            else:
                yield from _fields(field, values.get(name, []), f"meta {name}")


def _from_elements(elements: list[Element]) -> Iterator[OwnField]:
    for element in elements:
        match local_name(element):
            case "link" if "canonical" in (element.get("rel") or "").lower().split():
                yield from _fields("url", [element.get("href") or ""], "link canonical")
            case "time" if PUBLISHED_TIME.search(_marks(element)):
                yield from _fields("published", [element.get("datetime") or ""], "time of publication")
            case "title":
                yield from _fields("title", ["".join(element.itertext())], "HTML title")


def _from_bylines(tree: Element) -> Iterator[OwnField]:
    """Names marked as the author's in the page itself."""
    for element in tree.iter("a", "span", "div", "p", "address"):
        if "author" in ((element.get("itemprop") or "") + " " + (element.get("rel") or "")).lower().split():
            yield from _people(["".join(element.itertext())[:MAX_VALUE_CHARACTERS]], "mark-up rel/itemprop author")


def _marks(element: Element) -> str:
    """What an element says it is."""
    return " ".join(element.get(name) or "" for name in ("itemprop", "class")) + (
        " pubdate" if element.get("pubdate") is not None else ""
    )


def _people(names: list[str], rule: str) -> Iterator[OwnField]:
    """One author field of all the names, addresses of profiles left out."""
    plain = (BY.sub("", " ".join(name.split())) for name in names if PERSON.match(name.strip()))
    people = list(dict.fromkeys(name for name in plain if name))
    yield from _fields("author", [", ".join(people)], rule)


def _fields(name: str, values: list[str], rule: str) -> Iterator[OwnField]:
    """The values that can be such a field."""
    for value in values:
        words = " ".join(unescape(value).split())
        yield from (OwnField(name, stated, rule) for stated in field_value(name, words))


# Web pages: the canonical text is the whole page's; what stands around the article is furniture.

DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,30})", re.IGNORECASE)
"""A page's own word on its encoding, which must stand in its first kilobyte (HTML standard)."""

DECLARED_WITHIN_BYTES = 4096


def load(data: bytes) -> Loaded:
    """The page's text and blocks, what stands around its article as furniture, and what its mark-up says of it."""
    tree = parse_html(decoded(data))
    own = own_fields(tree)
    canonical = Canonical()
    if chat := chat_in(tree):
        for message in chat.messages:
            write_message(canonical, message)
        named = (OwnField("title", chat.name, "chat's name"),) if chat.name else ()
        furniture = tuple(canonical.furniture)
        return Loaded(canonical.text(), tuple(canonical.blocks), own=(*named, *own), furniture=furniture)
    titles = [str(field.value) for field in own if field.name == "title"]
    around = write_page(canonical, tree, titles, _leads(tree), _bodies(tree))
    text, blocks = canonical.text(), tuple(canonical.blocks)
    if not text and any(True for _ in tree.iter("script")):
        raise DocumentError("shows its words only by scripts: open it in a browser, and save the page or its text")
    outside = {span.start for span in around}
    inside = [block for block in blocks if block.start not in outside]
    heading = _title_block(inside)
    said = (OwnField("title", text[heading.start : heading.end], RULE_OWN_TITLE),) if heading else ()
    return Loaded(text, blocks, own=(*own, *said), furniture=_merged(around, canonical.furniture))


def _title_block(blocks: Sequence[Block]) -> Block | None:
    """The last heading of the first level above the text, where a site's name may stand over it; else the first."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    text_start = next((block.start for block in blocks if block.kind is not BlockKind.HEADING), 0)
    above = [block for block in headings if block.start < text_start]
    return next(iter(above[-1:] or headings), None)


def _merged(around: Sequence[Furniture], inside: Sequence[Furniture]) -> tuple[Furniture, ...]:
    """The furniture in order; what lies inside a block of the page's is part of that."""
    ends = [span.end for span in around]
    apart = [
        span for span in inside if (at := bisect_left(ends, span.end)) == len(ends) or around[at].start > span.start
    ]
    return tuple(sorted([*around, *apart], key=lambda span: span.start))


def decoded(data: bytes) -> str:
    """The page's text: in the encoding it declares, where its bytes fit."""
    declared = DECLARED.search(data, 0, DECLARED_WITHIN_BYTES)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode_as(data, _web_name(declared.group(1).decode("ascii").lower()))
    return decode(data)


def _web_name(encoding: str) -> str:
    """The encoding that browsers take for this name (Encoding standard)."""
    if encoding in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        return "cp1252"
    return {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254", "tis-620": "cp874"}.get(encoding, encoding)
