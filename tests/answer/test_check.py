from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from answer.check import check
from answer.exports.as_json import check_as_json
from answer.records import ClaimCheck, Effect, FlagKind, Verdict
from errors import DraftError, OtherModelError, QuestionError
from index.building.build import build
from index.library import Library, open_library
from tests.conftest import FakeEncoder, FakeModel, write
from tests.growth import seconds

FACTS = """Officials of the council said the river Aller rose by 98 percent in May 2018, and 1,200 people left Verden.

Mayor Brockmann closed the lower gate on 7 February 2019 at noon. It was not opened again before the flood of 2020.

Engineers counted twelve hundred bags of sand, 40 pumps and 3 boats near the bridge of Dörverden.
"""
OPINION = "# Gates\n\n“Closing the gate was a mistake of the mayor,” Anna Ruf said. The council could resign in May.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("check")
    write(folder / "corpus", "reporting/river.txt", FACTS)
    write(folder / "corpus", "commentary/gates.md", OPINION)
    write(folder / "corpus", "official/bread.txt", "A baker sells bread and salt to the people of the town.")
    build(folder / "corpus", folder / "data", FakeEncoder())
    opened = open_library(folder / "data")
    yield opened
    opened.close()


def checked(library: Library, claim: str) -> ClaimCheck:
    return check(library, FakeEncoder(), claim).claims[0]


def verdict(library: Library, claim: str, kind: str = "reporting") -> Verdict:
    return next(one.verdict for one in checked(library, claim).kinds if one.kind == kind)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Mayor Brockmann closed the lower gate on 7 February 2019 at noon.", Verdict.VERBATIM),
        ("mayor Brockmann closed the lower gate", Verdict.VERBATIM),
        ("The lower gate was closed by Mayor Brockmann on 7 February 2019.", Verdict.SUPPORTS),
        ("Mayor Brockmann closed the lower gate on 8 February 2019 at noon.", Verdict.DIFFERS),
        ("Mayor Lange closed the lower gate on 7 February 2019 at noon.", Verdict.RELATED),
        ("Engineers counted 1,200 bags of sand, 40 pumps and 3 boats.", Verdict.SUPPORTS),
        ("Engineers counted 1,300 bags of sand, 40 pumps and 3 boats.", Verdict.DIFFERS),
        ("Engineers counted 40 bags of sand, 1,200 pumps and 3 boats.", Verdict.DIFFERS),
        ("It was opened again before the flood of 2020.", Verdict.DIFFERS),
        ("Zorblax quux frobnicates.", Verdict.NOT_FOUND),
    ],
)
def test_a_document_says_of_a_claim(library: Library, claim: str, expected: Verdict) -> None:
    assert verdict(library, claim) is expected


def test_a_quoted_opinion_supports_the_bare_claim_only_with_a_flag(library: Library) -> None:
    found = checked(library, "Closing the gate was a mistake of the mayor.").findings

    (quoting,) = [finding for finding in found if finding.verdict is Verdict.VERBATIM]
    assert quoting.document.source.kind == "commentary"
    assert FlagKind.VOICE in {flag.kind for flag in quoting.flags}


def test_every_sentence_of_a_draft_is_checked_at_its_place(library: Library) -> None:
    draft = "The council could resign in May.\n\nA baker sells bread and salt. Nobody zorblaxes."

    found = check(library, FakeEncoder(), draft)

    assert [draft[one.start : one.end] for one in found.claims] == [one.text for one in found.claims]
    assert [one.text for one in found.claims] == [
        "The council could resign in May.",
        "A baker sells bread and salt.",
        "Nobody zorblaxes.",
    ]


def test_only_the_named_kinds_are_checked(library: Library) -> None:
    found = check(library, FakeEncoder(), "The council could resign in May.", kinds=["reporting"])

    assert found.kinds == ("reporting",)
    assert {one.document.source.kind for one in found.claims[0].findings} == {"reporting"}


