from __future__ import annotations

from datetime import date

import pytest

from errors import CorpusError
from index.curating import Holding, bulk_correction, corrections_of
from ingest.records import Source

ROWS = [
    Holding("reporting/a.txt", Source("reporting", "A", published=date(2019, 2, 7)), "reporting/a.txt", 10, ""),
    Holding("reporting/b.txt", Source("reporting", "B", publisher="News"), "reporting/b.txt", 10, ""),
]


def test_only_what_was_changed_is_a_correction() -> None:
    edited = {0: {"published": "2019-02-08", "title": "A"}, 1: {"kind": " official "}}

    assert corrections_of(ROWS, edited) == {
        "reporting/a.txt": {"published": date(2019, 2, 8)},
        "reporting/b.txt": {"kind": "official"},
    }


def test_a_cell_that_was_emptied_takes_the_field_back() -> None:
    assert corrections_of(ROWS, {1: {"publisher": ""}}) == {"reporting/b.txt": {"publisher": None}}


def test_what_is_not_a_label_or_not_a_row_is_left_alone() -> None:
    assert corrections_of(ROWS, {0: {"state": "x"}, 7: {"title": "x"}}) == {}


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(CorpusError, match="no date"):
        corrections_of(ROWS, {0: {"published": "in spring"}})


def test_a_bulk_correction_states_what_has_a_value_and_takes_back_what_is_said() -> None:
    stated = {"kind": "official", "publisher": " ", "title": None}

    assert bulk_correction(stated, ["url"]) == {"kind": "official", "url": None}
