"""Whom a sentence of another language than English names as its source without a verb: "selon X", "X zufolge"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.speech.clauses import Attributed
from ingest.speech.reported_speakers import Subject, clause_start, is_mark, office_behind, past_times, subject_at
from ingest.speech.reported_verbs import OPENING, REFLEXIVES
from ingest.speech.reporting_words import Reporting
from ingest.speech.words import GAP, Word


def by_source(words: Sequence[Word], at: int, language: Reporting) -> Attributed | None:
    """Of "Selon X, …" and "…, nach Angaben von X"."""
    end = _phrase_end(words, at, language)
    before = words[at - 1].plain if at else ""
    if end is None or (end == at + 1 and before in language.articles | language.prepositions):
        return None  # "il secondo Rossi"
    if end < len(words) and words[end].plain in language.firsts | REFLEXIVES:
        return None
    end += end < len(words) and words[end].plain in OPENING  # "laut „Neuer Zeitung“"
    source = office_behind(words, end, language) if end > at + 1 and not is_mark(words, end) else None
    source = subject_at(words, end, language) if source is None else source
    begins = at == 0 or is_mark(words, at - 1) or before in language.conjunctions
    if source is None or not (begins or source.is_name or language.is_verb_second):
        return None  # "classés selon la taille"
    return whole_sentence(words, at, source)


def by_tag(words: Sequence[Word], at: int, language: Reporting) -> Attributed | None:
    """Of "…, so Behrens": nothing else may stand between the marks."""
    source = subject_at(words, at + 1, language)
    alone = source is not None and at > 0 and is_mark(words, at - 1)
    return whole_sentence(words, at, source) if source and alone and is_end(words, source.end, language) else None


def by_trailing(words: Sequence[Word], at: int, language: Reporting) -> Attributed | None:
    """Of "Angaben der Polizei zufolge" and "Behrens zufolge"."""
    start = clause_start(words, at, language)
    first = next(
        (place for place in range(start, at) if (one := subject_at(words, place, language)) and one.end == at), at
    )
    source = subject_at(words, first, language) if first < at else None
    if source is None or words[at - 1].plain in language.nobody:
        return None
    return whole_sentence(
        words, at, source._replace(speaker=None) if words[at - 1].plain in language.pronouns else source
    )


def by_label(words: Sequence[Word], at: int, language: Reporting) -> Attributed | None:
    """Of "Claire Aubert : « … »": nothing but who speaks before a colon and a quotation; "the title" names nobody."""
    if at + 1 >= len(words) or words[at + 1].plain != GAP:
        return None
    label = subject_at(words, 0, language)
    if label is None or label.end != at:
        return None
    return whole_sentence(words, at, label if words[at - 1].capital else label._replace(speaker=None))


def _phrase_end(words: Sequence[Word], at: int, language: Reporting) -> int | None:
    """The place behind the longest phrase of attribution that begins here."""
    for rest in language.sources[words[at].plain]:
        if tuple(word.plain for word in words[at + 1 : at + 1 + len(rest)]) == rest:
            return at + 1 + len(rest)
    return None


def whole_sentence(words: Sequence[Word], at: int, subject: Subject) -> Attributed:
    """All of the sentence, said by this subject."""
    return Attributed(at, subject.speaker, 0, len(words), by_speech=True, is_exact=True)


def is_end(words: Sequence[Word], at: int, language: Reporting) -> bool:
    """Return whether a mark stands here, behind times perhaps."""
    return is_mark(words, at) or is_mark(words, past_times(words, at, language))
