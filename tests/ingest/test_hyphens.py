from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from ingest.hyphens import LineEnds
from ingest.lexicon import row
from ingest.loaders import LOADERS

ENGLISH = row("the government said that nobody had been told about this survey before they were asked what they knew")
GERMAN = row("die regierung sagte dass niemand davon wusste bevor sie nach der untersuchung gefragt worden waren")
DANISH = row("regeringen meddelte ingenting forinden havneudvalget spurgte undersøgelsen kajen kajmuren")
SOFT = [("govern", "ment"), ("in", "tervention"), ("dis", "covered"), ("con", "sequences"), ("sus", "pected")]
HARD = [("well", "known"), ("ex", "minister"), ("self", "appointed"), ("long", "standing")]


def kept(
    before: str, after: str, *, words: Sequence[str] = ENGLISH, others: list[tuple[str, str]] | None = None
) -> bool:
    return LineEnds(Counter(words), [*(others or []), (before, after)]).keeps(before, after)


@pytest.mark.parametrize(
    ("before", "after"), [*HARD, ("price", "determining"), ("anti", "corruption"), ("Norby", "based")]
)
def test_a_words_own_hyphen_stays(before: str, after: str) -> None:
    assert kept(before, after)


@pytest.mark.parametrize(("before", "after"), [*SOFT, ("mea", "surements"), ("Lind", "qvist"), ("under", "standing")])
def test_a_printers_hyphen_goes(before: str, after: str) -> None:
    assert not kept(before, after)


def test_the_documents_own_spelling_decides_first() -> None:
    assert kept("e", "mail", words=[*ENGLISH, "e-mail"])
    assert not kept("well", "known", words=[*ENGLISH, "wellknown"])


def test_where_both_may_be_meant_most_other_line_ends_decide() -> None:
    assert kept("co", "operation", others=HARD)
    assert not kept("co", "operation", others=SOFT)


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ("miss", "ing", False),
        ("non", "resident", True),
        ("re", "election", True),
        ("non", "sense", False),
        ("re", "gain", False),
    ],
)
def test_a_prefix_keeps_its_hyphen_before_a_rarer_word_although_the_printer_cuts_others(
    before: str, after: str, *, stays: bool
) -> None:
    assert kept(before, after, others=SOFT) == stays


@pytest.mark.parametrize("words", ["Die Nord-\nund Südtore bleiben zu.", "The pre-\nand post-war barns burned."])
def test_a_hyphen_before_a_joining_word_stands_for_the_end_of_a_later_one(words: str) -> None:
    assert words.replace("\n", " ") in LOADERS[".txt"](words.encode()).text.replace("\n", " ")


def test_alone_a_rarer_word_keeps_its_hyphen_and_a_common_one_is_closed() -> None:
    assert kept("long", "standing")
    assert not kept("some", "thing")


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), [("Schadens", "beseitigung"), ("Haupt", "verwaltung"), ("auf", "gabe")])
def test_a_german_compound_is_one_word(before: str, after: str) -> None:
    assert not kept(before, after, words=GERMAN)


@pytest.mark.slow
def test_in_a_language_without_a_list_the_hyphen_goes() -> None:
    assert not kept("ned", "lagt", words=DANISH)
