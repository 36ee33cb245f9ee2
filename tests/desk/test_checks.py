"""Checks that are kept: as they were made, named, in their order, and to their owner alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.check import check
from answer.exports.as_json import check_as_json
from answer.exports.from_json import check_from_json
from answer.records import Check, Verdict
from desk import accounts, checks
from desk.records import Desk
from errors import DeskError
from index.library import Library
from tests.answer.test_check_exports import checked, claim, finding
from tests.conftest import FakeEncoder
from tests.desk.conftest import NOON

DRAFT = "Engineers closed the lower gate at noon on 2 May 2026. Bananas ripen in heaps."


@pytest.fixture
def made(library: Library, encoder: FakeEncoder) -> Check:
    return check(library, encoder, DRAFT)


def names(desk: Desk) -> list[str]:
    return [one.name for one in checks.listed(desk)]


def test_a_check_comes_back_as_it_was_made(desk_anywhere: Desk, made: Check) -> None:
    number = checks.keep(desk_anywhere, made, at=NOON)

    kept = checks.read(desk_anywhere, number)
    assert (kept.entry.name, kept.checked_at) == (DRAFT, NOON)
    rounded = check_from_json(check_as_json(made))  # a score has six decimals
    assert kept.check == rounded
    assert check_as_json(kept.check) == check_as_json(made)


@given(st.sampled_from(Verdict), st.text(min_size=1, max_size=30), st.booleans())
def test_whatever_a_check_says_is_read_back(verdict: Verdict, said: str, dated: bool) -> None:
    dates = (NOON.date(), NOON.date() + timedelta(days=3)) if dated else None
    whole = replace(checked(claim(said, 0, finding("reporting", verdict, said), dates=dates)), draft=said)

    read = check_from_json(check_as_json(whole))
    assert check_as_json(read) == check_as_json(whole)
    assert [(one.dates, one.findings[0].verdict, one.findings[0].flags) for one in read.claims] == [
        (dates, verdict, whole.claims[0].findings[0].flags)
    ]


def test_the_check_that_was_kept_last_comes_first_and_nobody_else_sees_it(desk_anywhere: Desk, made: Check) -> None:
    first = checks.keep(desk_anywhere, replace(made, draft="The  first\none"), at=NOON)
    checks.keep(desk_anywhere, replace(made, draft="The second"), at=NOON)

    assert names(desk_anywhere) == ["The second", "The first one"]
    other = replace(desk_anywhere, owner="bob")
    assert names(other) == []
    for act in (checks.read, checks.delete, lambda *of: checks.rename(*of, "mine")):
        with pytest.raises(DeskError, match="not on the desk any more"):
            act(other, first)


def test_a_check_is_renamed_deleted_from_the_disk_and_brought_back_as_the_last(desk: Desk, made: Check) -> None:
    number = checks.keep(desk, replace(made, draft="unmistakable words"), at=NOON)
    checks.keep(desk, replace(made, draft="Another"), at=NOON)
    checks.rename(desk, number, "For the\nlawyer")
    checks.rename(desk, number, "  ")

    deleted = checks.delete(desk, number)
    assert deleted.entry.name == "For the lawyer"
    assert names(desk) == ["Another"]
    assert all(b"unmistakable" not in file.read_bytes() for file in desk.data.glob("desk.db*"))
    checks.bring_back(desk, deleted)
    assert names(desk) == ["For the lawyer", "Another"]
    assert checks.read(desk, number).check.draft == "unmistakable words"


def test_a_full_desk_and_a_check_that_is_too_large_are_refused(
    desk_anywhere: Desk, made: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST", MappingProxyType({**accounts.MOST, "checks": 1}))
    checks.keep(desk_anywhere, made, at=NOON)
    assert checks.listed(desk_anywhere).soon == (
        "1 check are kept, of at most 1: delete old ones soon, or export them first",
    )
    with pytest.raises(DeskError, match="nothing more is kept: 1 check"):
        checks.keep(desk_anywhere, made, at=NOON)
    monkeypatch.setattr(checks, "LARGEST_CHECK", 10)
    with pytest.raises(DeskError, match="more than 10 characters; export it instead"):
        checks.keep(replace(desk_anywhere, owner="bob"), made, at=NOON)
