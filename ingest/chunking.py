"""Cut a document into passages: runs of whole sentences within two bounds.

The bound in tiktoken tokens cuts passages alike for every model.
The bound in the model's own word pieces ensures that the model truncates nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.records import Document, Passage, Sentence

MAX_TOKENS = 200
"""tiktoken tokens of a passage, about 200 word pieces: the length that measured best (docs/research/retrieval.md).

Raised, passages are fewer and longer; lowered, more and shorter.
"""

MAX_CHARACTERS_A_TOKEN = 32
"""Characters per token of the bound beyond which a text is split without counting its tokens.

Raised, tokenizers get longer texts and slow down; lowered, texts that would have fitted are split.
"""

Count = Callable[[Sequence[str]], list[int]]

CLAUSE_BREAKS = (
    re.compile(r"[;:]\s+|\s[–—-]\s+|[—–](?=\w)"),
    re.compile(r"[,)\]”\"、。，；：]\s*"),
    re.compile(r"\s+"),
)
"""Places to split a sentence that is too long for the window, best first."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of a passage: tiktoken tokens, and the model's window in word pieces."""

    count_tokens: Count
    count_pieces: Count
    window: int
    max_tokens: int = MAX_TOKENS

    def tokens_of(self, text: str) -> int | None:
        """Count the tiktoken tokens of a text; return None if it exceeds either bound."""
        if len(text) > self.max_tokens * MAX_CHARACTERS_A_TOKEN:
            return None
        tokens = self.count_tokens([text])[0]
        return tokens if tokens <= self.max_tokens and self.count_pieces([text])[0] <= self.window else None


def chunk(document: Document, bounds: Bounds) -> tuple[Passage, ...]:
    """Cut a document into passages, in order; every sentence, or part of a split one, is in exactly one."""
    return tuple(
        Passage(document.id, run[0].start, run[-1].end, tuple(run), tokens)
        for section in _sections(document)
        for packed in _packed(document.text, section, bounds)
        for run, tokens in _fitting(document.text, packed, bounds)
    )


def embedded_text(text: str, sentences: Sequence[Sentence]) -> str:
    """Return the text that the model reads of a passage: its sentences without the furniture between them."""
    return " ".join(text[sentence.start : sentence.end] for sentence in sentences)


def _sections(document: Document) -> Iterator[list[Sentence]]:
    """Group sentences up to the next heading or furniture block.

    Consecutive headings stay together, and with what follows them: a byline or dateline between a title and its lead
    separates nothing.
    """
    section: list[Sentence] = []
    borders = _furniture_borders(document)
    for sentence in document.sentences:
        before = section[-1] if section else None
        if before and not before.heading and (sentence.heading or _crossed(borders, before, sentence)):
            yield section
            section = []
        section.append(sentence)
    if section:
        yield section


def _furniture_borders(document: Document) -> list[int]:
    """Return the starts of furniture that is a whole block, which a passage crosses only behind a heading."""
    starts = {block.start for block in document.blocks}
    return [span.start for span in document.furniture if span.start in starts]


def _crossed(borders: Sequence[int], before: Sentence, sentence: Sentence) -> bool:
    at = bisect_left(borders, before.end)
    return at < len(borders) and borders[at] <= sentence.start


def _packed(text: str, section: Sequence[Sentence], bounds: Bounds) -> Iterator[list[Sentence]]:
    """Divide a section into runs of about equal length that should not exceed the bound."""
    counts = bounds.count_tokens([" " + _head(text, sentence, bounds) for sentence in section])
    share = sum(counts) / max(1, -(-sum(counts) // bounds.max_tokens))
    run: list[tuple[Sentence, int]] = []
    for sentence, count in zip(section, counts, strict=True):
        used = sum(tokens for _, tokens in run)
        if run and (used + count > bounds.max_tokens or used + count / 2 > share):
            introduction = _introduction(text, run)
            yield [item for item, _ in run[: len(run) - introduction]]
            run = run[len(run) - introduction :]
        run.append((sentence, count))
    yield [item for item, _ in run]


def _introduction(text: str, run: Sequence[tuple[Sentence, int]]) -> int:
    """Return 1 if the last sentence introduces the next ("The memo states:") and so belongs with it, else 0."""
    last, _ = run[-1]
    return int(len(run) > 1 and text[last.start : last.end].endswith(":"))


def _head(text: str, sentence: Sentence, bounds: Bounds) -> str:
    return text[sentence.start : min(sentence.end, sentence.start + bounds.max_tokens * MAX_CHARACTERS_A_TOKEN)]


def _fitting(text: str, run: Sequence[Sentence], bounds: Bounds) -> Iterator[tuple[Sequence[Sentence], int]]:
    """Yield a run with its token count if it fits, else its halves; a single sentence is split at a clause."""
    pending = [list(run)]
    while pending:
        part = pending.pop()
        tokens = bounds.tokens_of(embedded_text(text, part))
        if tokens is not None:
            yield part, tokens
        elif len(part) > 1:
            pending += [part[len(part) // 2 :], part[: len(part) // 2]]
        else:
            pending += [[piece] for piece in reversed(_split_sentence(text, part[0]))]


def _split_sentence(text: str, sentence: Sentence) -> list[Sentence]:
    """Split a sentence in two at the clause nearest its middle, losing nothing but white space."""
    at = sentence.start + _clause_break(text[sentence.start : sentence.end])
    edges = pairwise((sentence.start, at, sentence.end))
    return [replace(sentence, start=a, end=b) for a, b in (_trimmed(text, *edge) for edge in edges) if a < b]


def _clause_break(text: str) -> int:
    middle = len(text) // 2
    quarter = len(text) // 4
    for pattern in CLAUSE_BREAKS:
        ends = [match.end() for match in pattern.finditer(text, quarter, len(text) - quarter)]
        inside = [end for end in ends if 0 < end < len(text)]
        if inside:
            return min(inside, key=lambda end: abs(end - middle))
    return max(1, middle)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
