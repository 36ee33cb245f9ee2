"""Texts in which people marked every attribution: who (source), by what words (cue), says what (content).

One JSON object a line: `text`, and `attributions`, each with `source`, `cue` and `content`, lists of
`{"start", "end"}` in characters of `text`.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.lexicon import table
from ingest.records import Span

MARKED = re.compile(
    r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)''(?=\S)(?:(?!'').)*(?:''|$)|«[^»\n]*(?:»|$)|(?<!\w)‘[^’\n]*’(?!\w)",
    re.MULTILINE,
)
"""Words between quotation marks, up to the end of the line where nobody closed them."""

EDGE = re.compile(r"\A[\W_]+|[\W_]+\Z")
EMPTY = table("the a an mr mrs ms dr himself herself itself themselves")
HEAD_END = re.compile(
    r"(?<=\S)(?:\s?[,(\[–—:;]|['’]s?,"
    r"| (?:of|for|in|at|from|with|who|whose|whom|that|which|on|to|by|about|near|among|like|and)\b"
    r"| [a-z]+ed (?=by|in|on|at|to|from|for|through|last|this|earlier\b)).*",
    re.DOTALL,
)
"""What ends the part of a noun phrase that its head stands in."""

APPOSITION = re.compile(r"\A[^,]*\b[a-z]+, (?P<name>(?:[A-Z][\w.’'-]* ){1,3}[A-Z][\w’'-]*)(?:,|\s|\Z)")
PRONOUNS = table(
    """
    he she it they i we you who which that this these those one another others some many both him her them us
    his its their my our all
    """
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One marked attribution; any part may be missing."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with all its attributions."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]

    def source_words(self, attribution: Attribution) -> str:
        """The words of the source, with single spaces."""
        return " ".join(" ".join(self.text[slice(*span)] for span in attribution.source).split())


def read_marked(path: Path) -> Iterator[MarkedText]:
    """The texts of a .jsonl or .jsonl.gz file."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield MarkedText(str(row["id"]), row["text"], tuple(_attribution(item) for item in row["attributions"]))


def _attribution(item: Mapping[str, Sequence[Mapping[str, int]]]) -> Attribution:
    return Attribution(*(tuple((s["start"], s["end"]) for s in item[part]) for part in ("source", "cue", "content")))


def quoted_spans(marked: MarkedText) -> set[Span]:
    """The direct quotations: every stretch between quotation marks that lies in a content, marks left out.

    Stretches are cut at the edges of contents, so a quotation goes exactly as far as the people who marked it said;
    contents that follow each other with no letter or digit between are one.
    """
    contents = sorted({span for attribution in marked.attributions for span in attribution.content})
    found = set()
    for match in MARKED.finditer(marked.text):
        joined: Span | None = None
        for start, end in contents:
            piece = trimmed(marked.text, (max(start, match.start()), min(end, match.end())))
            if piece is None:
                continue
            if joined and not any(c.isalnum() for c in marked.text[joined[1] : piece[0]]):
                joined = (joined[0], max(joined[1], piece[1]))
            else:
                found |= {joined} if joined else set()
                joined = piece
        found |= {joined} if joined else set()
    return found


def trimmed(text: str, span: Span) -> Span | None:
    """The span without what is no letter or digit at its edges; None where nothing is left."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None


def is_named(source: str) -> bool:
    """Return whether a source is named at all, and not by a pronoun."""
    return bool(source) and source.casefold() not in PRONOUNS


def same_speaker(ours: str, marked: str) -> bool:
    """Return whether both name the same: equal but for articles, case and marks, or with the same head.

    The head is the last word of the noun phrase before its first comma, bracket, preposition, relative pronoun or
    participle; of a name in apposition ("the chief executive, Olaf Berg,") the name counts as well.
    """
    first, second = _content_words(ours), _content_words(marked)
    if not first or not second:
        return False
    return first == second or not _heads(ours).isdisjoint(_heads(marked))


def _content_words(name: str) -> list[str]:
    plain = re.sub(r"['’]s?\b", "", name.casefold())
    return [word for word in re.findall(r"\w+", plain) if word not in EMPTY]


def _heads(name: str) -> set[str]:
    """The head, and that of a name in apposition."""
    apposition = APPOSITION.search(name.strip())
    parts = [HEAD_END.split(name.strip(), maxsplit=1)[0], apposition["name"] if apposition else ""]
    return {words[-1] for part in parts if (words := _content_words(part))}
