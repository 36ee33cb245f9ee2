"""A check as one HTML page that opens offline: the matrix with a letter and a colour in each cell, and every quote."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from answer.check_records import Check, ClaimCheck, Finding, Verdict
from answer.exports import html_block
from answer.matrix import LETTERS, Matrix, Row, matrix
from answer.receipts import receipts_of
from answer.wording import flag_words, voice_words

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #c8c8c8; --quiet: #595959;
  --v: #0b6b3a; --s: #2a6f97; --d: #a63d00; --r: #6b6b6b; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --line: #444; --quiet: #a8a8a8;
  --v: #7fd6a4; --s: #8cc8ea; --d: #ffb38a; --r: #b5b5b5; --on: #111; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 70rem; padding: 0 1rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
  vertical-align: top; } thead th { font-weight: 600; } td.cell { text-align: center; }
.letter { display: inline-block; min-width: 1.6em; padding: 0 .3em; border-radius: .3em; text-align: center;
  font-weight: 700; color: var(--on); text-decoration: none; }
.V { background: var(--v); } .S { background: var(--s); } .D { background: var(--d); } .r { background: var(--r); }
.quiet { color: var(--quiet); } blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
"""


def check_as_html(check: Check) -> str:
    """The check as a self-contained page; a document's words are never markup."""
    table = matrix(check)
    body = "\n".join([f"<p>{_legend()}</p>", *_table(table), *(_claim(row, at) for at, row in enumerate(table.rows))])
    built = escape(check.built_at.isoformat(timespec="seconds"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Check</title><style>{STYLE}</style></head>\n<body><h1>Check</h1>\n{body}\n"
        f'<p class="quiet">Library generation {check.generation}, built {built}, model {escape(check.model)}.</p>\n'
        f"{html_block(receipts_of(check))}</body></html>\n"
    )


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
    published = source.published.isoformat() if source.published else "undated"
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
