from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.fitting import Scored, cross_validated, fit
from benchmarks.support import Row, areas, overlap, read_rows, report

SIGNALS = np.array([[0.9, 1, 0, 0], [0.2, 0, 0, 1], [0.8, 1, 0, 0], [0.3, 0, 0, 0]])
FILE = Scored(
    name="made",
    claims=("One.", "Two.", "Three.", "Four."),
    supported=np.array([True, False, True, False]),
    signals=SIGNALS,
    cosine=np.array([0.9, 0.2, 0.1, 0.3]),
    overlap=np.array([0.5, 0.5, 0.5, 0.5]),
)


@pytest.mark.parametrize("packed", [True, False])
def test_claims_are_read_with_their_evidence(tmp_path: Path, *, packed: bool) -> None:
    rows = [
        {"claim": "A  claim.", "evidence": ["one", " ", "two"], "label": "supported"},
        {"claim": "Another.", "evidence": "a passage", "label": "REFUTES"},
    ]
    text = "\n".join(map(json.dumps, rows)).encode()
    path = tmp_path / ("claims.jsonl.gz" if packed else "claims.jsonl")
    path.write_bytes(gzip.compress(text) if packed else text)

    assert read_rows(path) == [Row("A claim.", ("one", "two"), True), Row("Another.", ("a passage",), False)]


def test_overlap_is_the_share_of_the_claims_words() -> None:
    assert overlap(Row("The gate closed", ("A gate", "was closed."), True)) == pytest.approx(2 / 3)


def test_the_areas_of_all_ways_stand_side_by_side() -> None:
    found = areas(FILE, np.array([3.0, 1.0, 2.0, 0.0]))

    assert found == {
        "Byline": 1.0,
        "plain cosine": 0.5,
        "plain word overlap": 0.5,
        "above the better plain way": 0.5,
    }


@pytest.mark.slow
def test_a_fit_tells_the_supported_from_the_others() -> None:
    weights, constant = fit([FILE])

    odds = SIGNALS @ weights + constant
    assert (odds > 0).tolist() == [True, False, True, False]


@pytest.mark.slow
def test_each_file_is_scored_by_numbers_of_the_others() -> None:
    found = report([FILE, replace(FILE, name="other")], fitted=True)

    assert found["by the other files' numbers"] == {"made": 1.0, "other": 1.0}


def test_no_claim_is_scored_by_numbers_fitted_on_itself() -> None:
    twenty = Scored(
        name="made",
        claims=tuple(f"Claim {at // 2}." for at in range(40)),
        supported=np.arange(40) % 2 == 0,
        signals=np.tile([[1.0, 0, 0, 0], [0.0, 0, 0, 0]], (20, 1)),
        cosine=np.zeros(40),
        overlap=np.zeros(40),
    )
    turned = replace(twenty, supported=np.concatenate([~twenty.supported[:2], twenty.supported[2:]]))

    plain, other = cross_validated([twenty])[0], cross_validated([turned])[0]

    assert other[:2].tolist() == plain[:2].tolist()
    assert other[2:].tolist() != plain[2:].tolist()
