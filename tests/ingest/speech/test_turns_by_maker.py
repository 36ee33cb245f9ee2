"""Turns as radio, parliaments, calls, telephones and wikis write them down, through the real reader."""

from __future__ import annotations

import pytest

from ingest.reader.process import read_contents

Said = dict[str, str | None]


def voices(suffix: str, text: str) -> Said:
    """The speaker of each sentence; "" for the document's own words."""
    contents = read_contents(suffix, text.encode())
    return {
        " ".join(contents.text[one.start : one.end].split()): one.voice.speaker if one.voice.kind != "own" else ""
        for one in contents.sentences
    }


def furniture(suffix: str, text: str) -> list[str]:
    contents = read_contents(suffix, text.encode())
    return [contents.text[one.start : one.end].strip() for one in contents.furniture]


RADIO = """ANDREA COLE, HOST:

The dam at Verrin is leaking tonight. Eleven villages are being emptied.

SIMON HART, BYLINE: The engineers left an hour ago with their lamps.

(SOUNDBITE OF SIREN)

PETRA LUND: I packed my mother and two goats.

COLE: Simon Hart at the dam.

Copyright © 2025 Valley Radio. All rights reserved.

Valley Radio transcripts are created on a rush deadline by a contractor. This text may not be in its final form.
"""


def test_a_radio_transcript_is_told_by_capitals_and_last_names() -> None:
    found = voices(".txt", RADIO)

    assert found["The dam at Verrin is leaking tonight."] == "ANDREA COLE"
    assert found["Eleven villages are being emptied."] == "ANDREA COLE"
    assert found["SIMON HART, BYLINE: The engineers left an hour ago with their lamps."] == "SIMON HART"
    assert found["PETRA LUND: I packed my mother and two goats."] == "PETRA LUND"
    assert found["(SOUNDBITE OF SIREN)"] == ""
    assert not [words for words in found if "Copyright" in words or "deadline" in words]


def test_a_list_of_people_with_their_parts_is_no_transcript() -> None:
    text = "ANDREA COLE, HOST:\n\nBorn in Verrin in 1961.\n\nSIMON HART, PRODUCER:\n\nBorn in Hix in 1970.\n"

    assert set(voices(".txt", text).values()) == {""}


FRENCH = """# Séance du 3 juin

M. le président. La séance est ouverte.

Mme Odile Ferrand. Le canal est à sec depuis le mois de mai. Personne ne prévient les communes.

Les péniches sont couchées dans la vase.

M. Bruno Castel, ministre des transports. Le canal a été vidé pour réparer l’écluse.

M. le président. La parole est à Mme Ferrand.
"""


def test_a_french_record_names_who_has_the_floor() -> None:
    found = voices(".md", FRENCH)

    assert found["Personne ne prévient les communes."] == "Mme Odile Ferrand"
    assert found["Les péniches sont couchées dans la vase."] == "Mme Odile Ferrand"
    assert found["Le canal a été vidé pour réparer l’écluse."] == "M. Bruno Castel"
    assert found["La parole est à Mme Ferrand."] == "M. le président"


def test_a_name_that_begins_a_french_paragraph_once_is_no_turn() -> None:
    text = (
        "# Le canal\n\nM. Bruno Castel. Un nom que les bateliers retiennent.\n\n"
        "Mme Ferrand, elle, habite au bord de l’eau depuis trente ans.\n\nLes péniches sont couchées dans la vase.\n"
    )

    assert set(voices(".md", text).values()) == {""}


CALL = """18:02:11 From Dora Kent to Everyone:
\tThe lift was never tested.
18:02:40 From  Otto Bly  To  Host and Panelists :
\tWho signed for it?
18:03:31 From Otto Bly to Everyone:
\tReacted to "The lift was never..." with 👍
18:03:40 From Dora Kent to Otto Bly(Direct Message):
\tReplying to "Who signed for it?"

\tThe porter did, in pencil.
"""


def test_the_saved_chat_of_a_call_has_each_senders_words_and_no_reactions() -> None:
    found = voices(".txt", CALL)

    assert found["The lift was never tested."] == "Dora Kent"
    assert not [words for words in found if "From" in words]
    assert found["Who signed for it?"] == "Otto Bly"
    assert found["The porter did, in pencil."] == "Dora Kent"
    assert not [words for words in found if "Reacted" in words or "Replying" in words]


PHONE = """Mar 04, 2025  7:29:42 PM (Read by you after 5 seconds)
Thea Marsh
The shift books are behind the paint shed.

Mar 04, 2025  7:30:10 PM
Me
Which years?

Mar 04, 2025  7:31:55 PM (Read by you after 1 minute, 2 seconds)
Thea Marsh
Nineteen and twenty.
The rest was ash.
Tapbacks:
Loved by Me
"""


