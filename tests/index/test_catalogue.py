from __future__ import annotations

from datetime import date

import pytest

from index.catalogue import Wanted, chosen, publishers
from index.records import DocumentLabel
from ingest.records import Source

LABELS = [
    DocumentLabel("a.txt", "", Source("reporting", "The dam", "The News", "Ann Lee", date(2019, 2, 7))),
    DocumentLabel("b.txt", "", Source("commentary", "On dams", "a paper", None, date(2020, 5, 1))),
    DocumentLabel("c.txt", "", Source("reporting", "Undated")),
]


def test_the_newest_come_first_and_the_undated_last() -> None:
    assert [label.id for label in chosen(LABELS, Wanted())] == ["b.txt", "a.txt", "c.txt"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(kinds=("reporting",)), ["a.txt", "c.txt"]),
        (Wanted(publishers=("no publisher stated",)), ["c.txt"]),
        (Wanted(publishers=("The News", "a paper")), ["b.txt", "a.txt"]),
        (Wanted(after=date(2019, 2, 7)), ["b.txt", "a.txt"]),
        (Wanted(before=date(2019, 2, 7)), ["a.txt"]),
        (Wanted(words="DAM lee"), ["a.txt"]),
    ],
)
def test_only_what_is_looked_for_is_found(wanted: Wanted, found: list[str]) -> None:
    assert [label.id for label in chosen(LABELS, wanted)] == found


def test_publishers_are_named_once_and_the_lack_of_one_last() -> None:
    assert publishers(LABELS) == ["a paper", "The News", "no publisher stated"]
