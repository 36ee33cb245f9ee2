from __future__ import annotations

from dataclasses import replace
from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.exports.export import export
from answer.records import Flag, FlagKind, Standing, Verdict
from answer.wording import isolated, summarise, voice_words
from ingest.folder import Skipped
from ingest.records import Voice, VoiceKind
from tests.answer.exports.test_export import AT, answer
from tests.answer.test_check_exports import checked, claim, finding

TURNS = st.text(st.sampled_from("ab שع‎‏‪‫‬‭‮⁦⁧⁨⁩"), max_size=30)


def depths(text: str) -> list[int]:
    """How deep in isolates each character leaves the text, by counting alone."""
    depth, found = 0, []
    for char in text:
        name = bidirectional(char)
        depth += name in {"LRI", "RLI", "FSI"}
        depth -= name == "PDI"
        found.append(depth)
    return found


@pytest.mark.parametrize("text", ["", "River, rises (again) – 12", "Ålesund, Łódź, 東京"])
def test_a_text_that_turns_nothing_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום", "⁨שלום⁩"),
        ("Harbour ‮", "⁨Harbour ‮⁩"),
        ("left ⁩ open", "⁨⁨left ⁩ open⁩"),
        ("⁧left ⁦open", "⁨⁧left ⁦open⁩⁩⁩"),
    ],
)
def test_what_could_turn_its_neighbours_stands_in_an_isolate(text: str, expected: str) -> None:
    assert isolated(text) == expected


@given(st.one_of(TURNS, st.text()))
def test_an_isolate_ends_with_the_text_and_not_before(text: str) -> None:
    made = isolated(text)

    assert text in made
    if made != text:
        assert min(depths(made)[:-1]) >= 1
        assert depths(made)[-1] == 0


OVERRIDING = "Harbour \u202egnitroper"
"""A title that shows what stands behind it from right to left, and never ends that."""


def unclosed(line: str) -> int:
    """How many overrides have an effect outside of every isolate."""
    depth = found = 0
    for char in line:
        name = bidirectional(char)
        depth += name in {"LRI", "RLI", "FSI"}
        depth -= name == "PDI"
        found += name == "RLO" and depth == 0
    return found


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_no_title_path_speaker_or_claim_turns_the_words_of_an_export_around_it(form: str) -> None:
    differing = replace(finding("reporting", Verdict.DIFFERS, OVERRIDING), flags=(FLAG,))
    check = checked(claim("Plain words.", 0, differing), claim("More words.", 20))
    made = replace(answer("Plain words.", "Plain?"), skipped=(Skipped(OVERRIDING, "unreadable"),))
    lane = made.lanes[0]
    hit = lane.hits[0]
    titled = replace(hit.document, source=replace(hit.document.source, title=OVERRIDING))
    voiced = replace(hit.evidence, voice=Voice(VoiceKind.QUOTE, OVERRIDING))
    made = replace(made, lanes=(replace(lane, hits=(replace(hit, document=titled, evidence=voiced),)), *made.lanes[1:]))

    for text in (export(check, form, at=AT), export(made, form, at=AT)):
        beside = text.replace(f'dir="auto">{OVERRIDING}', "")  # what stands alone in its element moves nothing
        shown = [line for line in beside.splitlines() if OVERRIDING in line]
        assert shown
        assert [line for line in shown if not line.startswith(("  > ", "> ")) and unclosed(line)] == []


@pytest.mark.parametrize("kind", [VoiceKind.QUOTE, VoiceKind.ATTRIBUTED])
def test_no_speaker_turns_the_words_that_say_whose_words_they_are(kind: VoiceKind) -> None:
    line = voice_words(Voice(kind, f"The {OVERRIDING}"))

    assert f"the {OVERRIDING}" in line
    assert unclosed(line) == 0


@pytest.mark.parametrize("standing", list(Standing))
def test_no_kind_turns_the_line_above_an_answer(standing: Standing) -> None:
    [lane, *others] = answer("Plain words.").lanes
    copied = replace(lane.hits[0], copies=(lane.hits[0].document,))
    hostile = replace(lane, kind=OVERRIDING, standing=standing, hits=(copied,))

    for lanes in ([hostile], [hostile, hostile], [hostile, *others], [replace(hostile, kind="x"), hostile]):
        line = summarise(lanes)

        assert OVERRIDING in line
        assert unclosed(line) == 0


@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_kind_turns_the_line_above_a_claim(verdict: Verdict) -> None:
    hostile, plain = finding(OVERRIDING, verdict), finding("reporting", Verdict.RELATED)

    for findings in ((hostile,), (hostile, plain), (hostile, finding(OVERRIDING, verdict, "Other"))):
        line = claim("Plain words.", 0, *findings).summary

        assert OVERRIDING in line
        assert unclosed(line) == 0


FLAG = Flag(FlagKind.NAME, OVERRIDING, OVERRIDING)
