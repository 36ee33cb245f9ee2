"""Families of claims that were once judged wrongly, each in words of its own: what a flag must say, or must not."""

from __future__ import annotations

from datetime import date

import pytest

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.facts.statement import statement
from answer.records import Effect, Flag
from ingest.draft import read_draft
from tests.answer.comparing.compared import effects


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # a verb whose past looks as it does itself, behind "to"
        ("The yard cut wages.", "The yard is expected to cut wages."),
        ("The pact split the union.", "The pact is about to split the union."),
        # the two sides of a comparison
        ("Barley grew faster in clay than in sand.", "Barley grew faster in sand than in clay."),
        ("Ferries run later on Sundays than by night.", "Ferries run later by night than on Sundays."),
        # somebody beside the one who is named
        ("A pump made by Holm failed.", "A pump made by a rival of Holm failed."),
        ("The head of Holm quit.", "The head of a branch of Holm quit."),
        ("He wrote to the abbot.", "He wrote to an aide to the abbot."),
        # a name that another word makes another
        ("The envoy of Sudan left.", "The envoy of South Sudan left."),
        ("They moved to Mexico in June.", "They moved to New Mexico in June."),
        # what was so once
        ("The barn is used as a school.", "The barn, once used as a school, was sold."),
        # ruled out; and what is denied is not yet the opposite
        ("The cup was stolen.", "The curator ruled out that the cup was stolen."),
        ("Tolls fell.", "Tolls did not rise."),
        ("The choir lost.", "The choir did not win."),
        ("Most barns burned.", "A third of the barns burned."),
        ("The barns burned.", "Most of the barns burned."),
        ("The inn was built in 1850.", "The inn was built in the nineteenth century."),
        # a share of what the claim has whole, and a deed that is only begun
        ("The yard sold the pier.", "The yard sold half the pier."),
        ("The gate is open.", "The gate is half open."),
        ("The yard sold the pier.", "The yard began selling the pier."),
        ("The yard sold the pier.", "The yard was barred from selling the pier."),
        # what was so before; and another verb of the same subject
        ("The barn is a school.", "The barn had been a school."),
        ("Ines has a mill.", "Ines had a mill."),
        ("Ines is the abbess.", "Ines was elected to succeed the abbess."),
        ("A vase by Amsel was sold.", "A vase attributed to Amsel was sold."),
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
        ("The guild's treasurer paid the fine.", "Ada Holm, treasurer of the guild, paid the fine."),
        ("The mill was sold in 1975.", "The mill was built in 1950 and was sold a quarter of a century later."),
        ("The valve did not pass the test.", "The valve failed the test."),
    ],
)
def test_what_the_document_says_in_other_words_does_not_differ(claim: str, sentence: str) -> None:
    assert Effect.DIFFERS not in effects(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The abbot died in Graz.", "The abbot passed away in Graz."),
        ("The fair was called off.", "The fair was cancelled."),
        ("The guild rejected the terms.", "The guild turned down the terms."),
        ("No one was hurt.", "Nobody was hurt."),
        ("The terms are not lawful.", "The terms are unlawful."),
        ("The guilds have not met yet.", "The guilds have yet to meet."),
        ("The alto never sang.", "The alto did not sing."),
        ("Most barns burned.", "Two thirds of the barns burned."),
        ("Half the barns burned.", "Half of the barns burned."),
        ("Nine in ten barns burned.", "92 percent of the barns burned."),
        ("Rents are between 30 and 40 crowns.", "Rents are 31, 36 and 39 crowns."),
        ("The inn was built in the 1700s.", "The inn was built in the eighteenth century."),
        ("The clock was built in 1788.", "The clock, built in 1788, has not been moved."),
        ("The club kept its fee on Monday.", "The club kept its fee on Monday but cut the prize."),
        ("The head of the port of Varde spoke.", "The head of the port of Varde spoke."),
        ("Rain fell in Varde.", "Rain fell in the port of Varde."),
        ("Rents rose in May.", "Rents rose 5 percent in May."),
        ("Several vases broke.", "Several of the vases broke."),
        ("The guild could not find the cup.", "The guild was unable to find the cup."),
        ("The fair was backed by the guild by two votes.", "The guild backed the fair by two votes."),
        ("The yard sold the pier.", "The yard confirmed that it had sold the pier."),
        ("The pier will stay open.", "Ines told the guild that the pier will stay open."),
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
        ("The guild cut its fee.", "As planned, the guild cut its fee."),
        ("The baker did not raise the alarm.", "The baker refrained from raising the alarm."),
        ("The baker raised the alarm.", "The baker did not fail to raise the alarm."),
        ("The abbot was acquitted of theft.", "The abbot was found not guilty of theft."),
        ("The abbot was convicted of theft.", "The abbot was found guilty of theft."),
    ],
)
def test_what_says_the_same_in_another_form_has_no_difference(claim: str, sentence: str) -> None:
    assert not effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The spire collapsed.", "The spire narrowly escaped collapse."),
        ("The spire was demolished.", "The spire escaped demolition by one vote."),
        ("The depot was robbed.", "The robbery of the depot was foiled."),
        ("The merger went through.", "The merger was thwarted when the bank withdrew."),
        ("The bakers went on strike.", "The bakers' strike was averted."),
        ("The strike began.", "Late talks prevented the strike."),
        ("The club went bankrupt.", "The club staved off bankruptcy."),
        ("The fire spread to the loft.", "The sprinklers prevented the fire from spreading to the loft."),
    ],
)
def test_what_was_averted_did_not_happen(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The bear escaped.", "The bear escaped from the park."),
        ("The bear escaped on Monday.", "The bear escaped on Monday through a hole."),
        ("The crew escaped unhurt.", "The crew escaped unhurt."),
        ("The guild prevented the sale.", "The guild prevented the sale."),
    ],
)
def test_who_escapes_or_prevents_does_so(claim: str, sentence: str) -> None:
    assert not effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The baker raised the alarm.", "The baker refrained from raising the alarm."),
        ("The abbot was convicted of theft.", "The abbot was found not guilty of theft."),
        ("The guild's treasurer paid the fine.", "Ada Holm, an aide to the treasurer of the guild, paid the fine."),
        ("Ada Holm said she had paid.", "“I did not steal,” said Ada Holm, “and she had paid nothing.”"),
        ("In season 1, he was healed but walks with a limp.", "In season 5, he was healed but walks with a limp."),
        ("The bin had 2 lids with both old and new hinges.", "The bin had 70 lids with both old and new hinges."),
        ("The mill was sold in 1985.", "The mill was built in 1950 and was sold a quarter of a century later."),
        ("Ada Holm led the guild in 2019.", "Ada Holm led the guild from 2011 to 2018."),
        ("The guild raised its fee.", "The guild is expected to raise its fee, as planned."),
    ],
)
def test_what_is_said_otherwise_in_such_forms_is_no_support(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("sentence", "differs"),
    [
        ("Ada Holm led the guild from 2011 to 2018.", False),
        ("Ada Holm led the guild between 2011 and 2018.", False),
        ("Ada Holm led the guild in 2011 and 2018.", True),
    ],
)
def test_a_year_within_the_years_that_are_named_is_not_another(sentence: str, differs: bool) -> None:
    assert (Effect.DIFFERS in effects("Ada Holm led the guild in 2015.", sentence)) == differs


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # one surname, two titles
        ("Lady Orme rang the bell.", "Lord Orme rang the bell, and Lady Orme lit the lamp."),
        ("Mr Quill will leave in June.", "Mrs Quill will leave in June; Mr Quill stays on."),
        # a sum with a code of its currency, and by how much it rose
        ("Rents rose by CHF 40.", "Rents rose to CHF 40 from CHF 31."),
        # what somebody calls it
        ("The weir is sound.", "The weir, which the board calls sound, leaks."),
        ("Ada Holm was a fraud.", "Ada Holm, whom the guild considered a fraud, won."),
        ("The cup was his.", "The cup, which he says was his, was stolen."),
        ("Mr McOrme rang the bell.", "Lady McOrme rang the bell and Mr McOrme lit the lamp."),
        ("The dam leaks.", "The minister disputes that the dam leaks."),
        ("The dam leaks.", "A few engineers dispute that the dam leaks."),
        ("The weir leaks.", "The weir leaks, which the board has disputed."),
        # who stays behind to do it
        ("Orme locked the gate.", "Orme stayed behind to lock the gate."),
        # the wrong end of a range
        ("Berths cost at least £90.", "Berths cost between £20 and £90."),
        ("The walk takes at most three hours.", "The walk takes three to four hours."),
    ],
)
def test_what_is_told_of_another_or_of_the_other_end_is_no_support(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.DIFFERS, Effect.MISSING}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Lady Orme lit the lamp.", "Lord Orme rang the bell, and Lady Orme lit the lamp."),
        ("Rents rose to CHF 40.", "Rents rose to CHF 40 from CHF 31."),
        ("Berths cost at least £20.", "Berths cost between £20 and £90."),
        # what is denied or sought beside the main clause
        ("The weir was rotten.", "The weir, which nobody had wanted, was rotten."),
        ("Ada Holm won the cup.", "Ada Holm, who did not train, won the cup."),
        ("Ada Holm was at home.", "Ada Holm, who says she was ill, was at home."),
        # nouns and bounds that deny nothing
        ("Dockers walked out.", "Dockers walked out in a long dispute over pay."),
        ("The board sold the mill.", "The board, which has not met since May, sold the mill."),
        ("The wardens number at least 14.", "The wardens number no fewer than 14."),
        # a deed in spite of what came before
        ("Ashby beat Cole.", "Ashby came from two sets down to beat Cole."),
    ],
)
def test_what_stands_beside_it_makes_no_difference(claim: str, sentence: str) -> None:
    assert Effect.DIFFERS not in effects(claim, sentence)


