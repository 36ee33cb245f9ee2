"""Draw a document, or a part of it, as HTML: its blocks, whose words they are, its furniture, a chosen place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from answer.question import number_in
from answer.wording import voice_words
from app_pages.drawing.marked_text import Mark, furniture_marks, marked
from app_pages.drawing.markup import element, wrapped
from ingest.records import Block, BlockKind, Document, Sentence, Span, Voice, VoiceKind

PART_LENGTH = 60_000
"""Characters shown at once: some thirty printed pages, which a browser lays out in a moment."""

TAGS = {BlockKind.QUOTE: "blockquote", BlockKind.CODE: "pre", BlockKind.LIST_ITEM: "p", BlockKind.PARAGRAPH: "p"}
TARGET = "byline-evidence byline-target"


def target(place: Span) -> Mark:
    """The mark of the place that a document is opened at."""
    return Mark(*place, "mark", TARGET)


def parts(document: Document) -> tuple[Span, ...]:
    """Cut the text into parts that are shown one at a time: its pages if it has any, else runs of blocks."""
    length = len(document.text)
    if document.page_starts:
        return tuple(pairwise(sorted({0, *document.page_starts[1:], length}))) or ((0, length),)
    cuts = [0]
    for block in document.blocks:
        if block.start - cuts[-1] >= PART_LENGTH:
            cuts.append(block.start)
        while block.end - cuts[-1] > 2 * PART_LENGTH:  # a block longer than a part
            cuts.append(cuts[-1] + PART_LENGTH)
    return tuple(pairwise([*cuts, length])) if cuts[-1] < length else ((0, length),)


def part_of(spans: tuple[Span, ...], offset: int) -> int:
    """The number, from 0, of the part that holds the offset."""
    return max(bisect_right([start for start, _ in spans], offset) - 1, 0)


def place_in(document: Document, named: tuple[str, str]) -> Span | None:
    """Return the place that a link names by start and end; None if it is not in this document."""
    start, end = map(number_in, named)
    if start is None or end is None:
        return None
    return (start, end) if start < end <= len(document.text) else None


def document_html(document: Document, shown: Span, marks: Sequence[Mark] = ()) -> Markup:
    """Draw this part of the document with these marks, every character that is not white space unchanged."""
    body = Markup().join(
        _block(document, block, span, marks) if block else _between(document, span, marks)
        for block, span in _pieces(document, shown)
        if document.text[slice(*span)].strip() or (block and block.kind is BlockKind.BREAK)
    )
    return wrapped("article", body, "byline-document")


def _pieces(document: Document, shown: Span) -> Iterator[tuple[Block | None, Span]]:
    """The blocks in this part, and what lies between them."""
    at, end = shown
    for block in document.blocks:
        if block.end < at or block.start >= end or (block.end <= at and block.kind is not BlockKind.BREAK):
            continue
        start = max(block.start, at)
        if at < start:
            yield None, (at, start)
        yield block, (start, min(block.end, end))
        at = max(at, min(block.end, end))
    if at < end:
        yield None, (at, end)


def _block(document: Document, block: Block, span: Span, marks: Sequence[Mark]) -> Markup:
    if block.kind is BlockKind.BREAK:
        return Markup('<hr class="byline-break">')
    if block.speaker:
        return _turn(document, block, span, marks)
    if block.kind is BlockKind.CODE and is_mail_head(document.text[block.start : block.end]):
        names = [
            Mark(span[0] + one.start(), span[0] + one.end(), "b", "byline-head-name") for one in _names(document, span)
        ]
        head = _text(document, span, [*marks, *names])
        return wrapped("div", head, "byline-block byline-mail-head", dir="auto")
    tag = f"h{min(block.level + 2, 6)}" if block.kind is BlockKind.HEADING else TAGS[block.kind]
    runs = Markup().join(_run(document, run, voice, marks) for run, voice in _runs(document, span))
    return wrapped(tag, runs, f"byline-block byline-block-{block.kind.value}", dir="auto")


HEAD_LINE = re.compile(r"^[^\W\d_][\w -]{0,20}:(?=\s)", re.MULTILINE)
"""The name of a line of a mail's head, in any language."""


def is_mail_head(text: str) -> bool:
    """Return whether the text is the head of a mail: lines with names, one of them with an address."""
    lines = text.strip().splitlines()
    return len(lines) > 1 and "@" in text and all(HEAD_LINE.match(line) or line[:1].isspace() for line in lines)


def _names(document: Document, span: Span) -> Iterator[re.Match[str]]:
    return HEAD_LINE.finditer(document.text[slice(*span)])


LABEL = re.compile(r"[^\n:]{1,80}:")
"""Who speaks in a turn, as the line begins with it."""


def _turn(document: Document, block: Block, span: Span, marks: Sequence[Mark]) -> Markup:
    """Draw a turn of a talk: its label apart, whose label it is where that says less than a name, and what is said."""
    speaker = block.speaker or ""
    found = LABEL.match(document.text, span[0], span[1]) if span[0] == block.start else None
    label = [Mark(found.start(), found.end(), "b", "byline-speaker")] if found else []
    is_named = found is not None and (speaker in found[0] or speaker == found[0].rstrip(":"))
    name = Markup() if is_named or not found else element("span", speaker, "byline-said-words") + " "
    inside = Markup().join(
        _text(document, run, [*label, *marks])
        if voice.speaker == speaker
        else _run(document, run, voice, [*label, *marks])
        for run, voice in _runs(document, span)
    )
    return wrapped("p", name + inside, "byline-block byline-speech", dir="auto")


def _between(document: Document, span: Span, marks: Sequence[Mark]) -> Markup:
    runs = Markup().join(_run(document, run, voice, marks) for run, voice in _runs(document, span))
    return wrapped("p", runs, "byline-block", dir="auto")


def _runs(document: Document, span: Span) -> Iterator[tuple[Span, Voice]]:
    """Cut the span where the voice changes."""
    at, voice = span[0], Voice()
    for sentence in _sentences(document, span):
        start = max(sentence.start, span[0])
        if sentence.voice != voice:
            if at < start:
                yield (at, start), voice
            at, voice = start, sentence.voice
    if at < span[1]:
        yield (at, span[1]), voice


def _sentences(document: Document, span: Span) -> tuple[Sentence, ...]:
    first = bisect_right(document.sentences, span[0], key=lambda sentence: sentence.end)
    last = bisect_left(document.sentences, span[1], key=lambda sentence: sentence.start)
    return document.sentences[first:last]


def _run(document: Document, span: Span, voice: Voice, marks: Sequence[Mark]) -> Markup:
    text = _text(document, span, marks)
    if voice.kind is VoiceKind.OWN or not document.text[slice(*span)].strip():
        return text
    words = element("span", voice_words(voice), "byline-said-words")
    return wrapped("span", words + " " + text, f"byline-said byline-said-{voice.kind.value}")


def _text(document: Document, span: Span, marks: Sequence[Mark]) -> Markup:
    first = bisect_right(document.furniture, span[0], key=lambda found: found.end)
    last = bisect_left(document.furniture, span[1], key=lambda found: found.start)
    furniture = furniture_marks(document.furniture[first:last])
    return marked(document.text[slice(*span)], span[0], [*marks, *furniture])
