from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer import ask as asking
from answer.ask import ask
from answer.records import Answer, Filters, Lane, Standing
from errors import OtherModelError, QuestionError
from index import label_words
from index.building.build import build
from index.encoding.background_cosines import Background
from index.library import Library, open_library
from index.records import Hit, Searched, Strength
from tests.conftest import FakeEncoder, FakeModel, write


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    write(corpus, "official/order.txt", "The ministry ordered the lower gate to be closed at noon.")
    write(corpus, "loose.txt", "A baker sells bread.")
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def every_hit(answer: Answer) -> Iterator[tuple[str, Hit]]:
    """Everything an answer shows, with the kind of the lane that shows it."""
    for lane in answer.lanes:
        for hit in (*lane.hits, *([lane.nearest_miss] if lane.nearest_miss else [])):
            yield lane.kind, hit


def lane_of(answer: Answer, kind: str) -> Lane:
    return next(lane for lane in answer.lanes if lane.kind == kind)


KINDS = ["reporting", "commentary", "official", "unlabelled", "zoo", "reports", "re porting", "評論"]
TEXTS = st.lists(
    st.sampled_from(["The gate closed.", "The river rose.", "A mistake.", "Council resigned in May.", "Bread."]),
    min_size=1,
    max_size=4,
).map(" ".join)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from([None, *KINDS]), TEXTS, st.sampled_from([None, 2018, 2020])),
    min_size=1,
    max_size=7,
)
ASKED = st.tuples(
    st.sampled_from(
        [
            "Who closed the gate?",
            "river",
            "mistake -gate",
            '"the gate" closed',
            "bread kind:reporting",
            "council after:2019",
            "zorblax",
        ]
    ),
    st.sampled_from([1, 2, 5]),
    st.lists(st.sampled_from(KINDS), max_size=2, unique=True),
)


def made(folder: Path, documents: list[tuple[str, str | None, str, int | None]]) -> dict[str, str]:
    """A library of these documents; document id → the kind that its label must have."""
    kinds, labels = {}, []
    for number, (kind, stated, text, year) in enumerate(documents):
        name = f"{number}.txt" if kind == "unlabelled" else f"{kind}/{number}.txt"
        write(folder / "corpus", name, text)
        kinds[name] = stated or kind
        fields = [f'kind = "{stated}"'] * bool(stated) + [f"published = {year}-01-01"] * bool(year)
        labels.append("\n".join([f'[documents."{name}"]', *fields]))
    write(folder / "corpus", "sources.toml", "\n".join(labels))
    build(folder / "corpus", folder / "data", FakeEncoder())
    return kinds


@given(DOCUMENTS, st.lists(ASKED, min_size=1, max_size=4))
@settings(max_examples=30)
def test_no_passage_of_one_kind_is_ever_in_anothers_lane(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[tuple[str, str | None, str, int | None]],
    asked: list[tuple[str, int, list[str]]],
) -> None:
    folder = tmp_path_factory.mktemp("kinds")
    kinds = made(folder, documents)
    library = open_library(folder / "data")

    for question, k, only in asked:
        try:
            answer = ask(library, FakeEncoder(), question, k=k, filters=Filters(kinds=tuple(only)))
        except QuestionError:
            continue
        assert sorted(lane.kind for lane in answer.lanes) == sorted(set(kinds.values()))
        for kind, hit in every_hit(answer):
            assert kinds[hit.document.id] == hit.document.source.kind == kind
            assert not only or kind.casefold() in {name.casefold() for name in only}
    library.close()


def test_every_kind_has_a_lane_in_a_fixed_order(library: Library, encoder: FakeEncoder) -> None:
    answer = ask(library, encoder, "Who closed the gate?")

    assert [lane.kind for lane in answer.lanes] == ["reporting", "commentary", "official", "unlabelled"]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(kinds=("official",)),
        Filters(documents=("official/order.txt",)),
        Filters(documents=("order.txt",)),
    ],
)
def test_a_lane_that_is_filtered_away_stands_empty_in_its_place(
    library: Library, encoder: FakeEncoder, filters: Filters
) -> None:
    answer = ask(library, encoder, "Who closed the gate?", filters=filters)

    assert [(lane.kind, lane.searched.documents, lane.searched.passages) for lane in answer.lanes] == [
        ("reporting", 0, 0),
        ("commentary", 0, 0),
        ("official", 1, 1),
        ("unlabelled", 0, 0),
    ]
    assert {kind for kind, _ in every_hit(answer)} == {"official"}
    assert {lane.standing for lane in answer.lanes if lane.kind != "official"} == {Standing.NOTHING}


