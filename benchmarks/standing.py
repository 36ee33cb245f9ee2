"""Fits what a lane amounts to, on public questions that a collection answers and that it does not, and measures it.

python -m benchmarks.standing FOLDER… [--keep DIR] [--json]

Each FOLDER is a data set in BEIR layout with `null_queries`: questions on what its documents tell, which none answers.
A logistic regression over a hit's signals gives the numbers in answer/strengths.py; a cosine counts from the model's
background up to identity. Every data set counts the same; a question without an answer counts a quarter of one with, as
if one in five that people ask had none. Beside the fit stands what Byline as it is calls `answers`: the share of
questions with and without an answer, and of a lane so called, how often an answer is among its first passages.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import unquote

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer.ask import JUDGED, ask
from answer.records import Lane, Standing
from answer.strengths import WEIGHTS, log_odds
from benchmarks.beir import BeirDataset, BeirQuery, read_dataset
from benchmarks.builds import product_encoder
from benchmarks.metrics import area_under_curve
from benchmarks.retrieval import KIND, build_library
from index.encoding.background_cosines import Background, background_of
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library
from index.records import Signals
from index.searching.query import prepare
from index.searching.search import search_lane
from settings import read_settings

QUESTIONS = 1000
"""Questions drawn from a set of each sort, by a fixed seed."""

WITHOUT_ANSWER = 0.25
"""What a question without an answer counts beside one with. Raised, fewer passages are strong matches."""

SHOWN = 5
"""Passages of a lane among which its answer is looked for."""

NOTHING = Signals(cosine=0.0, whole=0.0, coverage=0.0, missing=1.0, words=0.0, pairs=0.0)
"""The signals of a lane without a passage."""

Features = NDArray[np.float64]
"""float64 (lanes, signals): the signals of `WEIGHTS`, in its order, of each lane's strongest hit."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One data set's lanes: the signals of those with an answer and those without, and how many are called `answers`.

    `holding` counts the lanes so called that have an answer among their first passages.
    """

    name: str
    answerable: Features
    unanswerable: Features
    called: int
    holding: int
    wrongly_called: int

    @property
    def held(self) -> float:
        """How many of the lanes called `answers` hold one, if one question in five has none."""
        wrongly = WITHOUT_ANSWER * self.wrongly_called * len(self.answerable) / max(1, len(self.unanswerable))
        return self.holding / max(1.0, self.called + wrongly)


def measure(dataset: BeirDataset, library: Library, encoder: SentenceEncoder) -> Measured:
    """Ask the data set's questions of its own collection."""
    background = background_of(encoder)
    asked = _sample([query for query in dataset.queries if query.id in dataset.qrels])
    unanswered = _sample(dataset.null_queries)
    called = [(query, lane) for query in asked for lane in _called(library, encoder, query)]
    return Measured(
        dataset.name,
        _features([_strongest(library, encoder, query, background) for query in asked], background),
        _features([_strongest(library, encoder, query, background) for query in unanswered], background),
        called=len(called),
        holding=sum(_holds(dataset, query, lane) for query, lane in called),
        wrongly_called=sum(1 for query in unanswered for _ in _called(library, encoder, query)),
    )


def fit(measured: Sequence[Measured]) -> tuple[NDArray[np.float64], float]:
    """The weights of the signals and the constant, for a hit's log-odds."""
    rows = np.concatenate([part for one in measured for part in (one.answerable, one.unanswerable)])
    sizes = [(len(one.answerable), len(one.unanswerable)) for one in measured]
    target = np.concatenate([np.repeat([True, False], both) for both in sizes])
    shares = np.concatenate([np.repeat([1.0, WITHOUT_ANSWER], both) / both[0] for both in sizes])
    model = LogisticRegression(C=100, max_iter=1000).fit(rows, target, sample_weight=shares * len(rows) / shares.sum())
    return model.coef_[0], float(model.intercept_[0])


def _called(library: Library, encoder: SentenceEncoder, query: BeirQuery) -> list[Lane]:
    lanes = ask(library, encoder, query.text, k=SHOWN).lanes
    return [lane for lane in lanes if lane.standing is Standing.ANSWERS]


def _holds(dataset: BeirDataset, query: BeirQuery, lane: Lane) -> bool:
    right = {name for name, grade in dataset.qrels[query.id].items() if grade > 0}
    return any(unquote(Path(hit.document.id).stem) in right for hit in lane.hits)


def _strongest(library: Library, encoder: SentenceEncoder, query: BeirQuery, background: Background) -> Signals:
    hits = search_lane(library, prepare(library, encoder, query.text), KIND, k=JUDGED)
    return max((hit.signals for hit in hits), key=lambda one: log_odds(one, background), default=NOTHING)


def _sample(queries: Sequence[BeirQuery]) -> list[BeirQuery]:
    return Random(0).sample(list(queries), min(QUESTIONS, len(queries)))  # noqa: S311  # a sample, not a secret


def _features(strongest: Sequence[Signals], background: Background) -> Features:
    rows = [[_value(one, name, background) for name in WEIGHTS] for one in strongest]
    return np.array(rows, np.float64).reshape(len(rows), len(WEIGHTS))


def _value(signals: Signals, name: str, background: Background) -> float:
    return background.nearness(signals.cosine) if name == "cosine" else float(getattr(signals, name))


def report(measured: Sequence[Measured]) -> dict[str, dict[str, float]]:
    """The fitted numbers, and of each data set what is called `answers` and how well one answered from the other."""
    weights, constant = fit(measured)
    fitted = {name: round(float(weight), 2) for name, weight in zip(WEIGHTS, weights, strict=True)}
    found = {"fitted": fitted | {"constant": round(constant, 2)}}
    for one in measured:
        with_answer, without = (part @ weights + constant for part in (one.answerable, one.unanswerable))
        found[one.name] = {
            "called answers, with an answer": round(one.called / max(1, len(one.answerable)), 3),
            "called answers, without one": round(one.wrongly_called / max(1, len(one.unanswerable)), 3),
            "of those called answers hold one": round(one.held, 3),
            "area under the curve": round(area_under_curve(with_answer.tolist(), without.tolist()), 3),
        }
    return found


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the libraries here, and start from them.")
@click.option("--json", "as_json", is_flag=True)
def main(folders: tuple[Path, ...], keep: Path | None, *, as_json: bool) -> None:
    """Fit the standing on FOLDERS, data sets in BEIR layout."""
    datasets = [read_dataset(folder) for folder in folders]
    encoder = product_encoder(find_model(read_settings().model))
    with tempfile.TemporaryDirectory() as temporary:
        root = keep or Path(temporary)
        libraries = [build_library(dataset.documents, root / dataset.name, encoder) for dataset in datasets]
        found = report([measure(*both, encoder) for both in zip(datasets, libraries, strict=True)])
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for name, values in found.items():
        click.echo(name)
        for what, value in values.items():
            click.echo(f"  {what:<34} {value}")


if __name__ == "__main__":
    main()
