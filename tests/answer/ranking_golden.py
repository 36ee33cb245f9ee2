"""Today's places and standings on golden questions, and the way to write them anew.

A change that means to rank or to judge differently writes them again, and its commit shows what it did, a line a lane:

    python -m tests.answer.ranking_golden

The model runs in float32, as it can everywhere: sentence-transformers and onnxruntime then agree in every place, and in
scores to the fifth decimal. In bfloat16 scores move by a thousandth, and with them some places.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from answer.ask import ask
from answer.records import Lane
from index.building.build import build
from index.encoding.encoder import SentenceEncoder, Vectors
from index.encoding.models import find_model
from index.library import Library, open_library
from index.records import Hit
from settings import PACKAGED_MODEL

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
CORPORA = {"corpus": ROOT / "corpus", "newsroom": GOLDEN / "newsroom"}
"""The two documents that Byline comes with, and a newsroom's 48."""

Row = dict[str, Any]
"""A lane: its question, kind and standing, and its places.

A place is the document, where its passage starts and ends, where its evidence does, and the score. A lane with nothing
has its nearest miss alone.
"""

DECIMALS = 4
NOISE = 0.0002
"""Scores may differ by so much: processors add in different orders, which may turn the last decimal."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A library, its questions, and the lanes that are expected of them."""

    library: Library
    questions: tuple[str, ...]
    expected: tuple[Row, ...]


class RememberingEncoder(SentenceEncoder):
    """The packaged model in float32, which reads each question once."""

    def __init__(self) -> None:
        super().__init__(find_model(PACKAGED_MODEL))
        self._known: dict[str, Vectors] = {}

    def encode_question(self, question: str) -> Vectors:
        if question not in self._known:
            self._known[question] = super().encode_question(question)
        return self._known[question]


@contextmanager
def encoding() -> Iterator[RememberingEncoder]:
    """The encoder; sentence-transformers takes bfloat16 by itself where the processor has matrix units for it."""
    import torch

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
        encoder = RememberingEncoder()
        encoder.warm_up()
        yield encoder


@contextmanager
def asked(name: str, folder: Path, encoder: SentenceEncoder) -> Iterator[Asked]:
    """A corpus built in this folder, with what is asked of it and expected."""
    build(CORPORA[name], folder, encoder)
    questions = tuple(str(row["question"]) for row in read(GOLDEN / f"{name}_questions.jsonl"))
    with closing(open_library(folder)) as library:
        yield Asked(library, questions, tuple(read(expectations(name))))


def expectations(name: str) -> Path:
    """Where the lanes of a corpus are written down."""
    return GOLDEN / f"{name}_ranking.jsonl"


def read(path: Path) -> list[Row]:
    """The rows of a file, none where there is no file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def lanes(library: Library, encoder: SentenceEncoder, questions: Iterable[str]) -> Iterator[Row]:
    """What the library answers, lane by lane, worked out as they are read."""
    for question in questions:
        yield from (_row(question, lane) for lane in ask(library, encoder, question).lanes)


def differences(expected: Sequence[Row], found: Iterable[Row], *, scores: bool = True) -> Iterator[str]:
    """What is otherwise than expected, a few lines for each lane.

    Args:
        expected: the lanes written down.
        found: those of now, in the same order.
        scores: whether scores count beside standings and places.
    """
    left = iter(expected)
    for row in found:
        wanted = next(left, {})
        if not _same(wanted, row, scores=scores):
            yield "\n".join((_title(row), *_told("was", wanted), *_told("is", row)))
    yield from (f"{_title(row)}: not there any more" for row in left)


def _row(question: str, lane: Lane) -> Row:
    hits = lane.hits or ((lane.nearest_miss,) if lane.nearest_miss else ())
    places = [_place(hit) for hit in hits]
    return {"question": question, "kind": lane.kind, "standing": lane.standing.value, "places": places}


def _place(hit: Hit) -> list[Any]:
    score = round(hit.score, DECIMALS)
    return [hit.document.id, hit.start, hit.end, hit.evidence.start, hit.evidence.end, score]


def _same(expected: Row, found: Row, *, scores: bool) -> bool:
    if _without_scores(expected) != _without_scores(found):
        return False
    pairs = zip(expected.get("places", ()), found.get("places", ()), strict=True)
    return not scores or all(abs(one[-1] - other[-1]) < NOISE for one, other in pairs)


def _without_scores(row: Row) -> Row:
    return row | {"places": [place[:-1] for place in row.get("places", ())]}


def _title(row: Row) -> str:
    return f"{row['question']} | {row['kind']}"


def _told(when: str, row: Row) -> list[str]:
    places = [" ".join(map(str, place)) for place in row.get("places", ())]
    return [
        f"  {when}: {row.get('standing') or row.get('refused') or 'not there'}",
        *(f"      {one}" for one in places),
    ]


def _write() -> None:
    with encoding() as encoder, tempfile.TemporaryDirectory() as folder:
        for name in CORPORA:
            with asked(name, Path(folder) / name, encoder) as one:
                rows = lanes(one.library, encoder, one.questions)
                text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            expectations(name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
