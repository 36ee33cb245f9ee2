"""Who goes on speaking: "It would, he went on, empty the rivers", "“…,” Holm went on"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.clauses import Attributed, is_own, next_plain
from ingest.speech.grammar_words import AUXILIARIES, DETERMINERS, PRONOUNS
from ingest.speech.noun_phrases import Range, phrase_ending
from ingest.speech.sources import PEOPLE, WHO
from ingest.speech.subjects import FARTHEST, NOT_IN_PHRASES
from ingest.speech.words import GAP, Word

GOING_ON = table("went goes")
HELPING = AUXILIARIES - table("to not never ever n't 's")
SOMEBODY = table("he she they")


def going_on(words: Sequence[Word], at: int) -> Attributed | None:
    """The attribution whose cue is this "went" or "goes", beside a quotation or in the middle of what is said."""
    if next_plain(words, at) != "on":
        return None
    speaker = phrase_ending(words, at, NOT_IN_PHRASES)
    if speaker is None or is_own(words, speaker) or not _may_speak(words, speaker):
        return None
    if not (_is_by_quotation(words, at, speaker) or _is_amid(words, at, speaker)):
        return None
    return Attributed(at, speaker, 0, len(words), by_speech=True)


def _may_speak(words: Sequence[Word], speaker: Range) -> bool:
    """Return whether the phrase is a pronoun, a name or somebody by the ending of his office."""
    last = words[speaker[1] - 1]
    return last.capital or last.plain in SOMEBODY | PEOPLE or last.plain.endswith(WHO)


def _is_by_quotation(words: Sequence[Word], at: int, speaker: Range) -> bool:
    """Return whether a quotation stands right before who goes on, or behind a colon."""
    behind = [word.plain for word in words[at + 2 : at + 4]]
    before = [word.plain for word in words[max(0, speaker[0] - 2) : speaker[0]]]
    ends = behind[:1] in ([], [","], ["."], [":"], [GAP])
    return behind == [":", GAP] or (ends and (before[-1:] == [GAP] or before == [GAP, ","]))


def _is_amid(words: Sequence[Word], at: int, speaker: Range) -> bool:
    """Return whether commas set it apart amid one clause: its verb before or behind, "none of it, she went on, was so".

    A whole clause may follow as well: "Without a key, she went on, the cellar was shut".
    """
    first, behind = speaker[0] - 1, at + 3
    if first < 1 or words[first].plain != "," or next_plain(words, at + 1) != "," or behind >= len(words):
        return False
    if words[first - 1].plain in HELPING or words[behind].plain in HELPING:
        return True
    begins = words[behind].capital or words[behind].plain in DETERMINERS | PRONOUNS
    return begins and any(word.plain in HELPING for word in words[behind + 1 : behind + FARTHEST])
