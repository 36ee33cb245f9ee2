from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from answer.records import NO_FILTERS, Answer, Lane, Standing
from index.records import DocumentLabel, Evidence, Hit, Plan, Progress, Searched, Signals
from ingest.folder import Skipped
from ingest.records import Furniture, Source, Voice, VoiceKind
from terminal import shown
from terminal.shown import show_answer, show_plan, visible


def printed(show: Callable[[Console], None], *, colour: bool = False, width: int = 100) -> str:
    file = io.StringIO()
    system = "standard" if colour else None
    show(Console(file=file, width=width, highlight=False, force_terminal=colour, color_system=system))
    return file.getvalue()


def answer(text: str, *, kind: str = "reporting", voice: Voice | None = None) -> Answer:
    label = DocumentLabel(f"{kind}/a.txt", "0", Source(kind, "A title", publisher="P"))
    signals = Signals(cosine=0.9, whole=0.5, coverage=1.0, missing=0.0, words=0.5, pairs=0.5)
    evidence = Evidence(0, len(text), text, voice or Voice())
    hit = Hit(label, 0, len(text), text, None, evidence, (), (), 0.9, signals)
    lane = Lane(kind, Standing.ANSWERS, Searched(1, 1), (hit,), None)
    return Answer("Q", NO_FILTERS, "A summary.", (lane,), 1, "fake", datetime(2026, 1, 2, tzinfo=UTC))


@given(st.text())
def test_visible_text_has_no_control_characters_but_line_ends(text: str) -> None:
    assert not [c for c in visible(text) if unicodedata.category(c) == "Cc" and c != "\n"]


@given(st.text())
def test_visible_text_is_as_long_as_the_text_so_that_offsets_hold(text: str) -> None:
    assert len(visible(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [("\x1b[31m", "␛[31m"), ("\x00", "␀"), ("\t", " "), ("\x7f", "␡"), ("\x9b", "\ufffd"), ("é\n", "é\n")],
)
def test_control_characters_are_seen_as_their_symbols(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("“\u2068שלום\u2069”", "“\u2068שלום\u2069”"),
        ("\u2068open", "\ufffdopen"),
        ("\u2069\u2068", "\ufffd\ufffd"),
        ("\u2068\u202e\u2069", "\u2068\ufffd\u2069"),
        ("\u2067right\u2069", "\ufffdright\ufffd"),
    ],
)
def test_only_isolates_that_end_where_they_should_stay(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_two_documents_never_look_the_same() -> None:
    names = ["dzw", "d\u200bzw", "d\u200ezw", "d\u061czw", "dz\U000e0041w", "dz\u2060w", "dz\u034fw", "d\u00adzw"]
    plan = Plan(generation=1, added=tuple(f"reporting/{name}.txt" for name in names))

    lines = printed(lambda console: show_plan(console, plan, done=False)).splitlines()

    seen = [line.split()[1] for line in lines if "reporting/" in line]
    assert seen[1] == "reporting/d\\u200bzw.txt"
    assert all(line.isascii() for line in seen)
    assert len(set(seen)) == len(names)


def test_an_answer_spells_out_what_cannot_be_seen_in_an_id_and_a_kind() -> None:
    out = printed(lambda console: show_answer(console, answer("Words.", kind="report\u200bing")))

    assert "REPORT\\U200BING" in out
    assert "report\\u200bing/a.txt" in out


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u202e", "\u2066", "\U000e0041"])
def test_marks_that_reorder_or_hide_words_are_seen(mark: str) -> None:
    assert visible(f"a{mark}b") == "a\ufffdb"


@given(st.text(max_size=60))
def test_no_answer_ever_steers_a_terminal(text: str) -> None:
    out = printed(lambda console: show_answer(console, answer(text or "x", kind="k" + text.replace("/", ""))))

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)


