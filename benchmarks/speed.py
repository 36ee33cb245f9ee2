"""How long builds, first answers and warm questions take, beside the tutorial's way, in one run.

python -m benchmarks.speed [--corpus DIR | --beir FOLDER [--limit N] [--questions N]] [--rounds N] [--json]

The plain way embeds with sentence-transformers and searches one FAISS flat index of documents' vectors: no words, no
lanes, no evidence. Both are asked the same questions, in turns, so that a busy machine slows both alike.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from answer.ask import ask
from benchmarks.beir import read_dataset
from benchmarks.retrieval import write_corpus
from index.building.build import build
from index.encoding.encoder import BULK_PASSAGES, SentenceEncoder
from index.encoding.models import Model, find_model
from index.library import Library, open_library
from settings import read_settings

QUESTIONS = (
    "What role does Turkey play?",
    "Who announced the offensive, and when?",
    "How much territory has been lost?",
    "What is said about withdrawal of troops?",
    "Which countries support the opposition?",
    "Who won the 2018 World Cup?",
)
DEFAULT_ROUNDS = 20
COLD_RUNS = 3
ROOT = Path(__file__).parents[1]

PLAIN_COLD = """
import json, sys
import faiss, numpy as np
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
index = faiss.read_index(sys.argv[2])
texts = json.load(open(sys.argv[3]))
_, found = index.search(model.encode([sys.argv[4]], normalize_embeddings=True, show_progress_bar=False), 5)
print([texts[row] for row in found[0] if row >= 0])
"""
"""The plain way's first answer: what was embedded is read from the disk, and the question is asked."""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds for one question."""

    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. Every ratio is the plain way's time over Byline's: how many times as quick Byline is.

    A build is everything from files to a library that can be asked; the plain ingest embeds the same documents and puts
    them into an index. Neither counts loading the model. `cold` are programs of their own, from start to answer.
    """

    documents: int
    passages: int
    answers: int
    first_build_s: float
    plain_ingest_s: float
    ingest_ratio: float
    second_build_s: float
    second_build_ratio: float
    byline: Times
    plain: Times
    warm_ratio: float
    cold_s: float
    plain_cold_s: float
    cold_ratio: float


def measure(corpus: Path, folder: Path, *, questions: Sequence[str], rounds: int) -> Report:
    """Both ways one after the other: ingest, every question `rounds` times in turns, and the first answer."""
    data = folder / "data"
    encoder = SentenceEncoder(find_model(read_settings().model), data)
    encoder.prepare()
    encoder.encode_passages([["Warm up."]] * BULK_PASSAGES)  # what loads once is loaded before the clock runs
    first_s = _seconds(lambda: build(corpus, data, encoder))
    second_s = _seconds(lambda: build(corpus, data, encoder))
    library = open_library(data)
    texts = [library.document(label.id).text for label in library.labels.values()]
    plain = Plain(encoder.model)
    plain_s = _seconds(lambda: plain.ingest(texts))
    byline, baseline = _warm(library, encoder, plain, questions=questions, rounds=rounds)
    cold_s, plain_cold_s = _cold(data, folder, plain, questions[0])
    passages = sum(len(library.passages_in(library.numbers(kind))) for kind in library.kinds)
    return Report(
        len(texts),
        passages,
        rounds * len(questions),
        round(first_s, 3),
        round(plain_s, 3),
        round(plain_s / first_s, 2),
        round(second_s, 3),
        round(first_s / second_s, 1),
        byline,
        baseline,
        round(baseline.median_ms / byline.median_ms, 2),
        cold_s,
        plain_cold_s,
        round(plain_cold_s / cold_s, 2),
    )


class Plain:
    """The tutorial's way: sentence-transformers and a flat FAISS index, a vector for each document."""

    def __init__(self, model: Model) -> None:
        self.folder = str(model.folder)
        self.model = SentenceTransformer(self.folder, device="cpu", local_files_only=True)
        self.index = faiss.IndexFlatIP(len(self.model.encode("Warm up.", show_progress_bar=False)))
        self.texts: list[str] = []

    def ingest(self, texts: list[str]) -> None:
        """Embed them and keep the vectors."""
        self.index.add(self.model.encode(texts, normalize_embeddings=True, show_progress_bar=False))
        self.texts += texts

    def ask(self, question: str) -> object:
        """The nearest ten."""
        vector = self.model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        return self.index.search(vector, min(10, len(self.texts)))


def _warm(
    library: Library, encoder: SentenceEncoder, plain: Plain, *, questions: Sequence[str], rounds: int
) -> tuple[Times, Times]:
    """Every question both ways, in turns, after one unmeasured round."""
    ours, theirs = [], []
    for number in range(rounds + 1):
        for question in questions:
            our_s = _seconds(partial(ask, library, encoder, question))
            plain_s = _seconds(partial(plain.ask, question))
            if number:
                ours.append(our_s)
                theirs.append(plain_s)
    return _times(ours), _times(theirs)


def _cold(data: Path, folder: Path, plain: Plain, question: str) -> tuple[float, float]:
    """Seconds from the start of a program to its answer, both ways in turns; the quickest of a few."""
    index, texts = folder / "plain.faiss", folder / "plain.json"
    faiss.write_index(plain.index, str(index))
    texts.write_text(json.dumps(plain.texts), encoding="utf-8")
    ours = [sys.executable, "cli.py", "ask", question, "--data", str(data), "--json"]
    theirs = [sys.executable, "-c", PLAIN_COLD, plain.folder, str(index), str(texts), question]
    runs = [(_seconds(partial(_run, ours)), _seconds(partial(_run, theirs))) for _ in range(COLD_RUNS)]
    return round(min(our for our, _ in runs), 3), round(min(their for _, their in runs), 3)


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 (our own programs)


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _times(seconds: Sequence[float]) -> Times:
    return Times(
        round(1000 * statistics.median(seconds), 2),
        round(1000 * float(np.quantile(np.array(seconds), 0.95)), 2),
    )


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of documents. [default: corpus]")
@click.option("--beir", type=click.Path(path_type=Path), help="A data set in BEIR layout instead, with its questions.")
@click.option("--limit", type=int, help="At most so many documents of the data set.")
@click.option("--questions", default=100, show_default=True, help="At most so many questions of the data set.")
@click.option("--rounds", default=DEFAULT_ROUNDS, show_default=True, help="How often each question is asked.")
@click.option("--json", "as_json", is_flag=True)
def main(
    corpus: Path | None, beir: Path | None, limit: int | None, questions: int, rounds: int, *, as_json: bool
) -> None:
    """Time builds, first answers and warm questions, in a library made for it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asked: Sequence[str] = QUESTIONS
        place = read_settings(corpus=corpus).corpus
        if beir:
            dataset = read_dataset(beir)
            place, asked = folder / "corpus", tuple(query.text for query in dataset.queries[:questions])
            write_corpus(dataset.documents[:limit], place)
        report = asdict(measure(place, folder, questions=asked, rounds=rounds))
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        click.echo(f"{name:<18} {value}")


if __name__ == "__main__":
    main()
