from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question import LONGEST_QUESTION, Question, in_words, parse, read_date, with_operators
from answer.records import Filters
from errors import QuestionError
from ingest.records import VoiceKind


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Who closed the gate?", Question("Who closed the gate?", "Who closed the gate?")),
        ("  two\n words ", Question("two words", "two words")),
        ('what of "the gate"', Question('what of "the gate"', "what of the gate", exact=("the gate",))),
        ("what of “the  gate”", Question("what of “the gate”", "what of the gate", exact=("the gate",))),
        ("«Le mythe» de", Question("«Le mythe» de", "Le mythe de", exact=("Le mythe",))),
        ("gate -river", Question("gate -river", "gate", without=("river",))),
        ('gate -"the river"', Question('gate -"the river"', "gate", without=("the river",))),
        ("gate -a -b", Question("gate -a -b", "gate", without=("a", "b"))),
        ("a well-known gate", Question("a well-known gate", "a well-known gate")),
        ('gate " "', Question('gate " "', "gate")),
        ('gate -" "', Question('gate -" "', "gate")),
        ('gate -""', Question('gate -""', "gate")),
        ("gate - river", Question("gate - river", "gate - river")),
        ("10 -5", Question("10 -5", "10", without=("5",))),
        ("the “gate", Question("the “gate", "the “gate")),
        ("don't", Question("don't", "don't")),
        ("gate kind:reporting", Question("gate kind:reporting", "gate", filters=Filters(kinds=("reporting",)))),
        (
            'gate kind:"re porting" file:a.txt',
            Question(
                'gate kind:"re porting" file:a.txt',
                "gate",
                files=("a.txt",),
                filters=Filters(kinds=("re porting",)),
            ),
        ),
        (
            "gate after:2019 before:2020-02",
            Question(
                "gate after:2019 before:2020-02",
                "gate",
                filters=Filters(after=date(2019, 1, 1), before=date(2020, 2, 29)),
            ),
        ),
        (
            "gate after:2018 after:2019-05-06",
            Question("gate after:2018 after:2019-05-06", "gate", filters=Filters(after=date(2019, 5, 6))),
        ),
        ("mankind:x gate", Question("mankind:x gate", "mankind:x gate")),
        ("https://a.org gate", Question("https://a.org gate", "https://a.org gate")),
    ],
)
def test_a_question_is_read_with_its_operators(typed: str, expected: Question) -> None:
    assert parse(typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "the question is empty: type one"),
        ("-river", "there is nothing to ask: type a question beside the operators"),
        ("kind:reporting", "there is nothing to ask"),
        ("gate kind:", "kind: has no value: write kind:something without a space between"),
        ("gate file: a.txt", "file: has no value"),
        ("gate after:yesterday", "'yesterday' is no date: write 2019-02-07, 2019-02 or 2019"),
        ("gate before:2019-02-30", "'2019-02-30' is no date"),
        ("gate before:2019-13", "'2019-13' is no date"),
        ("gate before:0000", "'0000' is no date"),
        ("x" * 2_001, "the question is too long: 2,001 characters, at most 2,000; shorten it"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_next_step(typed: str, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        parse(typed)

    assert said in str(caught.value)


@pytest.mark.parametrize("typed", ["?", "…", "?!"])
def test_a_question_of_marks_alone_has_nothing_to_ask(typed: str) -> None:
    with pytest.raises(QuestionError, match="there is nothing to ask"):
        parse(typed)


@pytest.mark.parametrize(
    ("given_filters", "typed", "both"),
    [
        (Filters(kinds=("a", "b")), "x kind:b", Filters(kinds=("b",))),
        (Filters(kinds=("a",)), "x", Filters(kinds=("a",))),
        (Filters(after=date(2019, 1, 1)), "x after:2020", Filters(after=date(2020, 1, 1))),
        (Filters(after=date(2021, 1, 1)), "x after:2020", Filters(after=date(2021, 1, 1))),
        (Filters(before=date(2019, 1, 1)), "x before:2020", Filters(before=date(2019, 1, 1))),
        (Filters(documents=("a.txt",)), "x kind:b", Filters(kinds=("b",), documents=("a.txt",))),
    ],
)
def test_filters_beside_the_question_hold_as_well(given_filters: Filters, typed: str, both: Filters) -> None:
    assert parse(typed, given_filters).filters == both


def test_filters_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(QuestionError, match=r"^kind:b contradicts the filter a: drop one of them$"):
        parse("x kind:b", Filters(kinds=("a",)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-2", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02-07", date(2019, 2, 7), date(2019, 2, 7)),
    ],
)
def test_a_year_or_month_is_its_first_or_last_day(text: str, first: date, last: date) -> None:
    assert (read_date(text), read_date(text, last=True)) == (first, last)


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == read_date(day.isoformat(), last=True) == day


@given(st.text(max_size=80) | st.text('ab "“”-:kindfile\n', max_size=40))
def test_any_text_is_read_or_refused_in_one_line(typed: str) -> None:
    try:
        question = parse(typed)
    except QuestionError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either outcome is right)
    else:
        assert question.text == " ".join(question.text.split()) != ""
        assert question.typed == " ".join(typed.split())
        assert all(words == " ".join(words.split()) != "" for words in (*question.exact, *question.without))


