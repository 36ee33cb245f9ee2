from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.building.build import build
from index.library import Library, open_library
from index.searching import nearest as module
from index.searching.nearest import nearest
from tests.conftest import FakeEncoder, write

SENTENCES = ["The gate closed.", "The river rose.", "A mistake.", "Council resigned in May.", "Bread and salt."]


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    for number in range(6):
        text = " ".join(SENTENCES[(number + at) % 5] for at in range(1 + number % 4))
        write(corpus, f"reporting/{number}.txt", text)
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def slowly(library: Library, vector: np.ndarray, kind: str) -> dict[int, dict[int, float]]:
    """Document row → sentence row → cosine, one by one."""
    found: dict[int, dict[int, float]] = {}
    for number in library.inventory.numbers(kind):
        for stored in library.records.passages(library.inventory.passages_in([number]).tolist()):
            for row in stored.sentence_numbers:
                found.setdefault(number, {})[row] = float(library.lanes[kind].vectors([row])[0] @ vector)
    return found


@pytest.mark.parametrize("block", [1, 3, 65_536])
def test_every_document_has_its_nearest_sentences(
    library: Library, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(module, "BLOCK_SENTENCES", block)
    monkeypatch.setattr(module, "GROUP_VECTORS", 2)
    vectors = np.stack([encoder.encode_question(text) for text in ("the gate", "river", "May bread")])

    found = list(nearest(library, vectors, "reporting", documents=100, sentences=2))

    for vector, near in zip(vectors, found, strict=True):
        expected = slowly(library, vector, "reporting")
        assert {one.document for one in near} == expected.keys()
        for one in near:
            best = sorted(expected[one.document].values(), reverse=True)[:2]
            assert [expected[one.document][row] for row in one.sentences] == pytest.approx(best, abs=1e-5)
        first = [expected[one.document][one.sentences[0]] for one in near]
        assert first == sorted(first, reverse=True)


def test_only_so_many_documents_come_back_and_none_of_a_kind_without(library: Library, encoder: FakeEncoder) -> None:
    vectors = encoder.encode_question("the gate")[np.newaxis]

    assert len(next(nearest(library, vectors, "reporting", documents=2, sentences=1))) == 2
    assert next(nearest(library, vectors, "official", documents=2, sentences=1)) == []
