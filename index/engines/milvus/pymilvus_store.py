"""A Milvus server, or a file of Milvus Lite, as rows in three collections: the one module that speaks to pymilvus."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from errors import EngineError, SettingsError
from index.engines.bm25 import BM25_B
from index.engines.milvus.collections import CURRENT_KEY, STILL, Collection, Edition
from index.engines.publication import Role
from index.words import BM25_K1

if TYPE_CHECKING:
    from pymilvus import CollectionSchema, MilvusClient
    from pymilvus.milvus_client import IndexParams

Row = dict[str, Any]

TIMEOUT_S = 30
ROWS_AT_ONCE = 4_096
"""Rows read in one answer: six megabytes of vectors, under every bound of gRPC and of Milvus (16,384 rows)."""

ROWS_WRITTEN_AT_ONCE = 500
EXACT_UP_TO = 1_000_000
"""Sentences of a first publication up to which lanes are searched exactly; a larger one gets a graph (HNSW)."""

GRAPH = {"M": 32, "efConstruction": 200}
GRAPH_EF = 800
"""Sentences that a search of the graph keeps in view, twice as many as it puts forward."""

BM25 = {"bm25_k1": BM25_K1, "bm25_b": BM25_B}
STRONG = "Strong"
"""A reader sees all that was written before the switch it has seen."""


LEAST_VERSION = (2, 6, 2)
"""Of a server: BM25 over its own words came with 2.5, changing a field of a row with 2.6.2."""

AWAY = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "Fail connecting", "closed channel", "timeout")
"""What pymilvus says of a server that does not answer; what else it says is the server's answer."""

NEXT_STEP = "set it to http://host:19530, or to a file named ….db"
SCHEMES = frozenset({"http", "https", "tcp"})
"""Of the addresses that pymilvus takes, those with a host."""


