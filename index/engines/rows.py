"""What a library's records are in an engine's rows, both ways: ASCII text that comes back byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

from index.encoding.encoder import Vectors
from index.records import Build, DocumentLabel
from index.storage.documents import copied_document, partly_row, source_of, source_row
from index.storage.passages import StoredPassage
from ingest.folder import Skipped
from ingest.plain_data import passage_as_json, passage_from_json
from ingest.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Published:
    """What is said of an edition once: its build, the files passed over, each lane's middle, and all terms counted."""

    build: Build
    skipped: tuple[Skipped, ...]
    middles: dict[str, Vectors]
    terms: int


def written_published(published: Published) -> str:
    """The record of an edition as text."""
    build = asdict(published.build) | {"built_at": published.build.built_at.isoformat()}
    return json.dumps(
        {
            "build": build,
            "skipped": [[file.path, file.reason] for file in published.skipped],
            "middles": {kind: middle.tolist() for kind, middle in published.middles.items()},
            "terms": published.terms,
        }
    )


def read_published(text: str) -> Published:
    """The record of an edition from its text."""
    found = json.loads(text)
    build = found["build"] | {"built_at": datetime.fromisoformat(found["build"]["built_at"])}
    middles = {kind: np.array(middle, np.float32) for kind, middle in found["middles"].items()}
    return Published(Build(**build), tuple(Skipped(*file) for file in found["skipped"]), middles, found["terms"])


def written_label(label: DocumentLabel) -> str:
    """A label as text."""
    return json.dumps([label.id, label.sha256, source_row(label.source), label.origin, *label.partly])


def read_label(text: str) -> DocumentLabel:
    """A label from its text."""
    document_id, sha256, source, origin, *partly = json.loads(text)
    return DocumentLabel(document_id, sha256, source_of(source), origin, tuple(partly))


def written_passage(passage: Passage) -> str:
    """A passage as text, but for its document's id, which a label may change."""
    return json.dumps(passage_as_json(passage))


def read_passage(row: Mapping[str, Any], document_id: str) -> StoredPassage:
    """A passage from its row."""
    passage = passage_from_json(document_id, json.loads(row["content"]))
    return StoredPassage(row["passage"], row["document"], row["first_sentence"], passage)


def digest_of(text: str) -> str:
    """What tells one content from another."""
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()


def written_document(row: Mapping[str, Any]) -> str:
    """A document's columns as text, but for its label."""
    return json.dumps(dict(row) | {"seal": row["seal"].hex() if row["seal"] else None})


def read_document(text: str, label: DocumentLabel) -> Document:
    """A document from its columns' text and its label; its seal is checked."""
    row = json.loads(text)
    seal = bytes.fromhex(row["seal"]) if row["seal"] else None
    of_label = {"id": label.id, "source": source_row(label.source), "partly": partly_row(label.partly)}
    return copied_document(row | {"seal": seal} | of_label)
