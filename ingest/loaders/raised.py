"""Raised text: the marks of notes, which are no words of a sentence, and the digits of powers, which are."""

from __future__ import annotations

import re

BRACKETED = r"(?:[\[(]\s?(?:(?:note|nb|n|fn)\.?\s?)?[\w*†‡§]{1,3}\s?[\])]|\[[a-z ]{2,14} needed\])"
ONE_MARK = rf"(?:{BRACKETED}|\d{{1,3}}|[*†‡§¶#]{{1,3}})"
MARK = re.compile(rf"{ONE_MARK}(?:(?:\s?[,;–-]\s?|\s){ONE_MARK}|{BRACKETED})*", re.IGNORECASE)
"""Marks as pages have them: "1", "[2]", "1,2", "[note 3]", "*"."""

LONGEST_MARK = 24
"""Characters of marks; more are words. Raised, nothing is found that pages have."""

LETTER_MARK = re.compile(r"[a-z]|[ivx]{1,5}")
"""Marks that are one only where they lead somewhere."""

SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»«“)\]]*(?:\[[\w*†‡§ ]{1,12}\])*\s*\Z")
UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmµn]?m|ft|in|mi|yd|s)\Z")
VARIABLE = re.compile(r"(?:(?<![^\W_])[B-HJ-Zb-z]|[=+*/×·]\s?[A-Za-z]{1,3})\Z")
"""A letter alone, or a few behind a sign, as formulas have them."""

POWERS = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
POWER = re.compile(r"[0-9+−–=()n-]{1,8}")


def written(before: str, words: str, after: str, *, linked: bool) -> tuple[str, bool]:
    """Return how raised words are written in a line, and whether that is the mark of a note behind a sentence.

    Args:
        before: what stands before them in the block; at least its last dozen characters.
        words: the raised words.
        after: what stands behind them.
        linked: whether they are a link, as marks of notes mostly are.
    """
    if not _is_mark(before, words, linked=linked):
        return (words.translate(POWERS) if POWER.fullmatch(words) and before[-1:].strip() else words), False
    mark = words.strip()
    if not before.strip():
        return f"{mark} ", True
    if SENTENCE_END.search(before) and not after.lstrip()[:1].islower():
        return mark, True
    return (mark if mark[0] in "[(" else f"[{mark}]"), False


def _is_mark(before: str, words: str, *, linked: bool) -> bool:
    mark = words.strip()
    if len(mark) > LONGEST_MARK or not (MARK.fullmatch(mark) or (linked and LETTER_MARK.fullmatch(mark))):
        return False
    if linked or not mark[0].isdecimal():
        return True
    if before[-1:].isdecimal() or VARIABLE.search(before):
        return False
    return not (mark in {"2", "3"} and UNIT.search(before))
