"""The words by which publications themselves tell opinion from report: in a section, an address, a headline.

Only a word that says what sort of text it is counts. "Politics" or "World" names a subject and says nothing.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

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
"""Kind → what a section is called, in lower case; the first kind that has the word counts."""

ADDRESS_KINDS = {
    COMMENTARY: frozenset(
        {"opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary", "commentisfree", "columnists"}
    ),
    OFFICIAL: frozenset({"press-release", "press-releases"}),
    REPORTING: frozenset({"news", "reporting"}),
}
"""Kind → whole parts of an address, in lower case. Commentary first: `/news/opinion/` is opinion."""

HEADLINES = {
    COMMENTARY: re.compile(r"(?:guest )?(?:opinion|commentary|editorial|op-?ed|column)\s?:(?=\s)", re.IGNORECASE),
    OFFICIAL: re.compile(r"(?:press|news) release\s?:(?=\s)", re.IGNORECASE),
}
"""Kind → how its headlines begin, with the colon: “Opinion divided on the gate” is no opinion."""


def section_kind(section: str) -> str | None:
    """The kind of the section's name, where it tells one."""
    name = " ".join(section.split()).lower()
    return next((kind for kind, names in SECTION_KINDS.items() if name in names), None)


def address_kind(url: str) -> tuple[str, str] | None:
    """The kind of a page at this address, and the part of it that tells."""
    try:
        parts = [unquote(part).lower() for part in urlsplit(url).path.split("/")]
    except ValueError:  # no address at all, such as one with half a bracket
        return None
    for kind, names in ADDRESS_KINDS.items():
        told = next((part for part in parts if part in names), None)
        if told:
            return kind, f"address: /{told}/"
    return None


def headline_kind(title: str) -> tuple[str, str] | None:
    """The kind that the headline begins with, and the words it does so with."""
    for kind, pattern in HEADLINES.items():
        found = pattern.match(title)
        if found:
            return kind, f"headline: {found.group()}"
    return None
