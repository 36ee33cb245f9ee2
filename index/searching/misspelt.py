"""Words of a question that stand nowhere in the library → a word nearly like each that does, to be offered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import chain, islice

from index.library import Library
from index.records import Spelling
from index.searching.query import languages_among, telling, terms_in
from index.spelling import WORD, plain

SHORTEST = 5
"""Letters of a word for which another is offered. Raised, slips in short names are not; lowered, other words are."""

PASSAGES_READ = 50
"""Passages with a word nearly like it that are read to find that word. Raised, it takes longer."""

LABELS_READ = 2_000
"""Documents up to which their labels are read to find such a word. Raised, a slip takes longer in a large library."""

LEAST_ALIKE = 0.8
"""How alike two words are to be taken for one. Raised, fewer slips are noticed; lowered, other names are offered."""

MOST_WORDS = 3
"""Words that stand nowhere for which others are offered. Raised, a question of nothing but slips takes longer."""

MOST_DOCUMENTS = 10_000
"""Passages among which documents with the word offered are counted. Raised, counting a common one takes longer."""


def spellings(library: Library, question: str) -> tuple[Spelling, ...]:
    """Return a word to offer for each of the first telling words of the question that stand nowhere."""
    languages = languages_among(question, library.stemmed)
    told = telling(question, library.words.terms_of_word, languages)
    long = [word for word in told if word.isalpha() and len(word) >= SHORTEST]
    strange = [word for word in long if not _stand(library, library.words.terms_of_word(word))]
    terms_of = terms_in(library, strange, languages) if strange else {}
    unknown = (
        word
        for word, terms in terms_of.items()
        if terms and not _stand(library, terms) and not library.documents_beside([word])
    )
    return tuple(found for word in islice(unknown, MOST_WORDS) for found in _offered(library, word))


def _stand(library: Library, terms: Collection[str]) -> bool:
    """Return whether one of these terms stands in a passage or a label."""
    return any(library.words.frequencies(terms).values()) or any(
        len(library.label_words.documents(term)) for term in terms
    )


def _offered(library: Library, word: str) -> Iterator[Spelling]:
    for near in (_words(library, word), _words_beside(library, word), _words_of_labels(library)):
        ratios = {one: SequenceMatcher(None, plain(word), one).ratio() for one in near if one[:1] == plain(word)[:1]}
        best = max(ratios, key=lambda one: (ratios[one], one), default=None)
        if best is not None and ratios[best] >= LEAST_ALIKE:
            yield Spelling(word, near[best], _documents(library, near[best]))
            return


def _documents(library: Library, word: str) -> int:
    """Count the documents that have this word in their passages, in their label, or beside their text."""
    terms = library.words.sequence(word)
    rows = [row for kind in library.kinds for row in library.words.search(terms, kind, MOST_DOCUMENTS)]
    labelled = chain.from_iterable(library.label_words.documents(term).tolist() for term in terms)
    return len({*map(library.inventory.document_of, rows), *labelled, *library.documents_beside([word])})


def _words(library: Library, word: str) -> dict[str, str]:
    """The words of passages with one nearly like this, as they are compared and as they stand."""
    stored = library.records.passages(library.words.nearly(plain(word), PASSAGES_READ))
    texts = library.records.texts(sorted({one.document for one in stored}))
    return _compared(texts[one.document][one.passage.start : one.passage.end] for one in stored)


def _words_beside(library: Library, word: str) -> dict[str, str]:
    """The words beside the texts that have one nearly like this there."""
    beside = library.records.passages(library.words.nearly_beside(plain(word), PASSAGES_READ))
    documents = [library.document(one.passage.document_id) for one in beside]
    return _compared(document.text[line.start : line.end] for document in documents for line in document.furniture)


def _words_of_labels(library: Library) -> dict[str, str]:
    """The words of all labels, if they are few."""
    return library.label_vocabulary if len(library.labels) <= LABELS_READ else {}


def _compared(texts: Iterable[str]) -> dict[str, str]:
    return {plain(word): word for text in texts for word in WORD.findall(text)}
