from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.other_forms import needs_own_term, with_forms
from index.spelling import asked_alike
from index.terms import TermReader

READER = TermReader()


def terms(text: str) -> set[str]:
    """The terms by which a passage is found."""
    return set(READER.sequence(with_forms(text)))


def asked(question: str) -> set[str]:
    return set(READER.sequence(asked_alike(question)))


@pytest.mark.parametrize(
    ("passage", "question"),
    [
        ("The A-12 motorway was closed.", "A12"),
        ("The A12 motorway was closed.", "A-12"),
        ("The pay-off was an insult.", "payoff"),
        ("She sent an e‑mail.", "email"),
        ("Some 1,200 dockers struck.", "1200"),
        ("Some 1200 dockers struck.", "1,200"),
        ("Some 1\u202f200 dockers struck.", "1200"),
        ("Twelve hundred cheeses were sold.", "1200"),
        ("Some 1,200 dockers struck.", "twelve hundred"),
        ("A fee of two hundred and fifty thousand crowns", "250,000"),
        ("A fee of 250,000 crowns", "two hundred and fifty thousand"),
        ("Fourteen children fell ill.", "14"),
        ("At home are 14 kids.", "fourteen"),
        ("twenty-one ships", "21"),
        ("Four tonnes escaped.", "4"),
        ("They cost £1.84 million.", "1,840,000"),
        ("They cost £1.84m in all.", "1,840,000"),
        ("They cost 1,840,000 pounds.", "1.84 million"),
        ("A debt of $2.5bn", "$2,500,000,000"),
        ("It rose by 9%.", "9 percent"),
        ("It rose by 9 percent.", "9 %"),
        ("It rose by nine per cent.", "9%"),
        ("Questions: 01632 960 442, on weekdays.", "01632960442"),
        ("Questions: 01632960442.", "01632 960 442"),
        ("call 01632 960 442 then", "01632960442"),
        ("Ring +47 22 85 50 50 at night.", "+4722855050"),
        ("Pupils go by service 17S.", "service 17"),
        ("Pupils go by service 17 S.", "17S"),
        ("The U.S. has offered help.", "United States"),
        ("The United States has offered help.", "US"),
        ("The National Road Transport Agency warned.", "NRTA"),
        ("Jürgen Müller wept.", "Juergen Mueller"),
        ("Juergen Mueller wept.", "Jürgen Müller"),
        ("Ekrem İmamoğlu spoke in İzmir.", "imamoglu izmir"),
        ("Bọ́lá came.", "Bola"),
        ("Hawaiʻi is far.", "Hawaii"),
        ("OʼDwyer left.", "O'Dwyer"),
        ("Ёлка стоит.", "елка"),
        ("قُتِلَ حارسان أمام السفارة", "قتل"),
        ("أعلن التنظيم", "اعلن"),
        ("הַמְּדִינָה", "המדינה"),
        ("हिन्दी में लिखा", "हिन्दी"),
        ("தமிழ் மொழி", "தமிழ்"),
        ("বাংলা ভাষা", "বাংলা"),
        ("码头工人罢工", "罢工"),
        ("今回の投票率は低い", "投票率"),
        ("ภาษาไทยง่าย", "ไทย"),
    ],
)
def test_a_passage_is_found_in_another_form_of_its_words(passage: str, question: str) -> None:
    assert asked(question)
    assert asked(question) <= terms(passage)


@pytest.mark.parametrize(
    ("passage", "question"),
    [
        ("They cost £1.84 million.", "1,000,000"),
        ("They cost £1.84 million.", "84 million"),
        ("It weighs 3m tonnes or so.", "3,000,000 pounds"),
        ("Rooms 12 and 9", "129"),
    ],
)
def test_a_passage_is_not_found_by_what_is_no_form_of_its_words(passage: str, question: str) -> None:
    assert not asked(question) <= terms(passage)


def test_a_day_in_digits_is_not_dialled() -> None:
    assert asked("01-12-2024") == {"01", "12", "2024"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Superintendent Will Thackeray spoke.", "willⵣ"),
        ("[07:33] May: they say nobody knew", "mayⵣ"),
        ("Will Aduba left.", "willⵣ"),
        ("The attack that IS claimed.", "isⵥ"),
        ("Theodora May spoke.", "mayⵣ"),
        ("Gwendolyn Manning spoke.", "manningⵣ"),
        ("Manly & Sons paid.", "manlyⵣ"),
    ],
)
def test_a_name_whose_term_is_another_words_has_one_of_its_own(text: str, term: str) -> None:
    assert term in terms(text)


@pytest.mark.parametrize("text", ["He will not go.", "It is late.", "They may stay.", "Is it late?", "The man wept."])
def test_small_and_common_words_are_no_names(text: str) -> None:
    assert not [term for term in terms(text) if term[-1] in "ⵣⵥ"]


@pytest.mark.parametrize("word", ["Bridge", "United", "Parties", "Party", "Halloran", "Dockers", "Minister"])
def test_a_word_whose_ending_joins_it_to_its_own_forms_needs_no_term_of_its_own(word: str) -> None:
    assert not needs_own_term(word)


@given(st.text())
def test_other_forms_never_take_a_term_away(text: str) -> None:
    assert set(READER.sequence(text)) <= terms(text)
