"""Store passages and their sentences as rows of the library."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from index.inventory import Rows, Table
from index.storage.row_digests import check, row_digest
from index.storage.sqlite import in_parts, row_number
from ingest.records import Passage, Sentence, Voice, VoiceKind

PLACE = ("document", "start", "end", "tokens", "embedding", "first_sentence", "sentence_count")

PASSAGES = "SELECT p.*, d.id FROM passages p JOIN documents d ON d.number = p.document"

SENTENCES = (
    'SELECT p.number AS owner, s.start, s."end", s.voice, s.speaker, s.heading FROM passages p JOIN sentences s'
    " ON s.number >= p.first_sentence AND s.number < p.first_sentence + p.sentence_count"
)
"""The sentences of passages, found by their row numbers without an index: those of one passage are consecutive."""

SENTENCES_IN = (
    'SELECT start, "end", voice, speaker, heading FROM sentences WHERE number >= ? AND number < ? ORDER BY number'
)

VOICES_KEPT = 4096
"""Speakers whose voice is kept as one object for all their sentences.

Raised, more voices stay in memory; lowered, sentences of the same speaker hold more equal objects.
"""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the row numbers used by the derived indexes, and the generation that put it into its lane."""

    number: int
    document: int
    first_sentence: int
    passage: Passage
    put: int = 0

    @property
    def sentence_numbers(self) -> range:
        """The rows of its sentences, in order."""
        return range(self.first_sentence, self.first_sentence + len(self.passage.sentences))


@dataclass(frozen=True, slots=True)
class PassageRows:
    """A passage without its text: its row, those of its sentences, and the generation that put it into its lane."""

    number: int
    first_sentence: int
    sentence_count: int
    put: int

    @property
    def sentence_numbers(self) -> range:
        """The rows of its sentences, in order."""
        return range(self.first_sentence, self.first_sentence + self.sentence_count)


def add_passage(
    connection: sqlite3.Connection, document: int, passage: Passage, *, embedding: bytes, put: int
) -> PassageRows:
    """Store a passage with its sentences and the key of its vectors; `put` is the current generation."""
    first = _next_sentence(connection)
    place = (document, passage.start, passage.end, passage.tokens, embedding, first, len(passage.sentences))
    sentences = [(s.start, s.end, s.voice.kind.value, s.voice.speaker, int(s.heading)) for s in passage.sentences]
    cursor = connection.execute(
        'INSERT INTO passages (document, start, "end", tokens, embedding, first_sentence, sentence_count, seal,'
        " put) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, row_digest(*place, *chain.from_iterable(sentences)), put),
    )
    number = row_number(cursor)
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(first + i, number, *sentence) for i, sentence in enumerate(sentences)],
    )
    return PassageRows(number, first, len(passage.sentences), put)


def put_again(connection: sqlite3.Connection, passages: Sequence[PassageRows], put: int) -> list[PassageRows]:
    """Record that this generation put these passages into another lane, and return them with it."""
    connection.executemany("UPDATE passages SET put = ? WHERE number = ?", [(put, one.number) for one in passages])
    return [replace(one, put=put) for one in passages]


def passage_rows_of(connection: sqlite3.Connection, document: int) -> list[PassageRows]:
    """Return the rows of this document's passages, in order."""
    query = "SELECT number, first_sentence, sentence_count, put FROM passages WHERE document = ? ORDER BY number"
    return [PassageRows(*row) for row in connection.execute(query, (document,))]


def passages_of(connection: sqlite3.Connection, document: int) -> list[StoredPassage]:
    """Return the stored passages of this document, in order."""
    return passages(connection, [rows.number for rows in passage_rows_of(connection, document)])


