"""Notes that many documents end in ("About the Courier …"): nobody wrote them for this text, so they answer nothing.

They are found among the passages looked at together, where those that a question is near to are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.terms import BREAK, Marks

SHARED_BY = 3
"""Origins whose documents end in the same sentences from which these are a note. Raised, notes of smaller papers are
searched; lowered, two reports that end alike lose their ends."""

LEAST_TERMS = 8
"""Words that tell something in a note at least. Raised, short notes are searched; lowered, an ending such as "The trial
goes on." is none of the report's own."""


def note_lengths(
    passages: Sequence[Marks], origins: Sequence[str], *, opening: NDArray[np.bool_], closing: NDArray[np.bool_]
) -> list[int]:
    """Return how many of each passage's last sentences are a note that many documents share.

    Args:
        passages: the terms of each passage, as `sentence_marks` has them.
        origins: the origin of each passage's document; copies of one text share nothing with each other.
        opening: whether each passage is the first one of its document; a document that is all note has none.
        closing: whether each is the last one.
    """
    alike = _end_alike(passages, origins, closing)
    if not alike:
        return [0] * len(passages)
    sentences = [_sentences(marks) if at in alike else [] for at, marks in enumerate(passages)]
    shared: dict[bytes, set[str]] = defaultdict(set)
    for each, origin in zip(sentences, origins, strict=True):
        for sentence in each:
            shared[sentence.tobytes()].add(origin)
    notes = [_note([len(shared[one.tobytes()]) >= SHARED_BY for one in each], each) for each in sentences]
    whole = [note == len(each) for note, each in zip(notes, sentences, strict=True)]
    return [0 if all(both) else note for note, *both in zip(notes, whole, opening.tolist(), strict=True)]


def _end_alike(passages: Sequence[Marks], origins: Sequence[str], closing: NDArray[np.bool_]) -> set[int]:
    """The places of closing passages whose last sentence ends others of enough origins; mostly there are none."""
    by_last_term: dict[bytes, list[int]] = defaultdict(list)
    for at in np.flatnonzero(closing).tolist():
        by_last_term[passages[at][-2:].tobytes()].append(at)
    by_sentence: dict[bytes, list[int]] = defaultdict(list)
    for at in chain.from_iterable(found for found in by_last_term.values() if len(found) >= SHARED_BY):
        breaks = np.flatnonzero(passages[at] == BREAK)
        by_sentence[passages[at][breaks[-2] + 1 if len(breaks) > 1 else 0 :].tobytes()].append(at)
    return {at for found in by_sentence.values() if len({origins[one] for one in found}) >= SHARED_BY for at in found}


def _note(is_shared: Sequence[bool], sentences: Sequence[Marks]) -> int:
    own = max((place for place, shared in enumerate(is_shared, 1) if not shared), default=0)
    return len(sentences) - own if sum(len(one) - 1 for one in sentences[own:]) >= LEAST_TERMS else 0


def _sentences(marks: Marks) -> list[Marks]:
    """The terms of each sentence."""
    return np.split(marks, np.flatnonzero(marks == BREAK) + 1)[:-1]


def without_notes(marks: Marks, note: int) -> Marks:
    """The terms of a passage without those of its last sentences, which stay as empty ones."""
    if not note:
        return marks
    ends = np.append(-1, np.flatnonzero(marks == BREAK))
    begin = ends[-note - 1] + 1
    return np.concatenate([marks[:begin], np.full(note, BREAK, np.uint32)])
