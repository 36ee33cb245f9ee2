from __future__ import annotations

import os
from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from errors import StorageError
from index import words
from index.storage.checksums import beside
from index.terms import BREAK, analyzer, marks_of
from index.words import WordEntry, WordIndex, most_bm25, words_path, write_words

TEXTS = {
    1: ("reporting", "The river rose on Monday."),
    2: ("reporting", "Engineers closed the gate. The gate is old. The gate stays closed."),
    3: ("commentary", "Closing the gate was a mistake."),
    4: ("reporting", "A baker sells bread."),
}


def entries(texts: dict[int, tuple[str, str]]) -> list[WordEntry]:
    return [WordEntry(row, kind, [text]) for row, (kind, text) in texts.items()]


def made(folder: Path, texts: dict[int, tuple[str, str]] = TEXTS) -> WordIndex:
    write_words(folder / "1", previous=None, removed=(), added=entries(texts))
    return WordIndex.load(folder / "1")


def bm25(term: str, row: int, texts: dict[int, tuple[str, str]] = TEXTS) -> float:
    """BM25 by its formula (k1 = 1.2, b = 0.75), over all passages: the slow oracle."""
    terms = {number: analyzer().analyze(text) for number, (_, text) in texts.items()}
    holding = sum(term in found for found in terms.values())
    weight = log(1 + (len(terms) - holding + 0.5) / (holding + 0.5))
    count, length = terms[row].count(term), len(terms[row])
    average = sum(map(len, terms.values())) / len(terms)
    return weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / average))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The rivers ROSE", ["river", "rose"]),
        ("Café café cafe", ["cafe"]),
        ("don't", ["don"]),
        ("Byline's, the council’s", ["bylin", "council"]),
        ("O’Neill’s 5's", ["o", "neill", "5"]),
        ("U.S. forces", ["us", "forc"]),
        ("i.e. the U.N. and e.U.", ["ie", "un", "eu"]),
        ("in v1.2.a.b. it", ["v1", "2", "b"]),
        ("1,000 people in 2019", ["1000", "peopl", "2019"]),
        ("  ?!  ", []),
        ("the of and", []),
        ("x" * 200, []),
    ],
)
def test_terms_are_stems_in_lower_case_without_accents_each_once(tmp_path: Path, text: str, terms: list[str]) -> None:
    assert made(tmp_path).terms(text) == terms


def test_a_search_finds_the_passages_of_its_kind_with_their_bm25(tmp_path: Path) -> None:
    found = made(tmp_path).search(["gate"], "reporting", 10)

    assert found == pytest.approx({2: bm25("gate", 2)}, rel=0.01)


def test_the_scores_of_several_terms_add_up(tmp_path: Path) -> None:
    found = made(tmp_path).search(["gate", "close"], "commentary", 10)

    assert found == pytest.approx({3: bm25("gate", 3) + bm25("close", 3)}, rel=0.01)


def test_the_kind_itself_adds_nothing_to_a_score(tmp_path: Path) -> None:
    texts = {1: ("rare", "bread"), 2: ("reporting", "bread"), 3: ("reporting", "cake"), 4: ("reporting", "cake")}
    index = made(tmp_path, texts)

    assert index.search(["bread"], "rare", 5)[1] == index.search(["bread"], "reporting", 5)[2]


def test_a_word_in_the_kinds_name_is_no_match(tmp_path: Path) -> None:
    assert made(tmp_path).search(["report"], "reporting", 10) == {}


def test_the_k_best_come_best_first(tmp_path: Path) -> None:
    texts = {row: ("reporting", "gate " * row + "river " * (9 - row)) for row in range(1, 9)}

    assert list(made(tmp_path, texts).search(["gate"], "reporting", 3)) == [8, 7, 6]


def test_the_named_passages_are_searched_before_the_best_are_taken(tmp_path: Path) -> None:
    texts = {row: ("reporting", "gate " * row + "river " * (9 - row)) for row in range(1, 9)}

    assert list(made(tmp_path, texts).search(["gate"], "reporting", 1, np.array([2, 3]))) == [3]


def test_a_named_passage_of_another_kind_is_not_found(tmp_path: Path) -> None:
    assert made(tmp_path).search(["gate"], "reporting", 5, np.array([3])) == {}


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
@hypothesis_settings(max_examples=20)
def test_many_named_passages_are_searched_as_few_are(seed: int, k: int) -> None:
    chance = np.random.default_rng(seed)
    index = WordIndex.in_memory(
        WordEntry(row, "reporting", ["gate " * chance.integers(0, 9) + "river " * chance.integers(0, 9)])
        for row in range(200)
    )
    named = np.flatnonzero(chance.random(200) < chance.random())

    few = index.search(["gate", "river"], "reporting", k, named)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "MOST_NAMED", -1)
        many = index.search(["gate", "river"], "reporting", k, named)

    assert list(many.items()) == list(few.items())


@pytest.mark.parametrize("terms", [[], ["nowhere"]])
def test_terms_that_no_passage_has_find_nothing(tmp_path: Path, terms: Sequence[str]) -> None:
    assert made(tmp_path).search(terms, "reporting", 5) == {}


def test_passages_containing_terms_have_all_of_them(tmp_path: Path) -> None:
    index = made(tmp_path)

    assert sorted(index.containing(["gate"], "reporting")) == [2]
    assert index.containing(["gate", "river"], "reporting") == []
    assert sorted(index.containing([], "reporting")) == [1, 2, 4]


