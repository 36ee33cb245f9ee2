"""Who says something, and what: "according to a study by the university" for "a study by the university found that"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answer.facts.alignment import ComparedWord, words
from answer.facts.grammar import ARTICLES, TITLES, is_role
from answer.facts.statement import Statement

WHO = r"(?P<who>[^,.;:“”\"()]{1,90}?)"
SAID = r"(?P<said>said|says|stated|states|wrote|writes)"
FOUND = r"(?P<found>found|finds|showed|shows|concluded|concludes|revealed|reveals)"

FORMS = (
    re.compile(rf"\AAccording to {WHO}, (?P<what>.+)\Z"),
    re.compile(rf"\A(?P<what>.+), according to {WHO}\Z"),
    re.compile(rf"\A{WHO} told (?:(?!to |no |nobody |none )[\w’'-]+ ){{1,6}}?that (?P<what>.+)\Z"),
    re.compile(rf"\A{WHO} (?:(?:{SAID}|{FOUND}) that|(?P<plain>said|says)) (?P<what>.+)\Z"),
    re.compile(rf"\A(?P<what>.+), {WHO} (?:{SAID}|{FOUND})\Z"),
)
"""Whole sentences, without their full stop."""

WRITTEN = re.compile(
    r"\b(?:study|studies|report|survey|research|review|analysis|poll|audit|paper|census|investigation|inquiry|data"
    r"|figures|experiments?|trial)\b",
    re.IGNORECASE,
)
"""What finds what it says."""
LESSER = frozenset(
    ["former", "ex", "deputy", "vice", "acting", "assistant", "late", "then", "designate", "interim", "would-be"]
)
"""Before an office they make it another."""

SEVERAL = re.compile(r"[“”\"?;]|, (?:and|but|while|whereas)\b")
"""In what is told, it may not all be the same one's."""


class Told(StrEnum):
    """How it is said that somebody says something."""

    SAID = "said"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that says who says what; `what` is where that stands in it."""

    who: str
    told: Told | None
    text: str
    what: tuple[int, int]


def retold(claim: Statement, sentence: Statement) -> str:
    """What the sentence tells, in the form of the claim and of the same one; "" where the two are not sure to be."""
    ours, theirs = _telling(claim.text), _telling(sentence.text)
    if not ours or not theirs or not _is_the_same(ours.who, theirs.who) or not _may_stand_for(ours, theirs):
        return ""
    said, asked = theirs.text[slice(*theirs.what)], ours.text[slice(*ours.what)]
    if SEVERAL.search(said) or _telling(said):
        return ""
    if said[:1].lower() == asked[:1].lower():
        said = asked[:1] + said[1:]
    return f"{ours.text[: ours.what[0]]}{said}{ours.text[ours.what[1] :]}."


def _telling(text: str) -> Telling | None:
    text = text.rstrip(". ")
    match = next(filter(None, (form.match(text) for form in FORMS)), None)
    if not match:
        return None
    parts = match.groupdict()
    told = Told.FOUND if parts.get("found") else Told.SAID if match.re in FORMS[2:] else None
    return Telling(match["who"], told, text, match.span("what"))


def _may_stand_for(ours: Telling, theirs: Telling) -> bool:
    """Whether who found it may be said to say it, and the reverse: a study, and nobody else."""
    return ours.told == theirs.told or Told.FOUND not in {ours.told, theirs.told} or bool(WRITTEN.search(ours.who))


def _is_the_same(ours: str, theirs: str) -> bool:
    """Whether both name the same one; the document may add a title or an office before a name."""
    one, other = (_named(words(who)) for who in (ours, theirs))
    added = other[: len(other) - len(one)]
    keys = [[word.key for word in said] for said in (one, other[len(added) :])]
    offices = not LESSER & {word.text.lower() for word in added} and all(
        word.text.lower() in TITLES or is_role(word.text.lower()) for word in added
    )
    return bool(one) and keys[0] == keys[1] and offices and (not added or one[0].text[0].isupper())


def _named(found: Sequence[ComparedWord]) -> list[ComparedWord]:
    return [word for word in found if word.text.lower() not in ARTICLES]
