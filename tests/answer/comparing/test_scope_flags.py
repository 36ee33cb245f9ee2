from __future__ import annotations

import pytest

from answer.comparing.limit_flags import limit_flags
from answer.comparing.pair import pair
from answer.comparing.scope_flags import scope_flags
from answer.facts.statement import statement
from answer.records import Effect, FlagKind
from ingest.records import Voice


def found(claim: str, sentence: str) -> list[str]:
    ours, theirs = statement(claim, Voice()), statement(sentence, Voice())
    beside = pair(ours, theirs)
    flags = [*scope_flags(beside), *limit_flags(beside)]
    assert all((flag.kind, flag.effect) == (FlagKind.CUT, Effect.MISSING) for flag in flags)
    return [flag.document for flag in flags]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The chancellor was arrested.", "The brother of the chancellor was arrested."),
        ("Adeyemi bought the vineyard.", "A cousin of Adeyemi bought the vineyard."),
        ("Mendes left the court.", "The lawyer for Mendes left the court."),
        ("The senator was fined.", "The woman who drove the senator was fined."),
        ("The banker inherited the castle.", "The banker's daughter inherited the castle."),
        ("The doctors left.", "The doctors’ wives left."),
        ("The bank resigned.", "The bank manager resigned."),
        ("Macedonia joined the pact.", "North Macedonia joined the pact."),
        ("Larsen went bankrupt.", "The firm that sued Larsen went bankrupt."),
        ("Nordia closed two plants.", "The company, once bought by Nordia, closed two plants."),
        ("Bergen was flooded.", "The road between Oslo and Bergen was flooded."),
        ("Singh built the boat.", "Baker or Singh built the boat."),
        ("In Tallinn, the mayor was elected.", "In Tallinn, the brother of the mayor was elected."),
        ("Ivanov designed the bridge.", "Ivanov praised Lind, who designed the bridge."),
        ("Ortiz robbed the bank.", "Ortiz, whose brother robbed the bank, fled."),
        ("Holt forged the books.", "Holt said Ruiz forged the books."),
        ("Police freed three gunmen.", "Police freed two hostages and shot three gunmen."),
        ("The storm destroyed the lighthouse.", "The storm destroyed the pier and spared the lighthouse."),
        ("Children travel free.", "Children under six travel free."),
        ("Workers struck.", "Workers at the northern pit struck."),
        ("Members may vote.", "Only members who have paid their dues may vote."),
        ("Zhou's father ran the clinic.", "Zhou ran the clinic with his father."),
    ],
)
def test_a_sentence_about_somebody_else_is_flagged(claim: str, sentence: str) -> None:
    assert found(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Farmers sold their land.", "Nine of ten farmers sold their land."),
        ("The hostages were freed.", "Several of the hostages were freed."),
        ("The voters backed it.", "Some 40 percent of the voters backed it."),
        ("The wall fell.", "A section of the wall fell."),
        ("All of the crew were rescued.", "All but one of the crew were rescued."),
        ("All schools reopened.", "All schools in the north reopened."),
        ("Members of the club voted.", "Few members of the club voted."),
        ("Lima is the biggest port.", "Lima is the third biggest port."),
        ("It is the oldest church.", "It is among the oldest churches."),
        ("The tower is the tallest.", "The tower is arguably the tallest."),
        ("The tower is the tallest.", "The tower is the tallest in Asia."),
        ("Costa was the first to cross it.", "Costa was the first woman to cross it."),
    ],
)
def test_a_share_or_a_rank_left_out_is_flagged(claim: str, sentence: str) -> None:
    assert found(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence", "shown"),
    [
        ("The singer died.", "The report that the singer died was false.", "The report that"),
        ("The singer died.", "The agency withdrew a finding that the singer died.", "agency withdrew a finding that"),
        ("The singer died.", "There is little evidence that the singer died.", "There is little evidence that"),
        ("The singer died.", "It would be a lie to say that the singer died.", "be a lie to say that"),
        (
            "The singer died.",
            "The paper apologised for reporting that the singer died.",
            "apologised for reporting that",
        ),
        ("The singer died.", "In the novel the singer died.", "In the novel"),
        ("The singer died.", "In the film, the singer died.", "In the film"),
        ("The singer died.", "If the singer died, nobody knew.", "If"),
        ("The singer died.", "Villagers feared the singer died.", "Villagers feared the"),
    ],
)
def test_a_frame_that_denies_supposes_or_imagines_is_flagged_and_shown(claim: str, sentence: str, shown: str) -> None:
    assert any(one.endswith(shown) for one in found(claim, sentence))


