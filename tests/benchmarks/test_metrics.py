"""The metrics against a table worked by hand, trec_eval, and properties."""

import math

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.metrics import area_under_curve, first_hit, mrr_at, ndcg_at, recall_at

# q1 finds its grade-1 document at rank 1 and its grade-3 document at rank 3; its grade-2 document is missed.
#   DCG@3  = 1/log2(2) + 0 + 7/log2(4)            = 1 + 3.5               = 4.5
#   ideal  = 7/log2(2) + 3/log2(3) + 1/log2(4)    = 7 + 1.892789 + 0.5    = 9.392789
#   nDCG@3 = 0.479091      recall@3 = 2/3      reciprocal rank = 1      first = hit
# q2 finds its only document at rank 2 (grade 0 at rank 1 is not relevant).
#   nDCG@3 = (1/log2(3)) / 1 = 0.630930      recall@3 = 1      reciprocal rank = 1/2      first = miss
# q3 is not in the run: all 0. q4 has no relevant document and is left out of the means.
QRELS = {"q1": {"a": 1, "b": 2, "c": 3, "x": 0}, "q2": {"d": 1, "x": 0}, "q3": {"a": 1}, "q4": {"a": 0}}
RUN = {"q1": ["a", "x", "c", "z"], "q2": ["x", "d"], "q4": ["a"]}


def test_ndcg_is_the_table_s() -> None:
    assert ndcg_at(QRELS, RUN, k=3) == pytest.approx((0.4790909 + 0.6309298 + 0) / 3, abs=1e-6)


def test_recall_is_the_table_s() -> None:
    assert recall_at(QRELS, RUN, k=3) == pytest.approx((2 / 3 + 1 + 0) / 3)


def test_mrr_is_the_table_s() -> None:
    assert mrr_at(QRELS, RUN, k=3) == pytest.approx((1 + 1 / 2 + 0) / 3)


def test_first_hit_is_the_table_s() -> None:
    assert first_hit(QRELS, RUN) == pytest.approx(1 / 3)


def test_mrr_is_nothing_beyond_k() -> None:
    assert mrr_at({"q": {"c": 1}}, {"q": ["a", "b", "c"]}, k=2) == 0


def test_ndcg_is_1_when_the_first_k_could_not_be_better() -> None:
    assert ndcg_at({"q": {"a": 2, "b": 2, "c": 1}}, {"q": ["b", "a"]}, k=2) == 1


def test_a_negative_grade_is_not_relevant() -> None:
    assert ndcg_at({"q": {"a": 1, "junk": -2}}, {"q": ["junk", "a"]}, k=2) == pytest.approx(1 / math.log2(3))


def test_area_under_curve_counts_pairs_won_and_half_the_ties() -> None:
    # Pairs: 3>2 won, 3>1 won, 2=2 half, 2>1 won, 0<2 lost, 0<1 lost: 3.5 of 6.
    assert area_under_curve([3, 2, 0], [2, 1]) == pytest.approx(3.5 / 6)