class Store:
    """An open connection; threads may share it."""

    def __init__(self, client: MilvusClient, where: str) -> None:
        self._client = client
        self.where = where

    @classmethod
    def open(cls, index: str) -> Store:
        """The engine at an address such as http://host:19530, or in a file whose name ends in .db.

        Raises:
            SettingsError: it is neither.
            EngineError: it does not answer, is too old, or pymilvus is not installed.
        """
        where = _shown_address(index)
        try:
            # Slow to import, and needed only where an engine is set.
            from pymilvus import MilvusClient
        except ImportError as error:
            raise EngineError(
                "pymilvus is missing: install Byline with its extra scale (docs/how/install.md)"
            ) from error
        for name in ("pymilvus", "milvus_lite"):  # both write failures to standard error; ours are said once
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with _refusals(where):
            client = MilvusClient(uri=index, timeout=TIMEOUT_S)
            try:
                _check_version(client, where)
            except BaseException:
                client.close()
                raise
            return cls(client, where)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def is_made(self) -> bool:
        """Return whether the collections are there."""
        with _refusals(self.where):
            return all(self._client.has_collection(name) for name in Collection)

    def make(self, dimension: int, *, sentences: int) -> None:
        """Make the collections that are not there, for vectors of this dimension and about so many of them."""
        with _refusals(self.where):
            for name, schema, index in _collections(dimension, exact=sentences <= EXACT_UP_TO):
                if not self._client.has_collection(name):
                    self._client.create_collection(name, schema=schema, index_params=index, consistency_level=STRONG)

    def dimension(self) -> int:
        """The dimension of its vectors."""
        with _refusals(self.where):
            fields = self._client.describe_collection(Collection.SENTENCES)["fields"]
        return next(int(field["params"]["dim"]) for field in fields if field["name"] == "vector")

    def current(self) -> Edition | None:
        """What is current, None where nothing was ever published whole."""
        return self.said() if self.is_made() else None

    def said(self) -> Edition | None:
        """What is current, where the collections are known to be there."""
        with _refusals(self.where):
            found = self._client.get(Collection.CONTENTS, ids=[CURRENT_KEY], output_fields=["content"])
        return Edition(**json.loads(found[0]["content"])) if found else None

    def switch(self, edition: Edition) -> None:
        """Make an edition the current one: one row, so a reader sees the one before or this one."""
        content = json.dumps(asdict(edition))
        row = {"key": CURRENT_KEY, "role": Role.CURRENT, "number": 0, "part": 0, "digest": ""}
        with _refusals(self.where):
            rest = {"since": 0, "until": STILL, "content": content, "vector": [0.0, 1.0]}
            self._client.upsert(Collection.CONTENTS, [row | rest])

    def rows(self, collection: Collection, condition: str, fields: Sequence[str]) -> list[Row]:
        """The rows, at most `ROWS_AT_ONCE` by their condition."""
        with _refusals(self.where):
            return list(self._client.query(collection, filter=condition, output_fields=list(fields)))

    def all_rows(self, collection: Collection, condition: str, fields: Sequence[str]) -> Iterator[Row]:
        """The rows, however many, in the order of their keys."""
        with _refusals(self.where):
            found = self._client.query_iterator(
                collection, batch_size=ROWS_AT_ONCE, filter=condition, output_fields=list(fields)
            )
            while batch := found.next():
                yield from batch
            found.close()

    def count(self, collection: Collection, condition: str) -> int:
        """Return how many rows there are."""
        with _refusals(self.where):
            found = self._client.query(collection, filter=condition, output_fields=["count(*)"])
        return int(found[0]["count(*)"])

    def nearest(self, vector: Sequence[float], k: int, condition: str) -> list[tuple[Row, float]]:
        """The sentences nearest to a vector among those of the condition, with their cosines."""
        with _refusals(self.where):
            [found] = self._client.search(
                Collection.SENTENCES,
                data=[list(vector)],
                anns_field="vector",
                limit=k,
                filter=condition,
                output_fields=["sentence"],
                search_params={"metric_type": "COSINE", "params": {"ef": max(k, GRAPH_EF)}},
            )
        return [(hit["entity"], float(hit["distance"])) for hit in found]

    def by_words(self, text: str, k: int, condition: str) -> list[Row]:
        """The passages that Milvus' own BM25 puts first among those of the condition."""
        with _refusals(self.where):
            [found] = self._client.search(
                Collection.PASSAGES,
                data=[text],
                anns_field="words",
                limit=k,
                filter=condition,
                output_fields=["passage", "terms"],
                search_params={"metric_type": "BM25"},
            )
        return [hit["entity"] for hit in found]

    def put(self, collection: Collection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows whose keys are not there: older servers misfile rows that are upserted by a partition key."""
        waiting = iter(rows)
        with _refusals(self.where):
            while batch := list(islice(waiting, ROWS_WRITTEN_AT_ONCE)):
                self._client.insert(collection, [dict(row) for row in batch])

    def end(self, collection: Collection, keys: Iterable[str], until: int) -> None:
        """Let rows count until an edition only; nothing else of them changes."""
        waiting = iter(keys)
        with _refusals(self.where):
            while batch := list(islice(waiting, ROWS_WRITTEN_AT_ONCE)):
                rows = [{"key": key, "until": until} for key in batch]
                self._client.upsert(collection, rows, partial_update=True)

    def delete(self, collection: Collection, condition: str) -> None:
        """Remove rows for good."""
        with _refusals(self.where):
            self._client.delete(collection, filter=condition)


@contextmanager
def _refusals(where: str) -> Iterator[None]:
    """What Milvus says as one clear line."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except MilvusException as error:
        said = " ".join(str(error.message).split())[:200]
        if any(words in said for words in AWAY):
            raise EngineError(
                f"the index {where} does not answer ({said}): start it, or set BYLINE_INDEX to one that runs"
            ) from error
        raise EngineError(f"the index {where} refused ({said}): see what its server says of it") from error


def _check_version(client: MilvusClient, where: str) -> None:
    """Refuse a server that lacks what is used; Milvus Lite, which is pinned, and builds without a number are taken.

    Raises:
        EngineError: it is too old.
    """
    version = str(client.get_server_version())
    number = re.match(r"v?(\d+)\.(\d+)\.(\d+)", version)
    if number and tuple(map(int, number.groups())) < LEAST_VERSION:
        least = ".".join(map(str, LEAST_VERSION))
        raise EngineError(f"the index {where} is Milvus {number[0]}: Byline needs {least} or later, so upgrade it")


def _shown_address(index: str) -> str:
    """What may be shown of an address: scheme, host and port, or a file's path; no name, password or token.

    Raises:
        SettingsError: it is no address. The message has nothing of it, for it may hold a password.
    """
    if _is_file(index):
        return index
    try:
        parts = urlsplit(index)
        if "@" in index and "@" not in parts.netloc:
            raise SettingsError(
                "BYLINE_INDEX has a name or a password with a /, ? or # in it: "
                f"write these as %2F, %3F, %23; {NEXT_STEP}"
            )
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError as error:
        raise SettingsError(f"BYLINE_INDEX is no address: {NEXT_STEP}") from error
    if parts.scheme not in SCHEMES or not parts.hostname or index.endswith(".db"):  # pymilvus takes the last for a file
        raise SettingsError(f"BYLINE_INDEX is no address: {NEXT_STEP}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def file_is_missing(index: str) -> bool:
    """Return whether this names a file of Milvus Lite that is not there; opening it would make it."""
    return _is_file(index) and not Path(index).exists()


def _is_file(index: str) -> bool:
    return "://" not in index and index.endswith(".db") and not re.match(r"[^/\\:]*:[^/\\]*@", index)


def _collections(dimension: int, *, exact: bool) -> Iterator[tuple[Collection, CollectionSchema, IndexParams]]:
    from pymilvus import DataType, Function, FunctionType, MilvusClient

    text, number = DataType.VARCHAR, DataType.INT64
    lane: Row = {"index_type": "FLAT"} if exact else {"index_type": "HNSW", "params": GRAPH}
    terms = {"enable_analyzer": True, "enable_match": True, "analyzer_params": {"tokenizer": "standard"}}
    fields: dict[Collection, dict[str, tuple[DataType, Row]]] = {
        Collection.SENTENCES: {
            "kind": (text, {"max_length": 4096, "is_partition_key": True}),
            "sentence": (number, {}),
            "voice": (text, {"max_length": 16}),
            "heading": (DataType.BOOL, {}),
            "vector": (DataType.FLOAT_VECTOR, {"dim": dimension}),
        },
        Collection.PASSAGES: {
            "kind": (text, {"max_length": 4096, "is_partition_key": True}),
            "passage": (number, {}),
            "document": (number, {}),
            "first_sentence": (number, {}),
            "sentence_count": (number, {}),
            "length": (number, {}),
            "digest": (text, {"max_length": 64}),
            "content": (text, {"max_length": 65_535}),
            "terms": (text, {"max_length": 65_535, **terms}),
            "words": (DataType.SPARSE_FLOAT_VECTOR, {}),
        },
        Collection.CONTENTS: {
            "role": (text, {"max_length": 16}),
            "number": (number, {}),
            "part": (number, {}),
            "digest": (text, {"max_length": 64}),
            "content": (text, {"max_length": 65_535}),
            "vector": (DataType.FLOAT_VECTOR, {"dim": 2}),  # a collection must have one
        },
    }
    for name, columns in fields.items():
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", text, is_primary=True, max_length=64)
        for column, (kind, options) in {"since": (number, {}), "until": (number, {}), **columns}.items():
            schema.add_field(column, kind, **options)
        index = MilvusClient.prepare_index_params()
        if name == Collection.PASSAGES:
            schema.add_function(Function("bm25", FunctionType.BM25, ["terms"], ["words"]))
            index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=BM25)
        elif name == Collection.SENTENCES:
            index.add_index("vector", metric_type="COSINE", **lane)
        else:
            index.add_index("vector", metric_type="COSINE", index_type="FLAT")
        yield name, schema, index
