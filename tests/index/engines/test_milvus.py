"""What only Milvus needs: its rows may be lost, and a publish takes many steps."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from errors import EngineError
from index.building.build import build
from index.engines.engine import open_published, publish, published_build
from index.engines.milvus import collections, pymilvus_store
from index.engines.milvus.collections import STILL, Collection
from index.library import open_library
from tests.conftest import FakeEncoder, write
from tests.index.engines.comparing import assert_same_hits, everything, hits

QUESTION = "Who closed the gate?"
LOST = r"^the index \S+ has lost rows: python cli\.py build publishes them again; .*, drop its byline_ collections"


def lose(milvus: str, collection: Collection, condition: str) -> None:
    """Remove published rows as an engine does that loses them."""
    with closing(pymilvus_store.Store.open(milvus)) as store:
        store.delete(collection, condition)


@pytest.mark.parametrize("dies_in", ["switch", "end"])
def test_a_publish_that_dies_leaves_readers_what_they_had_and_the_next_mends_it(
    corpus: Path, data: Path, encoder: FakeEncoder, milvus: str, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    build(corpus, data, encoder)
    publish(data, milvus)
    with closing(open_published(milvus)) as library:
        before = everything(library)
    write(corpus, "reporting/river.txt", "The bridge fell.")
    (corpus / "commentary/gate.md").rename(corpus / "reporting/gate.md")
    build(corpus, data, encoder)

    done: list[object] = []

    def dying(self: pymilvus_store.Store, *arguments: object) -> None:
        if dies_in == "end" and arguments[0] == Collection.PASSAGES and done:
            raise EngineError("cut off")
        if dies_in == "switch" and arguments[0].number == 2:  # type: ignore[attr-defined]
            raise EngineError("cut off")
        done.append(arguments)
        real(self, *arguments)

    real = getattr(pymilvus_store.Store, dies_in)
    with monkeypatch.context() as patch:
        patch.setattr(pymilvus_store.Store, dies_in, dying)
        with pytest.raises(EngineError, match="cut off"):
            publish(data, milvus)

    with closing(open_published(milvus)) as library:
        assert everything(library) == before
    publish(data, milvus)
    with closing(open_published(milvus)) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))


def test_rows_that_count_no_more_are_removed_by_the_publish_after_the_next(
    corpus: Path, data: Path, encoder: FakeEncoder, milvus: str
) -> None:
    for number in range(3):
        write(corpus, "reporting/river.txt", f"The bridge fell {number} times.")
        build(corpus, data, encoder)
        publish(data, milvus)

    with closing(pymilvus_store.Store.open(milvus)) as store:
        ended = list(store.all_rows(Collection.PASSAGES, f"until < {STILL}", ["until"]))
    assert [row["until"] for row in ended] == [3]


def test_a_large_library_is_searched_by_a_graph(
    synthetic: Path, data: Path, encoder: FakeEncoder, milvus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pymilvus_store, "EXACT_UP_TO", 10)
    build(synthetic, data, encoder)
    publish(data, milvus)

    with closing(open_published(milvus)) as library, closing(open_library(data)) as built:
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))


@pytest.mark.parametrize(
    ("collection", "lost"),
    [
        (Collection.CONTENTS, 'role == "build"'),
        (Collection.CONTENTS, 'role == "label"'),
        (Collection.PASSAGES, "passage == 1"),
        (Collection.SENTENCES, "sentence == 1"),
    ],
)
def test_an_engine_that_lost_rows_before_a_reader_came_is_one_clear_line(
    corpus: Path, data: Path, encoder: FakeEncoder, milvus: str, collection: Collection, lost: str
) -> None:
    build(corpus, data, encoder)
    publish(data, milvus)
    lose(milvus, collection, lost)

    with pytest.raises(EngineError, match=LOST):
        open_published(milvus)
    if lost == 'role == "build"':
        with pytest.raises(EngineError, match=LOST):
            published_build(milvus)


def test_an_engine_that_loses_rows_while_a_reader_is_open_is_one_clear_line(
    corpus: Path, data: Path, encoder: FakeEncoder, milvus: str
) -> None:
    build(corpus, data, encoder)
    publish(data, milvus)

    with closing(open_published(milvus)) as library:
        lose(milvus, Collection.CONTENTS, 'role == "document"')
        lose(milvus, Collection.PASSAGES, "passage == 1")
        lose(milvus, Collection.SENTENCES, "sentence == 1")
        for asked in (
            lambda: library.document("reporting/river.txt"),
            lambda: library.records.passages([1]),
            lambda: [lane.vectors(lane.ids) for lane in library.lanes.values()],
        ):
            with pytest.raises(EngineError, match=LOST):
                asked()


@pytest.mark.parametrize(
    ("collection", "lost"),
    [
        (Collection.CONTENTS, 'role == "build"'),
        (Collection.CONTENTS, 'role == "label" and number == 1'),
        (Collection.CONTENTS, 'role == "document" and part == 1'),
        (Collection.CONTENTS, 'role == "current"'),
        (Collection.CONTENTS, "since >= 0"),
        (Collection.PASSAGES, "passage == 1"),
        (Collection.PASSAGES, "since >= 0"),
        (Collection.SENTENCES, "sentence == 1"),
        (Collection.SENTENCES, "since >= 0"),
    ],
)
def test_what_an_engine_lost_is_there_again_after_the_next_publish(
    synthetic: Path,
    data: Path,
    encoder: FakeEncoder,
    milvus: str,
    monkeypatch: pytest.MonkeyPatch,
    collection: Collection,
    lost: str,
) -> None:
    monkeypatch.setattr(collections, "PART_CHARACTERS", 1000)
    build(synthetic, data, encoder)
    publish(data, milvus)
    lose(milvus, collection, lost)
    (synthetic / "commentary/01.txt").unlink()
    build(synthetic, data, encoder)

    publish(data, milvus)

    with closing(open_published(milvus)) as library, closing(open_library(data)) as built:
        assert everything(library) == everything(built)
        for lane in library.lanes.values():
            assert lane.vectors(lane.ids).shape == (len(lane.ids), encoder.dimension)
        assert_same_hits(hits(library, QUESTION), hits(built, QUESTION))
    assert publish(data, milvus) == 0
