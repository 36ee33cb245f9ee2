from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.furniture.finding import find_furniture
from ingest.loaders import LOADERS

PROSE = (
    "Envoys from Russia and Turkey met in Geneva on Monday to save a truce that has held for five days, officials said."
)
MORE_PROSE = (
    "The talks will go on until Friday, and neither side expects an agreement before the end of the month, they added."
)

LAST_PROSE = "On the last evening the guests dined together in a hotel by the lake and made speeches about peace."


def furniture(markup: str, suffix: str = ".md") -> list[tuple[str, str]]:
    loaded = LOADERS[suffix](markup.encode())
    return [(item.rule, loaded.text[item.start : item.end]) for item in find_furniture(loaded)]


def page(*, head: str = "", body: str = "", tail: str = "") -> str:
    return "\n\n".join(part for part in ("# Truce holds", head, PROSE, MORE_PROSE, body, LAST_PROSE, tail) if part)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("TRUCE HOLDS", "doubled_title"),
        ("We and our 213 partners store and access information on your device.", "consent_notice"),
        ("This site uses cookies to remember what you read.", "consent_notice"),
        ("By Jane A. Doe and Omar van Dijk, Reuters", "byline"),
        ("Written by JANE DOE", "byline"),
        ("Global Research, February 07, 2019", "dateline"),
        ("Published 3:45 PM EST, Mon February 4, 2019", "dateline"),
        ("Geneva, 7 February 2019", "dateline"),
        ("Region: Middle East", "tag_line"),
        ("Topic: [Truces](#), [Talks](#)", "tag_line"),
        ("[Home](#) | [News](#) | [World](#)", "link_line"),
    ],
)
def test_lines_of_the_head_are_named(line: str, rule: str) -> None:
    assert [name for name, _ in furniture(page(head=line))] == [rule]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("© Getty Images", "image_credit"),
        ("Photo: AP/Hussein Malla", "image_credit"),
        ("Image courtesy of the United Nations", "image_credit"),
        ("Jane Doe/Reuters", "image_credit"),
        (r"\* \* •", "separator"),
        ("Share this article on Facebook or Twitter", "share_notice"),
        ("Subscribe to our newsletter for daily updates.", "subscription_notice"),
        ("Become a member today", "membership_notice"),
        ("Comment on this story on our Facebook page", "comment_notice"),
        ("Advertisement", "advertisement"),
        ("RELATED: [Five things to know](#)", "read_more"),
        ("[Syria: the next war](#)", "link_line"),
        ("Copyright © 2019 The Gazette", "copyright"),
        ("Already a subscriber? Log in here", "subscription_notice"),
        ("To continue reading, register for a free account.", "subscription_notice"),
        ("This article is only for subscribers.", "subscription_notice"),
        ("Join on your computer, mobile app or room device", "meeting_invitation"),
        ("Meeting ID: 355 010 221 90", "meeting_invitation"),
        ("Ann Lee is inviting you to a scheduled Zoom meeting.", "meeting_invitation"),
        ("[END OF TAPE]", "transcript_notice"),
        ("Transcribed by https://notes.example", "transcript_notice"),
        ("CROSS-EXAMINATION", "transcript_notice"),
        ("Continued on page 4", "read_more"),
        ("Was this page helpful?", "comment_notice"),
        ("Ann Lee stopped transcription", "transcript_notice"),
        ("Your email address will not be published.", "comment_notice"),
        ("2 thoughts on The clock of Tarn", "comment_notice"),
        ("You have three free stories left this week, and a subscription is cheap.", "subscription_notice"),
        ("Hill Radio transcripts are created on a rush deadline by a contractor.", "transcript_notice"),
        ("Meeting ended after 00:08:14", "transcript_notice"),
        ("ZCZC HLR0417 4 GEN", "program_line"),
        ("^Editors: a map of the valley moves later<", "program_line"),
        ("Eds: UPDATES with quote from warden.", "program_line"),
        ("Try four weeks for one crown and cancel whenever you like.", "subscription_notice"),
    ],
)
def test_lines_between_paragraphs_are_named(line: str, rule: str) -> None:
    assert [name for name, _ in furniture(page(body=line))] == [rule]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Jane Doe is a freelance journalist based in Beirut. Follow her on Twitter @janedoe.", "author_note"),
        ("The original source of this article is The Gazette", "republication"),
        ("*This article was originally published by [The Gazette](#).*", "republication"),
        ("Views expressed here are the author's own and do not reflect our policy.", "disclaimer"),
        ("**Disclaimer:** The contents of this article are of the sole responsibility of the author.", "disclaimer"),
        ("## Become a Member of The Gazette", "membership_notice"),
        ("For media inquiries: press@gazette.example", "contact"),
        ("Articles by: Jane Doe", "author_index"),
        ("The Gazette. All rights reserved.", "copyright"),
        ("You are visitor number 00412.", "site_notice"),
        (r"\- 30 -", "end_mark"),
    ],
)
def test_lines_of_the_tail_are_named(line: str, rule: str) -> None:
    assert [name for name, _ in furniture(page(tail=line))] == [rule]


