from __future__ import annotations

import pytest

from index.searching.asked_for import AskedFor, asked_for, has


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many dockers are on strike?", AskedFor.NUMBER),
        ("What share of its territory has it lost?", AskedFor.AMOUNT),
        ("How long is the tunnel?", AskedFor.AMOUNT),
        ("What is the fine for parking there?", AskedFor.AMOUNT),
        ("What did the repair cost?", AskedFor.AMOUNT),
        ("When was the bridge opened?", AskedFor.TIME),
        ("What year did the mill close?", AskedFor.TIME),
        ("Who leads the inquiry?", AskedFor.PERSON),
        ("Where did the ferry sink?", AskedFor.PLACE),
        ("Why did the roof fall?", AskedFor.REASON),
        ("What is ransomware?", None),
        ("Warum fiel das Dach?", None),
    ],
)
def test_a_question_asks_for_a_sort_of_thing(question: str, asked: AskedFor | None) -> None:
    assert asked_for(question) is asked


@pytest.mark.parametrize(
    ("asked", "question", "answer", "other"),
    [
        (AskedFor.NUMBER, "How many died?", "Twelve people died.", "Many people died."),
        (AskedFor.AMOUNT, "How much is 5 per cent?", "It is 31 crowns.", "It is 5 per cent."),
        (AskedFor.NUMBER, "How many died?", "Twelve died on 3 May.", "They died on 3 May 2024 at 21:40."),
        (
            AskedFor.PERSON,
            "Who leads the inquiry of Kallby?",
            "Judge Oduya leads it.",
            "The inquiry of Kallby has a head.",
        ),
        (AskedFor.TIME, "When did it open?", "It opened on 9 May 1966.", "It opened with a speech."),
        (AskedFor.PLACE, "Where did it sink?", "It sank off Lindholm.", "It sank quickly."),
        (AskedFor.REASON, "Why did it fall?", "It fell because of snow.", "It fell."),
    ],
)
def test_a_sentence_has_what_is_asked_for_or_not(asked: AskedFor, question: str, answer: str, other: str) -> None:
    assert has(answer, question, asked) > 0 == has(other, question, asked)


@pytest.mark.parametrize(
    ("asked", "question", "answer", "other"),
    [
        (AskedFor.AMOUNT, "How much gas escaped?", "Twelve tonnes did.", "23 persons were treated."),
        (AskedFor.AMOUNT, "How much did it cost?", "It cost £40.", "It took 40 masons."),
        (
            AskedFor.AMOUNT,
            "How much does the crane weigh?",
            "It comes to 12 t, or 12 tonnes.",
            "It cost 12 million crowns.",
        ),
        (AskedFor.AMOUNT, "How much land was sold?", "It was 40 hectares.", "It took 40 months."),
        (AskedFor.AMOUNT, "What did the roof cost?", "The bill was €2.4m.", "The roof is 40 metres long."),
        (AskedFor.AMOUNT, "How deep is the shaft?", "It ends 90 metres down.", "It took 90 days."),
        (AskedFor.AMOUNT, "How old is the organ?", "It was made 300 years ago.", "It has 300 pipes of tin."),
        (AskedFor.AMOUNT, "What share of the votes did she get?", "She got 31%.", "She got 31 seats."),
        (AskedFor.AMOUNT, "Which pay rise was agreed?", "It is 4 per cent.", "It is for 400 people."),
        (AskedFor.NUMBER, "How many pupils fell ill?", "Fourteen children did.", "Two schools were shut."),
        (AskedFor.NUMBER, "How many ships sank?", "Two old ships did.", "Two men drowned."),
        (AskedFor.PLACE, "Where did the Aud sink?", "She sank off Lindholm.", "She sank in the night."),
        (AskedFor.PLACE, "Where was he born?", "He was born in Dunmarsh.", "He was born in March."),
        (AskedFor.REASON, "Why did it fall?", "It fell because of snow.", "It fell after the snow."),
    ],
)
def test_a_sentence_has_more_or_less_of_what_is_asked_for(
    asked: AskedFor, question: str, answer: str, other: str
) -> None:
    assert has(answer, question, asked) > has(other, question, asked)
