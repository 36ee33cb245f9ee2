"""Whether what stands between two words of a sentence, side by side in a claim, parts what it says of the one."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from answer.comparing.figures import is_of_another_time
from answer.facts.grammar import (
    AND,
    ARTICLES,
    COMPARING,
    COMPASS,
    FEW,
    FINITE,
    HELPING,
    OR,
    PARTS_OF_PLACES,
    PLURALS,
    PREPOSITIONS,
    RATHER,
    RELATIVES,
    SOME,
    STANDING_IN,
    UNIVERSALS,
    is_light,
    is_past,
    states,
)
from answer.facts.statement import Statement

ASIDE_BEGINS = 3
"""Words of a clause among which "who" or "which" stands: "two of whom …". Raised, clauses within it count too."""

OPENING = frozenset(",(—–[")
CLOSING = frozenset(",)—–];")


def parts(sentence: Statement, left: int, right: int, said: Sequence[str], *, tied: str) -> bool:
    """Whether what stands between two shared words, `left` and `right`, takes what follows away from what is before.

    `said` is what the claim has between the two instead, `tied` its word right before the second.
    """
    gap, marks = _without_an_aside(sentence.small[left + 1 : right], sentence.marks[left + 1 : right + 1])
    if gap[0] == "of" and ARTICLES.issuperset(gap[1:]) and sentence.small[left] in SOME | FEW | UNIVERSALS:
        return False  # "several [of the] violins"
    if {*said} & (OR | RELATIVES | {"but"}) or _takes_itself_up(sentence, left, right) or _is_instead(gap, marks):
        return False
    if (
        RATHER & {*pairwise(gap)}
        or OR & set(gap)
        or (COMPARING & set(gap) and not COMPARING & {*said})
        or is_of_another_time(sentence, left, right)
    ):
        return True
    if any(word == "but" and not mark for word, mark in zip(gap, marks, strict=False)):
        return True
    done = any(is_past(word) or word in FINITE for word in gap)
    if set(marks[0]) & OPENING and set(marks[-1]) & CLOSING and (gap[0] != "whose" or done):
        return False
    opener = max((at for at, word in enumerate(gap) if word in RELATIVES), default=None)
    if opener is not None and (gap[opener] == "whose" or not any(set(mark) & CLOSING for mark in marks[opener + 1 :])):
        return opener > 0 or gap[opener] == "whose" or (not marks[0] and _is_of_several(sentence, left))
    joint = max((at for at, word in enumerate(gap) if word in AND), default=None)
    if joint is not None:
        return _takes_another_verb(gap, joint, sentence.small[right])
    if gap[0] in PREPOSITIONS and not marks[0] and _is_of_many(sentence, left):
        return True
    if _ties_elsewhere(sentence, left, right, {tied, *said}) or _is_a_compass(sentence, right):
        return True
    return not marks[0] and _has_another_head(sentence, left, right)


def _is_instead(gap: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether all that stands between says who or what it was not: "Ghent[, rather than Bruges,] won"."""
    return bool(RATHER & {*pairwise(gap[:2])} and set(marks[0]) & OPENING and set(marks[-1]) & CLOSING)


