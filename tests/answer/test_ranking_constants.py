"""Each number that ranks or judges is held by golden questions or by a check here: changed by a third, it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from answer import ask, strengths
from answer.records import Standing
from index import terms
from index.building.build import build
from index.encoding import reranker
from index.encoding.background_cosines import Background
from index.library import Library, open_library
from index.records import Signals, Strength
from index.searching import asked_for, candidates, evidence_sentence, notes, query, ranking, search
from index.searching.asked_for import AskedFor
from index.terms import Marks
from tests.answer.ranking_constants import CHANGES, IN_PLACES, IN_SCORES, WITHOUT_EFFECT, Constant, changed, stated
from tests.conftest import FakeEncoder, write

SENTENCE = "Engineers closed the gate {number} of the river " + "while the water rose by a hand in every hour " * 12
PASSAGES = 600


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A document of 600 sentences, each a passage of its own with the word "gate", and nine whose titles are alike."""
    folder = tmp_path_factory.mktemp("gates")
    gates = "\n\n".join(SENTENCE.format(number=number).strip() + "." for number in range(PASSAGES))
    write(folder / "corpus", "reporting/gates.txt", gates)
    for number in range(9):
        text = f"---\ntitle: Dossier {number}\n---\n\nA keeper fed animal {number} at noon."
        write(folder / "corpus", f"zoo/dossier-{number}.md", text)
    build(folder / "corpus", folder / "data", FakeEncoder())
    with closing(open_library(folder / "data")) as opened:
        yield opened


PLAIN = Background(mean=0.0, deviation=0.1)
NONE = Signals(cosine=0.0, whole=0.0, coverage=0.0, missing=1.0, words=0.0, pairs=0.0)


def strength(signals: Signals, *, sentences: int = 1) -> Strength | None:
    return strengths.strength_of(signals, PLAIN, sentences=sentences)


def the_vectors_put_forward_400_sentences(library: Library) -> None:
    asked = query.prepare(library, FakeEncoder(), "gate")
    found = candidates.candidates(library, asked, "reporting", most=10_000)

    assert sum(one.meaning_rank is not None for one in found) == 400


def the_words_put_forward_100_passages(library: Library) -> None:
    asked = query.prepare(library, FakeEncoder(), "gate")
    found = candidates.candidates(library, asked, "reporting", most=10_000)

    assert sum(one.words_rank is not None for one in found) == 100


def a_full_match_of_words_counts_a_cosine_and_a_half(library: Library) -> None:
    ordered: list[dict[int, float]] = []
    best_first = candidates.Scored.best_first

    def noting(scored: candidates.Scored, library: Library) -> NDArray[np.int64]:
        ordered.append(dict(zip(scored.rows.tolist(), scored.scores.tolist(), strict=True)))
        return best_first(scored, library)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates.Scored, "best_first", noting)
        patch.setattr(candidates, "LABELLED_DOCUMENTS", 0)
        candidates.candidates(library, query.prepare(library, FakeEncoder(), "gate"), "reporting", most=30)

    cosines, shares, together = ordered
    row = next(row for row in shares if row in cosines)
    assert together[row] == pytest.approx(cosines[row] + 1.5 * shares[row])


def thirty_passages_are_looked_at_closely(library: Library) -> None:
    looked: list[int] = []
    read = library.term_marks

    def reading(numbers: Sequence[int]) -> list[Marks]:
        looked.append(len(numbers))
        return read(numbers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "term_marks", reading)
        patch.setattr(candidates, "LABELLED_DOCUMENTS", 0)
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
    """5.5 and 1.7 of the signals, and -3."""
    signals = replace(NONE, cosine=0.5, sentence=0.5)

    assert strengths.log_odds(signals, PLAIN) == pytest.approx(2.75 + 0.85 - 3.0)


def a_match_is_strong_from_its_bound(_: Library) -> None:
    """Log-odds of 1.74 and of 1.76 (the bound is 1.75)."""
    below, above = (replace(NONE, cosine=cosine, sentence=1.0, missing=0.0, found=5.0) for cosine in (0.553, 0.557))

    assert (strength(below), strength(above)) == (Strength.WEAK, Strength.STRONG)


def a_passage_is_near_by_a_chance_of_one_in_two_hundred(_: Library) -> None:
    """Of 4.5 deviations the chance is 3.40 in 1,000,000: 0.0049 of 1,440 sentences, 0.0051 of 1,500."""
    near = replace(NONE, cosine=0.45)

    assert (strength(near, sentences=1_440), strength(near, sentences=1_500)) == (Strength.WEAK, None)