def test_the_evidence_is_marked_and_furniture_named_instead_of_quoted() -> None:
    text = "Before. SHARE Evidence here."
    found = answer(text)
    [hit] = found.lanes[0].hits
    marked = replace(hit, evidence=Evidence(14, 28, text[14:28], Voice()), furniture=(Furniture(8, 13, "share"),))
    found = replace(found, lanes=(replace(found.lanes[0], hits=(marked,)),))

    out = printed(lambda console: show_answer(console, found), colour=True)

    assert "\x1b[1m»Evidence here.«\x1b[0m" in out
    assert "[share, not content]" in out
    assert "SHARE" not in out


def test_a_passage_says_in_one_line_why_it_is_there() -> None:
    out = printed(lambda console: show_answer(console, replace(answer("Words."), question="Turkey")))

    assert "why: words none · without Turkey · meaning 0.90" in out


def test_without_colour_every_kind_and_standing_is_still_in_words() -> None:
    out = printed(lambda console: show_answer(console, answer("Words.")))

    assert "REPORTING" in out
    assert "answers" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Voice(), "own words"),
        (Voice(VoiceKind.QUOTE, "the Inspector General"), "quoting the Inspector General"),
        (Voice(VoiceKind.QUOTE), "quote, speaker unclear"),
        (Voice(VoiceKind.ATTRIBUTED, "officials"), "officials"),
    ],
)
def test_an_answer_says_whose_words_the_evidence_is(voice: Voice, words: str) -> None:
    assert words in printed(lambda console: show_answer(console, answer("Words.", voice=voice)))


def test_a_nearest_miss_is_shown_as_such() -> None:
    found = answer("Words.")
    lane = found.lanes[0]
    miss = Lane(lane.kind, Standing.NOTHING, lane.searched, (), lane.hits[0])

    out = printed(lambda console: show_answer(console, replace(found, lanes=(miss,))))

    assert "No match here. The closest passage:" in out
    assert "Words." in out


def test_a_lane_that_was_not_searched_says_why() -> None:
    found = replace(answer("Words."), lanes=(Lane("official", Standing.NOTHING, Searched(0, 0), (), None),))

    out = printed(lambda console: show_answer(console, found))

    assert "Not searched: the filters leave no document of this kind." in out


@pytest.mark.parametrize("width", [20, 40, 200])
def test_text_is_wrapped_and_never_lost(width: int) -> None:
    words = [f"word{number}" for number in range(60)]

    out = printed(lambda console: show_answer(console, answer(" ".join(words))), width=width)

    assert max(map(len, out.splitlines())) <= width
    assert all(word in out for word in words)


def test_a_plan_lists_every_step_with_its_reason() -> None:
    plan = Plan(
        generation=3,
        added=("reporting/a.txt",),
        removed=("reporting/b.txt",),
        reasons={"reporting/a.txt": "new in the corpus", "reporting/b.txt": "no longer in the corpus"},
        skipped=(Skipped("x.exe", "type .exe is not supported"),),
        unchanged_documents=tuple(f"reporting/{number}.txt" for number in range(1_000)),
        embedded_passages=2_000,
    )

    out = printed(lambda console: show_plan(console, plan, done=False))

    assert [line.split() for line in out.splitlines()] == [
        ["added", "reporting/a.txt"],
        ["new", "in", "the", "corpus"],
        ["removed", "reporting/b.txt"],
        ["no", "longer", "in", "the", "corpus"],
        ["skipped", "x.exe"],
        ["type", ".exe", "is", "not", "supported"],
        ["2,000", "passages", "to", "embed,", "0", "reused;", "1,000", "documents", "unchanged."],
    ]


def test_the_words_of_a_kind_stand_beside_its_colour() -> None:
    assert shown.kind_style("reporting") != shown.kind_style("commentary")
    assert shown.kind_style("zoo") == "yellow"


@pytest.mark.parametrize(("after_s", "shows"), [(0.0, True), (600.0, False)])
def test_a_bar_appears_only_for_what_takes_longer(after_s: float, shows: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(shown.Progress, "start", lambda _: started.append(True))

    with shown.progress("Opening", after_s=after_s) as report:
        while shows and not started:
            report(Progress("Making words anew", 1, 2))

    assert bool(started) == shows
