"""Find the names in a sentence, word by word, and compare a claim's names with a document's.

One name has several forms: "U.S." and "American", "Turkey" and "Turkish", "SDF" and "Syrian Democratic Forces".
"""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import combining, normalize

from answer.facts.alignment import ComparedWord
from ingest.lexicon import MONTHS, NAMING_NOTHING
from ingest.tokens import is_usually_small

_SAME = """us usa united-states america american americans washington's
uk britain british united-kingdom great-britain briton britons
eu european-union
un united-nations
uae emirates united-arab-emirates
turkey turkish turk turks türkiye
france french frenchman
germany german germans
spain spanish spaniard spaniards
china chinese
japan japanese
netherlands dutch holland
greece greek greeks
poland polish pole poles
denmark danish dane danes
sweden swedish swede swedes
switzerland swiss
ireland irish
wales welsh
scotland scottish scot scots
england english
kurdistan kurd kurds kurdish
israel israeli israelis
egypt egyptian egyptians
ukraine ukrainian ukrainians
lebanon lebanese
norway norwegian
finland finnish finn finns
portugal portuguese
mexico mexican mexicans
canada canadian canadians
brazil brazilian brazilians
afghanistan afghan afghans
philippines filipino filipinos
isis isil daesh islamic-state
nigeria nigerian nigerians
niger nigerien nigeriens
covid-19 covid19 covid coronavirus sars-cov-2
dod department-of-defense pentagon
"""

FORMS: dict[str, frozenset[str]] = {
    form: frozenset(line.split()) for line in _SAME.strip().splitlines() for form in line.split()
}
"""A form in lower case → all forms of the same name; names of several words are joined by hyphens."""

ENDINGS = ("n", "an", "ian", "i", "is", "ish", "ese", "ns", "ans", "ians")
"""Endings that turn a country's name into its people's: Syria-n, Iraq-i, Iran-ian."""

PEOPLE = ("ian", "ean", "i")
"""Endings after which a bare "s" makes a plural: Iranian-s, Iraqi-s; Robert Adam is not Robert Adams."""

OTHERS = frozenset({"niger", "nigeria", "dominica", "guinea"})
"""Names that begin another name; they have only the forms listed above."""

SHORTEST_STEM = 4
SHORTEST_ACRONYM = 2


def same_name(one: str, other: str) -> bool:
    """Return whether two words in lower case, or several joined by hyphens, are forms of one name."""
    return one == other or other in FORMS.get(one, ()) or _derived(one, other) or _derived(other, one)


def initials(run: str) -> str | None:
    """Return the acronym of several words in lower case, or None if fewer than two begin with a capital."""
    letters = "".join(word[0] for word in run.split() if word[0].isupper())
    return letters.lower() if len(letters) >= SHORTEST_ACRONYM else None


def _derived(stem: str, word: str) -> bool:
    if len(stem) < SHORTEST_STEM or not word.startswith(stem) or stem in OTHERS:
        return False
    ending = word[len(stem) :]
    if ending in {"n", "ns"}:
        return stem.endswith("a")
    return ending in ENDINGS or (ending == "s" and stem.endswith(PEOPLE))


# Finding the names in a sentence and comparing them.

MOST_CAPITALS = 0.6
"""Share of capitalised words above which a sentence is read as a heading, whose capitals do not show names.

Raised, more words of headings count as names; lowered, sentences full of names lose those that are also plain words.
"""

FEWEST_WORDS = 4
"""Words that a sentence needs to be read as a heading. Raised, words of short headings count as names."""

NO_NAMES = (
    NAMING_NOTHING
    | frozenset(
        re.findall(
            r"\w+",
            """if why no not yes mr mrs ms dr sir lord lady president minister secretary senator general col colonel maj
        major capt captain lt sgt gov governor rep sen prof professor chairman spokesman spokeswoman spokesperson
        director king queen prince princess pope judge justice north south east west northern southern eastern
        western""",
        )
    )
    | {*map(str.lower, day_name), *MONTHS}
)
"""Capitalised words that are no part of a name, though some stand beside one: titles, days, months, "the"."""


@dataclass(frozen=True, slots=True)
class Name:
    """One word of a name: where it is among the sentence's words, and how it is written in lower case."""

    place: int
    form: str
    text: str


def names(words: Sequence[ComparedWord], text: str) -> tuple[Name, ...]:
    """Find every word that is part of a name, in order."""
    letters = [word for word in words if word.text[0].isalpha()]
    capitals = sum(word.text[0].isupper() for word in letters)
    heading = capitals > MOST_CAPITALS * len(letters) and len(letters) >= FEWEST_WORDS
    return tuple(
        Name(place, _form(word.text), word.text)
        for place, word in enumerate(words)
        if _is_name(word, by_habit=heading or _begins(text, word.start), shouted=text.isupper())
    )


def is_in(name: str, words: Iterable[str], runs: Iterable[str] = ()) -> bool:
    """Return whether any form of a name is among these words in lower case, or abbreviates one of the runs."""
    return any(same_name(name, word) for word in words) or any(_abbreviates(name, run) for run in runs)


def same_run(part: str, name: str) -> bool:
    """Return whether a word belongs to a longer form of the name: "united" to "us", for "united-states"."""
    return any(part in form.split("-") for form in FORMS.get(name, ()) if "-" in form)


def forms_in(words: Sequence[ComparedWord]) -> frozenset[str]:
    """Prepare a text's words for comparison with names: lower case, and known names of several words joined."""
    small = [_form(word.text) for word in words]
    joined = {"-".join(small[at : at + size]) for size in (2, 3) for at in range(len(small) - size + 1)}
    parts = {part for word in small if "-" in word for part in word.split("-")}
    return frozenset({*small, *parts, *(joined & FORMS.keys())})


def runs_of(found: Sequence[Name]) -> tuple[str, ...]:
    """Join neighbouring words of names as they are written: "Syrian Democratic Forces"."""
    keyed = groupby(enumerate(found), key=lambda item: item[1].place - item[0])
    return tuple(" ".join(name.text for _, name in run) for _, run in keyed)


def _abbreviates(name: str, run: str) -> bool:
    return initials(run) == name or any(
        same_name(name, "-".join(part)) for part in [run.lower().split()] if len(part) > 1
    )


def _is_name(word: ComparedWord, *, by_habit: bool, shouted: bool) -> bool:
    if not word.text[0].isupper() or _form(word.text) in NO_NAMES or " " in word.text:
        return False  # a phrase that is read as one word: "No one"
    inner_capitals = any(char.isupper() for char in word.text[1:])
    return not by_habit or (inner_capitals and not shouted) or not is_usually_small(_bare(word.text))


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence, quotation or clause begins here, so that a capital need not show a name."""
    before = text[:start].rstrip("“\"'‘([*— ")
    return not before or before[-1] in '.!?:;“"‘…'


def _bare(text: str) -> str:
    return re.sub(r"['’]s?\Z", "", text)


def _form(text: str) -> str:
    bare = "".join(char for char in normalize("NFKD", _bare(text).lower()) if not combining(char))
    return bare.replace(".", "") if bare[:1].isalpha() else bare