def test_words_in_a_row_are_found_in_their_kind_only(tmp_path: Path) -> None:
    index = made(tmp_path, TEXTS | {0: ("reporting", "He closed the gate, then the gate.")})

    assert index.in_a_row("THE gate", "reporting").tolist() == [0, 2]
    assert index.in_a_row("the gate", "commentary").tolist() == [3]
    assert index.in_a_row("gate the", "reporting").tolist() == []
    assert index.in_a_row("gate, then", "reporting").tolist() == [0]


def test_a_term_weighs_its_inverse_document_frequency(tmp_path: Path) -> None:
    weights = made(tmp_path).weights(["gate", "river", "nowhere"])

    assert weights == pytest.approx(
        {"gate": log(1 + 2.5 / 2.5), "river": log(1 + 3.5 / 1.5), "nowhere": log(1 + 4.5 / 0.5)}
    )


def test_no_passage_exceeds_the_most_that_a_question_could_reach(tmp_path: Path) -> None:
    index = made(tmp_path, TEXTS | {5: ("reporting", "gate " * 500)})

    most = most_bm25(index.weights(["gate"]))

    assert index.search(["gate"], "reporting", 1)[5] < most
    assert most == pytest.approx(2.2 * index.weights(["gate"])["gate"])


def test_a_new_generation_has_what_was_added_and_not_what_was_removed(tmp_path: Path) -> None:
    made(tmp_path)

    write_words(
        tmp_path / "2", previous=tmp_path / "1", removed=[2], added=[WordEntry(5, "reporting", ["A new gate."])]
    )

    index = WordIndex.load(tmp_path / "2")
    assert list(index.search(["gate"], "reporting", 5)) == [5]
    assert index.passages == 4


def test_the_earlier_generation_stays_as_it_was(tmp_path: Path) -> None:
    before = made(tmp_path)

    write_words(tmp_path / "2", previous=tmp_path / "1", removed=[1, 2, 3], added=[])

    for index in (before, WordIndex.load(tmp_path / "1")):
        assert list(index.search(["gate"], "reporting", 5)) == [2]
        assert index.passages == 4


def test_the_terms_of_a_passages_sentences_are_kept_in_their_order(tmp_path: Path) -> None:
    added = [
        WordEntry(1, "a", ["The old bridge fell at noon.", "Will the new one stand?"]),
        WordEntry(7, "b", ["Twelve hundred people came."]),
    ]
    write_words(tmp_path / "1", previous=None, removed=(), added=added)
    write_words(tmp_path / "2", previous=tmp_path / "1", removed=[1], added=[WordEntry(9, "a", ["A new gate."])])

    first, second = WordIndex.load(tmp_path / "1"), WordIndex.load(tmp_path / "2")
    found = first.marks([7, 1])

    words = ["old", "bridg", "fell", "noon", "new", "one", "stand"]
    old, bridge, fell, noon, new, one, stand = marks_of(words).tolist()
    assert found[1].tolist() == [old, bridge, fell, noon, BREAK, new, one, stand, BREAK]
    assert found[7][-2:].tolist() == [*marks_of(["1200"]).tolist(), BREAK]
    assert second.marks([7])[7].tolist() == found[7].tolist()
    assert second.marks([1, 9]).keys() == {9}


def test_a_word_that_every_passage_once_had_never_weighs_less_than_nothing(tmp_path: Path) -> None:
    write_words(
        tmp_path / "0", previous=None, removed=(), added=[WordEntry(1, "a", ["gate"]), WordEntry(2, "a", ["river"])]
    )
    for step in range(1, 6):
        write_words(
            tmp_path / str(step),
            previous=tmp_path / str(step - 1),
            removed=[1] if step == 1 else [10 + step - 1],
            added=[WordEntry(10 + step, "a", ["gate"]), WordEntry(20 + step, "a", ["gate river"])],
        )

    assert WordIndex.load(tmp_path / "5").weights(["gate"])["gate"] > 0


def test_words_are_kept_under_their_generation() -> None:
    assert words_path(Path("data"), 12) == Path("data/words/12")


def test_missing_words_are_one_clear_line_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"words .*1 are missing or damaged: python cli\.py build mends them"):
        WordIndex.load(tmp_path / "1")


@pytest.mark.parametrize("suffix", [".json", ".term", ".idx", ".fast", ".store"])
def test_damaged_words_are_one_clear_line(tmp_path: Path, suffix: str) -> None:
    made(tmp_path)
    for path in (tmp_path / "1").glob(f"*{suffix}"):
        path.unlink()
        path.write_bytes(b"")

    with pytest.raises(StorageError, match="missing or damaged"):
        WordIndex.load(tmp_path / "1")


def test_an_earlier_attempt_that_was_left_half_made_is_no_obstacle(tmp_path: Path) -> None:
    left = beside(tmp_path / "1")
    left.mkdir()
    (left / "meta.json").write_text("{", encoding="utf-8")

    assert made(tmp_path).passages == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1"]


def test_a_disk_without_hard_links_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    made(tmp_path)
    monkeypatch.setattr(os, "link", refused)

    write_words(tmp_path / "2", previous=tmp_path / "1", removed=[1], added=[])

    assert WordIndex.load(tmp_path / "2").passages == 3


@pytest.mark.parametrize("step", ["pathlib.Path.mkdir", "pathlib.Path.replace", "shutil.copy2"])
def test_a_disk_that_refuses_leaves_the_earlier_words_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    made(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)

    with pytest.raises(StorageError, match=r"2\..*\.new cannot be written .*No space left.*: free some space"):
        write_words(tmp_path / "2", previous=tmp_path / "1", removed=[1], added=[])
    assert WordIndex.load(tmp_path / "1").passages == 4
    assert not (tmp_path / "2").exists()
