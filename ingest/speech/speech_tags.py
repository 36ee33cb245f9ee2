"""What only says who spoke, beside the quotation or after it: "Berg said on Monday."."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.attributions import is_last
from ingest.speech.clauses import Attributed
from ingest.speech.grammar_words import (
    ADVERBS,
    BOUNDARIES,
    DETERMINERS,
    OTHER_PREPOSITIONS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
)
from ingest.speech.noun_phrases import ARTICLES, Range, is_adverb, phrase_ending, phrase_starting
from ingest.speech.quotation_owners import leads_to_owner
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.words import GAP, Word

SPEECH_ENDS = ".,!?…—"
CLOSING_MARKS = " \u00a0\u202f”\"'’»›«‹“」』"
TAG_OPENS = frozenset(",—–-")
MOST_TAG_WORDS = 12
MOST_NAME_WORDS = 2
"""Up to so many words before a comma may be a name in quotation marks: “Solo,” the film of the year."""

SAID = table("said says asked asks added adds replied replies shouted whispered")
"""Right behind a quotation they say that somebody spoke, however far behind he is named."""

RIGHT_BEHIND = 2
"""The last place of a word right behind a quotation that opens its sentence, with a comma between the two."""

WHO = table("who whose one")
MEANWHILE = table("as when while")
MOST_MANNER_WORDS = 5
"""Words that may follow a verb that is no verb of speech: "Ferreira shrugged [as he left the room]"."""


def is_tagged(text: str, words: Sequence[Word], found: Sequence[Attributed]) -> bool:
    """Return whether the sentence is a quotation and who said it, however long his office is.

    The quotation stands first, ends as speech does, and what follows says nothing but who spoke; or it goes on behind
    a few such words; or a few such words and a colon lead to it.
    """
    gaps = [at for at, word in enumerate(words) if word.plain == GAP]
    if not gaps:
        return False
    if gaps[0] == 0 and _ends_as_speech(text, words):
        outside = words[1:] if len(gaps) == 1 else words[1 : gaps[-1]]
        rest = words[gaps[-1] + 1 :] if len(gaps) > 1 else ()
        first = next((one for one in found if one.by_speech and (one.start, one.end) == (0, len(words))), None)
        if first is not None and (
            is_inverted(first)
            or (first.cue <= RIGHT_BEHIND and words[first.cue].plain in SAID)
            or is_last(words, first.cue)
            or (rest == () and len(gaps) > 1)
        ):
            return True
        told = any(one.by_speech for one in found) or len(text[words[0].start : words[0].end].split()) > (
            0 if len(outside) <= MOST_NAME_WORDS + 1 else MOST_NAME_WORDS
        )
        return told and _is_short(outside) and not any(word.is_word for word in rest)
    leads = gaps == [len(words) - 1] and gaps[0] > 1 and words[gaps[0] - 1].plain == ":"
    return leads and _is_short(words[: gaps[0]]) and any(one.by_speech for one in found)


def _ends_as_speech(text: str, words: Sequence[Word]) -> bool:
    """Return whether the quotation that stands first ends in a mark of its own, or before a comma, dash or "is how"."""
    inside = text[words[0].start : words[0].end].rstrip(CLOSING_MARKS)
    leads = len(words) > 1 and (words[1].plain in TAG_OPENS or leads_to_owner(words))
    return inside[-1:] in SPEECH_ENDS or leads


def _is_short(outside: Sequence[Word]) -> bool:
    return sum(word.is_word for word in outside) <= MOST_TAG_WORDS


def teller(text: str, words: Sequence[Word]) -> Attributed | None:
    """Who does what a tag of any verb tells: “We lost,” Ferreira shrugged; “Nobody asked,” snorted the ferryman."""
    if not words or words[0].plain != GAP or not _ends_as_speech(text, words):
        return None
    first = next((at for at in range(1, len(words)) if words[at].is_word), len(words))
    last = next((at for at in range(first, len(words)) if not words[at].is_word and words[at].plain != "."), len(words))
    if first == last:
        return None
    if words[first].plain in SAID:
        return Attributed(first, _behind_manner(words, first + 1), 0, len(words), by_speech=True)
    is_title = len(text[words[0].start : words[0].end].split()) <= MOST_NAME_WORDS
    if _is_deed(words[first]) or (_is_done_now(words, first) and not is_title):
        speaker = phrase_starting(words, first + 1, NOT_IN_PHRASES)
        end = last - (words[last - 1].plain == ".")
        while end > first and (is_adverb(words[end - 1]) or words[end - 1].plain in ADVERBS):
            end -= 1
        if speaker is None or not (
            _is_meanwhile(words, speaker[1])
            or (speaker[1] == end and (_is_manner(words[last:]) or _is_described(words, last)))
        ):
            return None
        titled = speaker[1] - speaker[0] > 1 and words[speaker[1] - 1].capital  # "beamed manager Lee Cork"
        begins = titled or words[speaker[0]].capital or words[speaker[0]].plain in DETERMINERS
        return Attributed(first, speaker, 0, len(words), by_speech=True) if begins else None
    deed = next((at for at in range(first + 1, last) if _is_deed(words[at])), None)
    if deed is None or last - deed > MOST_MANNER_WORDS + 1:
        return None
    speaker = phrase_ending(words, deed, NOT_IN_PHRASES)
    whole = speaker is not None and speaker[0] == first
    return Attributed(deed, speaker, 0, len(words), by_speech=True) if whole else None


def _is_manner(rest: Sequence[Word]) -> bool:
    """Whether nothing stands behind a tag but what somebody did meanwhile: "hissed the jockey, [glaring at her]"."""
    said = [word for word in rest if word.is_word]
    return not said or (len(said) <= MOST_TAG_WORDS and not said[0].capital and said[0].plain.endswith("ing"))


def _is_described(words: Sequence[Word], at: int) -> bool:
    """Whether a comma and who somebody is stand here: "laughs Ann Lee[, head baker]", "laughs Ann Lee[, who bakes]"."""
    if at + 1 >= len(words) or words[at].plain != ",":
        return False
    first = words[at + 1]
    whole = phrase_starting(words, at + 1, NOT_IN_PHRASES) is not None and not first.capital
    return first.plain in WHO | POSSESSIVES or first.plain[0].isdigit() or (whole and first.plain not in PRONOUNS)


def _behind_manner(words: Sequence[Word], at: int) -> Range | None:
    """Who stands behind how and where it was said: "said, quietly, from the back of the hall, [the oldest of us]"."""
    named = phrase_starting(words, at, NOT_IN_PHRASES)
    if named is not None and (words[named[0]].capital or words[named[0]].plain in DETERMINERS):
        return named
    commas = [place for place in range(at, len(words)) if words[place].plain == ","]
    last = commas[-1] + 1 if commas else at
    while not commas and last < len(words) and is_adverb(words[last]):
        last += 1
    speaker = phrase_starting(words, last, NOT_IN_PHRASES)
    end = len(words) - (words[-1].plain == ".")
    begins = (words[place + 1] for place in (at - 1, *commas[:-1]) if place + 1 < len(words))
    between = [word for word in begins if word.plain != ","]
    manner = all(word.plain in PREPOSITIONS | OTHER_PREPOSITIONS or is_adverb(word) for word in between)
    return speaker if speaker is not None and speaker[1] == end and (manner or not commas) else None


def _is_done_now(words: Sequence[Word], at: int) -> bool:
    """Return whether the word right behind a quotation is what somebody named does: "…,” [growls] Captain Moll"."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    does = not word.capital and word.plain.isalpha() and word.plain.endswith("s") and not word.plain.endswith("ss")
    named = after is not None and (after.capital or after.plain in ARTICLES)
    return does and named and at == 1 and word.plain not in BOUNDARIES


def _is_meanwhile(words: Sequence[Word], at: int) -> bool:
    """Return whether what stands here tells when, where or how something was done."""
    return at < len(words) and words[at].plain in PREPOSITIONS | OTHER_PREPOSITIONS | MEANWHILE


def _is_deed(word: Word) -> bool:
    """Return whether the word is what somebody did, by its ending."""
    return not word.capital and word.plain.endswith("ed") and word.plain.isalpha()


def is_inverted(one: Attributed) -> bool:
    """Return whether the speaker stands behind the cue."""
    return one.speaker is not None and one.speaker[0] > one.cue


def is_tag(words: Sequence[Word], found: Sequence[Attributed]) -> bool:
    """Return whether the sentence says only that somebody spoke: "Berg asked."."""
    if len(words) > MOST_TAG_WORDS or len(found) != 1 or not found[0].by_speech:
        return False
    return is_inverted(found[0]) or is_last(words, found[0].cue)
