"""One name in its forms: "U.S." and "American", "Turkey" and "Turkish", "SDF" and "Syrian Democratic Forces"."""

from __future__ import annotations

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
