"""Who is quoted or cited by somebody else as saying something: the words are his, not those of who quotes him."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import CUE_FORMS
from ingest.speech.words import Word

CITED = table("quoted cited reported")
QUOTING = CITED | table("quotes cites quote cite")
FARTHEST = 12
"""Words from "quoted" to "saying": who quotes, and when, stands between."""


def cited_before(words: Sequence[Word], at: int) -> int | None:
    """The place of "quoted" that the word here belongs to: "quoted as [saying]", "quoted by the paper as [saying]"."""
    if CUE_FORMS.get(words[at].plain, ("", Form.BASE))[1] is not Form.GERUND or at < 2 or words[at - 1].plain != "as":
        return None
    if words[at - 2].plain in CITED:
        return at - 2
    between = range(at - 2, max(-1, at - FARTHEST), -1)
    place = next((place for place in between if words[place].plain in CITED or not words[place].is_word), at)
    by_whom = (word.plain for word in words[place + 1 : at])
    return place if words[place].plain in CITED and "by" in by_whom else None


def cited_object(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The places from "quoted" to this "saying" of "the paper quoted [a witness] as saying"; None where it is none."""
    if CUE_FORMS.get(words[at].plain, ("", Form.BASE))[1] is not Form.GERUND or at < 3 or words[at - 1].plain != "as":
        return None
    for place in range(at - 3, max(-1, at - FARTHEST), -1):
        if not words[place].is_word or words[place].plain in {"by", "was", "were"}:
            return None
        if words[place].plain in QUOTING:
            return place, at - 1
    return None


def is_cited_as_saying(words: Sequence[Word], at: int) -> bool:
    """Return whether this is "quoted" before "as saying", whoever quotes standing between them or behind."""
    if words[at].plain not in QUOTING:
        return False
    behind = range(at + 2, min(at + FARTHEST, len(words)))
    return any(cited_before(words, place) == at or (cited_object(words, place) or (-1,))[0] == at for place in behind)
