"""Write words in one way, so that a question finds them however a document spells them.

What is written here decides what the word index contains: with each change, raise the number of `ANALYZER` or of
`EXACT_ANALYZER` (`index/terms.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.lexicon import INVISIBLE
from ingest.number_words import DIGIT, whole_numbers
from ingest.records import Span

# A pattern that begins with a character or a few, and looks back from there, is searched several times as fast as one
# that begins with what stands before, or with what may be there: these are run over every text.

CAPITAL = r"[A-Z](?<!\w[A-Z])"
"""A capital that begins a word."""

INITIALS = re.compile(r"\.(?<=[^\W\d_]\.)(?<![\w.][^\W\d_]\.)(?:[^\W\d_]\.)+")
"""Letters followed by a full stop each, from the first stop on; in English they are one word, with or without them."""

ENCLITIC = re.compile(r"['’](?<=\w['’])(?:[sStTdDmM]|[lL][lL]|[rRvV][eE])\b")
"""An ending attached to a word with an apostrophe, as in "Byline's" or "didn't"; it is not a word of its own."""

FULL_STOPS = re.compile(r"\.[^\W\d_]\.")
"""A sign that the text may contain initials, much faster to search for than the initials themselves."""

GROUPED = r"\d(?<![\w.,]\d)\d{0,2}(?:(?:[,'\u00a0\u2009\u202f’]\d{3})+|(?: \d{3}){2,})(?!\d|,\d)"
"""A number whose thousands are set apart: 1,200 or 1 200 000. One plain space may as well be between two numbers."""

GROUPS = re.compile(GROUPED)

PERCENT = re.compile(r"[%pP](?:(?<=%)|(?<!\w[pP])(?:[Ee][Rr] [Cc][Ee][Nn][Tt]|[Cc][Tt])\b)")
"""Ways to write "percent"."""

DIALLED = re.compile(r"(?<![\w.,])(?:\+?\(?\d{2,6}\)?)(?:[ -]\(?\d{2,8}\)?){1,5}(?!\w|,\d)")
"""A number as it is dialled, in groups: 01632 960 442, +44 1632 960442."""

DAY = re.compile(r"\d\d[ -]\d\d[ -]\d{2,4}")
"""A date in digits, which is no number that is dialled."""

FEWEST_DIALLED = 7
MOST_DIALLED = 15
"""Digits of a number that is dialled. Lowered, other numbers beside each other are taken for one too."""

# Letters: accents and vowel signs do not count, and letters of one sound are one letter.

KANA_VOICING = 8
"""The combining class of the marks that make another letter of a kana."""

MARKS = [code for code in range(0x300, 0x3100) if unicodedata.combining(chr(code)) not in (0, KANA_VOICING)]

LETTERS: dict[int, str | None] = {
    **dict.fromkeys(MARKS),
    **dict.fromkeys(map(ord, INVISIBLE)),
    0x0130: "I",  # a Turkish capital, which in small letters would be two characters
    0x0640: None,  # the stroke that makes an Arabic word longer
    0x0671: "\u0627",  # alef with a sign of its own
    0x02BB: None,  # the okina, as in Hawai'i
    0x02BC: "'",  # an apostrophe that counts as a letter
    0x200C: None,  # joiners inside a word
    0x200D: None,
}
"""Code point → what is written for it; marks of all scripts but those that are letters of their own are left out."""

BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words, as ranges of a pattern: Thai, Lao, Burmese, Khmer, kana and Han."""

INDIC = "\u0900-\u0963\u0966-\u0dff"
"""Scripts whose vowel signs stand beside their letters, which Python does not count as parts of a word."""

VOWEL_SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652"
"""Accents, and the vowel signs of Hebrew and Arabic, that may stand beside their letters."""

WORD_LETTER = rf"[\w{INDIC}{SPACELESS}]"
"""A pattern for one character of a word."""

WORD = re.compile(rf"{WORD_LETTER}+")
"""A word of a text that is written alike."""

RUN = re.compile(rf"[{SPACELESS}]+")


def written_alike(text: str) -> str:
    """Normalize the text: letters without accents, one spelling of initials and numbers ("U.S." as "US").

    A run of characters without spaces becomes the pairs of neighbours in it, so that any two in a row are found.
    """
    whole = _letters(text)
    if "'" in whole or "’" in whole:
        whole = ENCLITIC.sub("", whole)
    if FULL_STOPS.search(whole):
        whole = INITIALS.sub(lambda match: match.group().replace(".", ""), whole)
    if DIGIT.search(whole):
        whole = GROUPS.sub(lambda match: re.sub(r"\D", "", match.group()), whole)
    if "%" in whole or "per cent" in (small := whole.lower()) or "pct" in small:
        whole = _with_percent(whole)
    return whole if whole.isascii() else RUN.sub(_pairs, whole)


def _with_percent(text: str) -> str:
    """Write "percent" wherever it is written otherwise, with one space before it."""
    parts, end = [], 0
    for match in PERCENT.finditer(text):
        start = match.start() - (match.start() > end and text[match.start() - 1].isspace())
        parts += [text[end:start], " percent"]
        end = match.end()
    return "".join([*parts, text[end:]])


def _letters(text: str) -> str:
    return text if text.isascii() else BEYOND_ASCII.sub(_plain_letters, text)


def _plain_letters(match: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", match.group().replace("\u0130", "I")).translate(LETTERS)
    return unicodedata.normalize("NFC", apart)


def _pairs(match: re.Match[str]) -> str:
    run = match.group()
    pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "


# Exact words: as they stand, but for case, accents, hyphens and the form of marks.

SAME = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i"}
)
"""Replacements that make typewriter and printed quotation marks the same, and letters whose stroke is no accent."""

HYPHEN = re.compile(r"(?<=\w)\s*[-\u2010\u2011]\s*(?=\w)")
"""A hyphen between words, which counts as a space."""


def plain(text: str) -> str:
    """Normalize the text for exact matches: case, accents and hyphens ignored, white space as single spaces."""
    return " ".join(HYPHEN.sub(" ", _letters(text).translate(SAME)).split()).casefold()


CODE = re.compile(rf"({CAPITAL}[A-Z]{{0,3}})-(\d{{1,4}}[A-Z]?)\b")
"""A code such as A-12, which is written A12 as well."""


LARGEST_IN_WORDS = 12
"""The number up to which a question's one word for it stays a word, as most texts write it. Raised, "fourteen" is not
found where a text has 14; lowered, "four tonnes" is no phrase any more."""


def asked_alike(question: str) -> str:
    """Normalize a question: alike, and its codes and numbers as one of the forms of a passage has them: A12, 1200."""
    return CODE.sub(r"\1\2", _in_digits(written_alike(_dialled(question))))


def dialled(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the digits of each number that is dialled, and of some others in groups, with its place."""
    for match in DIALLED.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if FEWEST_DIALLED <= len(digits) <= MOST_DIALLED:
            yield match.span(), digits


def _dialled(text: str) -> str:
    """Write numbers that are surely dialled, by the 0 or + that they begin with, without spaces."""
    for (start, end), digits in reversed(list(dialled(text))):
        if text[start] in "0+" and not DAY.fullmatch(text, start, end):
            text = f"{text[:start]}{digits}{text[end:]}"
    return text


def _in_digits(text: str) -> str:
    for (start, end), number in reversed(list(whole_numbers(text))):
        if number > LARGEST_IN_WORDS or not text[start:end].isalpha():
            text = f"{text[:start]}{number}{text[end:]}"
    return text
