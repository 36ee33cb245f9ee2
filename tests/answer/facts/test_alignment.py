from __future__ import annotations

from difflib import SequenceMatcher
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.facts.alignment import align, words

TEXTS = st.lists(st.sampled_from(["the", "gate", "closed", "closes", "98", "Syria", "not"]), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [("U.S.", "US"), ("attacks", "attacked"), ("forces'", "forces"), ("DoD’s", "DoD"), ("Café", "CAFE")],
)
def test_forms_of_a_word_are_the_same_word(one: str, other: str) -> None:
    assert words(one)[0].key == words(other)[0].key


def test_words_that_differ_leave_a_gap_with_what_stands_in_their_place() -> None:
    alignment = align(words("ISIS lost 98 percent of it"), words("Officials say ISIS lost about 90 percent of it"))

    assert [alignment.claim[place].text for place in alignment.unaligned()] == ["98"]
    assert [alignment.sentence[place].text for place in alignment.gap(2)] == ["about", "90"]
    assert alignment.partner(0) == 2
    assert list(alignment.span) == list(range(2, 9))


def test_nothing_aligns_with_nothing() -> None:
    alignment = align((), words("a gate"))

    assert (alignment.share, list(alignment.span), list(alignment.unaligned())) == (0.0, [], [])


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcde")))
def test_runs_are_those_of_pythons_own_difflib(one: list[str], other: list[str]) -> None:
    claim, sentence = words(" ".join(one)), words(" ".join(other))
    blocks = SequenceMatcher(None, [w.key for w in claim], [w.key for w in sentence], autojunk=False)

    assert align(claim, sentence).runs == tuple((a, b, size) for a, b, size in blocks.get_matching_blocks() if size)


@given(TEXTS, TEXTS)
def test_a_word_of_the_sentence_is_aligned_where_it_is_the_partner_of_one(claim: str, sentence: str) -> None:
    alignment = align(words(claim), words(sentence))
    partners = {alignment.partner(place) for place in range(len(alignment.claim))}

    assert [alignment.is_aligned(at) for at in range(len(alignment.sentence))] == [
        at in partners for at in range(len(alignment.sentence))
    ]


@given(st.text(max_size=100))
def test_every_word_is_a_slice_of_the_text(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))


@given(TEXTS, TEXTS)
def test_aligned_words_are_the_same_and_in_order(claim: str, sentence: str) -> None:
    alignment = align(words(claim), words(sentence))
    pairs = [(place, alignment.partner(place)) for place in range(len(alignment.claim))]
    aligned = [(place, partner) for place, partner in pairs if partner is not None]

    assert all(alignment.claim[place].key == alignment.sentence[partner].key for place, partner in aligned)
    assert [partner for _, partner in aligned] == sorted({partner for _, partner in aligned})
    assert all(alignment.is_aligned(partner) for _, partner in aligned)


@given(TEXTS)
def test_a_text_is_aligned_with_all_of_itself(text: str) -> None:
    alignment = align(words(text), words(text))

    assert list(alignment.unaligned()) == []


def test_a_hostile_pair_is_aligned_in_a_moment() -> None:
    begun = process_time()

    align(words("a b " * 125), words("b a a " * 84))

    assert process_time() - begun < 5
