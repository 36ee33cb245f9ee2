"""Documents put into a library as a build stores those it has read, with vectors that are there."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.building.storing import Stored, write_derived
from index.encoding.encoder import Vectors
from index.storage import builds, documents, embeddings
from index.storage import passages as passage_rows
from index.storage.database import open_for_reading, open_for_writing, transaction
from index.storage.inventory_file import keep_inventory, labels_from
from index.storage.known_files import add_file
from index.storage.origin_groups import add_bands, add_sketch, group_all
from ingest.origins import TextSketch
from ingest.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Arriving:
    """A document with its passages, their vectors' keys, and those vectors that are not yet stored."""

    document: Document
    passages: tuple[Passage, ...]
    keys: tuple[bytes, ...]
    trace: TextSketch
    vectors: dict[bytes, Vectors] = field(default_factory=dict)


def add_documents(data: Path, arriving: Iterable[Arriving]) -> None:
    """Store them in one generation of the library in this folder, which has another before it."""
    with closing(open_for_writing(data)) as connection, transaction(connection, data):
        build = builds.last_build(connection)
        if build is None:
            raise ValueError(f"{data} holds no library to add to")
        stored, generation = Stored(), build.generation + 1
        for one in arriving:
            number = documents.add_document(connection, one.document, one.passages, reading="")
            add_sketch(connection, number, one.trace)
            add_file(connection, number, (), None)
            embeddings.add_embeddings(connection, one.vectors)
            added = [
                passage_rows.add_passage(connection, number, passage, embedding=key, put=generation)
                for passage, key in zip(one.passages, one.keys, strict=True)
            ]
            stored.arrived.add(number)
            stored.added[one.document.source.kind].extend(added)
            stored.put_in.append(number)
        add_bands(connection, sorted(stored.arrived))
        write_derived(connection, data, stored, generation=generation, check=True)
        group_all(connection)
        builds.add_changes(connection, generation, stored.arrived)
        builds.add_build(connection, replace(build, generation=generation), {})
    with closing(open_for_reading(data)) as connection:
        keep_inventory(connection, data, labels_from(connection))
