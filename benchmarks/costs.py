"""What Byline costs on a laptop: disk, memory, and the processor's time of an app that nobody uses.

    python -m benchmarks.costs CORPUS [--seconds N] [--json]

The library of CORPUS is built, asked and watched in programs of their own, and the app is shown in a Chromium. Memory
is what a program holds at most, mapped files among it, with the model compiled beforehand; that of the app is divided
among the processes that share it. With `--data` a library that is there already is taken as it is.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Event, Thread

import click
from playwright.sync_api import sync_playwright

from answer.ask import ask
from benchmarks.builds import ROOT, StandIn, product_encoder
from benchmarks.held_memory import KILOBYTE, MEGABYTE, most_resident_mb
from index.building.background import give_back, keep_building
from index.building.build import build
from index.encoding.models import find_model
from index.library import open_library
from settings import read_settings
from tests.browser.serving import started
from tests.browser.visits import visiting

QUESTION = "What did the council decide about the bridge?"
SETTLED_S = 30
"""Seconds in which an app that was just opened finishes what it does beside its pages."""

NAME = re.compile(r"^[\w.-]+")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Costs:
    """Megabytes, and seconds of the processor's time in a minute."""

    documents: int
    passages: int
    install_mb: int
    model_copy_mb: int
    data_mb: float
    build_most_mb: int
    question_most_mb: int
    app_idle_mb: int
    app_after_question_mb: int
    app_idle_cpu_s_a_minute: float
    watch_idle_cpu_s_a_minute: float


def measure(corpus: Path, folder: Path, seconds: int, *, is_built: bool) -> Costs:
    """Build, ask and show the corpus, with its library in `folder`/data."""
    data = folder / "data"
    built = 0 if is_built else round(float(_in_a_program("--build", corpus, data)))
    asked = round(float(_in_a_program("--ask", corpus, data)))
    with closing(open_library(data)) as library:
        documents, passages = len(library.labels), len(library.inventory.table)
    idle, after, cpu_s = _app(corpus, folder, seconds)
    watching = float(_in_a_program("--watch", corpus, data, "--seconds", str(seconds)))
    return Costs(
        documents,
        passages,
        round(install_bytes() / MEGABYTE),
        round(_size(read_settings().cache / "models") / MEGABYTE),
        round(_size(data) / MEGABYTE, 1),
        built,
        asked,
        round(idle),
        round(after),
        round(cpu_s * 60 / seconds, 2),
        round(watching * 60 / seconds, 2),
    )


def build_here(corpus: Path, data: Path) -> float:
    """Build with the real model, and return the megabytes that it took at most."""
    encoder = product_encoder(find_model(read_settings().model))
    build(corpus, data, encoder, confirmed=True)
    give_back(encoder)
    return most_resident_mb()


def ask_here(data: Path) -> float:
    """Ask with the real model, and return the megabytes that it took at most."""
    encoder = product_encoder(find_model(read_settings().model))
    with closing(open_library(data)) as library:
        ask(library, encoder, QUESTION)
    return most_resident_mb()


def watch_here(corpus: Path, data: Path, seconds: int) -> float:
    """Watch the folder, in which nothing changes, and return the processor's seconds after the first look."""
    stop, encoder = Event(), StandIn(find_model(read_settings().model))
    watching = Thread(target=keep_building, args=(corpus, data, encoder), kwargs={"stop": stop, "said": print})
    watching.start()
    time.sleep(SETTLED_S)
    before = time.process_time()
    time.sleep(seconds)
    took = time.process_time() - before
    stop.set()
    watching.join()
    return took


def install_bytes() -> int:
    """Return how much the packages of `requirements.txt` take, and all that they need."""
    found, left = set[str](), list(_named((ROOT / "requirements.txt").read_text("utf-8").splitlines()))
    total = 0
    while left:
        name = left.pop().lower().replace("_", "-")
        if name in found:
            continue
        found.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:  # needed elsewhere only
            continue
        left += _named(line for line in package.requires or () if "extra ==" not in line)
        paths = (Path(str(package.locate_file(file))) for file in package.files or ())
        total += sum(path.stat().st_size for path in paths if path.is_file())
    return total


def _named(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (match.group() for line in lines if (match := NAME.match(line)))


def _app(corpus: Path, folder: Path, seconds: int) -> tuple[float, float, float]:
    """Return the megabytes of the app with a page open, and after a question, and its idle processor time."""
    with (
        sync_playwright() as playwright,
        visiting(playwright, folder) as visit,
        started(corpus, folder) as server,
    ):
        page = visit(server.address)
        page.page.get_by_placeholder("Ask your documents").wait_for(timeout=60_000)
        time.sleep(SETTLED_S)
        idle = _megabytes(server.process.pid)
        before = _cpu_s(server.process.pid)
        time.sleep(seconds)
        cpu_s = _cpu_s(server.process.pid) - before
        page.ask(QUESTION)
        after = _megabytes(server.process.pid)
        page.page.goto("about:blank")
        return idle, after, cpu_s


def _tree(pid: int) -> list[int]:
    children = [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    return [pid, *(one for child in children for one in _tree(child))]


def _megabytes(pid: int) -> float:
    lines = [line for one in _tree(pid) for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * KILOBYTE / MEGABYTE


def _cpu_s(pid: int) -> float:
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in _tree(pid)]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS_A_SECOND


def _size(place: Path) -> int:
    files = [place] if place.is_file() else place.rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


def _in_a_program(what: str, corpus: Path, data: Path, *more: str) -> str:
    command = [sys.executable, "-m", "benchmarks.costs", str(corpus), what, "--data", str(data), *more]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own)


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--data", type=click.Path(path_type=Path), help="A library that is there already.")
@click.option("--seconds", default=60, show_default=True, help="How long the app is left alone.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--build", "building", is_flag=True, hidden=True)
@click.option("--ask", "asking", is_flag=True, hidden=True)
@click.option("--watch", "watching", is_flag=True, hidden=True)
def main(
    corpus: Path, data: Path | None, seconds: int, *, as_json: bool, building: bool, asking: bool, watching: bool
) -> None:
    """Measure what the library of CORPUS costs."""
    if data and (building or asking or watching):
        click.echo(
            build_here(corpus, data) if building else ask_here(data) if asking else watch_here(corpus, data, seconds)
        )
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = data.parent if data else Path(temporary)
        found = asdict(measure(corpus.resolve(), folder, seconds, is_built=data is not None))
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        click.echo(f"{name:<28}{value:>12,}")


if __name__ == "__main__":
    main()
