"""A question made ready to search: its vector, its words and how much each tells.

"What role does Turkey play?" is about Turkey: whether a passage says "role" tells nothing of whether it answers.
So function words and words that only frame a question count for nothing, and the word after "what" or "which",
the sort of thing that is asked for ("what year", "which sea"), counts less: a text that answers seldom says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import log

from index.encoding.encoder import Encoder, Vectors
from index.encoding.models import Model
from index.library import Library
from index.other_forms import name_term, needs_own_term
from index.spelling import WORD, asked_alike
from index.stems import spoken, stem_in
from index.words import most_bm25
from ingest.lexicon import NAMING_NOTHING, SMALL_WORDS, table
from ingest.records import Sentence, VoiceKind

FUNCTION_WORDS = SMALL_WORDS | table("""
    if not no why doing having can could would should may might must don doesn didn isn aren wasn weren won wouldn
    couldn shouldn hasn haven hadn above across after against along amongst before behind below inside near off out
    outside over toward towards under until up without all another any both each either else every few least less
    many more most much neither only other others several some already always ever far first long now often once
    quite rather soon while yet
""")

FRAMING_WORDS = table("""
    kind kinds sort sorts type types term terms
    say says said saying tell tells told telling mention mentions mentioned describe describes described
    explain explains explained know known call called name named give gives given get got according
    author authors article articles document documents text passage story writer
    write writes wrote written think thinks thought
    role roles play plays played happen happens happened come
""")

TELLING_NOTHING = FUNCTION_WORDS | FRAMING_WORDS

PARTS = table("e co re pre non anti by mid multi semi inter micro post")
"""What is written before a hyphen by some and joined to the word by others."""

HYPHEN = re.compile(r"[\u2010\u2011-]")
NEIGHBOURS = re.compile(r"(?<![\w\u2010\u2011-])([^\W\d_]+)[ \u2010\u2011-]([^\W\d_]+)(?![\w\u2010\u2011-])")

ASKING_FOR = frozenset({"what", "which"})
ASKED_FOR_SHARE = 0.5
"""The share of its weight that the word after "what" or "which" keeps. Raised, passages that name the sort of thing
asked for rank higher, also where they do not answer."""


def telling_words(words: Sequence[str], names: frozenset[str]) -> dict[str, float]:
    """The words that say what a question is about, in order → the share of its weight that each keeps, in (0, 1].

    Args:
        words: all of the question's words, in order.
        names: those that are written as names; a name is always telling ("Who", "US", "Will").
    """
    telling: dict[str, float] = {}
    for before, word in zip(["", *words], words, strict=False):
        if word in names:
            telling[word] = 1.0
        elif word.lower() not in TELLING_NOTHING:
            share = ASKED_FOR_SHARE if before.lower() in ASKING_FOR else 1.0
            telling[word] = max(share, telling.get(word, 0.0))
    return telling or dict.fromkeys(words, 1.0)


# A question made ready to search: its vector, its words and how much each tells.

PRIOR_PASSAGES = 100
"""Imagined passages of general language beside those of the library. Raised, the library says less about how rare a
word is and general language says more; lowered, common words look rare in a small library."""

PASSAGE_WORDS = 120
"""About how many words a passage has. Raised, words of the language at large tell less: more passages have them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: the question, and its index terms without the words that only ask.

    `weights` has each term's inverse document frequency in this library, as BM25 has it.
    `information` has what finding each term in a passage tells, in nats: minus the log of the chance that it is there.
    `pairs` are terms that are neighbours in the question.
    `names` are the terms of the question's names, and of its numbers of more than one digit, which are `numbers`.
    `sought` are the words themselves that are names or numbers, or that stand in no passage and no label.
    `voices` are the voices that evidence may have; empty for all.
    """

    question: str
    vector: Vectors
    weights: Mapping[str, float]
    information: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    sought: tuple[str, ...] = ()
    voices: frozenset[VoiceKind] = frozenset()

    def may_be_evidence(self, sentences: Sequence[Sentence]) -> list[bool]:
        """Whether the filter of voices allows each sentence as evidence; with a filter, a heading is never evidence."""
        return [not self.voices or (item.voice.kind in self.voices and not item.heading) for item in sentences]

    def shares(self, bm25: Mapping[int, float]) -> dict[int, float]:
        """Passage row → its BM25 as a share of the highest that this question could reach, in [0, 1]."""
        most = most_bm25(self.weights)
        return {row: score / most for row, score in bm25.items()} if most else {}


def prepare(library: Library, encoder: Encoder, question: str) -> Query:
    """Make the question ready to be searched in this library by this model."""
    words, question = library.words, _as_written(library, typed := question)
    told = telling(question, words.terms_of_word, languages := languages_among(question, library.stemmed))
    terms_of = _terms(library, question, told, languages)
    sequence = list(chain.from_iterable(terms_of.values()))
    numbers = {word for word in terms_of if len(word) > 1 and any(map(str.isdigit, word))}
    named = names_of(question) | numbers
    known = words.frequencies(sequence)
    strange = {word for word, terms in terms_of.items() if not any(_stands(library, term, known) for term in terms)}
    return Query(
        question=typed,
        vector=encoder.encode_question(typed),
        weights=words.weights(list(dict.fromkeys(sequence))),
        information=_information(library, encoder.model, told, terms_of),
        pairs=frozenset(pairwise(sequence)),
        names=frozenset(term for word, terms in terms_of.items() if word in named for term in terms),
        numbers=frozenset(term for word, terms in terms_of.items() if word in numbers for term in terms),
        sought=tuple(word for word in terms_of if word in named or word in strange),
    )


def _as_written(library: Library, question: str) -> str:
    """The question with its compounds as the library has them: "whistle blower" as one word where only that stands.

    A hyphen behind such a part as "e" or "co" is left out; passages have all compounds as one word too.
    """
    terms_of, words = library.words.terms_of_word, _words(question)
    known = library.words.frequencies(term for word in words for term in terms_of(word))

    def stands(word: str) -> bool:
        return any(known.get(term) for term in terms_of(word))

    if not HYPHEN.search(question) and all(map(stands, words)):
        return question
    joined = {first + second for first, second in pairwise(words)}
    known |= library.words.frequencies(term for word in joined for term in terms_of(word))

    def as_one(match: re.Match[str]) -> str:
        first, second = match.groups()
        apart = stands(first) and stands(second) and first.lower() not in PARTS
        return match.group() if apart or not stands(first + second) else first + second

    return NEIGHBOURS.sub(as_one, question)


def telling(question: str, is_term: Callable[[str], object] = bool, languages: Sequence[str] = ()) -> dict[str, float]:
    """The words that say what the question is about → the share of its weight each keeps, for those that are terms.

    `languages` are those that the question may be in, where it is not in English: `languages_among`.
    """
    words, names = list(_words(question)), names_of(question)
    if languages:
        words = [word for word in words if any(stem_in(word, language) for language in languages)] or words
    return telling_words([word for word in words if word in names or is_term(word)], names)


def languages_among(question: str, languages: Collection[str]) -> tuple[str, ...]:
    """Those of these languages, which have a stemmer, that the question may be in; none if it reads as English."""
    return spoken(_words(question), languages)


@lru_cache(maxsize=32)
def names_of(question: str) -> frozenset[str]:
    """The question's words that are written as names: with a capital that does not merely begin it."""
    words = _words(question)
    if len(words) > 1 and all(word.isupper() for word in words if word.isalpha()):
        return frozenset()
    bare = all(word[0].isupper() for word in words)
    return frozenset(
        word
        for place, word in enumerate(words)
        if word[0].isupper()
        and word != "I"
        and (place or (bare and word.lower() not in NAMING_NOTHING) or (word.isupper() and len(word) > 1))
    )