@pytest.mark.parametrize("draft", ["", "  \n ", "… — !"])
def test_nothing_to_check_is_refused(library: Library, draft: str) -> None:
    with pytest.raises(DraftError, match="no sentence to check"):
        check(library, FakeEncoder(), draft)


def test_a_draft_of_any_length_is_refused_or_checked_whole(library: Library) -> None:
    with pytest.raises(DraftError, match="split it"):
        check(library, FakeEncoder(), "a" * 200_001)
    with pytest.raises(DraftError, match="sentences"):
        check(library, FakeEncoder(), "The gate closed. " * 1001)
    long = "The gate " + "very " * 400 + "closed."
    found = check(library, FakeEncoder(), long)
    assert " ".join(one.text for one in found.claims) == long


def test_a_kind_is_checked_against_whatever_its_capitals(library: Library) -> None:
    found = check(library, FakeEncoder(), "The gate closed.", kinds=["Commentary", "commentary"])

    assert found.kinds == ("commentary",)


def test_another_kind_or_model_is_refused(library: Library) -> None:
    with pytest.raises(QuestionError, match="no kind 'tabloid'"):
        check(library, FakeEncoder(), "The gate closed.", kinds=["tabloid"])
    with pytest.raises(OtherModelError):
        check(library, FakeEncoder(FakeModel(fingerprint="other")), "The gate closed.")


@st.composite
def slices(draw: st.DrawFn, text: str) -> str:
    """Some whole words of one paragraph, one after another."""
    words = draw(st.sampled_from([part.split() for part in text.split("\n\n")]))
    start = draw(st.integers(0, len(words) - 3))
    return " ".join(words[start : draw(st.integers(start + 3, len(words)))])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slices(FACTS))
def test_any_slice_of_a_document_is_verbatim_or_flagged_as_cut_short(library: Library, claim: str) -> None:
    found = check(library, FakeEncoder(), claim)

    for one in found.claims:
        nearest = next(kind.nearest for kind in one.kinds if kind.kind == "reporting")
        assert nearest is not None
        effects = {flag.effect for flag in nearest.flags}
        assert (nearest.verdict is Verdict.VERBATIM) == (effects <= {Effect.NOTE})


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slices(FACTS), st.data())
def test_with_any_number_changed_it_is_never_supported(library: Library, claim: str, data: st.DataObject) -> None:
    numbers = list(re.finditer(r"\d+", claim))
    assume(numbers)
    chosen = data.draw(st.sampled_from(numbers))
    other = str(data.draw(st.integers(0, 3000).filter(lambda number: number != int(chosen[0]))))
    changed = claim[: chosen.start()] + other + claim[chosen.end() :]
    assume(changed not in " ".join(FACTS.split()))

    found = check(library, FakeEncoder(), changed)

    facts = " ".join(FACTS.split())
    for one in found.claims:
        if re.search(rf"(?<!\d){other}(?!\d)", one.text) and one.text not in facts:
            assert not any(kind.verdict.backs for kind in one.kinds)


def test_a_check_as_json_is_what_the_contract_says(library: Library) -> None:
    found = check_as_json(check(library, FakeEncoder(), "Mayor Lange closed the lower gate on 7 February 2019."))

    (claim,) = found["claims"]
    assert {"text", "start", "end", "summary", "kinds", "documents"} <= claim.keys()
    assert list(claim["kinds"]) == ["reporting", "commentary", "official"]
    for kind in claim["kinds"].values():
        assert {"verdict", "documents", "origins"} <= kind.keys()
        assert kind["verdict"] in {"verbatim", "supports", "differs", "related", "not found"}
        assert (type(kind["documents"]), type(kind["origins"])) == (int, int)
    assert len(claim["documents"]) == 3
    for row in claim["documents"]:
        assert {"document", "verdict", "score", "evidence", "flags"} <= row.keys()
        assert 0 <= row["score"] <= 1
        assert (row["evidence"] is None) == (row["verdict"] == "not found")
        for flag in row["flags"]:
            assert flag.keys() == {"kind", "claim", "document", "effect"}
    first = claim["documents"][0]
    assert first["document"].keys() == {
        *("id", "title", "kind", "kind_rule", "publisher", "author", "published", "url", "language", "sha256"),
        *("rules", "origin", "partly"),
    }
    assert first["evidence"].keys() == {"start", "end", "text", "voice", "recognised"}
    assert {"kind": "name", "claim": "Lange", "document": "Brockmann", "effect": "differs"} in first["flags"]


