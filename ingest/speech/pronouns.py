"""Whom a pronoun takes up from the sentence before: "The driver stopped. He told police …"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.lexicon import table
from ingest.records import Span
from ingest.speech.figures import OWNERS
from ingest.speech.grammar_words import ADVERBS, BOUNDARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, TIMES
from ingest.speech.noun_phrases import ARTICLES, Range, phrase_starting
from ingest.speech.own_findings import head_of
from ingest.speech.people import BODIES, FEMALE, MALE, PLACES_BEFORE, PLACES_BEGIN, people
from ingest.speech.sources import MANY_WHO, PEOPLE, WHO
from ingest.speech.subjects import NOT_IN_PHRASES, behind_dateline
from ingest.speech.voice_cues import DOCUMENTS
from ingest.speech.words import Word

GENDERS = {"he": table("he him his"), "she": table("she her hers")}
"""Pronoun → the words that may mean the same person."""

THIRD_PERSONS = GENDERS["he"] | GENDERS["she"]
ANAPHORS = GENDERS.keys() | {"they", "it"}
"""Pronouns that may be a speaker's."""

PERSONS = table(
    """
    accountant accused actor adviser ambassador analyst appellant applicant apprentice archbishop architect archivist
    attacker auditor author baker banker barrister biologist bishop blogger boss broker builder burglar butcher buyer
    captain caretaker carpenter chef chemist claimant cleaner clerk climber coach colonel columnist complainant composer
    conductor constable consultant cook coroner correspondent councillor courier curator customer cyclist dancer
    defendant dentist designer detective director doctor driver economist editor electrician employee employer engineer
    farmer firefighter founder gardener goalkeeper governor guard hiker historian hostage hunter imam inspector inventor
    jockey journalist judge keeper labourer landlord lawyer librarian magistrate manager mayor mechanic merchant midwife
    miner minister motorist murderer musician neighbour neighbor novelist nurse officer owner painter paramedic
    passenger patient pedestrian photographer physicist pilot plaintiff player plumber poet president priest prisoner
    professor prosecutor pupil rabbi referee reporter researcher rider runner sailor scientist sculptor secretary
    seller senator sergeant sheriff shopkeeper singer soldier solicitor spokesperson striker student suspect surgeon
    surveyor survivor swimmer teacher tenant thief tourist trader traveller vet vicar victim waiter witness worker
    writer
    """
)
"""What somebody is of whom a text speaks as "the driver"."""

WOMEN = table("woman girl widow nun actress waitress duchess countess wife mother daughter sister aunt niece")
MEN = table("man boy widower monk duke husband father son brother uncle nephew")
KIN = WOMEN | MEN | table("child cousin friend partner colleague couple twin parent relative")
INSTITUTIONS = (
    BODIES | DOCUMENTS | table("airline operator manufacturer maker retailer supplier carrier utility developer")
)
NO_PERSONS = BOUNDARIES | ADVERBS | DETERMINERS | PREPOSITIONS | BODIES | table("rather further either neither whether")


def tells_of_another(words: Sequence[Word], pronoun: str) -> bool:
    """Return whether "she" does something in the sentence beside this "he", or the reverse, and nobody is named."""
    other = "she" if pronoun == "he" else "he"
    return any(word.plain == other for word in words) and not people(words)


def thirds_behind(words: Sequence[Word], speaker: Span, pronoun: str) -> int | None:
    """How often "he" or "she" behind the speaker may be himself: "Holm said that she was late"; None if one may not.

    "Her agent, Max Dorn, said" tells of another by the first word, whom "he" cannot stand for.
    """
    other = words[0].plain in THIRD_PERSONS - GENDERS.get(pronoun, frozenset())
    thirds = [word for word in words[other:] if word.plain in THIRD_PERSONS]
    fits = all(word.start >= speaker[1] and word.plain in GENDERS.get(pronoun, ()) for word in thirds)
    return len(thirds) if fits else None


