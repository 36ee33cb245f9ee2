"""A check as one HTML page that opens offline: the matrix with a letter and a colour in each cell, and every quote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from itertools import groupby

from answer.check_records import Check, ClaimCheck, Finding, Verdict
from answer.exports.page import page
from answer.exports.provenance import provenance
from answer.matrix import LETTERS, Matrix, Row, matrix
from answer.receipts import receipts_of
from answer.wording import flag_words, published_words, voice_words


def check_as_html(check: Check, *, at: datetime | None = None) -> str:
    """The check as a self-contained page; a document's words are never markup."""
    table = matrix(check)
    body = "\n".join([f"<p>{_legend()}</p>", *_table(table), *(_claim(row, at) for at, row in enumerate(table.rows))])
    return page("Check", body, provenance(check, at), receipts_of(check))


def _legend() -> str:
    return ", ".join(f"{_letter(verdict)} {verdict}" for verdict in Verdict)


def _letter(verdict: Verdict, target: str = "") -> str:
    name = LETTERS[verdict]
    style = f'class="letter {name}"' if verdict is not Verdict.NOT_FOUND else 'class="quiet"'
    if target:
        return f'<a {style} href="#{target}" title="{verdict}">{name}</a>'
    return f'<span {style} title="{verdict}">{name}</span>'


def _table(table: Matrix) -> Iterator[str]:
    if not table.documents:
        yield "<p>No document of the library has anything on this.</p>"
        return
    kinds = [(kind, len(list(group))) for kind, group in groupby(table.documents, key=lambda one: one.source.kind)]
    first = "".join(f'<th scope="colgroup" colspan="{count}">{escape(kind)}</th>' for kind, count in kinds)
    second = "".join(f'<th scope="col">{escape(label.source.title)}</th>' for label in table.documents)
    rows = "\n".join(_row(row, at) for at, row in enumerate(table.rows))
    yield (
        f'<div class="wide"><table><thead><tr><th scope="col" rowspan="2">claim</th>{first}</tr>\n'
        f"<tr>{second}</tr></thead>\n"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: Row, at: int) -> str:
    cells = "".join(
        f'<td class="cell">{_letter(cell.verdict, f"c{at}d{place}") if cell else _letter(Verdict.NOT_FOUND)}</td>'
        for place, cell in enumerate(row.cells)
    )
    return f'<tr><th scope="row"><a href="#c{at}">{escape(row.claim.text)}</a></th>{cells}</tr>'


def _claim(row: Row, at: int) -> str:
    claim: ClaimCheck = row.claim
    found = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    quotes = "\n".join(_finding(cell, f"c{at}d{place}") for place, cell in found)
    return f'<section id="c{at}"><h2>{escape(claim.text)}</h2><p>{escape(claim.summary)}</p>{quotes}</section>'


def _finding(finding: Finding, name: str) -> str:
    source, evidence = finding.document.source, finding.evidence
    published = published_words(source)
    facts = " · ".join(escape(fact) for fact in (source.kind, source.title, source.publisher, published) if fact)
    flags = "".join(f"<li>{escape(flag_words(flag))}</li>" for flag in finding.flags)
    quote = ""
    if evidence:
        place = f"{finding.document.id}, characters {evidence.start}–{evidence.end}"
        said = escape(f"{voice_words(evidence.voice)} · {place}")
        quote = f'<blockquote>{escape(evidence.text)}</blockquote><p class="quiet">{said}</p>'
    return (
        f'<div id="{name}"><p>{_letter(finding.verdict)} {finding.verdict} · {facts}</p>{quote}<ul>{flags}</ul></div>'
    )
