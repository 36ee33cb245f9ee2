"""An interview whose questions stand alone, with nobody's label: whose the answers between them are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.records import Block, BlockKind, Loaded
from ingest.speech.turn_labels import TEXT_KINDS
from ingest.speech.turn_names import Names
from ingest.speech.turn_words import FIRST_PERSON, SECOND_PERSON

SMALLEST_TALK = 2
"""Labels that make a talk at least."""

QUOTED = re.compile(r"[“„][^”“„]{0,2000}[”“]|«[^«»]{0,2000}»|\"[^\"]{0,2000}\"")
FEWEST_QUESTIONS = 3
LONGEST_QUESTION = 300
"""Characters. Raised, paragraphs that end in a question are taken for an interviewer's."""

LONGEST_ANSWER = 8
"""Blocks of one answer. Raised, an article behind two questions is taken for an answer."""


def answered(loaded: Loaded) -> Iterator[Block]:
    """The blocks, those between questions as quotations of who is interviewed; all as they are in any other text.

    Every answer speaks of itself, no question does, and one at least speaks to somebody: an author's own questions do
    not. Where the text says beforehand who is interviewed, two questions do, and most of the answers.
    """
    asked = [at for at in range(len(loaded.blocks)) if _is_question(loaded, at)]
    name = Names(loaded, loaded.blocks[asked[0]].start).answers if asked else ""
    to_somebody = any(SECOND_PERSON.search(_said(loaded, at)) for at in asked) or (name and len(asked) > SMALLEST_TALK)
    answers = [_answer(loaded, at, end, known=bool(name)) for at, end in pairwise((*asked, len(loaded.blocks)))]
    speak = sum(any(_speaks_of_itself(loaded, at) for at in answer) for answer in answers)
    are_enough = 2 * speak > len(asked) >= (SMALLEST_TALK if name else FEWEST_QUESTIONS)
    fits = all(answers) and not any(_speaks_of_itself(loaded, at) for at in asked)
    is_talk = are_enough and to_somebody and fits
    speaking = {at for answer in answers for at in answer} if is_talk else set()
    for at, block in enumerate(loaded.blocks):
        yield replace(block, kind=BlockKind.QUOTE, level=0, speaker=name or None) if at in speaking else block


def _is_question(loaded: Loaded, at: int) -> bool:
    """Return whether the block is a question and nothing else."""
    block = loaded.blocks[at]
    is_short = block.end - block.start <= LONGEST_QUESTION and loaded.text.count(".", block.start, block.end) == 0
    return is_short and block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} and asks(loaded, at)


def _answer(loaded: Loaded, asked: int, end: int, *, known: bool) -> range:
    """The blocks between this question and the next, if all are text and the first speaks of who answers; none else.

    It need not where it is `known` who answers. Behind the last question the answer goes on as long as its blocks do.
    """
    speaks = [_speaks_of_itself(loaded, at) for at in range(asked + 1, end)]
    is_last = end == len(loaded.blocks)
    if is_last:
        speaks = speaks[: speaks.index(False)] if False in speaks else speaks
    fits = 0 < len(speaks) <= LONGEST_ANSWER and (speaks[0] or (known and not is_last))
    texts = all(loaded.blocks[at].kind in TEXT_KINDS for at in range(asked + 1, asked + 1 + len(speaks)))
    return range(asked + 1, asked + 1 + len(speaks)) if fits and texts else range(0)


def _speaks_of_itself(loaded: Loaded, at: int) -> bool:
    return FIRST_PERSON.search(QUOTED.sub("", _said(loaded, at))) is not None


def _said(loaded: Loaded, at: int) -> str:
    return loaded.text[loaded.blocks[at].start : loaded.blocks[at].end]


def asks(loaded: Loaded, at: int) -> bool:
    """Return whether the block is a question."""
    block = loaded.blocks[at]
    return loaded.text[max(block.start, block.end - 3) : block.end].rstrip("\"'”’*_ ").endswith(("?", "？", "؟"))
