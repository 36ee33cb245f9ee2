"""Rankings of a data set in BEIR layout: Byline's beside plain ones, in one run.

python -m benchmarks.retrieval FOLDER [--limit N] [--json]

Every document goes through the product's own ingest, index and search, as one kind;
documents rank by their best passage.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import click

from benchmarks.baselines import fuse_by_rank, rank_by_vectors, rank_by_words
from benchmarks.beir import BeirDataset, BeirDocument, BeirQuery, read_dataset
from benchmarks.metrics import Qrels, Run, first_hit, mrr_at, ndcg_at, recall_at
from index.building.build import build
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library, open_library
from index.searching.query import prepare
from index.searching.ranking import rank_lane
from settings import read_settings

KIND = "collection"
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the judged questions, in [0, 1]."""

    ndcg_10: float
    recall_10: float
    mrr_10: float
    first_hit: float


def measure(dataset: BeirDataset, data: Path) -> dict[str, Scores]:
    """Byline's scores and the baselines' for one data set; the library is built in (or taken from) `data`."""
    from sentence_transformers import SentenceTransformer  # seconds to import, needed here alone

    model = find_model(read_settings().model)
    encoder = SentenceEncoder(model, read_settings().cache)
    queries = [query for query in dataset.queries if query.id in dataset.qrels]
    words = rank_by_words(dataset.documents, queries)
    plain = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
    vectors = rank_by_vectors(dataset.documents, queries, encoder=plain)
    runs: dict[str, Run] = {
        "BM25": words,
        "one vector per document": vectors,
        "the two by reciprocal rank": fuse_by_rank(dataset.documents, [words, vectors]),
        "Byline": rank(build_library(dataset.documents, data, encoder), queries, encoder),
    }
    return {name: score(dataset.qrels, run) for name, run in runs.items()}


def build_library(documents: Iterable[BeirDocument], folder: Path, encoder: SentenceEncoder) -> Library:
    """The collection as a corpus of text files of one kind, built into a library."""
    write_corpus(documents, folder / "corpus")
    build(folder / "corpus", folder / "data", encoder, confirmed=True)
    return open_library(folder / "data")


def write_corpus(documents: Iterable[BeirDocument], corpus: Path) -> None:
    """The collection as text files of one kind."""
    (corpus / KIND).mkdir(parents=True, exist_ok=True)
    for document in documents:
        (corpus / corpus_id(document)).write_text(whole(document), encoding="utf-8")


def corpus_id(document: BeirDocument) -> str:
    """Return where `write_corpus` puts a document, which is the library's id of it."""
    return f"{KIND}/{quote(document.id, safe='')}.txt"


def whole(document: BeirDocument) -> str:
    """Title and text."""
    return f"{document.title}\n\n{document.text}" if document.title else document.text


def document_id(path: str) -> str:
    """The data set's id of the document that `write_corpus` put here."""
    return unquote(Path(path).stem)


def rank(library: Library, queries: Sequence[BeirQuery], encoder: SentenceEncoder) -> dict[str, list[str]]:
    """Query id → document ids, each placed by its best passage."""
    return {query.id: _documents(library, query.text, encoder)[:DEPTH] for query in queries}


def score(qrels: Qrels, run: Run) -> Scores:
    """The run against the judgements of its questions."""
    judged: Mapping[str, Mapping[str, int]] = {query: qrels[query] for query in run}
    return Scores(
        ndcg_10=round(ndcg_at(judged, run, k=10), 4),
        recall_10=round(recall_at(judged, run, k=10), 4),
        mrr_10=round(mrr_at(judged, run, k=10), 4),
        first_hit=round(first_hit(judged, run), 4),
    )


def _documents(library: Library, question: str, encoder: SentenceEncoder) -> list[str]:
    ranking = rank_lane(library, prepare(library, encoder, question), KIND, k=DEPTH)
    paths = (library.labels[ranked.stored.document].id for ranked in ranking)
    return list(dict.fromkeys(document_id(path) for path in paths))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--limit", type=int, help="Ask only the first N questions.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the library here, and start from it.")
@click.option("--json", "as_json", is_flag=True)
def main(folder: Path, limit: int | None, keep: Path | None, *, as_json: bool) -> None:
    """Measure FOLDER, a data set in BEIR layout."""
    dataset = read_dataset(folder)
    if limit:
        kept = {query: dataset.qrels[query] for query in list(dataset.qrels)[:limit]}
        dataset = BeirDataset(dataset.name, dataset.documents, dataset.queries, kept, dataset.null_queries)
    with tempfile.TemporaryDirectory() as temporary:
        scores = measure(dataset, keep or Path(temporary))
    if as_json:
        click.echo(json.dumps({"name": dataset.name} | {name: asdict(row) for name, row in scores.items()}, indent=2))
        return
    click.echo(f"{dataset.name}: {len(dataset.documents)} documents, {len(dataset.qrels)} questions")
    for name, row in scores.items():
        click.echo(f"{name:<28}" + "  ".join(f"{key} {value:.4f}" for key, value in asdict(row).items()))


if __name__ == "__main__":
    main()