@pytest.mark.parametrize("aside", ["which could not be confirmed", "which is false", "which was not so"])
def test_an_aside_that_doubts_the_whole_is_heard(aside: str) -> None:
    assert effects("The toll was 40.", f"The toll, {aside}, was 40.") & {Effect.DIFFERS, Effect.MISSING}


THURSDAY = date(2024, 7, 4)


@pytest.mark.parametrize(
    ("claim", "sentence", "differs"),
    [
        ("The ferry will move on 8 July.", "The ferry will move on Monday.", False),
        ("The ferry will move on 1 July.", "The ferry will move on Monday.", True),
        ("The ferry moved on 1 July.", "The ferry moved on Monday.", False),
        ("Will Orme moved on 1 July.", "Will Orme moved on Monday.", False),
        ("His will was read on 1 July.", "His will was read on Monday.", False),
        ("The ferry moved on 8 July.", "The ferry moved on Monday and will be back on Friday.", True),
        (
            "The works were extended to 21 July.",
            "The works, to have ended on 30 June, were extended by 3 weeks.",
            False,
        ),
    ],
)
def test_a_weekday_to_come_and_what_counts_on_from_a_date(claim: str, sentence: str, differs: bool) -> None:
    ours, theirs = (statement(text, read_draft(text).sentences[0].voice, THURSDAY) for text in (claim, sentence))
    assert any(flag.kind == "date" and flag.effect is Effect.DIFFERS for flag in flags(pair(ours, theirs))) == differs


