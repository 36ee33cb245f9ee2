"""What a strong match needs beside its signals: the question's numbers, and a denial where the question denies.

Vectors hardly tell 2013 from 2014, or who signed from who did not; a passage that lacks these is a weak match.
"""

from __future__ import annotations

import re

import numpy as np

from answer.facts.negation import denies
from index.library import Library
from index.searching.query import Query
from index.searching.ranking import Ranked
from index.searching.search import evidence_text
from index.terms import marks_of

NUMBER = re.compile(r"\d++(?:[.,:]\d++)*+")
"""A number with all its parts: 12.21, of which 12 is one."""


def is_borne_out(library: Library, query: Query, ranked: Ranked) -> bool:
    """Return whether the passage has the question's numbers, and its evidence denies something if the question does."""
    return _has_numbers(library, query, ranked) and (
        not denies(query.question) or denies(evidence_text(library, query, ranked))
    )


def _has_numbers(library: Library, query: Query, ranked: Ranked) -> bool:
    """Return whether every number stands in the passage or in the label of its document, and not in parts only."""
    if not query.numbers:
        return True
    passage = ranked.stored.passage
    text = library.document(passage.document_id).text[passage.start : passage.end]
    marks = set(ranked.terms.tolist())
    lacking = [
        term
        for term in query.numbers
        if marks.isdisjoint(marks_of([term]).tolist())
        or (_is_whole(term, query.question) and term in text and not _is_whole(term, text))
    ]
    return not lacking or bool(library.label_words.table(lacking, np.array([ranked.stored.document], np.int64)).all())


def _is_whole(number: str, text: str) -> bool:
    return number in NUMBER.findall(text)
