"""Reading a BEIR folder: what is there, and what is refused with file and line."""

import gzip
from pathlib import Path

import pytest

from benchmarks.beir import BeirDataset, BeirDocument, BeirQuery, DatasetError, read_dataset
from errors import BylineError

CORPUS = '{"_id": "d1", "title": "One", "text": "first"}\n\n{"_id": "d2", "text": "a\u2028b", "metadata": {}}\n'
QUERIES = '{"_id": "q1", "text": "who?", "metadata": {}}\n{"_id": "q2", "text": "why?"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n"
NULLS = '{"_id": "n1", "text": "what?"}\n'

EXPECTED = BeirDataset(
    name="set",
    documents=(BeirDocument("d1", "One", "first"), BeirDocument("d2", "", "a\u2028b")),
    queries=(BeirQuery("q1", "who?"), BeirQuery("q2", "why?")),
    qrels={"q1": {"d1": 2, "d2": 0}},
    null_queries=(BeirQuery("n1", "what?"),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text(CORPUS, encoding="utf-8")
    (folder / "queries.jsonl").write_text(QUERIES, encoding="utf-8")
    (folder / "null_queries.jsonl").write_text(NULLS, encoding="utf-8")
    (folder / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return folder


def test_a_plain_folder_is_read_whole(folder: Path) -> None:
    assert read_dataset(folder) == EXPECTED


def test_a_compressed_folder_is_read_the_same(folder: Path) -> None:
    for plain in folder.glob("*.jsonl"):
        plain.with_name(f"{plain.name}.gz").write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    assert read_dataset(folder) == EXPECTED


def test_judgements_are_found_in_the_folder_qrels(folder: Path) -> None:
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert read_dataset(folder).qrels == EXPECTED.qrels


def test_other_judgements_can_be_given(folder: Path) -> None:
    (folder / "other.tsv").write_text("query-id\tcorpus-id\tscore\nq2\td2\t1\n", encoding="utf-8")
    assert read_dataset(folder, qrels=folder / "other.tsv").qrels == {"q2": {"d2": 1}}


def test_without_a_file_of_null_queries_there_are_none(folder: Path) -> None:
    (folder / "null_queries.jsonl").unlink()
    assert read_dataset(folder).null_queries == ()


def test_a_judged_document_may_be_missing(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tgone\t1\n", encoding="utf-8")
    assert read_dataset(folder).qrels == {"q1": {"gone": 1}}


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("corpus.jsonl", CORPUS + "{", "corpus.jsonl line 4: not JSON"),
        ("corpus.jsonl", CORPUS + "[]", "corpus.jsonl line 4: not a JSON object"),
        ("corpus.jsonl", '{"text": "x"}', "corpus.jsonl line 1: the field '_id' is null"),
        ("corpus.jsonl", '{"_id": "d1"}', "corpus.jsonl line 1: the field 'text' is null"),
        ("corpus.jsonl", '{"_id": " ", "text": "x"}', "corpus.jsonl line 1: the field '_id' is empty"),
        ("corpus.jsonl", CORPUS + CORPUS, "corpus.jsonl line 4: the _id 'd1' is taken already"),
        ("corpus.jsonl", "", "has no documents"),
        ("queries.jsonl", "", "has no queries"),
        ("queries.jsonl", '{"_id": 7, "text": "x"}', "queries.jsonl line 1: the field '_id' is 7"),
        ("null_queries.jsonl", '{"_id": "n1", "text": 1}', "null_queries.jsonl line 1: the field 'text' is 1"),
        ("qrels.tsv", "", "qrels.tsv line 1: the header must be query-id, corpus-id, score"),
        ("qrels.tsv", "q1\td1\t1\n", "qrels.tsv line 1: the header must be query-id, corpus-id, score"),
        ("qrels.tsv", QRELS + "q1\td3\n", "qrels.tsv line 4: give a query id, a document id and a whole"),
        ("qrels.tsv", QRELS + "q1\td3\thigh\n", "qrels.tsv line 4: give a query id, a document id and a"),
        ("qrels.tsv", QRELS + "q9\td1\t1\n", "qrels.tsv line 4: no query has the id 'q9'"),
        ("qrels.tsv", QRELS + "q1\td1\t1\n", "qrels.tsv line 4: 'q1' with 'd1' is judged twice"),
    ],
)
def test_what_is_not_the_layout_is_refused_by_file_and_line(folder: Path, file: str, text: str, says: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=says):
        read_dataset(folder)


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_refused_by_name(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(DatasetError, match=f"has no {file}"):
        read_dataset(folder)


def test_a_cut_off_archive_is_refused(folder: Path) -> None:
    (folder / "corpus.jsonl").unlink()
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(CORPUS.encode())[:-12])
    with pytest.raises(DatasetError, match=r"corpus\.jsonl\.gz cannot be read after line"):
        read_dataset(folder)


def test_bytes_that_are_not_utf_8_are_refused(folder: Path) -> None:
    (folder / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "\xff"}\n')
    with pytest.raises(DatasetError, match=r"queries\.jsonl cannot be read after line 0"):
        read_dataset(folder)


def test_a_data_set_error_is_one_a_person_is_told() -> None:
    assert issubclass(DatasetError, BylineError)