@lru_cache(maxsize=32)
def _words(question: str) -> tuple[str, ...]:
    return tuple(WORD.findall(asked_alike(question)))


def _terms(library: Library, question: str, told: Iterable[str], languages: Sequence[str]) -> dict[str, list[str]]:
    """Word → its index terms: that of the name where the library has the word as a name; none for a mere stop word."""
    names = [word for word in names_of(question) if needs_own_term(word)]
    known = library.words.frequencies(name_term(word) for word in names)
    own = {word: name_term(word) for word in names if _stands(library, name_term(word), known)}
    others = terms_in(library, [word for word in told if word not in own], languages)
    terms_of = {word: [own[word]] if word in own else others[word] for word in told}
    return {word: terms for word, terms in terms_of.items() if terms}


def terms_in(library: Library, words: Iterable[str], languages: Sequence[str]) -> dict[str, list[str]]:
    """Word → its index terms: of its forms in the library's languages, those that most passages have.

    A question in English, or in a language that cannot be told, has forms of others only for words that stand nowhere.
    """
    english = {word: library.words.sequence(word) for word in words}
    if not library.stemmed:
        return english
    stemmed = languages or sorted(library.stemmed)
    others = {word: [library.words.sequence(stem_in(word, one)) for one in stemmed] for word in english}
    known = library.words.frequencies(set(chain(*english.values(), *chain(*others.values()))))

    def passages(terms: Sequence[str]) -> int:
        return min((known[term] or len(library.label_words.documents(term)) for term in terms), default=0)

    return {
        word: max([terms, *others[word]], key=passages) if languages or not passages(terms) else terms
        for word, terms in english.items()
    }


def _stands(library: Library, term: str, known: Mapping[str, int]) -> bool:
    return known[term] > 0 or len(library.label_words.documents(term)) > 0


def _information(
    library: Library, model: Model, told: Mapping[str, float], terms_of: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """Term → what finding it in a passage tells, by its frequency in the library and in general language.

    A library of a few passages says little about how common a word is, so it is read together with what Zipf's
    law expects of the word in `PRIOR_PASSAGES` passages; of a name that is otherwise a small word nothing is expected.
    A word of many labels is no rarer than in these. Of two words with one stem the more telling one counts.
    """
    passages = library.words.passages + PRIOR_PASSAGES
    in_passages = library.words.frequencies(chain.from_iterable(terms_of.values()))
    frequencies = {term: max(many, len(library.label_words.documents(term))) for term, many in in_passages.items()}
    found: dict[str, float] = {}
    for word, terms in terms_of.items():
        frequency = 0.0 if terms == [name_term(word)] else model.frequency(word)
        expected = PRIOR_PASSAGES * (1 - (1 - frequency) ** PASSAGE_WORDS)
        for term in terms:
            chance = min(1.0, (frequencies[term] + expected) / passages)
            found[term] = max(found.get(term, 0.0), -told[word] * log(chance))
    return found
