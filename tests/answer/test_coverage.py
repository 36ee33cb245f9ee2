from __future__ import annotations

from dataclasses import replace

from answer.arrangements import coverage
from answer.records import Standing
from index.records import Searched
from tests.answer.exports.test_export import answer, hit


def test_a_document_is_counted_once_with_its_passages_and_the_rank_of_the_best() -> None:
    other = hit("Two.", "Gate")
    other = replace(other, document=replace(other.document, id="reporting/gate.txt"))
    made = answer()
    lane = replace(made.lanes[0], hits=(other, hit("One."), hit("Three.")), searched=Searched(5, 9))

    [found] = coverage(replace(made, lanes=(lane,)))

    assert [(one.document.id, one.passages, one.best_rank) for one in found.documents] == [
        ("reporting/gate.txt", 1, 1),
        ("reporting/river.txt", 2, 2),
    ]
    assert (found.standing, found.others) == (Standing.ANSWERS, 3)


def test_a_nearest_miss_covers_nothing() -> None:
    lanes = coverage(answer())

    assert [(one.kind, len(one.documents), one.others) for one in lanes] == [
        ("reporting", 1, 1),
        ("commentary", 0, 1),
        ("official", 0, 0),
    ]
