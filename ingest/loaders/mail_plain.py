"""The paragraphs of a message that is plain text: how deep each is quoted, and which are items of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.loaders.mail_threads import Paragraph
from ingest.records import BlockKind

QUOTE_MARKS, ARROWS = re.compile(r"(?:[>|] ?)+"), re.compile(r"(?:> ?)*")
INITIALS = re.compile(r"^[ \t]?([A-Z]{1,4})(?=>)", re.MULTILINE)
"""Whose line is quoted, before the mark, as some programs write it: "OF> The radar was dark."."""

FEWEST_INITIALS = 2
"""Lines with the same initials that are quotations. Raised, short ones stay the sender's words."""

LIST_MARK = re.compile(r"[ \t]*(?:[*•·▪‣◦–-]|\d{1,2}[.)])[ \t]+\w")


def plain_paragraphs(words: str) -> Iterator[Paragraph]:
    """The lines between blank ones and changes of depth, without their marks; bars between words are no such marks."""
    depth, lines = 0, list[str]()
    for line in _without_initials(words).split("\n"):
        marks = QUOTE_MARKS.match(line)
        if marks and "|" in line[marks.end() :]:
            marks = ARROWS.match(line)
        deeper = sum(mark in ">|" for mark in marks.group()) if marks else 0
        content = (line[marks.end() :] if marks else line).rstrip()
        signs = content in {"--", "—"}
        if lines and (deeper != depth or not content or signs or LIST_MARK.match(content)):
            yield _paragraph(depth, lines)
            lines = []
        depth = deeper
        if content:
            lines.append("-- " if signs else content)
    if lines:
        yield _paragraph(depth, lines)


def _without_initials(words: str) -> str:
    """The text with the marks alone of what is quoted under somebody's initials."""
    quoted = Counter(INITIALS.findall(words))
    return INITIALS.sub(lambda line: "" if quoted[line[1]] >= FEWEST_INITIALS else line.group(), words)


def _paragraph(depth: int, lines: Sequence[str]) -> Paragraph:
    """The paragraph or list item that these lines are."""
    kind = BlockKind.LIST_ITEM if LIST_MARK.match(lines[0]) else BlockKind.PARAGRAPH
    return Paragraph(depth, "\n".join(lines), kind)
