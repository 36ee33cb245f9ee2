"""What was typed and ticked in the table of documents stays until something is done with it."""

from __future__ import annotations

from datetime import date

from app_pages.documents_parts.table_edits import TableEdits


def test_edits_stay_with_their_documents_when_other_rows_are_listed() -> None:
    edits = TableEdits()
    edits.begin("first", ["elm", "fir"])
    edits.shown = {1: {"selected": True, "title": "A fir"}}
    edits.begin("second", ["ash", "elm", "fir"])
    assert edits.by_row() == {2: {"selected": True, "title": "A fir"}}
    edits.shown = {2: {"selected": False}, 0: {"author": "Ann Lee"}}
    assert edits.by_row() == {0: {"author": "Ann Lee"}, 2: {"selected": False, "title": "A fir"}}
    edits.begin("third", ["elm"])
    assert edits.by_row() == {}
    assert edits.hidden() == 2


def test_a_date_that_was_typed_is_a_date_again_in_the_next_table() -> None:
    edits = TableEdits()
    edits.begin("first", ["elm", "fir"])
    edits.shown = {0: {"published": "2024-02-07T00:00:00.000"}, 1: {"published": None}}
    edits.begin("second", ["elm", "fir"])
    assert edits.by_row() == {0: {"published": date(2024, 2, 7)}, 1: {"published": None}}


def test_what_is_done_with_is_forgotten_and_nothing_else() -> None:
    edits = TableEdits()
    edits.begin("first", ["elm", "fir", "ash"])
    edits.shown = {0: {"selected": True, "title": "An elm"}, 1: {"selected": True}, 2: {"url": "http://a.example"}}
    edits.forget(["elm", "fir"], ["selected", "publisher"])
    edits.begin("second", ["elm", "fir", "ash"])
    assert edits.by_row() == {0: {"title": "An elm"}, 2: {"url": "http://a.example"}}
    edits.forget(["elm"])
    edits.begin("third", ["elm", "fir", "ash"])
    assert edits.by_row() == {2: {"url": "http://a.example"}}
