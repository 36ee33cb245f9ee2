"""The names in a sentence, word by word, and whether a claim's names are a document's.

One name has several forms: "U.S." and "American", "Turkey" and "Turkish", "SDF" and "Syrian Democratic Forces".
"""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

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
"""A form in lower case → all forms of the same name; runs of words are joined by hyphens."""

ENDINGS = ("n", "an", "ian", "i", "is", "ish", "ese", "ns", "ans", "ians")
"""What turns a country into its people: Syria-n, Iraq-i, Iran-ian."""

PEOPLE = ("ian", "ean", "i")
"""Only what ends so takes a bare "s": Iranian-s, Iraqi-s; Robert Adam is not Robert Adams."""

OTHERS = frozenset({"niger", "nigeria", "dominica", "guinea"})
"""Names that are the beginning of another's; they have only the forms listed."""

SHORTEST_STEM = 4
SHORTEST_ACRONYM = 2


def same_name(one: str, other: str) -> bool:
    """Whether two words, or runs joined by hyphens, in lower case are forms of one name."""
    return one == other or other in FORMS.get(one, ()) or _derived(one, other) or _derived(other, one)


def initials(run: str) -> str | None:
    """The acronym of a run of words, in lower case; None for a single word."""
    letters = "".join(word[0] for word in run.split() if word[0].isupper())
    return letters.lower() if len(letters) >= SHORTEST_ACRONYM else None


def _derived(stem: str, word: str) -> bool:
    if len(stem) < SHORTEST_STEM or not word.startswith(stem) or stem in OTHERS:
        return False
    ending = word[len(stem) :]
    if ending in {"n", "ns"}:
        return stem.endswith("a")
    return ending in ENDINGS or (ending == "s" and stem.endswith(PEOPLE))


# The names in a sentence, word by word, and whether a claim's names are a document's.

MOST_CAPITALS = 0.6
"""With more capitalised words than this share, capitals say nothing: a heading, or somebody shouting."""

FEWEST_WORDS = 4
"""Of a heading; less says nothing."""

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
"""Words that are capitalised without being a name, or that a name has beside it: titles, days, months, "the"."""


@dataclass(frozen=True, slots=True)
class Name:
    """One word of a name: where it is among the sentence's words, and how it is written in lower case."""

    place: int
    form: str
    text: str


def names(words: Sequence[ComparedWord], text: str) -> tuple[Name, ...]:
    """Every word that is part of a name, in order."""
    letters = [word for word in words if word.text[0].isalpha()]
    capitals = sum(word.text[0].isupper() for word in letters)
    heading = capitals > MOST_CAPITALS * len(letters) and len(letters) >= FEWEST_WORDS
    return tuple(
        Name(place, _form(word.text), word.text)
        for place, word in enumerate(words)
        if _is_name(word, by_habit=heading or _begins(text, word.start), shouted=text.isupper())
    )


def is_in(name: str, words: Iterable[str], runs: Iterable[str] = ()) -> bool:
    """Whether a name stands among words in lower case, in any form, or as the initials of a run of names."""
    return any(same_name(name, word) for word in words) or any(_abbreviates(name, run) for run in runs)


def same_run(part: str, name: str) -> bool:
    """Whether the word is part of a form of the name that has several words: "united" of "us"."""
    return any(part in form.split("-") for form in FORMS.get(name, ()) if "-" in form)


def forms_in(words: Sequence[ComparedWord]) -> frozenset[str]:
    """The words of a text as names are compared with: in lower case, and known names of several words joined."""
    small = [_form(word.text) for word in words]
    joined = {"-".join(small[at : at + size]) for size in (2, 3) for at in range(len(small) - size + 1)}
    parts = {part for word in small if "-" in word for part in word.split("-")}
    return frozenset({*small, *parts, *(joined & FORMS.keys())})


def runs_of(found: Sequence[Name]) -> tuple[str, ...]:
    """Names of several words, as they are written: "Syrian Democratic Forces"."""
    keyed = groupby(enumerate(found), key=lambda item: item[1].place - item[0])
    return tuple(" ".join(name.text for _, name in run) for _, run in keyed)


def _abbreviates(name: str, run: str) -> bool:
    return initials(run) == name or any(
        same_name(name, "-".join(part)) for part in [run.lower().split()] if len(part) > 1
    )


def _is_name(word: ComparedWord, *, by_habit: bool, shouted: bool) -> bool:
    if not word.text[0].isupper() or _form(word.text) in NO_NAMES:
        return False
    inner_capitals = any(char.isupper() for char in word.text[1:])
    return not by_habit or (inner_capitals and not shouted) or not is_usually_small(_bare(word.text))


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or a clause after a colon begins here, so that a capital may say nothing."""
    before = text[:start].rstrip("“\"'‘([*— ")
    return not before or before[-1] in '.!?:;“"‘…'


def _bare(text: str) -> str:
    return re.sub(r"['’]s?\Z", "", text)


def _form(text: str) -> str:
    bare = _bare(text).lower()
    return bare.replace(".", "") if bare[:1].isalpha() else bare
