"""What somebody says by an act and not by a verb of saying: "made a plea for", "raised concerns that"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import PREPOSITIONS
from ingest.speech.verb_forms import Form, forms
from ingest.speech.words import Word

MAKING = table(
    """
    make raise issue release publish offer express voice renew repeat deliver lodge file send level put launch
    """
)
ACTS = forms(sorted(MAKING))
"""Verbs of which a word for something said may be the object."""

SAID = table(
    """
    case plea argument point pitch appeal statement statements complaint complaints proposal criticism criticisms
    concern concerns doubt doubts objection objections promise promises pledge vow accusation accusations warning
    warnings announcement claim claims suggestion suggestions prediction predictions allegation allegations
    charges assessment congratulations condolences apology apologies denial rebuke insult insults attack attacks
    critique letter memo
    """
)
"""What such an act leaves behind."""

MADE_PUBLIC = table("release publish")
KNOWN = table("the this that these those")
WRITTEN = table("letter memo")
"""What is made public may be somebody else's: "released the letter of a prisoner"."""

NOUNS_TOO = table("issue release offer voice file level put launch")
OBJECT_WITHIN = 5


def act_of(words: Sequence[Word], at: int) -> int | None:
    """The place of the verb whose object is the word at this place: "[made] an impassioned plea"."""
    for place in range(at - 1, max(-1, at - 1 - OBJECT_WITHIN), -1):
        word = words[place]
        if word.plain in ACTS:
            verb, form = ACTS[word.plain]
            is_noun = verb in NOUNS_TOO and form in {Form.BASE, Form.PRESENT}
            is_others = verb in MADE_PUBLIC and words[at].plain in WRITTEN and words[place + 1].plain in KNOWN
            return None if is_noun or is_others else place
        if not (word.is_word or word.plain == ",") or word.plain in PREPOSITIONS - {"out"}:
            return None
    return None
