from __future__ import annotations

import pytest

from answer.comparing.pair import pair
from answer.comparing.scope_flags import scope_flags
from answer.facts.statement import statement
from answer.records import FlagKind
from ingest.records import Voice


def is_cut(claim: str, sentence: str) -> bool:
    found = list(scope_flags(pair(statement(claim, Voice()), statement(sentence, Voice()))))
    assert all(flag.kind is FlagKind.CUT for flag in found)
    return bool(found)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The serum worked.", "The serum worked in mice."),
        ("The diet cut deaths.", "The diet cut deaths among smokers."),
        ("The lens detects ice.", "The lens detects ice in laboratory tests."),
        ("The levy reduced waste.", "The levy reduced waste in coastal towns."),
        ("The coating resists rust.", "The coating resists rust in theory."),
        ("Rents fell.", "Rents fell in Norway."),
        ("Rents fell.", "Rents fell for students."),
        ("The spray kills moths.", "The spray kills moths at high doses."),
        ("The balm healed burns.", "The balm healed burns, at least in pigs."),
        ("The serum slowed the fever.", "In rats, the serum slowed the fever."),
        ("The rate of theft halved.", "Among men under forty, the rate of theft halved."),
        ("The wall stopped the flood.", "In simulations, the wall stopped the flood."),
        ("The club will move to Lorn.", "Subject to a vote by members, the club will move to Lorn."),
    ],
)
def test_whom_it_holds_for_cuts_what_leaves_it_out(claim: str, sentence: str) -> None:
    assert is_cut(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Two sailors were killed.", "Two sailors were killed in the storm."),
        ("The minister resigned.", "The minister resigned in Oslo on Monday."),
        ("Rents fell.", "Rents fell in March."),
        ("Anna Brandt was elected.", "Anna Brandt, whose sister led the strike, was elected."),
        ("The opera was written in Prague.", "The opera was written in Prague but first performed in Vienna."),
        ("The firm's boss resigned.", "The firm's boss resigned in May."),
        ("In mice, the serum worked.", "The serum worked in mice."),
        ("The serum worked in mice.", "In mice, the serum worked."),
        ("Three climbers were found.", "Three climbers were found in a hut near the pass."),
        ("Fires broke out.", "Fires broke out in three villages."),
        ("Ilse Brand was a geologist.", "Ilse Brand was a geologist who taught at Bergen."),
        ("The jury found Pell guilty of fraud.", "The jury found Pell guilty of fraud but cleared him of forgery."),
        ("Marlow Rail has sold its depot.", "Marlow Rail today announced that it has sold its depot."),
    ],
)
def test_where_and_when_something_was_done_cuts_nothing(claim: str, sentence: str) -> None:
    assert not is_cut(claim, sentence)
