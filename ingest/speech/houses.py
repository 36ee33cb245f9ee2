"""Names with "'s" that own nothing: what stands for a church, a school or a firm, as St Brendan's and Lloyd's do."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import DETERMINERS
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import CUE_FORMS, NOUN_VERBS
from ingest.speech.words import GAP, Word

HELPING = table("has have had will would did do does was were is are")
"""Verbs that stand behind no "'s" of an owner: "Guy's [has] said"."""

OPENS_TOLD = table("that it they he she there how") | {GAP}
"""What begins what is told behind a form that may be something else: "Lund's announced [it] would"."""


def is_house(words: Sequence[Word], end: int) -> bool:
    """Return whether a name with "'s" stands for a place or a firm, a verb behind it: "parents at St Brendan's [say]".

    Where that may be an adjective or part of a noun, a clause has to follow: no "Lund's alleged debts".
    """
    if not 1 < end < len(words) or words[end - 1].plain != "'s" or not words[end - 2].capital:
        return False
    plain = words[end].plain
    form = CUE_FORMS[plain][1] if plain in CUE_FORMS and plain not in NOUN_VERBS else None
    has_clause = end + 1 < len(words) and (words[end + 1].plain in OPENS_TOLD or words[end + 1].plain in DETERMINERS)
    return plain in HELPING or form is Form.PRESENT or (form in {Form.PAST, Form.BASE} and has_clause)
