from __future__ import annotations

from pathlib import Path

from benchmarks.beir import BeirDocument, BeirQuery
from benchmarks.retrieval import build_library, document_id, rank, score, write_corpus
from index.encoding.encoder import Encoder

DOCUMENTS = (
    BeirDocument("a/1", "Rivers", "The river rose on Monday. The lower gate was closed at noon."),
    BeirDocument("b 2", "", "A baker sells bread and cakes on the market square."),
)
QUERIES = (BeirQuery("q1", "When was the lower gate closed?"), BeirQuery("q2", "Who sells bread?"))


def test_documents_rank_by_their_best_passage_under_their_own_ids(tmp_path: Path, encoder: Encoder) -> None:
    library = build_library(DOCUMENTS, tmp_path, encoder)

    run = rank(library, QUERIES, encoder)

    assert {query: ranked[0] for query, ranked in run.items()} == {"q1": "a/1", "q2": "b 2"}
    assert sorted(run["q1"]) == ["a/1", "b 2"]


def test_a_run_is_scored_against_the_judgements_of_its_own_questions() -> None:
    judged = {"q1": {"a": 1}, "q2": {"b": 1}, "not asked": {"c": 1}}

    scores = score(judged, {"q1": ["a", "b"], "q2": ["a", "b"]})

    assert (scores.first_hit, scores.mrr_10, scores.recall_10) == (0.5, 0.75, 1.0)


def test_a_written_documents_id_is_read_back_from_its_path(tmp_path: Path) -> None:
    document = BeirDocument("news/Ō 1.a", "The Gate", "Engineers closed it.")

    write_corpus([document], tmp_path)

    [path] = tmp_path.rglob("*.txt")
    assert document_id(path.relative_to(tmp_path).as_posix()) == document.id
    assert path.read_text(encoding="utf-8") == "The Gate\n\nEngineers closed it."
