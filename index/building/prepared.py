"""A document that is read, cut and ready to be embedded and stored, and its form as plain data for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.building.steps import Step
from index.encoding.models import Model
from index.storage.embeddings import embedding_key
from ingest.chunking import Bounds, chunk
from ingest.labels.label import label
from ingest.labels.sources_toml import Label
from ingest.origins import TextSketch, sketch
from ingest.plain_data import contents_as_json, contents_from_json, passage_as_json, passage_from_json
from ingest.reading import document_of, read_document
from ingest.records import Document, Passage

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document's text, its passages with the keys of their vectors, and the sketch that identifies its origin."""

    step: Step
    document: Document
    passages: tuple[Passage, ...]
    keys: tuple[bytes, ...]
    sketch: TextSketch

    def to_embed(self) -> Iterator[tuple[bytes, list[str]]]:
        """Yield each passage's key and the texts of its sentences."""
        for key, passage in zip(self.keys, self.passages, strict=True):
            yield key, _texts(self.document, passage)


def prepare(step: Step, stated: Label, bounds: Bounds, model: Model, *, wait: bool = True) -> Prepared:
    """Read and cut the document of this step; `wait` for the words of pages that are pictures.

    Raises:
        DocumentError: its file cannot be read; the message is the reason, without the file's name.
    """
    document = read_document(step.read_file, stated, wait=wait)
    passages = chunk(document, bounds)
    keys = tuple(embedding_key(_texts(document, passage), model.fingerprint) for passage in passages)
    return Prepared(step, document, passages, keys, sketch(document))


def prepared_as_json(item: Prepared) -> dict[str, Any]:
    """Return the document and its passages as plain data, without its label and its name."""
    return contents_as_json(item.document) | {
        "passages": [passage_as_json(passage) for passage in item.passages],
        "keys": b"".join(item.keys).hex(),
        "trace": [item.sketch.hashes.hex(), item.sketch.agency],
    }


def prepared_from_json(step: Step, stated: Label, data: dict[str, Any]) -> Prepared:
    """Restore what `prepared_as_json` wrote for this step's file, under its current name and label."""
    contents = contents_from_json(data)
    keys, (hashes, agency) = bytes.fromhex(data["keys"]), data["trace"]
    return Prepared(
        step,
        document_of(step.read_file, contents, label(step.read_file, contents.own, stated)),
        tuple(passage_from_json(step.id, passage) for passage in data["passages"]),
        tuple(keys[at : at + KEY_BYTES] for at in range(0, len(keys), KEY_BYTES)),
        TextSketch(bytes.fromhex(hashes), agency),
    )


def _texts(document: Document, passage: Passage) -> list[str]:
    return [document.text[sentence.start : sentence.end] for sentence in passage.sentences]
