"""Suggest questions to begin with, each made of a sentence of the documents that answers it.

A sentence that says in plain order who or what did something, or had it done to them, and when or how many, is turned
round: "The fire brigade was called at 21:52." answers "When was the fire brigade called?". Whatever is not as plain
as that makes no question, so there may be none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile

from answer.facts.alignment import BASE
from answer.facts.dates import mentions
from answer.facts.grammar import (
    ARTICLES,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    is_adverb,
    is_past,
    is_role,
    states,
)
from answer.facts.numbers import CLOCK, LABEL, ORDINAL, quantities
from index.library import Library
from index.searching.query import FUNCTION_WORDS
from ingest.lexicon import table
from ingest.records import Document, Span, VoiceKind

MOST = 4
DOCUMENTS_READ = 8
"""Documents of each kind that are read. Raised, more questions are found, and a large library takes longer."""

SHORTEST, LONGEST = 25, 220
"""Characters of a sentence that is turned round: longer ones are seldom plain."""

LONGEST_QUESTION = 80
"""Characters that a button shows in one or two lines."""

LONGEST_SUBJECT, LONGEST_REST = 6, 7
"""Words. Raised, questions are as long as their sentences."""

WORD = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
NOT_PLAIN = frozenset('“”"()[]*_|:;–—…')
"""Marks of quotations, asides, lists and markup."""

POINTS_BACK = PRONOUNS | table(
    "this that these those his her its their our my your former latter another other both all"
)
"""Words that say what they mean only behind other sentences."""

NOT_WHEN = table("until till from between by than")
"""Before a time that is not the one at which it was done."""

CLUSTER = re.compile(r"[^aeiouy][bdfhklmnptx]\Z")
"""The end of a stem that has no "e" behind it: "launch", "sound", "stall"."""

PERFECT = table("has have had")
PASSIVE = table("was were")
BEFORE_A_TIME = table("on in at since until after before from by shortly just about around late early between")
LEADING = PREPOSITIONS | BEFORE_A_TIME
PERCENT = table("percent % per")
PLURAL_ENDS = ("ss", "us", "is")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a sentence, and its place."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_mark(self) -> bool:
        """Whether it is neither a word nor a number."""
        return not self.text[0].isalnum()


@dataclass(frozen=True)
class Plain:
    """A sentence with its tokens, its times and its counts."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, numbers and marks, from its first clause on."""
        found = tuple(Token(match[0], *match.span()) for match in WORD.finditer(self.text))
        told = found[_told_by(found) :]
        return told[self._lead(told) :]

    @cached_property
    def times(self) -> tuple[Span, ...]:
        """Where it names a day, a month, a year or an hour."""
        days = [(one.start, one.end) for one in mentions(self.text)]
        hours = [(one.start, one.end) for one in quantities(self.text, days) if one.unit == CLOCK]
        return tuple(sorted(days + hours))

    @cached_property
    def counts(self) -> tuple[Span, ...]:
        """Where it counts something: numbers that are no time, no rank and no name of a part."""
        found = quantities(self.text, self.times)
        return tuple((one.start, one.end) for one in found if one.unit not in {CLOCK, LABEL, ORDINAL})

    def _lead(self, tokens: Sequence[Token]) -> int:
        """Return how many tokens a time in front takes: "On 14 March", or "Between 14 and 21 March,"."""
        if not tokens or tokens[0].low not in BEFORE_A_TIME or not self.times:
            return 0
        end = self.times[0][1]
        at = next((number for number, token in enumerate(tokens) if token.start >= end), 0)
        if at > LONGEST_SUBJECT:
            return 0
        return at + (at < len(tokens) and tokens[at].text == ",")


def _told_by(tokens: Sequence[Token]) -> int:
    """Return how many tokens say who says the rest: "Officials have said", "The memo states that"."""
    said = next((at for at, token in enumerate(tokens[: LONGEST_SUBJECT + 1]) if at and _is_saying(token)), None)
    if said is None or any(token.is_mark for token in tokens[:said]):
        return 0
    return said + 1 + (said + 1 < len(tokens) and tokens[said + 1].low == "that")


