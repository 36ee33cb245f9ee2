from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.comparing.exactness import plain
from answer.comparing.quoted import WordChange, altered, changes, quotation_flags, quotations_in
from answer.facts.statement import statement
from answer.records import Effect, Flag, FlagKind
from ingest.draft import read_draft
from ingest.records import Source, Voice, VoiceKind

SENTENCE = "“The fighting will be difficult, but we and our partners will prevail,” she said."


def flags(claim: str) -> list[Flag]:
    return list(altered(claim, plain(SENTENCE), SENTENCE))


@pytest.mark.parametrize(
    "claim",
    [
        "She said “fighting will be difficult” there.",
        'She said: "The fighting will be difficult, but we and our partners will prevail".',
        "She said “The fighting will be difficult … our partners will prevail”.",
        "She said “The fighting will be difficult, but [they] and our partners will prevail”.",
        "No quotation.",
        "They called it “difficult”.",
    ],
)
def test_a_quotation_that_stands_there_is_not_flagged(claim: str) -> None:
    assert flags(claim) == []


def test_an_altered_quotation_is_flagged_with_what_stands_there() -> None:
    assert flags("She said “The fighting will be easy, but we will prevail”.") == [
        Flag(
            FlagKind.WORDING,
            "The fighting will be easy, but we will prevail",
            "The fighting will be difficult, but we and our partners will prevail",
            Effect.DIFFERS,
        )
    ]


def test_a_quotation_of_other_words_is_missing() -> None:
    assert flags("She said “nobody expects another winter here”.") == [
        Flag(FlagKind.WORDING, "nobody expects another winter here", "", Effect.MISSING)
    ]


def test_every_form_of_quotation_marks_is_read() -> None:
    text = '“one two three” "one two three" «one two three» ‘one two three’'

    assert list(quotations_in(text)) == ["one two three"] * 4


def test_changes_are_shown_word_by_word() -> None:
    assert changes("we will win", "we shall win soon") == (
        WordChange("we", "we"),
        WordChange("will", "shall"),
        WordChange("win", "win"),
        WordChange("", "soon"),
    )


@given(st.text(alphabet='ab “”"', max_size=60))
def test_a_text_has_no_changes_from_itself(text: str) -> None:
    assert all(change.is_same for change in changes(text, text))


SPOKEN = "“We never tested the brakes,” engineer Rhea Cole told the inquiry."


@pytest.mark.parametrize(
    ("claim", "flags"),
    [
        ("Cole said: “We never tested the brakes”.", []),
        ("“We never tested the brakes,” engineer Rhea Cole told the inquiry.", []),
        ("Hans Vogt said: “We never tested the brakes”.", [("voice", "Hans Vogt", "engineer Rhea Cole", "differs")]),
        ("“We never tested the brakes,” Cole wrote in anger.", [("wording", "anger", "", "missing")]),
    ],
)
def test_a_quotation_in_a_claim_is_checked_with_its_speaker_and_what_is_said_of_it(
    claim: str, flags: list[tuple[str, ...]]
) -> None:
    ours = statement(claim, Voice(VoiceKind.QUOTE, flags[0][1] if flags and flags[0][0] == "voice" else "Cole"))
    there = statement(SPOKEN, Voice(VoiceKind.QUOTE, "engineer Rhea Cole"))

    found = quotation_flags(ours, there, Source("emails", "A mail"))

    assert [(one.kind.value, one.claim, one.document, one.effect.value) for one in found] == flags


def test_the_author_of_a_document_speaks_its_own_words() -> None:
    ours = statement("“We are not going to stop,” wrote plant manager Henrik Sandoval.", Voice())
    mail = statement("We are not going to stop.", Voice())

    assert list(quotation_flags(ours, mail, Source("emails", "A mail", author="Henrik Sandoval"))) == []
    assert [one.document for one in quotation_flags(ours, mail, Source("emails", "A mail"))][:1] == [
        "a speaker not identified"
    ]


PAPERS = frozenset({"The Lorn Courier", "Sorrel Tribune", "Calder Chemie"})


@pytest.mark.parametrize(
    ("claim", "flags"),
    [
        ("“The gate was never closed,” the Sorrel Tribune reported.", []),
        (
            "“The gate was never closed,” the Lorn Courier reported.",
            [("The Lorn Courier", "it stands in “Gate stays open”, Sorrel Tribune")],
        ),
        ("“The gate was never closed,” Calder Chemie said.", []),
        ("“The gate was never closed,” Calder Chemie told the Sorrel Tribune.", []),
    ],
)
def test_a_quotation_of_another_paper_than_the_claim_names_is_told(claim: str, flags: list[tuple[str, str]]) -> None:
    around = statement("“The gate was never closed,” Calder Chemie said.", Voice(VoiceKind.QUOTE, "Calder Chemie"))
    ours = statement(claim, read_draft(claim).sentences[0].voice)

    found = quotation_flags(ours, around, Source("reporting", "Gate stays open", "Sorrel Tribune"), PAPERS)

    assert [(flag.claim, flag.document) for flag in found] == flags