@pytest.mark.parametrize(
    ("claim", "sentence", "same"),
    [
        ("Boil it for 90 minutes.", "Boil it for an hour and a half.", True),
        ("Boil it for 80 minutes.", "Boil it for an hour and a half.", False),
        ("Add 250 grams of rye.", "Add a quarter of a kilo of rye.", True),
        ("The jar is 185 millimetres tall.", "The jar is 18.5 cm tall.", True),
        ("The jar is 18.5 metres tall.", "The jar is 18.5 cm tall.", False),
        ("The tour took three and a half hours.", "The tour took 210 minutes.", True),
        ("The lease runs for two years.", "The lease runs for 24 months.", True),
        # by how much it changes, of which both ends are told
        ("Rents fell by £9.", "Rents fell from £40 to £31.", True),
        ("Rents fell by £8.", "Rents fell from £40 to £31.", False),
        ("Rents fell by £40.", "Rents fell from £40 to £31.", False),
        ("The lease runs for two years.", "The lease runs for 18 months.", False),
    ],
)
def test_a_measure_is_the_same_in_any_of_its_units(claim: str, sentence: str, same: bool) -> None:
    assert any(flag.kind == "number" for flag in all_flags(claim, sentence)) != same


def all_flags(claim: str, sentence: str) -> tuple[Flag, ...]:
    ours, theirs = (statement(text, read_draft(text).sentences[0].voice) for text in (claim, sentence))
    return flags(pair(ours, theirs))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # a number in words, behind another number of the sentence
        ("Above forty farmers have signed.", "Frost cost a third of the crop, and more than 40 farmers have signed."),
        ("Twelve barges sank.", "Half of the piers were closed, and 12 barges sank."),
        # an aside of its own behind a phrase
        (
            "The lamp was sold to a chapel.",
            "The lamp from 1890, two of whose panes were cracked, was sold to a chapel.",
        ),
        ("The choir sang in Bergen.", "The choir of the mill, most of whom had colds, sang in Bergen."),
        # to whom it was told, in front or behind
        ("Ines told the court that the lock was broken.", "“The lock was broken,” Ines told the court."),
        ("“The ice was thin,” Olsen told the paper.", "Olsen told the paper that the ice was thin."),
        # a time that opens the sentence
        ("The crew freed the seal.", "After six hours the crew freed the seal."),
        ("The mayor left the hall.", "Before the vote the mayor left the hall."),
        ("Two ships turned back.", "During the storm two ships turned back."),
        # whose words it is
        ("The boiler was old.", "The tenants claimed that the boiler was old."),
        ("The nets were cut.", "Moen has claimed that the nets were cut."),
        # what is denied twice, or not doubted
        ("The warden rang the bell.", "The warden did not neglect to ring the bell."),
        ("The crew cut the rope.", "The crew did not hesitate to cut the rope."),
        ("The nuns paid the rent.", "The nuns never forgot to pay the rent."),
        ("The dam is sound.", "There is no question that the dam is sound."),
        ("The dam is sound.", "No one disputes that the dam is sound."),
        ("The dam was sound.", "Beyond doubt the dam was sound."),
        # all of them, in other words
        ("The choirs have gone home.", "All of the choirs have gone home."),
        ("The pilots are Danes.", "Each of the pilots is a Dane."),
        ("More than half of the cows were sick.", "Most of the cows were sick."),
        # a sentence served
        ("Varga forged the stamps.", "Varga is serving six years in prison for forging the stamps."),
        ("Varga forged the stamps.", "Varga was found guilty of forging the stamps."),
        ("At least forty eels were caught.", "No fewer than forty eels were caught."),
        # so many are some
        ("Some farmers sold their cows.", "A handful of farmers sold their cows."),
        ("Some farmers sold their cows.", "Scores of farmers sold their cows."),
        # who it was, and not another; and a passive with a place behind
        ("Ghent won the bid.", "Ghent, rather than Bruges, won the bid."),
        ("The postman was bitten by the terrier outside the inn.", "The terrier bit the postman outside the inn."),
    ],
)
def test_what_only_stands_around_takes_nothing_away(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) <= {Effect.NOTE}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The mill was sold by the abbey.", "The abbey decided against selling the mill."),
        ("The mill was sold by the abbey.", "The abbey considered selling the mill."),
        ("The boat was burned by a crew from Holm.", "A crew from Holm wanted to burn the boat."),
        ("The seals were counted by divers from Oslo.", "Divers from Oslo were asked to count the seals."),
        ("The well is poisoned.", "False claims that the well is poisoned spread in Varde."),
        ("The well is poisoned.", "His claim that the well is poisoned has been denied."),
        ("The mill was sold by Ann Holt.", "Ann Holt's sister sold the mill."),
        ("The mill was sold by Ann Holt.", "The sister of Ann Holt sold the mill."),
        ("The mayor took bribes.", "A complaint alleges that the mayor took bribes."),
        ("The inn is the oldest in Varde.", "With one exception, the inn is the oldest in Varde."),
        ("Every bell rang.", "Bar two, every bell rang."),
        ("The crew came home.", "Not counting the cook, the crew came home."),
        ("The warden rang the bell.", "The warden forgot to ring the bell."),
        ("The warden rang the bell.", "The warden hesitated to ring the bell."),
        ("The dam is sound.", "There is some question that the dam is sound."),
        ("The barns burned.", "Half of all of the barns burned."),
        ("The farmers sold their cows.", "A handful of farmers sold their cows."),
        ("The farmers sold their cows.", "Several farmers sold their cows."),
        ("The farmers sold their cows.", "Dozens of farmers sold their cows."),
        ("Thefts fell.", "The number of thefts fell."),
        ("In 2022 the mill burned.", "The mill burned in May 2019 and was sold in 2022."),
        ("On Friday the ship left.", "The ship left on Monday and came back on Friday."),
        # a word that moved inside of what somebody said
        ("Berg said the Swedish firm bought the mine.", "Berg said the firm bought the Swedish mine."),
        ("Berg said the young driver hit a cyclist.", "Berg said the driver hit a young cyclist."),
        ("Berg said the former mayor sued the council.", "Berg said the mayor sued the former council."),
        # no doubt, as somebody would have it
        ("Lund was guilty.", "It would be a lie to say there is no doubt that Lund was guilty."),
        ("Lund was guilty.", "Holt wants to say there is no doubt that Lund was guilty."),
        ("The ships sank.", "Nearly all of the ships sank."),
        ("The ships sank.", "Almost all of the ships sank."),
        ("Bruges won the bid.", "Ghent, rather than Bruges, won the bid."),
        ("The postman was bitten by the baker near the inn.", "The baker's dog bit the postman near the inn."),
        # never, and no more; whatever happens; a subject of its own; a rumour behind a colon
        ("The warden never lived on the isle.", "The warden no longer lives on the isle."),
        ("The regatta starts even if it rains.", "The regatta starts if it rains."),
        ("Ida Moss said the board was safe.", "Ida Moss told the board the dam was safe."),
        ("The abbot has fled.", "The rumour is this: the abbot has fled."),
        ("The cook has the key.", "The rumour is this: the abbot has fled and the cook has the key."),
        ("The work takes between six and eight months.", "The work takes between six and eight weeks."),
        ("The lane is between two and three miles long.", "The lane is between two and three kilometres long."),
        ("Varga forged the stamps.", "Varga was found not guilty of forging the stamps."),
        ("Varga forged the stamps.", "Varga was held for two years before a trial for forging the stamps."),
    ],
)
def test_what_was_only_meant_or_rumoured_supports_nothing(claim: str, sentence: str) -> None:
    assert effects(claim, sentence) & {Effect.MISSING, Effect.DIFFERS}


