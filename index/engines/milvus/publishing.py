"""`library.db` → Milvus: what changed since the last edition is written beside it, then one row switches."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from errors import EngineError
from index.engines.milvus.collections import STILL, Collection, Edition, parts, row_key, spelt
from index.engines.milvus.pymilvus_store import Row, Store
from index.engines.publication import (
    PASSAGES_AT_ONCE,
    Contents,
    Name,
    PublishedPassage,
    Role,
    dimension_of,
    read_contents,
    read_passages,
    wanted_passages,
)
from index.engines.rows import written_passage
from index.records import Build, Progress, Report
from index.storage import passages as passage_rows
from index.terms import TermReader


@dataclass(frozen=True, slots=True)
class Losses:
    """Keys of what is amiss: sentences whose passage is gone, sentences that are gone, and the passages of those."""

    left_over: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()


def find_losses(store: Store, passages: Sequence[Row]) -> Losses:
    """What became of the sentences of these rows of passages, which are all that count now."""
    still = f"until == {STILL}"
    if store.count(Collection.SENTENCES, still) == sum(row["sentence_count"] for row in passages):
        return Losses()
    found = {row["key"] for row in store.all_rows(Collection.SENTENCES, still, ["key"])}
    owners = {key: row["key"] for row in passages for key in sentence_keys([row])}
    gone = frozenset(owners.keys() - found)
    return Losses(frozenset(found - owners.keys()), gone, frozenset(owners[key] for key in gone))


def sentence_keys(passages: Iterable[Row]) -> Iterator[str]:
    """The keys of the rows of all sentences of these rows of passages."""
    for row in passages:
        first = row["first_sentence"]
        yield from (row_key(number, row["since"]) for number in range(first, first + row["sentence_count"]))


# What changed since the last edition is written beside it, then one row switches.


def publish_to(index: str, connection: sqlite3.Connection, data: Path, build: Build, report: Report) -> int:
    """Bring Milvus to this generation; how many passages were written."""
    with closing(Store.open(index)) as store:
        return _publish(connection, data, build, store, report)


def _publish(connection: sqlite3.Connection, data: Path, build: Build, store: Store, report: Report) -> int:
    _make(connection, store)
    before = store.current() or Edition(0, 0)
    _tidy(store, before)
    after = before.number + 1
    live = _live(store, Collection.PASSAGES, "passage", "length", "first_sentence", "sentence_count")
    wanted = wanted_passages(connection)
    lost = find_losses(store, live)
    ended, kept = list[Row](), list[Row]()
    for row in live:
        is_right = wanted.get(row["passage"]) == row["digest"] and row["key"] not in lost.passages
        (kept if is_right else ended).append(row)
    new = sorted(wanted.keys() - {row["passage"] for row in kept})
    terms, reader = sum(row["length"] for row in kept), TermReader()
    for at in range(0, len(new), PASSAGES_AT_ONCE):
        report(Progress("Publishing", at, len(new)))
        digests = {number: wanted[number] for number in new[at : at + PASSAGES_AT_ONCE]}
        terms += _put_passages(connection, store, digests, reader=reader, since=after)
    said = read_contents(connection, data, build, terms=terms)
    if not _put_contents(store, said, after) and not (new or ended or lost.left_over):
        return 0
    store.end(Collection.PASSAGES, [row["key"] for row in ended], after)
    store.end(Collection.SENTENCES, {*sentence_keys(ended), *lost.left_over} - lost.gone, after)
    store.switch(Edition(after, before.number))
    report(Progress("Publishing", len(new), len(new)))
    return len(new)


def _make(connection: sqlite3.Connection, store: Store) -> None:
    """The collections, for the vectors of this library."""
    dimension = dimension_of(connection)
    if not store.is_made():
        store.make(dimension or 2, sentences=int(passage_rows.passage_table(connection)[:, 3].sum()))
    elif dimension and store.dimension() != dimension:
        raise EngineError(
            f"the index {store.where} has vectors of {store.dimension()} numbers and this library of {dimension}: "
            "name another database in BYLINE_INDEX, or drop its byline_ collections"
        )


def _tidy(store: Store, current: Edition) -> None:
    """Take back what a publish that died had written, then remove what no reader of the current edition can see."""
    for name in Collection:
        store.delete(name, f"since > {current.number}")
        halfway = f"until > {current.number} and until < {STILL}"
        store.end(name, [row["key"] for row in store.all_rows(name, halfway, ["key"])], STILL)
    if current.number:
        # Said first, so that whoever reads an older one can see that it went.
        store.switch(Edition(current.number, current.number))
    for name in Collection:
        store.delete(name, f"until <= {current.number}")


def _live(store: Store, collection: Collection, *fields: str) -> list[Row]:
    """All rows that count now, with these fields and what every comparison needs."""
    return list(store.all_rows(collection, f"until == {STILL}", ["key", "digest", "since", *fields]))


def _put_passages(
    connection: sqlite3.Connection, store: Store, digests: Mapping[int, str], *, reader: TermReader, since: int
) -> int:
    """Write these passages and their sentences; how many index terms they have."""
    passages: list[Row] = []
    sentences: list[Row] = []
    for one in read_passages(connection, list(digests), reader):
        passages.append(_passage_row(one, digest=digests[one.stored.number], since=since))
        sentences.extend(_sentence_rows(one, since=since))
    store.put(Collection.SENTENCES, sentences)
    store.put(Collection.PASSAGES, passages)
    return sum(row["length"] for row in passages)


def _passage_row(one: PublishedPassage, *, digest: str, since: int) -> Row:
    stored = one.stored
    return {
        "key": row_key(stored.number, since),
        "since": since,
        "until": STILL,
        "kind": one.kind,
        "passage": stored.number,
        "document": stored.document,
        "first_sentence": stored.first_sentence,
        "sentence_count": len(stored.sentence_numbers),
        "length": len(one.terms),
        "digest": digest,
        "content": written_passage(stored.passage),
        "terms": spelt(one.terms),
    }


def _sentence_rows(one: PublishedPassage, *, since: int) -> Iterator[Row]:
    rows = zip(one.stored.sentence_numbers, one.stored.passage.sentences, one.vectors, strict=True)
    for number, sentence, vector in rows:
        yield {
            "key": row_key(number, since),
            "since": since,
            "until": STILL,
            "kind": one.kind,
            "sentence": number,
            "voice": sentence.voice.kind.value,
            "heading": sentence.heading,
            "vector": vector.tolist(),
        }


def _put_contents(store: Store, said: Contents, since: int) -> bool:
    """Write what is said anew, and let what is not said any more end; whether anything was."""
    live: dict[Name, list[Row]] = defaultdict(list)
    for row in _live(store, Collection.CONTENTS, "role", "number"):
        live[Role(row["role"]), row["number"]].append(row)
    live.pop((Role.CURRENT, 0), None)
    kept = {name for name, rows in live.items() if name in said and _are_all(rows, said[name][0])}
    new = [name for name in said if name not in kept]
    ended = [row["key"] for name, rows in live.items() if name not in kept for row in rows]
    store.put(Collection.CONTENTS, (row for name in new for row in _content_rows(name, said[name], since)))
    store.end(Collection.CONTENTS, ended, since)
    return bool(new or ended)


def _are_all(rows: Sequence[Row], digest: str) -> bool:
    """Return whether these are all rows of the content with this digest."""
    return {row["digest"] for row in rows} == {_row_digest(digest, len(rows))}


def _row_digest(digest: str, of: int) -> str:
    """What each of so many rows of a content carries, so that one that is lost is missed."""
    return f"{digest}/{of}"


def _content_rows(name: Name, said: tuple[str, Callable[[], str]], since: int) -> Iterator[Row]:
    (role, number), (digest, text) = name, said
    found = parts(text())
    for at, part in enumerate(found):
        yield {
            "key": row_key(f"{role}:{number}:{at}", since),
            "since": since,
            "until": STILL,
            "role": role.value,
            "number": number,
            "part": at,
            "digest": _row_digest(digest, len(found)),
            "content": part,
            "vector": [0.0, 1.0],
        }
