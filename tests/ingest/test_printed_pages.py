"""Plain text that came from print: a sentence that goes over a page is whole, and what the page added is no content."""

from __future__ import annotations

import pytest

from ingest.loaders.text import load
from ingest.reader.process import read_contents

BOOK = """THE FEVER YEAR                                    113

that the doctor refused to go on board. The captain had hid-
den the dead among the ballast.

The baker sold through a window, and the money was dropped into
vine-

114                                    THE FEVER YEAR

gar before he took it. Two hundred and twelve lost a child.

THE FEVER YEAR                                    115

His widow asked for the money in 1871.
"""

COURT = """          Case 12   Okoro v. Ferries

 1            DANIEL OKORO,
 2     called as a witness, having been duly sworn, was
 3     examined and testified as follows:
 4     BY MS. REYES:
 5     Q.   Where were you when the ramp came down?
 6     A.   I stood on the deck.
 7     The chain was open.
 8          THE COURT:  The jury will disregard
 9     the last words.
10     Q.   Did anyone shout?
11     A.   There was a loudspeaker, and we had

                                                  112
          Case 12   Okoro v. Ferries

 1     written that on the board.
 2          (Recess taken.)
 3     Q.   Thank you.
"""


def sentences(text: str) -> dict[str, str | None]:
    """Each sentence, on one line, and who speaks it."""
    contents = read_contents(".txt", text.encode())
    return {" ".join(contents.text[one.start : one.end].split()): one.voice.speaker for one in contents.sentences}


def furniture(text: str) -> list[str]:
    loaded = load(text.encode())
    return [" ".join(loaded.text[span.start : span.end].split()) for span in loaded.furniture]


def test_a_sentence_over_the_pages_of_a_book_is_whole_and_the_heads_are_none() -> None:
    found = sentences(BOOK)

    assert "The captain had hidden the dead among the ballast." in found
    assert "The baker sold through a window, and the money was dropped into vinegar before he took it." in found
    assert furniture(BOOK) == ["THE FEVER YEAR 113", "114 THE FEVER YEAR", "THE FEVER YEAR 115"]
    assert not any("FEVER" in sentence for sentence in found)


def test_the_record_of_a_court_is_read_without_the_numbers_of_its_lines() -> None:
    found = sentences(COURT)

    assert found["The chain was open."] == "DANIEL OKORO"
    assert found["THE COURT: The jury will disregard the last words."] == "THE COURT"
    assert found["A. There was a loudspeaker, and we had written that on the board."] == "DANIEL OKORO"
    assert found["Q. Thank you."] == "MS. REYES"
    assert found["(Recess taken.)"] is None
    assert furniture(COURT) == ["Case 12 Okoro v. Ferries", "112", "Case 12 Okoro v. Ferries"]


FED = """The depot burned on the night of 8 August, and eleven buses were
lost. The driver had stopped at the corner in order to
                                             Page 1 of 3
\fReport on the fire                          14 October

change a tyre. The invoice lay unsigned on the desk of the
                                             Page 2 of 3
\fReport on the fire                          14 October

deputy manager. Nobody else had the right to sign it.
                                             Page 3 of 3
"""

GERMAN = """Die alte Glocke war beim Begräbnis des Amtmanns in Stücke
gesprungen. Der Gießer verlangte von der Gemeinde zwölf

                    — 88 —

Taler, die der Küster vorschoß. Man fand den Klöppel erst im

                    — 89 —

Frühjahr, als das Eis geschmolzen war.
"""

TWO_HEADS = """He had the sack loaded on the waggon of his brother and walked

52                      THE SALT ROAD

behind it all the way. Two officers were playing at cards and

                   A NIGHT AT THE PASS              53

saw nobody. He said nothing.
"""


@pytest.mark.parametrize(
    ("text", "whole", "heads"),
    [
        (
            FED,
            "The driver had stopped at the corner in order to change a tyre.",
            [
                "Page 1 of 3",
                "Report on the fire 14 October",
                "Page 2 of 3",
                "Report on the fire 14 October",
                "Page 3 of 3",
            ],
        ),
        (GERMAN, "Der Gießer verlangte von der Gemeinde zwölf Taler, die der Küster vorschoß.", ["— 88 —", "— 89 —"]),
        (
            TWO_HEADS,
            "Two officers were playing at cards and saw nobody.",
            ["52 THE SALT ROAD", "A NIGHT AT THE PASS 53"],
        ),
    ],
)
def test_pages_are_told_by_form_feeds_by_their_numbers_and_by_the_heads_of_both_sides(
    text: str, whole: str, heads: list[str]
) -> None:
    assert whole in sentences(text)
    assert furniture(text) == heads


