"""A page that opens offline: its style in it, light and dark, no script, and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from answer.exports.notes import html_block
from answer.exports.provenance import Fact
from answer.receipts import Receipt

STYLE = Markup("""
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
""")

PAGE = Markup(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<title>{title}</title><style>{style}</style></head>\n<body><h1>{title}</h1>\n{body}\n"
    "{facts}\n{receipts}</body></html>\n"
)


def page(title: str, body: Markup, stated: Sequence[Fact], receipts: Sequence[Receipt]) -> str:
    """The page around this body, with what it says of itself and its receipts."""
    return str(
        PAGE.format(title=title, style=STYLE, body=body, facts=stated_facts(stated), receipts=html_block(receipts))
    )


def stated_facts(stated: Iterable[Fact]) -> Markup:
    """The facts as a list."""
    items = Markup().join(Markup("<li>{}: {}</li>").format(name, value) for name, value in stated)
    return Markup('<ul class="quiet">{}</ul>').format(items)
