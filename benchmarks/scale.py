"""What a small change costs by the size of the library: ten documents added, edited, removed, and readers going on.

    python -m benchmarks.scale [--documents N] [--copies N]… [--rounds N] [--embed] [--json]

Documents are of 40 sentences, five passages each. A larger library holds copies of them under other names, stored as a
build stores documents but not read from files, and each of an origin of its own. Ten short ones are added, edited and
removed by builds that are told which (`only`), as the watcher is. Vectors come from a stand-in; with `--embed` those of
the ten documents from the real model. Of the rounds the median counts, first rounds left out.
"""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

import click

from benchmarks.builds import SENTENCES_EACH, StandIn, document_id, product_encoder, write_documents
from benchmarks.storing import Arriving, add_documents
from benchmarks.timing import seconds
from index.building.build import build
from index.encoding.encoder import Encoder
from index.encoding.models import find_model
from index.library import open_library
from index.opening import Shelf
from index.storage import documents, embeddings
from index.storage import passages as passage_rows
from index.storage.database import open_for_reading
from ingest.origins import TextSketch
from settings import read_settings

TEN = range(10)
ACTIONS = ("add", "edit", "remove")


@dataclass(frozen=True, slots=True)
class Report:
    """Milliseconds of processor time, whatever else the machine does; `longest_switch` and `open` by the clock.

    `switch` is what a reader that goes on takes, `open` one that begins.
    """

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
    if copies:
        with closing(open_for_reading(data)) as connection:
            add_documents(data, _again(connection, copies))


def _again(connection: sqlite3.Connection, copies: int) -> Iterator[Arriving]:
    """Every document so many times, each under a name and of an origin of its own: a library is not of copies."""
    for number in documents.labels(connection):
        [document] = documents.documents_in(connection, [number])
        passages = tuple(stored.passage for stored in passage_rows.passages_of(connection, number))
        keys = tuple(embeddings.keys_of(connection, [number]))
        row = connection.execute("SELECT hashes, agency FROM traces WHERE document = ?", (number,)).fetchone()
        for copy in range(copies):
            name = f"{document.id.removesuffix('.txt')}/copy-{copy}.txt"
            own = random.Random(f"{number} {copy}").randbytes(len(row["hashes"]))  # noqa: S311 (for a benchmark)
            yield Arriving(replace(document, id=name), passages, keys, TextSketch(own, row["agency"]))


def measure(folder: Path, encoder: Encoder, *, documents: int, copies: int, rounds: int) -> Report:
    """Build a library of so many documents in this folder, multiply it, and change it."""
    corpus, data = folder / "corpus", folder / "data"
    write_documents(corpus, range(len(TEN), len(TEN) + documents), SENTENCES_EACH)
    passages = build(corpus, data, StandIn(encoder.model)).embedded_passages * (copies + 1)
    multiply(data, copies)
    shelf = Shelf(data)
    shelf.newest()
    took: dict[str, list[float]] = {name: [] for name in (*ACTIONS, "switch")}
    written, longest = 0, 0.0
    for at in range(rounds + 1):
        for action in _changes(corpus):
            since = time.time()
            cost, _ = _cost(lambda: build(corpus, data, encoder, confirmed=True, only=[*map(document_id, TEN)]))
            switch, paused = _cost(shelf.newest)
            written = max(written, _written(data, since))
            if at:
                took[action].append(cost)
                took["switch"].append(switch)
                longest = max(longest, paused)
    opening = seconds(lambda: open_library(data).close())
    typical = {name: round(median(values), 1) for name, values in took.items()}
    return Report(
        documents * (copies + 1),
        passages,
        **typical,
        longest_switch=round(longest, 1),
        open=round(opening * 1000, 1),
        largest_write_kb=written // 1000,
    )


def _cost(action: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that it takes of the processors, and by the clock."""
    before, clock = time.process_time(), time.perf_counter()
    action()
    return (time.process_time() - before) * 1000, (time.perf_counter() - clock) * 1000


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
    reports = []
    for more in copies:
        with tempfile.TemporaryDirectory() as temporary:
            place = Path(temporary)
            encoder = product_encoder(model) if embed else StandIn(model)
            report = measure(place, encoder, documents=documents, copies=more, rounds=rounds)
        reports.append(asdict(report))
    if as_json:
        click.echo(json.dumps(reports, indent=2))
        return
    for name in reports[0]:
        click.echo(f"{name:<18}" + "".join(f"{report[name]:>12}" for report in reports))


if __name__ == "__main__":
    main()
