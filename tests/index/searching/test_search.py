from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.building.build import build
from index.library import Library, open_library
from index.records import Hit
from index.searching import candidates
from index.searching.query import prepare
from index.searching.search import search_lane
from ingest import reading
from ingest.reader import process
from ingest.records import Furniture, Loaded
from tests.conftest import FakeEncoder, write


def search(
    library: Library, question: str, kind: str = "reporting", *, k: int = 5, within: list[int] | None = None
) -> tuple[Hit, ...]:
    rows = None if within is None else np.array(within, np.int64)
    return search_lane(library, prepare(library, FakeEncoder(), question), kind, k=k, within=rows)


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    write(corpus, "reporting/bread.txt", "A baker sells bread on the square. He opens at six.\n")
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def test_the_passage_with_the_questions_words_comes_first(library: Library) -> None:
    hits = search(library, "Who sells bread on the square?")

    assert [hit.document.id for hit in hits] == ["reporting/bread.txt", "reporting/river.txt"]
    assert hits[0].score > hits[1].score


def test_documents_named_alike_outside_the_filter_do_not_hide_one_inside(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(8):
        write(corpus, f"zoo/{number}.md", f"---\ntitle: Zeppelin Festival\n---\n\nInsurer {number} withdrew.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        rows = library.inventory.passages_of(library.inventory.numbers("zoo")[-1])
        asked = prepare(library, encoder, "the Zeppelin Festival")
        found = candidates.candidates(library, asked, "zoo", most=0, within=rows)

    assert [one.passage for one in found] == rows.tolist()


def test_a_hit_shows_the_slice_of_its_document(library: Library) -> None:
    hit = search(library, "bread")[0]

    assert (hit.start, hit.end) == (0, 51)
    assert hit.text == "A baker sells bread on the square. He opens at six."


def test_the_evidence_is_the_sentence_that_answers_best(library: Library) -> None:
    evidence = search(library, "When did engineers close the lower gate?")[0].evidence

    assert (evidence.start, evidence.end, evidence.text) == (26, 66, "Engineers closed the lower gate at noon.")


def test_a_heading_is_evidence_only_where_nothing_else_stands(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "commentary/gate.md", "# Closing the lower gate\n\nIt was a mistake.\n")
    write(corpus, "official/title.md", "# Closing the lower gate\n")
    build(corpus, data, encoder)
    library = open_library(data)

    assert search(library, "closing the lower gate", "commentary")[0].evidence.text == "It was a mistake."
    assert search(library, "closing the lower gate", "official")[0].evidence.text == "Closing the lower gate"
    library.close()


def test_at_most_k_hits_come_and_they_are_the_first_of_a_longer_list(library: Library) -> None:
    assert search(library, "bread at noon", k=1) == search(library, "bread at noon", k=50)[:1]


def test_a_kind_that_is_not_there_has_no_hits(library: Library) -> None:
    assert search(library, "bread", "official") == ()


def test_a_question_without_words_is_searched_by_its_meaning(library: Library) -> None:
    assert len(search(library, "?!", k=5)) == 2


def test_nothing_within_nothing_is_found(library: Library) -> None:
    assert search(library, "bread", within=[]) == ()


def test_ties_break_by_place_in_the_corpus(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    names = [f"reporting/{letter}.txt" for letter in "hbgadcfe"]
    for name in names:
        write(corpus, name, "The council resigned on Friday. Nobody knows why.")
        build(corpus, data, encoder)
    library = open_library(data)

    hits = search(library, "Why did the council resign?", k=8)
    library.close()

    assert [hit.document.id for hit in hits] == sorted(names)
    assert {hit.score for hit in hits} == {hits[0].score}


def test_the_passages_of_one_document_tie_in_reading_order(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "official/a.md", "# Title\n\nOpening.\n\n" + "## Gate\n\nThe council resigned.\n\n" * 9)
    build(corpus, data, encoder)
    library = open_library(data)

    hits = search(library, "council resigned", "official", k=9)
    library.close()

    assert {(hit.text, hit.score) for hit in hits} == {("Gate\n\nThe council resigned.", hits[0].score)}
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


def test_a_filter_holds_before_the_best_are_taken(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for five candidates, a filter after the search would leave nothing of the one allowed document."""
    monkeypatch.setattr(candidates, "SENTENCE_CANDIDATES", 5)
    monkeypatch.setattr(candidates, "PASSAGE_CANDIDATES", 5)
    for number in range(30):
        write(corpus, f"reporting/near{number}.txt", f"Who closed the lower gate? Engineers, {number} of them.")
    write(corpus, "reporting/zfar.txt", "Bread is sold on the square.")
    build(corpus, data, encoder)
    library = open_library(data)
    allowed = library.inventory.passages_in(
        [n for n, label in library.labels.items() if label.id == "reporting/zfar.txt"]
    )

    unfiltered = search(library, "Who closed the lower gate?", k=5)
    filtered = search(library, "Who closed the lower gate?", k=5, within=allowed.tolist())
    library.close()

    assert "reporting/zfar.txt" not in {hit.document.id for hit in unfiltered}
    assert [hit.document.id for hit in filtered] == ["reporting/zfar.txt"]


def test_a_filter_changes_which_passages_come_and_not_how_they_score(library: Library) -> None:
    every = {hit.document.id: hit for hit in search(library, "bread at noon")}
    row = [n for n, label in library.labels.items() if label.id == "reporting/bread.txt"]

    [only] = search(library, "bread at noon", within=library.inventory.passages_in(row).tolist())

    before = every["reporting/bread.txt"]
    first = replace(before.signals, meaning_rank=1, words_rank=1)
    assert only == replace(before, signals=first)


def test_passages_of_another_kind_are_not_found_even_when_they_are_allowed(library: Library) -> None:
    every = library.inventory.passages_in(list(library.labels)).tolist()

    assert {h.document.source.kind for h in search(library, "gate", "commentary", within=every)} == {"commentary"}


@pytest.fixture
def furnished(corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library where every `[…]` is furniture, also inside sentences."""
    import re

    def find(loaded: Loaded) -> tuple[Furniture, ...]:
        return tuple(Furniture(*match.span(), "bracketed") for match in re.finditer(r"\[[^]]*\]", loaded.text))

    monkeypatch.setattr(process, "find_furniture", find)
    monkeypatch.setattr(reading, "contents_of", lambda suffix, data, **_: process.read_contents(suffix, data))
    write(
        corpus,
        "reporting/page.txt",
        "Engineers closed [Share this gate on Zorblax] the lower gate.\n\n[Subscribe to Zorblax]\n\nIt was noon.\n",
    )
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def test_furniture_is_never_evidence(furnished: Library) -> None:
    for question in ("Zorblax", "Share this gate on Zorblax", "Subscribe to Zorblax"):
        for hit in search(furnished, question):
            assert "Zorblax" not in hit.evidence.text


def test_furniture_is_never_found_by_its_words(furnished: Library) -> None:
    assert furnished.words.search(furnished.words.terms("Zorblax"), "reporting", 5) == {}
    assert {hit.signals.words for hit in search(furnished, "Zorblax")} == {0.0}


def test_furniture_inside_a_passage_is_shown_and_named(furnished: Library) -> None:
    hits = search(furnished, "Engineers closed the lower gate")
    [hit] = [hit for hit in hits if hit.text.startswith("Engineers closed")]

    assert "[Share this gate on Zorblax]" in hit.text
    document = furnished.document(hit.document.id)
    assert [document.text[f.start : f.end] for f in hit.furniture] == ["[Share this gate on Zorblax]"]


def test_signals_are_within_their_bounds_and_name_what_was_found(library: Library) -> None:
    hits = search(library, "When did Engineers close the lower gate at noon in Springfield?")

    by_document = {hit.document.id: hit.signals for hit in hits}
    river, bread = by_document["reporting/river.txt"], by_document["reporting/bread.txt"]
    assert river.cosine > bread.cosine
    assert 1 >= river.coverage > bread.coverage >= 0
    assert (river.missing, bread.missing) == (1.0, 1.0)
    assert -1 <= river.whole <= 1
    assert 1 >= river.words > bread.words >= 0
    assert 1 >= river.pairs > bread.pairs >= 0


WORDS = st.sampled_from(
    ["gate", "River", "council", "mistake", "2019", "naïve", "𝒳", "“quoted”", "[red]", "<b>", "الحكومة", "e\u0301", "."]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4).map("\n\n".join)


@pytest.mark.slow
@given(st.lists(st.tuples(TEXTS, st.sampled_from([".txt", ".md"])), min_size=1, max_size=3), TEXTS)
@settings(max_examples=25)
def test_hits_and_their_evidence_are_slices_of_any_text(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]], question: str
) -> None:
    folder = tmp_path_factory.mktemp("slices")
    write(folder / "corpus", "reporting/anchor.txt", "An anchor holds the boat.")
    for number, (text, suffix) in enumerate(texts):
        write(folder / "corpus", f"reporting/{number}{suffix}", text)
    build(folder / "corpus", folder / "data", FakeEncoder())
    library = open_library(folder / "data")

    hits = search(library, question, k=50)

    assert len(hits) == len(library.inventory.passages_in(library.inventory.numbers("reporting")))
    for hit in hits:
        document = library.document(hit.document.id)
        assert hit.text == document.text[hit.start : hit.end] != ""
        assert hit.evidence.text == document.text[hit.evidence.start : hit.evidence.end] != ""
        assert hit.start <= hit.evidence.start < hit.evidence.end <= hit.end
        assert not [f for f in document.furniture if f.start < hit.evidence.end and hit.evidence.start < f.end]
    library.close()


def test_no_cosine_is_ever_more_than_one(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "official/a.txt", "Bread.")
    build(corpus, data, encoder)
    library = open_library(data)

    [hit] = search(library, "Bread", "official")
    library.close()

    assert hit.signals.cosine == pytest.approx(1.0, abs=1e-3)
    assert hit.signals.cosine <= 1.0