def a_lane_of_few_sentences_is_judged_as_one_of_1000(_: Library) -> None:
    """Of 4.42 deviations the chance is 4.94 in 1,000,000, of 4.41 it is 5.17: of 1,000 sentences 0.0049 and 0.0052."""
    near, less = (replace(NONE, cosine=cosine) for cosine in (0.442, 0.441))

    assert (strength(near, sentences=10), strength(less, sentences=10)) == (Strength.WEAK, None)


def a_word_is_rare_from_4_2_nats(_: Library) -> None:
    assert (strength(replace(NONE, found=4.19)), strength(replace(NONE, found=4.21))) == (None, Strength.WEAK)


def a_title_names_its_document_by_more_than_half(_: Library) -> None:
    """Three of five words of a title do, two do not."""
    title = ["shame", "sorrel", "river", "gate", "noon"]

    assert (answers_by_label(title, asked=3), answers_by_label(title, asked=2)) == (True, False)


def answers_by_label(title: Sequence[str], *, asked: int) -> bool:
    """Whether a document of this title, all of whose asked words stand in its label, answers by it."""
    source = SimpleNamespace(title=" ".join(title), author="Ada Holm")
    library = SimpleNamespace(
        labels={0: SimpleNamespace(source=source)},
        words=SimpleNamespace(sequence=str.split),
        label_words=SimpleNamespace(table=lambda *_: np.array([True])),
    )
    searched = SimpleNamespace(information=dict.fromkeys(title[:asked], 1.0))
    searching = ask.Searching(library, searched, SimpleNamespace(label_field="author"), PLAIN, None)
    return searching._label_answers(SimpleNamespace(stored=SimpleNamespace(document=0)))


def the_first_three_passages_are_judged(_: Library) -> None:
    weak, strong = (SimpleNamespace(strength=one) for one in (Strength.WEAK, Strength.STRONG))

    assert ask.standing([weak, weak, strong]) is Standing.ANSWERS
    assert ask.standing([weak, weak, weak, strong]) is Standing.RELATED


def more_is_looked_at_where_fifteen_of_thirty_match(library: Library) -> None:
    assert (looks(library, matching=14), looks(library, matching=15)) == ([0], [0, 30, 60])


def looks(library: Library, *, matching: int) -> list[int]:
    """From where candidates are looked at, if so many of each thirty match, and there are sixty."""
    looked: list[int] = []
    first = next(iter(library.labels))

    def ranked(*_: object, after: int, **__: object) -> list[int]:
        looked.append(after)
        return list(range(30)) if after < 60 else []

    def matches(_: object, found: Sequence[int], __: int) -> list[ask.Match]:
        return [match(1000 * len(looked) + number, document=first) for number in found[:matching]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ask, "ranked_lane", ranked)
        patch.setattr(ask.Searching, "_matches", matches)
        patch.setattr(ask, "hits_of", lambda *_: [])
        searching = ask.Searching(library, SimpleNamespace(sought=()), SimpleNamespace(exact=()), PLAIN, None)
        searching.lane("reporting", SimpleNamespace(passages=None, searched=None), k=1, offset=99)
    return looked


def match(number: int, *, document: int = 0, terms: Sequence[int] = ()) -> ask.Match:
    stored = SimpleNamespace(number=number, document=document)
    return ask.Match(SimpleNamespace(stored=stored, terms=np.array(terms or [number], np.int64)), Strength.WEAK)


def a_sentence_with_what_is_asked_for_counts_more(_: Library) -> None:
    """Beside a sentence of 0.5, one with a number is the evidence from a fit of 0.35."""
    assert evidence_of("How many?", {"Many.": 0.5, "Twelve.": 0.36}) == "Twelve."
    assert evidence_of("How many?", {"Many.": 0.5, "Twelve.": 0.34}) == "Many."


def a_passage_with_the_amount_that_is_asked_for_passes_one_six_hundredths_above(_: Library) -> None:
    assert first_of("What did it cost?", {"It cost a lot.": 0.40, "It cost 9 crowns.": 0.345}) == "It cost 9 crowns."
    assert first_of("What did it cost?", {"It cost a lot.": 0.40, "It cost 9 crowns.": 0.335}) == "It cost a lot."


def first_of(question: str, scores: Mapping[str, float]) -> str:
    """The evidence of the passage that comes first, of passages with these."""
    nothing: Any = None
    found = [
        ranking.Ranked(SimpleNamespace(said=said), nothing, nothing, (), (), 0.0, 0.0, 0.0, 0.0, nothing, score)
        for said, score in scores.items()
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "evidence_text", lambda _, __, one: one.stored.said)
        return str(search._lifted(nothing, found, SimpleNamespace(question=question))[0].stored.said)


def the_three_words_behind_a_number_say_of_what_it_is(_: Library) -> None:
    assert asked_for.has("Two very old wooden ships", "How many ships sank?", AskedFor.NUMBER) == 0.5
    assert asked_for.has("Two very old ships", "How many ships sank?", AskedFor.NUMBER) == 1.0


