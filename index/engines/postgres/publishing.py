"""`library.db` → PostgreSQL: what changed since the last edition, in one transaction on the primary."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from errors import EngineError
from index.engines.postgres.postings import BLOCK, BlockChange, Postings
from index.engines.postgres.psycopg_store import Row, Store, Transaction
from index.engines.postgres.tables import (
    FORMAT,
    NOTHING,
    TABLES,
    Edition,
    current_edition,
    make_partitions,
    make_tables,
    partition,
)
from index.engines.postgres.vectors import halves
from index.engines.publication import (
    PASSAGES_AT_ONCE,
    Contents,
    PublishedPassage,
    Role,
    dimension_of,
    read_contents,
    read_passages,
    wanted_passages,
)
from index.engines.rows import written_passage
from index.records import Build, Progress, Report
from index.storage import segments
from index.terms import TermReader

EXACT_UP_TO = 50_000
"""Sentences of a kind up to which all are compared with the question; a kind that grew past it gets a graph (HNSW).

Raised, questions take longer; lowered, kinds are searched by a graph, and publishing is slower, without need.
"""

GRAPH_MEMORY = "1GB"
"""What the server may take to make a graph. With less than the graph needs, making it takes many times as long."""

ONE_PUBLISHER = 8_135_291
"""The number of the lock that a publish holds, drawn once."""

CONTENTS = {"role": "text", "number": "int8", "since": "int8", "until": "int8", "digest": "text", "content": "text"}
PASSAGES = {
    **dict.fromkeys(("passage", "since", "until"), "int8"),
    "kind": "text",
    **dict.fromkeys(("document", "first_sentence", "sentence_count", "length"), "int8"),
    **dict.fromkeys(("digest", "content", "terms"), "text"),
}
SENTENCES = {
    "kind": "text",
    **dict.fromkeys(("sentence", "since", "until"), "int8"),
    "voice": "text",
    "heading": "bool",
    "embedding": "bytea",
}
WORDS = {
    **dict.fromkeys(("kind", "term"), "text"),
    "block": "int4",
    **dict.fromkeys(("since", "until"), "int8"),
    "passages": "int4",
    **dict.fromkeys(("places", "counts"), "bytea"),
}
"""The columns of each table, with their types as they are sent."""

Blocks = dict[tuple[int, str], BlockChange]
"""What changes in the words, by block and kind."""


@dataclass(frozen=True, slots=True)
class Live:
    """A passage that counts now."""

    passage: int
    kind: str
    digest: str
    length: int
    first_sentence: int
    sentence_count: int


@dataclass(frozen=True, slots=True)
class Source:
    """The library that is published, and who is told how far it is."""

    connection: sqlite3.Connection
    data: Path
    build: Build
    report: Report


def publish_to(index: str, connection: sqlite3.Connection, data: Path, build: Build, report: Report) -> int:
    """Bring the database to this generation; how many passages were written."""
    with closing(Store.open(index, writing=True)) as store, store.changing() as rows:
        rows.run("SELECT pg_advisory_xact_lock(%(number)s)", number=ONE_PUBLISHER)
        make_tables(rows)
        before = current_edition(rows) or NOTHING
        dimension = _dimension(connection, before, store.where)
        after = Edition(before.number + 1, FORMAT, dimension, datetime.now(UTC))
        return _publish(rows, Source(connection, data, build, report), before=before, after=after)


def _dimension(connection: sqlite3.Connection, before: Edition, where: str) -> int:
    """The dimension of the vectors that are there afterwards.

    Raises:
        EngineError: there are some of another.
    """
    dimension = dimension_of(connection) or before.dimension
    if before.dimension not in {0, dimension}:
        raise EngineError(
            f"the index {where} has vectors of {before.dimension} numbers and this library of {dimension}: "
            "name another database in BYLINE_INDEX, or drop its schema byline"
        )
    return dimension


def _publish(rows: Transaction, source: Source, *, before: Edition, after: Edition) -> int:
    live, wanted = _live(rows), wanted_passages(source.connection)
    kept = [one for one in live if wanted.get(one.passage) == one.digest]
    ended = [one for one in live if wanted.get(one.passage) != one.digest]
    new = sorted(wanted.keys() - {one.passage for one in kept})
    kinds = set(segments.all_segments(source.connection))
    make_partitions(rows, kinds)
    blocks = _end_passages(rows, ended, after.number)
    terms = sum(one.length for one in kept) + _put_passages(
        rows, source, {one: wanted[one] for one in new}, blocks, after
    )
    said = read_contents(source.connection, source.data, source.build, terms=terms)
    if not _put_contents(rows, said, after.number) and not (new or ended):
        return 0
    _switch(rows, before, after)
    _make_graphs(rows, kinds, after)
    source.report(Progress("Publishing", len(new), len(new)))
    return len(new)


def _live(rows: Transaction) -> list[Live]:
    """All passages that count now."""
    names = ", ".join(field.name for field in fields(Live))
    return [Live(*row) for row in rows.rows(f"SELECT {names} FROM byline.passages WHERE until IS NULL")]  # noqa: S608


def _end_passages(rows: Transaction, ended: Sequence[Live], until: int) -> Blocks:
    """Let these passages and their sentences count no more; return what goes from the words with them."""
    blocks: Blocks = defaultdict(BlockChange)
    gone = [one.passage for one in ended]
    text = "SELECT passage, terms FROM byline.passages WHERE passage = ANY(%(gone)s) AND until IS NULL"
    kinds = {one.passage: one.kind for one in ended}
    for passage, terms in rows.rows(text, gone=gone):
        blocks[passage // BLOCK, kinds[passage]].remove(passage, terms.split())
    sentences = [row for one in ended for row in range(one.first_sentence, one.first_sentence + one.sentence_count)]
    _end(rows, "passages", "passage = ANY(%(gone)s)", until, gone=gone)
    _end(rows, "sentences", "sentence = ANY(%(gone)s)", until, gone=sentences)
    return blocks


def _end(rows: Transaction, table: str, condition: str, until: int, **parameters: object) -> None:
    """Let the rows of this condition count until an edition only."""
    text = f"UPDATE byline.{table} SET until = %(until)s WHERE {condition} AND until IS NULL"  # noqa: S608
    rows.run(text, until=until, **parameters)


def _put_passages(rows: Transaction, source: Source, digests: Mapping[int, str], blocks: Blocks, after: Edition) -> int:
    """Write these passages with their sentences and words; return how many index terms they have.

    Of each block the words are written once its last passage is; `blocks` is what goes from them, by then.
    """
    new, terms, reader = list(digests), 0, TermReader()
    for at in range(0, len(new), PASSAGES_AT_ONCE):
        source.report(Progress("Publishing", at, len(new)))
        found = list(read_passages(source.connection, new[at : at + PASSAGES_AT_ONCE], reader))
        sentences = chain.from_iterable(_sentence_rows(one, after.number) for one in found)
        rows.copy("byline.sentences", SENTENCES, sentences)
        passages = (_passage_row(one, digests[one.stored.number], after.number) for one in found)
        rows.copy("byline.passages", PASSAGES, passages)
        for one in found:
            blocks[one.stored.number // BLOCK, one.kind].add(one.stored.number, one.terms)
        terms += sum(len(one.terms) for one in found)
        _put_words(rows, blocks, after.number, up_to=new[at] // BLOCK)
    _put_words(rows, blocks, after.number)
    return terms


def _passage_row(one: PublishedPassage, digest: str, since: int) -> Row:
    stored = one.stored
    numbers = (stored.document, stored.first_sentence, len(stored.sentence_numbers), len(one.terms))
    texts = (digest, written_passage(stored.passage), " ".join(one.terms))
    return (stored.number, since, None, one.kind, *numbers, *texts)


def _sentence_rows(one: PublishedPassage, since: int) -> Iterator[Row]:
    for number, sentence, vector in zip(
        one.stored.sentence_numbers, one.stored.passage.sentences, one.vectors, strict=True
    ):
        yield one.kind, number, since, None, sentence.voice.kind.value, sentence.heading, halves(vector)


def _put_words(rows: Transaction, blocks: Blocks, since: int, *, up_to: int | None = None) -> None:
    """Write the words of the blocks before this one, or of all; what is written is taken out of `blocks`."""
    for block, kind in sorted(name for name in blocks if up_to is None or name[0] < up_to):
        change = blocks.pop((block, kind))
        chosen = {"kind": kind, "block": block, "terms": change.terms}
        condition = "kind = %(kind)s AND block = %(block)s AND term = ANY(%(terms)s)"
        text = f"SELECT term, places, counts FROM byline.words WHERE {condition} AND until IS NULL"  # noqa: S608
        before = {term: Postings.read(*arrays) for term, *arrays in rows.rows(text, **chosen)}
        _end(rows, "words", condition, since, **chosen)
        found = change.after(before).items()
        rows.copy(
            "byline.words",
            WORDS,
            ((kind, term, block, since, None, len(one.places), *one.written()) for term, one in found),
        )


def _put_contents(rows: Transaction, said: Contents, since: int) -> bool:
    """Write what is said anew, and let what is not said any more end; whether anything was."""
    there = rows.rows("SELECT role, number, digest FROM byline.contents WHERE until IS NULL")
    live = {(Role(role), number): digest for role, number, digest in there}
    new = [name for name in said if live.get(name) != said[name][0]]
    ended = [name for name in live if name not in said or name in new]
    for role in Role:
        numbers = [number for one, number in ended if one == role]
        _end(rows, "contents", "role = %(role)s AND number = ANY(%(gone)s)", since, role=role.value, gone=numbers)
    rows.copy("byline.contents", CONTENTS, ((*name, since, None, said[name][0], said[name][1]()) for name in new))
    return bool(new or ended)


def _switch(rows: Transaction, before: Edition, after: Edition) -> None:
    """Make an edition the current one, and remove what only readers of one older than the last can see."""
    for table in TABLES:
        rows.run(f"DELETE FROM byline.{table} WHERE until <= %(number)s", number=before.number)  # noqa: S608
    rows.run("DELETE FROM byline.editions WHERE number < %(number)s", number=before.number)
    text = "INSERT INTO byline.editions VALUES (%(number)s, %(format)s, %(dimension)s, %(published_at)s)"
    rows.run(text, **after._asdict())


def _make_graphs(rows: Transaction, kinds: Iterable[str], after: Edition) -> None:
    """Make a graph of each kind that has grown past the size at which all its sentences are compared."""
    rows.run("SELECT set_config('maintenance_work_mem', %(most)s, true)", most=GRAPH_MEMORY)
    for name in sorted(partition("sentences", kind) for kind in kinds):
        there = rows.rows("SELECT to_regclass(%(name)s) IS NOT NULL", name=f"byline.{name}_graph")[0][0]
        text = f"SELECT count(*) FROM (SELECT 1 FROM byline.{name} LIMIT %(most)s) AS found"  # noqa: S608
        if not there and rows.rows(text, most=EXACT_UP_TO + 1)[0][0] > EXACT_UP_TO:
            vectors = f"(embedding::public.halfvec({after.dimension})) public.halfvec_ip_ops"
            rows.run(f"CREATE INDEX {name}_graph ON byline.{name} USING hnsw ({vectors})")
            rows.run(f"ANALYZE byline.{name}")
