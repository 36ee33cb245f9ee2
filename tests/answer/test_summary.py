from __future__ import annotations

from dataclasses import replace

import pytest

from answer.records import Lane, Standing
from answer.wording import summarise
from index.records import DocumentLabel, Evidence, Hit, Searched, Signals
from ingest.records import Source, Voice


def hit(title: str, cosine: float = 0.2) -> Hit:
    label = DocumentLabel("a.txt", "0", Source("reporting", title))
    signals = Signals(cosine=cosine, whole=cosine, coverage=0.0, missing=0.0, words=0.5, pairs=0.5)
    return Hit(label, 0, 1, "x", None, Evidence(0, 1, "x", Voice()), (), (), 0.1, signals)


def answers(kind: str, documents: int = 1) -> Lane:
    return Lane(kind, Standing.ANSWERS, Searched(documents, documents), (hit("A"),), None)


def related(kind: str, documents: int = 1) -> Lane:
    return Lane(kind, Standing.RELATED, Searched(documents, documents), (hit("A"),), None)


def nothing(kind: str, documents: int = 1, miss: Hit | None = None) -> Lane:
    return Lane(kind, Standing.NOTHING, Searched(documents, documents), (), miss)


def unsearched(kind: str) -> Lane:
    return Lane(kind, Standing.NOTHING, Searched(0, 0), (), None)


@pytest.mark.parametrize(
    ("lanes", "expected"),
    [
        ([answers("reporting")], "Reporting has a strong match."),
        ([answers("reporting"), answers("commentary")], "Reporting and commentary have strong matches."),
        (
            [answers("reporting"), answers("commentary"), answers("official")],
            "Reporting, commentary and official have strong matches.",
        ),
        (
            [nothing("reporting", 1, hit("US-backed forces")), answers("commentary")],
            "Only commentary has a strong match. No match in 1 reporting document; closest: “US-backed forces”.",
        ),
        ([answers("reporting"), related("commentary")], "Only reporting has a strong match; weak in commentary."),
        (
            [answers("reporting"), answers("zoo"), related("commentary")],
            "Reporting and zoo have strong matches; weak in commentary.",
        ),
        (
            [answers("reporting"), related("commentary"), nothing("official", 1_200)],
            "Only reporting has a strong match; weak in commentary. No match in 1,200 official documents.",
        ),
        ([related("reporting"), related("commentary")], "No strong match; weak in reporting and commentary."),
        (
            [related("reporting"), nothing("commentary", 2)],
            "No strong match; weak in reporting. No match in 2 commentary documents.",
        ),
        (
            [nothing("reporting", 1), nothing("commentary", 3)],
            "No match in 1 reporting document and 3 commentary documents.",
        ),
        (
            [nothing("reporting", 1, hit("Far", 0.1)), nothing("commentary", 1, hit("Near", 0.3))],
            "No match in 1 reporting document and 1 commentary document; closest: “Near”.",
        ),
        ([answers("reporting"), unsearched("commentary")], "Reporting has a strong match."),
        ([unsearched("reporting"), nothing("official", 1)], "No match in 1 official document."),
    ],
)
def test_the_line_says_which_kinds_have_a_strong_match_a_weak_one_or_none(lanes: list[Lane], expected: str) -> None:
    assert summarise(lanes) == expected


def test_the_line_says_how_many_documents_repeat_what_is_shown() -> None:
    twice = replace(hit("A"), copies=(DocumentLabel("b.txt", "0", Source("reporting", "B")),) * 2)
    lane = Lane("reporting", Standing.ANSWERS, Searched(3, 3), (twice, twice), None)

    assert summarise([lane]) == "Reporting has a strong match. 1 reporting document repeats what is shown."


def test_a_kind_that_was_not_searched_is_never_said_to_have_nothing() -> None:
    assert "commentary" not in summarise([nothing("reporting"), unsearched("commentary")])


@pytest.mark.parametrize("standing", [answers, related, nothing])
def test_every_kind_that_was_searched_is_named(standing: type) -> None:
    line = summarise([standing("reporting"), standing("zoo")])

    assert "eporting" in line
    assert "zoo" in line
