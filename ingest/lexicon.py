"""Words and letters that every station reads alike: small words, months, ligatures, and how tables of them are written.

Whoever needs more small words, or those of one sort, adds them where they are needed: a question's words of telling, a
heading's titles, what a claim may leave out.
"""

from __future__ import annotations

from calendar import day_name, month_abbr, month_name


def any_of(*words: str) -> str:
    """Return a pattern for any of these words of plain letters, the longest first.

    Also where case is ignored it takes no other letter for one of theirs, as "MİLLİON" for "million": what is found is
    looked up in a table.
    """
    return f"(?a:{'|'.join(sorted(words, key=len, reverse=True))})"


PLAIN_LETTERS = str.maketrans("\u017f\u0131\u0130\u212a", "siIK")
"""The long s, the Turkish i without a dot and I with one, and the sign for kelvin → one plain letter for each."""


def row(words: str) -> tuple[str, ...]:
    """The words between white space, in order."""
    return tuple(words.split())


def table(words: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(row(words))


def pairs(words: str) -> dict[str, str]:
    """The words between white space two by two, the second by the first."""
    found = row(words)
    return dict(zip(found[::2], found[1::2], strict=True))


# Words that hold a sentence together and say nothing of what it is about.

NAMING_NOTHING = table("""
    a an the and or but as than so what which who whom whose when where how i my we our you he his she her it its
    they their this that these those there here at by for from in of on to with then
""")
"""Words that are not a name even with a capital: articles, pronouns and the commonest words between others."""

SMALL_WORDS = NAMING_NOTHING | table("""
    nor am is are was were be been being do does did done have has had will shall me us your him them about among
    around between during into onto since through upon within one such also even just still too very
""")
"""Words that say nothing of a subject. With a word more, questions are no longer searched by it, and two claims that
differ in it alone are the same claim."""


# The months by their English names: for dates in a document, in its markup and in its furniture.

MONTH_NAMES = tuple(name for name in month_name if name)
"""The months in full, with a capital."""

SHORT_MONTHS = (*(name.lower() for name in month_abbr if name), "sept")
"""How months are abbreviated, in small letters and without a full stop."""

MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {
    "sept": 9
}
"""Name or abbreviation, in small letters → the month's number from 1."""

MONTH = any_of(*MONTHS)
"""A pattern for any of these names."""

WEEKDAYS = {name.lower(): number for number, name in enumerate(day_name)}
"""Name, in small letters → the number of the day in the week, Monday being 0."""

WEEKDAY = any_of(*WEEKDAYS)
"""A pattern for any of these names."""


# Characters that stand for others, or for none: ligatures and the soft hyphen.

SOFT_HYPHEN = "\u00ad"
"""Where a word may be broken at a line's end; no part of the word."""

INVISIBLE = f"{SOFT_HYPHEN}\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that nobody sees and that are no part of the word they stand in, places to break it among them."""

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "\u017ft",
    "\ufb06": "st",
}
"""Latin letters that fonts join → the letters; œ and æ are letters of their own and stay."""
