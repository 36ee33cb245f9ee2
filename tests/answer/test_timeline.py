from __future__ import annotations

from dataclasses import replace
from datetime import date

from answer.arrangements import timeline
from answer.records import Verdict
from tests.answer.exports.test_export import answer
from tests.answer.test_check_exports import checked, claim, finding


def test_quotes_are_in_the_order_of_their_documents_dates_and_undated_ones_apart() -> None:
    made = checked(
        claim("One.", 0, finding("reporting", Verdict.SUPPORTS, "New", date(2019, 1, 1))),
        claim("Two.", 9, finding("commentary", Verdict.DIFFERS, "Old", date(2018, 1, 1))),
        claim("Three.", 18, finding("official", Verdict.RELATED, "Undated"), finding("zoo", Verdict.NOT_FOUND, "No")),
    )

    found = timeline(made)

    assert [(one.evidence.text, one.document.source.kind) for one in found.dated] == [
        ("Old", "commentary"),
        ("New", "reporting"),
    ]
    assert [one.evidence.text for one in found.undated] == ["Undated"]


def test_a_quote_is_shown_once_and_a_nearest_miss_is_none() -> None:
    made = answer()
    twice = replace(made, lanes=(made.lanes[0], *made.lanes))

    assert [one.published for one in timeline(twice).dated] == [date(2019, 2, 7)]
