"""The reasons for a passage's rank, in plain words that the browser and the terminal share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from answer.question import parse
from index.other_forms import name_term, with_forms
from index.records import Hit, Signals
from index.searching.query import languages_among, telling
from index.stems import STEMMED
from index.terms import TermReader


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a passage's rank: the name of the reason, and its words."""

    name: str
    words: str


def reasons(hit: Hit, question: str) -> tuple[Reason, ...]:
    """The reasons for the hit's rank, the plainest first.

    Args:
        hit: what was found.
        question: what was searched for, with its operators.
    """
    signals, absent = hit.signals, absent_words(hit, question)
    found = [
        Reason("Words matched", _words(matched_words(hit)) or "none"),
        Reason("Not in this passage", _words(absent)),
        Reason("Nearest sentence in meaning", f"{signals.cosine:.2f} (1.00 would be the same sentence)"),
        Reason("Rank", rank_words(signals)),
        Reason("Second reading", "" if signals.reranker is None else f"score {signals.reranker:.2f}"),
    ]
    return tuple(reason for reason in found if reason.words)


def reason_line(hit: Hit, question: str) -> str:
    """The reasons for the hit's rank, in one line."""
    signals, absent = hit.signals, absent_words(hit, question)
    parts = (
        f"words {_words(matched_words(hit)) or 'none'}",
        f"without {_words(absent)}" if absent else "",
        f"meaning {signals.cosine:.2f}",
        rank_words(signals),
        "" if signals.reranker is None else f"second reading {signals.reranker:.2f}",
    )
    return " · ".join(part for part in parts if part)


def matched_words(hit: Hit) -> tuple[str, ...]:
    """The passage's words that the question has too, as they stand, each once."""
    return _once(hit.text[start - hit.start : end - hit.start] for start, end in hit.matched)


def absent_words(hit: Hit, question: str) -> tuple[str, ...]:
    """The telling words of the question that the passage contains in no form."""
    language, text = hit.document.source.language, parse(question).text
    here = {term for word in matched_words(hit) for term in _terms(with_forms(word, language))}
    asked = telling(text, _terms, languages_among(text, STEMMED.keys() & {language}))
    forms = {word: {*_terms(with_forms(word, language)), name_term(word)} for word in asked if _terms(word)}
    return _once(word for word, terms in forms.items() if here.isdisjoint(terms))


def beside_words(hit: Hit) -> str:
    """The lines beside the text in which alone stands what was asked for; "" where the passage or its label has it."""
    lines = (f"“{' '.join(line.text.split())}” ({line.rule.replace('_', ' ')})" for line in hit.beside)
    return f"Only beside the text: {', '.join(lines)}" if hit.beside else ""


def rank_words(signals: Signals) -> str:
    """The passage's rank in each of the two searches, by meaning and by words."""
    arms = {"meaning": signals.meaning_rank, "words": signals.words_rank}
    ranked = [f"{ordinal(rank)} by {arm}" for arm, rank in arms.items() if rank is not None]
    others = [arm for arm, rank in arms.items() if rank is None]
    return ", ".join(ranked) + (f"; not put forward by {others[0]}" if ranked and others else "")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, … 11th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


@lru_cache(maxsize=4_096)
def _terms(word: str) -> frozenset[str]:
    """The index terms of a word; "the" has none."""
    return frozenset(_reader().sequence(word))


@lru_cache(maxsize=1)
def _reader() -> TermReader:
    return TermReader()


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, whatever its capitals, as it stands first."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return tuple(first.values())


def _words(words: Iterable[str]) -> str:
    return ", ".join(words)
