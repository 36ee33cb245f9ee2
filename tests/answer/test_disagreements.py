from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from answer.disagreements import among, difference_of, disagreements
from answer.facts.statement import statement
from answer.records import FlagKind
from index.building.build import build
from index.library import open_library
from ingest.records import Voice
from tests.conftest import FakeEncoder, write


def difference(one: str, other: str) -> tuple[str, ...] | None:
    return difference_of(statement(one, Voice()), statement(other, Voice()))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Twelve tonnes of ammonia escaped from the Lorn works in May.",
            "The union says that nine tonnes of ammonia escaped from the works.",
            (FlagKind.NUMBER, "Twelve tonnes", "nine tonnes"),
        ),
        (
            "The siren at the Lorn works sounded at 22:15, the log says.",
            "The firm said that the siren was triggered at 21:40.",
            (FlagKind.NUMBER, "22:15", "21:40"),
        ),
        (
            "Turnout was 61.7 per cent, the commission said.",
            "Turnout was 61.4 per cent, the lowest since 1952.",
            (FlagKind.NUMBER, "61.7 per cent", "61.4 per cent"),
        ),
        (
            "Forty sheep were drowned at Sorrel farm.",
            "At Sorrel farm 65 sheep were drowned.",
            (FlagKind.NUMBER, "Forty", "65"),
        ),
        (
            "The dam at Lorn was closed on 3 May 2024.",
            "The dam at Lorn was closed on 5 May 2024.",
            (FlagKind.DATE, "3 May 2024", "5 May 2024"),
        ),
        (
            "The harbour board has approved the new quay.",
            "The harbour board has not approved the new quay.",
            (FlagKind.NEGATION, "", "not"),
        ),
        (
            "The survey of the bridge was signed by Holm.",
            "The survey of the bridge was signed by Lund.",
            (FlagKind.NAME, "Holm", "Lund"),
        ),
    ],
)
def test_what_two_documents_say_otherwise_of_one_thing_is_found(
    one: str, other: str, expected: tuple[str, ...]
) -> None:
    assert difference(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The union wants 7 per cent more pay.", "Basic pay rises by 5.2 per cent in July."),
        (
            "The fever killed 60 percent of the people of Norland.",
            "The fever killed 40 percent of the people of Sudland.",
        ),
        (
            "Nineteen people were treated after the leak in Lorn.",
            "Police say 1,200 people were evacuated after the leak in Lorn.",
        ),
        ("About four tonnes of ammonia escaped.", "Four tonnes of ammonia escaped in the night."),
        ("More than 90 sheep were drowned at Sorrel farm.", "At Sorrel farm 92 sheep were drowned."),
        ("The crew of 12 left and 3 boats sank at Lorn.", "At Lorn 3 boats sank and 2 boats were saved."),
        ("The dam at Lorn was closed on 3 May 2024.", "The mill at Lorn was closed on 5 May 2024."),
        ("The board has approved the quay.", "The board has not approved the road over the quay."),
        ("The siren was tested in May.", "The siren was not tested in June."),
        ("Section 4 was closed by the board.", "Section 5 was closed by the board."),
    ],
)
def test_what_may_be_about_something_else_is_no_disagreement(one: str, other: str) -> None:
    assert difference(one, other) is None


def test_two_documents_that_disagree_are_found_with_both_quotes(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    write(corpus, "reporting/one.txt", "The siren at the Lorn works sounded at 22:15 on that night. The road was wet.")
    write(
        corpus, "official/two.txt", "The siren at the Lorn works sounded at 21:40 on that night. Nothing else was seen."
    )
    encoder = FakeEncoder()
    build(corpus, tmp_path / "data", encoder)
    with closing(open_library(tmp_path / "data")) as library:
        [found] = disagreements(library)

    sides = {one.document.id: (one.says, one.evidence.text) for one in (found.first, found.second)}

    assert found.kind is FlagKind.NUMBER
    assert sides == {
        "reporting/one.txt": ("22:15", "The siren at the Lorn works sounded at 22:15 on that night."),
        "official/two.txt": ("21:40", "The siren at the Lorn works sounded at 21:40 on that night."),
    }
    assert among([found], []) == []
