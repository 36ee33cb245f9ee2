"""What a search engine costs beside the data folder: publishing, opening, asking, by the size of the library.

    python -m benchmarks.engines [INDEX] [--documents N | --library DIR] [--questions N] [--json]

INDEX is the address of a PostgreSQL or Milvus server, or a file of Milvus Lite, without a library: what is measured is
left in it. Without INDEX a PostgreSQL server with a hot standby is started on this machine, and one app and then two
at once, each a program of its own, ask the standby as often as they can.
Documents are of 40 sentences, five passages each, their vectors from a stand-in; questions are of words that they have.
DIR is a library that `benchmarks.million --keep` made, with its questions; it is asked with the real model.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import fmean, median

import click

from answer.ask import ask
from benchmarks.asking import QUESTIONS_FILE, WARM_UP
from benchmarks.builds import ROOT, SENTENCES_EACH, WORDS, StandIn, document_id, write_documents
from benchmarks.timing import seconds
from index.building.build import build
from index.encoding.encoder import Encoder, SentenceEncoder
from index.encoding.models import find_model
from index.engines.engine import open_published, publish, published_build
from index.library import Library, open_library
from settings import read_settings
from tests.index.engines.postgres_server import DATABASE, replicated

QUESTION_WORDS = 6
CHANGED = 10
HITS = 10
APP_S = 20.0
SERVERS_MEMORY = "2GB"


@dataclass(frozen=True, slots=True)
class Made:
    """A library in `place`/data, whether its documents may be edited, and who asks it what."""

    place: Path
    encoder: Encoder
    questions: Sequence[str]
    is_editable: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Seconds, and milliseconds where a name says so.

    `edit` publishes ten documents that changed. `same` is the share of the data folder's first ten passages of a kind
    that are among the engine's, by the real model: a stand-in asks with another vector each time.
    Of the apps on a standby it is questions a second, of all of them together.
    """

    passages: int
    sentences: int
    publish_s: float
    edit_s: float | None
    current_ms: float
    open_s: float
    open_files_s: float
    ask_ms: float
    ask_files_ms: float
    same: float | None
    one_app: float | None = None
    two_apps: float | None = None
    two_beside_one: float | None = None


def measure(made: Made, index: str, standby: str | None) -> Report:
    """Publish this library, and ask both; with a standby, also what apps that read from it answer."""
    data = made.place / "data"
    publish_s = seconds(lambda: publish(data, index))
    edit_s = _edit(made, index) if made.is_editable else None
    current_ms = median(seconds(lambda: published_build(index)) for _ in range(5)) * 1000
    open_s, open_files_s = (seconds(lambda: open_published(index).close()), seconds(lambda: open_library(data).close()))
    with closing(open_library(data)) as kept, closing(open_published(index)) as library:
        asked_ms, asked_files_ms = (_asking_ms(one, made) for one in (library, kept))
        found = Report(
            passages=library.words.passages,
            sentences=sum(len(lane.ids) for lane in library.lanes.values()),
            publish_s=round(publish_s, 2),
            edit_s=edit_s,
            current_ms=round(current_ms, 2),
            open_s=round(open_s, 3),
            open_files_s=round(open_files_s, 3),
            ask_ms=round(asked_ms, 2),
            ask_files_ms=round(asked_files_ms, 2),
            same=None if made.is_editable else round(_same(library, kept, made), 3),
        )
    if not standby:
        return found
    one, two = (round(_answered(made, standby, apps=number), 1) for number in (1, 2))
    return replace(found, one_app=one, two_apps=two, two_beside_one=round(two / one, 2))


def _edit(made: Made, index: str) -> float:
    for number in range(CHANGED):
        path = made.place / "corpus" / document_id(number)
        path.write_text(f"Anew. {path.read_text(encoding='utf-8')}", encoding="utf-8")
    build(made.place / "corpus", made.place / "data", made.encoder)
    return round(seconds(lambda: publish(made.place / "data", index)), 2)


def _asking_ms(library: Library, made: Made) -> float:
    """The median of the questions, those left out that warm up."""
    took = [seconds(partial(ask, library, made.encoder, text)) for text in made.questions]
    return median(took[WARM_UP:]) * 1000


