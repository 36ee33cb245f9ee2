"""A claim's names beside those of a sentence and of what stands near it, as flags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from answer.facts.alignment import Alignment
from answer.facts.names import Name, is_in, same_run
from answer.facts.statement import Statement
from answer.records import Effect, Flag, FlagKind
from ingest.lexicon import table
from ingest.tokens import is_usually_small

PRONOUNS = table("he she it they we i him her them us his its their our my who which this that these those")
JOINING = table("and or as with")
"""Beside these two names may change places."""

NEARLY_ALL = 0.6
"""The share of a claim's words that the sentence has in the same order, from which another order says something."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words near a sentence, as names and as keys: its passage's, its document's title's, its speaker's."""

    forms: frozenset[str]
    keys: frozenset[str]
    name_runs: tuple[str, ...]


def name_flags(claim: Statement, sentence: Statement, alignment: Alignment, near: Surroundings) -> Iterator[Flag]:
    """A flag for each name of the claim that the sentence has another in the place of, or that is not there."""
    known = [name for name in sentence.names if not _is_part_of_claimed(name, claim)]
    unclaimed = [name for name in known if not is_in(name.form, claim.forms, claim.name_runs)]
    for name in claim.names:
        partner = alignment.partner(name.place)
        if partner is not None:
            yield from _another_of_its_stem(name, partner, sentence)
            continue
        instead = _in_its_place(name, known, alignment)
        if is_in(name.form, sentence.forms, sentence.name_runs):
            yield from _present(name, instead or _changed_places(name, claim, sentence, alignment))
        elif not is_in(name.form, near.forms, near.name_runs):
            other = instead or next(iter(unclaimed), None)
            yield Flag(FlagKind.NAME, name.text, other.text if other else "", _effect(instead))
        elif instead or (unclaimed and not PRONOUNS & sentence.forms):
            yield Flag(FlagKind.NAME, name.text, (instead or unclaimed[0]).text, _effect(instead))


def _another_of_its_stem(name: Name, partner: int, sentence: Statement) -> Iterator[Flag]:
    """Adams where the claim has Adam: one stem, two names."""
    for other in sentence.names:
        if other.place == partner and not is_in(name.form, [other.form]) and not is_usually_small(name.text):
            yield Flag(FlagKind.NAME, name.text, other.text)


def _present(name: Name, instead: Name | None) -> Iterator[Flag]:
    """The name stands in the sentence; it is flagged only where another takes its place."""
    if instead and not is_in(instead.form, [name.form]):
        yield Flag(FlagKind.NAME, name.text, instead.text)


def _effect(instead: Name | None) -> Effect:
    return Effect.DIFFERS if instead else Effect.MISSING


def _is_part_of_claimed(name: Name, claim: Statement) -> bool:
    """Whether the name is a word of a longer form of one of the claim's: "United" where that says "U.S."."""
    return any(same_run(name.form, one.form) for one in claim.names)


def _in_its_place(name: Name, known: list[Name], alignment: Alignment) -> Name | None:
    """The name of the sentence that stands where the claim has this one."""
    gap = alignment.gap(name.place)
    return next((other for other in known if other.place in gap), None) if alignment.runs else None


def _changed_places(name: Name, claim: Statement, sentence: Statement, alignment: Alignment) -> Name | None:
    """The name that this one has changed places with: "from Idlib to Afrin" for "from Afrin to Idlib"."""
    if alignment.share < NEARLY_ALL:
        return None
    here = next((other for other in sentence.names if is_in(name.form, [other.form])), None)
    if here is None or _before(claim, name) in {_before(sentence, here), *JOINING}:
        return None
    for other in claim.names:
        partner = alignment.partner(other.place)
        if partner is not None and (other.place < name.place) != (partner < here.place):
            return other
    return None


def _before(statement: Statement, name: Name) -> str:
    return statement.words[name.place - 1].key if name.place else ""
