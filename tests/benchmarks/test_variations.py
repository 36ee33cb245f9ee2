from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from answer.ask import ask
from benchmarks.million import arriving
from benchmarks.storing import add_documents
from benchmarks.variations import WORD, Made, Variations
from index.building.build import build
from index.library import Library, open_library
from tests.conftest import FakeEncoder, write

PLACES = ("gate", "mill", "quay", "lock", "weir", "pier")
PASSAGES = 40


@pytest.fixture
def several(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    for place in PLACES:
        write(corpus, f"reporting/{place}.txt", f"The {place} closed at noon. Nobody saw the {place} open again.\n")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        yield library


@pytest.fixture
def made(several: Library) -> list[Made]:
    return list(Variations(several, "reporting", seed=3).documents(PASSAGES))


def test_passages_are_runs_of_the_documents_own_sentences_and_together_all_of_them(made: list[Made]) -> None:
    for one in made:
        assert tuple(chain.from_iterable(passage.sentences for passage in one.passages)) == one.document.sentences
        assert " ".join(one.document.text[s.start : s.end] for s in one.document.sentences) == one.document.text


def test_every_sentence_has_a_vector_of_unit_length_and_hardly_two_the_same(made: list[Made]) -> None:
    shapes = [(len(p.sentences), v.shape[0]) for one in made for p, v in zip(one.passages, one.vectors, strict=True)]
    rows = np.concatenate([vectors for one in made for vectors in one.vectors])
    assert all(sentences == vectors for sentences, vectors in shapes)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert len(np.unique(rows, axis=0)) > 0.9 * len(rows)


def test_words_are_the_librarys_and_about_a_fifth_is_not_where_it_stood(made: list[Made], several: Library) -> None:
    texts = [several.document(label.id).text for label in several.labels.values()]
    words = {word for text in texts for word in WORD.findall(text)}
    said = [WORD.findall(one.document.text) for one in made]
    assert {word for of_one in said for word in of_one} <= words
    assert 0 < sum("gate" in of_one for of_one in said) < len(said) * 20


def test_the_same_seed_makes_the_same_documents(made: list[Made], several: Library) -> None:
    again = list(Variations(several, "reporting", seed=3).documents(PASSAGES))
    other = list(Variations(several, "reporting", seed=4).documents(PASSAGES))
    assert [one.document.sha256 for one in again] == [one.document.sha256 for one in made]
    assert [one.document.sha256 for one in other] != [one.document.sha256 for one in made]


def test_made_documents_are_found_beside_the_real_ones(
    made: list[Made], several: Library, data: Path, encoder: FakeEncoder
) -> None:
    before = several.extent("reporting").passages
    add_documents(data, (arriving(one, encoder.model.fingerprint) for one in made))
    with closing(open_library(data)) as library:
        lane = next(lane for lane in ask(library, encoder, "the gate at noon", k=20).lanes if lane.kind == "reporting")
        texts = {one.document.id: one.document.text for one in made}
        found = [hit for hit in lane.hits if hit.document.id in texts]
        assert library.extent("reporting").passages == before + sum(len(one.passages) for one in made)
        assert found
        assert all(hit.text == texts[hit.document.id][hit.start : hit.end] for hit in found)
