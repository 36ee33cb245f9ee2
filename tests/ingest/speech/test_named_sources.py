"""Who is named where he is described at length, listed with others, or says it by an act."""

from __future__ import annotations

import pytest

from ingest.furniture.finding import find_furniture
from ingest.loaders.markdown import load
from ingest.records import Voice, VoiceKind
from ingest.sentences import split_sentences
from ingest.speech.people import without_deed
from ingest.speech.words import words_of
from ingest.voices import assign_voices

OWN, QUOTE, ATTRIBUTED = VoiceKind.OWN, VoiceKind.QUOTE, VoiceKind.ATTRIBUTED


def voices(markup: str) -> list[Voice]:
    loaded = load(markup.encode())
    sentences = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
    return [item.voice for item in assign_voices(loaded.text, loaded.blocks, sentences)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Olaf Berg, 58, a driver from Ribe, said the bridge was safe.", "Olaf Berg"),
        ("Lise Dahl, head of Varde Works, a firm that owns cranes, said the bridge was safe.", "Lise Dahl"),
        ("Anna Holm, a former director of the Varde Harbour Union, said the bridge was safe.", "Anna Holm"),
        ("Holm, Berg and Dahl said the bridge was safe.", "Holm, Berg and Dahl"),
        ("Bridge engineers and Varde officials said the bridge was safe.", "Bridge engineers and Varde officials"),
        ("She and her deputies argue that the bridge was safe.", "She and her deputies"),
        ("An adviser to Holm said the bridge was safe.", "An adviser to Holm"),
        ("Some drivers, like Olaf Berg, said the bridge was safe.", "Some drivers"),
        ("A study by the harbour union found that the bridge was safe.", "A study by the harbour union"),
        ("Early results of the survey show that the bridge is safe.", "Early results of the survey"),
        ("The bridge is safe, according to the ministry's tally.", "the ministry's tally"),
        ("The bridge is safe, according to the most recent report.", "the most recent report"),
        ("One driver at the site said the bridge was safe.", "One driver at the site"),
        ("Hours later, Berg praised the engineers, saying the bridge was safe.", "Berg"),
        ("Walking to the river, Berg denied the rumour, adding that the bridge was safe.", "Berg"),
        ("Engineers have in particular noted that the bridge is old.", "Engineers"),
        ("The ministry issued a statement saying that the bridge was safe.", "The ministry"),
        ("Berg rubbed his chin, saying that the bridge was safe.", "Berg"),
        ("The report goes on to say that the bridge is safe.", "The report"),
        ("A June survey found that the bridge was safe.", "A June survey"),
        ("A survey of drivers published last week found that the bridge was safe.", "A survey of drivers"),
        ("Berg was quoted as saying that the bridge was safe.", "Berg"),
        ("On the night of the outage Miriam Oduya wrote that the bridge was safe.", "Miriam Oduya"),
        ("In the week after the flood Ann Lee said the bridge was safe.", "Ann Lee"),
        ("The bridge was safe, Jan Novak said.", "Jan Novak"),
        ("On Monday May Lindqvist said the bridge was safe.", "May Lindqvist"),
        ("April Stone wrote that the bridge was safe.", "April Stone"),
        ("According to Will Tate, the bridge was safe.", "Will Tate"),
        ("In August Berg told the board that the bridge was safe.", "Berg"),
        ("Last June Holm said the bridge was safe.", "Holm"),
        ("The June survey found that the bridge was safe.", "The June survey"),
        ("The widow of the actor Olaf Berg said the bridge was safe.", "The widow of the actor Olaf Berg"),
    ],
)
def test_a_speaker_is_named_whatever_stands_around_him(sentence: str, speaker: str) -> None:
    assert voices(sentence) == [Voice(ATTRIBUTED, speaker)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“The bridge will reopen in May,” said one driver at the site.", "one driver at the site"),
        ("“The bridge will reopen in May,” Holm said by telephone.", "Holm"),
        (
            "“The bridge will reopen in May,” a notice on the door of the office reads.",
            "a notice on the door of the office",
        ),
        ("From the report: “The bridge will reopen in the first week of May.”", "the report"),
        ("“The bridge will reopen in May,” Holm points out.", "Holm"),
        ("“The bridge will reopen in May,” said the union's head, Rosa Quint, 41.", "Rosa Quint"),
        ("“The bridge will reopen in May,” said the town's first mayor, Jan Novak, on Monday.", "Jan Novak"),
        ("“The bridge will reopen in May,” said a driver, Anna de la Cruz, who lives there.", "Anna de la Cruz"),
        ("“The bridge will reopen in May,” said her lawyer in Ribe, J. R. Dahl.", "J. R. Dahl"),
        ("“The bridge will reopen in May,” said the mayor of Springfield, New Mexico.", "the mayor of Springfield"),
        ("“The bridge will reopen in May,” said the mayor of Ribe, Denmark.", "the mayor of Ribe"),
        ("“The bridge will reopen in May,” said the head of the union, Varde Harbour Union.", "the head of the union"),
        (
            "“The bridge will reopen in May,” said a spokesman for the port, Reuters reported.",
            "a spokesman for the port",
        ),
    ],
)
def test_a_quotation_has_the_speaker_beside_it(sentence: str, speaker: str) -> None:
    assert voices(sentence) == [Voice(QUOTE, speaker)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Berg made an impassioned plea for a new bridge.",
        "Berg raised concerns that the bridge would fall.",
        "Berg lodged a formal complaint about the bridge.",
        "Berg made similarly bigoted charges that a judge would be biased.",
    ],
)
def test_what_is_said_by_an_act_is_attributed(sentence: str) -> None:
    assert voices(sentence) == [Voice(ATTRIBUTED, "Berg")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Berg did not make a plea for a new bridge.",
        "The offer of a statement stood in the file.",
        "They have two main questions: how and when.",
    ],
)
def test_what_nobody_did_is_not_attributed(sentence: str) -> None:
    assert voices(sentence) == [Voice(OWN, None)]


