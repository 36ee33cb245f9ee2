"""Passages that contain given words exactly: the word index knows, or it proposes some and the text decides."""

from __future__ import annotations

import re
from functools import reduce

import numpy as np

from index.inventory import Rows
from index.label_words import label_text
from index.library import Library
from index.spelling import SPACELESS, plain
from index.storage.passages import StoredPassage
from ingest.chunking import embedded_text

WORD_OR_MARK = re.compile(rf"[{SPACELESS}]|(?:(?![{SPACELESS}])\w)+|[^\w\s]")


def passages_with(library: Library, words: str, kind: str) -> Rows:
    """The rows of the kind's passages that contain these words, in order.

    White space, case and the form of quotation marks do not count. A word matches only as a whole, and a mark
    between words counts like a word.
    """
    wanted = WORD_OR_MARK.findall(plain(words))
    if not wanted:
        return library.inventory.passages_in(library.inventory.numbers(kind))
    rows = library.words.in_a_row(words, kind)
    return _read(library, words, kind, wanted) if rows is None else rows


def labelled_with(library: Library, words: str) -> list[int]:
    """The rows of the documents, of all kinds, whose label contains these words in order: the title of an article."""
    wanted, terms = WORD_OR_MARK.findall(plain(words)), library.words.terms(words)
    if not terms:
        return []
    numbers = reduce(np.intersect1d, map(library.label_words.documents, terms)).tolist()
    pattern = re.compile(r"\s*".join(map(_whole, wanted)))
    return [number for number in numbers if pattern.search(plain(label_text(library.labels[number].source)))]


def _read(library: Library, words: str, kind: str, wanted: list[str]) -> Rows:
    terms = library.words.terms(words)
    candidates = (
        library.words.containing(terms, kind)
        if terms
        else library.inventory.passages_in(library.inventory.numbers(kind)).tolist()
    )
    pattern = re.compile(r"\s*".join(map(_whole, wanted)))
    rows = [stored.number for stored in library.records.passages(candidates) if pattern.search(_text(library, stored))]
    return np.array(sorted(rows), np.int64)


def _whole(wanted: str) -> str:
    return rf"(?<!\w){re.escape(wanted)}(?!\w)" if re.match(rf"(?![{SPACELESS}])\w", wanted) else re.escape(wanted)


def _text(library: Library, stored: StoredPassage) -> str:
    document = library.document(stored.passage.document_id)
    return plain(embedded_text(document.text, stored.passage.sentences))
