"""Who is said to say something in other languages than English, by which word, and how far it reaches.

French, Spanish, Portuguese, Italian, German, Dutch, Polish, Swedish, Norwegian and Danish (`reporting_*.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.lexicon import table
from ingest.speech.clauses import Attributed, Clauses, breaks
from ingest.speech.reported_sources import by_label, by_source, by_tag, by_trailing, is_end, whole_sentence
from ingest.speech.reported_speakers import (
    Subject,
    clause_start,
    halves,
    is_article,
    is_mark,
    past_times,
    subject_at,
    subject_before,
)
from ingest.speech.reported_verbs import MOST_BETWEEN, REFLEXIVES, Verb, is_unsaid, named_behind, verb_at
from ingest.speech.reporting_germanic import DUTCH, GERMAN, NORWEGIAN_DANISH, SWEDISH
from ingest.speech.reporting_romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from ingest.speech.reporting_slavic import POLISH
from ingest.speech.reporting_words import Reporting
from ingest.speech.subjects import FARTHEST
from ingest.speech.words import GAP, Word

BY_LANGUAGE = {
    "fr": FRENCH, "es": SPANISH, "pt": PORTUGUESE, "it": ITALIAN,
    "de": GERMAN, "nl": DUTCH, "sv": SWEDISH, "pl": POLISH,
    "da": NORWEGIAN_DANISH, "no": NORWEGIAN_DANISH, "nb": NORWEGIAN_DANISH, "nn": NORWEGIAN_DANISH,
}  # fmt: skip
"""ISO 639 code → how the language reports speech."""

CONTENT_WITHIN = 14
"""Words behind a verb in which what is said begins."""

CLITICS = table("se le les nos me lui leur ci mi gli vi lhe nam mu jej")
"""To whom it is said, or "oneself", between a quotation and the verb: "«…», [nos] dijo Ana Ruiz"."""

MARKS = frozenset((",", "—", "–", "-", GAP, '"', "»", "”", "“"))
"""What stands between what is said and the verb behind it."""


def reporting_in(code: str | None) -> Reporting | None:
    """How the language with this ISO 639 code reports speech; None where it is English, unknown or not in the table."""
    return BY_LANGUAGE.get(code or "")


def is_cue(word: str, language: Reporting) -> bool:
    """Return whether an attribution may begin at the word, given in small letters: "dit", "dit-elle", "l'a"."""
    return word in language.cues or word.partition("-")[0] in language.cues


def reported(words: Sequence[Word], language: Reporting) -> list[Attributed]:
    """Every attribution that the words outside quotations state; no speaker where two share a sentence."""
    clauses = Clauses(words, [at for at in range(len(words)) if breaks(words, at)], is_title=False)
    found = [one for at in range(len(words)) if (one := _reported_at(clauses, at, language)) is not None]
    if not any(one.by_speech for one in found):
        found += [told for told in (_by_any_verb(words, language) or _by_somebody(words),) if told is not None]
    return [_named(words, one, language) for one in _apart(words, _unshared(words, found), language)]


def _named(words: Sequence[Word], one: Attributed, language: Reporting) -> Attributed:
    """The attribution with the name alone where an office without an article is before it: "burmistrz [Ewa Pilch]"."""
    if one.speaker is None or words[one.speaker[0]].capital or language is GERMAN:
        return one
    start, end = one.speaker
    if words[start].plain in language.articles or "'" in words[start].plain:  # "la jueza Ana Ruiz"
        return one
    first = next((at for at in range(start, end) if words[at].capital), end)
    capitals = sum(word.capital for word in words[first:end])
    tied = words[first - 1].plain in language.ties | language.prepositions | language.articles
    return replace(one, speaker=(first, end)) if capitals > 1 and words[end - 1].capital and not tied else one


def _by_any_verb(words: Sequence[Word], language: Reporting) -> Attributed | None:
    """Of "« … », se désole Gérard Vidal": a name behind one word, whatever it tells, behind a quotation."""
    at = next((place for place, word in enumerate(words) if word.is_word), len(words))
    if at < 2 or words[0].plain != GAP or words[at - 1].plain not in MARKS - {GAP}:
        return None
    at += words[at].plain in CLITICS | REFLEXIVES
    if is_mark(words, at) or words[at].capital or language.is_small(words[at].plain):
        return None
    named = subject_at(words, at + 1, language)
    return whole_sentence(words, at, named) if named and named.is_name and _is_apart(words, named, language) else None


def _by_somebody(words: Sequence[Word]) -> Attributed | None:
    """That somebody unknown speaks, where any word stands beside a quotation: he need not be who spoke before."""
    at = next((place for place, word in enumerate(words) if word.is_word), None)
    return Attributed(at, None, at, at) if at is not None and any(word.plain == GAP for word in words) else None


def _is_apart(words: Sequence[Word], named: Subject, language: Reporting) -> bool:
    """Return whether a mark or a small word stands behind the name, and no verb that it may be the subject of."""
    return is_end(words, named.end, language) or language.is_small(words[named.end].plain)


def _apart(words: Sequence[Word], found: list[Attributed], language: Reporting) -> list[Attributed]:
    """The attributions, those that tell their own words apart from a quotation in another sentence.

    Without a quotation or a colon, only "Das sagte Rieck." may belong to one.
    """
    if any(word.plain == GAP for word in words) or (words and words[-1].plain == ":"):
        return found
    return [one if words[0].plain in language.like and one.cue == 1 else replace(one, by_speech=False) for one in found]


def _unshared(words: Sequence[Word], found: list[Attributed]) -> list[Attributed]:
    """The attributions, without their speakers where no quotation stands by and they name different ones."""
    last = {words[one.speaker[1] - 1].plain for one in found if one.speaker is not None}
    if len(last) < 2 or any(word.plain == GAP for word in words):
        return found
    return [replace(one, speaker=None) for one in found]


def _reported_at(clauses: Clauses, at: int, language: Reporting) -> Attributed | None:
    words, plain = clauses.words, clauses.words[at].plain
    if plain in language.sources and (source := by_source(words, at, language)) is not None:
        return source
    if plain in language.trailing:
        return by_trailing(words, at, language)
    if plain in language.tags and (tag := by_tag(words, at, language)) is not None:
        return tag
    if plain == ":":
        return by_label(words, at, language)
    if plain in language.loose:
        begins = at + 1 < len(words) and words[at + 1].plain in language.that | {GAP, ":"} | language.infinitives
        return Attributed(at, None, at, clauses.clause_end(at), by_speech=True) if begins else None
    verb = verb_at(words, at, language)
    if verb is None or is_unsaid(words, verb, language):
        return None
    return _by_verb(clauses, verb, language)


def _by_verb(clauses: Clauses, verb: Verb, language: Reporting) -> Attributed | None:
    """A verb with somebody who says something: behind it, inside it or before it."""
    words = clauses.words
    behind = verb.subject or named_behind(words, verb, language)
    before = subject_before(words, verb.start, language)
    if behind is not None and _is_tag(words, verb, behind, language) and not _is_described(words, verb, before, behind):
        return whole_sentence(words, verb.start, behind)
    if before is not None and (before.is_likened or _follows_quotation(words, verb, language)):
        return whole_sentence(words, verb.start, before)
    if behind is None and is_mark(words, verb.start - 1) and _is_quoted(words, verb.start):
        return whole_sentence(words, verb.start, Subject(verb.end, None))
    inverted = verb.subject or (behind if _may_invert(words, verb, before, language) else None)
    subject = inverted or before
    begins = verb.end if inverted is None else max(inverted.end, verb.end)
    if not _content(words, begins, verb, language) and (
        subject is None or not _has_object(words, verb, begins, language)
    ):
        return None
    joined = verb.start > 1 and words[verb.start - 1].plain in language.conjunctions
    first = 0 if inverted else clause_start(words, verb.start - joined, language)
    start = min(first, subject.speaker[0]) if subject and subject.speaker else first
    end = len(words) if words[-1].plain == GAP else clauses.clause_end(verb.start)
    speaker = subject.speaker if subject else None
    return Attributed(verb.start, speaker, start, end, by_speech=True, is_exact=True)


def _has_object(words: Sequence[Word], verb: Verb, at: int, language: Reporting) -> bool:
    """Return whether the verb tells of words by its object alone: "warnt vor", "a dénoncé une faute"."""
    leading = language.objects.get(words[verb.start].plain) if verb.end == verb.start + 1 else None
    leading = language.objects.get(words[verb.end - 1].plain) if leading is None else leading
    if leading is None or is_mark(words, at):
        return False
    return not leading or leading in {word.plain for word in words[at : at + MOST_BETWEEN]}


def _is_tag(words: Sequence[Word], verb: Verb, behind: Subject, language: Reporting) -> bool:
    """Return whether the verb and its subject only say who spoke: "…, dit Claire Aubert", "comme l'a dit Aubert"."""
    if verb.start == 0:
        return False
    before = words[verb.start - 1].plain
    if before in language.like and (behind.is_name or behind.speaker is None or is_mark(words, behind.end)):
        return True
    if before in CLITICS and verb.start > 1:
        before = words[verb.start - 2].plain
    if before not in MARKS:
        return False
    quoted = _is_quoted(words, verb.start)
    if words[verb.start].plain in language.naming and words[verb.start - 2].capital and not quoted:
        return False
    if quoted or behind.is_name or verb.subject is not None or is_end(words, behind.end, language):
        return True
    return language.is_verb_second and words[verb.start].plain in language.verbs


def _is_quoted(words: Sequence[Word], at: int) -> bool:
    """Return whether a quotation stands before this place in the sentence, and not too far."""
    return any(word.plain == GAP for word in words[max(0, at - FARTHEST) : at])


def _is_described(words: Sequence[Word], verb: Verb, before: Subject | None, behind: Subject) -> bool:
    """Return whether commas before the verb only set a description apart, and its object stands behind it."""
    if before is None or words[verb.start - 1].plain != "," or _is_quoted(words, verb.start):
        return False
    return verb.subject is None and not behind.is_name


def _follows_quotation(words: Sequence[Word], verb: Verb, language: Reporting) -> bool:
    """Return whether subject and verb close a sentence that a quotation begins: "« … », Claire Aubert a dit"."""
    start = clause_start(words, verb.start, language)
    return (
        0 < start < verb.start
        and GAP in {word.plain for word in words[max(0, start - 2) : start]}
        and (not _has_object_noun(words, verb.end, verb, language))
    )


def _may_invert(words: Sequence[Word], verb: Verb, before: Subject | None, language: Reporting) -> bool:
    """Return whether the subject may stand behind a verb that no mark comes before: "Am Montag sagte Behrens"."""
    return before is None and (language.is_verb_second or verb.start == 0 or not is_mark(words, verb.start - 1))


def _content(words: Sequence[Word], at: int, verb: Verb, language: Reporting) -> bool:
    """Return whether what is said follows: "that", a quotation, a colon, an infinitive, or a clause behind a comma."""
    if at < len(words) and words[at].plain in language.infinitives:
        return True
    is_object = _has_object_noun(words, at, verb, language)
    for place in range(at, min(at + CONTENT_WITHIN, len(words))):
        plain = words[place].plain
        if plain == GAP or (plain == ":" and place + 1 < len(words)):
            return True
        if _is_that(words, place, language):
            return not is_object or words[place - 1].plain == ","
        if plain == "," and language.is_told_by_comma and not _is_that(words, place + 1, language):
            return not is_object and not _is_bare_object(words, at, place, language)
        if plain in {";", ".", ")"}:
            return False
    return False


def _has_object_noun(words: Sequence[Word], at: int, verb: Verb, language: Reporting) -> bool:
    """Return whether an article begins the verb's object here, and neither a time nor whom it is said to."""
    if at >= len(words) or words[verb.start].plain in language.addressing:
        return False
    return is_article(words[at], language) and past_times(words, at, language) == at


def _is_bare_object(words: Sequence[Word], at: int, comma: int, language: Reporting) -> bool:
    """Return whether an object without an article stands before the comma: "schrieb drei Romane, die …"."""
    first = past_times(words, at, language)
    free = first >= comma or words[first].plain in language.prepositions | language.pronouns
    return not free and words[comma - 1].capital


def _is_that(words: Sequence[Word], at: int, language: Reporting) -> bool:
    """Return whether "that" stands here, or begins the word: "qu'elle"."""
    if at >= len(words):
        return False
    return words[at].plain in language.that or halves(words[at])[0].replace("'", "e") in language.that
