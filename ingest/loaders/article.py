"""Which blocks of a web page are its article, and which stand around it.

trafilatura says what the article is; its words are looked up among the blocks of the whole page, so that nothing of
the page is lost: what is not the article stays in the text, as furniture. A few list items, headings and the like
between two blocks of the article, if they are no menu, form or box of links, are the article's too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from itertools import islice, pairwise
from typing import Any

from trafilatura import bare_extraction

from ingest.loaders.canonical import Canonical, Inline
from ingest.loaders.hypertext import show_series, write_tree
from ingest.loaders.trees import Element, parse_html
from ingest.records import RULE_AROUND, Block, BlockKind, Furniture

MIN_ARTICLE_CHARACTERS = 250
"""trafilatura's own bound: for less it gives all words of the page in one run, without their blocks."""

RUN = 4
"""Words in a row by which a block is found in the article. Raised, blocks whose words differ a little are lost;
lowered, words that stand everywhere are taken for the article's."""

MIN_FOUND = 0.5
"""The share of a block's runs of words that the article must have. Raised, blocks of which it has a part are lost."""

MOST_BETWEEN = 3
"""Blocks between two of the article's that are taken for its own. Raised, boxes of other reports are; lowered, lists
that trafilatura drops are lost."""

LISTED = frozenset({BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.CODE, BlockKind.QUOTE})
"""The kinds of blocks that trafilatura loses; a paragraph that it leaves out is mostly a box beside the text."""

MOST_LINKED = 0.5
"""The share of a block's characters that may be links, for it to be the article's without being found in it."""

BACK = re.compile(r"↩[\ufe0e\ufe0f]?\s*\Z")
"""The arrow behind a note that leads back to its place in the article: the note is the article's."""

WORD = re.compile(r"\w+")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """The article as its own tree, the words of each of its blocks, and their runs."""

    tree: Element
    blocks: frozenset[Words]
    runs: frozenset[Words]

    def has(self, words: Words) -> bool:
        """Return whether a block with these words is one of its own, or a good part of one."""
        if words in self.blocks:
            return True
        runs = list(_runs(words))
        return bool(runs) and sum(run in self.runs for run in runs) >= MIN_FOUND * len(runs)

    def is_in(self, blocks: Iterable[Words]) -> bool:
        """Return whether these blocks hold it; some pages keep it in a script and show it from there."""
        shown = {run for words in blocks for run in _runs(words)}
        return len(self.runs & shown) >= MIN_FOUND * len(self.runs)


def write_page(
    canonical: Canonical,
    tree: Element,
    titles: Collection[str],
    leads: Collection[str] = (),
    bodies: Collection[str] = (),
) -> tuple[Furniture, ...]:
    """Add the blocks of a page, and return those around its article as furniture; none where no article is found.

    An article that the page does not show is added above the blocks of the page. `titles` are what the page says that
    it is called, `leads` what it says that it is about, and `bodies` the texts of articles that it states beside what
    it shows.
    """
    show_series(tree)
    article = _article(tree) or _stated(bodies)  # looked for first: writing changes the tree
    chrome = write_tree(canonical, tree)
    words = [_words(canonical.text_of(block)) for block in canonical.blocks]
    if article is None:
        outside = [number for number in sorted(chrome) if _linked(canonical.blocks[number]) > MOST_LINKED]
    elif not article.is_in(words):
        return _put_above(canonical, article)
    else:
        inside = _inside(canonical.blocks, words, article, chrome, {_words(title) for title in titles})
        inside.update(_standfirst(words, [_words(lead) for lead in leads]))
        noted = (number for number, block in enumerate(canonical.blocks) if BACK.search(canonical.text_of(block)))
        inside.update(number for number in noted if words[number])
        outside = [number for number in range(len(words)) if number not in inside]
    return tuple(_around(block) for number in outside if (block := canonical.blocks[number]).start < block.end)


def _article(tree: Element) -> _Article | None:
    """Return the page's article, if there is one and its characters are such as trees are written with."""
    try:
        found: Any = bare_extraction(
            deepcopy(tree), include_comments=False, include_links=True, include_formatting=True, favor_recall=True
        )
    except ValueError:  # lxml reads U+FFFE and takes it from nobody
        return None
    if not found or len(found.text or "") < MIN_ARTICLE_CHARACTERS:
        return None
    canonical = Canonical()
    write_tree(canonical, deepcopy(found.body))
    blocks = [_words(canonical.text_of(block)) for block in canonical.blocks]
    runs = frozenset(_runs([word for words in blocks for word in words]))
    return _Article(found.body, frozenset(blocks), runs)


def _stated(bodies: Collection[str]) -> _Article | None:
    """The longest text that the page states, as an article; None where none is long enough to be one."""
    body = max(bodies, key=len, default="")
    if len(body) < MIN_ARTICLE_CHARACTERS:
        return None
    words = _words(body)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in body.split("\n") if line.strip())
    return _Article(parse_html(f"<body>{paragraphs}</body>"), frozenset({words}), frozenset(_runs(words)))


def _put_above(canonical: Canonical, article: _Article) -> tuple[Furniture, ...]:
    """Write the article, then what the page shows beside it, which is all furniture."""
    shown = [(block.kind, canonical.text_of(block)) for block in canonical.blocks]
    canonical.clear()
    write_tree(canonical, article.tree)
    first = len(canonical.blocks)
    for kind, words in shown:
        canonical.add(kind, Inline([words], len(words)))
    return tuple(_around(block) for block in canonical.blocks[first:])


def _inside(
    blocks: Sequence[Block],
    words: Sequence[Words],
    article: _Article,
    chrome: frozenset[int],
    titles: Collection[Words],
) -> set[int]:
    """The blocks of the article: those found in it, the few between two of them, and the heading that names it."""
    found = [number for number, said in enumerate(words) if said and article.has(said)]
    inside = set(found)
    for before, after in pairwise(found):
        between = [number for number in range(before + 1, after) if words[number]]
        if len(between) <= MOST_BETWEEN and not chrome.intersection(between):
            listed = (number for number in between if blocks[number].kind in LISTED)
            inside.update(number for number in listed if _linked(blocks[number]) <= MOST_LINKED)
    headings = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    named = [number for number in headings if words[number] in titles]
    above = [number for number in headings if blocks[number].level == 1 and found and number < found[0]]
    return inside.union(named[:1] or above[-1:])


def _standfirst(blocks: Sequence[Words], leads: Iterable[Words]) -> list[int]:
    """The line that sums the article up, if the page shows it: the first with the words of one of these descriptions.

    A description may be cut short, or have more than the line.
    """
    told = [lead for lead in leads if len(lead) >= RUN]
    alike = (
        number
        for number, said in enumerate(blocks)
        if len(said) >= RUN and any(lead[: len(said)] == said[: len(lead)] for lead in told)
    )
    return list(islice(alike, 1))


def _words(text: str) -> Words:
    return tuple(WORD.findall(text.lower()))


def _runs(words: Sequence[str]) -> Iterator[Words]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _linked(block: Block) -> float:
    """The share of its characters that are links."""
    return sum(end - start for start, end in block.links) / max(1, block.end - block.start)


def _around(block: Block) -> Furniture:
    return Furniture(block.start, block.end, RULE_AROUND)
