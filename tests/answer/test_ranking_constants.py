"""Each number that ranks or judges is held by golden questions or by a check here: changed by a third, it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest

from answer import ask
from answer.records import Standing
from index import terms
from index.building.build import build
from index.encoding import reranker
from index.library import Library, open_library
from index.records import DocumentLabel, Evidence, Hit, Signals
from index.searching import candidates, query, ranking, search
from index.terms import Marks
from ingest.records import Source, Voice
from tests.answer.ranking_constants import CHANGES, IN_PLACES, IN_SCORES, WITHOUT_EFFECT, Constant, changed, stated
from tests.conftest import FakeEncoder, write

SENTENCE = "Engineers closed the gate {number} of the river " + "while the water rose by a hand in every hour " * 12
PASSAGES = 600


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A document of 600 sentences, each long enough to be a passage of its own and each with the word "gate"."""
    folder = tmp_path_factory.mktemp("gates")
    gates = "\n\n".join(SENTENCE.format(number=number).strip() + "." for number in range(PASSAGES))
    write(folder / "corpus", "reporting/gates.txt", gates)
    build(folder / "corpus", folder / "data", FakeEncoder())
    with closing(open_library(folder / "data")) as opened:
        yield opened


def hit(signals: Signals) -> Hit:
    label = DocumentLabel("reporting/a.txt", "0", Source("reporting", "A"))
    return Hit(label, 0, 4, "Text", None, Evidence(0, 4, "Text", Voice()), (), (), 0.5, signals)


def near(cosine: float) -> Hit:
    """With all of the question's words; its log-odds are 12.7 times the cosine, less 3.74."""
    return hit(Signals(cosine=cosine, whole=0.0, coverage=1.0, missing=0.0, words=0.0, pairs=0.0))


def the_vectors_put_forward_400_sentences(library: Library) -> None:
    asked = query.prepare(library, FakeEncoder(), "gate")
    found = candidates.candidates(library, asked, "reporting", most=10_000)

    assert sum(one.meaning_rank is not None for one in found) == 400


def the_words_put_forward_100_passages(library: Library) -> None:
    asked = query.prepare(library, FakeEncoder(), "gate")
    found = candidates.candidates(library, asked, "reporting", most=10_000)

    assert sum(one.words_rank is not None for one in found) == 100


def thirty_passages_are_looked_at_closely(library: Library) -> None:
    looked: list[int] = []
    read = library.term_marks

    def reading(numbers: Sequence[int]) -> list[Marks]:
        looked.append(len(numbers))
        return read(numbers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "term_marks", reading)
        ranking.rank_lane(library, query.prepare(library, FakeEncoder(), "gate"), "reporting", k=1)

    assert looked == [30]


def scores_have_six_decimals(library: Library) -> None:
    asked = query.prepare(library, FakeEncoder(), "Who closed the gate of the river?")
    scores = [hit.score for hit in search.search_lane(library, asked, "reporting", k=20)]

    assert max(len(str(score).partition(".")[2]) for score in scores) == 6


def a_reranker_reads_the_first_twenty(library: Library) -> None:
    class Counting:
        name = "counting"

        def __init__(self) -> None:
            self.read = 0

        def scores(self, question: str, passages: Sequence[str]) -> list[float]:
            assert question
            self.read += len(passages)
            return [0.0] * len(passages)

    counting = Counting()
    asked = query.prepare(library, FakeEncoder(), "gate")
    search.search_lane(library, asked, "reporting", k=5, reranker=counting)

    assert counting.read == 20


def a_word_has_at_most_79_letters(_: Library) -> None:
    reader = terms.TermReader()

    assert (reader.terms("x" * 79), reader.terms("x" * 80)) == (["x" * 79], [])


def what_is_asked_for_counts_half(_: Library) -> None:
    assert query.telling_words(["Which", "sea", "froze"], frozenset()) == {"sea": 0.5, "froze": 1.0}


def a_fit_is_weighed_by_hand(_: Library) -> None:
    """0.9, 0.55, 0.2, 0.3, 0.3 and 0.05 of their parts, over 2.525."""
    fit = ranking.Fit(sentence=0.8, passage=0.6, words=0.4, pairs=0.2, document=0.5, lead=1.0)

    assert ranking.fuse(fit) == pytest.approx((0.72 + 0.33 + 0.08 + 0.06 + 0.15 + 0.05) / 2.525)


