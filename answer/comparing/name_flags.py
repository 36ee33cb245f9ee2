"""A claim's names beside those of a sentence and of what stands near it, as flags."""

from __future__ import annotations

from collections.abc import Iterator

from answer.comparing.pair import Pair
from answer.comparing.word_table import FUNCTION
from answer.facts.alignment import Alignment
from answer.facts.grammar import TITLES, is_light, is_role
from answer.facts.names import Name, is_in, same_run
from answer.facts.statement import Statement
from answer.records import Effect, Flag, FlagKind
from ingest.lexicon import table
from ingest.tokens import is_usually_small

FIRST_PERSONS = table("i we me us my our")
"""A speaker's or an author's, who is near; what another pronoun stands for is for `leaning` to say."""
JOINING = table("and or as with")
"""Beside these two names may change places."""

NEARLY_ALL = 0.6
"""The share of a claim's words that the sentence has in the same order, from which another order says something."""


def name_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for each name of the claim that the sentence has another in the place of, or that is not there."""
    claim, sentence, alignment, near = pair.claim, pair.sentence, pair.shared, pair.near
    known = [name for name in sentence.names if not _is_part_of_claimed(name, claim)]
    unclaimed = [name for name in known if not is_in(name.form, claim.forms, claim.name_runs)]
    for name in claim.names:
        partner = alignment.partner(name.place)
        if partner is not None:
            yield from _another_of_its_stem(name, partner, sentence)
            yield from _another_bearer(name, partner, claim, sentence)
            continue
        if any(same_run(name.form, other.form) for other in sentence.names):
            continue
        instead = _in_its_place(name, known, alignment)
        if is_in(name.form, sentence.forms, sentence.name_runs):
            turned = pair.is_turned or ("by" in claim.small) != ("by" in sentence.small)
            other = instead or _changed_places(name, claim, sentence, alignment)
            turned = turned or (other is not None and not is_in(other.form, claim.forms, claim.name_runs))
            yield from _present(name, other, only_missing=turned)
        elif not is_in(name.form, near.forms, near.name_runs):
            other = instead or next(iter(unclaimed), None)
            effect = _effect(name, instead, claim, sentence, alignment)
            yield Flag(FlagKind.NAME, name.text, other.text if other else "", effect)
        elif instead or not (_is_speaker(name, sentence) or FIRST_PERSONS & sentence.forms):
            effect = _effect(name, instead, claim, sentence, alignment)
            other = instead or next(iter(unclaimed), None)
            yield Flag(FlagKind.NAME, name.text, other.text if other else "", effect)


def _another_of_its_stem(name: Name, partner: int, sentence: Statement) -> Iterator[Flag]:
    """Adams where the claim has Adam: one stem, two names."""
    for other in sentence.names:
        if other.place == partner and not is_in(name.form, [other.form]) and not is_usually_small(name.text):
            yield Flag(FlagKind.NAME, name.text, other.text)


def _another_bearer(name: Name, partner: int, claim: Statement, sentence: Statement) -> Iterator[Flag]:
    """Lady Tate where the claim's words are those on Sir John, and the sentence has both."""
    if not name.place or not partner:
        return
    title, there = claim.small[name.place - 1], sentence.small[partner - 1]
    named = sentence.words[partner].key
    both = any(
        one == title and word.key == named for one, word in zip(sentence.small, sentence.words[1:], strict=False)
    )
    if title in TITLES and title != there and both:
        yield Flag(FlagKind.NAME, _two_words(claim, name.place), _two_words(sentence, partner))


def _two_words(statement: Statement, at: int) -> str:
    """The word at this place and the one before it, as they are written."""
    return statement.text[statement.words[at - 1].start : statement.words[at].end]


def _present(name: Name, instead: Name | None, *, only_missing: bool) -> Iterator[Flag]:
    """The name stands in the sentence; it is flagged only where another takes its place.

    It only lacks there what the claim says of it where one of the two may say in the passive what the other says in the
    active, for names change places by that, and where the claim has not the other name, so that none did.
    """
    if instead and not is_in(instead.form, [name.form]):
        yield Flag(FlagKind.NAME, name.text, instead.text, Effect.MISSING if only_missing else Effect.DIFFERS)


def _effect(name: Name, instead: Name | None, claim: Statement, sentence: Statement, alignment: Alignment) -> Effect:
    """Two names differ where one stands exactly for the other; where more stands there, one is only missing."""
    if instead is None:
        return Effect.MISSING
    ours, theirs = alignment.gap_of_claim(name.place), alignment.gap(name.place)
    alone = _is_only_named(claim, ours) and _is_only_named(sentence, theirs)
    return Effect.DIFFERS if alone else Effect.MISSING


def _is_only_named(statement: Statement, places: range) -> bool:
    """Return whether nothing stands in these places but names, what their bearers are, and grammar."""
    named = {name.place for name in statement.names}
    small = [statement.small[place] for place in places if place not in named]
    return all(word in FUNCTION or word in TITLES or is_role(word) or is_light(word) for word in small)


def _is_speaker(name: Name, sentence: Statement) -> bool:
    return is_in(name.form, (sentence.voice.speaker or "").lower().split())


def _is_part_of_claimed(name: Name, claim: Statement) -> bool:
    """Return whether the name is a word of a longer form of one of the claim's: "United" where that says "U.S."."""
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