def _same(library: Library, kept: Library, made: Made) -> float:
    """The mean, over questions and kinds, of the share of the data folder's hits that the engine has too."""
    shares = []
    for text in made.questions[WARM_UP:]:
        ours, theirs = (_hits(one, made, text) for one in (kept, library))
        shares += [len(hits & theirs[kind]) / len(hits) for kind, hits in ours.items() if hits]
    return fmean(shares)


def _hits(library: Library, made: Made, text: str) -> dict[str, set[tuple[str, int]]]:
    """Kind → the documents and places of its first passages."""
    lanes = ask(library, made.encoder, text, k=HITS).lanes
    return {lane.kind: {(hit.document.id, hit.start) for hit in lane.hits} for lane in lanes}


def _answered(made: Made, index: str, *, apps: int) -> float:
    """Questions a second that so many apps are answered together, while all of them ask."""
    command = [sys.executable, "-m", "benchmarks.engines", index, "--library", str(made.place), "--app"]
    command += ["--questions", str(len(made.questions) - WARM_UP), *(["--stand-in"] if made.is_editable else [])]

    def moments(_: int) -> list[float]:
        said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 (our own)
        found: list[float] = json.loads(said)
        return found

    with ThreadPoolExecutor(apps) as threads:
        answered = list(threads.map(moments, range(apps)))
    first, last = max(one[0] for one in answered), min(one[-1] for one in answered)
    return sum(first < moment <= last for one in answered for moment in one) / (last - first)


def _be_an_app(made: Made, index: str) -> None:
    """Open what was published and ask it for a while; print the moments, on the machine's clock, of the answers."""
    with closing(open_published(index)) as library:
        for text in made.questions[:WARM_UP]:
            ask(library, made.encoder, text)
        moments, texts = [time.monotonic()], cycle(made.questions[WARM_UP:])
        while moments[-1] < moments[0] + APP_S:
            ask(library, made.encoder, next(texts))
            moments.append(time.monotonic())
    click.echo(json.dumps(moments))


def _questions(place: Path, number: int) -> Sequence[str]:
    """Those of the library, or of words that its documents have; the first ones warm up."""
    there = place / QUESTIONS_FILE
    if there.exists():
        found: list[str] = json.loads(there.read_text(encoding="utf-8"))
        return found[: WARM_UP + number]
    chance = random.Random(3)  # noqa: S311 (the same questions of all)
    return [" ".join(chance.choices(WORDS, k=QUESTION_WORDS)) for _ in range(WARM_UP + number)]


def _made(place: Path, questions: int, *, stand_in: bool) -> Made:
    model = find_model(read_settings().model)
    encoder: Encoder = StandIn(model) if stand_in else SentenceEncoder(model, read_settings().cache)
    return Made(place, encoder, _questions(place, questions), is_editable=stand_in)


@click.command()
@click.argument("index", required=False)
@click.option("--documents", default=400, show_default=True)
@click.option("--library", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--questions", default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.option("--app", is_flag=True, hidden=True)
@click.option("--stand-in", is_flag=True, hidden=True)
def main(
    index: str | None,
    documents: int,
    library: Path | None,
    questions: int,
    *,
    as_json: bool,
    app: bool,
    stand_in: bool,
) -> None:
    """What a search engine costs beside the data folder."""
    if app and library and index:
        _be_an_app(_made(library, questions, stand_in=stand_in), index)
        return
    with ExitStack() as stack:
        place = library or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = _made(place, questions, stand_in=library is None)
        if library is None:
            write_documents(place / "corpus", range(documents), SENTENCES_EACH)
            build(place / "corpus", place / "data", made.encoder)
        standby = None
        if index is None:
            servers = stack.enter_context(replicated(memory=SERVERS_MEMORY))
            index, standby = (server.address(DATABASE) for server in servers)
        report = asdict(measure(made, index, standby))
    for name, figure in () if as_json else report.items():
        click.echo(f"{name:<16}{'-' if figure is None else format(figure, ','):>12}")
    if as_json:
        click.echo(json.dumps(report))


if __name__ == "__main__":
    main()