def has_others(words: Sequence[Word], speaker: Span | None = None) -> bool:
    """Return whether somebody is told of outside of this span, by name or by what he is."""
    outside = [word for word in words if speaker is None or not speaker[0] <= word.start < speaker[1]]
    named = [span for span in people(words) if speaker is None or not speaker[0] <= span[0] < speaker[1]]
    return bool(named) or any(_is_person(word) for word in outside)


def named_behind_place(words: Sequence[Word]) -> bool:
    """Return whether a full name stands where places do: "sold the vineyard to Ines Prado"."""
    return any(
        words[at - 1].plain in PLACES_BEFORE - {"in", "at"}
        and words[at].capital
        and words[at].plain not in PLACES_BEGIN | TIMES
        and at + 1 < len(words)
        and words[at + 1].capital
        for at in range(1, len(words))
    )


def described(words: Sequence[Word], pronoun: str) -> Span | None:
    """Whoever is the subject of the sentence without a name: "[The driver] failed to stop", "[The twins] left"."""
    first = behind_dateline(words)
    phrase = phrase_starting(words, first, NOT_IN_PHRASES)
    if (
        phrase is None
        or _is_by_another(words)
        or words[first].plain not in ARTICLES
        or any(word.capital for word in words[first + 1 : phrase[1]])
    ):
        return None
    span = (words[phrase[0]].start, words[phrase[1] - 1].end)
    is_owner = phrase[1] < len(words) and words[phrase[1]].plain in {"'s", "'", "and", "or"}
    return None if is_owner or not _may_be(words, phrase, pronoun) else span


def _may_be(words: Sequence[Word], phrase: Range, pronoun: str) -> bool:
    """Return whether the pronoun may stand for the phrase by its head, and for nobody else in the sentence."""
    head = head_of(words, phrase)
    rest = [word for word in words if word is not head]
    if pronoun == "they":
        one, groups = head.plain.removesuffix("s"), any(_is_group(word) for word in rest)
        return one != head.plain and one in PERSONS | KIN and not groups and not any(map(_is_person, rest))
    gender = _gender(head.plain)
    return (gender == pronoun or (gender is None and head.plain in PERSONS)) and not has_others(rest)


def _is_by_another(words: Sequence[Word]) -> bool:
    """Return whether "by" with an article may name whoever did it: "was questioned by a guest"."""
    return any(word.plain == "by" and after.plain in ARTICLES | OWNERS for word, after in pairwise(words))


def _gender(noun: str) -> str | None:
    """The pronoun that the noun needs: "she" for "fisherwoman", "he" for "duke"; None where it may be either."""
    if noun in FEMALE | WOMEN or noun.endswith("woman"):
        return "she"
    return "he" if noun in MALE | MEN or noun.endswith("man") else None


def institution(words: Sequence[Word], speaker: Span) -> bool:
    """Return whether "it" can only stand for the speaker: an institution or a document, and no other is told of."""
    said = [word for word in words if speaker[0] <= word.start < speaker[1]]
    while len(said) > 1 and said[-1].capital:
        said.pop()
    rest = [word for word in words[behind_dateline(words) :] if not speaker[0] <= word.start < speaker[1]]
    others = any(word.plain in INSTITUTIONS or (word.capital and word.plain not in TIMES) for word in rest)
    return said[-1].plain in INSTITUTIONS and not others


def _is_group(word: Word) -> bool:
    return word.plain in PEOPLE | BODIES or word.plain.endswith(MANY_WHO)


def _is_person(word: Word) -> bool:
    """Return whether the word may stand for one person, by its ending too."""
    one = word.plain.removesuffix("s")
    known = not {one, word.plain, word.plain.removesuffix("es")}.isdisjoint(PERSONS | KIN | MALE | FEMALE)
    return known or (not word.capital and one.endswith(WHO) and word.plain not in NO_PERSONS | PRONOUNS)
