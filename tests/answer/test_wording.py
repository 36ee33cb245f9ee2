from __future__ import annotations

from datetime import date

import pytest

from answer.verification import QuoteStatus
from answer.wording import (
    counted,
    kind_documents,
    listed,
    place_words,
    published_words,
    searched_words,
    summarise_verified,
    voice_word,
    voice_words,
)
from index.records import Searched
from ingest.records import Source, Voice, VoiceKind


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Voice(), "own words"),
        (Voice(VoiceKind.QUOTE, "the DoD Inspector General’s report"), "quoting the DoD Inspector General’s report"),
        (Voice(VoiceKind.QUOTE, "The report"), "quoting the report"),
        (Voice(VoiceKind.QUOTE, "A recent report"), "quoting a recent report"),
        (Voice(VoiceKind.QUOTE, "A"), "quoting A"),
        (Voice(VoiceKind.QUOTE), "quote, speaker unclear"),
        (Voice(VoiceKind.ATTRIBUTED, "Pentagon officials"), "paraphrasing Pentagon officials"),
        (Voice(VoiceKind.ATTRIBUTED), "attributed, speaker unclear"),
    ],
)
def test_a_voice_says_whose_words_these_are(voice: Voice, words: str) -> None:
    assert voice_words(voice) == words


def test_every_voice_can_be_chosen_by_its_name() -> None:
    assert [voice_word(kind) for kind in VoiceKind] == ["own words", "direct quotes", "attributed"]


def test_one_is_counted_as_one_and_all_else_as_many() -> None:
    assert [counted(count, "document") for count in (0, 1, 2, 1200)] == [
        "0 documents",
        "1 document",
        "2 documents",
        "1,200 documents",
    ]
    assert [counted(count, "copy", "copies") for count in (1, 2)] == ["1 copy", "2 copies"]


def test_names_are_listed_with_an_and_before_the_last() -> None:
    assert [listed(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("searched", "words"),
    [
        (Searched(1, 1, 1), "1 document, 1 passage"),
        (Searched(3, 1200, 1), "3 documents (at least 1 independent), 1,200 passages"),
        (Searched(3, 5, 2), "3 documents (at least 2 independent), 5 passages"),
        (Searched(3, 5, 3), "3 documents, 5 passages"),
        (Searched(3, 5), "3 documents, 5 passages"),
    ],
)
def test_what_was_searched_names_its_origins_where_they_are_fewer(searched: Searched, words: str) -> None:
    assert searched_words(searched) == words


def test_quotes_that_were_looked_up_are_counted_by_their_status() -> None:
    statuses = [QuoteStatus.MOVED, QuoteStatus.SAME, QuoteStatus.SAME]

    assert summarise_verified(statuses) == "3 quotes: 2 same, 1 moved."
    assert summarise_verified([QuoteStatus.MISSING]) == "1 quote: 1 missing."


def test_a_place_is_said_with_its_page_where_it_has_one() -> None:
    assert place_words("reporting/a.pdf", 1200, 1250, 3) == "reporting/a.pdf, page 3, characters 1200–1250"
    assert place_words("reporting/a.txt", 0, 9) == "reporting/a.txt, characters 0–9"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("front matter date", "2024-03-14"),
        ("dateline", "2024-03-14 by its dateline"),
        ("file name", "2024-03-14 by its file name"),
    ],
)
def test_a_day_that_nobody_states_says_what_gave_it(rule: str, said: str) -> None:
    source = Source("reporting", "Rain", published=date(2024, 3, 14), rules={"published": rule})

    assert published_words(source) == said


@pytest.mark.parametrize(
    ("count", "kind", "words"),
    [
        (4, "reporting", "4 reporting documents"),
        (1, "commentary", "1 commentary document"),
        (4, "emails", "4 emails"),
        (1, "emails", "1 email"),
        (1, "diaries", "1 diary"),
        (0, "letters", "0 letters"),
        (2, "press", "2 press documents"),
        (1, "news", "1 news document"),
        (1, "politics", "1 politics document"),
        (1, "analysis", "1 analysis document"),
    ],
)
def test_documents_of_a_kind_are_counted_as_one_says_it(count: int, kind: str, words: str) -> None:
    assert kind_documents(count, kind) == words
