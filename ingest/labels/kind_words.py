"""Tell opinion from report by words: a publication's own words set a kind, cues in the text only hint at one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from ingest.records import UNLABELLED, Document, VoiceKind

ADVERTISING, SATIRE, COMMENTARY, OFFICIAL, REPORTING = "advertising", "satire", "commentary", "official", "reporting"

NO_REPORTS = (ADVERTISING, SATIRE, COMMENTARY)
"""Kinds that must never pass for a report: a document that says one of these of itself, anywhere, is of that kind."""

SECTION_KINDS = {
    ADVERTISING: (
        "advertising", "advertisement", "advertorial", "advertorials", "sponsored", "sponsored content",
        "paid content", "paid post", "paid partnership", "partner content", "branded content", "promoted",
        "promotion", "native advertising", "advertisercontentarticle",
    ),
    SATIRE: ("satire", "satirical", "parody", "satiricalarticle"),
    COMMENTARY: (
        "opinion", "opinions", "op-ed", "op-eds", "oped", "editorial", "editorials", "commentary", "commentaries",
        "comment", "comment is free", "commentisfree", "column", "columns", "columnist", "columnists", "viewpoint",
        "viewpoints", "perspective", "perspectives", "letter", "letters", "letters to the editor", "guest essay",
        "guest column", "leader", "leaders", "leading article", "views", "readers’ letters",
        "opinionnewsarticle",
    ),
    OFFICIAL: (
        "press release", "press releases", "press-release", "press-releases", "news release", "official", "communique",
    ),
    REPORTING: ("news", "reporting", "reportage", "latest news", "breaking news", "reportagenewsarticle"),
}  # fmt: skip
"""Kind → names of its sections, in lower case. The first kind that any of a document's own words name is its kind."""

TAGS = frozenset(
    {"opinion", "op-ed", "oped", "editorial", "commentary", "satire", "advertorial", "sponsored", "paid post"}
)
"""Names of sections that count as tags too."""

ADDRESS_KINDS = {
    ADVERTISING: frozenset(
        {"sponsored", "advertorial", "advertorials", "paid-post", "paidpost", "partner-content", "sponsored-content",
         "branded-content", "brandstudio", "paid-content"}
    ),
    SATIRE: frozenset({"satire", "parody"}),
    COMMENTARY: frozenset(
        {"opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary", "commentisfree", "columnists",
         "columnist", "columns", "comment", "views", "viewpoint", "viewpoints", "leaders", "letters", "perspectives",
         "opinion-columns", "readers-letters"}
    ),
    OFFICIAL: frozenset({"press-release", "press-releases"}),
    REPORTING: frozenset({"news", "reporting"}),
}  # fmt: skip
"""Kind → whole parts of an address, in lower case, and first parts of a host ("opinion.example.com")."""

HEADLINES = {
    ADVERTISING: re.compile(
        r"(?:sponsored|advertisement|advertorial|paid (?:post|content)|(?:partner|sponsored) content|promoted)"
        r"\s?[:|](?=\s)",
        re.IGNORECASE,
    ),
    SATIRE: re.compile(r"(?:satire|parody)\s?[:|](?=\s)", re.IGNORECASE),
    COMMENTARY: re.compile(
        r"(?:guest )?(?:opinion|comment|commentary|editorial|op-?ed|column|viewpoint|view|leader|letters?)"
        r"(?: to the editor)?\s?[:|](?=\s)",
        re.IGNORECASE,
    ),
    OFFICIAL: re.compile(r"(?:press|news) release\s?[:|](?=\s)", re.IGNORECASE),
}
"""Kind → the beginning of its headlines, with the colon or bar: “Opinion divided on the gate” does not match."""


def section_kind(section: str) -> str | None:
    """Return the kind that a section's name implies, or None."""
    name = " ".join(section.split()).lower()
    return next((kind for kind, names in SECTION_KINDS.items() if name in names), None)


def is_plain_tag(tag: str) -> bool:
    """Return whether a tag tells of the form of a page and cannot be its subject, as "letters" or "news" may be."""
    return " ".join(tag.split()).lower() in TAGS