@pytest.mark.parametrize(
    ("qrels", "run", "k", "says"),
    [
        ({"q": {"a": 1}}, {"q": ["a", "a"]}, 10, "lists a document twice for query 'q'"),
        ({"q": {"a": 1}}, {"q": ["a"]}, 0, "k is 0"),
        ({"q": {"a": 0}}, {"q": ["a"]}, 10, "no query has a relevant document"),
    ],
)
def test_what_cannot_be_measured_is_refused(qrels: dict, run: dict, k: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ndcg_at(qrels, run, k=k)


@pytest.mark.parametrize(("positive", "negative"), [([], [1.0]), ([1.0], []), ([math.nan], [1.0])])
def test_an_area_without_scores_on_both_sides_is_refused(positive: list, negative: list) -> None:
    with pytest.raises(ValueError, match="area_under_curve"):
        area_under_curve(positive, negative)


IDS = st.sampled_from("abcdefghijklmnop")
GRADED = st.dictionaries(IDS, st.integers(0, 4), min_size=1).filter(lambda grades: any(grades.values()))
BINARY = st.dictionaries(IDS, st.integers(0, 1), min_size=1).filter(lambda grades: any(grades.values()))
RANKED = st.lists(IDS, min_size=1, unique=True)


def with_trec_eval(measure: str, qrels: dict[str, int], ranked: list[str]) -> float:
    scores = {id: 1.0 / rank for rank, id in enumerate(ranked, start=1)}
    evaluator = pytrec_eval.RelevanceEvaluator({"q": qrels}, {measure})
    return evaluator.evaluate({"q": scores})["q"][measure.replace(".", "_")]


@given(BINARY, RANKED)
def test_ndcg_of_binary_grades_is_trec_eval_s(grades: dict[str, int], ranked: list[str]) -> None:
    expected = with_trec_eval("ndcg_cut.10", grades, ranked)
    assert ndcg_at({"q": grades}, {"q": ranked}, k=10) == pytest.approx(expected)


@given(GRADED, RANKED)
def test_ndcg_of_graded_is_trec_eval_s_with_the_gains_for_grades(grades: dict[str, int], ranked: list[str]) -> None:
    # trec_eval takes the grade itself as the gain, so it is given 2^grade - 1 for the grade.
    gains = {id: 2**grade - 1 for id, grade in grades.items()}
    expected = with_trec_eval("ndcg_cut.5", gains, ranked)
    assert ndcg_at({"q": grades}, {"q": ranked}, k=5) == pytest.approx(expected)


@given(GRADED, RANKED)
def test_recall_is_trec_eval_s(grades: dict[str, int], ranked: list[str]) -> None:
    expected = with_trec_eval("recall.5", grades, ranked)
    assert recall_at({"q": grades}, {"q": ranked}, k=5) == pytest.approx(expected)


@given(GRADED, RANKED)
def test_mrr_of_the_whole_ranking_is_trec_eval_s(grades: dict[str, int], ranked: list[str]) -> None:
    expected = with_trec_eval("recip_rank", grades, ranked)
    assert mrr_at({"q": grades}, {"q": ranked}, k=len(ranked)) == pytest.approx(expected)


@given(GRADED, RANKED)
def test_first_hit_is_trec_eval_s(grades: dict[str, int], ranked: list[str]) -> None:
    assert first_hit({"q": grades}, {"q": ranked}) == with_trec_eval("success.1", grades, ranked)


@given(GRADED, RANKED, st.integers(1, 20))
def test_no_ranking_beats_the_one_by_grade(grades: dict[str, int], ranked: list[str], k: int) -> None:
    by_grade = sorted(grades, key=lambda id: -grades[id])
    assert ndcg_at({"q": grades}, {"q": by_grade}, k=k) == pytest.approx(1)
    assert ndcg_at({"q": grades}, {"q": ranked}, k=k) <= 1 + 1e-9


@given(GRADED, RANKED, st.integers(1, 20))
def test_a_longer_look_never_recalls_less(grades: dict[str, int], ranked: list[str], k: int) -> None:
    shorter = recall_at({"q": grades}, {"q": ranked}, k=k)
    assert recall_at({"q": grades}, {"q": ranked}, k=k + 1) >= shorter


SCORES = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12)


@given(SCORES, SCORES)
def test_area_under_curve_is_that_of_every_pair(positive: list[float], negative: list[float]) -> None:
    won = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    assert area_under_curve(positive, negative) == pytest.approx(won / (len(positive) * len(negative)))


@given(SCORES, SCORES)
def test_swapping_the_sides_mirrors_the_area(positive: list[float], negative: list[float]) -> None:
    mirrored = 1 - area_under_curve(negative, positive)
    assert area_under_curve(positive, negative) == pytest.approx(mirrored)
