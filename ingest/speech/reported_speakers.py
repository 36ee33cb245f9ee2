"""Who is named beside a reporting verb in other languages than English: a name, somebody's office, or a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.speech.noun_phrases import Range
from ingest.speech.reporting_words import Reporting
from ingest.speech.subjects import FARTHEST
from ingest.speech.words import Word

MOST_NAMES = 6
"""Words of a name, particles included; more are a title or a list."""

MOST_SMALL = 2
"""Small words beside each other in an office: "el primer ministro"; of a name's particles: "van der"."""

MOST_PHRASE = 14
"""Words of an office with all that belongs to it."""

MOST_TIMES = 4
"""Words of time between a verb and its subject: "dijo [ayer por la tarde]"."""

SHORTEST_WORD = 4
"""Letters from which a word before a full stop is no short form: "Dr.", "J."."""


DONE = ("é", "ée", "és", "ées", "ado", "ada", "ados", "adas", "ato", "ata", "ati", "ate")
"""Endings of what was done to the noun before it: "une étude [publiée] mardi"."""


class Subject(NamedTuple):
    """Somebody who speaks: where the phrase ends, and the places that name him, if any do."""

    end: int
    speaker: Range | None
    is_name: bool = False
    is_likened: bool = False
    """Whether "as" stands before it: "as [Joost de Wit] said"."""


def is_mark(words: Sequence[Word], at: int) -> bool:
    """Return whether no word stands here: a mark, a quotation, or nothing."""
    return not 0 <= at < len(words) or not words[at].is_word


def halves(word: Word) -> tuple[str, str]:
    """The word cut behind its first apostrophe: "l'association" is "l'" and "association"; ("", word) without one."""
    head, mark, tail = word.plain.partition("'")
    return (head + mark, tail) if head and tail else ("", word.plain)


def is_article(word: Word, language: Reporting) -> bool:
    """Return whether the word is an article or begins with one: "l'association"."""
    return word.plain in language.articles or halves(word)[0] in language.articles


def past_times(words: Sequence[Word], at: int, language: Reporting) -> int:
    """The first place from here on that holds no word of time, small words before one included."""
    end = at
    while end < len(words) and end - at < MOST_TIMES and words[end].is_word:
        small = words[end].plain in language.prepositions | language.articles | language.ties
        before_time = small and end + 1 < len(words) and words[end + 1].plain in language.times
        if words[end].plain not in language.times and not before_time:
            break
        end += 1
    return end


def subject_at(words: Sequence[Word], at: int, language: Reporting) -> Subject | None:
    """Who is named from this place on; None where nobody is.

    An office names somebody only where its phrase surely ends: before a mark, a small word or a time.
    """
    if is_mark(words, at):
        return None
    word = words[at]
    if word.plain in language.pronouns and not (is_article(word, language) and not is_mark(words, at + 1)):
        return Subject(at + 1, None)
    if is_article(word, language):
        return _office(words, at, language)
    if at == 0 and language.has_bare_nouns and (office := _bare_office(words, at, language)) is not None:
        return office
    if _is_name(word, language):
        end = name_end(words, at, language)
        return Subject(end, (at, end), is_name=True)
    return _bare_office(words, at, language) if language.has_bare_nouns else None


def name_end(words: Sequence[Word], at: int, language: Reporting) -> int:
    """The place behind the capitalised words that begin here, with particles and initials between them."""
    end = at
    while end - at < MOST_NAMES and not is_mark(words, end) and _is_name(words[end], language):
        end += 1
        if _is_short(words, end):
            end += 1
        joined = end
        if not is_mark(words, joined) and words[joined].plain in language.particles:
            joined += 1
            joined += not is_mark(words, joined) and words[joined].plain in language.articles | language.particles
        if joined > end and not is_mark(words, joined) and _is_name(words[joined], language):
            end = joined
    return end


def _is_name(word: Word, language: Reporting) -> bool:
    known = (
        language.times,
        language.nobody,
        language.prepositions,
        language.conjunctions,
        language.that,
        language.like,
    )
    return word.is_word and word.capital and not any(word.plain in one for one in known)


def _is_short(words: Sequence[Word], at: int) -> bool:
    """Return whether a full stop stands here that belongs to a short form, and a name goes on behind it."""
    if at + 1 >= len(words) or words[at].plain != "." or not words[at + 1].capital:
        return False
    return words[at - 1].end == words[at].start and words[at].start - words[at - 1].start < SHORTEST_WORD


def _office(words: Sequence[Word], at: int, language: Reporting) -> Subject | None:
    """Somebody by an article and what he is: "le maire de Sète", "der frühere Minister Jan Moll"."""
    is_joined = words[at].plain not in language.articles
    if is_joined and halves(words[at])[1] in language.nobody:
        return None
    end, small = at + 1, int(is_joined)
    while end - at < MOST_PHRASE and (_is_short(words, end) or _is_part(words, end, language)):
        word = words[end]
        if word.plain in language.nobody:
            return None
        ties = _is_tie(word, language)
        if end > at + 1 and words[end - 1].capital and word.is_word and not word.capital and not ties:
            break
        small = 0 if ties or word.capital else small + 1
        if small > MOST_SMALL:
            return Subject(end, None)
        end += 1
    if end == at + 1 and not is_joined:
        return None
    is_clear = small < MOST_SMALL or not language.has_bare_nouns or is_mark(words, end)
    if small == MOST_SMALL and language.is_verb_second and not words[end - 2].plain.endswith("e"):
        end -= 1  # "een woordvoerder" and what follows; "de lokale politie" is whole
    last = end - (small == MOST_SMALL and not is_mark(words, end) and words[end - 1].plain.endswith(DONE))
    return Subject(end, (at, last) if is_clear else None)


