"""Write answers and checks as HTML pages that open offline: styles included, light and dark, no script, no requests.

A spreadsheet opens such a page too, and makes a cell of every block of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import unescape
from textwrap import shorten

from markupsafe import Markup, escape

from answer.arrangements import COLOURS, LETTERS, ON_COLOUR, KindEvidence, Outcome, Piece, by_kind, outcome, paragraphs
from answer.exports.as_markdown import place, shown, source_words
from answer.exports.embedded_receipts import html_block
from answer.exports.formulas import is_formula
from answer.exports.provenance import Fact, provenance
from answer.receipts import Receipt, of_finding, receipts_of
from answer.records import Answer, Check, ClaimCheck, Finding, Lane, Verdict
from answer.wording import (
    flag_words,
    isolated,
    place_words,
    published_words,
    said_words,
    steady,
    summarise_check,
    support_words,
)
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
h1 { font-size: 1.6rem; line-height: 1.3; }
.note { margin: .6rem 0 1.2rem; padding: .4rem .8rem; border: 1px dashed var(--line); } .note p { margin: .2rem 0; }
.lead { font-size: 1.15em; font-weight: 600; }
.draft { max-width: 44rem; font: 1.1em/1.7 Charter, Georgia, serif; }
.said { color: inherit; text-decoration: underline 2px; text-underline-offset: .25em; }
.number { margin-left: .1em; font: .65em system-ui, sans-serif; color: var(--quiet); vertical-align: super; }
.supported { text-decoration-color: var(--s); } .differs { text-decoration: underline wavy var(--d) 1px; }
.by_hand { text-decoration-style: dotted; text-decoration-color: var(--quiet); }
.check td.cell, .check thead th + th { min-width: 6ch; overflow-wrap: normal; }
.check tbody th { min-width: 16rem; font-weight: 400; } .check th a { color: inherit; text-decoration: none; }
.claim { margin-top: 1.4rem; border-top: 1px solid var(--line); } .claim > p { margin: .2rem 0; }
.claim h2 { margin: .6rem 0 .2rem; font-size: 1.1rem; }
.kind { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; margin: .5rem 0; }
.kind h3 { margin: .2rem 0; font-size: .95rem; overflow-wrap: break-word; }
.found { display: grid; grid-template-columns: 2rem 1fr; gap: 0 .4rem; }
.found > * { grid-column: 2; margin-block: 0 .15rem; } .found > .letter { grid-column: 1; align-self: start; }
.found p { font-size: .875em; }
@media (max-width: 40rem) { .kind { grid-template-columns: 1fr; } .check { display: none; } }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; } .wide { overflow: visible; } details { display: none; }
  .kind { display: block; } .found, h2, h3, tr { break-inside: avoid; } h2, h3, .claim > h2 + p { break-after: avoid; }
  .letter { border: 1px solid; background: none !important; color: #000; }
}
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


# A check as one page for an editor: the draft with its sentences marked, sentences × kinds, and the quotes of each.

LONGEST_TITLE = 80
"""Characters of a draft's beginning in the title. Raised, the heading runs over several lines."""

MOST_OF_A_KIND = 5
"""Quotes of a kind on one sentence. Raised, a page on many documents is longer than anybody reads."""


def check_as_html(check: Check, *, at: datetime | None = None) -> str:
    """Write a check as a self-contained page; everything quoted from a document is escaped.

    It has what documents say and say otherwise, and else the closest; the other forms have every document.
    """
    sections = Markup("\n").join(_claim(claim, number) for number, claim in enumerate(check.claims))
    body = Markup("\n").join([_head(check), _draft(check), _kinds(check), sections])
    shown = (one for claim in check.claims for _, findings in _on_page(claim) for one in findings)
    receipts = dict.fromkeys(receipt for one in shown for receipt in of_finding(one))
    return page(f"Check: {_title(check)}", body, provenance(check, at), list(receipts))


def _title(check: Check) -> str:
    return shorten(check.claims[0].text if check.claims else check.draft, LONGEST_TITLE, placeholder=" …")


def _on_page(claim: ClaimCheck) -> Iterator[tuple[KindEvidence, tuple[Finding, ...]]]:
    """Each kind with what is shown of it: of many quotes the first, and the closest one where no kind says more."""
    by_hand = outcome(claim) is Outcome.BY_HAND
    for kind in by_kind(claim):
        closest = (kind.closest,) if by_hand and kind.closest else ()
        yield kind, (*kind.backing[:MOST_OF_A_KIND], *kind.differing[:MOST_OF_A_KIND], *closest)


