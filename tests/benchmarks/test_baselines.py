"""The plain baselines on a collection small enough to rank by hand, with a fake encoder."""

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.baselines import fuse_by_rank, rank_by_vectors, rank_by_words
from benchmarks.beir import BeirDocument, BeirQuery

DOCUMENTS = (
    BeirDocument("rain", "", "the rain fell and the river rose"),
    BeirDocument("goats", "Goats", "a farmer keeps many goats and a goat eats"),
    BeirDocument("river", "", "a river runs; rivers running to the sea"),
    BeirDocument("empty", "", ""),
)


class LetterEncoder:
    """Counts of a few letters, as unit rows; knows nothing of meaning and is the same everywhere."""

    def encode(
        self, texts: list[str], /, *, normalize_embeddings: bool, show_progress_bar: bool
    ) -> NDArray[np.float32]:
        assert not show_progress_bar
        rows = np.array([[text.lower().count(letter) for letter in "aegrt"] for text in texts], dtype=np.float32)
        rows += 0.1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True) if normalize_embeddings else rows


class ConstantEncoder:
    """Gives back what it was made with, whatever it is asked."""

    def __init__(self, rows: NDArray[np.generic]) -> None:
        self.rows = rows

    def encode(self, texts: list[str], /, **_: bool) -> NDArray[np.generic]:
        return self.rows[: len(texts)]


def test_words_rank_documents_that_share_a_stem_with_the_query() -> None:
    queries = [BeirQuery("q1", "Which river?"), BeirQuery("q2", "goat")]
    assert rank_by_words(DOCUMENTS, queries) == {"q1": ["river", "rain"], "q2": ["goats"]}


def test_a_title_s_words_count() -> None:
    documents = [BeirDocument("d", "Elephants", "no such word here")]
    assert rank_by_words(documents, [BeirQuery("q", "elephant")]) == {"q": ["d"]}


@pytest.mark.parametrize("text", ["", "the and of", "?!", "zebra"])
def test_a_query_without_a_known_word_finds_nothing_by_words(text: str) -> None:
    assert rank_by_words(DOCUMENTS, [BeirQuery("q", text)]) == {"q": []}


def test_a_collection_without_words_gives_nothing_by_words() -> None:
    assert rank_by_words([BeirDocument("d", "", "the")], [BeirQuery("q", "rain")]) == {"q": []}


def test_ties_of_words_break_by_place_and_the_list_stops_at_its_depth() -> None:
    documents = [BeirDocument(f"d{place}", "", "rain") for place in range(150)]
    expected = [f"d{place}" for place in range(100)]
    assert rank_by_words(documents, [BeirQuery("q", "rain")]) == {"q": expected}


def test_words_rank_as_the_formula_says() -> None:
    # Lucene's BM25 by hand: idf · tf / (tf + k1 · (1 − b + b · length / mean length)), the query's words summed.
    documents = [BeirDocument("a", "", "rain rain sun"), BeirDocument("b", "", "rain"), BeirDocument("c", "", "sun")]
    idf = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = 5 / 3
    scores = {
        "a": idf * 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / mean)),
        "b": idf * 1 / (1 + 1.2 * (0.25 + 0.75 * 1 / mean)),
    }
    expected = sorted(scores, key=lambda id: -scores[id])
    assert rank_by_words(documents, [BeirQuery("q", "rain")]) == {"q": expected}


def test_vectors_rank_as_the_numpy_product_does() -> None:
    queries = [BeirQuery("q1", "great goats"), BeirQuery("q2", "terror")]
    encoder = LetterEncoder()
    texts = [f"{document.title} {document.text}".strip() for document in DOCUMENTS]
    rows = encoder.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    asked = encoder.encode([q.text for q in queries], normalize_embeddings=True, show_progress_bar=False)
    order = np.argsort(-(asked @ rows.T), axis=1, kind="stable")
    expected = {q.id: [DOCUMENTS[place].id for place in row] for q, row in zip(queries, order, strict=True)}
    assert rank_by_vectors(DOCUMENTS, queries, encoder=encoder) == expected


def test_ties_of_vectors_break_by_place() -> None:
    documents = [BeirDocument(f"d{place}", "", "same") for place in range(40)]
    run = rank_by_vectors(documents, [BeirQuery("q", "tease")], encoder=LetterEncoder())
    assert run == {"q": [f"d{place}" for place in range(40)]}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (np.ones((9, 4), dtype=np.float32), "not of length 1"),
        (np.eye(9, dtype=np.float64), "float64"),
        (np.eye(2, dtype=np.float32), r"\(2, 2\) for 4 texts"),
    ],
)
def test_rows_that_cosine_cannot_use_are_refused(rows: NDArray[np.generic], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rank_by_vectors(DOCUMENTS, [BeirQuery("q", "rain")], encoder=ConstantEncoder(rows))


def test_fusion_sums_reciprocal_ranks() -> None:
    # Goats get 0.0325 (second and first), rain 0.0164 (first), the river 0.0161 (second).
    runs = [{"q": ["rain", "goats"]}, {"q": ["goats", "river"]}]
    assert fuse_by_rank(DOCUMENTS, runs) == {"q": ["goats", "rain", "river"]}


def test_ties_of_fusion_break_by_place_whatever_the_order_of_the_runs() -> None:
    runs = [{"q": ["river", "rain"]}, {"q": ["rain", "river"]}]
    assert fuse_by_rank(DOCUMENTS, runs) == fuse_by_rank(DOCUMENTS, runs[::-1]) == {"q": ["rain", "river"]}


def test_fusion_keeps_a_query_that_only_one_run_answers() -> None:
    assert fuse_by_rank(DOCUMENTS, [{"q1": []}, {"q1": ["rain"], "q2": ["goats"]}]) == {
        "q1": ["rain"],
        "q2": ["goats"],
    }


def test_fusion_stops_at_its_depth() -> None:
    documents = [BeirDocument(f"d{place}", "", "") for place in range(200)]
    ids = [document.id for document in documents]
    fused = fuse_by_rank(documents, [{"q": ids[:100]}, {"q": ids[100:]}])["q"]
    assert fused == [id for pair in zip(ids[:100], ids[100:], strict=True) for id in pair][:100]