def log_odds_are_weighed_by_hand(_: Library) -> None:
    """12.70, -3.54, 2.36, -1.07 and 0.52 of the signals, and -6.10."""
    signals = Signals(cosine=0.5, whole=0.4, coverage=0.5, missing=0.3, words=0.9, pairs=0.5)

    assert ask.log_odds(signals) == pytest.approx(6.35 - 1.416 + 1.18 - 0.321 + 0.26 - 6.10)


def a_lane_has_nothing_below_its_bound(_: Library) -> None:
    """Log-odds of -1.352 and of -1.349 (the bound is -1.35)."""
    below, above = near(0.188), near(0.1883)

    assert (ask.standing([below]), ask.standing([above])) == (Standing.NOTHING, Standing.RELATED)


def a_lane_answers_from_its_bound(_: Library) -> None:
    """Log-odds of 0.197 and of 0.202 (the bound is 0.2)."""
    below, above = near(0.31), near(0.3104)

    assert (ask.standing([below]), ask.standing([above])) == (Standing.RELATED, Standing.ANSWERS)


def the_first_three_passages_are_judged(_: Library) -> None:
    weak, strong = near(-1.0), near(1.0)

    assert ask.standing([weak, weak, strong]) is Standing.ANSWERS
    assert ask.standing([weak, weak, weak, strong]) is Standing.NOTHING


Check = Callable[[Library], None]

CHECKS: dict[Constant, Check] = {
    Constant(candidates, "SENTENCE_CANDIDATES"): the_vectors_put_forward_400_sentences,
    Constant(candidates, "PASSAGE_CANDIDATES"): the_words_put_forward_100_passages,
    Constant(ranking, "CLOSER_LOOKS"): thirty_passages_are_looked_at_closely,
    Constant(ranking, "SCORE_DECIMALS"): scores_have_six_decimals,
    Constant(reranker, "RERANKED"): a_reranker_reads_the_first_twenty,
    Constant(terms, "LONGEST_WORD"): a_word_has_at_most_79_letters,
    Constant(query, "ASKED_FOR_SHARE"): what_is_asked_for_counts_half,
    Constant(ranking, "MOST"): a_fit_is_weighed_by_hand,
    **{
        Constant(ranking, "WEIGHTS", part): a_fit_is_weighed_by_hand
        for part in ("sentence", "passage", "words", "pairs", "document", "lead")
    },
    **{
        Constant(ask, "WEIGHTS", signal): log_odds_are_weighed_by_hand
        for signal in ("cosine", "whole", "coverage", "missing", "pairs")
    },
    Constant(ask, "CONSTANT"): log_odds_are_weighed_by_hand,
    Constant(ask, "NOTHING_BELOW"): a_lane_has_nothing_below_its_bound,
    Constant(ask, "ANSWERS_FROM"): a_lane_answers_from_its_bound,
    Constant(ask, "JUDGED_HITS"): the_first_three_passages_are_judged,
}
"""What holds a number where it is."""


def holds(check: Check, library: Library) -> bool:
    try:
        check(library)
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize("check", dict.fromkeys(CHECKS.values()), ids=lambda check: check.__name__)
def test_what_is_said_of_a_constant_is_so(check: Check, library: Library) -> None:
    check(library)


def test_a_check_fails_with_its_constant_a_third_less_or_more(library: Library) -> None:
    missed = []
    for constant, check in CHECKS.items():
        for factor in CHANGES:
            with changed(constant, factor):
                if holds(check, library):
                    missed.append(f"{constant} times {factor:.2f}: {check.__name__}")

    assert missed == []


def test_every_number_that_ranks_or_judges_is_held() -> None:
    held = IN_PLACES | IN_SCORES | WITHOUT_EFFECT | CHECKS.keys()

    assert sorted(map(str, stated() - held)) == [], "add them to a check here, or to ranking_constants.py"
    assert sorted(map(str, held - stated())) == [], "they are gone"
