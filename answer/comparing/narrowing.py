"""Whether a phrase beside a statement says of whom, or in what setting, it holds: "worked [in mice]"."""

from __future__ import annotations

from answer.facts.grammar import (
    ARTICLES,
    BE,
    FINITE,
    PREPOSITIONS,
    RESTRICTING,
    TIMES,
    is_adverb,
    is_past,
)
from answer.facts.statement import Statement
from ingest.lexicon import table

TIES = table("in among for with within across at on amongst under")
SOFTENERS = table("only mainly mostly especially particularly chiefly primarily notably largely but even")
"""Before the tie they say that it holds there, and perhaps nowhere else: "at least in pigs"."""

LIVING = table(
    """
    mice mouse rats rat hamsters rabbits rodents animals animal primates monkeys macaques pigs dogs cats goats sheep
    cattle cows horses chickens hens fish zebrafish flies worms yeast bacteria cells cell cultures tissue plants
    seedlings patients patient volunteers participants subjects adults children infants babies newborns toddlers
    teenagers adolescents men women boys girls smokers drinkers pensioners students pupils workers nurses drivers
    migrants refugees tenants homeowners renters households families mothers fathers males females humans people
    veterans prisoners athletes runners users customers members residents voters carriers survivors sufferers those
    """
)
SETTINGS = table(
    """
    vitro vivo silico theory principle practice paper laboratory lab labs tests test trials trial experiments experiment
    simulations simulation models model samples sample studies study dish tube conditions circumstances cases case
    doses dose concentrations temperatures speeds pressures levels weather
    """
)
AREAS = table(
    """
    areas area regions region parts part places districts counties provinces states countries towns cities villages
    schools hospitals wards homes prisons factories shops firms companies industries sectors markets suburbs valleys
    forests lakes rivers fields soils
    """
)
CHANGES = table(
    """
    rose fell grew dropped declined increased decreased doubled trebled tripled halved soared slumped climbed shrank
    jumped plunged surged dipped eased recovered improved worsened stagnated rises falls grows drops declines increases
    decreases improves worsens reduced reduces raised raises lowered lowers cut cuts boosted boosts slowed slows
    """
)
"""Verbs of what is measured: where it is measured decides what is said."""

PHRASE = 6
"""Words behind the tie in which what it names is looked for. Raised, the next phrase counts too."""


def narrows_behind(claim: Statement, sentence: Statement, last: int) -> bool:
    """Whether the phrase behind the word at `last` says of whom or where it holds, and the claim leaves it out."""
    tie = _tie(sentence, last + 1)
    if tie is None or (tie == last + 1 and sentence.marks[tie]):
        return False
    measured = bool(CHANGES & set(claim.small)) or not _is_told_as_done(claim)
    return _is_of_some(claim, sentence, tie, measured=measured) or (
        sentence.small[last] in CHANGES and _is_somewhere(claim, sentence, tie)
    )


def narrows_before(claim: Statement, sentence: Statement, start: int) -> bool:
    """Whether the sentence opens with such a phrase, or with what it depends on, up to the comma before `start`."""
    if not start or "," not in sentence.marks[start] or any(sentence.marks[1:start]):
        return False
    tie = _tie(sentence, 0)
    measured = bool(CHANGES & set(claim.small))
    return bool(RESTRICTING.match(sentence.text)) or (
        tie is not None and _is_of_some(claim, sentence, tie, measured=measured)
    )


def _tie(sentence: Statement, at: int) -> int | None:
    """The place of the preposition that begins here, or behind "at least", "only" and their like."""
    while at < len(sentence.words) and (
        sentence.small[at] in SOFTENERS or sentence.small[at : at + 2] == ("at", "least")
    ):
        at += 1 + (sentence.small[at] == "at")
    return at if at < len(sentence.words) and sentence.small[at] in TIES else None


def _is_of_some(claim: Statement, sentence: Statement, tie: int, *, measured: bool) -> bool:
    """Whether the tie names living beings, a setting, or, of what is measured, an area, and the claim has it not."""
    named = LIVING | SETTINGS | (AREAS if measured else frozenset())
    for place in range(tie + 1, min(tie + 1 + PHRASE, len(sentence.words))):
        word = sentence.small[place]
        if word in named:
            return sentence.words[place].text[0].islower() and word not in claim.small
        if sentence.marks[place] or word in FINITE or (word in PREPOSITIONS and word != "of"):
            return False
    return False


def _is_somewhere(claim: Statement, sentence: Statement, tie: int) -> bool:
    """Whether a place that the claim has not, and no time, stands behind the tie: "prices rose [in Norway]"."""
    after = sentence.small[tie + 1 : tie + 3]
    if {*after} & {*claim.small} - ARTICLES:
        return False
    timed = any(word in TIMES or word[0].isdigit() for word in after)
    return sentence.small[tie] in {"in", "among", "across", "within"} and bool(after) and not timed


def _is_told_as_done(claim: Statement) -> bool:
    """Whether the claim tells what was done, once, and not what is so."""
    return any(is_past(word) or word in {"was", "were"} for word in claim.small) and not any(
        word in BE - {"was", "were", "been", "being", "got"} and not is_adverb(word) for word in claim.small
    )
