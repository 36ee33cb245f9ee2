"""Raw HTML inside a Markdown document: the tags go, the text stays."""

from __future__ import annotations

import re
from html.parser import HTMLParser

UNSEEN = frozenset({"script", "style", "template", "title"})
SEPARATING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin and end a line on the page."""

LINE_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
SPACES = re.compile(r"[ \t\f\v]+")


class _Visible(HTMLParser):
    """Collects the text between tags; a separating element becomes a line end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        self.unseen += tag in UNSEEN
        if tag in SEPARATING:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag in SEPARATING:
            self.parts.append("\n")

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - HTMLParser's
        """Browsers take a marked section for a comment; HTMLParser fails on one it does not know."""
        return self.parse_bogus_comment(i)

    def parse_html_declaration(self, i: int) -> int:
        """The same for a declaration."""
        return self.parse_bogus_comment(i)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(SPACES.sub(" ", data.replace("\n", " ")))


def visible_lines(markup: str) -> list[str]:
    """The lines of text that this HTML shows, without the empty ones."""
    parser = _Visible()
    parser.feed(markup)
    parser.close()
    return [said for line in "".join(parser.parts).split("\n") if (said := line.strip())]


def is_line_break(tag: str) -> bool:
    """Return whether an inline tag is `<br>`."""
    return LINE_BREAK_TAG.match(tag) is not None
