"""What a rebuild costs beside what it embeds: adding a few documents to many, and planning when nothing changed.

python -m benchmarks.builds [--documents N] [--added N] [--unchanged N] [--json]

The many documents are embedded by a stand-in of the same model's name and width, for their vectors' worth does not
matter here; the few that are added are embedded by the real model, once alone into a library of their own, for
comparison. Plans run as `python cli.py plan`, a program of its own, as a person runs it.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np

from benchmarks.timing import seconds
from index.building.build import build
from index.encoding.encoder import BULK_PASSAGES, SentenceEncoder, Vectors
from index.encoding.models import Model, find_model
from index.encoding.pooling import unit
from ingest.folder import SETTLED_NS
from settings import read_settings

KINDS = ("reporting", "commentary", "official")
WORDS = re.findall(
    r"\w+",
    "the a of to in and that for on with river gate council report minister harbour bridge road vote strike court "
    "north south winter summer price bread engine school police witness plan closed opened said rose fell found",
)
SENTENCES_EACH = 40
SENTENCE_WORDS = 18
ROOT = Path(__file__).parents[1]
MODEL_WIDTH = 384


@dataclass(frozen=True, slots=True)
class Report:
    """Seconds. `ratio` is of adding the documents, half a second taken off, over embedding them alone."""

    documents: int
    added: int
    embed_alone_s: float
    add_s: float
    ratio: float
    nothing_changed_s: float
    unchanged: int
    plan_s: float
    plan_hashing_all_s: float


class StandIn:
    """Gives any unit vectors, at once."""

    rounds_ahead = 1

    def __init__(self, model: Model) -> None:
        self.model = model
        self._random = np.random.default_rng(1)

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[Vectors]:
        """Vectors of the right shape."""
        progress(len(passages))
        return [self._unit(len(passage)) for passage in passages]

    def prepare(self) -> None:
        """Compile nothing."""

    def release(self) -> None:
        """Let go of nothing."""

    def encode_question(self, question: str) -> Vectors:
        """A vector of the right shape."""
        vector: Vectors = self._unit(len(question[:1]) or 1)[0]
        return vector

    def _unit(self, rows: int) -> Vectors:
        return unit(self._random.standard_normal((rows, MODEL_WIDTH), np.float32))


def measure(folder: Path, *, documents: int, added: int, unchanged: int) -> Report:
    """Build, add, and plan in this folder."""
    model = find_model(read_settings().model)
    encoder = product_encoder(model)
    few, many = folder / "few", folder / "many"
    write_documents(few / "corpus", range(added), SENTENCES_EACH)
    alone_s = seconds(lambda: _embed(encoder, few))
    write_documents(many / "corpus", range(added, added + documents), SENTENCES_EACH)
    build(many / "corpus", many / "data", StandIn(model))
    write_documents(many / "corpus", range(added), SENTENCES_EACH)
    add_s = seconds(lambda: build(many / "corpus", many / "data", encoder))
    nothing_s = seconds(lambda: build(many / "corpus", many / "data", encoder))
    plan_s, hashing_s = _plans(folder / "unchanged", model, unchanged)
    ratio = round((add_s - 0.5) / alone_s, 2)
    return Report(documents, added, alone_s, add_s, ratio, nothing_s, unchanged, plan_s, hashing_s)


def product_encoder(model: Model) -> SentenceEncoder:
    """The model as a build runs it, compiled and loaded."""
    encoder = SentenceEncoder(model, read_settings().cache)
    encoder.prepare()
    encoder.encode_passages([["Warm up."]] * BULK_PASSAGES)  # what loads once is loaded before a clock runs
    return encoder


def _embed(encoder: SentenceEncoder, place: Path) -> None:
    """Only what embedding takes: the passages of these documents through the model."""
    passages = []
    for path in sorted((place / "corpus").rglob("*.txt")):
        sentences = [sentence.strip() + "." for sentence in path.read_text(encoding="utf-8").split(".")[:-1]]
        passages += [sentences[at : at + 8] for at in range(0, len(sentences), 8)]
    encoder.encode_passages(passages)


def _plans(folder: Path, model: Model, unchanged: int) -> tuple[float, float]:
    """How long a plan takes as a program of its own: with every file untouched, and with every file to be hashed."""
    write_documents(folder / "corpus", range(unchanged), 3)
    time.sleep(2 * SETTLED_NS / 1e9)  # what was written later than that before it was looked at is hashed in any case
    build(folder / "corpus", folder / "data", StandIn(model))
    command = [sys.executable, "cli.py", "plan", "--corpus", str(folder / "corpus"), "--data", str(folder / "data")]
    plan = min(seconds(lambda: _run(command)) for _ in range(3))
    for path in (folder / "corpus").rglob("*.txt"):
        os.utime(path)
    return plan, seconds(lambda: _run(command))


def _run(command: list[str]) -> None:
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own)
    if "Nothing to do" not in said:
        raise click.ClickException(f"the plan was not empty: {said}")


def document_id(number: int) -> str:
    """Return where the document of this number is."""
    return f"{KINDS[number % len(KINDS)]}/{number // 1000}/{number}.txt"


def write_documents(corpus: Path, numbers: range, sentences: int) -> None:
    """Documents of so many sentences, the same words for the same number."""
    for number in numbers:
        chance = random.Random(number)  # noqa: S311 (words for a benchmark)
        path = corpus / document_id(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "\n\n".join(
                " ".join(chance.choices(WORDS, k=SENTENCE_WORDS)).capitalize() + f" {number}." for _ in range(sentences)
            ),
            encoding="utf-8",
        )


@click.command()
@click.option("--documents", default=2000, show_default=True, help="Documents in the library that is added to.")
@click.option("--added", default=10, show_default=True, help="Documents added to it.")
@click.option("--unchanged", default=10_000, show_default=True, help="Documents in the library that is planned.")
@click.option("--json", "as_json", is_flag=True)
def main(documents: int, added: int, unchanged: int, *, as_json: bool) -> None:
    """Time rebuilds and plans in libraries made for it."""
    with tempfile.TemporaryDirectory() as temporary:
        measured = measure(Path(temporary), documents=documents, added=added, unchanged=unchanged)
    report = {name: round(value, 4) for name, value in asdict(measured).items()}
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        click.echo(f"{name:<20} {value}")


if __name__ == "__main__":
    main()
