from __future__ import annotations

from answer.arrangements import with_copies
from index.records import DocumentLabel, Evidence, Hit, Signals
from ingest.records import Source, Voice


def hit(name: str, origin: str) -> Hit:
    label = DocumentLabel(name, "", Source("reporting", name), origin)
    return Hit(label, 0, 4, "Text", None, Evidence(0, 4, "Text", Voice()), (), (), 0.5, Signals(*[0.5] * 6))


def ranks(*documents: tuple[str, str]) -> list[tuple[int, list[int]]]:
    """The rank of each leading passage with those behind it, of passages of these documents with their origins."""
    return [(one.rank, [copy.rank for copy in one.copies]) for one in with_copies([hit(*one) for one in documents])]


def test_copies_stand_behind_the_first_passage_of_the_best_of_their_origin() -> None:
    assert ranks(("a", "a"), ("b", "b"), ("c", "a"), ("a", "a"), ("d", "a")) == [(1, [3, 5]), (2, []), (4, [])]


def test_a_document_without_a_known_origin_is_its_own() -> None:
    assert ranks(("a", ""), ("b", ""), ("a", "")) == [(1, []), (2, []), (3, [])]


def test_nothing_has_no_copies() -> None:
    assert ranks() == []
