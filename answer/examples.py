"""The names that documents mention, and a draft of their own sentences to begin with."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator

from index.library import Library
from index.searching.query import FUNCTION_WORDS
from ingest.lexicon import MONTH_NAMES
from ingest.records import Document, VoiceKind

DOCUMENTS_READ = 8
"""Documents of each kind that are looked at for a sentence. Raised, a large library takes longer."""

SHORTEST_NAME = 3
LONGEST_NAME = 60
"""Characters of a name. Longer runs of capitalised words are seldom names, and nobody looks for them."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
CALENDAR = frozenset(name.lower() for name in [*day_name, *MONTH_NAMES])


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


# A draft to begin with: one sentence from the documents of each kind of source.

MOST_KINDS = 3
SHORTEST, LONGEST = 50, 220
"""Characters of a sentence: long enough to say something, short enough to read at a glance."""


def example_draft(library: Library) -> str:
    """Write a draft with one plain sentence of each of the first kinds, a paragraph each; empty without any."""
    firsts = (next(_plain_sentences(library, kind), "") for kind in library.kinds[:MOST_KINDS])
    return "\n\n".join(sentence for sentence in firsts if sentence)


def _plain_sentences(library: Library, kind: str) -> Iterator[str]:
    for number in library.inventory.numbers(kind)[:DOCUMENTS_READ]:
        yield from _own_words(library.document(library.labels[number].id))


def _own_words(document: Document) -> Iterator[str]:
    """Find whole one-line sentences in the document's own voice."""
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        plain = not sentence.heading and sentence.voice.kind is VoiceKind.OWN
        if plain and SHORTEST <= len(text) <= LONGEST and "\n" not in text and text[0].isupper() and text[-1] == ".":
            yield text
