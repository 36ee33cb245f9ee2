"""The matrix as HTML: a row for each claim, a column for each document, every letter leading to its quote."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from answer.arrangements import Matrix, Row
from answer.records import Finding, Verdict
from app_pages.checking.verdict_badge import verdict_letter
from app_pages.kinds import kind_class, kind_word
from app_pages.markup import element, wrapped

MATRIX_PLACE = "byline-matrix"
"""Where the links back lead."""

CAPTION = "Claims and what each document says. A letter leads to its quote."


def claim_place(row: int) -> str:
    """The name of the place on the page where a row's claim stands."""
    return f"byline-claim-{row}"


def quote_place(row: int, column: int) -> str:
    """The name of the place where a cell's quote stands."""
    return f"byline-quote-{row}-{column}"


def matrix_table(table: Matrix) -> Markup:
    """The table in a box of its own that scrolls sideways."""
    if not table.documents:
        return element("p", "No document of the library has anything on this.", "byline-nothing", id=MATRIX_PLACE)
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
