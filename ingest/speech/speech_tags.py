"""What only says who spoke, beside the quotation or after it: "Berg said on Monday."."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.speech.attributions import is_last
from ingest.speech.clauses import Attributed
from ingest.speech.words import GAP, Word

SHORTEST_SPEECH = 12
"""Characters of a quotation that is more than a word or two."""

MOST_TAG_WORDS = 12


def is_tagged(text: str, words: Sequence[Word], found: Sequence[Attributed]) -> bool:
    """Whether the sentence is one quotation and who said it, however long his office is.

    The quotation stands first, ends as speech does, and what follows says nothing but who spoke.
    """
    if not words or words[0].plain != GAP or words[0].end - words[0].start < SHORTEST_SPEECH:
        return False
    first = next((one for one in found if one.by_speech and (one.start, one.end) == (0, len(words))), None)
    if first is None or text[words[0].end - 2] not in ".,!?":
        return False
    return is_inverted(first) or is_last(words, first.cue)


def is_inverted(one: Attributed) -> bool:
    """Whether the speaker stands behind the cue."""
    return one.speaker is not None and one.speaker[0] > one.cue


def is_tag(words: Sequence[Word], found: Sequence[Attributed]) -> bool:
    """Whether the sentence says only that somebody spoke: "Berg asked."."""
    if len(words) > MOST_TAG_WORDS or len(found) != 1 or not found[0].by_speech:
        return False
    return is_inverted(found[0]) or is_last(words, found[0].cue)