def test_evidence_is_a_slice_of_its_document(library: Library) -> None:
    for finding in checked(library, "The lower gate was closed on 7 February 2019 and not opened again.").findings:
        if finding.evidence:
            document = library.document(finding.document.id)
            assert document.text[finding.evidence.start : finding.evidence.end] == finding.evidence.text


@pytest.mark.slow
def test_a_hostile_draft_is_checked_in_a_moment(library: Library, tmp_path: Path) -> None:
    for part in ("“", "1,", "the ", "$", "May ", "not "):
        check(library, FakeEncoder(), f"gate {part * 3000}")
    assert list(tmp_path.iterdir()) == []


def test_words_that_the_sentence_takes_back_are_not_verbatim(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "reporting/denied.txt", "Officials denied that the mayor sold the old harbour.")
    write(
        tmp_path / "corpus",
        "reporting/both.txt",
        "Ruf denied that the mayor sold the old harbour. The mayor sold the old harbour.",
    )
    build(tmp_path / "corpus", tmp_path / "data", FakeEncoder())
    opened = open_library(tmp_path / "data")

    findings = checked(opened, "The mayor sold the old harbour.").findings
    opened.close()

    assert [(one.document.source.title, one.verdict) for one in findings] == [
        (findings[0].document.source.title, Verdict.VERBATIM),
        (findings[1].document.source.title, Verdict.DIFFERS),
    ]
    assert findings[0].evidence
    assert findings[0].evidence.text == "The mayor sold the old harbour."


@pytest.mark.parametrize(
    ("begins", "expected"), [("Lange was sure. He was wrong:", Verdict.VERBATIM), ("That is wrong:", Verdict.DIFFERS)]
)
def test_what_follows_somebodys_error_is_not_denied(tmp_path: Path, begins: str, expected: Verdict) -> None:
    write(tmp_path / "corpus", "reporting/gate.txt", f"{begins} the lower gate was closed on Monday.")
    build(tmp_path / "corpus", tmp_path / "data", FakeEncoder())
    opened = open_library(tmp_path / "data")

    found = verdict(opened, "The lower gate was closed on Monday.")
    opened.close()

    assert found is expected


def test_every_document_with_the_words_counts_and_the_compared_are_told(tmp_path: Path) -> None:
    for number in range(80):
        write(
            tmp_path / "corpus", f"reporting/{number}.txt", f"Witness {number} spoke. The mayor sold the old harbour."
        )
    for number in range(20):
        write(tmp_path / "corpus", f"reporting/other{number}.txt", f"Zorblax {number} frobnicates quux.")
    build(tmp_path / "corpus", tmp_path / "data", FakeEncoder())
    opened = open_library(tmp_path / "data")

    (kind,) = checked(opened, "The mayor sold the old harbour.").kinds
    opened.close()

    assert kind.documents == 80
    assert (80 <= kind.compared < 100) == kind.at_least


def test_half_a_character_is_refused(library: Library) -> None:
    with pytest.raises(DraftError, match="surrogate"):
        check(library, FakeEncoder(), "The gate \ud800 closed.")


@pytest.mark.slow
def test_checking_repetitive_text_takes_time_in_proportion_to_the_document(tmp_path: Path) -> None:
    taken = {}
    for count in (400, 1_600):
        folder = tmp_path / str(count)
        write(folder / "corpus", "reporting/often.txt", "a b " * count + "closed.")
        build(folder / "corpus", folder / "data", FakeEncoder())
        opened = open_library(folder / "data")
        taken[count] = seconds(lambda opened=opened: check(opened, FakeEncoder(), "a b " * 200 + "open."), times=3)
        opened.close()

    assert taken[1_600] < 9 * taken[400]