@pytest.mark.parametrize(
    ("claim", "sentence", "shown"),
    [
        ("The bridge is open.", "The bridge is open, but only to cyclists.", "but only to cyclists."),
        ("The drug is safe.", "The drug is safe provided that nobody drinks.", "provided that nobody drinks."),
        ("All shops opened.", "All shops opened on Monday except those in Lund.", "except those in Lund."),
        ("The mine is safe.", "The mine is safe when it is dry.", "when it is dry."),
        ("The guards were paid.", "The guards were paid in part.", "in part."),
        ("The museum admits dogs.", "The museum admits dogs that wear a muzzle.", "that wear a muzzle."),
        ("The city pays for flights.", "The city pays for flights of elected members.", "of elected members."),
        (
            "The union backs drivers.",
            "The union backs drivers who were dismissed in March.",
            "who were dismissed in March.",
        ),
        ("Residents may park here.", "Residents may park here with a blue permit.", "with a blue permit."),
        ("The ferry takes lorries.", "The ferry takes lorries during the day.", "during the day."),
        ("Visitors can swim in the lake.", "Visitors can swim in the lake under supervision.", "under supervision."),
        ("The crossing is free.", "The crossing is free after ten at night.", "after ten at night."),
        ("The tunnel is open.", "The tunnel is open to lorries only.", "only."),
        ("The museum is closed.", "The museum is closed on Mondays.", "on Mondays."),
        ("Police arrested the bank.", "Police arrested the bank manager.", "manager."),
        ("The board did not hire Berg.", "The board did not hire Berg instead of Holm.", "instead of Holm."),
        ("Nobody saw the fox.", "Nobody saw the fox rather than the dog.", "rather than the dog."),
        ("The kiln at Roa burned.", "The kiln below the one at Roa burned.", "below the one at"),
    ],
)
def test_a_restriction_that_follows_is_flagged_with_its_words(claim: str, sentence: str, shown: str) -> None:
    assert found(claim, sentence) == [shown]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The mayor was arrested.", "On Tuesday the mayor was arrested."),
        ("The mayor was arrested.", "In the port of Varde the mayor was arrested."),
        ("The mayor was arrested.", "Police said that the mayor was arrested."),
        ("The mayor was arrested.", "It is a fact that the mayor was arrested."),
        ("The mayor was arrested.", "It rained so hard that the mayor was arrested."),
        ("The mayor was arrested.", "Because the dam broke, the mayor was arrested."),
        ("The mayor resigned.", "The bridge fell and the mayor resigned."),
        ("Ada Brandt opened it.", "Health Minister Ada Brandt opened it."),
        ("Brandt opened it.", "Ada Brandt opened it."),
        ("Brandt opened it.", "An adviser, Ada Brandt, opened it."),
        ("Baker built the boat.", "Baker and Singh built the boat."),
        ("The council passed the plan.", "The council debated and passed the plan."),
        ("Police freed three gunmen.", "Police freed two hostages and three gunmen."),
        ("The orchestra played.", "The orchestra, founded in 1911, played."),
        ("The orchestra was founded in 1911.", "The orchestra, which was founded in 1911, played."),
        ("The parliament passed it.", "The parliament in Riga passed it."),
        ("The mill burned down.", "The old mill by the river burned down."),
        ("Houses burned.", "Dozens of houses burned."),
        ("Lena Holt resigned.", "Minister of Finance Lena Holt resigned."),
        ("Chen was replaced by Lopez.", "Lopez replaced Chen as captain."),
        ("The airline cancelled 200 flights.", "The strike forced the airline to cancel 200 flights."),
        ("Some of the villages burned.", "Most of the villages burned."),
        ("75 percent of the wards closed.", "Three quarters of the wards closed."),
        ("Two ships sank.", "Two ships sank off Crete, killing nine sailors."),
        ("All guests left.", "All guests left in June."),
        ("The board hired Berg.", "The board hired Berg instead of Holm."),
        ("The tower is the tallest.", "The tower is now the tallest."),
    ],
)
def test_a_whole_clause_of_the_same_subject_has_no_flag(claim: str, sentence: str) -> None:
    assert found(claim, sentence) == []
