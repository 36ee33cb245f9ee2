"""Questions about a corpus with the words that answer them, kind by kind.

python -m benchmarks.questions FILE [--json]

A quote is right where it stands in a passage; runs of white space count as one space, and so do
Markdown's emphasis marks as nothing, because the canonical text has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from answer.ask import ask
from answer.records import Answer, Lane, Standing
from errors import BylineError
from index.building.build import build
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library, open_library
from settings import read_settings

TOP = 3


@dataclass(frozen=True, slots=True)
class LaneResult:
    """How one lane did: the rank of the first right passage, None where none was right."""

    question: str
    kind: str
    has_answer: bool
    standing: Standing
    rank: int | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of lanes, in [0, 1]; `lanes` and `empty_lanes` say of how many."""

    lanes: int
    first_right: float
    in_first_three: float
    wrongly_nothing: float
    empty_lanes: int
    rightly_nothing: float


def run(path: Path, library: Library, encoder: SentenceEncoder) -> list[LaneResult]:
    """Every lane of every question in the file."""
    return [result for question in read_questions(path) for result in results_of(question, library, encoder)]


def score(results: Iterable[LaneResult]) -> Scores:
    """The shares that the product promises."""
    results = list(results)
    answerable = [result for result in results if result.has_answer]
    empty = [result for result in results if not result.has_answer]
    return Scores(
        lanes=len(answerable),
        first_right=_share(result.rank == 1 for result in answerable),
        in_first_three=_share(result.rank is not None and result.rank <= TOP for result in answerable),
        wrongly_nothing=_share(result.standing is Standing.NOTHING for result in answerable),
        empty_lanes=len(empty),
        rightly_nothing=_share(result.standing is Standing.NOTHING for result in empty),
    )


def plain(text: str) -> str:
    """The words as they compare: no emphasis marks, one space for each run of white space."""
    return " ".join(re.sub(r"[*_]+", "", text).split())


def read_questions(path: Path) -> Iterator[dict[str, object]]:
    """The file's lines, one object each."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            question = json.loads(line)
        except json.JSONDecodeError as error:
            raise BylineError(f"{path}, line {number}: not JSON ({error.msg}): one object a line") from error
        yield question


def results_of(question: dict[str, object], library: Library, encoder: SentenceEncoder) -> Iterator[LaneResult]:
    """How each lane did on one question."""
    answer = ask(library, encoder, str(question["question"]))
    for lane in answer.lanes:
        quotes = question.get(lane.kind, [])
        yield _result(answer, lane, [str(quote) for quote in quotes] if isinstance(quotes, list) else [])


def _result(answer: Answer, lane: Lane, quotes: list[str]) -> LaneResult:
    right = (
        rank for rank, hit in enumerate(lane.hits, start=1) if any(plain(quote) in plain(hit.text) for quote in quotes)
    )
    return LaneResult(answer.question, lane.kind, bool(quotes), lane.standing, next(right, None))


def _share(outcomes: Iterable[bool]) -> float:
    outcomes = list(outcomes)
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else 0.0


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True)
def main(path: Path, *, as_json: bool) -> None:
    """Ask every question of FILE and count the lanes that are right."""
    settings = read_settings()
    encoder = SentenceEncoder(find_model(settings.model))
    build(settings.corpus, settings.data, encoder)
    results = run(path, open_library(settings.data), encoder)
    payload = asdict(score(results)) | {"results": [asdict(result) for result in results]}
    if as_json:
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
        return
    for result in results:
        click.echo(f"{result.kind:<11} {result.standing:<8} rank {result.rank or '-'}  {result.question}")
    click.echo(asdict(score(results)))


if __name__ == "__main__":
    main()
