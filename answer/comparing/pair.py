"""A claim beside a sentence of a document, read once: what every flag is judged from."""

from __future__ import annotations

from dataclasses import dataclass

from answer.comparing.word_table import BE, LONGEST_PHRASE, PREPOSITIONS, is_content
from answer.facts.alignment import Alignment, align
from answer.facts.grammar import AFFIRMING, ARTICLES, DONE_BY, HELPING, MANY, MODALS, RELATIVES, is_adverb, is_past
from answer.facts.grammar import PREPOSITIONS as TIES
from answer.facts.statement import Statement


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words near a sentence, as names and as keys: its passage's, its document's title's, its speaker's."""

    forms: frozenset[str]
    keys: frozenset[str]
    name_runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What a claim and a sentence say, the words they share, and what stands near the sentence.

    `is_turned` is whether one says in the passive what the other says in the active.
    """

    claim: Statement
    sentence: Statement
    shared: Alignment
    near: Surroundings
    is_turned: bool


def pair(claim: Statement, sentence: Statement, near: Surroundings | None = None) -> Pair:
    """Put a claim beside a sentence; without surroundings the sentence stands alone."""
    return Pair(
        claim, sentence, align(claim.words, sentence.words), near or alone(sentence), is_turned(claim, sentence)
    )


def alone(sentence: Statement) -> Surroundings:
    """The surroundings of a sentence that stands alone."""
    return Surroundings(sentence.forms, frozenset(word.key for word in sentence.words), sentence.name_runs)


def is_turned(claim: Statement, sentence: Statement) -> bool:
    """Whether one of the two says in the passive what the other says in the active, of the same doer and thing."""
    return _turns(claim, sentence) or _turns(sentence, claim)


def _turns(passive: Statement, active: Statement) -> bool:
    for place in range(1, len(passive.words)):
        helpers = place
        while helpers and (passive.small[helpers - 1] in HELPING or is_adverb(passive.small[helpers - 1])):
            helpers -= 1
        if is_past(passive.small[place]) and BE & set(passive.small[helpers:place]):
            thing = frozenset(_phrase_keys(passive, range(helpers - 1, -1, -1), tied=True))
            behind = range(place + 1, min(place + LONGEST_PHRASE, len(passive.words)))
            by = next((at for at in behind if passive.small[at] == "by"), None)
            doer = frozenset(_phrase_keys(passive, range(by + 1, len(passive.words)))) if by else frozenset[str]()
            verbs = [at for at, word in enumerate(active.words) if word.key == passive.words[place].key]
            if thing and any(_does(active, at, doer, thing) for at in verbs):
                return True
    return False


def _does(active: Statement, at: int, doer: frozenset[str], thing: frozenset[str]) -> bool:
    """Return whether the verb at this place has the doer right before it and the thing right behind it."""
    before = _phrase_keys(active, range(at - 1, -1, -1))
    behind = _phrase_keys(active, range(at + 1, len(active.words)), tied=True)
    if (
        at == 0
        or (active.small[at].endswith("ing") and active.small[at - 1] not in BE | DONE_BY)
        or active.small[at - 1] in ARTICLES | PREPOSITIONS | MODALS | {"to"}
        or active.small[at + 1 : at + 2] == ("of",)
    ):
        return False  # a noun or no deed: "the release of the files", "decided against selling the hall"
    done = not BE & set(active.small[max(0, at - 2) : at]) and bool(behind) and behind[0] in thing
    return done and doer <= set(before) and thing <= set(behind) and (not doer or _subject(active, at) in doer)


def _subject(active: Statement, verb: int) -> str:
    """The key of the noun that does it: of "the brother of Holt" it is the brother, as it is of "Holt's brother"."""
    noun = verb - 1
    while noun > 0 and (is_adverb(active.small[noun]) or active.small[noun] in HELPING):
        noun -= 1
    place = noun
    while place > 0 and not active.marks[place] and active.small[place - 1] not in PREPOSITIONS - {"of"}:
        place -= 1
        if active.small[place] == "of" and place and active.small[place - 1] not in MANY:
            noun = place - 1
    return active.words[noun].key


def _phrase_keys(statement: Statement, places: range, *, tied: bool = False) -> list[str]:
    """The keys of the content words from here to the next mark or preposition; with `tied` over prepositions."""
    found: list[str] = []
    for at in places:
        word = statement.small[at]
        ties = not tied and word != "of" and (word in PREPOSITIONS or word in TIES)
        if ties or word in BE | AFFIRMING | RELATIVES:
            break
        if is_content(statement.words[at]) or word[0].isdigit():
            found.append(statement.words[at].key)
        if statement.marks[at + 1 if places.step > 0 else at]:
            break
    return found