def _without_an_aside(gap: Sequence[str], marks: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What stands between without a clause of its own at its end: "from 1911[, three of whose valves had burst,]"."""
    begins = next((at for at in range(1, len(gap)) if set(marks[at]) & OPENING), None)
    if begins is None or not set(marks[-1]) & CLOSING or any(marks[begins + 1 : -1]):
        return gap, marks
    aside = gap[begins:]
    own = not RELATIVES.isdisjoint(aside[:ASIDE_BEGINS]) and any(is_past(word) or word in FINITE for word in aside)
    return (gap[:begins], [*marks[:begins], ""]) if own else (gap, marks)


def _ties_elsewhere(sentence: Statement, left: int, right: int, said: Set[str]) -> bool:
    """Return whether the word is tied by a preposition to something that the claim has not, or else not by its own."""
    if sentence.small[right] == sentence.small[left + 1] in PREPOSITIONS and right + 1 < len(sentence.words):
        left, right = left + 1, right + 1  # "head [of a branch] of Holm" is "head of [a branch of] Holm"
    ties = [word for word in sentence.small[left + 1 : right] if word not in ARTICLES]
    if any(one.start <= sentence.words[right].start < one.end for one in sentence.dates):
        return False
    if not ties or ties[-1] not in PREPOSITIONS or sentence.small[right].endswith("ing"):
        return False
    verb = sentence.words[right].text[0].islower() and sentence.small[right] not in ARTICLES
    if sentence.small[right - 1] == "to" and verb:
        return False
    ours = said & PREPOSITIONS
    other = ours and sentence.small[left] not in ours and ties[-1] not in ours  # "a painting [attributed to] Rubens"
    return not ours or bool((sentence.small[left] in said or other) and _is_beside_it(ties))


def _is_a_compass(sentence: Statement, at: int) -> bool:
    """Return whether the word before this name makes it another: "[South] Sudan"."""
    before, name = sentence.words[at - 1].text, sentence.words[at].text
    return sentence.small[at - 1] in COMPASS and before[0].isupper() and name[0].isupper()


def _is_beside_it(ties: Sequence[str]) -> bool:
    """Whether a noun and a preposition name something else, of what follows: "by [a rival of] Corvex".

    A part of a place or a time is no other: "in [the port of] Varde".
    """
    nouns = [word for word in ties if not is_light(word) and word not in PREPOSITIONS]
    return bool(nouns) and (ties[-1] != "of" or nouns[-1] not in PARTS_OF_PLACES)


def _takes_itself_up(sentence: Statement, left: int, right: int) -> bool:
    """Return whether the subject says it of itself: "Marlow Rail [today announced that it] has sold"."""
    end = right
    while end - 1 > left and sentence.small[end - 1] in HELPING:
        end -= 1
    *said, subject = sentence.small[left + 1 : end] or ("",)
    told = [word for word in said if not is_light(word) and word != "that"]
    return (
        subject in STANDING_IN and len(told) == 1 and states(told[0]) and not any(sentence.marks[left + 1 : right + 1])
    )


def _is_of_several(sentence: Statement, at: int) -> bool:
    """Return whether the word names several, of which a clause behind it picks some: "members [who have paid]"."""
    return sentence.words[at].text[0].islower() and sentence.small[at].endswith(PLURALS)


def _is_of_many(sentence: Statement, at: int) -> bool:
    """Whether the sentence begins with any of a kind, so that a phrase behind it picks some: "Children [under six]"."""
    return at == 0 and sentence.small[at].endswith(PLURALS)


def _takes_another_verb(gap: Sequence[str], joint: int, following: str) -> bool:
    """Whether what follows the last "and" is of a verb or a subject behind it: "freed two hostages and shot three"."""
    behind = gap[joint + 1 :]
    if joint == 0:
        return any(is_past(word) or word in FINITE for word in behind)
    if behind and (behind[-1] in SOME or behind[-1].isdigit()) and (is_past(following) or following in FINITE):
        return True  # "eleven came and [two] left": they have their own subject
    return not all(is_light(word) or word in PREPOSITIONS for word in behind)


def _has_another_head(sentence: Statement, left: int, right: int) -> bool:
    """Return whether the claim's noun only describes the one that the verb has: "the bank manager resigned"."""
    before, first, verb = sentence.small[left], sentence.small[left + 1], sentence.small[right]
    if before in ARTICLES:
        return any(word in PREPOSITIONS for word in sentence.small[left + 1 : right])
    noun = not is_light(before) and before not in PREPOSITIONS
    if noun and first in ARTICLES and right - left > 2 and verb in FINITE:
        return True  # "told the board [the dam] was safe": it has a subject of its own
    harmless = is_light(first) or first in PREPOSITIONS or first in FINITE or first in {"to", "not", "never"}
    return noun and not harmless and (is_past(verb) or verb in FINITE)
