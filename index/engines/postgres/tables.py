"""The tables that hold a library in PostgreSQL, and how their rows are chosen.

Every row says from which edition on it counts (`since`) and from which on no more (`until`). A publish is one
transaction, so readers see an edition whole or not at all; the one before stays for those who have it open. Each kind's
sentences and words are a partition, made as a table of its own and then attached, so that no reader waits for it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

from index.engines.postgres.psycopg_store import Query, Store, Transaction

FORMAT = 1
"""Another number for each change of what the rows mean: a library of another format is not read."""

LIVE = "since <= %(edition)s AND (until IS NULL OR until > %(edition)s)"
"""The rows of one edition; those that count now have no `until`."""

TABLES = ("contents", "passages", "sentences", "words")
"""The tables whose rows come and go."""

BY_KIND = ("sentences", "words")
"""Those with a partition for each kind."""

MAKE = """
CREATE SCHEMA IF NOT EXISTS byline;
CREATE TABLE IF NOT EXISTS byline.editions (
    number bigint PRIMARY KEY, format integer NOT NULL, dimension integer NOT NULL, published_at timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS byline.contents (
    role text NOT NULL, number bigint NOT NULL, since bigint NOT NULL, until bigint,
    digest text NOT NULL, content text NOT NULL, PRIMARY KEY (role, number, since)
);
CREATE TABLE IF NOT EXISTS byline.passages (
    passage bigint NOT NULL, since bigint NOT NULL, until bigint, kind text NOT NULL, document bigint NOT NULL,
    first_sentence bigint NOT NULL, sentence_count bigint NOT NULL, length bigint NOT NULL,
    digest text NOT NULL, content text NOT NULL, terms text NOT NULL, PRIMARY KEY (passage, since)
);
CREATE TABLE IF NOT EXISTS byline.sentences (
    kind text NOT NULL, sentence bigint NOT NULL, since bigint NOT NULL, until bigint,
    voice text NOT NULL, heading boolean NOT NULL, embedding public.halfvec NOT NULL
) PARTITION BY LIST (kind);
CREATE TABLE IF NOT EXISTS byline.words (
    kind text NOT NULL, term text COLLATE "C" NOT NULL, block integer NOT NULL, since bigint NOT NULL,
    until bigint, passages integer NOT NULL, places bytea NOT NULL, counts bytea NOT NULL
) PARTITION BY LIST (kind);
CREATE INDEX IF NOT EXISTS sentences_by_number ON byline.sentences (sentence);
CREATE INDEX IF NOT EXISTS words_by_term ON byline.words (term, block);
CREATE INDEX IF NOT EXISTS contents_ended ON byline.contents (until) WHERE until IS NOT NULL;
CREATE INDEX IF NOT EXISTS passages_ended ON byline.passages (until) WHERE until IS NOT NULL;
CREATE INDEX IF NOT EXISTS sentences_ended ON byline.sentences (until) WHERE until IS NOT NULL;
CREATE INDEX IF NOT EXISTS words_ended ON byline.words (until) WHERE until IS NOT NULL;
"""

EDITIONS = "SELECT number, format, dimension, published_at FROM byline.editions ORDER BY number DESC"


class Edition(NamedTuple):
    """A whole edition: its number, the format of its rows, its vectors' dimension (0 for none), when it was published.

    Two servers may have given one number to different editions, where a standby was promoted that lagged behind; they
    were not published at one moment.
    """

    number: int
    format: int
    dimension: int
    published_at: datetime | None


NOTHING = Edition(0, FORMAT, 0, None)
"""Before anything was published."""


def current_edition(asked: Store | Transaction) -> Edition | None:
    """The newest edition, None where nothing was published."""
    if not asked.rows("SELECT to_regclass('byline.editions') IS NOT NULL")[0][0]:
        return None
    found = asked.rows(EDITIONS)
    return Edition(*found[0]) if found else None


def edition_proof(edition: Edition) -> Query:
    """What gives a row where this edition is whole on the server that answers."""
    text = "SELECT 1 FROM byline.editions WHERE number = %(number)s AND published_at = %(at)s"
    return Query(text, {"number": edition.number, "at": edition.published_at})


def partition(table: str, kind: str) -> str:
    """The name of a kind's partition; a kind may be any text, and longer than a name may be."""
    return f"{table}_{hashlib.sha256(kind.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"


def make_tables(rows: Transaction) -> None:
    """Make the tables that are not there."""
    rows.run("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
    for statement in filter(str.strip, MAKE.split(";")):
        rows.run(statement)


def make_partitions(rows: Transaction, kinds: set[str]) -> None:
    """Make the partitions of kinds that have none; readers go on meanwhile."""
    there = {name for (name,) in rows.rows("SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid")}
    for kind in sorted(kinds):
        for table in BY_KIND:
            name = partition(table, kind)
            if name not in there:
                rows.run(f"CREATE TABLE byline.{name} (LIKE byline.{table} INCLUDING ALL)")
                rows.run(_attach(rows, table, name, kind))


def _attach(rows: Transaction, table: str, name: str, kind: str) -> str:
    """The statement that attaches a partition: it takes no parameters, so the server itself quotes the kind."""
    attach = f"ALTER TABLE byline.{table} ATTACH PARTITION byline.{name} FOR VALUES IN (%%L)"
    return str(rows.rows(f"SELECT format('{attach}', %(kind)s::text)", kind=kind)[0][0])
