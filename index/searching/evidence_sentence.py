"""The sentence of a passage that is its evidence: the one that answers, and no line that only stands beside it.

The head of a table, a line of a mail's header, a greeting, a lone date and a question answer nothing; what is said
right behind a question is what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.searching.asked_for import asked_for, has
from ingest.lexicon import MONTH

ASKED_FOR_BONUS = 0.15
"""What a sentence that has what is asked for, a number or a person, counts beside its fit. Raised, such a sentence is
the evidence although another is nearer; lowered, the sentence that only repeats the question is."""

HEADER = re.compile(r"\W{0,3}(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Von|An|Gesendet|Betreff|De|À|Envoyé|Objet): ")
"""A line of a mail's header."""

GREETING = re.compile(r"(?:\S+ ){0,3}\S+,")
"""A few words that end in a comma: whom a letter greets, or how it ends."""

LONE_DATE = re.compile(
    rf"(?:\w+, )?(?:\d{{1,2}}\.? )?(?:{MONTH}|[^\W\d_]{{3,9}})\.?,? (?:\d{{1,2}}, )?\d{{4}}\W?", re.IGNORECASE
)
"""A date and nothing else, or the rest of one that was cut."""

QUESTION = re.compile(r"\?[\"”’»)]*\Z")


def best_sentence(question: str, texts: Sequence[str], headings: Sequence[bool], fits: Sequence[float]) -> int:
    """The place of the sentence that is the evidence for a question.

    Args:
        question: in its own words.
        texts: those of the passage's sentences, in order.
        headings: which of them are headings; one is evidence only where there is nothing else.
        fits: how well each sentence fits by its meaning and its words; -1 where it may not be evidence.
    """
    asked = asked_for(question)

    def fit(at: int, *, replies: bool) -> float:
        return max(fits[at], fits[at - 1]) if replies and at else fits[at]

    def rank(at: int) -> tuple[bool, bool, bool, float, int]:
        beside = _is_beside(texts, at)
        replies = at > 0 and not beside and QUESTION.search(texts[at - 1]) is not None
        bonus = ASKED_FOR_BONUS * has(texts[at], question, asked) if asked else 0.0
        return fits[at] > -1, not headings[at], not beside, fit(at, replies=replies) + bonus, -at

    best = (False, False, False, -2.0, 0)
    for at in sorted(range(len(texts)), key=lambda one: -fit(one, replies=True)):
        if all(best[:3]) and fit(at, replies=True) + ASKED_FOR_BONUS < best[3]:
            break  # no sentence that is left can count more
        best = max(best, rank(at))
    return -best[-1]


def _is_beside(texts: Sequence[str], at: int) -> bool:
    """Return whether the line only stands beside what is said."""
    text = texts[at]
    lines = (HEADER.match(text), GREETING.fullmatch(text), LONE_DATE.fullmatch(text), QUESTION.search(text))
    return any(lines) or _heads_table(texts, at)


def _heads_table(texts: Sequence[str], at: int) -> bool:
    """Return whether the line is the first row of a table, and has no number where the rows below have one."""
    cells = texts[at].count("\t")
    if not cells or re.search(r"\d", texts[at]) or (at and texts[at - 1].count("\t") == cells):
        return False
    below = texts[at + 1] if at + 1 < len(texts) else ""
    return below.count("\t") == cells