def passages(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[StoredPassage]:
    """Return the stored passages with these rows, in the given order."""
    found: dict[int, StoredPassage] = {}
    for some in in_parts(numbers):
        found |= _read(connection, some)
    if any(number not in found for number in numbers):
        raise sqlite3.DatabaseError("a passage is missing")
    return [found[number] for number in numbers]


def check_passages(connection: sqlite3.Connection) -> None:
    """Check the rows of all passages, with their sentences.

    Raises:
        sqlite3.DatabaseError: one is not what was written.
    """
    numbers = [number for (number,) in connection.execute("SELECT number FROM passages ORDER BY number").fetchall()]
    for some in in_parts(numbers):
        sentences = defaultdict(list)
        these = f"p.number IN ({', '.join('?' * len(some))})"
        for row in connection.execute(f"{SENTENCES} WHERE {these} ORDER BY s.number", some):
            sentences[row["owner"]].extend(row[1:])
        for row in connection.execute(f"SELECT p.* FROM passages p WHERE {these}", some):  # noqa: S608 (our own words)
            check(row["seal"], *(row[name] for name in PLACE), *sentences[row["number"]])


def _read(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, StoredPassage]:
    these = f"p.number IN ({', '.join('?' * len(numbers))})"
    sentences: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(f"{SENTENCES} WHERE {these} ORDER BY s.number", numbers):
        sentences[row["owner"]].append(row[1:])
    rows = connection.execute(f"{PASSAGES} WHERE {these}", numbers)
    return {row["number"]: _passage(row, sentences[row["number"]]) for row in rows}


def sentences_of(connection: sqlite3.Connection, document: int) -> Iterator[Sentence]:
    """Yield the sentences in this document's passages, in order: whole sentences, and the parts of cut ones.

    Raises:
        sqlite3.DatabaseError: a row is not what was written.
    """
    for row in connection.execute("SELECT * FROM passages WHERE document = ? ORDER BY number", (document,)):
        first = row["first_sentence"]
        yield from _sentences(row, connection.execute(SENTENCES_IN, (first, first + row["sentence_count"])).fetchall())


def _sentences(row: sqlite3.Row, rows: Sequence[Iterable[Any]]) -> tuple[Sentence, ...]:
    check(row["seal"], *(row[name] for name in PLACE), *chain.from_iterable(rows))
    return tuple(
        Sentence(start, end, _voice(voice, speaker), bool(heading)) for start, end, voice, speaker, heading in rows
    )


def _passage(row: sqlite3.Row, rows: Sequence[tuple[Any, ...]]) -> StoredPassage:
    sentences = _sentences(row, rows)
    passage = Passage(row["id"], row["start"], row["end"], sentences, row["tokens"])
    return StoredPassage(row["number"], row["document"], row["first_sentence"], passage, row["put"])


@lru_cache(VOICES_KEPT)
def _voice(kind: str, speaker: str | None) -> Voice:
    return Voice(VoiceKind(kind), speaker)


def passage_table(connection: sqlite3.Connection, documents: Iterable[int] | None = None) -> Table:
    """Return the table of all passages, or of those of these documents, ordered by row."""
    query = "SELECT number, document, first_sentence, sentence_count FROM passages"
    if documents is None:
        every = connection.execute(f"{query} ORDER BY number")
        return np.fromiter(chain.from_iterable(every), np.int64).reshape(-1, 4)
    of_one = f"{query} WHERE document = ? ORDER BY number"
    rows = sorted(tuple(row) for one in documents for row in connection.execute(of_one, (one,)))
    return np.array(rows, np.int64).reshape(-1, 4)


def passage_count(connection: sqlite3.Connection, documents: Sequence[int]) -> int:
    """Count the passages of these documents."""
    query = "SELECT count(*) FROM passages WHERE document = ?"
    return sum(int(connection.execute(query, (number,)).fetchone()[0]) for number in documents)


def passages_put(connection: sqlite3.Connection, documents: Collection[int], generations: range) -> list[int]:
    """Return the rows, in order, of these documents' passages that these generations put into their lane.

    Every passage is looked at, because an SQL index could have lost one.
    """
    rows = connection.execute("SELECT number, document, put FROM passages ORDER BY number")
    return [number for number, document, put in rows if document in documents and put in generations]


def sentences_with_voice(connection: sqlite3.Connection, voices: Iterable[VoiceKind]) -> Rows:
    """Return the rows of the sentences with these voices, in order, without headings."""
    query = "SELECT number FROM sentences WHERE voice = ? AND heading = 0"
    found = (connection.execute(query, (voice,)) for voice in set(voices))
    return np.sort(np.fromiter(chain.from_iterable(chain.from_iterable(found)), np.int64))


def _next_sentence(connection: sqlite3.Connection) -> int:
    last = connection.execute("SELECT max(number) FROM sentences").fetchone()[0]
    return int(last or 0) + 1
