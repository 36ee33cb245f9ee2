"""What narrows a word that the claim takes without it: an owner, a superlative, an "all"."""

from __future__ import annotations

from collections.abc import Iterator

from answer.comparing.pair import Pair
from answer.comparing.phrase_start import ends_a_phrase, is_counted
from answer.comparing.scope_flags import NEAR, cut_flag, shown_words
from answer.comparing.word_table import is_content
from answer.facts.alignment import Alignment
from answer.facts.grammar import (
    AND,
    ARTICLES,
    FINITE,
    PREPOSITIONS,
    RELATIVES,
    STILL,
    UNIVERSALS,
    is_extreme,
    is_light,
    is_past,
)
from answer.facts.statement import Statement
from answer.records import Flag

SO_FAR = {("so", "far"), ("thus", "far"), ("till", "now"), ("until", "now"), ("to", "date")}
"""Behind a superlative they say that it may not last."""


def limit_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for an owner of what the claim speaks of, and for what limits a superlative or an "all"."""
    if not pair.is_turned:
        yield from _owners(pair.claim, pair.sentence, pair.shared)
        yield from _limits(pair.claim, pair.sentence, pair.shared)


def _owners(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """A word that owns what follows and stands alone in the claim: "the actor's nephew" for "the actor"."""
    for place, at, length in alignment.runs:
        ours, theirs = place + length - 1, at + length - 1
        owned = _owns(claim, ours) and not _owns(sentence, theirs) and "of" not in sentence.small[:theirs]
        if owned or (_owns(sentence, theirs) and not _owns(claim, ours)):
            yield cut_flag(shown_words(sentence, theirs, theirs + 2))
            return


def _owns(statement: Statement, at: int) -> bool:
    word = statement.words[at]
    if word.text.endswith(("'s", "’s")):
        return True
    return word.text.endswith("s") and statement.text[word.end : word.end + 2] in {"' ", "’ "}


def _limits(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """What narrows a superlative or an "all" that the claim takes without it: "second largest", "all but one"."""
    for _, at, length in alignment.runs:
        for place in range(at, at + length):
            if sentence.small[place] in {"least", "most"} and is_counted(claim, sentence, place):
                continue
            extreme = is_extreme(sentence.small[place])
            if extreme or sentence.small[place] in UNIVERSALS:
                limit = _limit_of_rank(sentence, alignment, place) if extreme else None
                limit = limit or _limit_behind(claim, sentence, alignment, place)
                if limit:
                    yield cut_flag(shown_words(sentence, *limit))
                    return


def _limit_before(sentence: Statement, alignment: Alignment, at: int) -> tuple[int, int] | None:
    """Return from where to where the sentence has a rank, a share or a doubt before the superlative here."""
    end = at - 1 if at and sentence.small[at - 1] in ARTICLES else at
    start = end
    while start and not alignment.is_aligned(start - 1) and not sentence.marks[start] and at - start < NEAR:
        start -= 1
    added = [word for word in sentence.small[start:end] if word not in ARTICLES | STILL | FINITE]
    return (start, at + 1) if added else None


def _limit_of_rank(sentence: Statement, alignment: Alignment, at: int) -> tuple[int, int] | None:
    """From where to where the sentence limits the superlative here: by a rank before it, or by "so far" behind it."""
    return _limit_before(sentence, alignment, at) or _passing(sentence, alignment, at)


def _passing(sentence: Statement, alignment: Alignment, at: int) -> tuple[int, int] | None:
    """Return from where to where the sentence says that it may not last: "the hottest of the year so far"."""
    end = next((place for place in range(at + 1, len(sentence.words)) if ends_a_phrase(sentence, place)), None)
    for place in range(at + 1, end or len(sentence.words)):
        if sentence.small[place] == "yet" or sentence.small[place : place + 2] in SO_FAR:
            return None if alignment.is_aligned(place) else (at, place + 2)
    return None


def _limit_behind(claim: Statement, sentence: Statement, alignment: Alignment, at: int) -> tuple[int, int] | None:
    """Return from where to where the sentence limits the superlative or the "all" here: "the tallest in Asia"."""
    shared, said = 0, {word.key for word in claim.words}
    for place in range(at + 1, len(sentence.words)):
        word = sentence.small[place]
        if not alignment.is_aligned(place) and is_counted(claim, sentence, place):
            continue
        if ends_a_phrase(sentence, place):
            return None
        if shared >= NEAR:
            return None
        if alignment.is_aligned(place):
            shared += 1
            if sentence.small[at] in UNIVERSALS and (word in FINITE or is_past(word)):
                return None
        elif word in PREPOSITIONS | RELATIVES | {"after", "since", "until", "before"}:
            tied = [one.key for one in sentence.words[place + 1 : place + 4] if is_content(one) or one.text.isdigit()]
            return None if tied and tied[0] in said else (at, place + 3)
        elif place >= alignment.span.stop:
            return None
        elif not is_light(word) and word not in FINITE | AND:
            return at, place + 2
    return None
