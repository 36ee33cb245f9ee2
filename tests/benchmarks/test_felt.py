from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.beir import DatasetError
from benchmarks.felt import data_set, summary


def test_a_data_set_is_a_corpus_and_its_first_questions(tmp_path: Path) -> None:
    rows = {
        "corpus.jsonl": [{"_id": "a", "title": "Gate", "text": "It closed."}],
        "queries.jsonl": [{"_id": str(n), "text": f"Question {n}?"} for n in range(30)],
    }
    for name, lines in rows.items():
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n0\ta\t1\n", encoding="utf-8")

    questions = data_set(tmp_path, tmp_path / "corpus")

    assert questions == [f"Question {n}?" for n in range(20)]
    assert [path.read_text() for path in (tmp_path / "corpus").rglob("*.txt")] == ["Gate\n\nIt closed."]


def test_a_corpus_is_no_data_set_and_half_a_data_set_is_refused(tmp_path: Path) -> None:
    assert data_set(tmp_path, tmp_path / "corpus") == []
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "text": "x"}\n', encoding="utf-8")
    with pytest.raises(DatasetError):
        data_set(tmp_path, tmp_path / "corpus")


def test_the_median_and_the_ninth_of_ten_are_told() -> None:
    assert summary([float(n) for n in range(1, 11)]) == {
        "measured": 10,
        "median_ms": 5.5,
        "ninth_of_ten_ms": 9.0,
        "slowest_ms": 10.0,
    }
