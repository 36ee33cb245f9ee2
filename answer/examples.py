"""A draft to begin with: one sentence from the documents of each kind of source."""

from __future__ import annotations

from collections.abc import Iterator

from index.library import Library
from ingest.records import Document, VoiceKind

DOCUMENTS_READ = 8
"""Documents of each kind that are looked at for a sentence. Raised, a large library takes longer."""

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
