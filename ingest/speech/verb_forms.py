"""The forms of English verbs: "deny" → denies, denied, denying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from ingest.lexicon import table


class Form(StrEnum):
    """How a verb stands."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


IRREGULAR = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "think": ("thought",),
    "know": ("knew", "known"),
    "see": ("saw", "seen"),
    "swear": ("swore", "sworn"),
    "find": ("found",),
    "feel": ("felt",),
    "show": ("showed", "shown"),
    "read": ("read",),
    "speak": ("spoke", "spoken"),
    "hear": ("heard",),
    "seek": ("sought",),
    "hold": ("held",),
    "put": ("put",),
    "make": ("made",),
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "mean": ("meant",),
    "understand": ("understood",),
    "foresee": ("foresaw", "foreseen"),
    "choose": ("chose", "chosen"),
    "shoot": ("shot",),
    "hit": ("hit",),
    "back": ("backed",),
    "ring": ("rang", "rung"),
    "meet": ("met",),
    "catch": ("caught",),
}
"""Verb → its past, and its participle where that differs."""

DOUBLING = table("admit submit quip refer prefer slam nod plan infer rebut hit put sum shrug grin")
"""Verbs that double their last letter before -ed and -ing."""

VOWELS = "aeiou"


def forms(verbs: Iterable[str]) -> dict[str, tuple[str, Form]]:
    """Every form of these verbs → the verb, and how it stands; a past that is a participle too counts as past."""
    found: dict[str, tuple[str, Form]] = {}
    for verb in verbs:
        for word, form in _forms_of(verb):
            found.setdefault(word, (verb, form))
    return found


def _forms_of(verb: str) -> Iterator[tuple[str, Form]]:
    yield verb, Form.BASE
    yield _present(verb), Form.PRESENT
    past, *participle = IRREGULAR.get(verb, (_regular(verb, "ed"),))
    yield past, Form.PAST
    for word in participle:
        yield word, Form.PARTICIPLE
    yield _regular(verb, "ing"), Form.GERUND


def _present(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _regular(verb: str, ending: str) -> str:
    """The verb with -ed or -ing."""
    if verb in DOUBLING:
        return verb + verb[-1] + ending
    if verb.endswith("ee"):
        return verb + ending[ending == "ed" :]
    if verb.endswith("e"):
        return verb[:-1] + ending
    if verb.endswith("y") and verb[-2] not in VOWELS and ending == "ed":
        return verb[:-1] + "ied"
    return verb + ending