def _head(check: Check) -> Markup:
    legend = Markup(", ").join(Markup("{} {}").format(_letter(verdict), verdict) for verdict in Verdict)
    return Markup('<p class="lead">{}</p><p class="quiet">{}</p>').format(summarise_check(check), legend)


def _letter(verdict: Verdict, target: str = "") -> Markup:
    name = LETTERS[verdict]
    style = f"letter {name}" if verdict is not Verdict.NOT_FOUND else "quiet"
    if target and verdict is not Verdict.NOT_FOUND:
        return Markup('<a class="{}" href="#{}" title="{}">{}</a>').format(style, target, verdict, name)
    return Markup('<span class="{}" title="{}">{}</span>').format(style, verdict, name)


def _draft(check: Check) -> Markup:
    """The draft, each sentence with its number, underlined by what the check leaves of it."""
    marked = Markup('<a class="said {}" href="#c{}">{}<span class="number">{}</span></a>')

    def drawn(piece: Piece) -> Markup:
        if piece.claim is None:
            return escape(piece.text)
        left = outcome(check.claims[piece.claim]).name.lower()
        return marked.format(left, piece.claim, piece.text, piece.claim + 1)

    paragraph = Markup('<p dir="auto">{}</p>')
    return Markup('<section class="draft">{}</section>').format(
        Markup("").join(paragraph.format(Markup().join(map(drawn, pieces))) for pieces in paragraphs(check))
    )


def _kinds(check: Check) -> Markup:
    """The table of sentences × kinds."""
    if all(kind.verdict is Verdict.NOT_FOUND for claim in check.claims for kind in claim.kinds):
        return Markup("<p>No match in these documents.</p>")
    heads = Markup().join(Markup('<th scope="col" dir="auto">{}</th>').format(kind) for kind in check.kinds)
    rows = Markup("\n").join(_row(claim, number) for number, claim in enumerate(check.claims))
    return Markup(
        '<div class="wide"><table class="check"><thead><tr><th scope="col">sentence</th>{}</tr></thead>\n'
        "<tbody>{}</tbody></table></div>"
    ).format(heads, rows)


def _row(claim: ClaimCheck, number: int) -> Markup:
    cells = Markup().join(
        Markup('<td class="cell">{}</td>').format(_letter(kind.verdict, f"c{number}")) for kind in claim.kinds
    )
    head = Markup('<th scope="row"><a href="#c{}">{}. {}</a></th>').format(number, number + 1, claim.text)
    return Markup("<tr>{}{}</tr>").format(head, cells)


def _claim(claim: ClaimCheck, number: int) -> Markup:
    kinds = list(_on_page(claim))
    shown = Markup("\n").join(_kind(kind, findings) for kind, findings in kinds if findings)
    left = [kind for kind, findings in kinds if not findings]
    without = Markup().join(
        Markup('<p class="quiet">{}: {}.</p>').format(said, ", ".join(isolated(kind.found.kind) for kind in those))
        for said, those in (
            ("No clear support", [kind for kind in left if kind.closest]),
            ("No match", [kind for kind in left if not kind.closest]),
        )
        if those
    )
    section = Markup('<section id="c{}" class="claim"><h2 dir="auto">{}. {}</h2><p>{}</p>{}{}</section>')
    return section.format(number, number + 1, claim.text, support_words(claim), shown, without)


def _kind(kind: KindEvidence, findings: Sequence[Finding]) -> Markup:
    left = len(kind.backing) + len(kind.differing) - sum(one.verdict is not Verdict.RELATED for one in findings)
    more = Markup('<p class="quiet">{} more in the other forms.</p>').format(f"{left:,}") if left else Markup()
    quotes = Markup("\n").join(map(_finding, findings))
    head = Markup('<h3 dir="auto">{}{}</h3>').format(kind.found.kind, ": closest" if kind.closest else "")
    return Markup('<div class="kind">{}<div>{}{}</div></div>').format(head, quotes, more)


def _finding(finding: Finding) -> Markup:
    source, evidence = finding.document.source, finding.evidence
    if not evidence:
        return Markup()
    facts = (source.title, source.publisher, published_words(source))
    place = place_words(isolated(finding.document.id), evidence.start, evidence.end, finding.page)
    return Markup(
        '<div class="found">{} <blockquote dir="auto">{}</blockquote>{}<p>{}</p><p class="quiet">{}</p></div>'
    ).format(
        _letter(finding.verdict),
        evidence.text,
        Markup("<p>{}</p>").format("; ".join(map(flag_words, finding.flags))) if finding.flags else Markup(),
        " · ".join(isolated(fact) for fact in facts if fact),
        f"{said_words(evidence)} · {place}",
    )
