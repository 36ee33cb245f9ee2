"""The most memory a first build holds, for two sizes of corpus: what grows with the corpus, and how fast.

python -m benchmarks.memory [--documents N] [--times N] [--json]

Each build is a program of its own, with vectors from a stand-in of the model's width: the model takes the same
memory whatever the corpus.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from benchmarks.builds import ROOT, SENTENCES_EACH, StandIn, write_documents
from index.building.build import build
from index.encoding.models import find_model
from settings import read_settings

CHARACTERS_PER_MB = 1_000_000
KILOBYTES_PER_MB = 1024


def peak_mb(corpus: Path, data: Path) -> float:
    """Megabytes this process has held at most, after a build."""
    build(corpus, data, StandIn(find_model(read_settings().model)))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MB


def measure(folder: Path, documents: int) -> dict[str, float]:
    """A corpus of so many documents, and what building it took."""
    write_documents(folder / "corpus", range(documents), SENTENCES_EACH)
    text_mb = sum(path.stat().st_size for path in (folder / "corpus").rglob("*.txt")) / CHARACTERS_PER_MB
    command = [sys.executable, "-m", "benchmarks.memory", "--build", str(folder)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own)
    return {"documents": documents, "text_mb": round(text_mb, 1), "peak_mb": round(float(said), 1)}


@click.command()
@click.option(
    "--documents", default=500, show_default=True, help="Documents of the small corpus, of 40 sentences each."
)
@click.option("--times", default=8, show_default=True, help="How many times as many the large one has.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--build", "place", type=click.Path(path_type=Path), hidden=True)
def main(documents: int, times: int, place: Path | None, *, as_json: bool) -> None:
    """Measure a small and a large build."""
    if place:
        click.echo(peak_mb(place / "corpus", place / "data"))
        return
    rows = []
    for number in (documents, documents * times):
        with tempfile.TemporaryDirectory() as temporary:
            rows.append(measure(Path(temporary), number))
    for row in rows:
        click.echo(json.dumps(row) if as_json else "  ".join(f"{name} {value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