def test_a_word_that_is_no_name_and_no_group_speaks_for_nobody() -> None:
    assert not without_deed(words_of("bigoted", [((0, 7), False)]))


def test_a_headline_in_capitals_names_its_speaker() -> None:
    assert voices("Olaf Berg Says The Bridge Will Reopen Before Summer") == [Voice(ATTRIBUTED, "Olaf Berg")]


def test_a_label_is_a_speaker_only_where_he_speaks_elsewhere_too() -> None:
    spoken = voices("# Berg: Bridge to open\n\nThe bridge is safe, Olaf Berg said.")

    assert spoken[0] == Voice(ATTRIBUTED, "Berg")
    assert voices("# Background: Bridge to open\n\nThe bridge is safe, Olaf Berg said.")[0] == Voice(OWN, None)


def test_a_transcript_as_it_follows_is_the_source_of_its_words() -> None:
    assert voices("Transcript as follows:\n\n“The bridge is safe. It will open in May.”")[1:] == [
        *[Voice(QUOTE, "Transcript")] * 2
    ]


def test_a_clause_goes_on_over_but_rather() -> None:
    sentence = "Engineers say the bridge was not rebuilt, but rather painted over by the men who had sold the steel."
    assert voices(sentence) == [Voice(ATTRIBUTED, "Engineers")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The letters in her own archive show that the bridge was safe.",
        "Her diaries prove that the bridge was safe.",
        "Drafts of the speech demonstrate that the bridge was safe.",
        "His correspondence with the yard shows that the bridge was safe.",
    ],
)
def test_what_private_papers_show_is_seen_by_whoever_says_so(sentence: str) -> None:
    assert voices(sentence) == [Voice()]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Letters to the ministry say that the bridge was safe.", "Letters to the ministry"),
        ("Records show that the bridge was safe.", "Records"),
        ("Her diary notes that the bridge was safe.", "Her diary"),
    ],
)
def test_what_papers_say_is_their_words(sentence: str, speaker: str) -> None:
    assert voices(sentence) == [Voice(ATTRIBUTED, speaker)]


@pytest.mark.parametrize(
    ("lead", "quotation", "speaker"),
    [
        ("Agnes Pollard, who was nine, remembers the flood like this:", "“We sat on the table.", "Agnes Pollard"),
        ("Rail services offer this:", "“You should have a ticket.", None),
        ("This is how the flood began:", "“We sat on the table.", None),
    ],
)
def test_a_colon_leads_to_the_words_of_the_one_person_whose_full_name_begins_its_sentence(
    lead: str, quotation: str, speaker: str | None
) -> None:
    words = f"{lead}\n\n{quotation}\n\n“My uncle tied the cow to the stairs.”"

    assert [voice.speaker for voice in voices(words)[1:]] == [speaker, speaker]
