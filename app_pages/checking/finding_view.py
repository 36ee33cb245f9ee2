"""What one document says about a claim, as HTML: its verdict, its quote, and in what the two are not the same."""

from __future__ import annotations

from markupsafe import Markup

from answer.comparing.quoted import changes
from answer.records import Finding, Flag, FlagKind
from answer.wording import flag_words, published_words
from app_pages.checking.verdict_badge import STYLES, verdict_badge
from app_pages.marked_text import Mark, furniture_marks, marked
from app_pages.markup import details, element, wrapped
from app_pages.quote_actions import quote_actions
from app_pages.source_line import facts_of, place_line, voice_line
from app_pages.surroundings import surroundings
from app_pages.word_changes import word_changes
from index.records import Evidence
from ingest.records import Document, Source

ALTERED = f"{FlagKind.WORDING}: the quotation is not as it stands in the document"


def finding_card(finding: Finding, document: Document | None, place: str) -> Markup:
    """The document's card; `document` where the quote is to be shown in its context too."""
    evidence = finding.evidence
    quote = _quote(finding, evidence) if evidence else Markup()
    context = _in_context(evidence, document) if evidence and document else Markup()
    flags = Markup().join(wrapped("li", _flag(flag), "byline-flag") for flag in finding.flags)
    listed = wrapped("ul", flags, "byline-flags", aria_label="What is not the same") if flags else Markup()
    style = f"byline-card byline-finding byline-finding-{STYLES[finding.verdict]}"
    head = wrapped("p", verdict_badge(finding.verdict), "byline-label") + _source(finding.document.source)
    return wrapped("article", head + quote + listed + context, style, id=place, tabindex="-1")


def _source(source: Source) -> Markup:
    facts = facts_of(source.publisher, published_words(source))
    return element("h5", source.title, "byline-heading") + wrapped("p", facts, "byline-label")


def _quote(finding: Finding, evidence: Evidence) -> Markup:
    return (
        voice_line(evidence.voice)
        + element("blockquote", evidence.text, "byline-text")
        + place_line(finding.document.id, (evidence.start, evidence.end), finding.page)
        + quote_actions(finding.document, evidence)
    )


def _in_context(evidence: Evidence, document: Document) -> Markup:
    start, end = surroundings(document, evidence.start, evidence.end)
    marks = [Mark(evidence.start, evidence.end, "mark", "byline-evidence"), *furniture_marks(document.furniture)]
    text = wrapped("div", marked(document.text[start:end], start, marks), "byline-text byline-context", dir="auto")
    return details("In context", text)


def _flag(flag: Flag) -> Markup:
    if flag.kind is FlagKind.WORDING and flag.claim and flag.document:
        return element("span", ALTERED, "") + word_changes(changes(flag.claim, flag.document), "the claim")
    return element("span", flag_words(flag), "")