def test_an_export_of_phone_messages_has_no_receipts_and_no_sentence_twice() -> None:
    contents = read_contents(".txt", PHONE.encode())
    found = voices(".txt", PHONE)

    assert found["The shift books are behind the paint shed."] == "Thea Marsh"
    assert found["Which years?"] == "Me"
    assert found["The rest was ash."] == "Thea Marsh"
    assert not [words for words in found if "Read by you" in words or "Loved by" in words]
    starts = [one.start for one in contents.sentences]
    assert all(before.end <= start for before, start in zip(contents.sentences, starts[1:], strict=False))


HEARING = """    The committee met at 9:30 a.m. in room 4.

    Chairman Okoye. The committee will come to order. We are here about
the grain terminal.
    Ms. Farrow. I weighed every truck for six years, and nobody asked
me for a single sheet.
    The books were kept by my brother.
    Chairman Okoye. Where are they

[[Page 7]]

now?
    Ms. Farrow. In the river.
"""


def test_a_turn_begins_with_an_indented_line_and_goes_over_a_page_mark() -> None:
    found = voices(".txt", HEARING)

    assert found["The books were kept by my brother."] == "Ms. Farrow"
    assert found["Where are they now?"] == "Chairman Okoye"
    assert found["In the river."] == "Ms. Farrow"
    assert "[[Page 7]]" in furniture(".txt", HEARING)


WIKI = """# Year of the gates

The gates carry the date 1897 on the iron.

The article gives 1879 without any source. Heron22 (talk) 09:14, 3 May 2024 (UTC)

The iron was replaced after the flood. Sluice-keeper (Diskussion) 18:40, 3. Mai 2024 (CEST) [Antworten]

## The lock house

It stands empty.
"""


def test_a_post_is_of_whoever_signs_below_it() -> None:
    found = voices(".md", WIKI)

    assert found["The gates carry the date 1897 on the iron."] == "Heron22"
    assert found["The article gives 1879 without any source."] == "Heron22"
    assert found["The iron was replaced after the flood."] == "Sluice-keeper"
    assert found["It stands empty."] == ""


def test_a_timeline_of_an_outage_is_no_talk() -> None:
    text = (
        "# Outage\n\nThe outage began at 09:14, 3 May 2024 (UTC)\n\nHolm said that nobody was hurt.\n\n"
        "Service was restored at 11:02, 3 May 2024 (UTC)\n"
    )

    assert voices(".md", text)["Holm said that nobody was hurt."] == "Holm"


def test_one_signature_makes_no_talk() -> None:
    text = "# Gates\n\nThe gates are old. Heron22 (talk) 09:14, 3 May 2024 (UTC)\n\nThe lock is new.\n"

    assert set(voices(".md", text).values()) == {""}


@pytest.mark.parametrize(
    ("quoted", "speaker"),
    [
        ("> “I charged the soldiers double,” wrote Anton Quade, the ferryman.", "Anton Quade"),
        ('> "We never saw the money," said Ida Holm.', "Ida Holm"),
    ],
)
def test_a_quote_block_that_says_who_speaks_is_read_for_it(quoted: str, speaker: str) -> None:
    text = f"# Ledger\n\nThe book lay in a drawer.\n\n{quoted}\n\nIt has no last page.\n"

    assert [name for name in voices(".md", text).values() if name != ""] == [speaker]


def test_a_quote_block_that_names_nobody_is_quoted_whole() -> None:
    text = "# Ledger\n\nThe book lay in a drawer.\n\n> I charged the soldiers double. The nuns paid nothing.\n"

    assert voices(".md", text)["The nuns paid nothing."] is None


PAGE_OF_A_DEBATE = """Winter closures

Volume 9: debated on Monday 10 March 2025

Mr Alwyn Teague
(Corran and the Isles) (Ind)

I beg to move. The road was shut in January.

Share this contribution

Ms Oona Fell
(Strath) (Con)

Will the hon. Member give way?

Share this contribution

Mr Alwyn Teague

I will not. The gritter had no salt in it.
"""


def test_names_above_their_constituencies_begin_turns_and_so_do_the_names_alone_later() -> None:
    found = voices(".txt", PAGE_OF_A_DEBATE)

    assert found["The road was shut in January."] == "Mr Alwyn Teague"
    assert found["Will the hon. Member give way?"] == "Ms Oona Fell"
    assert found["The gritter had no salt in it."] == "Mr Alwyn Teague"
    assert found["(Strath) (Con)"] == ""
    assert "Share this contribution" not in found


SPANISH = """VERSIÓN TAQUIGRÁFICA

Sr. Presidente (Quiroga).- Tiene la palabra la señora diputada.

Sra. Losada.- Gracias, señor presidente. El dique se llenó en una noche.

Sr. de la Torre.- ¿Me permite?

Sra. Losada.- No se la permito. Nadie avisó a los puesteros.
"""


