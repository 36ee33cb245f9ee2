"""Whom the writer asked, and who then speaks as a pronoun: "I rang the garage and they say …"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import MONTHS, table
from ingest.speech.figures import LOOMING, SEEN
from ingest.speech.grammar_words import ADVERBS, SEVERAL_ENDINGS, TIMES
from ingest.speech.noun_phrases import Range, is_adverb, phrase_starting
from ingest.speech.people import BODIES
from ingest.speech.subjects import CONTACTS, FARTHEST, HAD, NOT_IN_PHRASES
from ingest.speech.verb_forms import forms
from ingest.speech.words import Word

ASKING = CONTACTS | forms(sorted(table("call ask check speak talk write email text message telephone consult")))
WRITERS = table("i we")
ANSWERING = table("he she they it")
MOST_BEFORE_VERB = 3
"""Words from the writer to what he did: "I [have only just] rung"."""

WHENS = TIMES | ADVERBS | MONTHS.keys() | table("in on at") | table("this last yesterday twice again early the")


def asked_before(words: Sequence[Word], subject: Range) -> Range | None:
    """Whom the pronoun stands for, where the sentence begins with the writer asking somebody and "and" follows."""
    pronoun, joint = words[subject[0]], subject[0] - 1
    if subject[1] - subject[0] > 1 or pronoun.plain not in ANSWERING or words[0].plain not in WRITERS:
        return None
    if not 2 <= joint <= FARTHEST or words[joint].plain != "and":
        return None
    near = range(1, min(2 + MOST_BEFORE_VERB, joint))
    verb = next((at for at in near if not _is_helping(words[at])), 0)
    if words[verb].plain not in ASKING:
        return None
    first = verb + 1 + (words[verb + 1].plain in {"to", "with", "up"})
    asked = phrase_starting(words, first, NOT_IN_PHRASES)
    if asked is None or asked[1] > joint:
        return None
    end = next((at for at in range(asked[0] + 1, asked[1]) if words[at].plain in WHENS - {"the"}), asked[1])
    between = words[end : joint - (words[joint - 1].plain == ",")]
    fits = _agrees(words, (asked[0], end), pronoun.plain) and all(word.plain in WHENS for word in between)
    return (asked[0], end) if fits else None


def _is_helping(word: Word) -> bool:
    """Return whether the word may stand between the writer and what he did."""
    return word.plain in HAD | ADVERBS or is_adverb(word)


def _agrees(words: Sequence[Word], asked: Range, pronoun: str) -> bool:
    """Return whether the pronoun may stand for who was asked: "they" for no single name, "he" for nobody but one."""
    last = words[asked[1] - 1]
    several = last.plain.endswith(SEVERAL_ENDINGS) or any(word.plain == "and" for word in words[slice(*asked)])
    match pronoun:
        case "they":
            return (several or not last.capital) and last.plain not in SEEN | LOOMING
        case "it":
            return last.plain in BODIES
    return not several and last.plain not in BODIES
