"""A page that opens offline: its style in it, light and dark, no script, and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from answer.exports.notes import html_block
from answer.exports.provenance import Fact
from answer.matrix import COLOURS, LETTERS, ON_COLOUR
from answer.receipts import Receipt

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
.quiet { color: var(--quiet); } blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
""")

PAGE = Markup(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<title>{title}</title><style>\n{themes}{style}{letters}</style></head>\n<body><h1>{title}</h1>\n{body}\n"
    "{facts}\n{receipts}</body></html>\n"
)


def page(title: str, body: Markup, stated: Sequence[Fact], receipts: Sequence[Receipt]) -> str:
    """The page around this body, with what it says of itself and its receipts."""
    shown = {"body": body, "facts": stated_facts(stated), "receipts": html_block(receipts)}
    return str(PAGE.format(title=title, themes=_themes(), style=STYLE, letters=_letters(), **shown))


def stated_facts(stated: Iterable[Fact]) -> Markup:
    """The facts as a list."""
    items = Markup().join(Markup("<li>{}: {}</li>").format(name, value) for name, value in stated)
    return Markup('<ul class="quiet">{}</ul>').format(items)


def _themes() -> Markup:
    """The colours of the page and of the verdicts, light and dark."""
    named = {f"--{LETTERS[verdict].lower()}": colour for verdict, colour in COLOURS.items()} | {"--on": ON_COLOUR}
    light, dark = (" ".join(f"{name}: {colour[at]};" for name, colour in named.items()) for at in (0, 1))
    return THEMES.format(light, dark)


def _letters() -> Markup:
    """A rule for the letter of each verdict that has a colour."""
    rule = Markup(".{0} {{ background: var(--{1}); }}\n")
    return Markup().join(rule.format(LETTERS[verdict], LETTERS[verdict].lower()) for verdict in COLOURS)
