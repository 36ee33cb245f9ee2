"""A draft to begin with: a sentence of each kind of source, from the documents themselves."""

from __future__ import annotations

from collections.abc import Iterator

from index.library import Library
from ingest.records import Document, VoiceKind

MOST_KINDS = 3
SHORTEST, LONGEST = 50, 220
"""Characters: enough to say something, short enough to read at a glance."""

DOCUMENTS_READ = 8
"""Documents of each kind that are looked through."""


def example_draft(library: Library) -> str:
    """A plain sentence of each of the first kinds, a paragraph each; empty where no document has one."""
    firsts = (next(_plain_sentences(library, kind), "") for kind in library.kinds[:MOST_KINDS])
    return "\n\n".join(sentence for sentence in firsts if sentence)


def _plain_sentences(library: Library, kind: str) -> Iterator[str]:
    for number in library.numbers(kind)[:DOCUMENTS_READ]:
        yield from _own_words(library.document(library.labels[number].id))


def _own_words(document: Document) -> Iterator[str]:
    """Whole sentences on one line that the document says in its own words."""
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        plain = not sentence.heading and sentence.voice.kind is VoiceKind.OWN
        if plain and SHORTEST <= len(text) <= LONGEST and "\n" not in text and text[0].isupper() and text[-1] == ".":
            yield text
