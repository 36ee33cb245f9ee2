"""How long builds, first answers and warm questions take, beside the tutorial's way, in one run.

python -m benchmarks.speed [--corpus DIR | --beir FOLDER [--limit N] [--questions N]] [--rounds N] [--json]

The plain way embeds with sentence-transformers and searches one FAISS flat index of documents' vectors: no words, no
lanes, no evidence. Both are asked the same questions, in turns, so that a busy machine slows both alike.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click

from answer.ask import ask
from benchmarks.beir import BeirDataset, BeirDocument, BeirQuery, read_dataset
from benchmarks.builds import ROOT, product_encoder
from benchmarks.first_page import first_page
from benchmarks.metrics import Qrels
from benchmarks.plain import Plain
from benchmarks.retrieval import corpus_id, document_id, rank, score, whole, write_corpus
from benchmarks.timing import Times, seconds, times_of
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
COLD_RUNS = 3
LATER = 10
"""Documents of a data set that are added to the others afterwards, and once more so many."""

BLOCK = 50
"""Questions asked one way before they are asked the other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is built, added and asked: documents that come later, half and half, and judged questions if there are."""

    corpus: Path
    later: Sequence[BeirDocument]
    questions: Sequence[BeirQuery]
    qrels: Qrels
    rounds: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. Every ratio is the plain way's time over Byline's: how many times as quick Byline is.

    A build is everything from files to a library that can be asked; the plain ingest embeds the same documents and puts
    them into an index. Neither counts loading the model. Questions are asked of what these made; `cold` are programs of
    their own, from start to answer. `later_s` is a build after some documents came, that looks for them; `told_s` is
    one that is told which, as where a corpus is watched. nDCG@10 is of the same vectors, None without judgements.
    """

    documents: int
    passages: int
    answers: int
    first_build_s: float
    plain_ingest_s: float
    ingest_ratio: float
    second_build_s: float
    second_build_ratio: float
    later_documents: int
    later_s: float
    told_s: float
    byline: Times
    plain: Times
    warm_ratio: float
    byline_ndcg_10: float | None
    plain_ndcg_10: float | None
    cold_s: float
    plain_cold_s: float
    cold_ratio: float
    first_page_s: float


def measure(asked: Asked, folder: Path) -> Report:
    """Both ways one after the other: ingest, every question `rounds` times in turns, and the first answer."""
    data = folder / "data"
    encoder = product_encoder(find_model(read_settings().model))
    first_s = seconds(lambda: build(asked.corpus, data, encoder))
    second_s = seconds(lambda: build(asked.corpus, data, encoder))
    plain = Plain(encoder.model)
    plain_s = seconds(partial(plain.ingest, _texts(data)))
    byline, baseline = _warm(open_library(data), encoder, plain, asked)
    some, others = asked.later[:LATER], asked.later[LATER:]
    write_corpus(some, asked.corpus)
    later_s = seconds(lambda: build(asked.corpus, data, encoder))
    write_corpus(others, asked.corpus)
    told_s = seconds(lambda: build(asked.corpus, data, encoder, only=[corpus_id(document) for document in others]))
    if asked.later:
        plain.ingest([whole(document) for document in asked.later])
    library = open_library(data)
    ranking = _ranking(library, encoder, plain, asked)
    cold_s, plain_cold_s = _cold(data, folder, plain, asked.questions[0].text)
    return Report(
        documents=len(library.labels),
        passages=sum(len(library.inventory.passages_in(library.inventory.numbers(kind))) for kind in library.kinds),
        answers=asked.rounds * len(asked.questions),
        first_build_s=round(first_s, 3),
        plain_ingest_s=round(plain_s, 3),
        ingest_ratio=round(plain_s / first_s, 2),
        second_build_s=round(second_s, 3),
        second_build_ratio=round(first_s / second_s, 1),
        later_documents=len(some),
        later_s=round(later_s, 3),
        told_s=round(told_s, 3),
        byline=byline,
        plain=baseline,
        warm_ratio=round(baseline.median_ms / byline.median_ms, 2),
        byline_ndcg_10=ranking[0],
        plain_ndcg_10=ranking[1],
        cold_s=cold_s,
        plain_cold_s=plain_cold_s,
        cold_ratio=round(plain_cold_s / cold_s, 2),
        first_page_s=round(first_page(asked.corpus, folder), 2),
    )


def _texts(data: Path) -> list[str]:
    library = open_library(data)
    return [library.document(label.id).text for label in library.labels.values()]


def _warm(library: Library, encoder: SentenceEncoder, plain: Plain, asked: Asked) -> tuple[Times, Times]:
    """All questions one way and then the other, `BLOCK` at a time, after an unmeasured round.

    Not question by question: torch's threads spin for a while after each, and one way would wait for the other's.
    """
    ours, theirs = [], []
    for number in range(asked.rounds + 1):
        for at in range(0, len(asked.questions), BLOCK):
            block = asked.questions[at : at + BLOCK]
            our_s = [seconds(partial(ask, library, encoder, query.text)) for query in block]
            plain_s = [seconds(partial(plain.ask, query.text)) for query in block]
            if number:
                ours += our_s
                theirs += plain_s
    return times_of(ours), times_of(theirs)


def _ranking(
    library: Library, encoder: SentenceEncoder, plain: Plain, asked: Asked
) -> tuple[float | None, float | None]:
    """nDCG@10 of Byline and of the plain way on the judged questions."""
    queries = [query for query in asked.questions if query.id in asked.qrels]
    if not queries:
        return None, None
    later = [document.id for document in asked.later]
    early = [document_id(label.id) for label in library.labels.values() if document_id(label.id) not in later]
    ids = [*early, *later]  # in the order in which the plain way was given them
    theirs = {query.id: [ids[row] for row in plain.ask(query.text)] for query in queries}
    return score(asked.qrels, rank(library, queries, encoder)).ndcg_10, score(asked.qrels, theirs).ndcg_10


def _cold(data: Path, folder: Path, plain: Plain, question: str) -> tuple[float, float]:
    """Seconds from the start of a program to its answer, both ways in turns; the quickest of a few."""
    ours = [sys.executable, "cli.py", "ask", question, "--data", str(data), "--json"]
    theirs = plain.cold_command(folder, question)
    runs = [(seconds(partial(_run, ours)), seconds(partial(_run, theirs))) for _ in range(COLD_RUNS)]
    return round(min(our for our, _ in runs), 3), round(min(their for _, their in runs), 3)


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 (our own programs)


def _judged(dataset: BeirDataset, corpus: Path, *, limit: int | None, questions: int, rounds: int) -> Asked:
    """The data set with its last documents kept back; its ranking counts where all of it is there."""
    documents = dataset.documents[:limit]
    write_corpus(documents[: -2 * LATER], corpus)
    qrels = {} if limit else dataset.qrels
    return Asked(corpus, documents[-2 * LATER :], dataset.queries[:questions], qrels, rounds)


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
        if beir:
            asked = _judged(read_dataset(beir), folder / "corpus", limit=limit, questions=questions, rounds=rounds)
        else:
            own = [BeirQuery(str(number), text) for number, text in enumerate(QUESTIONS)]
            asked = Asked(read_settings(corpus=corpus).corpus, (), own, {}, rounds)
        report = asdict(measure(asked, folder))
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        click.echo(f"{name:<18} {value}")


if __name__ == "__main__":
    main()
