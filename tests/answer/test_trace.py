from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from answer.exports.as_json import trace_as_json
from answer.exports.embedded_receipts import read_receipts
from answer.trace import Appearance, Trace, find, look_up, trace
from answer.verification import QuoteStatus, verify
from errors import QuestionError
from index.building import build as builder
from index.library import open_library
from tests.conftest import FakeEncoder, write

QUOTATION = "Engineers closed the lower gate at noon."


@pytest.fixture
def traced(corpus: Path, data: Path) -> Trace:
    write(
        corpus, "official/old.md", "---\ndate: 2018-01-01\n---\n\nIt says: “Engineers closed the upper gate at noon.”\n"
    )
    write(
        corpus,
        "official/new.md",
        "---\ndate: 2019-01-01\n---\n\nEngineers closed the\nlower gate at noon. Then it rained.\n",
    )
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        found = trace(library, QUOTATION)
        receipts = read_receipts(json.dumps(trace_as_json(found)))
        assert {one.status for one in verify(library, receipts)} == {QuoteStatus.SAME}
    return found


def test_a_quotation_is_traced_oldest_first_and_undated_last(traced: Trace) -> None:
    assert [(one.document.id, one.exact) for one in traced.appearances] == [
        ("official/old.md", False),
        ("official/new.md", True),
        ("reporting/river.txt", True),
    ]


def test_a_variant_shows_the_words_that_differ(traced: Trace) -> None:
    changed = [(one.claim, one.document) for one in traced.appearances[0].changes if not one.is_same]

    assert changed == [("lower", "upper")]


def test_a_quotation_without_words_is_refused(corpus: Path, data: Path) -> None:
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library, pytest.raises(QuestionError, match="cannot be traced"):
        trace(library, "…")


PAGE_WITH_NOTE = (
    "<html><body><article><h1>The house</h1>"
    "<p>The house has had no roof for sixteen years.<sup><a href='#n17' id='r17'>17</a></sup> Birches grow there.</p>"
    f"{'<p>Nobody has lived there since the war, and the birches have grown through the floor.</p>' * 5}"
    "</article><section><ol><li id='n17'>The keeper's log, folio 4. <a href='#r17'>↩</a></li></ol></section>"
    "</body></html>"
)


