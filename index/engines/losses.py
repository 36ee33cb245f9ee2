"""What an engine that lost rows still has, compared with what it was given.

Passages and contents are compared row by row whenever a library is published; sentences, four times as many, only
where their number is not what their passages have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.engines.milvus import Row, Store
from index.engines.schema import STILL, Collection, row_key


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
