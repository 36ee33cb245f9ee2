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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

import click
import numpy as np

from answer.ask import ask
from benchmarks.beir import read_dataset
from benchmarks.builds import ROOT, seconds
from benchmarks.plain import Plain
from benchmarks.retrieval import KIND, write_corpus
from benchmarks.storing import Arriving, add_documents
from benchmarks.variations import Made, Variations
from index.building.build import build
from index.disk import DiskRecords
from index.encoding.encoder import SentenceEncoder, Vectors
from index.encoding.models import Model, find_model
from index.inventory import Rows
from index.lanes.lane import Lane
from index.library import Library, open_library
from index.searching.candidates import PASSAGE_CANDIDATES, SENTENCE_CANDIDATES
from index.status import read_status
from index.storage.embeddings import embedding_key
from ingest.origins import trace
from settings import read_settings

BEST = 10
WARM_UP = 20
"""Questions asked before the clock runs: the model is loaded then, and the library's caches are as in use."""

QUESTIONS_FILE = "questions.json"
BASE = "collections"
LOOK_S = 0.05
MEGABYTE = 1_000_000
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Making:
    """What storing the made documents took; `most_mb` is memory of its own that the process held at most."""

    made_s: float
    most_mb: float


class Times(NamedTuple):
    """Milliseconds for one of many."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Asking:
    """What a reader's process took: `question` end to end, and of it the model, the vectors and the words alone.

    `resident_mb` is all it held in memory at most, parts of mapped files among it, and `own_mb` without those.
    `recall` is of the ten nearest sentences to a question, and of the ten passages with the nearest.
    """

    documents: int
    passages: int
    sentences: int
    searched: str
    open_s: float
    question: Times
    model: Times
    vectors: Times
    words: Times
    plain: Times
    recall_sentences: float
    recall_passages: float
    resident_mb: int
    own_mb: int


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
    build(place / "corpus", place / "data", SentenceEncoder(_model(), place / "data"), confirmed=True)


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
    return Arriving(made.document, made.passages, keys, trace(made.document), vectors)


def measure(place: Path, questions: int) -> Asking:
    """Open the library and ask it; then see what the vectors' codes missed, and ask the plain way."""
    asked: list[str] = json.loads((place / QUESTIONS_FILE).read_text(encoding="utf-8"))
    texts = asked[WARM_UP : WARM_UP + questions]
    held, encoder = Held(), SentenceEncoder(_model(), place / "data")
    opened_s = seconds(lambda: open_library(place / "data").close())
    library = open_library(place / "data")
    for text in asked[:WARM_UP]:
        ask(library, encoder, text)
    whole = _ms(partial(ask, library, encoder, text) for text in texts)
    own, resident = held.most_mb(), _status("VmHWM")
    vectors = np.stack([encoder.encode_question(text) for text in texts])
    of_sentences, of_passages = _recall(library, vectors)
    extent = library.extent(KIND)
    return Asking(
        documents=extent.documents,
        passages=extent.passages,
        sentences=len(_lane(library)),
        searched=", ".join(map(str, read_status(place / "data").coded.get(KIND, ["all compared"]))),
        open_s=round(opened_s, 2),
        question=whole,
        model=_ms(partial(encoder.encode_question, text) for text in texts),
        vectors=_ms(partial(_lane(library).search, vector, SENTENCE_CANDIDATES) for vector in vectors),
        words=_ms(partial(_words, library, text) for text in texts),
        plain=_plain(library, texts),
        recall_sentences=of_sentences,
        recall_passages=of_passages,
        resident_mb=round(resident),
        own_mb=round(own),
    )


def _words(library: Library, text: str) -> None:
    library.words.search(library.words.terms(text), KIND, PASSAGE_CANDIDATES)


def _plain(library: Library, texts: Sequence[str]) -> Times:
    plain = Plain(_model())
    plain.add(_means(library))
    return _ms(partial(plain.ask, text) for text in texts)


def _lane(library: Library) -> Lane:
    if not isinstance(library.records, DiskRecords):
        raise TypeError("a library of a data folder")
    return library.records.lanes[KIND]


def _recall(library: Library, vectors: Vectors) -> tuple[float, float]:
    """The share of the ten nearest sentences, and passages, that the lane finds of those that comparing all does."""
    ids = np.empty((len(vectors), 0), np.int64)
    scores = np.empty((len(vectors), 0), np.float32)
    for part in _lane(library).parts:
        for rows, block in part.blocks():
            scores = np.concatenate([scores, vectors @ block.T], axis=1)
            ids = np.concatenate([ids, np.broadcast_to(rows, (len(vectors), len(rows)))], axis=1)
            best = np.argsort(-scores, axis=1, kind="stable")[:, :SENTENCE_CANDIDATES]
            scores, ids = np.take_along_axis(scores, best, axis=1), np.take_along_axis(ids, best, axis=1)
    found = [np.array([*_lane(library).search(vector, SENTENCE_CANDIDATES)], np.int64) for vector in vectors]
    sentences = [_shared(ours, truth) for ours, truth in zip(found, ids, strict=True)]
    of_passages = library.passages_of_sentences
    passages = [_shared(of_passages(ours), of_passages(truth)) for ours, truth in zip(found, ids, strict=True)]
    return round(float(np.mean(sentences)), 4), round(float(np.mean(passages)), 4)


def _shared(ours: Rows, truth: Rows) -> float:
    """The share of the first ten different rows of the truth that are among the first ten of ours."""
    best = list(dict.fromkeys(truth.tolist()))[:BEST]
    return len({*list(dict.fromkeys(ours.tolist()))[:BEST]} & {*best}) / len(best)


def _means(library: Library) -> Vectors:
    """One vector for each passage: the mean of its sentences'."""
    rows = library.passages_in(library.numbers(KIND))
    sums: Vectors | None = None
    for part in _lane(library).parts:
        for ids, block in part.blocks():
            if sums is None:
                sums = np.zeros((len(rows), block.shape[1]), np.float32)
            np.add.at(sums, np.searchsorted(rows, library.passages_of_sentences(ids)), block)
    if sums is None:
        raise ValueError("the library has no passage")
    unit: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return unit


class Held:
    """The most memory of its own that this process has held, mapped files left out, looked at again and again."""

    def __init__(self) -> None:
        self._most, self._done = 0.0, Event()
        self._watching = Thread(target=self._watch, daemon=True)
        self._watching.start()

    def most_mb(self) -> float:
        """Megabytes, until now."""
        self._done.set()
        self._watching.join()
        return round(self._most)

    def _watch(self) -> None:
        while not self._done.wait(LOOK_S):
            self._most = max(self._most, _status("RssAnon"))


def _status(name: str) -> float:
    """Megabytes, as Linux tells them of this process."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    [value] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(value) * KILOBYTE / MEGABYTE


def _model() -> Model:
    return find_model(read_settings().model)


def _ms(actions: Iterable[Callable[[], object]]) -> Times:
    """How long each takes, one after the other."""
    taken = 1000 * np.array([seconds(action) for action in actions])
    return Times(*(round(float(np.quantile(taken, share)), 2) for share in (0.5, 0.95)))


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
        click.echo(json.dumps(asdict(measure(asking, questions))))
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
