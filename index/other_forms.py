"""Other forms of a passage's words, which are indexed beside it, so that a question in any of them finds it.

They are part of how words are read: with each change, raise the number of `ANALYZER` (`index/terms.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from index.spelling import CAPITAL, CODE, dialled, written_alike
from index.stems import stems
from index.terms import stem
from ingest.lexicon import NAMING_NOTHING, SMALL_WORDS, row, table
from ingest.number_words import DIGIT, whole_numbers
from ingest.tokens import is_usually_small

NAME_MARK, CAPITALS_MARK = "\u2d63", "\u2d65"
"""Letters, of a script that no stemmer knows, which make a term of its own of a name and of a word in capitals."""

NAME = re.compile(rf"{CAPITAL}\w+")
JOINED_CODE = re.compile(rf"{CAPITAL}[A-Z]{{0,3}}(\d{{1,4}})[A-Z]?\b")
LETTERED = re.compile(r"(\d(?<!\w\d)\d{0,3})[A-Z]\b")
APART = re.compile(r"(\d(?<!\w\d)\d{0,3}) ([A-Z])\b(?!')")
"""A number with a letter: 17S, which is 17 too, and 17 S."""

HYPHENS = "\u2010\u2011-"
COMPOUND = re.compile(rf"(?<![\w{HYPHENS}])([^\W\d_]+)[{HYPHENS}]([^\W\d_]+)(?![\w{HYPHENS}])")
"""Two words with a hyphen, which others write as one: e-mail, pay-off, by-election."""

LONG_NAME = re.compile(rf"{CAPITAL}\w+(?: (?:of|and|for|the)(?= )| [A-Z]\w+){{2,7}}")
DIGRAPHS = str.maketrans(dict(zip("äöüøåÄÖÜØÅ", row("ae oe ue oe aa Ae Oe Ue Oe Aa"), strict=True)))
UMLAUT = re.compile(r"\b\w*[äöüøåÄÖÜØÅ]\w*")
DIGRAPH = re.compile(rf"{CAPITAL}(?:(?<=[AOU])|\w*?(?<![qQaeAE])[aouAOU])e(?=[b-df-hj-np-tv-z])\w*")

SMALL_NAMES = SMALL_WORDS | table("a an if no not such may might can could would should")
"""Words that are names only with a capital: Will, May, IS, US."""

LEADING = re.compile(r"[A-Z](?:(?<=[\w,;)–—-] [A-Z])\w*|(?<![\s\S][A-Z])\w*(?= [A-Z]|\Z)|(?<!\w[A-Z])\w*(?=:))")
"""A capital that does not merely begin a sentence: behind a word, before a name, alone, before the colon of a turn."""

SHORT_FORMS = {
    "US": "United States",
    "USA": "United States of America",
    "UK": "United Kingdom",
    "EU": "European Union",
    "UN": "United Nations",
    "UAE": "United Arab Emirates",
}
"""Countries and bodies that texts name by their initials without ever writing them out."""

LONG_FORMS = {long: short for short, long in SHORT_FORMS.items()}
SHORT_AND_LONG = (*LONG_FORMS, *SHORT_FORMS)
SHORT_OR_LONG = re.compile(rf"\b(?:{'|'.join(SHORT_AND_LONG)})\b")


def other_forms(text: str, language: str | None = None) -> str:
    """Return other forms of the text's words, with spaces between them, to be indexed beside it.

    Args:
        text: as it stands in the document.
        language: its ISO 639 code, if it is known.
    """
    found = list(stems(text, language))
    if not text.isascii():
        found += [word.translate(DIGRAPHS) for word in UMLAUT.findall(unicodedata.normalize("NFC", text))]
    text = written_alike(text)
    if any(hyphen in text for hyphen in HYPHENS):
        found += [first + second for first, second in COMPOUND.findall(text)]
    found += [str(number) for _, number in whole_numbers(text)]
    has_digits = DIGIT.search(text) is not None
    if has_digits:
        found += [digits for _, digits in dialled(text)]
    if text.islower():
        return " ".join(found)
    if has_digits:
        found += [f"{letters}{digits}" for letters, digits in CODE.findall(text)]
        found += JOINED_CODE.findall(text)
        found += LETTERED.findall(text)
        found += [f"{digits}{letter}" for digits, letter in APART.findall(text)]
    found += [re.sub("([aouAOU])e", r"\1", match.group(), count=1) for match in DIGRAPH.finditer(text)]
    found += _short_forms(text)
    found += _names(text)
    return " ".join(found)


def name_term(word: str) -> str:
    """Return the term of a word as a name, whether it stands in capitals or begins with one."""
    mark = CAPITALS_MARK if word.isupper() and len(word) > 1 else NAME_MARK
    return f"{word.lower()}{mark}"


@lru_cache(maxsize=65_536)
def needs_own_term(word: str) -> bool:
    """Return whether a name's own index term is another word's: "Will" is none, and "Manning" is that of "man"."""
    small = word.lower()
    if small in SMALL_NAMES:
        return small not in NAMING_NOTHING or (word.isupper() and len(word) > 1)
    return small.endswith(("ing", "ings", "ly")) and stem(word) != small and not is_usually_small(word)


def with_forms(text: str, language: str | None = None) -> str:
    """Return the text with the other forms of its words behind it, as it is indexed."""
    forms = other_forms(text, language)
    return f"{text} {forms}" if forms else text


def _short_forms(text: str) -> Iterator[str]:
    if any(form in text for form in SHORT_AND_LONG):  # mostly none, which is seen sooner than the pattern sees it
        for word in SHORT_OR_LONG.findall(text):
            yield SHORT_FORMS[word] if word in SHORT_FORMS else f"{LONG_FORMS[word]} {name_term(LONG_FORMS[word])}"
    for match in LONG_NAME.finditer(text):
        words = [word for word in match.group().split() if word.lower() not in SMALL_WORDS]
        initials = "".join(word[0] for word in words)
        if len(initials) > 2:
            yield initials


def _names(text: str) -> Iterator[str]:
    leading = [word for word in LEADING.findall(text) if word.lower() in SMALL_NAMES and not word.isupper()]
    others = [word for word in NAME.findall(text) if word.isupper() or word.lower() not in SMALL_NAMES]
    return (name_term(word) for word in (*leading, *others) if needs_own_term(word))
