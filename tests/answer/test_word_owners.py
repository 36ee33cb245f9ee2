"""Find and trace over the documents that can have the words, beside finding over all documents."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing

import pytest

import answer.trace as tracing
from answer import word_owners
from answer.facts.alignment import key, words
from answer.trace import Trace, find, trace
from answer.word_owners import documents_with
from index.building.build import build
from index.library import Library, open_library
from tests.conftest import FakeEncoder, write

SAME = [
    ("Ministry's", "ministry", "ministries’", "MINISTRY"),
    ("U.S.A.", "USA", "usa"),
    ("café", "cafes", "CAFÉ"),
    ("took", "take", "taken", "takes"),
    ("strasse", "Straße"),
    ("Müller", "muller"),
    ("naïve", "naive"),
    ("left", "leave", "leaves", "leaving"),
    ("attacked", "attacks", "attack"),
]
"""Words that differ in form only."""

OTHERS = ["the", "of", "had", "don't", "1,200", "5th", "%", "gate", "river", "bears", "co-operate", "人", "noon."]


def text_of(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice([chance.choice(chance.choice(SAME)), chance.choice(OTHERS)]) for _ in range(count))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Forty documents of words in many forms, some in two or three passages."""
    folder = tmp_path_factory.mktemp("owners")
    for number in range(40):
        chance = random.Random(number)  # noqa: S311 (words of a test)
        sentences = ". ".join(text_of(chance, 9).capitalize() for _ in range(chance.choice([1, 2, 12])))
        write(folder / "corpus", f"{chance.choice(['reporting', 'zoo'])}/{number}.txt", f"{sentences}.")
    build(folder / "corpus", folder / "data", FakeEncoder())
    with closing(open_library(folder / "data")) as opened:
        yield opened


def over_all(library: Library, sought: str, *, quoted: bool) -> Trace:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracing, "documents_with", lambda *_: None)
        return (trace if quoted else find)(library, sought)


@pytest.mark.slow
@pytest.mark.parametrize("most_rows", [0, 30, 200_000])
def test_nothing_is_missed_that_reading_all_documents_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch, most_rows: int
) -> None:
    monkeypatch.setattr(word_owners, "MOST_ROWS", most_rows)
    found = fewer = 0
    for seed in range(60):
        chance = random.Random(f"asked {seed}")  # noqa: S311
        sought = text_of(chance, chance.choice([1, 2, 5, 8]))
        if not words(sought):
            continue
        for quoted in (False, True):
            whole = over_all(library, sought, quoted=quoted)
            assert (trace if quoted else find)(library, sought) == whole, sought
            found += len(whole.appearances)
            chosen = documents_with(library, words(sought), 0.6 if quoted else 1.0)
            fewer += chosen is not None and len(chosen) < len(library.labels)
    assert found > 100
    assert fewer > 30


@pytest.mark.parametrize("forms", SAME)
def test_words_that_differ_in_form_only_have_an_index_term_in_common(library: Library, forms: tuple[str, ...]) -> None:
    assert len({key(form) for form in forms}) == 1
    for asked in forms:
        terms = word_owners._terms_of(library, words(asked)[0])
        assert all(terms.intersection(library.words.terms(form)) for form in forms) or not terms


def test_documents_without_the_words_are_not_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "document", None)

    assert find(library, "elephants").appearances == ()
    assert find(library, "elephants").documents == len(library.labels)


@pytest.mark.parametrize("sought", ["the", "1,200", "人", "don't"])
def test_words_of_which_the_index_does_not_tell_are_looked_for_in_all_documents(library: Library, sought: str) -> None:
    assert documents_with(library, words(sought), 1.0) is None