def _is_saying(token: Token) -> bool:
    is_form = is_past(token.low) or token.low.endswith("s") or token.low == "say"
    return is_form and token.text[0].islower() and states(token.low) and token.low not in FINITE


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, the words that it is about, and the document of the sentence that answers it."""

    question: str
    about: frozenset[str]
    document: str


def suggest(library: Library, most: int = MOST) -> tuple[str, ...]:
    """Suggest up to `most` questions, those first whose words stand in the most kinds of source."""
    sample = list(_sample(library))
    spelling = Spelling(document.text for document in sample)
    kinds: dict[str, set[str]] = defaultdict(set)
    for document in sample:
        kinds[document.source.kind] |= set(_words(document.text))
    found = [one for document in sample for one in suggestions_of(document, spelling)]

    def shared(one: Suggestion) -> float:
        return sum(len(one.about & words) / len(one.about) for words in kinds.values())

    ranked = sorted(found, key=lambda one: (-shared(one), len(one.question), one.question))
    return tuple(one.question for one in _apart(ranked, most))


def suggestions_of(document: Document, spelling: Spelling) -> Iterator[Suggestion]:
    """Find the questions that single sentences of the document answer, in its own words or in a paraphrase."""
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if sentence.heading or sentence.voice.kind is VoiceKind.QUOTE or not SHORTEST <= len(text) <= LONGEST:
            continue
        if "\n" in text or text[-1] != "." or not text[0].isupper() or not NOT_PLAIN.isdisjoint(text):
            continue
        question = question_of(text, spelling)
        about = frozenset(_words(question)) - FUNCTION_WORDS - table("many much")
        if question and len(question) <= LONGEST_QUESTION and len(about) > 1:
            yield Suggestion(question, about, document.id)


def question_of(sentence: str, spelling: Spelling) -> str:
    """Turn a plain sentence into the question that it answers; "" where it is not plain enough."""
    said = Plain(sentence)
    counted = _counted_subject(said)
    if counted:
        return counted
    subject = _subject(said.tokens)
    verb = _without_adverbs(said.tokens[len(subject) :])
    if not subject or len(verb) < 2:
        return ""
    named = spelling.inside(subject)
    helper, after = verb[0].low, verb[1:]
    done = _without_adverbs(after)
    if helper in PASSIVE | PERFECT and done and is_past(done[0].low):
        return _of_helped(said, named, helper, done)
    if helper in FINITE or not is_past(helper) or states(helper):
        return ""
    base = spelling.base(helper)
    rest, when = _until_time(said, after)
    if base and when:
        return f"When did {' '.join((named, base, *rest))}?"
    does = spelling.is_name(subject[-1].text) or is_role(subject[-1].low)
    return f"Who {' '.join((verb[0].text, *rest))}?" if does and rest and _is_object(after[0]) else ""


def _without_adverbs(tokens: Sequence[Token]) -> Sequence[Token]:
    return list(dropwhile(lambda token: is_adverb(token.low), tokens))


def _is_object(word: Token) -> bool:
    """Return whether a phrase that begins so, behind a verb, is what something was done to."""
    return word.low in {"a", "an", "the"} or word.text[0].isupper()


def _of_helped(said: Plain, named: str, helper: str, after: Sequence[Token]) -> str:
    """Ask when something was done, or how much or how many of something somebody has done."""
    verb, behind = after[0], after[1:]
    if helper in PERFECT:
        what = _counted_object(said, behind)
        return f"How {what} {helper} {named} {verb.text}?" if what else ""
    rest, when = _until_time(said, behind)
    leads = said.tokens[0].start > 0
    if not when and not leads:
        return ""
    return f"When {helper} {' '.join((named, verb.text, *rest))}?"


def _subject(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words before the first verb, if they can be who or what did something; else none."""
    first = next((at for at, token in enumerate(tokens) if at and _is_verb(token)), len(tokens))
    words = list(tokens[:first])
    while words and is_adverb(words[-1].low):
        words.pop()
    plain = not any(token.is_mark or token.low in RELATIVES or _points_back(token) for token in words)
    begins = bool(words) and words[0].low not in PREPOSITIONS | TIMES and not is_adverb(words[0].low)
    ends = bool(words) and words[-1].low not in PREPOSITIONS | ARTICLES
    fits = 0 < len(words) <= LONGEST_SUBJECT and first < len(tokens)
    return words if plain and begins and ends and fits and not _has_number(words) else ()


def _points_back(token: Token) -> bool:
    return token.low in POINTS_BACK and not (token.text.isupper() and len(token.text) > 1)


def _is_verb(token: Token) -> bool:
    return token.low in FINITE or (token.text[0].islower() and is_past(token.low))


def _has_number(words: Iterable[Token]) -> bool:
    return any(word.text[0].isdigit() for word in words)


def _until_time(said: Plain, tokens: Sequence[Token]) -> tuple[list[str], bool]:
    """Return the words before the first time and the preposition that leads to it, and whether there is a time."""
    times = [start for start, _ in said.times if tokens and start >= tokens[0].start]
    clause = list(takewhile(lambda token: not token.is_mark and token.low not in RELATIVES, tokens))
    inside = [token for token in clause if not times or token.start < times[0]]
    has_time = bool(times) and len(inside) < len(clause) and not (inside and inside[-1].low in NOT_WHEN)
    while has_time and inside and inside[-1].low in BEFORE_A_TIME | ARTICLES:
        inside.pop()
    return _closed(inside), has_time and len(inside) <= LONGEST_REST


