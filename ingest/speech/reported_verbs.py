"""Reporting verbs of other languages than English, and who is named behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.lexicon import table
from ingest.speech.reported_speakers import Subject, halves, is_mark, past_times, shifted, subject_at
from ingest.speech.reporting_words import Reporting
from ingest.speech.words import GAP, Word

MOST_BETWEEN = 6
"""Words between an auxiliary and its participle: "hat [am Sonntag in Köln] erklärt"."""

CLAUSE_WITHIN = 30
"""Words behind a verb in which its particle ends the clause."""

PASSIVE = table("été sido stato stata stati state worden blitt blivit blevet")
"""What makes an auxiliary and its participle tell of no speaker."""

REFLEXIVES = table("se si sich zich się sig seg")
"""What some verbs have beside them: "erinnert [sich] Erna Vogt"; no source is named behind it: "según [se] mire"."""

INFINITIVES = table("zu te att at å")
"""Before the infinitive of a verb whose plural is the same word: "bleibt zu [sagen]"."""

OPENING = frozenset("„“«»\"‚‘'")
"""Marks that may stand before the name of a paper: "laut „Neuer Zeitung“"."""

DASHES = frozenset("—–-")
"""Marks that a reporting clause stands between, or that open a line of dialogue."""


class Verb(NamedTuple):
    """A reporting verb with its auxiliary, and the subject that stands inside it, as in "a-t-elle dit"."""

    start: int
    end: int
    subject: Subject | None = None


def verb_at(words: Sequence[Word], at: int, language: Reporting) -> Verb | None:
    """The reporting verb that begins here: "dit", "dit-elle", "a déclaré", "hat am Sonntag erklärt"."""
    head, subject = _with_pronoun(words, at, language)
    if head in language.auxiliaries:
        return _compound(words, at, subject, language)
    if head not in language.verbs or (words[at].capital and at and words[at - 1].is_word):
        return None
    particle = language.verbs[head]
    closing = _clause_last(words, at, language)
    if (particle and closing != particle) or (closing in language.undone and not particle):
        return None
    if at and words[at - 1].plain in language.aside | INFINITIVES:
        return None
    if not at and language.is_verb_second and all(word.plain not in {GAP, ":"} for word in words):
        return None  # "Fordern kann man viel"
    return Verb(at, at + 1, subject)


def _with_pronoun(words: Sequence[Word], at: int, language: Reporting) -> tuple[str, Subject | None]:
    """The verb's own form without "l'" and without the pronoun that a hyphen ties to it, and that pronoun."""
    plain = halves(words[at])[1] if halves(words[at])[0] in {"l'", "m'", "s'", "t'"} else words[at].plain
    if words[at].plain in language.verbs or words[at].plain in language.auxiliaries:
        return words[at].plain, None
    head, hyphen, tail = plain.partition("-")
    pronoun = tail.rpartition("-")[2]
    return (head, Subject(at + 1, None)) if hyphen and pronoun in language.pronouns else (plain, None)


def _compound(words: Sequence[Word], at: int, inside: Subject | None, language: Reporting) -> Verb | None:
    """An auxiliary and its participle, with what stands between them."""
    for place in range(at + 1, min(at + 2 + MOST_BETWEEN, len(words))):
        if not words[place].is_word or words[place].plain in PASSIVE | language.that:
            return None
        if words[place].plain in language.participles:
            break
    else:
        return None
    first = past_times(words, at + 1, language)
    if inside is None and first < place and language.is_verb_second:
        found = subject_at(words[first:place], 0, language)
        inside = found and shifted(found, first)
    return Verb(at, place + 1, inside)


def _clause_last(words: Sequence[Word], at: int, language: Reporting) -> str:
    """The last word before the next mark or "that": a particle of the verb, perhaps."""
    last = at + 1
    while last < min(at + CLAUSE_WITHIN, len(words)) and words[last].is_word and words[last].plain not in language.that:
        last += 1
    return words[last - 1].plain if last - 1 > at else ""


def is_unsaid(words: Sequence[Word], verb: Verb, language: Reporting) -> bool:
    """Return whether somebody does not say it, or it is the writer who does."""
    last = verb.end + language.is_verb_second
    near = {word.plain for word in words[max(0, verb.start - 1) : last]}
    writer = {word.plain for word in words[max(0, verb.start - 2) : verb.end + 1]}
    negated = any(halves(word)[0] == "n'" for word in words[max(0, verb.start - 1) : verb.end])
    return negated or not near.isdisjoint(language.nots) or not writer.isdisjoint(language.firsts)


def named_behind(words: Sequence[Word], verb: Verb, language: Reporting) -> Subject | None:
    """Who is named behind the verb; times, or where it was said, stand between them: "powiedział po meczu Jan Lis"."""
    at = past_times(words, verb.end, language)
    at += language.is_verb_second and at < len(words) and words[at].plain in REFLEXIVES
    if is_mark(words, at) or words[at].plain not in language.prepositions - language.articles:
        likened = verb.start > 0 and words[verb.start - 1].plain in language.like
        at += likened and at < len(words) and words[at].plain in OPENING  # "jak podaje „Gazeta”"
        return subject_at(words, at, language)
    place = at + 1 + (at + 1 < len(words) and words[at + 1].plain in language.articles)
    if is_mark(words, place) or words[place].capital:
        return None
    found = subject_at(words, place + 1, language)
    return found if found is not None and found.is_name else None


def incise_end(words: Sequence[Word], at: int, language: Reporting) -> int | None:
    """The place of the mark behind a reporting clause that begins here, its subject last or left out; None for none."""
    verb = verb_at(words, at, language)
    if verb is None or is_unsaid(words, verb, language):
        return None
    subject = verb.subject or named_behind(words, verb, language)
    if subject is None and words[at - 1].plain == ",":
        return None
    begins = verb.end if subject is None else max(verb.end, subject.end)
    return next((place for place in range(begins, len(words)) if is_mark(words, place)), len(words))