@pytest.mark.parametrize(
    "prose",
    [
        "The company asked readers to share the appeal and to subscribe to its bulletin, and said that the copyright "
        "of every picture, marked © in the margin, was with the contact named in the order, which nobody disputes.",
        "Share prices fell.",
        "Support our troops, the mayor said on Monday.",
        "By Monday evening the convoy had reached the city.",
        "Copyright law does not protect the maps, the judge ruled.",
        "The book costs $9.95 and has 128 pages. Order from chaos, he said.",
        "Press and public share the blame.",
        "Donate blood, the doctors urged.",
        "Opinions expressed by residents differed widely.",
        "Jane Doe is a researcher who fled the city in June.",
        "Follow the money, he said.",
        "Contact was lost on 7 February 2019.",
        "We grant no concessions, and the views of the author do not matter here, the envoy told reporters on Monday.",
        "## [What comes next](#)",
        "* [The treaty of Adana](#)",
        "[The ministry denied everything on Monday.](#)",
        "> Please share this with everyone you know.",
        "The report also claims:",
        "Try as they might for weeks, the divers found no trace of the free port.",
        "Teams met on Monday to search the river.",
        "Transcribed by hand, the letters fill nine volumes and were never printed.",
        "The end of the interview was cut, the editor said on Monday.",
        "Already a member of the board, she was made its head in May.",
        "Join the meeting by all means, the mayor said.",
        "We and our partners in Verrin will fight the dam in every court.",
        "You have three free evenings left this week, the doctor told her.",
        "The transcripts were produced by the defence on Monday, after a year of letters.",
        "The transcript was prepared by a contractor who had not been at the hearing.",
        "Meeting ended after 11 hours without a vote on the budget.",
        "We and our partners collect water samples at 40 sites and store them for ten years.",
        "By clicking “I agree” the buyer enters into a contract, the court held on Friday.",
        "Editors: the county paid 40,000 crowns for the second edition.",
        "Editors of four papers signed the letter.",
        "Keep reading the gauges, the engineer told the crew.",
        "We use cookies to thank the volunteers who row the children over.",
        "To continue reading the ledgers, visitors had to sign in with a name.",
    ],
)
def test_what_somebody_wrote_is_never_furniture(prose: str) -> None:
    assert furniture(page(body=prose)) == []


def test_a_paragraph_of_the_article_ends_the_tail() -> None:
    note = "Jane Doe is a freelance journalist based in Beirut."
    assert furniture(page(body=note)) == []


def test_a_title_said_again_in_the_article_is_kept() -> None:
    assert furniture(page(tail="## Truce holds")) == []


ADVERT = ["Order the book directly from us.", "It tells a story.", "ISBN: 978-0-9879389-1-6", "Pages: 128"]


def test_a_book_advert_is_furniture_from_its_first_cue_to_its_last() -> None:
    assert furniture(page(tail="\n\n".join(ADVERT))) == [("book_advert", line) for line in ADVERT]


@pytest.mark.parametrize("missing", ["ISBN: 978-0-9879389-1-6", "Pages: 128"])
def test_two_cues_or_none_of_sale_are_no_advert(missing: str) -> None:
    assert furniture(page(body="\n\n".join(line for line in ADVERT if line != missing))) == []


def test_two_plain_paragraphs_between_cues_part_an_advert() -> None:
    lines = [*ADVERT[:2], "It has pictures.", *ADVERT[2:]]
    assert furniture(page(body="\n\n".join(lines))) == []


@pytest.mark.parametrize(
    ("sentence", "injected"),
    [
        (
            "President TrumpDonald John TrumpOmar fires back: 'My country' Biden leads MORE promised it.",
            "Donald John TrumpOmar fires back: 'My country' Biden leads MORE ",
        ),
        (
            "Sen. Mitch McConnellAddison (Mitch) Mitchell McConnellTrump: 'Best' Graham vows MORE (R-Ky.) said no.",
            "Addison (Mitch) Mitchell McConnellTrump: 'Best' Graham vows MORE ",
        ),
        (
            "Rep. Alexandria Ocasio-CortezAlexandria Ocasio-CortezThe Morning Report MORE's office agreed.",
            "Alexandria Ocasio-CortezThe Morning Report MORE's ",
        ),
    ],
)
def test_headlines_injected_behind_a_name_are_cut_out_of_the_sentence(sentence: str, injected: str) -> None:
    assert furniture(page(body=sentence)) == [("injected_headline", injected)]


@pytest.mark.parametrize(
    "sentence",
    [
        "McConnell and McCarthy want MORE money for the wall.",
        "MacArthur met Douglas MacArthurs and DeSantis met DeVos; they asked for MORE help.",
        "YouTube and YouTube Kids showed MORE iPhone videos by LeBron James than ever.",
        "The sign said MORE in capitals.",
        "President TrumpDonald John TrumpOmar fires back and no end mark follows.",
    ],
)
def test_capitals_inside_names_and_a_plain_more_are_no_injection(sentence: str) -> None:
    assert furniture(page(body=sentence)) == []


def test_an_injection_never_reaches_over_a_paragraph() -> None:
    assert furniture(page(body="President TrumpDonald John TrumpOmar fires back.\n\nThey asked for MORE help.")) == []


PARTS = [
    "By Jane Doe",
    "© Agency",
    "---",
    "* * *",
    "[a](b)",
    PROSE,
    "## Head",
    "ISBN: 1",
    "Price: $5",
    "Pages: 3",
    "> q",
]
PARTS += ["President TrumpDonald John TrumpOmar x MORE said."]


@given(st.lists(st.sampled_from(PARTS)))
def test_spans_are_sorted_inside_the_text_and_do_not_overlap(parts: list[str]) -> None:
    loaded = LOADERS[".md"]("\n\n".join(parts).encode())
    position = 0
    for item in find_furniture(loaded):
        assert position <= item.start < item.end <= len(loaded.text)
        position = item.end


@pytest.mark.slow
@pytest.mark.parametrize("line", ["TrumpDonald " * 80_000 + "MORE", "aA" * 500_000, "www" + ".a" * 500_000 + " x"])
def test_a_hostile_megabyte_is_judged_in_seconds(line: str) -> None:
    started = time.process_time()
    furniture(line, ".txt")
    assert time.process_time() - started < 5