def two_forms_of_a_noun_have_five_letters_in_common(_: Library) -> None:
    assert asked_for.has("Two stories", "How many storage rooms?", AskedFor.NUMBER) == 0.5
    assert asked_for.has("Two families", "How many familiars came?", AskedFor.NUMBER) == 1.0


def three_origins_share_a_note_of_eight_words(_: Library) -> None:
    assert noted(origins=3, words=8) == [1, 1, 1]
    assert noted(origins=2, words=8) == [0, 0, 0]
    assert noted(origins=3, words=7) == [0, 0, 0]


def noted(*, origins: int, words: int) -> list[int]:
    """How many of the two sentences of each of three passages are a note."""
    passages = [np.array([90 + one, 0, *range(1, words + 1), 0], np.int64) for one in range(3)]
    ends = np.ones(3, np.bool_)
    return notes.note_lengths(passages, [str(one % origins) for one in range(3)], opening=ends, closing=ends)


def evidence_of(question: str, fits: Mapping[str, float]) -> str:
    return list(fits)[evidence_sentence.best_sentence(question, list(fits), [False] * len(fits), list(fits.values()))]


def a_document_has_two_passages_before_others(_: Library) -> None:
    found = ask.spread([match(number, document=number // 4) for number in range(6)])

    assert [one.ranked.stored.number for one in found] == [0, 1, 4, 5, 2, 3]


def copies_share_four_words_in_five(_: Library) -> None:
    """Of ten words eight are shared, or seven."""
    label = SimpleNamespace(origin="one", id="one")
    one = match(1, document=1, terms=range(10))
    library = SimpleNamespace(labels={1: label, 2: label})

    assert len(ask.fold([one, match(2, document=2, terms=range(2, 12))], library)) == 1
    assert len(ask.fold([one, match(2, document=2, terms=range(3, 13))], library)) == 2


def five_documents_are_looked_at_for_their_labels(library: Library) -> None:
    """Of six that are named alike, five get a closer look whatever their passages say."""
    asked = query.prepare(library, FakeEncoder(), "dossier")
    looked = [number for number, label in library.labels.items() if "dossier" in label.id]
    found = candidates.candidates(library, asked, "zoo", most=1)
    documents = {library.inventory.document_of(one.passage) for one in found}

    assert len(looked) == 9
    assert len(documents) == 5


Check = Callable[[Library], None]

CHECKS: dict[Constant, Check] = {
    Constant(candidates, "SENTENCE_CANDIDATES"): the_vectors_put_forward_400_sentences,
    Constant(candidates, "PASSAGE_CANDIDATES"): the_words_put_forward_100_passages,
    Constant(candidates, "WORDS_WEIGHT"): a_full_match_of_words_counts_a_cosine_and_a_half,
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
    **{Constant(strengths, "WEIGHTS", signal): log_odds_are_weighed_by_hand for signal in ("cosine", "sentence")},
    Constant(strengths, "CONSTANT"): log_odds_are_weighed_by_hand,
    Constant(strengths, "STRONG_FROM"): a_match_is_strong_from_its_bound,
    Constant(strengths, "CHANCE"): a_passage_is_near_by_a_chance_of_one_in_two_hundred,
    Constant(strengths, "SMALL_LANE"): a_lane_of_few_sentences_is_judged_as_one_of_1000,
    Constant(strengths, "RARE"): a_word_is_rare_from_4_2_nats,
    Constant(ask, "MOST_OF_TITLE"): a_title_names_its_document_by_more_than_half,
    Constant(ask, "JUDGED"): the_first_three_passages_are_judged,
    Constant(ask, "MANY_MATCH"): more_is_looked_at_where_fifteen_of_thirty_match,
    Constant(ask, "MOST_OF_ONE"): a_document_has_two_passages_before_others,
    Constant(ask, "SAME_PASSAGE"): copies_share_four_words_in_five,
    Constant(asked_for, "NEAR_NUMBER"): the_three_words_behind_a_number_say_of_what_it_is,
    Constant(asked_for, "STEM"): two_forms_of_a_noun_have_five_letters_in_common,
    Constant(notes, "SHARED_BY"): three_origins_share_a_note_of_eight_words,
    Constant(notes, "LEAST_TERMS"): three_origins_share_a_note_of_eight_words,
    Constant(evidence_sentence, "ASKED_FOR_BONUS"): a_sentence_with_what_is_asked_for_counts_more,
    Constant(search, "LIFT"): a_passage_with_the_amount_that_is_asked_for_passes_one_six_hundredths_above,
    Constant(candidates, "LABELLED_DOCUMENTS"): five_documents_are_looked_at_for_their_labels,
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
