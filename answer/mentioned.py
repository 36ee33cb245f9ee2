"""Who speaks in the documents, and what they name: an entry for whoever does not know them yet.

All of it is what reading the documents found: the speakers of quotations and paraphrases, and names inside sentences.
"""

from __future__ import annotations

import re
from calendar import day_abbr, day_name
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from answer.facts.grammar import ARTICLES, TITLES
from index.library import Library, evidence_at
from index.records import DocumentLabel, Evidence
from index.searching.query import FUNCTION_WORDS
from ingest.lexicon import MONTH_NAMES, SHORT_MONTHS, table
from ingest.records import Document, VoiceKind

MOST_READ = 2_000
"""Documents that are read for it. Raised, a large library takes longer and more memory."""

MOST_SAID = 200
"""Sentences of one speaker that are kept. Raised, somebody who speaks in every document takes more memory."""

FEWEST_MENTIONS = 2
"""Mentions of a name that is listed. Lowered, chance capitals are listed."""

INSIDE = table("of for and the de del della der den di du da la le van von zu bin al el")
"""Small words inside a name, behind a word with a capital."""

SHORTEST_NAME = 3
LONGEST_NAME = 60
"""Characters of a name. Longer runs of capitalised words are seldom names, and nobody looks for them."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
CALENDAR = frozenset(name.lower() for name in [*day_name, *day_abbr, *MONTH_NAMES, *SHORT_MONTHS])


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that a document quotes or paraphrases."""

    document: DocumentLabel
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Who speaks, with what is said, and what else is named, with the number of documents; both the most first.

    `unread` documents were not looked at.
    """

    said: Mapping[str, tuple[Said, ...]]
    named: Mapping[str, int]
    unread: int = 0


def mentioned(library: Library) -> Mentioned:
    """Read the documents, the first in corpus order, and list who speaks and what is named."""
    said: dict[str, list[Said]] = defaultdict(list)
    where: dict[str, set[str]] = defaultdict(set)
    mentions: Counter[str] = Counter()
    for label in islice(library.labels.values(), MOST_READ):
        document = library.document(label.id)
        for name in filter(None, map(name_of, names(document))):
            mentions[name] += 1
            where[name].add(label.id)
        for speaker, one in _said(library, label, document):
            if len(said[speaker]) < MOST_SAID:
                said[speaker].append(one)
    whole = _whole([*said, *mentions])
    speakers = _speakers(said, mentions, whole)
    named = {
        name: len(where[name])
        for name, count in mentions.items()
        if count >= FEWEST_MENTIONS and whole.get(name, name) not in speakers
    }
    return Mentioned(
        dict(sorted(speakers.items(), key=lambda one: (-len(one[1]), one[0]))),
        dict(sorted(named.items(), key=lambda one: (-one[1], one[0]))),
        max(len(library.labels) - MOST_READ, 0),
    )


def _said(library: Library, label: DocumentLabel, document: Document) -> Iterator[tuple[str, Said]]:
    for sentence in document.sentences:
        speaker = name_of(sentence.voice.speaker or "") if sentence.voice.kind is not VoiceKind.OWN else ""
        if speaker:
            evidence = evidence_at(library, document, (sentence.start, sentence.end), sentence.voice)
            yield speaker, Said(label, evidence)


def _speakers(
    said: Mapping[str, list[Said]], mentions: Mapping[str, int], whole: Mapping[str, str]
) -> dict[str, tuple[Said, ...]]:
    """Join what is said under parts of a name; leave out a single word that is nowhere used as a name."""
    words = {word for name in mentions for word in name.split()}
    joined: dict[str, list[Said]] = defaultdict(list)
    for name, sentences in said.items():
        if " " in name or name in words or name in whole:
            joined[whole.get(name, name)].extend(sentences)
    return {name: tuple(sentences) for name, sentences in joined.items()}


def _whole(every: Iterable[str]) -> dict[str, str]:
    """Single word → the one longer name that ends in it: "Weil" → "Jonas Weil"; none where there are several."""
    longer: dict[str, set[str]] = defaultdict(set)
    for name in every:
        if len(name.split()) > 1:
            longer[name.split()[-1]].add(name)
    return {word: next(iter(found)) for word, found in longer.items() if len(found) == 1}


def name_of(speaker: str) -> str:
    """Return the name in what a document calls a speaker: "Interior Minister Karl Ostrander" → "Karl Ostrander".

    Empty where there is none ("the company"), and where several speak together.
    """
    words = speaker.partition(",")[0].split()
    if words and words[0].lower() in ARTICLES:
        words = words[1:]
    run = _last_capitals(words)
    before = words[: len(words) - len(run)]
    if run and "and" in before:
        return ""
    titles = [at for at, word in enumerate(run) if word.lower().strip(".") in TITLES]
    run = run[titles[-1] + 1 :] if titles and titles[-1] + 1 < len(run) else run
    if not run and any(map(_is_capitalised, words)):
        run = words
    name = " ".join(run)
    return name if SHORTEST_NAME <= len(name) <= LONGEST_NAME and name.lower() not in CALENDAR else ""


def _last_capitals(words: list[str]) -> list[str]:
    """Return the words with capitals at the end, with small words between them."""
    at = len(words)
    while at and (words[at - 1][0].isupper() or (at < len(words) and _leads(words, at - 1))):
        at -= 1
    return words[at:]


def _leads(words: list[str], at: int) -> bool:
    """Return whether a small word is here, and it and those right before it stand behind a word with a capital."""
    if words[at] not in INSIDE:
        return False
    while at and words[at] in INSIDE:
        at -= 1
    return words[at][0].isupper()


def names(document: Document) -> Iterator[str]:
    """Find every mention of a name that stands alone: capitalised words inside a sentence, not before a noun."""
    for sentence in document.sentences:
        if not sentence.heading:
            yield from _names(document.text[sentence.start : sentence.end])


def _names(sentence: str) -> Iterator[str]:
    run: list[str] = []
    words = list(WORD.finditer(sentence))
    for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        if not _is_capitalised(word[0]):
            run = []
            continue
        run = run or _article(before)
        run.append(word[0])
        joined = after is not None and sentence[word.end() : after.start()].isspace()
        if joined and after and _is_capitalised(after[0]):
            continue
        if not joined or (after and after[0].lower() in FUNCTION_WORDS):
            yield from _worth_asking(" ".join(run))
        run = []


def _is_capitalised(word: str) -> bool:
    """Return whether a word looks like a name; a function word does so only in capitals ("US", not "Us")."""
    return word[0].isupper() and (word.lower() not in FUNCTION_WORDS or (word.isupper() and len(word) > 1))


def _article(word: re.Match[str]) -> list[str]:
    return ["the"] if word[0] == "the" else []


def _worth_asking(name: str) -> Iterator[str]:
    bare = name.removeprefix("the ")
    if SHORTEST_NAME <= len(bare) <= LONGEST_NAME and bare.lower() not in CALENDAR:
        yield name