def _closed(words: Sequence[Token]) -> list[str]:
    """Return the words of a phrase, cut before a second verb and a number, or none if they point back."""
    kept = list(
        takewhile(lambda token: not _is_verb(token) and not token.text[0].isdigit() and token.low != "and", words)
    )
    while len(kept) > LONGEST_REST:
        kept = kept[: max((at for at, token in enumerate(kept) if token.low in LEADING), default=0)]
    while kept and kept[-1].low in LEADING | ARTICLES:
        kept.pop()
    return [] if any(map(_points_back, kept)) else [token.text for token in kept]


def _counted_subject(said: Plain) -> str:
    """Ask how many there were, where the sentence begins with their number: "1,200 persons were registered …"."""
    tokens = said.tokens
    count = next(((start, end) for start, end in said.counts if tokens and start <= tokens[0].start < end), None)
    if count is None:
        return ""
    after = [token for token in tokens if token.start >= count[1]]
    noun = list(takewhile(lambda token: not _is_verb(token) and not token.is_mark, after))
    rest = after[len(noun) :]
    if not 0 < len(noun) <= 3 or not _is_plural(noun[-1].low) or noun[0].low in PREPOSITIONS or len(rest) < 2:
        return ""
    if rest[0].low not in PASSIVE or not is_past(rest[1].low):
        return ""
    until, has_time = _until_time(said, rest[2:])
    shown = until if has_time else _closed(list(takewhile(lambda token: not token.is_mark, rest[2:])))
    return f"How many {' '.join((*(one.text for one in noun), rest[0].text, rest[1].text, *shown))}?"


def _counted_object(said: Plain, tokens: Sequence[Token]) -> str:
    """Return "many valves" or "much of its territory", where the words behind a verb count or measure it; else ""."""
    if not tokens or not any(start <= tokens[0].start < end for start, end in said.counts):
        return ""
    end = max(end for start, end in said.counts if start <= tokens[0].start)
    behind = list(takewhile(lambda token: not token.is_mark, (token for token in tokens if token.start >= end)))
    if behind and behind[0].low == "of":
        noun = list(takewhile(_in_phrase, behind[1:]))
        return f"much of {' '.join(one.text for one in noun)}" if 0 < len(noun) <= 4 else ""
    noun = list(takewhile(_in_phrase, behind))
    if not 0 < len(noun) <= 3 or not _is_plural(noun[-1].low) or noun[0].low in PERCENT:
        return ""
    return f"many {' '.join(one.text for one in noun)}"


def _in_phrase(token: Token) -> bool:
    return token.low not in PREPOSITIONS | PRONOUNS and not _is_verb(token)


def _is_plural(word: str) -> bool:
    return word == "people" or (word.endswith("s") and not word.endswith(PLURAL_ENDS) and len(word) > 3)


class Spelling:
    """How the documents write words: which are names, and what the base of a regular verb is."""

    def __init__(self, texts: Iterable[str]) -> None:
        together = " ".join(texts)
        self._written = set(re.findall(r"[^\W\d_]+", together))
        self._names = set(re.findall(r"(?<=[a-z] )[A-Z]\w+", together))

    def inside(self, words: Sequence[Token]) -> str:
        """Write the words as they stand inside a sentence: a first word that is no name gets a small letter."""
        first = words[0].text
        small = first.lower() in ARTICLES or (first[1:].islower() and not self.is_name(first))
        return " ".join((first.lower() if small else first, *(word.text for word in words[1:])))

    def is_name(self, word: str) -> bool:
        """Return whether the word has a capital inside sentences."""
        return word in self._names or word.isupper()

    def base(self, past: str) -> str:
        """Return the base of a verb from its past: an irregular one's, or that which the documents write; else ""."""
        if past in BASE:
            return BASE[past]
        if not past.endswith("ed"):
            return ""
        stem = past[:-2]
        doubled = [stem[:-1]] if len(stem) > 3 and stem[-1] == stem[-2] else []
        bases = [f"{stem[:-1]}y"] if stem.endswith("i") else [stem, f"{stem}e", *doubled]
        found = [base for base in bases if base in self._written]
        if not found and CLUSTER.search(stem):
            return stem
        return found[0] if len(found) == 1 else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _apart(ranked: Sequence[Suggestion], most: int) -> list[Suggestion]:
    """Choose the first questions that are about different things, of different documents as far as these reach."""
    chosen: list[Suggestion] = []
    for one in [*ranked, *ranked]:
        again = len(chosen) < len({other.document for other in ranked}) and one.document in {
            other.document for other in chosen
        }
        is_new = all(len(one.about & other.about) * 2 <= len(one.about) for other in chosen)
        if len(chosen) < most and is_new and not again:
            chosen.append(one)
    return chosen


def _sample(library: Library) -> Iterator[Document]:
    for kind in library.kinds:
        for number in library.inventory.numbers(kind)[:DOCUMENTS_READ]:
            yield library.document(library.labels[number].id)
