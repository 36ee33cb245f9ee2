"""Families of claims that were once judged wrongly, each in words of its own: what a flag must say, or must not."""

from __future__ import annotations

import pytest

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.facts.statement import statement
from answer.records import Effect
from ingest.draft import read_draft


def effects(claim: str, sentence: str) -> set[Effect]:
    ours, theirs = (statement(text, read_draft(text).sentences[0].voice) for text in (claim, sentence))
    return {flag.effect for flag in flags(pair(ours, theirs))}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # one end of a range or of a change
        ("Rents rose by 9 percent.", "Rents rose by 6 to 9 percent."),
        ("The walk takes 3 hours.", "The walk takes 2 or 3 hours."),
        ("Forty seats were empty.", "Between thirty and forty seats were empty."),
        ("The flock grew by 80 sheep.", "The flock grew from 50 to 80 sheep."),
        ("Seventy cars were burned.", "As many as seventy cars were burned."),
        # another subject behind "and"
        ("Seven guests left early.", "Seven guests stayed for supper and three left early."),
        # a superlative that may not last
        ("It was the loudest concert of the tour.", "It was the loudest concert of the tour so far."),
        ("Oslo is the dearest city.", "Oslo is the dearest city yet visited."),
        # what was so, or has ended
        ("The sisters own a mill.", "For years the sisters owned a mill."),
        ("Ines drinks.", "Ines has stopped drinking."),
        # only the noun of a deed
        ("The club offered for the keeper.", "The club is preparing an offer for the keeper."),
        ("It snowed on Friday.", "Snow is forecast for Friday."),
        # fiction, and what is taken back
        ("The queen drowns the heir.", "In the opera the queen drowns the heir."),
        ("The queen drowns the heir.", "The queen drowns the heir in the ballad."),
        ("The gate was locked.", "The notice said the gate was locked, but it was not."),
        ("The gate was locked.", "The porter swore the gate was locked, which was untrue."),
        # a rule that holds only there or then, or up to so much
        ("Fishing is allowed.", "Fishing is allowed at the weir."),
        ("The guild pays for tools.", "The guild pays for tools up to 90 crowns."),
        ("The bowls are bronze.", "The bowls are clay rather than bronze."),
        # somebody else of the same name, in another clause
        ("Leo Frey of Linz lost the case.", "Leo Frey of Graz lost the case; Leo Frey of Linz was in Rome."),
    ],
)
def test_what_the_document_does_not_say_of_it_is_no_support(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Rents rose by about 2 percent.", "Rents rose by 1.9 percent."),
        ("About 30 boats sank.", "34 boats sank."),
        ("About 2,300,000 travellers came.", "Some 2.3m travellers came."),
        ("The bakers refused the offer.", "The bakers voted down the offer."),
        ("The pilots abandoned the strike.", "The pilots gave up the strike."),
        ("Some nurses signed.", "Some nurses, though not all, signed."),
        ("Lorenz wrote the score.", "Not Amsel but Lorenz wrote the score."),
        ("Bikes may be left in the yard.", "Bikes may be left in the yard but not in the hall."),
        ("Ferrer sank the barge.", "Ferrer was found to have sunk the barge."),
        ("Ferrer sank the barge.", "Ferrer was given nine years for sinking the barge."),
        ("Ines said she had nothing to sell.", "Ines said she had nothing to sell and nothing to give."),
    ],
)
def test_what_the_document_says_in_other_words_does_not_differ(claim: str, sentence: str) -> None:
    assert Effect.DIFFERS not in effects(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The flock grew to 80 sheep.", "The flock grew from 50 to 80 sheep."),
        ("Rents rose by 6 to 9 percent.", "Rents rose by 6 to 9 percent."),
        ("Fees fell to £11.", "Fees fell by £4 to £11."),
        ("A fee of 2,400 pounds was paid.", "A fee of £2,400 plus costs of £300 was paid."),
        ("The bus left at 6.40 am.", "The bus left at 06:40 and came back at 08:15."),
        ("The keeper did not save it.", "The keeper failed to save it."),
        ("The valve seemed to stick.", "The valve appeared to stick."),
        ("The guild has not paid.", "The guild has never paid."),
        ("Every pupil sang.", "Each pupil sang."),
        ("The two bridges were closed.", "Both bridges were closed."),
        ("The mill employs fewer than 90 people.", "The mill employs just under 90 people."),
        ("Bakers joined the march.", "Some bakers joined the march."),
        ("The cellar was flooded.", "If Ferrer is to be believed, the cellar was flooded."),
    ],
)
def test_what_says_the_same_in_another_form_has_no_difference(claim: str, sentence: str) -> None:
    assert not effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}
