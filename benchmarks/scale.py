"""What a small change costs by the size of the library: ten documents added, edited, removed, and readers going on.

    python -m benchmarks.scale [--documents N] [--copies N]… [--rounds N] [--embed] [--json]

Documents are of 40 sentences, five passages each. A larger library holds copies of them under other names, stored as a
build stores documents but not read from files. Ten short ones are added, edited and removed by builds that are told
which (`only`), as the watcher is. Vectors come from a stand-in; with `--embed` those of the ten documents from the
real model. Of the rounds the median counts, first rounds left out.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

import click

from benchmarks.builds import SENTENCES_EACH, StandIn, document_id, seconds, write_documents
from index.building.build import build
from index.building.deriving import write_derived
from index.building.storing import Stored
from index.derived import entry
from index.encoding.encoder import Encoder, SentenceEncoder
from index.encoding.models import find_model
from index.library import open_library
from index.shelf import Shelf
from index.storage import builds, documents, embeddings
from index.storage.database import open_for_writing, transaction
from index.storage.files import add_file
from index.storage.origins import add_trace, group_all
from ingest.origins import Trace
from settings import read_settings

TEN = range(10)
ACTIONS = ("add", "edit", "remove")


@dataclass(frozen=True, slots=True)
class Report:
    """Milliseconds. `switch` is what a reader that goes on takes, `open` one that begins."""

    documents: int
    passages: int
    add: float
    edit: float
    remove: float
    switch: float
    longest_switch: float
    open: float
    largest_write_kb: int


def multiply(data: Path, copies: int) -> None:
    """Store every document so many times more, in one generation, with the vectors it has."""
    with closing(open_for_writing(data)) as connection, transaction(connection, data):
        build = builds.last_build(connection)
        if build is None or not copies:
            return
        stored, generation = Stored(), build.generation + 1
        for number in documents.labels(connection):
            for copy in range(copies):
                _store_again(connection, stored, number, name=f"copy-{copy}", generation=generation)
        write_derived(connection, data, stored.derived, generation=generation, check=True)
        group_all(connection)
        builds.add_changes(connection, generation, stored.arrived)
        builds.add_build(connection, replace(build, generation=generation), {})


def _store_again(connection: sqlite3.Connection, stored: Stored, number: int, *, name: str, generation: int) -> None:
    [document] = documents.documents_in(connection, [number])
    document = replace(document, id=f"{document.id.removesuffix('.txt')}/{name}.txt")
    again = documents.add_document(connection, document, "")
    row = connection.execute("SELECT hashes, agency FROM traces WHERE document = ?", (number,)).fetchone()
    add_trace(connection, again, Trace(*row))
    add_file(connection, again, (), None)
    passages = zip(documents.passages_of(connection, [number]), embeddings.keys_of(connection, [number]), strict=True)
    added = [
        documents.add_passage(connection, again, passage.passage, embedding=key, put=generation)
        for passage, key in passages
    ]
    stored.arrived.add(again)
    stored.derived.added[document.source.kind].extend(added)
    stored.derived.entries.extend(entry(document, passage) for passage in added)


def measure(folder: Path, encoder: Encoder, *, documents: int, copies: int, rounds: int) -> Report:
    """Build a library of so many documents in this folder, multiply it, and change it."""
    corpus, data = folder / "corpus", folder / "data"
    write_documents(corpus, range(len(TEN), len(TEN) + documents), SENTENCES_EACH)
    passages = build(corpus, data, StandIn(encoder.model)).embedded_passages * (copies + 1)
    multiply(data, copies)
    shelf = Shelf(data)
    shelf.newest()
    took: dict[str, list[float]] = {name: [] for name in (*ACTIONS, "switch")}
    written = 0
    for at in range(rounds + 1):
        for action in _changes(corpus):
            since = time.time()
            cost = seconds(lambda: build(corpus, data, encoder, confirmed=True, only=[*map(document_id, TEN)]))
            switch = seconds(shelf.newest)
            written = max(written, _written(data, since))
            if at:
                took[action].append(cost * 1000)
                took["switch"].append(switch * 1000)
    opening = seconds(lambda: open_library(data).close())
    typical = {name: round(median(values), 1) for name, values in took.items()}
    return Report(
        documents * (copies + 1),
        passages,
        **typical,
        longest_switch=round(max(took["switch"]), 1),
        open=round(opening * 1000, 1),
        largest_write_kb=written // 1000,
    )


def _changes(corpus: Path) -> Iterator[str]:
    """Make each change to the files, then say which."""
    write_documents(corpus, TEN, 1)
    yield "add"
    write_documents(corpus, TEN, 2)
    yield "edit"
    for number in TEN:
        (corpus / document_id(number)).unlink()
    yield "remove"


def _written(data: Path, since: float) -> int:
    """Bytes of the lanes and words that a build wrote, and did not link."""
    files = [path for folder in ("lanes", "words") for path in (data / folder).rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files if path.stat().st_mtime >= since)


@click.command()
@click.option("--documents", default=400, show_default=True, help="Documents in the smallest library.")
@click.option("--copies", multiple=True, type=int, default=(0, 9), show_default=True, help="Copies beside them.")
@click.option("--rounds", default=7, show_default=True)
@click.option("--embed", is_flag=True, help="Embed the ten documents with the real model.")
@click.option("--json", "as_json", is_flag=True)
def main(documents: int, copies: tuple[int, ...], rounds: int, *, embed: bool, as_json: bool) -> None:
    """Time small changes to libraries of several sizes."""
    model = find_model(read_settings().model)
    encoder: Encoder = StandIn(model)
    if embed:
        encoder = SentenceEncoder(model)
        encoder.warm_up()
    reports = []
    for more in copies:
        with tempfile.TemporaryDirectory() as temporary:
            report = measure(Path(temporary), encoder, documents=documents, copies=more, rounds=rounds)
        reports.append(asdict(report))
    if as_json:
        click.echo(json.dumps(reports, indent=2))
        return
    for name in reports[0]:
        click.echo(f"{name:<18}" + "".join(f"{report[name]:>12}" for report in reports))


if __name__ == "__main__":
    main()
