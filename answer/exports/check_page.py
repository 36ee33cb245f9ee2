"""A check as one HTML page that opens offline: the matrix with a letter and a colour in each cell, and every quote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from answer.check_records import Check, ClaimCheck, Finding, Verdict
from answer.exports.page import page
from answer.exports.provenance import provenance
from answer.matrix import LETTERS, Matrix, Row, matrix
from answer.receipts import receipts_of
from answer.wording import flag_words, published_words, voice_words


def check_as_html(check: Check, *, at: datetime | None = None) -> str:
    """The check as a self-contained page; a document's words are never markup."""
    table = matrix(check)
    legend = Markup("<p>{}</p>").format(_legend())
    body = Markup("\n").join([legend, *_table(table), *(_claim(row, at) for at, row in enumerate(table.rows))])
    return page("Check", body, provenance(check, at), receipts_of(check))


def _legend() -> Markup:
    return Markup(", ").join(Markup("{} {}").format(_letter(verdict), verdict) for verdict in Verdict)


def _letter(verdict: Verdict, target: str = "") -> Markup:
    name = LETTERS[verdict]
    style = f"letter {name}" if verdict is not Verdict.NOT_FOUND else "quiet"
    if target:
        return Markup('<a class="{}" href="#{}" title="{}">{}</a>').format(style, target, verdict, name)
    return Markup('<span class="{}" title="{}">{}</span>').format(style, verdict, name)


def _table(table: Matrix) -> Iterator[Markup]:
    if not table.documents:
        yield Markup("<p>No document of the library has anything on this.</p>")
        return
    kinds = [(kind, len(list(group))) for kind, group in groupby(table.documents, key=lambda one: one.source.kind)]
    over_kind, over_document = Markup('<th scope="colgroup" colspan="{}">{}</th>'), Markup('<th scope="col">{}</th>')
    first = Markup().join(over_kind.format(count, kind) for kind, count in kinds)
    second = Markup().join(over_document.format(label.source.title) for label in table.documents)
    rows = Markup("\n").join(_row(row, at) for at, row in enumerate(table.rows))
    yield Markup(
        '<div class="wide"><table><thead><tr><th scope="col" rowspan="2">claim</th>{}</tr>\n'
        "<tr>{}</tr></thead>\n"
        "<tbody>{}</tbody></table></div>"
    ).format(first, second, rows)


def _row(row: Row, at: int) -> Markup:
    letters = (
        _letter(cell.verdict, f"c{at}d{place}") if cell else _letter(Verdict.NOT_FOUND)
        for place, cell in enumerate(row.cells)
    )
    cells = Markup().join(Markup('<td class="cell">{}</td>').format(letter) for letter in letters)
    return Markup('<tr><th scope="row"><a href="#c{}">{}</a></th>{}</tr>').format(at, row.claim.text, cells)


def _claim(row: Row, at: int) -> Markup:
    claim: ClaimCheck = row.claim
    found = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    quotes = Markup("\n").join(_finding(cell, f"c{at}d{place}") for place, cell in found)
    section = Markup('<section id="c{}"><h2>{}</h2><p>{}</p>{}</section>')
    return section.format(at, claim.text, claim.summary, quotes)


def _finding(finding: Finding, name: str) -> Markup:
    source, evidence = finding.document.source, finding.evidence
    published = published_words(source)
    facts = " · ".join(fact for fact in (source.kind, source.title, source.publisher, published) if fact)
    flags = Markup().join(Markup("<li>{}</li>").format(flag_words(flag)) for flag in finding.flags)
    quote = Markup()
    if evidence:
        place = f"{finding.document.id}, characters {evidence.start}–{evidence.end}"
        said = f"{voice_words(evidence.voice)} · {place}"
        quote = Markup('<blockquote>{}</blockquote><p class="quiet">{}</p>').format(evidence.text, said)
    found = Markup('<div id="{}"><p>{} {} · {}</p>{}<ul>{}</ul></div>')
    return found.format(name, _letter(finding.verdict), finding.verdict, facts, quote, flags)
