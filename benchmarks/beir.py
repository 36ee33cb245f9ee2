"""A retrieval data set in BEIR layout, as records.

A folder holds `corpus.jsonl`, `queries.jsonl` and perhaps `null_queries.jsonl` (each plain or with `.gz`),
and the judgements in `qrels.tsv` or `qrels/test.tsv`: Thakur et al. 2021, arXiv 2104.08663.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, TypeVar

from errors import BylineError

QRELS_NAMES = ("qrels.tsv", "qrels/test.tsv")
QRELS_HEADER = ["query-id", "corpus-id", "score"]

Record = TypeVar("Record", "BeirDocument", "BeirQuery")


class DatasetError(BylineError):
    """A data set cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class BeirDocument:
    """One document of the collection; `title` is empty where there is none."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BeirQuery:
    """One question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class BeirDataset:
    """A collection, its questions and what people judged relevant, each in the files' order.

    `queries` are all in the file, judged or not. `null_queries` are questions that no document answers.
    `qrels` is query id → document id → grade. Every query in it is one of `queries`; a document may be
    missing from `documents`, and then counts as never found, as it does in BEIR's own evaluation.
    """

    name: str
    documents: tuple[BeirDocument, ...]
    queries: tuple[BeirQuery, ...]
    qrels: dict[str, dict[str, int]]
    null_queries: tuple[BeirQuery, ...] = ()


def read_dataset(folder: Path, *, qrels: Path | None = None) -> BeirDataset:
    """The data set in `folder`, with the judgements in `qrels` instead of its own where that is given.

    Raises:
        DatasetError: A file is missing or damaged, or a line is not what the layout says.
    """
    documents = _read_records(_jsonl(folder, "corpus"), _document)
    queries = _read_records(_jsonl(folder, "queries"), _query)
    if not documents or not queries:
        missing = "queries" if documents else "documents"
        raise DatasetError(f"{folder} has no {missing}; fetch the data set again")
    nulls = _find(folder, _jsonl_names("null_queries"))
    return BeirDataset(
        name=folder.resolve().name,
        documents=documents,
        queries=queries,
        qrels=_read_qrels(qrels or _required(folder, QRELS_NAMES), {query.id for query in queries}),
        null_queries=_read_records(nulls, _query) if nulls else (),
    )


def _jsonl_names(stem: str) -> tuple[str, ...]:
    return (f"{stem}.jsonl", f"{stem}.jsonl.gz")


def _jsonl(folder: Path, stem: str) -> Path:
    return _required(folder, _jsonl_names(stem))


def _required(folder: Path, names: tuple[str, ...]) -> Path:
    path = _find(folder, names)
    if path is None:
        raise DatasetError(f"{folder} has no {' or '.join(names)}; give a folder in BEIR layout")
    return path


def _find(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number from 1 and text of every line that is not blank."""
    number = 0
    try:
        with _open(path) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read after line {number} ({error}); fetch it again") from error


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _read_records(path: Path, make: Callable[[dict[str, Any]], Record]) -> tuple[Record, ...]:
    records: dict[str, Record] = {}
    for number, line in _lines(path):
        record = _parsed(f"{path} line {number}", line, make)
        if record.id in records:
            raise DatasetError(f"{path} line {number}: the _id {record.id!r} is taken already; ids must differ")
        records[record.id] = record
    return tuple(records.values())


def _parsed(where: str, line: str, make: Callable[[dict[str, Any]], Record]) -> Record:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{where}: not JSON ({error}); write one JSON object a line") from error
    if not isinstance(fields, dict):
        raise DatasetError(f"{where}: not a JSON object; write one JSON object a line")
    try:
        return make(fields)
    except _FieldError as error:
        raise DatasetError(f"{where}: {error}") from error


class _FieldError(Exception):
    """A field is missing or no string; the reader of the line says where."""


def _document(fields: dict[str, Any]) -> BeirDocument:
    return BeirDocument(id=_id(fields), title=_string(fields, "title", ""), text=_string(fields, "text"))


def _query(fields: dict[str, Any]) -> BeirQuery:
    return BeirQuery(id=_id(fields), text=_string(fields, "text"))


def _id(fields: dict[str, Any]) -> str:
    value = _string(fields, "_id")
    if not value.strip():
        raise _FieldError("the field '_id' is empty; every line needs its own id")
    return value


def _string(fields: dict[str, Any], name: str, default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise _FieldError(f"the field {name!r} is {json.dumps(value)}; it must be a string")
    return value


def _read_qrels(path: Path, query_ids: set[str]) -> dict[str, dict[str, int]]:
    rows = ((f"{path} line {number}", line.rstrip("\n").split("\t")) for number, line in _lines(path))
    where, header = next(rows, (f"{path} line 1", []))
    if header != QRELS_HEADER:
        raise DatasetError(f"{where}: the header must be {', '.join(QRELS_HEADER)} with tabs between")
    qrels: dict[str, dict[str, int]] = {}
    for where, row in rows:
        query_id, document_id, grade = _judgement(where, row)
        if query_id not in query_ids:
            raise DatasetError(f"{where}: no query has the id {query_id!r}; add it or drop the line")
        if document_id in qrels.setdefault(query_id, {}):
            raise DatasetError(f"{where}: {query_id!r} with {document_id!r} is judged twice; keep one")
        qrels[query_id][document_id] = grade
    return qrels


def _judgement(where: str, row: list[str]) -> tuple[str, str, int]:
    try:
        query_id, document_id, grade = row
        return query_id, document_id, int(grade)
    except ValueError as error:
        raise DatasetError(f"{where}: give a query id, a document id and a whole number") from error
