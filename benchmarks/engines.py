"""What a search engine costs beside the data folder: publishing, opening, asking, by the size of the library.

    python -m benchmarks.engines INDEX [--documents N] [--questions N] [--json]

INDEX is the address of a PostgreSQL or Milvus server, or a file of Milvus Lite, without a library: what is measured is
left in it.
Documents are of 40 sentences, five passages each, their vectors from a stand-in; questions are of words that they have.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click

from answer.ask import ask
from benchmarks.builds import SENTENCES_EACH, WORDS, StandIn, document_id, write_documents
from benchmarks.timing import seconds
from index.building.build import build
from index.encoding.models import find_model
from index.engines.engine import open_published, publish, published_build
from index.library import Library, open_library
from settings import read_settings

QUESTION_WORDS = 6
CHANGED = 10


@dataclass(frozen=True, slots=True)
class Report:
    """Seconds, and milliseconds where a name says so; `edit` publishes ten documents that changed."""

    documents: int
    passages: int
    sentences: int
    publish_s: float
    edit_s: float
    current_ms: float
    open_s: float
    open_files_s: float
    ask_ms: float
    ask_files_ms: float


def measure(folder: Path, index: str, *, documents: int, questions: int) -> Report:
    """Build so many documents in this folder, publish them, and ask both."""
    corpus, data = folder / "corpus", folder / "data"
    encoder = StandIn(find_model(read_settings().model))
    write_documents(corpus, range(documents), SENTENCES_EACH)
    build(corpus, data, encoder)
    publish_s = seconds(lambda: publish(data, index))
    for number in range(CHANGED):
        path = corpus / document_id(number)
        path.write_text(f"Anew. {path.read_text(encoding='utf-8')}", encoding="utf-8")
    build(corpus, data, encoder)
    edit_s = seconds(lambda: publish(data, index))
    current_ms = median(seconds(lambda: published_build(index)) for _ in range(5)) * 1000
    open_s, open_files_s = (seconds(lambda: open_published(index).close()), seconds(lambda: open_library(data).close()))
    with closing(open_library(data)) as kept, closing(open_published(index)) as library:
        sentences = sum(len(lane.ids) for lane in library.lanes.values())
        asked = [_asking_ms(one, encoder, questions) for one in (library, kept)]
        figures = (publish_s, edit_s, current_ms, open_s, open_files_s, *asked)
        return Report(documents, library.words.passages, sentences, *(round(figure, 2) for figure in figures))


def _asking_ms(library: Library, encoder: StandIn, questions: int) -> float:
    """The median of so many questions, the first left out."""
    chance, took = random.Random(3), []  # noqa: S311 (the same questions of both)
    for _ in range(questions + 1):
        question = " ".join(chance.choices(WORDS, k=QUESTION_WORDS))
        started = time.perf_counter()
        ask(library, encoder, question)
        took.append(time.perf_counter() - started)
    return median(took[1:]) * 1000


@click.command()
@click.argument("index")
@click.option("--documents", default=400, show_default=True)
@click.option("--questions", default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(index: str, documents: int, questions: int, *, as_json: bool) -> None:
    """What a search engine costs beside the data folder."""
    with tempfile.TemporaryDirectory() as folder:
        report = asdict(measure(Path(folder), index, documents=documents, questions=questions))
    for name, figure in () if as_json else report.items():
        click.echo(f"{name:<14}{figure:>12,}")
    if as_json:
        click.echo(json.dumps(report))


if __name__ == "__main__":
    main()
