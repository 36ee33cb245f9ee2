"""Where the phrase begins whose last words a claim has: what before them belongs to it, what makes it another."""

from __future__ import annotations

from answer.comparing.word_table import ENTAILED
from answer.facts.grammar import (
    AFFIRMING,
    ARTICLES,
    COMPASS,
    FEW,
    MANY,
    PREPOSITIONS,
    SOME,
    SUPPOSING,
    TIMES,
    TITLES,
    VAGUE,
    is_adverb,
    is_role,
)
from answer.facts.statement import Statement
from ingest.lexicon import table

PHRASE_ENDS = frozenset(',;:—–()“”"‘…[]')

NEARLY = table("nearly almost virtually practically not hardly scarcely")
"""Before "all of" they make it less than all."""

EVERY = table("all each both every")
"""Before "of" they name no part: "each of the frescoes"."""


def phrase_start(claim: Statement, sentence: Statement, place: int, at: int) -> int | None:
    """Return where the phrase begins of which the claim has the last words; None where those before make it another."""
    named = claim.words[place].text[0].isupper() and sentence.words[at].text[0].isupper()
    while at and not ends_a_phrase(sentence, at):
        if _makes_it_another(claim, sentence, place, at, named=named):
            return None
        if sentence.small[at - 1] == "of" and at > 1 and _ties(claim, sentence, place, at, named=named):
            at -= 2
        elif _comes_along(claim, sentence, place, at, named=named):
            at -= 1
        else:
            break
    return at


def _makes_it_another(claim: Statement, sentence: Statement, place: int, at: int, *, named: bool) -> bool:
    """Whether the word before this one picks others than the claim names: "few", "South", "several" for "the"."""
    word, said = sentence.small[at - 1], claim.small[:place]
    if word in FEW:
        return not is_counted(claim, sentence, at - 1)
    if word in VAGUE:
        return said[-1:] == ("the",)
    return named and word in COMPASS and word not in TITLES and word not in said


def _ties(claim: Statement, sentence: Statement, place: int, at: int, *, named: bool) -> bool:
    """Whether the "of" before this word ties it to an office or to so many: "Minister of Finance", "each of the"."""
    before = sentence.small[at - 2]
    if place and before in ENTAILED.get(claim.small[place - 1], ()):
        return True
    if before in VAGUE and claim.small[:place][-1:] == ("the",):
        return False
    return (
        (before in EVERY and sentence.small[max(0, at - 3)] not in NEARLY)
        or is_counted(claim, sentence, at - 2)
        or _ties_an_office_or_a_crowd(sentence, at, named=named)
    )


def _comes_along(claim: Statement, sentence: Statement, place: int, at: int, *, named: bool) -> bool:
    """Whether the word before this one belongs to what the claim names: an article, a title, a number, "several"."""
    word = sentence.small[at - 1]
    return (
        word in ARTICLES | SOME
        or _is_compound(sentence, at - 1)
        or word in claim.small[:place]
        or (word[0].isdigit() and not _is_a_date(sentence, at - 1))
        or (place > 0 and word in ENTAILED.get(claim.small[place - 1], ()))
        or (named and _belongs_to_a_name(sentence, at - 1))
        or is_counted(claim, sentence, at - 1)
    )


def _ties_an_office_or_a_crowd(sentence: Statement, at: int, *, named: bool) -> bool:
    """Whether the "of" before this word ties it to an office or a number: "Minister of Finance", "dozens of houses"."""
    before = sentence.small[at - 2]
    counts = before == "number" and sentence.small[max(0, at - 3)] == "the"  # it is the number that fell
    return (named and before in TITLES) or (before in MANY and not counts and sentence.small[at] not in ARTICLES)


def _is_compound(sentence: Statement, at: int) -> bool:
    """Return whether a hyphen joins the word to its neighbour: "62-year-old"."""
    word = sentence.words[at]
    return "-" in (sentence.text[word.end : word.end + 1], sentence.text[max(0, word.start - 1) : word.start])


def _belongs_to_a_name(sentence: Statement, at: int) -> bool:
    """Whether the word before a name is a first name, a title or what its bearer is: "Interior Minister", "adviser"."""
    word = sentence.small[at]
    capital = sentence.words[at].text[0].isupper()
    begins = at == 0 and (word in PREPOSITIONS or word in SUPPOSING or word in AFFIRMING or is_adverb(word))
    return word in TITLES or is_role(word) or (capital and word not in TIMES and not begins)


def _is_a_date(sentence: Statement, at: int) -> bool:
    return any(said.start < sentence.words[at].end <= said.end for said in sentence.dates)


def is_counted(claim: Statement, sentence: Statement, at: int) -> bool:
    """Return whether the word is part of a number that the claim has too: numbers are judged by themselves."""
    end = sentence.words[at].end
    return any(
        one.same(said) for said in sentence.quantities if said.start < end <= said.end for one in claim.quantities
    )


def ends_a_phrase(sentence: Statement, at: int) -> bool:
    """Return whether a mark before this word ends what stands before it."""
    return bool(set(sentence.marks[at]) & PHRASE_ENDS)
