"""Passages embedded in a second: Byline's way, sentence-transformers', and as many as this processor could at best.

    python -m benchmarks.embedding FOLDER [--passages N] [--rounds N] [--json]

FOLDER is a data set in BEIR layout, cut into passages by a build. The bound is the model's multiplications at the rate
at which this processor multiplies large matrices, in float32 and in bfloat16: no way of running the model is faster.
Rounds take turns; the quickest of each counts.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
import torch
from sentence_transformers import SentenceTransformer

from benchmarks.beir import read_dataset
from benchmarks.builds import StandIn, product_encoder
from benchmarks.retrieval import KIND, write_corpus
from benchmarks.timing import seconds
from index.building.build import build
from index.encoding.models import Model, find_model
from index.library import open_library
from settings import read_settings

SIDE = 2048
"""Rows and columns of the matrices that the processor's rate is measured with: far past its caches' smallest."""

PRODUCTS = 8


@dataclass(frozen=True, slots=True)
class Report:
    """Passages a second; `ratio` is Byline's over the plain way's, `share` of the bound in bfloat16."""

    passages: int
    pieces: int
    plain: float
    byline: float
    ratio: float
    bound_float32: float
    bound_bfloat16: float
    share: float


def measure(passages: Sequence[Sequence[str]], rounds: int) -> Report:
    """Embed these passages both ways in turns."""
    model = find_model(read_settings().model)
    encoder = product_encoder(model)
    plain = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
    texts = [" ".join(sentences) for sentences in passages]
    ours, theirs, rates = [], [], []
    for _ in range(rounds):
        ours.append(seconds(partial(encoder.encode_passages, passages)))
        theirs.append(seconds(lambda: plain.encode(texts, normalize_embeddings=True, show_progress_bar=False)))
        rates.append([_rate(torch.float32), _rate(torch.bfloat16)])
    pieces = [len(encoding) for encoding in model.encodings(texts)]
    work = _multiplications(model, pieces)
    byline, best = len(texts) / min(ours), [len(texts) * rate / work for rate in map(max, zip(*rates, strict=True))]
    return Report(
        passages=len(texts),
        pieces=sum(pieces),
        plain=round(len(texts) / min(theirs), 1),
        byline=round(byline, 1),
        ratio=round(min(theirs) / min(ours), 2),
        bound_float32=round(best[0], 1),
        bound_bfloat16=round(best[1], 1),
        share=round(byline / max(best), 3),
    )


def _rate(kind: torch.dtype) -> float:
    """Multiplications a second in a product of two large matrices, all cores at it."""
    one, other = torch.ones(SIDE, SIDE, dtype=kind), torch.ones(SIDE, SIDE, dtype=kind)
    _repeat(lambda: one @ other)
    return PRODUCTS * SIDE**3 / seconds(lambda: _repeat(lambda: one @ other))


def _repeat(action: Callable[[], object]) -> None:
    for _ in range(PRODUCTS):
        action()


def _multiplications(model: Model, pieces: Sequence[int]) -> int:
    """What the model's layers multiply for texts of so many word pieces, as its configuration has it."""
    shape = json.loads((model.folder / "config.json").read_text(encoding="utf-8"))
    width, inner, layers = shape["hidden_size"], shape["intermediate_size"], shape["num_hidden_layers"]
    weights = 4 * width**2 + 2 * width * inner
    return sum(layers * (pieces_here * weights + 2 * pieces_here**2 * width) for pieces_here in pieces)


def _passages(folder: Path, place: Path, most: int) -> list[list[str]]:
    """The sentences of each passage that a build makes of the data set."""
    write_corpus(read_dataset(folder).documents[:most], place / "corpus")
    build(place / "corpus", place / "data", StandIn(find_model(read_settings().model)))
    library = open_library(place / "data")
    stored = library.records.passages(library.inventory.passages_in(library.inventory.numbers(KIND)).tolist())
    texts = {one.document: library.document(one.passage.document_id).text for one in stored}
    found = [[texts[one.document][s.start : s.end] for s in one.passage.sentences] for one in stored[:most]]
    library.close()
    return found


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--passages", default=1000, show_default=True, help="At most so many.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(folder: Path, passages: int, rounds: int, *, as_json: bool) -> None:
    """Time the embedding of a data set's passages."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        report = asdict(measure(_passages(folder, place, passages), rounds))
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        click.echo(f"{name:<18} {value}")


if __name__ == "__main__":
    main()
