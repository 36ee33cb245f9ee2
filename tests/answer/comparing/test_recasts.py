"""What a document says in a form of its own, said as a claim says it."""

from __future__ import annotations

import pytest

from answer.comparing.recasts import recasts
from answer.records import Effect
from tests.answer.comparing.compared import effects, read


def is_said(claim: str, sentence: str) -> bool:
    """Whether one of the ways to say the sentence says what the claim does, with no difference but notes."""
    return any(effects(claim, text) <= {Effect.NOTE} for text in recasts(read(claim), read(sentence)))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # who says it
        (
            "A survey by the guild found that one weaver in six works at night.",
            "One weaver in six works at night, according to a survey by the guild.",
        ),
        (
            "According to a report by the port, the quay is sinking.",
            "A report by the port shows that the quay is sinking.",
        ),
        ("The abbot said that the cellar was empty.", "According to the abbot, the cellar was empty."),
        ("Ida Moss said the valve had failed.", "Engineer Ida Moss told the inquiry that the valve had failed."),
        ("Ida Moss said the valve had failed.", "The valve had failed, according to Captain Ida Moss."),
        # on what condition
        ("The line will stay open provided that the isle pays.", "The line will stay open if the isle pays."),
        ("The line will stay open if the isle pays.", "The line will stay open on condition that the isle pays."),
        # what is so no more
        ("The bus no longer stops at Suhl.", "The bus does not stop at Suhl any more."),
        ("The pump is not in use any longer.", "The pump is no longer in use."),
        # whose it is
        ("The convent owns the kiln.", "The kiln belongs to the convent, not to the town."),
        ("The barge belonged to a Danish skipper.", "A Danish skipper owned the barge."),
        ("The tower is owned by Ida Moss.", "The tower belongs to Ida Moss."),
        # one of a series
        ("The yard built 9 boats in 2008.", "The yard built 14 boats in 2006, 11 in 2007 and 9 in 2008."),
        ("The ward took 31 patients on Friday.", "The ward took 28 patients on Thursday and 31 on Friday."),
        # what is left
        ("26 of the 30 lamps work.", "All but four of the 30 lamps work."),
        ("Eleven of the geese were sold.", "Of the 12 geese, all but one were sold."),
    ],
)
def test_it_says_the_same_in_another_form(claim: str, sentence: str) -> None:
    assert is_said(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # somebody else, or not said
        ("The abbot said that the cellar was empty.", "The cellar was empty, according to the abbot's cook."),
        ("The abbot said that the cellar was empty.", "The cellar was empty, according to the former abbot."),
        ("The abbot said that the cellar was empty.", "The abbot told nobody that the cellar was empty."),
        ("The abbot said that the cellar was empty.", "The abbot told the cook to say that the cellar was empty."),
        ("The abbot said that the cellar was empty.", "The cellar may be empty, according to the abbot."),
        ("The abbot said that Ida left.", "Ida left, and the cellar was empty, according to the abbot."),
        ("A study by the abbot found that the cellar was empty.", "The abbot said that the cellar was empty."),
        ("A survey by the guild found that the dye is toxic.", "The dye is toxic, according to a survey by the port."),
        # another condition, or a question
        ("The line will stay open provided that the isle pays.", "The line will stay open even if the isle pays."),
        ("The board will ask provided that the isle pays.", "The board will ask if the isle pays."),
        # not yet, or then
        ("The bus does not stop at Suhl any more.", "The bus will no longer stop at Suhl."),
        ("The bus no longer stops at Suhl.", "The bus did not stop at Suhl any more."),
        ("The bus no longer stops at Suhl.", "The bus does not stop at Suhl any more often."),
        # a part, a member, another time or owner
        ("The convent owns the kiln.", "The kiln does not belong to the convent."),
        ("The convent owns the kiln.", "The kiln may belong to the convent."),
        ("The convent owns the kiln.", "The kiln belonged to the convent."),
        ("The convent owns the kiln.", "The kiln belongs to the convent's tenant."),
        ("The order owns the house.", "The house belongs to the order."),
        ("The league owns the painter.", "The painter belongs to the league."),
        # another of the series, or no series
        ("The yard built 9 boats in 2007.", "The yard built 14 boats in 2006, 11 in 2007 and 9 in 2008."),
        ("The yard built 9 boats in 2008.", "The yard built 14 boats in 2006 and plans 9 in 2008."),
        ("The yard built 9 boats in 2008.", "The yard built 14 boats in 2006 and 9 rafts in 2008."),
        ("The price rose from 9 crowns in 2008.", "The price rose from 4 crowns in 2006 and 9 in 2008."),
        # another number left
        ("27 of the 30 lamps work.", "All but four of the 30 lamps work."),
        ("26 of the 30 lamps work.", "All but four of about 30 lamps work."),
        ("26 of the lamps work.", "All but four of the lamps work within 30 days."),
    ],
)
def test_what_only_looks_alike_is_not_said(claim: str, sentence: str) -> None:
    assert not is_said(claim, sentence)
