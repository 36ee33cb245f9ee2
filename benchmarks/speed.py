"""How long a warm question takes: Byline's whole answer beside the tutorial's way, in one run.

python -m benchmarks.speed [--corpus DIR] [--rounds N] [--json]

The plain way embeds the question with sentence-transformers and searches one FAISS flat index of passage
vectors: no words, no lanes, no evidence. Both are asked the same questions, in turns, so that a busy machine
slows both alike. Figures in milliseconds; the ratio is ours over the plain one's.
"""

from __future__ import annotations

import json
import statistics
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
from index.building.build import build
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
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


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds for one question."""

    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured; `ratio` is of the medians."""

    documents: int
    passages: int
    answers: int
    first_build_s: float
    second_build_s: float
    byline: Times
    plain: Times
    ratio: float


def measure(corpus: Path, data: Path, *, rounds: int) -> Report:
    """Two builds, then every question both ways, `rounds` times, after one unmeasured round."""
    encoder = SentenceEncoder(find_model(read_settings().model))
    encoder.warm_up()
    first = _seconds(lambda: build(corpus, data, encoder))
    second = _seconds(lambda: build(corpus, data, encoder))
    library = open_library(data)
    plain = _plain_way(library)
    ours, theirs = [], []
    for number in range(rounds + 1):
        for question in QUESTIONS:
            our_s = _seconds(partial(ask, library, encoder, question))
            plain_s = _seconds(partial(plain, question))
            if number:
                ours.append(our_s)
                theirs.append(plain_s)
    byline, baseline = _times(ours), _times(theirs)
    ratio = round(byline.median_ms / baseline.median_ms, 2)
    passages = sum(len(library.passages_in(library.numbers(kind))) for kind in library.kinds)
    return Report(len(library.labels), passages, len(ours), round(first, 3), round(second, 3), byline, baseline, ratio)


def _plain_way(library: Library) -> Callable[[str], object]:
    model = SentenceTransformer(str(find_model(read_settings().model).folder), device="cpu", local_files_only=True)
    rows = np.concatenate([library.passages_in(library.numbers(kind)) for kind in library.kinds])
    texts = [_text(library, row) for row in rows.tolist()]
    vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return lambda question: index.search(
        model.encode([question], normalize_embeddings=True, show_progress_bar=False), min(10, len(texts))
    )


def _text(library: Library, row: int) -> str:
    passage = library.passages([row])[0].passage
    return library.document(passage.document_id).text[passage.start : passage.end]


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
@click.option("--rounds", default=DEFAULT_ROUNDS, show_default=True, help="How often each question is asked.")
@click.option("--json", "as_json", is_flag=True)
def main(corpus: Path | None, rounds: int, *, as_json: bool) -> None:
    """Time builds and warm questions on a corpus, in a library of their own."""
    with tempfile.TemporaryDirectory() as temporary:
        report = asdict(measure(read_settings(corpus=corpus).corpus, Path(temporary), rounds=rounds))
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        click.echo(f"{name:<16} {value}")


if __name__ == "__main__":
    main()
