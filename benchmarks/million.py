"""A library of a million passages: what it takes to make, to hold and to ask, and what its vectors' codes miss.

    python -m benchmarks.million FOLDER… [--passages N]… [--questions N] [--keep DIR] [--json]

FOLDERs are data sets in BEIR layout. Their documents are read and embedded by a real build, into one kind; a library of
N passages has made ones beside them (benchmarks/variations.py), stored as a build stores what it has read. It is asked
the data sets' own questions, with the real model, by a program of its own; beside it, in the same run, the plain way:
sentence-transformers and a flat FAISS index of one vector for each passage.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.asking import QUESTIONS_FILE, WARM_UP, measure
from benchmarks.beir import read_dataset
from benchmarks.builds import ROOT
from benchmarks.held_memory import MEGABYTE, Held
from benchmarks.retrieval import KIND, write_corpus
from benchmarks.storing import Arriving, add_documents
from benchmarks.timing import seconds
from benchmarks.variations import Made, Variations
from index.building.build import build
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import Model, find_model
from index.library import open_library
from index.storage.embeddings import embedding_key
from ingest.origins import sketch
from settings import read_settings

BASE = "collections"


@dataclass(frozen=True, slots=True)
class Making:
    """What storing the made documents took; `most_mb` is memory of its own that the process held at most."""

    made_s: float
    most_mb: float


def make_base(folders: Sequence[Path], place: Path, questions: int) -> None:
    """The data sets as one library, embedded by the real model, and some questions of each."""
    sets = [read_dataset(folder) for folder in folders]
    for one in sets:
        write_corpus(
            [replace(document, id=f"{one.name} {document.id}") for document in one.documents], place / "corpus"
        )
    asked = [query.text for one in sets for query in one.queries[: -(-(questions + WARM_UP) // len(sets))]]
    spread = np.random.default_rng(1).permutation(len(asked))
    (place / QUESTIONS_FILE).write_text(json.dumps([asked[at] for at in spread]), encoding="utf-8")
    build(place / "corpus", place / "data", SentenceEncoder(_model(), read_settings().cache), confirmed=True)


def make(base: Path, place: Path, passages: int) -> Making:
    """The base library with made documents beside it, until it has so many passages."""
    shutil.copytree(base / "data", place / "data")
    shutil.copy(base / QUESTIONS_FILE, place)
    library = open_library(place / "data")
    more = passages - library.extent(KIND).passages
    variations = Variations(library, KIND)
    library.close()
    held, fingerprint = Held(), _model().fingerprint
    coming = (arriving(made, fingerprint) for made in variations.documents(more))
    took = seconds(lambda: add_documents(place / "data", coming))
    return Making(round(took, 1), held.most_mb())


def arriving(made: Made, fingerprint: str) -> Arriving:
    """A made document as it is stored; the fingerprint is of the model that its vectors are held to be of."""
    text = made.document.text
    keys = tuple(embedding_key([text[s.start : s.end] for s in p.sentences], fingerprint) for p in made.passages)
    vectors = dict(zip(keys, made.vectors, strict=True))
    return Arriving(made.document, made.passages, keys, sketch(made.document), vectors)


def _model() -> Model:
    return find_model(read_settings().model)


def _megabytes(place: Path, part: str) -> int:
    return round(
        sum(path.stat().st_size for path in (place / "data").glob(f"{part}/**/*") if path.is_file()) / MEGABYTE
    )


def _in_a_program(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.million", *arguments]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own)
    found: dict[str, Any] = json.loads(said)
    return found


def _sizes(place: Path) -> dict[str, Any]:
    library = (place / "data" / "library.db").stat().st_size / MEGABYTE
    return {"rows_mb": round(library), "lanes_mb": _megabytes(place, "lanes"), "words_mb": _megabytes(place, "words")}


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--passages", multiple=True, type=int, default=(1_000_000,), show_default=True)
@click.option("--questions", default=200, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the libraries here, and start from what is there.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--make", "making", type=click.Path(path_type=Path), hidden=True)
@click.option("--ask", "asking", type=click.Path(path_type=Path), hidden=True)
def main(
    folders: Sequence[Path],
    passages: Sequence[int],
    questions: int,
    keep: Path | None,
    *,
    as_json: bool,
    making: Path | None,
    asking: Path | None,
) -> None:
    """Make libraries of some sizes out of FOLDERS, and ask them."""
    if making:
        click.echo(json.dumps(asdict(make(making.parent / BASE, making, passages[0]))))
        return
    if asking:
        click.echo(json.dumps(asdict(measure(asking, _model(), questions))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        _run(keep or Path(temporary), folders, passages, questions, as_json=as_json)


def _run(place: Path, folders: Sequence[Path], sizes: Sequence[int], questions: int, *, as_json: bool) -> None:
    if not (place / BASE / "data").exists():
        (place / BASE).mkdir(parents=True)
        make_base(folders, place / BASE, questions)
    reports = []
    for size in sizes:
        one = place / str(size)
        made = {} if one.exists() else _in_a_program("--make", str(one), "--passages", str(size))
        reports.append(_in_a_program("--ask", str(one), "--questions", str(questions)) | _sizes(one) | made)
    if as_json:
        click.echo(json.dumps(reports, indent=2))
        return
    for name in reports[-1]:
        click.echo(f"{name:<18}" + "".join(f"{report.get(name, '-')!s:>18}" for report in reports))


if __name__ == "__main__":
    main()