def test_punctuation_after_an_excluded_word_is_none_of_it() -> None:
    assert parse("withdrawal of troops -Trump?").without == ("Trump",)


@pytest.mark.parametrize("typed", ["bridge Kind:reporting", "Kind:reporting bridge", "KIND:reporting bridge"])
def test_an_operator_is_one_whatever_its_capitals(typed: str) -> None:
    question = parse(typed)

    assert (question.text, question.filters.kinds) == ("bridge", ("reporting",))


@pytest.mark.parametrize("dash", ["-", "--", "–", "—"])
def test_any_dash_before_a_word_leaves_it_out(dash: str) -> None:
    question = parse(f"bridge {dash}truck")

    assert (question.text, question.without) == ("bridge", ("truck",))


def test_authors_and_titles_are_operators() -> None:
    question = parse('strike author:Verbeek title:"the shame"')

    assert (question.text, question.authors, question.titles) == ("strike", ("Verbeek",), ("the shame",))


@pytest.mark.parametrize("typed", ["publisher:Courier strike", "strike site:example"])
def test_an_operator_that_does_not_exist_is_named(typed: str) -> None:
    with pytest.raises(QuestionError, match=r"no operator '(publisher|site)': there are kind:, file:, "):
        parse(typed)


@pytest.mark.parametrize("typed", ["at 21:40", "see https://a.org", "Note: gates", "NR:2019", "a::b"])
def test_a_colon_that_is_no_operators_is_left_alone(typed: str) -> None:
    assert parse(typed).text == typed


@pytest.mark.parametrize(
    ("typed", "field", "searched"),
    [
        ("Who wrote The shame of the Sorrel?", "author", "Who The shame of the Sorrel?"),
        ("When was the inquiry report published?", "published", "When was the inquiry report ?"),
        ("Which newspaper published the story on rust?", "publisher", "Which the story on rust?"),
        ("By whom was Gates of Kallby written?", "author", "By whom was Gates of Kallby ?"),
        ("Who wrote?", None, "Who wrote?"),
        ('Who wrote "the shame of the sorrel"?', "author", "Who the shame of the sorrel ?"),
        ("Who wrote to the bishop?", None, "Who wrote to the bishop?"),
        ("Who wrote to the Bishop of Kallby?", None, "Who wrote to the Bishop of Kallby?"),
        ("Who wrote that the Bank would fail?", None, "Who wrote that the Bank would fail?"),
        ("Who wrote the ransom note?", None, "Who wrote the ransom note?"),
        ("When did the comet appear?", None, "When did the comet appear?"),
        ("When were the ballots printed?", None, "When were the ballots printed?"),
        ("Who repaired the bridge?", None, "Who repaired the bridge?"),
        ("When did the ferry sink?", None, "When did the ferry sink?"),
    ],
)
def test_a_question_about_a_label_is_searched_by_the_words_that_name_the_document(
    typed: str, field: str | None, searched: str
) -> None:
    question = parse(typed)

    assert (question.label_field, question.searched) == (field, searched)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Jonas Weil write to Sandoval?", "Jonas Weil"),
        ("what does Amara Okonjo-Reyes think of the strike?", "Amara Okonjo-Reyes"),
        ("What did Dr. Marchetti really say about Halloran?", "Dr. Marchetti"),
        ("What did the mayor say?", ""),
        ("What did Weil lose?", ""),
        ("Who wrote to Weil?", ""),
    ],
)
def test_a_question_may_ask_for_the_words_of_somebody(question: str, name: str) -> None:
    assert parse(question).asked_of == name


@pytest.mark.parametrize(
    ("typed", "filters", "said"),
    [
        ("gate", Filters(), "gate"),
        ("gate kind:reporting", Filters(kinds=("reporting",)), "gate kind:reporting"),
        ("gate", Filters(kinds=("letters home",), voices=(VoiceKind.QUOTE,)), 'gate kind:"letters home" voice:quote'),
        ("gate", Filters(documents=("reporting/a b.txt",)), 'gate file:"reporting/a b.txt"'),
        ("gate", Filters(after=date(2019, 1, 2), before=date(2019, 3, 4)), "gate after:2019-01-02 before:2019-03-04"),
    ],
)
def test_a_question_states_the_filters_beside_it_as_operators(typed: str, filters: Filters, said: str) -> None:
    assert with_operators(typed, filters) == said
    assert parse(said).filters == replace(filters, documents=())


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["kind:", "-", "“", '"', " ", "site:", "FROM:", "gate"])).map("".join),
    )
)
def test_any_text_is_a_question_of_which_no_sign_is_an_operator(text: str) -> None:
    said = in_words(f"gate {text}".translate(dict.fromkeys(range(55296, 57344))))

    found = parse(said[:LONGEST_QUESTION])

    assert (found.exact, found.without, found.files, found.authors, found.titles) == ((), (), (), (), ())
    assert found.filters == Filters()
