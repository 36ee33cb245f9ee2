"""What is counted by the day is not counted by the week, and lists that are told one by one stay so."""

from __future__ import annotations

import pytest

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.facts.statement import statement
from answer.records import Effect, Flag
from ingest.records import Voice


def found(claim: str, sentence: str) -> tuple[Flag, ...]:
    ours, theirs = (statement(text, Voice()) for text in (claim, sentence))
    return flags(pair(ours, theirs))


@pytest.mark.parametrize(
    ("claim", "sentence", "said"),
    [
        ("The plant makes 900 cars a week.", "The plant makes 900 cars a day.", ("a week", "a day")),
        ("Nurses are paid 30 crowns a day.", "Nurses are paid 30 crowns an hour.", ("a day", "an hour")),
        ("Rents rose 4 percent a month.", "Rents rose 4 percent a year.", ("a month", "a year")),
        ("The mill grinds 40 tonnes per week.", "The mill grinds 40 tonnes per month.", ("per week", "per month")),
        (
            "The clinic treats 60 patients a week in winter.",
            "The clinic treats 60 patients a night in winter.",
            ("a week", "a night"),
        ),
        (
            "The mill had 300 visitors a day before the fire.",
            "The mill had 300 visitors a month before the fire.",
            ("a day", "a month"),
        ),
        ("The pump moves 40 litres an hour.", "The pump moves 40 litres a minute.", ("an hour", "a minute")),
        ("The yard lays down 3 ships a year.", "The yard lays down 3 ships a decade.", ("a year", "a decade")),
        ("Members pay 20 crowns each year.", "Members pay 20 crowns each month.", ("each year", "each month")),
        ("The zoo sells 900 tickets daily.", "The zoo sells 900 tickets a month.", ("daily", "a month")),
    ],
)
def test_the_same_number_by_another_period_is_another(claim: str, sentence: str, said: tuple[str, str]) -> None:
    [flag] = found(claim, sentence)

    assert (flag.claim, flag.document, flag.effect) == (*said, Effect.DIFFERS)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The plant made 900 cars a day.", "The plant made 900 cars in May."),
        ("The union had demanded 9 percent a year.", "The union had demanded 9 percent over two years."),
        ("The choir meets every day.", "The choir meets every week."),
        ("She trains twice a day.", "She trains twice a week."),
        ("He earns 900 crowns.", "He earns 900 crowns a month."),
        ("The plant will make 40,000 tonnes.", "The plant will make 40,000 tonnes annually."),
        ("Anna won silver.", "Anna and Berg won gold and silver respectively."),
        ("Varde had 9 mm of rain.", "Varde and Lorn had 12 and 9 mm of rain, in that order."),
    ],
)
def test_a_period_or_an_order_that_one_of_them_lacks_is_missing(claim: str, sentence: str) -> None:
    assert Effect.MISSING in {flag.effect for flag in found(claim, sentence)}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("He earns 900 crowns per month.", "He earns 900 crowns a month."),
        ("The mill makes 40 tonnes a year.", "The mill makes 40 tonnes annually."),
        ("The ferry runs hourly.", "The ferry runs every hour."),
        ("The mine shed 900 jobs in a year.", "The mine shed 900 jobs in a year."),
        ("He was jailed for a year for 3 thefts.", "He was jailed for a year for 3 thefts."),
        ("The walk took 3 men a week.", "The walk took 3 men a week."),
        ("It had 300,000 visitors a year before the fire.", "It had 300,000 visitors a year before the fire."),
        ("Holm sold 9 barns a year ago.", "Holm sold 9 barns a year ago."),
        ("Anna and Berg won gold and silver, respectively.", "Anna and Berg won gold and silver respectively."),
    ],
)
def test_the_same_period_in_other_words_and_mere_lengths_are_no_difference(claim: str, sentence: str) -> None:
    assert found(claim, sentence) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Holm sold 9 barns a year ago.",
        "The 12 men spent a week in the hut.",
        "In 3 towns a year of strikes began.",
        "She waited 3 times for a month.",
        "The 40-seat inn took a year to build.",
        "A year-long strike cost 900 jobs.",
        "The inn sold 900 meals at the annual fair.",
        "The inn sold 900 meals and an annual pass.",
        "She walked 2 and a quarter miles.",
        "The 3 roads took a year and a half to mend.",
        "Some 900 people took a day trip to Lorn.",
    ],
)
def test_a_length_of_time_is_no_rate(text: str) -> None:
    assert statement(text, Voice()).rates == ()


def test_names_that_change_places_by_the_passive_do_not_differ() -> None:
    claim = "Delph Lines owns the Astra Merrow, which was chartered by Nomar Oil."
    sentence = "The Astra Merrow is owned by Delph Lines and was chartered by Nomar Oil."

    assert Effect.DIFFERS not in {flag.effect for flag in found(claim, sentence)}


def test_a_name_beside_which_another_stands_is_not_contradicted() -> None:
    claim = "Ingrid Falk won a third term as mayor of Sundmark."
    sentence = "Mayor Ingrid Falk of Sundmark won a third term on Sunday with 53 percent, ahead of Paul Ostrer."

    assert Effect.DIFFERS not in {flag.effect for flag in found(claim, sentence)}