class Clock:
    """A clock that a second passes on at each look."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


def test_documents_for_which_no_time_is_left_are_counted_as_unread(corpus: Path, data: Path) -> None:
    write(corpus, "official/long.txt", "The gate was closed. " * 100)
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        found = trace(library, "the gate was shut", clock=Clock())
        assert [label.id for label in library.labels.values()][1] == "official/long.txt"

    assert (found.documents, found.unread) == (1, 2)


def test_the_oldest_are_looked_through_first_and_the_rest_only_on_request(corpus: Path, data: Path) -> None:
    for year in (2004, 1999, 2001):
        write(corpus, f"official/{year}.md", f"---\ndate: {year}-01-01\n---\n\nThe weir leaked.\n")
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        first = look_up(library, "weir", enough_s=0.0, clock=Clock())
        missing = look_up(library, "nowhere at all to be found", enough_s=0.0, clock=Clock())
        every = look_up(library, "weir")

    assert ([one.document.id for one in first.appearances], first.unread) == (["official/1999.md"], 2)
    assert missing.unread == 0
    assert [one.document.id for one in every.appearances] == [f"official/{year}.md" for year in (1999, 2001, 2004)]


def test_furniture_between_words_is_no_place_of_its_own(corpus: Path, data: Path) -> None:
    write(corpus, "official/page.html", PAGE_WITH_NOTE)
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        through = trace(library, "no roof for sixteen years. Birches grow there.").appearances
        mark = find(library, "years 17 birches").appearances
        note = find(library, "keeper's log, folio").appearances

    assert mark == ()
    assert [one.document.id for one in (*through, *note)] == ["official/page.html"] * 2


def test_documents_for_which_no_time_is_left_are_not_even_loaded(corpus: Path, data: Path) -> None:
    loaded: list[str] = []
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        document = library.document
        library.document = lambda name: (loaded.append(name), document(name))[1]  # type: ignore[method-assign]
        found = trace(library, "the gate was shut", clock=iter([0.0, *[99.0] * 99]).__next__)

    assert (found.documents, found.unread, loaded) == (0, len(library.labels), [])


def test_a_quotation_that_is_too_long_is_refused_before_its_words_are_looked_at(corpus: Path, data: Path) -> None:
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library, pytest.raises(QuestionError, match="20,001 characters"):
        trace(library, " " * 20_001)


def test_of_a_repeated_sentence_every_place_is_an_appearance_of_its_own(corpus: Path, data: Path) -> None:
    write(corpus, "official/often.txt", "The gate was closed. Nobody came. " * 50)
    builder.build(corpus, data, FakeEncoder())
    with closing(open_library(data)) as library:
        found = [one for one in trace(library, "The gate was closed.").appearances if "often" in one.document.id]

    assert [one.evidence.start for one in found] == list(range(0, 50 * 34, 34))
    assert {one.exact for one in found} == {True}


def traced_in(folder: Path, text: str, quotation: str) -> Appearance:
    """The only appearance of the quotation in a document of this text."""
    write(folder / "corpus", "reporting/one.md", text)
    builder.build(folder / "corpus", folder / "data", FakeEncoder())
    with closing(open_library(folder / "data")) as library:
        [found] = trace(library, quotation).appearances
    return found


@pytest.mark.parametrize(
    ("text", "quotation", "left_out"),
    [
        ("“I did not say that the mayor took bribes,” Roth said.", "the mayor took bribes", True),
        ("It is a lie that the mayor took bribes.", "the mayor took bribes", True),
        ("The mayor took bribes, but only from friends.", "The mayor took bribes", True),
        ("On Friday the mayor took bribes.", "the mayor took bribes", False),
        ("The mayor took bribes.", "The mayor took bribes.", False),
    ],
)
def test_a_quotation_cut_out_of_its_denial_is_shown_in_its_sentence_with_what_is_left_out(
    tmp_path: Path, text: str, quotation: str, *, left_out: bool
) -> None:
    found = traced_in(tmp_path, f"{text}\n", quotation)

    assert found.sentence
    assert found.sentence.text == text
    assert bool(found.left_out) is left_out


def test_a_replaced_last_word_is_shown_with_what_stands_for_it(tmp_path: Path) -> None:
    quotation = "We will not leave our children without oil"

    found = traced_in(tmp_path, "We will not leave our children without water.\n", quotation)

    assert [(one.claim, one.document) for one in found.changes if not one.is_same] == [("oil", "water")]


def test_a_quotation_with_a_small_first_letter_is_exact(tmp_path: Path) -> None:
    assert traced_in(tmp_path, "We will not leave our children.\n", "we will not leave our children").exact


def test_a_document_without_a_date_is_dated_by_its_dateline(tmp_path: Path) -> None:
    text = "VARDE, 3 March 2024 — The mayor took bribes from a bank.\n"

    assert str(traced_in(tmp_path, text, "The mayor took bribes from a bank").dated) == "2024-03-03"


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("码头工人星期一早上开始罢工，要求提高工资。", "罢工"),
        ("選挙の投票率は戦後最低となった。", "投票率"),
        ("ภาษาไทยง่ายมาก นายกรัฐมนตรีลาออกเมื่อวานนี้", "นายกรัฐมนตรี"),
        ("हिन्दी में लिखा गया समझौता कल रात टूट गया।", "समझौता कल"),
        ("ভাষা আন্দোলনের নেতা পদত্যাগ করেছেন।", "পদত্যাগ"),
        ("தமிழ் மொழி அமைச்சர் ராஜினாமா செய்தார்.", "அமைச்சர்"),
        ("أعلن التنظيم مسؤوليته عن التفجير أمام السفارة.", "السفارة"),
    ],
)
def test_words_of_every_script_are_traced_to_the_letter(tmp_path: Path, text: str, quotation: str) -> None:
    found = traced_in(tmp_path, f"{text}\n", quotation)

    assert (found.exact, found.evidence.text) == (True, quotation)


@pytest.mark.parametrize(
    ("text", "quotation"),
    [("הַמְּדִינָה הודיעה על שביתה כללית.", "המדינה הודיעה על"), ("قُتِلَ حارسان أمام السفارة.", "قتل حارسان أمام")],
)
def test_vowel_signs_make_no_other_word(tmp_path: Path, text: str, quotation: str) -> None:
    assert traced_in(tmp_path, f"{text}\n", quotation).alike == 1.0
