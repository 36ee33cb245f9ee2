"""Draw a claim as HTML: its row in the matrix, its summary, and what each kind and each document says."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from markupsafe import Markup

from answer.arrangements import Matrix, Row
from answer.comparing.quoted import changes
from answer.records import ClaimCheck, Finding, Flag, FlagKind, KindFinding, Verdict
from answer.wording import best_verdict, counted, flag_words, published_words, read_in_part_words
from app_pages.drawing.badges import STYLES, verdict_badge, verdict_letter
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, furniture_marks, marked, surroundings, word_changes
from app_pages.drawing.markup import details, element, wrapped
from app_pages.drawing.quote_actions import quote_actions
from app_pages.drawing.source_line import facts_of, place_line, voice_line
from index.records import Evidence
from ingest.records import Document, Source

ALTERED = f"{FlagKind.WORDING}: the quotation is not as it stands in the document"


def finding_card(finding: Finding, document: Document | None, place: str) -> Markup:
    """Draw the document's card; with `document`, the quote is shown in its context too."""
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
        voice_line(evidence)
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


# The matrix as HTML: a row for each claim, a column for each document, every letter leading to its quote.

MATRIX_PLACE = "byline-matrix"
"""Where the links back lead."""

CAPTION = "Click a letter to see the quote."


def claim_place(row: int) -> str:
    """The name of the place on the page where a row's claim stands."""
    return f"byline-claim-{row}"


def quote_place(row: int, column: int) -> str:
    """The name of the place where a cell's quote stands."""
    return f"byline-quote-{row}-{column}"


def matrix_table(table: Matrix) -> Markup:
    """Draw the table in a box that scrolls sideways."""
    if not table.documents:
        return element("p", "No match in your documents.", "byline-nothing", id=MATRIX_PLACE)
    rows = Markup().join(_row(row, at) for at, row in enumerate(table.rows))
    caption = wrapped("caption", CAPTION, "byline-caption")
    parts = Markup("{}<thead>{}</thead><tbody>{}</tbody>").format(caption, _heads(table), rows)
    shown = wrapped("table", parts, "byline-matrix")
    return wrapped(
        "div", shown, "byline-wide", id=MATRIX_PLACE, role="region", tabindex="0", aria_label="Claims and documents"
    )


def _heads(table: Matrix) -> Markup:
    over_kind = Markup('<th scope="colgroup" colspan="{}" class="{}">{}</th>')
    kinds = Markup().join(
        over_kind.format(len(list(group)), kind_class(kind), element("span", kind_word(kind), "byline-kind"))
        for kind, group in groupby(table.documents, key=lambda label: label.source.kind)
    )
    over_document = Markup('<th scope="col" class="{}">{}</th>')
    titles = Markup().join(
        over_document.format(
            kind_class(source.kind), element("span", source.title, "byline-column", title=source.title)
        )
        for source in (label.source for label in table.documents)
    )
    return Markup('<tr><th scope="col" rowspan="2">Claim</th>{}</tr><tr>{}</tr>').format(kinds, titles)


def _row(row: Row, at: int) -> Markup:
    claim = wrapped("a", element("span", row.claim.text, "byline-clamped"), "byline-jump", href=f"#{claim_place(at)}")
    cells = Markup().join(
        Markup("<td>") + _cell(cell, quote_place(at, column)) + Markup("</td>") for column, cell in enumerate(row.cells)
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(claim, cells)


def _cell(finding: Finding | None, place: str) -> Markup:
    if finding is None:
        return verdict_letter(Verdict.NOT_FOUND)
    return wrapped("a", verdict_letter(finding.verdict), "byline-jump", href=f"#{place}")


# A claim as HTML: its summary, and what each kind of source and each of its documents says.


def claim_sections(table: Matrix, documents: Mapping[str, Document]) -> Markup:
    """Draw every claim in the matrix's order; a single claim is open.

    Args:
        table: the check as a table.
        documents: those that are shown around their quotes too, by id.
    """
    columns = {label.id: column for column, label in enumerate(table.documents)}
    return Markup().join(
        _section(row, at, columns, documents, is_open=len(table.rows) == 1) for at, row in enumerate(table.rows)
    )


def _section(
    row: Row, at: int, columns: Mapping[str, int], documents: Mapping[str, Document], *, is_open: bool
) -> Markup:
    claim = row.claim
    head = (
        verdict_letter(best_verdict(claim))
        + element("span", claim.text, "byline-claim-text")
        + element("span", claim.summary, "byline-claim-summary")
    )
    cards = {
        kind.kind: Markup().join(
            finding_card(finding, documents.get(finding.document.id), quote_place(at, columns[finding.document.id]))
            for finding in claim.findings
            if finding.document.source.kind == kind.kind and finding.document.id in columns and finding.evidence
        )
        for kind in claim.kinds
    }
    body = Markup().join(_kind(kind, cards[kind.kind]) for kind in claim.kinds) + _back()
    made = Markup('<details class="byline-claim" id="{}"{}><summary>{}</summary>{}</details>')
    return made.format(claim_place(at), " open" if is_open else "", head, body)


def _back() -> Markup:
    link = Markup('<a href="#{}">Back to the table</a>').format(MATRIX_PLACE)
    return wrapped("p", link, "byline-place byline-back")


def _kind(kind: KindFinding, cards: Markup) -> Markup:
    name = element("h4", kind_word(kind.kind), "byline-kind")
    head = wrapped("header", name + verdict_badge(kind.verdict, _counted(kind)), "byline-claim-kind")
    name_of = f"{kind_word(kind.kind)} on this claim"
    return wrapped("section", head + cards, f"byline-lane {kind_class(kind.kind)}", aria_label=name_of)


def _counted(kind: KindFinding) -> str:
    if not kind.compared:
        return "no document to compare"
    if kind.verdict is Verdict.NOT_FOUND:
        said = f"compared with {counted(kind.compared, 'document')}"
        return f"{said}, {read_in_part_words(kind.partly)}" if kind.partly else said
    said = f"{kind.documents:,} of {counted(kind.compared, 'document')}"
    if kind.at_least:
        said = f"at least {said} compared"
    return said if kind.origins == kind.documents else f"{said}, {counted(kind.origins, 'story', 'stories')}"


def claims_shown(claims: tuple[ClaimCheck, ...]) -> int:
    """Return how many quotes the claims have between them."""
    return sum(finding.evidence is not None for claim in claims for finding in claim.findings)