def test_a_passive_of_what_was_being_done_is_still_the_same() -> None:
    assert effects("The mill was sold by the abbey.", "The abbey sold the mill.") <= {Effect.NOTE}
    assert effects("The mill was sold by Ann Holt.", "Ann Holt of Varde sold the mill.") <= {Effect.NOTE}


@pytest.mark.parametrize(
    ("claim", "sentence", "differs"),
    [
        ("The inn closed in 1920.", "The inn opened in 1880 and closed forty years later.", False),
        ("The bridge fell in 1966.", "The bridge was finished in May 1964 and fell two years after.", False),
        ("The inn opened in 1920.", "The inn opened in 1880 and closed forty years later.", True),
        ("The pact was signed on 16 May 1998.", "The pact was signed on 15 May 1998 and ended a year later.", True),
        ("At least five goats died.", "At least nine goats died.", False),
        ("More than five goats died.", "At least nine goats died.", False),
        ("At least twenty goats died.", "At least nine goats died.", True),
        ("Fewer than nine goats died.", "At most five goats died.", False),
    ],
)
def test_another_number_or_date_is_no_contradiction_where_both_may_be_so(
    claim: str, sentence: str, differs: bool
) -> None:
    assert (Effect.DIFFERS in effects(claim, sentence)) == differs
