"""One sentence by itself, and what it says of its speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.lexicon import table
from ingest.records import Span, VoiceKind
from ingest.speech.clauses import Attributed
from ingest.speech.grammar_words import ADVERBS, PRONOUNS
from ingest.speech.noun_phrases import NO_SPEAKERS, QUANTITIES
from ingest.speech.people import behind_occasion, named_behind, without_deed
from ingest.speech.words import GAP, Word

WIDEST_SPACE = 8
"""Characters between two words of a name; where there are more, furniture stands between."""

NAMED_SO = table("leading retired elected former wounded armed united combined")
UNNAMED = PRONOUNS | QUANTITIES
"""A speaker of one such word is not named."""

NOBODYS_NAME = (
    ADVERBS | NO_SPEAKERS | table("sorry please thanks hello yes no okay ok maybe perhaps not how why where when")
)
"""Words that are nobody's name, though they begin a sentence with a capital: "Now", "Sorry"."""

SAME_AGAIN = table("he she it they who which that")
JOINING = table("but while and whereas though although yet or")
JOINTS = frozenset((",", GAP, ";", "—", "–"))
JOINED_WITHIN = 8
"""Words from the conjunction to whoever speaks behind it: "while, at a hearing on Monday, [Holm]"."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence as it stands alone.

    `pieces` are its parts in and outside quotations; `words` are left out where none is a cue.
    """

    start: int
    end: int
    kind: VoiceKind
    pieces: tuple[tuple[Span, bool], ...]
    words: tuple[Word, ...]
    found: tuple[Attributed, ...]

    @property
    def opens_quoted(self) -> bool:
        """Whether it begins inside a quotation."""
        return bool(self.pieces) and self.pieces[0][1]


@dataclass(frozen=True, slots=True)
class Own:
    """What a sentence says of its speaker: by a noun phrase, by a pronoun, or only that somebody speaks."""

    span: Span | None = None
    pronoun: Word | None = None
    cue: bool = False


def own_of(utterance: Utterance) -> Own:
    """What the sentence alone says of its speaker."""
    best = _chosen(utterance)
    if best is None or best.speaker is None or _is_shared(utterance, best):
        return Own(cue=best is not None)
    words = utterance.words[slice(*best.speaker)]
    if best.is_exact:
        return Own(span=(words[0].start, words[-1].end), cue=True)
    if len(words) == 1 and words[0].plain in UNNAMED:
        return Own(pronoun=words[0], cue=True)
    is_bare = best.cue < best.speaker[0] and best.speaker[1] == len(utterance.words)  # "…, warns keeper"
    phrase = words if is_bare else without_deed(words)
    if _does(utterance.words, best):
        phrase = behind_occasion(utterance.words, phrase, best.speaker[0])
    if (
        not phrase
        or _is_made(phrase[0])
        or all(word.plain in NOBODYS_NAME for word in phrase)
        or any(after.start - before.end > WIDEST_SPACE for before, after in pairwise(phrase))
    ):
        return Own(cue=True)
    behind = named_behind(utterance.words, phrase, best.speaker[1]) if best.speaker[0] > best.cue else None
    return Own(span=behind or (phrase[0].start, phrase[-1].end), cue=True)


def _does(words: Sequence[Word], best: Attributed) -> bool:
    """Return whether the speaker stands before the verb of which he is the subject, and owns no view or plea."""
    if best.speaker is None or best.speaker[1] > best.cue or not words[best.cue].is_word:
        return False
    return words[best.speaker[1]].plain not in {"'s", "'"}


def _is_made(word: Word) -> bool:
    """Return whether the word is a participle that only a cut phrase begins with: "returned by the crashed probe"."""
    return not word.capital and word.plain.endswith(("ed", "ing")) and word.plain not in NAMED_SO


def _chosen(utterance: Utterance) -> Attributed | None:
    """The attribution that names the speaker: beside a quotation the nearest of speech, else the farthest reaching."""
    if not utterance.found:
        return None
    if utterance.kind is VoiceKind.QUOTE:
        return _nearest(utterance)
    most = max(one.end - one.start for one in utterance.found)
    return max(
        (one for one in utterance.found if 2 * (one.end - one.start) >= most),
        key=lambda one: (one.speaker is not None, one.end - one.start, one.by_speech, -one.cue),
    )


def _is_shared(utterance: Utterance, best: Attributed) -> bool:
    """Whether a clause beside it tells of somebody else's words: "Berg said it was safe, but Holm said it was not"."""
    words = utterance.words
    return any(
        _are_two(words, best, other) and _is_joined(words, *sorted((best, other), key=_first))
        for other in utterance.found
        if other is not best
    )


def _are_two(words: Sequence[Word], one: Attributed, other: Attributed) -> bool:
    """Return whether both name somebody, by different heads; "he" or "it" may be the other one."""
    if one.speaker is None or other.speaker is None:
        return False
    ends = {words[speaker[1] - 1].plain for speaker in (one.speaker, other.speaker)}
    return len(ends) == 2 and ends.isdisjoint(SAME_AGAIN)


def _first(one: Attributed) -> int:
    """Return where the attribution begins: its cue, or a speaker before it."""
    return min(one.cue, one.speaker[0]) if one.speaker is not None else one.cue


def _is_joined(words: Sequence[Word], left: Attributed, right: Attributed) -> bool:
    """Whether a mark and a conjunction stand between the two clauses, and no "that" that puts one into the other."""
    for place in range(_first(right) - 1, max(left.cue, _first(right) - 1 - JOINED_WITHIN), -1):
        plain, before = words[place].plain, words[place - 1].plain
        if plain == ";":
            return True
        if plain in JOINING and before in JOINTS:
            return words[place + 1].plain != "that"
    return False


def _nearest(utterance: Utterance) -> Attributed:
    """The attribution whose cue stands nearest to a quotation; cues and quotations are both in order."""
    gaps = [at for at, word in enumerate(utterance.words) if word.plain == GAP]

    def distance(one: Attributed) -> int:
        place = bisect_right(gaps, one.cue)
        return min((abs(one.cue - gap) for gap in gaps[max(0, place - 1) : place + 1]), default=0)

    speech = [one for one in utterance.found if one.by_speech and not _only_leads(utterance, one)]
    telling = speech or [one for one in utterance.found if one.speaker is not None]
    return min(telling or utterance.found, key=lambda one: (distance(one), one.cue))


def _only_leads(utterance: Utterance, one: Attributed) -> bool:
    """Return whether it is a colon of which nobody is named: "A note was pinned to the door: “…”"."""
    return one.speaker is None and utterance.words[one.cue].plain == ":"
