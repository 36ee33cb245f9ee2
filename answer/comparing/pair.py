"""A claim beside a sentence of a document, read once: what every flag is judged from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from answer.comparing.word_table import BE, LONGEST_PHRASE, PREPOSITIONS, is_content
from answer.facts.alignment import Alignment, align
from answer.facts.grammar import AFFIRMING, ARTICLES, DONE_BY, HELPING, MANY, MODALS, RELATIVES, is_adverb, is_past
from answer.facts.grammar import PREPOSITIONS as TIES
from answer.facts.statement import Statement, words_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words near a sentence, as names and as keys: its passage's, its document's title's, its speaker's."""

    forms: frozenset[str]
    keys: frozenset[str]
    name_runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """A deed that one of two sentences has in the passive and the other in the active, of the same doer and thing.

    `verb` are its places in claim and sentence, `clause` those of the sentence from the doer to the thing, or back.
    """

    verb: tuple[int, int]
    clause: range


@dataclass(frozen=True, slots=True)
class Pair:
    """What a claim and a sentence say, the words they share, and what stands near the sentence.

    `turned` is there where one says in the passive what the other says in the active.
    """

    claim: Statement
    sentence: Statement
    shared: Alignment
    near: Surroundings
    turned: Turned | None

    @property
    def is_turned(self) -> bool:
        """Whether one says in the passive what the other says in the active, of the same doer and thing."""
        return self.turned is not None


def pair(claim: Statement, sentence: Statement, near: Surroundings | None = None) -> Pair:
    """Put a claim beside a sentence; without surroundings the sentence stands alone."""
    return Pair(claim, sentence, align(claim.words, sentence.words), near or alone(sentence), _turned(claim, sentence))


def alone(sentence: Statement) -> Surroundings:
    """The surroundings of a sentence that stands alone."""
    return Surroundings(sentence.forms, frozenset(word.key for word in sentence.words), sentence.name_runs)


def _turned(claim: Statement, sentence: Statement) -> Turned | None:
    for passive, active in ((claim, sentence), (sentence, claim)):
        for place, thing, doer in _passives(passive):
            things, doers = frozenset(_keys(passive, thing)), frozenset(_keys(passive, doer))
            verbs = [at for at, word in enumerate(active.words) if word.key == passive.words[place].key]
            at = next((at for at in verbs if things and _does(active, at, doers, things)), None)
            if at is not None and sentence is passive:
                return Turned((at, place), range(thing[-1], [place, *doer][-1] + 1))
            if at is not None:
                return Turned((place, at), _clause(active, at, things))
    return None


def _clause(active: Statement, at: int, things: frozenset[str]) -> range:
    """The places from the one who does it to the last word of what it is done to."""
    before = _undated(active, _phrase(active, range(at - 1, -1, -1)))
    behind = _phrase(active, range(at + 1, len(active.words)), tied=True)
    end = max(one for one in behind if active.words[one].key in things)
    return range([at, *before][-1], end + 1)


def _passives(statement: Statement) -> Iterator[tuple[int, list[int], list[int]]]:
    """What is told in the passive: the place of the verb, those of what it is done to, and those of who did it."""
    for place in range(1, len(statement.words)):
        helpers = place
        while helpers and (statement.small[helpers - 1] in HELPING or is_adverb(statement.small[helpers - 1])):
            helpers -= 1
        if is_past(statement.small[place]) and BE & set(statement.small[helpers:place]):
            behind = range(place + 1, min(place + LONGEST_PHRASE, len(statement.words)))
            by = next((at for at in behind if statement.small[at] == "by"), None)
            doer = _phrase(statement, range(by + 1, len(statement.words))) if by else []
            thing = _phrase(statement, range(helpers - 1, -1, -1), tied=True)
            named = list(takewhile(lambda at: statement.small[at] not in HELPING, thing))
            yield place, _undated(statement, named), doer


def _does(active: Statement, at: int, doer: frozenset[str], thing: frozenset[str]) -> bool:
    """Return whether the verb at this place has the doer right before it and the thing right behind it."""
    before = _keys(active, _phrase(active, range(at - 1, -1, -1)))
    behind = _keys(active, _phrase(active, range(at + 1, len(active.words)), tied=True))
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


def _phrase(statement: Statement, places: range, *, tied: bool = False) -> list[int]:
    """The places from here to the next mark or preposition; with `tied` over prepositions."""
    found: list[int] = []
    for at in places:
        word = statement.small[at]
        ties = not tied and word != "of" and (word in PREPOSITIONS or word in TIES)
        if ties or word in BE | AFFIRMING | RELATIVES:
            break
        found.append(at)
        if statement.marks[at + 1 if places.step > 0 else at]:
            break
    return found


def _undated(statement: Statement, places: Sequence[int]) -> list[int]:
    """The places up to a date beyond a noun: "On Friday [the delay on Monday] was …"."""
    dated = {at for one in statement.dates for at in words_of(statement, one.start, one.end)}
    noun = next((number for number, at in enumerate(places) if at not in dated and is_content(statement.words[at])), 0)
    return [*places[:noun], *takewhile(lambda at: at not in dated, places[noun:])]


def _keys(statement: Statement, places: Sequence[int]) -> list[str]:
    """The keys of the content words and the numbers at these places."""
    words = (statement.words[at] for at in places)
    return [word.key for word in words if is_content(word) or word.text[0].isdigit()]
