from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.facts.dates import mentions

PUBLISHED = date(2019, 2, 7)  # a Thursday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Feb. 7, 2019", date(2019, 2, 7), date(2019, 2, 7)),
        ("on 7 February 2019", date(2019, 2, 7), date(2019, 2, 7)),
        ("on 2019-02-07", date(2019, 2, 7), date(2019, 2, 7)),
        ("on the 7th of February 2019", date(2019, 2, 7), date(2019, 2, 7)),
        ("in September 2018", date(2018, 9, 1), date(2018, 9, 30)),
        ("in 2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("in the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("on Tuesday", date(2019, 2, 5), date(2019, 2, 5)),
        ("last Tuesday", date(2019, 2, 5), date(2019, 2, 5)),
        ("on Thursday", date(2019, 2, 7), date(2019, 2, 7)),
        ("last Thursday", date(2019, 1, 31), date(2019, 1, 31)),
        ("next Monday", date(2019, 2, 11), date(2019, 2, 11)),
        ("yesterday", date(2019, 2, 6), date(2019, 2, 6)),
        ("last week", date(2019, 1, 28), date(2019, 2, 3)),
        ("last month", date(2019, 1, 1), date(2019, 1, 31)),
        ("last year", date(2018, 1, 1), date(2018, 12, 31)),
        ("last December", date(2018, 12, 1), date(2018, 12, 31)),
        ("three days ago", date(2019, 2, 4), date(2019, 2, 4)),
        ("on Dec. 30", date(2018, 12, 30), date(2018, 12, 30)),
        ("in May", date(2019, 5, 1), date(2019, 5, 31)),
    ],
)
def test_dates_are_read_as_somebody_writing_on_the_day_of_publication_means_them(
    text: str, first: date, last: date
) -> None:
    (found,) = mentions(text, PUBLISHED)

    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["they may march", "2,019 men", "v2019.1", "the 2nd", "30%", "2019 troops", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert mentions(text, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("claim", "document", "published", "same"),
    [
        ("on 5 February 2019", "on Tuesday", PUBLISHED, True),
        ("on 6 February 2019", "on Tuesday", PUBLISHED, False),
        ("on 5 February 2019", "on Tuesday", None, False),
        ("on Tuesday", "on Tuesday", None, True),
        ("on Tuesday", "on Wednesday", None, False),
        ("on Tuesday", "on 5 February 2019", None, True),
        ("on Tuesday", "on 6 February 2019", None, False),
        ("in 2019", "on 5 February 2019", None, True),
        ("on 5 February 2019", "in 2019", None, False),
        ("in 2018", "in 2019", None, False),
        ("in February", "on 5 February 2019", None, True),
        ("on February 6", "on 5 February 2019", None, False),
        ("last month", "in January", PUBLISHED, False),
        ("in January 2019", "last month", PUBLISHED, True),
        ("31 February 2019", "31 February 2019", None, True),
    ],
)
def test_a_claims_date_is_the_documents_when_that_says_as_much(
    claim: str, document: str, published: date | None, *, same: bool
) -> None:
    (ours,), (theirs,) = mentions(claim), mentions(document, published)

    assert ours.same(theirs) is same


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_a_full_date_is_read_alike_however_it_is_written(day: date) -> None:
    written = [day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}"]

    assert {(one.first, one.last) for text in written for one in mentions(text)} == {(day, day)}


@given(st.text(max_size=200), st.dates())
def test_every_date_is_a_slice_of_the_text_in_order(text: str, published: date) -> None:
    found = mentions(text, published)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("part", ["last ", "1", "May ", "2019 ", "7 of ", "two weeks "])
def test_a_hostile_text_takes_no_longer_than_its_length(part: str) -> None:
    mentions(part * (20_000 // len(part)))


@pytest.mark.parametrize(
    ("claim", "document", "excluded"),
    [
        ("16 May 1998", "15 May 1998", True),
        ("16 May 1998", "May 1998", False),
        ("16 May", "15 May 1998", True),
        ("16 May", "May 1998", False),
        ("29 April 2014", "today", False),
        ("Tuesday", "Wednesday", True),
        ("Tuesday", "in 1998", False),
    ],
)
def test_a_date_excludes_another_only_where_both_are_known(claim: str, document: str, *, excluded: bool) -> None:
    [[one], [other]] = mentions(claim), mentions(document)

    assert one.excludes(other) is excluded


def test_days_in_words_and_years_later_are_read() -> None:
    signed, later = mentions("signed on the fifteenth of May, 1998, and in force ten years later")

    assert (signed.first, later.first, later.last) == (date(1998, 5, 15), date(2008, 1, 1), date(2008, 12, 31))