@pytest.mark.parametrize(
    "text",
    [
        "Part one ended.\n\n1\n\nThe river rose.\n\n2\n\nThe river fell.\n",
        "".join(f"{number}  Point number {number} of the plan.\n" for number in range(3, 40, 3)),
        "Sales by year\n\n1998    Norby\n1999    Norby\n2000    Varde\n2001    Norby\n",
        "Contents\n\nThe quay    3\nThe survey    9\nThe letters    27\n",
        "The rain came\nand went again,\n\n5    and nobody\nhad seen it\n\n10    but the heron.\n",
        "1. The board met.\n2. It heard the engineer.\n3. It adjourned.\n",
        "Prices\n\nApples from Norby      12\n\nPears from Varde      13\n\nPlums      14\n\nWe open at nine.\n",
        "Norby      1998\n\nThe survey was done.\n\nNorby      1999\n\nIt was done again.\n",
        "In the year\n\n1871\n\nthe river rose.\n",
    ],
)
def test_a_text_without_pages_stays_as_it_is(text: str) -> None:
    loaded = load(text.encode())

    assert loaded.text == text
    assert loaded.furniture == ()


def test_a_short_piece_of_a_record_loses_the_numbers_of_its_lines_too() -> None:
    text = (
        " 1          THE COURT:  Back on the record.  The witness is\n 2     reminded that she is under oath.\n"
        " 3          MR. ABER:  Your Honor, the exhibit was not\n 4     sealed by the clerk in June.\n"
        " 5          THE COURT:  Overruled.\n"
    )
    contents = read_contents(".txt", text.encode())

    said = [" ".join(contents.text[s.start : s.end].split()) for s in contents.sentences]
    assert "The witness is reminded that she is under oath." in said
    assert not any(words[0].isdigit() for words in said)


def test_a_short_numbered_list_keeps_its_numbers() -> None:
    text = "".join(
        f" {n}   {thing}\n" for n, thing in enumerate(("Rope", "two lamps", "Salt", "oil for them", "Tar"), 1)
    )

    assert load(text.encode()).text == text


def test_a_sentence_that_a_program_wrote_down_in_two_breaths_is_whole() -> None:
    text = (
        "[00:00:00.000 --> 00:00:04.120] SPEAKER_00: The meeting was held in the dark.\n"
        "[00:00:04.120 --> 00:00:09.500] SPEAKER_01: I brought the umbrellas, and nobody\n"
        "[00:00:09.500 --> 00:00:12.040] SPEAKER_01: gave one back.\n"
        "[00:00:12.040 --> 00:00:14.000] SPEAKER_00: Were there many?\n"
    )
    found = sentences(text)

    whole = "[00:00:04.120 --> 00:00:09.500] SPEAKER_01: I brought the umbrellas, and nobody gave one back."
    assert found[whole] == "SPEAKER_01"
    assert furniture(text) == ["[00:00:09.500 --> 00:00:12.040] SPEAKER_01:"]


def test_a_text_of_nothing_but_pages_is_read() -> None:
    assert furniture("Page 1 of 2\n\nPage 2 of 2\n") == ["Page 1 of 2", "Page 2 of 2"]


@pytest.mark.parametrize(
    ("text", "title"),
    [(BOOK, "THE FEVER YEAR"), (COURT, "Case 12 Okoro v. Ferries"), (TWO_HEADS, "THE SALT ROAD"), (GERMAN, None)],
)
def test_a_text_without_a_title_has_that_of_its_pages(text: str, title: str | None) -> None:
    assert [field.value for field in load(text.encode()).own if field.name == "title"] == ([title] if title else [])


TYPED = """    Survey of Mills                                       Tarn County

       The mills were inspected by one man on a bicycle, who carried an
    extraordinarily heavy instrument in his coat and asked for a thermome-

    Inspector of Waters                                      [Page 1]


    Survey of Mills                                       Tarn County

    ter at every door.

    Inspector of Waters                                      [Page 2]
"""


def test_the_feet_of_typed_pages_and_the_heads_below_them_cut_no_word() -> None:
    assert any(words.endswith("asked for a thermometer at every door.") for words in sentences(TYPED))
    assert {" ".join(line.split()) for line in furniture(TYPED)} == {
        "Survey of Mills Tarn County",
        "Inspector of Waters [Page 1]",
        "Inspector of Waters [Page 2]",
    }


def test_a_source_in_brackets_at_the_end_of_a_line_is_no_foot_of_a_page() -> None:
    text = "What the survey cost, by year and by county, in crowns:\n\nTarn County      [12]\n\nHix County      [13]\n"

    assert furniture(text) == []


def test_the_marks_of_pages_that_a_printer_sets_in_brackets_stand_in_no_sentence() -> None:
    text = "The log is not in the files that the county gave to\n\n[[Page 12]]\n\nthis committee. It was lost.\n"

    assert "The log is not in the files that the county gave to this committee." in sentences(text)


def test_an_indented_line_begins_a_paragraph_only_behind_a_whole_sentence() -> None:
    text = "The ferry left at six with nobody on\n    the bridge. A man saw it.\n    The owner said nothing.\n"

    assert list(sentences(text)) == [
        "The ferry left at six with nobody on the bridge.",
        "A man saw it.",
        "The owner said nothing.",
    ]