def office_behind(words: Sequence[Word], at: int, language: Reporting) -> Subject | None:
    """Somebody by what he is behind a phrase that ends in an article: "nach Angaben der [Polizei]", "stando alla …"."""
    opening = language.articles | language.ties | language.prepositions
    found = _office(words, at - 1, language) if words[at - 1].plain in opening else None
    if found is None or found.end <= at:
        return None
    is_article_of_its_own = words[at - 1].plain in language.articles or found.speaker is None
    return found if is_article_of_its_own else found._replace(speaker=(at, found.end))


def _is_tie(word: Word, language: Reporting) -> bool:
    return word.plain in language.ties or halves(word)[0] in language.ties or is_article(word, language)


def _is_part(words: Sequence[Word], at: int, language: Reporting) -> bool:
    """Return whether the word here belongs to the office before it."""
    if is_mark(words, at):
        return False
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if halves(word)[0] in language.ties:
        return True
    if word.plain in language.ties:
        return after is not None and after.is_word and after.plain not in language.times
    if is_article(word, language):
        return words[at - 1].plain in language.ties
    small = (language.times, language.that, language.prepositions, language.conjunctions, language.nots)
    return not any(word.plain in one for one in (*small, language.verbs, language.auxiliaries, language.finites))


def _bare_office(words: Sequence[Word], at: int, language: Reporting) -> Subject | None:
    """Somebody by one or two small words, then a name or a mark: "rzecznik policji", "burgemeester Jan Moll"."""
    end = first = at + (at == 0 and words[0].capital and _is_name(words[0], language))
    while end - at < MOST_SMALL and not is_mark(words, end) and _is_noun(words[end], language):
        end += 1
    if end == first:
        return None
    if not is_mark(words, end) and _is_name(words[end], language):
        last = name_end(words, end, language)
        return Subject(last, (at, last), is_name=True)
    ends = is_mark(words, end) or words[end].plain in language.times | language.prepositions | language.finites
    return Subject(end, (at, end) if ends else None)


def _is_noun(word: Word, language: Reporting) -> bool:
    """Return whether the word may be a noun: small, and none of the small words that the language's table has."""
    known = (language.ties, language.times, language.that, language.nobody, language.nots, language.pronouns)
    small = (language.prepositions, language.conjunctions, language.verbs, language.articles, language.auxiliaries)
    return (
        not word.capital
        and word.plain.isalpha()
        and not any(word.plain in one for one in (*known, *small, language.finites))
    )


def subject_before(words: Sequence[Word], end: int, language: Reporting) -> Subject | None:
    """Who is named right before a verb, or before a description between marks: "Ann Roy, [mayor of Sète], said"."""
    end = _before_brackets(words, end)
    start = clause_start(words, end, language)
    if start < end:
        found = _whole(words, start, end, language)
        if found is None and words[start].plain in language.like:
            likened = _whole(words, start + 1, end, language)
            return likened and likened._replace(is_likened=True)
        return found
    opens = _comma_before(words, end - 1) if end and words[end - 1].plain == "," else None
    if opens is None:
        return None
    outer = _whole(words, clause_start(words, opens, language), opens, language)
    inner = _whole(words, opens + 1, end - 1, language)
    if inner is not None and inner.is_name and outer is not None and not outer.is_name:
        return inner  # "the mayor of Sète, Ann Roy, said"
    return outer


def _before_brackets(words: Sequence[Word], end: int) -> int:
    """The place of the bracket that opens, where a short one closes right before `end`: "Ulla Brandt [(SPD)] sagte"."""
    if end < 1 or words[end - 1].plain != ")":
        return end
    return next((at for at in range(end - 2, max(0, end - MOST_PHRASE), -1) if words[at].plain == "("), end)


def _comma_before(words: Sequence[Word], end: int) -> int | None:
    """The last comma before this place."""
    return next((at for at in range(end - 1, max(-1, end - 1 - MOST_PHRASE), -1) if words[at].plain == ","), None)


def _whole(words: Sequence[Word], start: int, end: int, language: Reporting) -> Subject | None:
    """The subject that takes all of these places, but for words of time on both sides."""
    inside = words[start:end]
    first = past_times(inside, 0, language)
    if first == len(inside):
        return None
    found = subject_at(inside, first, language)
    if found is not None and inside[first].capital and _is_tied(inside, found.end, language):
        found = _office(inside, first, language) or found  # "Forscher der Universität Kiel" needs no article
    return shifted(found, start) if found and past_times(inside, found.end, language) == len(inside) else None


def _is_tied(words: Sequence[Word], at: int, language: Reporting) -> bool:
    """Return whether a word stands here that ties more to the noun before it."""
    return at < len(words) and words[at].is_word and _is_tie(words[at], language)


def shifted(subject: Subject, by: int) -> Subject:
    """The subject in the places of the sentence that its words were cut from."""
    speaker = subject.speaker and (subject.speaker[0] + by, subject.speaker[1] + by)
    return subject._replace(end=subject.end + by, speaker=speaker)


def clause_start(words: Sequence[Word], end: int, language: Reporting) -> int:
    """Return where the words before `end` begin that no mark and no conjunction parts from it, so far as is looked."""
    start = end
    ends = language.that | language.conjunctions
    while (
        0 < start > end - FARTHEST
        and words[start - 1].plain not in ends
        and (words[start - 1].is_word or _is_short(words, start - 1))
    ):
        start -= 1
    return start
