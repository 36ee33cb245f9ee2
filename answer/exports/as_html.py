"""Write answers and checks as HTML pages that open offline: styles included, light and dark, no script, no requests.

A spreadsheet opens such a page too, and makes a cell of every block of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import unescape
from itertools import groupby

from markupsafe import Markup

from answer.arrangements import COLOURS, LETTERS, ON_COLOUR, Matrix, Row, matrix
from answer.exports.as_markdown import place, shown, source_words
from answer.exports.embedded_receipts import html_block
from answer.exports.formulas import is_formula
from answer.exports.provenance import Fact, provenance
from answer.receipts import Receipt, receipts_of
from answer.records import Answer, Check, ClaimCheck, Finding, Lane, Verdict
from answer.wording import flag_words, isolated, place_words, published_words, said_words, steady
from index.records import Hit

THEMES = Markup(
    ":root {{ color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #c8c8c8; --quiet: #595959;\n  {} }}\n"
    "@media (prefers-color-scheme: dark) {{ :root {{ --ink: #ececec; --paper: #161616; --line: #444;"
    " --quiet: #a8a8a8;\n  {} }} }}\n"
)
STYLE = Markup("""\
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 70rem; padding: 0 1rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
  vertical-align: top; } thead th { font-weight: 600; } td.cell { text-align: center; }
.letter { display: inline-block; min-width: 1.6em; padding: 0 .3em; border-radius: .3em; text-align: center;
  font-weight: 700; color: var(--on); text-decoration: none; }
.quiet { color: var(--quiet); }
.unseen { font-size: 0; user-select: none; }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
""")

PAGE = Markup(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<title>{title}</title><style>\n{themes}{style}{letters}</style></head>\n"
    '<body><h1 dir="auto">{title}</h1>\n{body}\n'
    "{facts}\n{receipts}</body></html>\n"
)

BLOCK_TAG = r"<(?:/?(?:blockquote|body|br|details|div|h[1-6]|li|p|pre|section|summary|t[dhr]|ul)\b)[^<>]*+>"
BLOCK = re.compile(rf"({BLOCK_TAG})((?:[^<]|(?!{BLOCK_TAG})<)*+)", re.IGNORECASE)
"""A tag at which a spreadsheet begins a cell, and what stands in the cell."""

TAG = re.compile(r"<[^<>]*+>")

APOSTROPHE = '<span class="unseen" aria-hidden="true">\'</span>'
"""What makes a cell a text, in every program that does not know the style; in a browser the words stand alone."""


def page(title: str, body: Markup, stated: Sequence[Fact], receipts: Sequence[Receipt]) -> str:
    """Wrap a body in a whole page, with its provenance and receipts below."""
    shown = {"body": body, "facts": stated_facts(stated), "receipts": html_block(receipts)}
    made = str(PAGE.format(title=title, themes=_themes(), style=STYLE, letters=_letters(), **shown))
    return steady(BLOCK.sub(_without_formula, made))


def _without_formula(block: re.Match[str]) -> str:
    """Put an apostrophe that a browser does not show before words that a spreadsheet would run."""
    tag, inside = block.groups()
    return f"{tag}{APOSTROPHE}{inside}" if is_formula(unescape(TAG.sub("", inside))) else block[0]


def stated_facts(stated: Iterable[Fact]) -> Markup:
    """Write facts as a list."""
    items = Markup().join(Markup("<li>{}: {}</li>").format(name, value) for name, value in stated)
    return Markup('<ul class="quiet">{}</ul>').format(items)


def _themes() -> Markup:
    """Define the colours of the page and of the verdicts, light and dark."""
    named = {f"--{LETTERS[verdict].lower()}": colour for verdict, colour in COLOURS.items()} | {"--on": ON_COLOUR}
    light, dark = (" ".join(f"{name}: {colour[at]};" for name, colour in named.items()) for at in (0, 1))
    return THEMES.format(light, dark)


def _letters() -> Markup:
    """Write a style rule for the letter of each verdict that has a colour."""
    rule = Markup(".{0} {{ background: var(--{1}); }}\n")
    return Markup().join(rule.format(LETTERS[verdict], LETTERS[verdict].lower()) for verdict in COLOURS)


# An answer as a page: lane by lane, with the evidence marked.


def answer_as_html(answer: Answer, *, at: datetime | None = None) -> str:
    """Write an answer as a self-contained page; everything quoted from a document is escaped."""
    return page(answer.question, answer_body(answer), provenance(answer, at), receipts_of(answer))


def answer_body(answer: Answer, heading: str = "h2") -> Markup:
    """Write the summary and the lanes, each lane below a heading of the given level."""
    summary = Markup("<p>{}</p>").format(answer.summary)
    return Markup("\n").join([summary, *(_lane(lane, heading) for lane in answer.lanes)])


def _lane(lane: Lane, heading: str) -> Markup:
    passages = Markup("\n").join(_passage(hit, rank) for hit, rank in shown(lane))
    section = Markup("<section><{0}>{1}: {2}</{0}>{3}</section>")
    return section.format(heading, isolated(lane.kind), lane.standing, passages)


def _passage(hit: Hit, rank: str) -> Markup:
    start, end = hit.evidence.start - hit.start, hit.evidence.end - hit.start
    before, said, after = hit.text[:start], hit.text[start:end], hit.text[end:]
    source, voice = source_words(hit.document.source), said_words(hit.evidence)
    quote = Markup('<blockquote dir="auto">{}<mark>{}</mark>{}</blockquote>').format(before, said, after)
    passage = Markup('<p>{} {} · {}</p>\n{}<p class="quiet">{}</p>')
    return passage.format(rank, source, voice, quote, place(hit))


# A check as a page: the matrix with a coloured letter in each cell, and every quote.


def check_as_html(check: Check, *, at: datetime | None = None) -> str:
    """Write a check as a self-contained page; everything quoted from a document is escaped."""
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
        yield Markup("<p>No match in these documents.</p>")
        return
    kinds = [(kind, len(list(group))) for kind, group in groupby(table.documents, key=lambda one: one.source.kind)]
    over_kind = Markup('<th scope="colgroup" colspan="{}" dir="auto">{}</th>')
    over_document = Markup('<th scope="col" dir="auto">{}</th>')
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
    section = Markup('<section id="c{}"><h2 dir="auto">{}</h2><p>{}</p>{}</section>')
    return section.format(at, claim.text, claim.summary, quotes)


def _finding(finding: Finding, name: str) -> Markup:
    source, evidence = finding.document.source, finding.evidence
    published = published_words(source)
    facts = " · ".join(isolated(fact) for fact in (source.kind, source.title, source.publisher, published) if fact)
    flags = Markup().join(Markup("<li>{}</li>").format(flag_words(flag)) for flag in finding.flags)
    quote = Markup()
    if evidence:
        place = place_words(isolated(finding.document.id), evidence.start, evidence.end)
        said = f"{said_words(evidence)} · {place}"
        quote = Markup('<blockquote dir="auto">{}</blockquote><p class="quiet">{}</p>').format(evidence.text, said)
    found = Markup('<div id="{}"><p>{} {} · {}</p>{}<ul>{}</ul></div>')
    return found.format(name, _letter(finding.verdict), finding.verdict, facts, quote, flags)
