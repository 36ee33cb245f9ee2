"""What has become of a passage's document since the answer was given."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.markup import element
from index.records import Hit
from ingest.records import Document

GONE = "This document is not in the library any more. These are its words as they were."
ELSEWHERE = "The document has changed since, and these words do not stand in this place any more."
CHANGED = "The document has changed since; these words have not."


def as_it_was(hit: Hit, document: Document | None) -> Document | None:
    """Today's document, where the passage stands in it as it did; None otherwise."""
    return document if document and document.text[hit.start : hit.end] == hit.text else None


def since_then(hit: Hit, document: Document | None) -> Markup:
    """The change in one line; empty where there is none."""
    if document is None:
        said = GONE
    elif as_it_was(hit, document) is None:
        said = ELSEWHERE
    else:
        said = "" if document.sha256 == hit.document.sha256 else CHANGED
    return element("p", said, "byline-since", role="note") if said else Markup()
