from __future__ import annotations

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
        ([answers("reporting")], "Reporting addresses this."),
        ([answers("reporting"), answers("commentary")], "Reporting and commentary address this."),
        (
            [answers("reporting"), answers("commentary"), answers("official")],
            "Reporting, commentary and official address this.",
        ),
        (
            [nothing("reporting", 1, hit("US-backed forces")), answers("commentary")],
            "Only commentary addresses this. Nothing in 1 reporting document; nearest miss: “US-backed forces”.",
        ),
        (
            [answers("reporting"), related("commentary")],
            "Reporting addresses this. Commentary only has related passages.",
        ),
        (
            [answers("reporting"), related("commentary"), nothing("official", 1_200)],
            "Reporting addresses this. Commentary only has related passages. Nothing in 1,200 official documents.",
        ),
        (
            [related("reporting"), related("commentary")],
            "Reporting and commentary have related passages.",
        ),
        (
            [related("reporting"), nothing("commentary", 2)],
            "Reporting has related passages. Nothing in 2 commentary documents.",
        ),
        (
            [nothing("reporting", 1), nothing("commentary", 3)],
            "Nothing on this in 1 reporting document and 3 commentary documents.",
        ),
        (
            [nothing("reporting", 1, hit("Far", 0.1)), nothing("commentary", 1, hit("Near", 0.3))],
            "Nothing on this in 1 reporting document and 1 commentary document; nearest miss: “Near”.",
        ),
        ([answers("reporting"), unsearched("commentary")], "Reporting addresses this."),
        ([unsearched("reporting"), nothing("official", 1)], "Nothing on this in 1 official document."),
    ],
)
def test_the_line_says_who_addresses_the_question_and_who_does_not(lanes: list[Lane], expected: str) -> None:
    assert summarise(lanes) == expected


def test_a_kind_that_was_not_searched_is_never_said_to_have_nothing() -> None:
    assert "commentary" not in summarise([nothing("reporting"), unsearched("commentary")])


@pytest.mark.parametrize("standing", [answers, related, nothing])
def test_every_kind_that_was_searched_is_named(standing: type) -> None:
    line = summarise([standing("reporting"), standing("zoo")])

    assert "eporting" in line
    assert "zoo" in line
