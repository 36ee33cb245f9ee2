"""Which words of a text are the documents', whose, and which are nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer.borrowed import LONGEST_TEXT, LOOKING_S, BorrowedSentence, borrowed
from answer.wording import said_words
from errors import DraftError
from index.building.build import build
from index.library import Library, open_library
from tests.conftest import FakeEncoder, write

TRIBUNE = (
    "The siren at the works sounded at a quarter past ten on the night of the leak. "
    "“Nobody told us that the valve was open,” said Ruth Mollen.\n"
)
COLUMN = "The company must answer for the leak. The siren at the works sounded far too late.\n"


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Library]:
    write(tmp_path / "corpus", "reporting/tribune.txt", TRIBUNE)
    write(tmp_path / "corpus", "commentary/column.txt", COLUMN)
    build(tmp_path / "corpus", tmp_path / "data", FakeEncoder())
    with closing(open_library(tmp_path / "data")) as library:
        yield library


def runs(text: str, sentence: BorrowedSentence) -> list[str]:
    return [text[run.start : run.end] for run in sentence.runs]


def nobodys(text: str, sentence: BorrowedSentence) -> list[str]:
    return [text[start:end] for start, end in sentence.nobodys]


def test_words_of_a_document_are_told_from_those_around_them(papers: Library) -> None:
    text = "As everybody knows, the siren at the works sounded at a quarter past ten, and the mayor cried."

    [found] = borrowed(papers, text)

    assert runs(text, found) == ["the siren at the works sounded at a quarter past ten"]
    assert nobodys(text, found) == ["As everybody knows", "and the mayor cried"]
    assert found.share == pytest.approx(11 / 18)


def test_the_longest_run_says_in_which_documents_it_stands_and_the_shorter_one_is_not_given(papers: Library) -> None:
    text = "The siren at the works sounded at a quarter past ten."

    [run] = borrowed(papers, text)[0].runs

    assert [place.document.id for place in run.places] == ["reporting/tribune.txt"]


def test_words_of_two_kinds_are_given_for_each_in_the_library_s_order(papers: Library) -> None:
    text = "The siren at the works sounded."

    [run] = borrowed(papers, text)[0].runs

    assert [place.document.source.kind for place in run.places] == ["reporting", "commentary"]


def test_no_run_goes_on_past_the_end_of_a_document_s_sentence(papers: Library) -> None:
    text = "The company must answer for the leak, the siren at the works sounded far too late."

    [found] = borrowed(papers, text)

    assert runs(text, found) == [
        "The company must answer for the leak",
        "the siren at the works sounded far too late",
    ]


def test_a_quotation_is_its_speaker_s_and_other_words_are_the_publication_s_own(papers: Library) -> None:
    text = "On the night of the leak. Nobody told us that the valve was open."

    [own, quoted] = borrowed(papers, text)

    assert [said_words(place.evidence) for run in own.runs for place in run.places] == ["own words"]
    assert [said_words(place.evidence) for run in quoted.runs for place in run.places] == ["quoting Ruth Mollen"]


def test_what_is_shown_of_a_document_is_its_own_slice(papers: Library) -> None:
    text = "THE SIREN AT THE WORKS SOUNDED AT A QUARTER PAST TEN!"

    [place] = borrowed(papers, text)[0].runs[0].places

    document = papers.document(place.document.id)
    assert place.evidence.text == "The siren at the works sounded at a quarter past ten"
    assert document.text[place.evidence.start : place.evidence.end] == place.evidence.text


def test_quotation_marks_around_words_of_no_document_are_told(papers: Library) -> None:
    text = "Mollen said “nobody told us that the valve was open” and “the mayor lied to everybody”."

    [found] = borrowed(papers, text)

    assert found.quoted == ("the mayor lied to everybody",)


def test_words_that_everybody_uses_are_no_document_s(papers: Library) -> None:
    [found] = borrowed(papers, "It was on the night of the year.")

    assert found.runs == ()


def test_sentences_for_which_there_is_no_time_are_told_as_unread(papers: Library) -> None:
    ticks = iter([0.0, 0.0, LOOKING_S + 1])

    found = borrowed(papers, "The siren at the works sounded. The valve was open.", clock=lambda: next(ticks))

    assert [one.is_read for one in found] == [True, False]


@pytest.mark.parametrize("text", ["", " \n", "…", "x" * (LONGEST_TEXT + 1)])
def test_a_text_without_words_or_too_long_is_refused(papers: Library, text: str) -> None:
    with pytest.raises(DraftError):
        borrowed(papers, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*TRIBUNE.split(), *COLUMN.split(), "x", "“", "”", "…", "é", "火"]), min_size=1, max_size=30
    )
)
def test_every_word_is_either_in_a_run_or_between_runs_and_each_run_stands_in_its_documents(
    papers: Library, some: list[str]
) -> None:
    text = f"leak {' '.join(some)}"
    for one in borrowed(papers, text):
        spans = sorted([*((run.start, run.end) for run in one.runs), *one.nobodys])
        covered = "".join(text[start:end] for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert [c for c in covered if c.isalnum()] == [c for c in text[one.start : one.end] if c.isalnum()]
        for place in (place for run in one.runs for place in run.places):
            document = papers.document(place.document.id)
            assert document.text[place.evidence.start : place.evidence.end] == place.evidence.text
