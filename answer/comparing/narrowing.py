"""Whether a phrase beside a statement says of whom, or in what setting, it holds: "worked [in mice]"."""

from __future__ import annotations

import re

from answer.facts.grammar import (
    ARTICLES,
    BE,
    EXCEPTING,
    FICTION,
    FINITE,
    PREPOSITIONS,
    RESTRICTING,
    RULED,
    TAKEN_BACK,
    TIMES,
    is_adverb,
    is_past,
)
from answer.facts.hedges import BELIEVED
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

PRESENT = table("is are am be remain remains")
BUT_NOT = re.compile(r"but not (\w+)", re.IGNORECASE)

PHRASE = 6
"""Words behind the tie in which what it names is looked for. Raised, the next phrase counts too."""


def narrows_behind(claim: Statement, sentence: Statement, last: int) -> bool:
    """Whether the phrase behind the word at `last` says of whom, where or when it holds, which the claim leaves out."""
    if _is_ruled(sentence, last) or _is_in_fiction(sentence, last):
        return True
    tie = _tie(sentence, last + 1)
    if tie is None or (tie == last + 1 and sentence.marks[tie]):
        return False
    measured = bool(CHANGES & set(claim.small)) or not _is_told_as_done(claim)
    return _is_of_some(claim, sentence, tie, measured=measured) or (
        sentence.small[last] in CHANGES and _is_somewhere(claim, sentence, tie)
    )


def limit_behind(claim: Statement, tail: str) -> str:
    """What limits or denies the claim's words in the text behind them, from there on; "" where nothing does."""
    taken_back = TAKEN_BACK.search(tail)
    match = RESTRICTING.match(tail) or EXCEPTING.search(tail.split(";")[0]) or taken_back
    if match is None or match[0].strip(" ,;(–—-").lower() in claim.text.lower():
        return ""
    return "" if is_set_against(claim, tail[match.start() :]) and not taken_back else tail[match.start() :]


def is_set_against(claim: Statement, behind: str) -> bool:
    """Return whether what stands behind only says where else it is not so: "in the garden, [but not in the house]"."""
    other = BUT_NOT.match(behind)
    return other is not None and other[1].lower() in claim.small


def _is_ruled(sentence: Statement, last: int) -> bool:
    """Return whether the word at `last` is what a rule says of something, and a phrase behind it says when or where."""
    ruled = sentence.small[last] in RULED and PRESENT & {*sentence.small[max(0, last - 3) : last]}
    return bool(ruled) and bool(PREPOSITIONS & {*sentence.small[last + 1 : last + 2]})


def _is_in_fiction(sentence: Statement, last: int) -> bool:
    """Return whether a work of fiction stands behind the word at `last`: "the duke dies [in the play]"."""
    behind = sentence.small[last + 1 : last + 1 + PHRASE]
    tie = next((at for at, word in enumerate(behind) if word in {"in", "of"}), None)
    return tie is not None and any(word in FICTION for word in behind[tie:]) and bool(ARTICLES & {*behind[tie:]})


def narrows_before(claim: Statement, sentence: Statement, start: int) -> bool:
    """Whether the sentence opens with such a phrase, or with what it depends on, up to the comma before `start`."""
    if not start or "," not in sentence.marks[start] or any(sentence.marks[1:start]):
        return False
    tie = _tie(sentence, 0)
    measured = bool(CHANGES & set(claim.small))
    return bool(RESTRICTING.match(sentence.text) and not BELIEVED.match(sentence.text)) or (
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
    """Return whether a place that the claim has not, and no time, stands behind the tie: "prices rose [in Norway]"."""
    after = sentence.small[tie + 1 : tie + 3]
    if {*after} & {*claim.small} - ARTICLES:
        return False
    timed = any(word in TIMES or word[0].isdigit() for word in after)
    return sentence.small[tie] in {"in", "among", "across", "within"} and bool(after) and not timed


def _is_told_as_done(claim: Statement) -> bool:
    """Return whether the claim tells what was done, once, and not what is so."""
    return any(is_past(word) or word in {"was", "were"} for word in claim.small) and not any(
        word in BE - {"was", "were", "been", "being", "got"} and not is_adverb(word) for word in claim.small
    )
