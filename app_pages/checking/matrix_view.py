"""The matrix as HTML: a row for each claim, a column for each document, every letter leading to its quote."""

from __future__ import annotations

from itertools import groupby

from answer.check_records import Finding, Verdict
from answer.matrix import Matrix, Row
from app_pages.checking.verdict_badge import verdict_letter
from app_pages.kinds import kind_class, kind_word
from app_pages.markup import element, wrapped

MATRIX_PLACE = "byline-matrix"
"""Where the links back lead."""


def claim_place(row: int) -> str:
    """The name of the place on the page where a row's claim stands."""
    return f"byline-claim-{row}"


def quote_place(row: int, column: int) -> str:
    """The name of the place where a cell's quote stands."""
    return f"byline-quote-{row}-{column}"


def matrix_table(table: Matrix) -> str:
    """The table in a box of its own that scrolls sideways."""
    if not table.documents:
        return element("p", "No document of the library has anything on this.", "byline-nothing", id=MATRIX_PLACE)
    rows = "".join(_row(row, at) for at, row in enumerate(table.rows))
    caption = (
        '<caption class="byline-caption">Claims and what each document says. A letter leads to its quote.</caption>'
    )
    markup = f'<table class="byline-matrix">{caption}<thead>{_heads(table)}</thead><tbody>{rows}</tbody></table>'
    return wrapped(
        "div", markup, "byline-wide", id=MATRIX_PLACE, role="region", tabindex="0", aria_label="Claims and documents"
    )


def _heads(table: Matrix) -> str:
    kinds = "".join(
        f'<th scope="colgroup" colspan="{len(list(group))}" class="{kind_class(kind)}">'
        f"{element('span', kind_word(kind), 'byline-kind')}</th>"
        for kind, group in groupby(table.documents, key=lambda label: label.source.kind)
    )
    titles = "".join(
        f'<th scope="col" class="{kind_class(label.source.kind)}">'
        f"{element('span', label.source.title, 'byline-column', title=label.source.title)}</th>"
        for label in table.documents
    )
    return f'<tr><th scope="col" rowspan="2">Claim</th>{kinds}</tr><tr>{titles}</tr>'


def _row(row: Row, at: int) -> str:
    claim = wrapped("a", element("span", row.claim.text, "byline-clamped"), "byline-jump", href=f"#{claim_place(at)}")
    cells = "".join(f"<td>{_cell(cell, quote_place(at, column))}</td>" for column, cell in enumerate(row.cells))
    return f'<tr><th scope="row">{claim}</th>{cells}</tr>'


def _cell(finding: Finding | None, place: str) -> str:
    if finding is None:
        return verdict_letter(Verdict.NOT_FOUND)
    return wrapped("a", verdict_letter(finding.verdict), "byline-jump", href=f"#{place}")
