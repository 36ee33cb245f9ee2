from __future__ import annotations

from answer.records import Lane, Standing
from app_pages.ask_parts.lanes import lane_section
from index.records import DocumentLabel, Evidence, Hit, Searched, Signals
from ingest.records import Document, Source, Voice
from tests.app.shown import words

SIGNALS = Signals(0.5, 0.5, 0.5, 0.0, 0.5, 0.0)


def lane(*documents: tuple[str, str]) -> str:
    """A lane of passages of these documents with their origins, as HTML."""
    hits = tuple(
        Hit(
            *(DocumentLabel(name, "", Source("reporting", f"Title {name}"), origin), 0, 4, "Text", None),
            *(Evidence(0, 4, "Text", Voice()), (), (), 0.5, SIGNALS),
        )
        for name, origin in documents
    )
    found = {
        hit.document.id: Document("Text", (), sentences=(), id=hit.document.id, sha256="", source=hit.document.source)
        for hit in hits
    }
    return lane_section(Lane("reporting", Standing.ANSWERS, Searched(9, 9), hits, None), found, "a question")


def test_copies_stand_behind_their_names_under_the_best_of_their_origin() -> None:
    shown = lane(("a", "a"), ("b", "b"), ("c", "a"), ("d", "a"))

    assert "and 2 copies of one origin: Title c (c); Title d (d)" in words(shown)
    first, rest = shown.split('byline-copies"')
    assert ">1.<" in first
    assert rest.index(">3.<") < rest.index(">4.<") < rest.index(">2.<")


def test_every_passage_is_shown_once() -> None:
    shown = lane(("a", "a"), ("c", "a"), ("a", "a"), ("b", ""), ("c", "a"))

    assert sorted(rank for rank in "12345" if f">{rank}.<" in shown) == list("12345")
    assert shown.count("<article") == 5
    assert "and 1 copy of one origin: Title c (c)" in words(shown)


def test_documents_of_different_origins_have_no_expander() -> None:
    assert "byline-copies" not in lane(("a", "a"), ("b", ""), ("a", "a"))
