from __future__ import annotations

import pytest

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.comparing.word_flags import in_one_piece
from answer.facts.statement import statement
from answer.records import Effect
from ingest.draft import read_draft
from ingest.records import Voice


def effects(claim: str, sentence: str) -> set[Effect]:
    ours, theirs = (statement(text, read_draft(text).sentences[0].voice) for text in (claim, sentence))
    return {flag.effect for flag in flags(pair(ours, theirs))}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("the harbour was sold", "Councillors denied that the harbour was sold."),
        ("the harbour was sold", "It is not true that the harbour was sold."),
        ("the harbour was sold", "The claim that the harbour was sold is false."),
        ("the harbour was sold", "No evidence was found that the harbour was sold."),
        (
            "the harbour was sold",
            "The paper retracted a story, printed in its spring issue, saying the harbour was sold.",
        ),
        ("The harbour will close", "The harbour will close if the storm that was seen in the west comes."),
        ("The harbour will close", "The harbour will close unless the crews are paid."),
        (
            "The harbour was closed",
            "The harbour was closed by nobody's will, the crews said, until the storm had passed.",
        ),
        ("The firm paid the port $7.", "The firm paid the port $7 million last spring."),
        ("The tank lost 30 percent.", "The tank lost 30 percent less oil than the other."),
        ("The road is 12.", "The road is 12 miles long."),
        ("The mayor took the money", "Did the mayor take the money?"),
    ],
)
def test_what_a_sentence_takes_back_is_no_support(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("All sailors left the ship at noon.", "Some sailors left the ship at noon."),
        ("None of the sailors left the ship at noon.", "Most of the sailors left the ship at noon."),
        ("The sailors left the ship at noon.", "Some sailors left the ship at noon."),
        ("The council voted for the new bridge.", "The council voted against the new bridge."),
        ("The guard arrested the sailor.", "The sailor arrested the guard."),
        ("The guard was arrested by the sailor.", "The guard arrested the sailor."),
        ("The river is longer than the road.", "The road is longer than the river."),
        ("The powder is less effective than the syrup.", "The syrup is less effective than the powder."),
        ("The storm sank 3 boats and 9 barges.", "The storm sank 9 boats and 3 barges."),
        ("The storm sank 3 boats and damaged 9 barges.", "The storm sank 3 barges and damaged 9 boats."),
        ("The ship sailed to the island at noon.", "The ship sailed from the island at noon."),
        ("The southern harbour was closed at noon.", "The northern harbour was closed at noon."),
        ("The council banned the new bridge.", "The council approved the new bridge."),
        ("The court cleared the captain of theft.", "The court convicted the captain of theft."),
        ("The port imported much grain.", "The port exported much grain."),
        ("The court acquitted the captain.", "The court convicted the captain."),
        ("Prices fell sharply at the port.", "Prices rose sharply at the port."),
        ("The council sold the harbour.", "The council planned to sell the harbour."),
        ("The council sold the harbour.", "The council stopped short of selling the harbour."),
        ("The sale of the harbour went on.", "The sale of the harbour was abandoned."),
        ("The council sold the harbour.", "The council refused to sell the harbour."),
        ("The drug prevented deaths in people.", "The drug prevented deaths in mice."),
        ("The Prime Minister opened the harbour.", "The Defence Minister opened the harbour."),
        ("The captain of the ship was fined.", "The former captain of the ship was fined."),
        ("The harbour opened in 1990 and closed in 2005.", "The harbour opened in 2005 and closed in 1990."),
        ("The new ship met the new barge.", "The old ship met the new barge."),
        ("The ship carried 30 tons to the island.", "The ship carried 30 crates to the island."),
        ("Robert Adam built the house.", "Robert Adams built the house."),
        ("The tax rose by 3 percent.", "The tax rose by 3 percentage points."),
        ("The night porter found the trunk.", "The day porter found the trunk."),
        ("The kiln is fired by night.", "The kiln is fired by day."),
        ("The sluice is longer than the lock.", "The sluice is no longer than the lock."),
    ],
)
def test_what_turns_a_sentence_round_is_no_support(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            "In the spring of 2005, the council of the town closed the harbour.",
            "The council of the town closed the harbour in the spring of 2005.",
        ),
        ("The harbour was closed by the council of the town.", "The council of the town closed the harbour."),
        ("The firm stated that numerous boats were lost.", "The firm said that many boats were lost."),
        (
            "The council began the work since the bridge was old.",
            "The council started the work because the bridge was old.",
        ),
        ("The captain took 30% of the grain.", "The captain took 30 percent of the grain."),
        ("The harbour was closed", "The harbour was closed at noon, which pleased the crews."),
        ("The harbour was old and poor, Olaf Berg said.", "Olaf Berg said the harbour was old and poor."),
        ("The crossing takes no longer than an hour.", "The crossing takes no longer than an hour at noon."),
    ],
)
def test_light_rewording_has_no_flag(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) <= {Effect.NOTE}


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        (
            "Crews found rust in 98% of the bolts.",
            "Work stopped after crews found rust in 98 per cent of the bolts.",
            True,
        ),
        ("Three mills opened on 4 May 2020.", "Three mills opened on Monday to grind oats.", True),
        ("Crews found rust in the bolts.", "Crews found gold in the bolts.", False),
        ("Crews found rust in the bolts.", "Crews that left at noon found rust in the bolts.", False),
        ("Crews found rust in the bolts.", "Crews found rust.", False),
        ("It was on Monday.", "It was on 4 May 2020 that crews found rust.", False),
    ],
)
def test_a_claim_stands_in_one_piece_whatever_the_form_of_its_numbers(
    claim: str, sentence: str, *, expected: bool
) -> None:
    ours, theirs = statement(claim, Voice()), statement(sentence, Voice())

    assert in_one_piece(pair(ours, theirs)) is expected