def address_kind(url: str) -> tuple[str, str] | None:
    """Return the kind that an address implies, with the part of it that does, or None."""
    try:
        address = urlsplit(url)
        parts = [unquote(part).lower() for part in address.path.split("/")]
        host = (address.hostname or "").partition(".")[0]
    except ValueError:  # not a valid address, such as one with half a bracket
        return None
    for kind, names in ADDRESS_KINDS.items():
        told = next((part for part in parts if part in names), None)
        if told:
            return kind, f"address: /{told}/"
        if host in names and kind in NO_REPORTS:
            return kind, f"address: {host}."
    return None


def headline_kind(title: str) -> tuple[str, str] | None:
    """Return the kind that a headline's first words imply, with those words, or None."""
    for kind, pattern in HEADLINES.items():
        found = pattern.match(title)
        if found:
            return kind, f"headline: {found.group()}"
    return None


# Hints for unlabelled documents, from counted cues of commentary. A hint is shown to a person and sets no kind.

CUES = {
    "first person with a verb of opinion": (
        r"(?:I|[Ww]e)(?: \w+ly| do| also| still| would)? (?:think|believe|argue|suspect|doubt|fear|hope|wonder|urge|"
        r"disagree|agree|suggest|propose|maintain|contend|submit|find it)|[Ii]n my (?:view|opinion|judgment)|"
        r"[Tt]o my mind|my (?:own )?(?:view|opinion|belief|guess|hope) is"
    ),
    "should, must, ought": (
        r"should(?! (?:he|she|it|they)\b)|must|ought to|(?:has|have|need) to stop|it is time (?:to|for|that)|"
        r"[Ll]et us|[Ll]et’s|[Ll]et's"
    ),
    "words of judgment": (
        r"absurd(?:ly|ity)?|disgrace(?:ful)?|shame(?:ful|fully|less)?|outrageous(?:ly)?|hypocri(?:sy|tical)|hypocrites?|"
        r"nonsense|myths?|pretexts?|so-called|feigned|foolish(?:ly)?|folly|cynical(?:ly)?|ludicrous|farc(?:e|ical)|"
        r"preposterous|abject|supposed(?:ly)?|sadly|unfortunately|thankfully|deplorable|indefensible"
    ),
    "words to the reader": (
        r"[Mm]ake no mistake|[Tt]he (?:truth|fact|problem|point|question) is|[Oo]f course|[Cc]onsider (?:this|the)|"
        r"[Ii]magine|[Nn]o wonder|[Nn]eedless to say|[Ii]n other words|[Oo]ne (?:might|could|wonders)|[Ww]hy, then|"
        r"after all|dear readers?"
    ),
    "names of the form": (
        r"op-?eds?|Op-?Eds?|columnists?|this column|(?:an?|our|this) editorial|opinion (?:piece|column|page)s?|"
        r"commentary|the views expressed|views? (?:of|are those of) the author"
    ),
}
"""Cue → a pattern for its words in one sentence; a sentence counts once for each cue."""

PATTERNS = {name: re.compile(rf"(?<![\w’'-])(?:{words})(?![\w’'])") for name, words in CUES.items()}

FEWEST_SENTENCES = 3
FEWEST_CUES = 2
LEAST_SHARE = 0.12
"""A hint needs this many sentences with a cue, different cues, and share of the document's own sentences with a cue.

Raised, fewer documents get a hint; lowered, more reports are said to read like commentary.
"""


def hints_of(documents: Iterable[Document]) -> dict[str, str]:
    """Map the ids of unlabelled documents that read like commentary to their hints."""
    unlabelled = (document for document in documents if document.source.kind == UNLABELLED)
    return {document.id: words for document in unlabelled if (words := hint(document))}


def hint(document: Document) -> str:
    """Describe the cues of commentary and the number of sentences with each; "" if there are too few."""
    sentences = list(_own(document))
    found = [{name for name, cue in PATTERNS.items() if cue.search(words)} for words in sentences]
    counts = {name: count for name in CUES if (count := sum(name in cues for cues in found))}
    marked = sum(map(bool, found))
    if marked < max(FEWEST_SENTENCES, LEAST_SHARE * len(sentences)) or len(counts) < FEWEST_CUES:
        return ""
    said = ", ".join(f"{name} ({count:,})" for name, count in counts.items())
    return f"reads like commentary: {said}, in {marked:,} of {len(sentences):,} sentences of its own voice"


def _own(document: Document) -> Iterator[str]:
    """Yield the sentences in the document's own voice that are not headings."""
    for sentence in document.sentences:
        if sentence.voice.kind is VoiceKind.OWN and not sentence.heading:
            yield document.text[sentence.start : sentence.end]