def test_a_spanish_record_names_who_speaks() -> None:
    found = voices(".txt", SPANISH)

    assert found["El dique se llenó en una noche."] == "Sra. Losada"
    assert found["Nadie avisó a los puesteros."] == "Sra. Losada"
    assert "Sr. de la Torre" in found.values()


PRESENTED = """LEIGH SANDOW, PRESENTER:

The town has been drinking out of bottles. Our reporter went there.

NERIDA QUONG, REPORTER:

The bore stands behind the racecourse.

(Music plays)

COLIN TREW, GRAZIER:

I have pulled up nothing but mud.

My neighbour has a lake.
"""


SENORES = """La señora BERNAL ROIG: El embalse pierde agua desde marzo.

El señor TOLOSA (consejero de Obras): Los técnicos lo revisaron en abril.

La señora BERNAL ROIG: Nadie ha publicado ese informe.

El señor TOLOSA (consejero de Obras): Se publicará en mayo.
"""


def test_a_record_that_writes_titles_out_names_who_speaks() -> None:
    found = voices(".txt", SENORES)

    assert [speaker for words, speaker in found.items() if "BERNAL" in words] == ["La señora BERNAL ROIG"] * 2
    assert [speaker for words, speaker in found.items() if "TOLOSA" in words] == ["El señor TOLOSA"] * 2


QUESTIONED = """     Mr. Brandt. The pumps were bought in June.
     Ms. Yates. Who signed for them?
     Mr. Brandt. The director did, in the week before the flood came down the
valley.
     Ms. Yates. And when did they fail?
     Mr. Brandt. They failed in the first storm.
"""


def test_turns_of_one_indented_line_each_are_turns() -> None:
    found = voices(".txt", QUESTIONED)

    brandt = ("The pumps were bought in June.", "They failed in the first storm.")
    yates = ("Who signed for them?", "And when did they fail?")
    assert [next(who for said, who in found.items() if said.endswith(words)) for words in brandt] == ["Mr. Brandt"] * 2
    assert [next(who for said, who in found.items() if said.endswith(words)) for words in yates] == ["Ms. Yates"] * 2


def test_names_and_parts_in_capitals_above_what_is_said_are_a_transcript() -> None:
    found = voices(".txt", PRESENTED)

    assert found["The bore stands behind the racecourse."] == "NERIDA QUONG"
    assert found["My neighbour has a lake."] == "COLIN TREW"


def test_capitals_above_what_lies_where_are_no_transcript() -> None:
    text = "NORTH GATE, UPPER YARD:\n\nTwo lamps.\n\nWEST GATE, LOWER YARD:\n\nOne lamp.\n\nKILN, YARD:\n\nNo lamp.\n"

    assert set(voices(".txt", text).values()) == {""}


POSTS = """from Torvi Salk to everyone:    10:02 AM
The pump house has no power.
from Agnes Mott to Torvi Salk (privately):    10:06 AM
The contractor has a key.
"""
COPIED = """Brita Oakes
  9:14 AM
The kiln shed was locked.
Somebody slept on the sacks.
:eyes:

Hamid Farrow
  9:16 AM
I found the spare key. (edited)
9:17
It has a paper tag.

3 replies
Last reply today at 9:40 AM
"""
GERMAN = """04.03.25, 19:21 - Wiebke Harms hat die Gruppe „Wacht“ erstellt
04.03.25, 19:29 - Wiebke Harms: Am Siel steht das Wasser.
Die Säcke liegen in der Halle.
04.03.25, 19:31 - Enno Tjarks: <Medien ausgeschlossen>
04.03.25, 19:32 - Enno Tjarks: Der Schlüssel hängt beim Bürgermeister.
"""


@pytest.mark.parametrize(
    ("chat", "said"),
    [
        (POSTS, {"The pump house has no power.": "Torvi Salk", "The contractor has a key.": "Agnes Mott"}),
        (COPIED, {"Somebody slept on the sacks.": "Brita Oakes", "It has a paper tag.": "Hamid Farrow"}),
        (GERMAN, {"Die Säcke liegen in der Halle.": "Wiebke Harms"}),
    ],
)
def test_what_goes_on_below_a_message_is_its_senders(chat: str, said: Said) -> None:
    found = voices(".txt", chat)

    assert said.items() <= found.items()
    assert not [words for words in found if "repl" in words or words in {":eyes:", "9:17"}]


def test_the_title_above_a_wikis_posts_is_no_post() -> None:
    text = (
        "Date of the cottage\n\nIt is given as 1790. Fenwick (talk) 09:14, 3 May 2024 (UTC)[reply]\n\n"
        "Name of the keeper\n\nThe register calls him Amos. --Marchwarden 11:30, 9 June 2024 (UTC)\n"
    )
    found = voices(".txt", text)

    assert found["Name of the keeper"] == ""
    assert found["The register calls him Amos."] == "Marchwarden"
