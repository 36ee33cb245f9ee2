"""Fits what a lane amounts to, on public questions that a collection answers and that it does not.

python -m benchmarks.standing FOLDER… [--json]

Each FOLDER is a data set in BEIR layout. A question and the collection it was asked of is a positive.
Negatives are the same question with the documents that answer it taken out of the ranking (a lane on the same
topic without the answer), every other folder's questions asked of this collection, and `null_queries`.
A logistic regression over a hit's signals gives the numbers in answer/strengths.py; a cosine counts from the model's
background up to identity. It is fitted on the first two sorts alone: a lane on the topic with the answer and one
that lacks it is the case to be told apart, and the far-off questions would only teach it what is easy. Data sets that
share texts do not belong in one run.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import unquote

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer.ask import JUDGED
from answer.strengths import WEIGHTS
from benchmarks.beir import BeirDataset, BeirQuery, read_dataset
from benchmarks.metrics import area_under_curve
from benchmarks.retrieval import KIND, build_library
from index.encoding.background_cosines import Background, background_of
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library
from index.records import Hit, Signals
from index.searching.query import prepare
from index.searching.search import search_lane
from settings import read_settings

OWN_QUESTIONS = 1000
OTHER_QUESTIONS = 300
"""Questions drawn from a set for its own collection and for another's, by a fixed seed."""

DEEPEST = 10
Features = NDArray[np.float64]
"""float64 (lanes, JUDGED, signals): the signals of `WEIGHTS`, in its order, of each lane's first hits."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of one set of questions in one collection: do they hold the answers, and are they fitted on."""

    name: str
    features: Features
    answerable: bool = False
    fitted: bool = False


def collect(datasets: Sequence[BeirDataset], libraries: Sequence[Library], encoder: SentenceEncoder) -> list[Lanes]:
    """The signals of every set of questions in every collection."""
    found: list[Lanes] = []
    background = background_of(encoder)
    for asked, library in zip(datasets, libraries, strict=True):
        found += _own(asked, library, encoder, background)
        for other in datasets:
            queries = other.null_queries if other is asked else other.queries
            lanes = [_search(library, encoder, query)[:JUDGED] for query in _sample(queries, OTHER_QUESTIONS)]
            name = f"{asked.name} ← {'null questions' if other is asked else other.name}"
            found.append(Lanes(name, _features(lanes, background)))
    return [lanes for lanes in found if len(lanes.features)]


def fit(lanes: Iterable[Lanes]) -> tuple[NDArray[np.float64], float]:
    """The weights of the signals and the constant, for a hit's log-odds."""
    lanes = [item for item in lanes if item.fitted]
    rows = np.concatenate([item.features[:, 0] for item in lanes])
    target = np.concatenate([np.full(len(item.features), item.answerable) for item in lanes])
    # Every set counts the same, however many questions it has, and so do the lanes with an answer and those without.
    shares = np.concatenate([np.full(len(item.features), 1 / len(item.features)) for item in lanes])
    model = LogisticRegression(C=100, max_iter=1000).fit(rows, target, sample_weight=shares * len(rows) / shares.sum())
    return model.coef_[0], float(model.intercept_[0])


def strengths(lanes: Lanes, weights: NDArray[np.float64], constant: float) -> NDArray[np.float64]:
    """Each lane's log-odds: its strongest hit's."""
    best: NDArray[np.float64] = (lanes.features @ weights + constant).max(axis=1)
    return best


def _own(dataset: BeirDataset, library: Library, encoder: SentenceEncoder, background: Background) -> list[Lanes]:
    """The data set's own questions, with the documents that answer them and without."""
    whole, rest = [], []
    for query in _sample([query for query in dataset.queries if query.id in dataset.qrels], OWN_QUESTIONS):
        hits = _search(library, encoder, query)
        right = {name for name, grade in dataset.qrels[query.id].items() if grade > 0}
        whole.append(hits[:JUDGED])
        rest.append([hit for hit in hits if unquote(Path(hit.document.id).stem) not in right][:JUDGED])
    return [
        Lanes(f"{dataset.name} ← its own", _features(whole, background), answerable=True, fitted=True),
        Lanes(f"{dataset.name} ← its own, answers taken out", _features(rest, background), fitted=True),
    ]


def _search(library: Library, encoder: SentenceEncoder, query: BeirQuery) -> list[Hit]:
    return list(search_lane(library, prepare(library, encoder, query.text), KIND, k=DEEPEST))


def _sample(queries: Sequence[BeirQuery], most: int) -> list[BeirQuery]:
    return Random(0).sample(list(queries), min(most, len(queries)))  # noqa: S311  # a sample, not a secret


def _features(lanes: Sequence[Sequence[Hit]], background: Background) -> Features:
    """A lane with fewer hits repeats its last; one without any has a hit of nothing."""
    nothing = Signals(cosine=0.0, whole=0.0, coverage=0.0, missing=1.0, words=0.0, pairs=0.0)
    rows = []
    for hits in lanes:
        signals = [hit.signals for hit in hits] or [nothing]
        signals += [signals[-1]] * (JUDGED - len(signals))
        rows.append([[_value(one, name, background) for name in WEIGHTS] for one in signals])
    return np.array(rows, np.float64).reshape(len(rows), JUDGED, len(WEIGHTS))


def _value(signals: Signals, name: str, background: Background) -> float:
    return background.nearness(signals.cosine) if name == "cosine" else float(getattr(signals, name))


def report(lanes: Sequence[Lanes], bound: float) -> dict[str, object]:
    """The fitted numbers, the share of each set without a strong match at the bound, and the areas under the curve."""
    weights, constant = fit(lanes)
    scores = {item.name: strengths(item, weights, constant) for item in lanes}
    own = {name.split(" ← ")[0]: name for name in scores if name.endswith("its own")}
    return {
        "weights": {name: round(float(w), 2) for name, w in zip(WEIGHTS, weights, strict=True)},
        "constant": round(constant, 2),
        "no strong match": {name: round(float((values < bound).mean()), 3) for name, values in scores.items()},
        "area under the curve": {
            name: round(area_under_curve(scores[own[name.split(" ← ")[0]]].tolist(), values.tolist()), 3)
            for name, values in scores.items()
            if not name.endswith("its own")
        },
        "log-odds": {
            name: [round(float(x), 2) for x in np.quantile(v, [0.03, 0.06, 0.25, 0.5, 0.75])]
            for name, v in scores.items()
        },
    }


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--bound", default=0.0, show_default=True, help="Log-odds below which no passage is a strong match.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the libraries here, and start from them.")
@click.option("--json", "as_json", is_flag=True)
def main(folders: tuple[Path, ...], bound: float, keep: Path | None, *, as_json: bool) -> None:
    """Fit the standing on FOLDERS, data sets in BEIR layout."""
    datasets = [read_dataset(folder) for folder in folders]
    encoder = SentenceEncoder(find_model(read_settings().model))
    with tempfile.TemporaryDirectory() as temporary:
        root = keep or Path(temporary)
        libraries = [build_library(dataset.documents, root / dataset.name, encoder) for dataset in datasets]
        found = report(collect(datasets, libraries, encoder), bound)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for name, value in found.items():
        click.echo(name)
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for key, entry in rows:
            click.echo(f"  {key:<55} {entry}")


if __name__ == "__main__":
    main()
