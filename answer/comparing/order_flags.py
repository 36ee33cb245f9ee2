"""A claim with a sentence's words in another order: who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.comparing.pair import Pair
from answer.comparing.word_table import BE, LONGEST_PHRASE, PREPOSITIONS, SAME, SAYING, is_content
from answer.facts.alignment import Alignment, ComparedWord, words
from answer.facts.grammar import TELLING, TITLES, is_past
from answer.facts.statement import Statement
from answer.records import Effect, Flag, FlagKind

HEARER_WITHIN = 4
"""Words behind "told" in which its hearer stands. Raised, what is told passes for him."""


def order_flags(pair: Pair) -> Iterator[Flag]:
    """Words in crossed order, unless a whole phrase was moved, or the active turned into the passive."""
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    if pair.is_turned:
        return
    moved = [one for one in _moved(alignment) if not _names_the_speaker(claim, sentence, alignment, one)]
    if _is_said_first(claim, sentence, alignment):
        return
    if across := next((one for one in moved if _changes_sides(claim, sentence, one)), None):
        yield Flag(FlagKind.WORDING, "", _around(alignment, across[1]), Effect.MISSING)
        return
    turned = not _has_one_passive(claim, alignment) and _is_passive(alignment.claim, claim.text) != _is_passive(
        alignment.sentence[_reach(alignment)], sentence.text
    )
    if turned:
        apart = next((one for one in moved if one[1] not in alignment.span), None)
        if apart:  # of another doer or thing, or not done: "threatened to burn the depot"
            yield Flag(FlagKind.WORDING, alignment.claim[apart[0]].text, _around(alignment, apart[1]), Effect.MISSING)
        elif not moved and alignment.runs and _is_turned(alignment):
            yield Flag(FlagKind.WORDING, "by", "", Effect.MISSING)
        return
    for place, at in moved:
        if alignment.claim[place].text.lower() in TITLES:
            continue
        ours, theirs = _head(alignment.claim, claim.text, place), _head(alignment.sentence, sentence.text, at)
        if ours is None or ours != theirs:
            yield Flag(FlagKind.WORDING, alignment.claim[place].text, _around(alignment, at), Effect.MISSING)
            return


def _changes_sides(claim: Statement, sentence: Statement, moved: tuple[int, int]) -> bool:
    """Return whether the word stands before the "than" of the one and behind that of the other."""
    if "than" not in claim.small or "than" not in sentence.small:
        return False
    return (moved[0] < claim.small.index("than")) != (moved[1] < sentence.small.index("than"))


def _has_one_passive(claim: Statement, alignment: Alignment) -> bool:
    """Return whether both say in the passive, with the same words, what was done: "was opened"."""
    return any(
        claim.small[at] in BE and is_past(claim.small[at + 1])
        for place, _, length in alignment.runs
        for at in range(place, place + length - 1)
    )


def _moved(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """Words that both have and that are not aligned, as (place in the claim, place in the sentence)."""
    free = [at for at in range(len(alignment.sentence)) if not alignment.is_aligned(at)]
    for place in alignment.unaligned():
        word = alignment.claim[place]
        if is_content(word) and not word.text.endswith("ly"):
            same = {word.key, *SAME.get(word.key, ())}
            at = next((at for at in free if alignment.sentence[at].key in same), None)
            if at is not None and at not in alignment.gap(place):
                free.remove(at)
                yield place, at


def _is_said_first(claim: Statement, sentence: Statement, alignment: Alignment) -> bool:
    """Return whether one has before who speaks all that the other has behind, word by word: "“…,” Berg told us"."""
    speaker = _common_speaker(claim, sentence)
    if not speaker:
        return False
    ours = [claim.words[place].key for place in alignment.unaligned() if claim.small[place] != "that"]
    theirs = [
        word.key
        for at, word in enumerate(sentence.words)
        if not alignment.is_aligned(at) and sentence.small[at] != "that"
    ]
    rest = {word.key for word in claim.words} - {*ours}
    tells = any(speaker & said and SAYING & said for said in ({*ours}, rest))
    return ours == theirs and tells and _is_one_stretch(alignment)


def _is_one_stretch(alignment: Alignment) -> bool:
    """Return whether what both have in the same order is one run, and all else stands on one side of it in both."""
    if len(alignment.runs) != 1:
        return False
    place, at, length = alignment.runs[0]
    ends = (place == 0, place + length == len(alignment.claim)), (at == 0, at + length == len(alignment.sentence))
    return ends in (((True, False), (False, True)), ((False, True), (True, False)))


def _common_speaker(claim: Statement, sentence: Statement) -> set[str]:
    """The words of whom both name as the one who speaks."""
    ours, theirs = ({word.key for word in words(one.voice.speaker or "")} for one in (claim, sentence))
    return ours & theirs


def _names_the_speaker(claim: Statement, sentence: Statement, alignment: Alignment, moved: tuple[int, int]) -> bool:
    """Whether the word says in both who speaks or to whom, or is the verb beside: "…, Berg said" for "Berg said: …"."""
    both = _common_speaker(claim, sentence)
    if not both:
        return False
    speaks = {alignment.claim[moved[0]].key, alignment.sentence[moved[1]].key} <= both | SAYING
    return speaks or (_is_told(claim, moved[0]) and _is_told(sentence, moved[1]))


def _is_told(statement: Statement, place: int) -> bool:
    """Whether the word names to whom something is told: "told [the inquiry] that", "…, Berg told [reporters]"."""
    for at in range(place, max(0, place - HEARER_WITHIN), -1):
        if statement.marks[at] or statement.small[at] in PREPOSITIONS:
            return False
        if statement.small[at - 1] in TELLING:
            return True
    return False


def _reach(alignment: Alignment) -> slice:
    span = alignment.span
    return slice(span.start, span.stop) if span else slice(0, None)


def _is_passive(words: Sequence[ComparedWord], text: str) -> bool:
    """Return whether it has "was … by"."""
    small = [word.text.lower() for word in words]
    return any(
        small[be] in BE and not text[words[be].start : words[by].end].count(",")
        for by, word in enumerate(small)
        if word == "by"
        for be in range(max(0, by - LONGEST_PHRASE + 1), by - 1)
    )


def _is_turned(alignment: Alignment) -> bool:
    """Return whether the "by" of the one has nothing in the other."""
    claim = any(alignment.claim[place].key == "by" for place in alignment.unaligned())
    reach = range(len(alignment.sentence))[_reach(alignment)]
    return claim or any(alignment.sentence[at].key == "by" and not alignment.is_aligned(at) for at in reach)


def _head(words: Sequence[ComparedWord], text: str, place: int) -> str | None:
    """The preposition that the word's phrase begins with; None for a subject, an object or a verb."""
    if is_past(words[place].text.lower()):
        return None
    for at in range(place - 1, max(-1, place - LONGEST_PHRASE), -1):
        if set(text[words[at].end : words[at + 1].start]) & set(",;:—–"):
            return None
        if words[at].text.lower() in PREPOSITIONS:
            return words[at].text.lower()
    return None


def _around(alignment: Alignment, at: int) -> str:
    return " ".join(word.text for word in alignment.sentence[max(0, at - 1) : at + 2])
