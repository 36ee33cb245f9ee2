"""Tell opinion from report by words: a publication's own words set a kind, cues in the text only hint at one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from ingest.records import UNLABELLED, Document, VoiceKind

COMMENTARY, REPORTING, OFFICIAL = "commentary", "reporting", "official"

SECTION_KINDS = {
    COMMENTARY: (
        "opinion", "opinions", "op-ed", "op-eds", "oped", "editorial", "editorials", "commentary", "commentaries",
        "comment", "comment is free", "commentisfree", "column", "columns", "columnist", "columnists", "viewpoint",
        "viewpoints", "perspective", "perspectives", "letters", "letters to the editor", "guest essay",
        "opinionnewsarticle",
    ),
    REPORTING: ("news", "reporting", "reportage", "latest news", "breaking news", "reportagenewsarticle"),
    OFFICIAL: (
        "press release", "press releases", "press-release", "press-releases", "news release", "official", "communique",
    ),
}  # fmt: skip
"""Kind → names of its sections, in lower case; the first kind with the name counts."""

ADDRESS_KINDS = {
    COMMENTARY: frozenset(
        {"opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary", "commentisfree", "columnists"}
    ),
    OFFICIAL: frozenset({"press-release", "press-releases"}),
    REPORTING: frozenset({"news", "reporting"}),
}
"""Kind → whole parts of an address, in lower case; commentary is first because `/news/opinion/` is opinion."""

HEADLINES = {
    COMMENTARY: re.compile(r"(?:guest )?(?:opinion|commentary|editorial|op-?ed|column)\s?:(?=\s)", re.IGNORECASE),
    OFFICIAL: re.compile(r"(?:press|news) release\s?:(?=\s)", re.IGNORECASE),
}
"""Kind → the beginning of its headlines, including the colon: “Opinion divided on the gate” does not match."""


def section_kind(section: str) -> str | None:
    """Return the kind that a section's name implies, or None."""
    name = " ".join(section.split()).lower()
    return next((kind for kind, names in SECTION_KINDS.items() if name in names), None)


def address_kind(url: str) -> tuple[str, str] | None:
    """Return the kind that an address implies, with the part of it that does, or None."""
    try:
        parts = [unquote(part).lower() for part in urlsplit(url).path.split("/")]
    except ValueError:  # not a valid address, such as one with half a bracket
        return None
    for kind, names in ADDRESS_KINDS.items():
        told = next((part for part in parts if part in names), None)
        if told:
            return kind, f"address: /{told}/"
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