def test_a_lane_with_nothing_shows_its_nearest_miss_and_no_hits(library: Library, encoder: FakeEncoder) -> None:
    lane = ask(library, encoder, "Who closed the lower gate at noon?").lanes[-1]

    assert (lane.kind, lane.standing, lane.hits) == ("unlabelled", Standing.NOTHING, ())
    assert lane.nearest_miss is not None
    assert lane.nearest_miss.document.id == "loose.txt"


def test_a_lane_that_answers_has_hits_and_no_nearest_miss(library: Library, encoder: FakeEncoder) -> None:
    lane = ask(library, encoder, "engineers closed the lower gate at noon").lanes[0]

    assert (lane.standing, lane.nearest_miss) == (Standing.ANSWERS, None)
    assert lane.hits[0].evidence.text == "Engineers closed the lower gate at noon."


def test_hits_come_best_first_and_at_most_k(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number in range(9):
        said = f"The lower gate closed at noon. Keeper {number} of section {number * 7} counted {number * 13} boats."
        write(corpus, f"reporting/{number}.txt", said)
    build(corpus, data, encoder)
    library = open_library(data)

    lane = ask(library, encoder, "the lower gate closed at noon", k=4).lanes[0]
    library.close()

    scores = [hit.score for hit in lane.hits]
    assert (len(scores), scores) == (4, sorted(scores, reverse=True))


def test_what_a_lane_amounts_to_does_not_depend_on_how_many_passages_are_shown(
    library: Library, encoder: FakeEncoder
) -> None:
    asked = [ask(library, encoder, "engineers closed the lower gate at noon", k=k) for k in (1, 2, 5)]
    asked.append(ask(library, encoder, "engineers closed the lower gate at noon", offset=50))

    assert {answer.lanes[0].standing for answer in asked} == {Standing.ANSWERS}


def test_pages_of_a_lane_follow_each_other_and_the_last_says_that_there_is_no_more(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(45):
        write(corpus, f"zoo/{number}.txt", f"Keeper {number} of the {number * 7} animals shut gate {number + 100}.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lanes = [lane_of(ask(library, encoder, "gate", k=9, offset=at), "zoo") for at in range(0, 54, 9)]

    shown = [hit.document.id for lane in lanes for hit in lane.hits]
    assert sorted(shown) == sorted(f"zoo/{number}.txt" for number in range(45))
    assert [bool(lane.more) for lane in lanes] == [True, True, True, True, False, False]
    assert [lane.at_least for lane in lanes] == [True, True, True, True, False, False]
    assert [len(lane.hits) for lane in lanes] == [9, 9, 9, 9, 9, 0]


def test_pages_of_a_few_long_documents_neither_skip_nor_repeat_a_passage(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(4):
        told = (
            f"Keeper {at} of {number} shut the gate {at * 7} times. " + f"Item {at * 13} of {number}. " * 40
            for at in range(20)
        )
        write(corpus, f"zoo/{number}.txt", "\n\n".join(told))
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        whole = lane_of(ask(library, encoder, "the gate", k=60), "zoo").hits
        pages = [lane_of(ask(library, encoder, "the gate", k=5, offset=at), "zoo").hits for at in range(0, 60, 5)]

    assert len({(hit.document.id, hit.start) for hit in whole}) == 60
    assert [(hit.document.id, hit.start) for page in pages for hit in page] == [
        (hit.document.id, hit.start) for hit in whole
    ]


def test_an_offset_before_the_first_passage_is_refused(library: Library, encoder: FakeEncoder) -> None:
    with pytest.raises(QuestionError, match="an offset of -1 is before the first passage"):
        ask(library, encoder, "the gate", offset=-1)


def test_a_document_that_only_its_title_names_is_found(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "zoo/a.md", "---\ntitle: Zeppelin Festival\nauthor: Ada Holm\n---\n\nIts insurer withdrew.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        found = [lane_of(ask(library, encoder, question), "zoo") for question in ("the Zeppelin Festival", "Ada Holm")]

    assert [(lane.standing, [hit.text for hit in lane.hits]) for lane in found] == [
        (Standing.RELATED, ["Its insurer withdrew."])
    ] * 2


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote Zeppelin Festival?",
        "When was Zeppelin Festival published?",
        "Which paper published Zeppelin Festival?",
    ],
)
def test_a_question_about_a_label_is_answered_by_the_document_that_it_names(
    corpus: Path, data: Path, encoder: FakeEncoder, question: str
) -> None:
    head = "title: Zeppelin Festival\nauthor: Ada Holm\npublisher: Courier\npublished: 2024-08-20"
    write(corpus, "zoo/a.md", f"---\n{head}\n---\n\nIts insurer withdrew.")
    write(corpus, "zoo/b.md", "---\ntitle: Zeppelin\n---\n\nThe festival was published.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, question), "zoo")

    assert (lane.standing, lane.hits[0].document.id) == (Standing.ANSWERS, "zoo/a.md")
    assert [hit.strength for hit in lane.hits if hit.document.id == "zoo/a.md"] == [Strength.STRONG]


@pytest.mark.parametrize(
    ("title", "question", "strength"),
    [
        ("The manifesto of Kallby", "Who wrote the Manifesto?", Strength.WEAK),
        ("Ministers deny that the Manifesto will cost them the vote", "Who wrote the Manifesto?", Strength.WEAK),
        ("The Manifesto", "Who wrote the Manifesto?", Strength.STRONG),
    ],
)
def test_a_title_that_only_has_the_words_of_a_question_does_not_answer_it(
    corpus: Path, data: Path, encoder: FakeEncoder, title: str, question: str, strength: Strength
) -> None:
    write(corpus, "zoo/a.md", f"---\ntitle: {title}\nauthor: Ada Holm\n---\n\nIts insurer withdrew.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, question), "zoo")

    assert [hit.strength for hit in lane.hits] == [strength]


@pytest.mark.slow
@pytest.mark.parametrize("question", ["Who paid the ferry in Kallby?", "Which ferry sank in 1911?"])
@pytest.mark.parametrize("within", [Filters(), Filters(documents=("zoo/own.txt",))])
def test_a_name_or_number_that_stands_in_many_documents_is_never_denied(
    corpus: Path, data: Path, encoder: FakeEncoder, question: str, within: Filters
) -> None:
    """Nine in ten passages have them, so that they tell little."""
    for number in range(300):
        write(corpus, f"reporting/{number}.txt", f"Clerk {number} of Kallby retired in 1911.")
    write(corpus, "zoo/own.txt", "Since 1911 no cattle market of any size was held on the meadows at Kallby again.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, question, filters=within), "zoo")

    assert lane.standing is Standing.RELATED


def test_a_name_in_labels_alone_is_never_denied_where_very_many_have_it(
    corpus: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels with a common word are not looked at for themselves, and there are many passages nearer in meaning."""
    monkeypatch.setattr(label_words, "MOST_NAMED_ALIKE", 2)
    for number in range(60):
        write(corpus, f"zoo/{number}.txt", f"They paid for bread, and {number} of them left.")
    for number in range(3):
        write(corpus, f"zoo/x{number}.md", "---\ntitle: Rust\nauthor: Ada Holm\n---\n\nInsurers withdrew.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, "Has anyone paid Holm since?"), "zoo")

    assert lane.standing is Standing.RELATED


@pytest.mark.parametrize(
    ("alone", "kept"), [(Standing.ANSWERS, "and Kallby?"), (Standing.RELATED, "Who is in Kallby?")]
)
def test_a_completed_question_is_kept_unless_the_plain_one_finds_more(
    library: Library, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, alone: Standing, kept: str
) -> None:
    def answer(_library: Library, _encoder: FakeEncoder, question: str, **_: object) -> Answer:
        standing = alone if question == "and Kallby?" else Standing.RELATED
        lane = Lane("zoo", standing, Searched(1, 1), (), None)
        return Answer(question, Filters(), "", (lane,), 1, "fake", datetime.now(UTC))

    monkeypatch.setattr(asking, "ask", answer)

    assert asking.ask_after(library, encoder, "and Kallby?", ["Who is in Varde?"]).question == kept


def test_a_rare_word_is_found_behind_many_passages_with_the_questions_other_words(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(60):
        write(corpus, f"zoo/{number}.txt", f"The gate of the river was opened and closed by engineer {number}.")
    write(corpus, "zoo/rare.txt", "Nothing else mattered to the zorblax, whose owner had long since left the country.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, "Who closed the zorblax?", k=100), "zoo")

    assert "zoo/rare.txt" in {hit.document.id for hit in lane.hits}


def test_copies_do_not_hide_what_another_document_says(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    wire = "The roof of the hall in Kallby fell on Monday night. Nobody knows why the roof of the hall fell. " * 3
    for number in range(6):
        write(corpus, f"zoo/paper-{number}.txt", wire)
    write(corpus, "zoo/own.txt", "Snow brought the roof of the hall down, an engineer said.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, "What of the roof of the hall?", k=2), "zoo")

    assert [hit.document.id for hit in lane.hits] == ["zoo/paper-0.txt", "zoo/own.txt"]
    assert [label.id for label in lane.hits[0].copies] == [f"zoo/paper-{number}.txt" for number in range(1, 6)]


def test_as_many_passages_are_shown_as_were_asked_for(library: Library, encoder: FakeEncoder) -> None:
    answer = ask(library, encoder, "the gate was closed", k=1)

    assert {len(lane.hits) for lane in answer.lanes} <= {0, 1}


def test_the_answer_names_the_question_and_the_index(library: Library, encoder: FakeEncoder) -> None:
    answer = ask(library, encoder, "  Who closed\n the gate?  ")

    assert (answer.question, answer.generation, answer.model) == ("Who closed the gate?", 1, "fake")
    assert answer.built_at == library.build.built_at


def test_the_same_question_has_the_same_answer_twice(library: Library, encoder: FakeEncoder) -> None:
    assert ask(library, encoder, "Who closed the gate?") == ask(library, encoder, "Who closed the gate?")


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u00a0", " " * 10_000])
def test_an_empty_question_is_refused(library: Library, encoder: FakeEncoder, question: str) -> None:
    with pytest.raises(QuestionError, match=r"^the question is empty: type one$"):
        ask(library, encoder, question)


def test_a_question_of_ten_thousand_characters_is_refused(library: Library, encoder: FakeEncoder) -> None:
    with pytest.raises(
        QuestionError, match=r"^the question is too long: 10,000 characters, at most 2,000; shorten it$"
    ):
        ask(library, encoder, "x" * 10_000)


def test_a_question_of_two_thousand_characters_is_answered(library: Library, encoder: FakeEncoder) -> None:
    assert len(ask(library, encoder, "x" * 2_000).lanes) == 4


@pytest.mark.parametrize("k", [0, -1, 101])
def test_a_number_of_passages_that_cannot_be_shown_is_refused(library: Library, encoder: FakeEncoder, k: int) -> None:
    with pytest.raises(QuestionError, match=f"^{k} passages cannot be shown: ask for 1 to 100$"):
        ask(library, encoder, "gate", k=k)


def test_a_library_of_another_model_is_refused(library: Library) -> None:
    with pytest.raises(OtherModelError, match=r"built with model fake, not other: build again, or set BYLINE_MODEL"):
        ask(library, FakeEncoder(FakeModel(name="other", fingerprint="fake-2")), "gate")


@pytest.mark.parametrize("question", ["gate \udce9", "\x00gate", "gate\x1b[31m", "\u202egate", "𒐫 gate", "gate " * 300])
def test_any_characters_are_answered_or_refused_in_one_line(
    library: Library, encoder: FakeEncoder, question: str
) -> None:
    try:
        answer = ask(library, encoder, question)
    except QuestionError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either outcome is right)
    else:
        assert len(answer.lanes) == 4


@pytest.mark.slow
@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_question_is_answered_or_refused(tmp_path_factory: pytest.TempPathFactory, question: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "any question"
    if not folder.exists():
        made(folder, [("reporting", None, "The gate closed.", 2020), ("commentary", None, "A mistake.", None)])
    library = open_library(folder / "data")

    try:
        answer = ask(library, FakeEncoder(), question)
    except QuestionError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either outcome is right)
    else:
        assert [lane.kind for lane in answer.lanes] == ["reporting", "commentary"]
    finally:
        library.close()


def test_dates_filter_before_the_search(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "sources.toml", '[documents."reporting/river.txt"]\npublished = 2019-02-07\n')
    build(corpus, data, encoder)
    library = open_library(data)

    answer = ask(library, encoder, "the gate", filters=Filters(after=date(2019, 2, 7), before=date(2019, 2, 7)))
    library.close()

    assert {hit.document.id for _, hit in every_hit(answer)} == {"reporting/river.txt"}


def test_words_of_somebody_are_looked_for_in_what_that_person_wrote_first(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    write(
        corpus,
        "mails/1.md",
        "---\nauthor: Henrik Sandoval\n---\n\nJonas Weil, do not write to me about the valve again.",
    )
    write(corpus, "mails/2.md", "---\nauthor: Jonas Weil\n---\n\nThe valve is corroded, Henrik.")
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, "What did Jonas Weil write about the valve?"), "mails")

    assert [hit.document.id for hit in lane.hits] == ["mails/2.md", "mails/1.md"]


def test_a_phrase_of_the_question_that_stands_there_is_a_weak_match(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    for number in range(60):
        write(corpus, f"notes/{number}.txt", f"The town has four parks. Tonnes of rubbish lie in number {number}.")
    write(corpus, "zoo/1.txt", "About four tonnes of hay were eaten, the keeper told a visitor who asked for the way.")
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, "Whose idea was it to announce four tonnes?"), "zoo")

    assert [(hit.document.id, hit.strength) for hit in lane.hits] == [("zoo/1.txt", Strength.WEAK)]


class SeesNoDifference(FakeEncoder):
    """A model in whose eyes all texts mean about the same, as English ones see texts of another language."""

    def _vector(self, text: str) -> np.ndarray:
        vector = super()._vector(text) + np.float32(3.0)
        return vector / np.linalg.norm(vector)


@pytest.mark.parametrize(
    ("reads", "question", "expected"),
    [
        (frozenset({"en"}), "locomotive", Standing.NOTHING),
        (frozenset({"en", "de"}), "locomotive", Standing.RELATED),
        (None, "locomotive", Standing.RELATED),
        (frozenset({"en"}), "Mittags", Standing.ANSWERS),
        (frozenset({"en"}), '"und niemand"', Standing.ANSWERS),
    ],
)
def test_in_a_language_that_the_model_does_not_read_only_words_make_a_match(
    corpus: Path,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    reads: frozenset[str] | None,
    question: str,
    expected: Standing,
) -> None:
    monkeypatch.setattr(asking, "background_of", lambda _: Background(0.0, 0.05))
    write(corpus, "zoo/tor.txt", "Das untere Tor wurde am Mittag geschlossen, und niemand hat davon erfahren.")
    encoder = SeesNoDifference(FakeModel(languages=reads))
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        lane = lane_of(ask(library, encoder, question), "zoo")

    assert lane.standing is expected


@pytest.mark.parametrize(
    ("reads", "question", "said"),
    [
        (frozenset({"en"}), "gate", "2 documents are not in English: found by words only, not by meaning."),
        (frozenset({"en"}), "gate file:tor", "1 document is not in English: found by words only, not by meaning."),
        (
            frozenset({"en", "de"}),
            "gate",
            "1 document is not in a language that the model reads: found by words only, not by meaning.",
        ),
        (frozenset({"en", "de", "fr"}), "gate", ""),
        (frozenset({"en"}), "gate kind:official", ""),
        (None, "gate", ""),
    ],
)
def test_documents_that_the_model_does_not_read_are_counted(
    corpus: Path, data: Path, reads: frozenset[str] | None, question: str, said: str
) -> None:
    write(corpus, "zoo/tor.txt", "Das untere Tor wurde am Mittag geschlossen, und niemand hat davon erfahren.")
    write(corpus, "zoo/porte.txt", "La porte a été fermée hier soir et personne ne le savait dans la ville.")
    write(corpus, "official/order.txt", "The ministry ordered the lower gate to be closed at noon.")
    encoder = FakeEncoder(FakeModel(languages=reads))
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        summary = ask(library, encoder, question).summary

    assert summary.endswith(said)
    assert ("by words only" in summary) is bool(said)
