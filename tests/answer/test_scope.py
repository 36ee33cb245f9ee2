from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from answer.ask import ask
from answer.question import parse
from answer.records import Filters
from answer.scope import scopes, undated
from errors import QuestionError
from index.building.build import build
from index.library import Library, open_library
from index.records import Searched
from tests.conftest import FakeEncoder, write

LABELS = """
[documents."reporting/old.txt"]
published = 2018-05-01
[documents."reporting/new.txt"]
published = 2020-05-01
"""


@pytest.fixture
def library(corpus: Path, data: Path, encoder: FakeEncoder) -> Iterator[Library]:
    write(corpus, "reporting/old.txt", "The old gate was opened.")
    write(corpus, "reporting/new.txt", "The new gate was closed.")
    write(corpus, "commentary/old.txt", "The old gate was a joke.")
    write(corpus, "sources.toml", LABELS)
    build(corpus, data, encoder)
    opened = open_library(data)
    yield opened
    opened.close()


def allowed(library: Library, question: str = "gate", filters: Filters | None = None) -> dict[str, set[str]]:
    """Kind → the documents whose passages are searched."""
    found = {}
    for kind, scope in scopes(library, parse(question, filters or Filters())).items():
        rows = (
            library.inventory.passages_in(library.inventory.numbers(kind)) if scope.passages is None else scope.passages
        )
        found[kind] = {library.labels[library.inventory.document_of(int(row))].id for row in rows}
    return found


EVERYTHING = {
    "reporting": {"reporting/new.txt", "reporting/old.txt", "reporting/river.txt"},
    "commentary": {"commentary/gate.md", "commentary/old.txt"},
}


def test_without_filters_everything_is_searched(library: Library) -> None:
    assert allowed(library) == EVERYTHING


def test_a_lane_without_any_filter_on_it_is_searched_whole(library: Library) -> None:
    found = scopes(library, parse("gate", Filters(kinds=("reporting",))))

    assert found["reporting"].passages is None
    assert found["commentary"].searched == Searched(0, 0)


def test_a_kind_filter_leaves_that_kind(library: Library) -> None:
    assert allowed(library, filters=Filters(kinds=("reporting",))) == EVERYTHING | {"commentary": set()}


def test_several_kinds_are_alternatives(library: Library) -> None:
    assert allowed(library, filters=Filters(kinds=("commentary", "reporting"))) == EVERYTHING


@pytest.mark.parametrize("name", ["reporting/river.txt", "river.txt"])
def test_a_document_is_named_by_its_id_or_its_files_name(library: Library, name: str) -> None:
    assert allowed(library, filters=Filters(documents=(name,))) == {
        "reporting": {"reporting/river.txt"},
        "commentary": set(),
    }


def test_a_files_name_means_every_document_of_that_name(library: Library) -> None:
    assert allowed(library, filters=Filters(documents=("old.txt",))) == {
        "reporting": {"reporting/old.txt"},
        "commentary": {"commentary/old.txt"},
    }


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(after=date(2018, 5, 1)), {"reporting/old.txt", "reporting/new.txt"}),
        (Filters(after=date(2018, 5, 2)), {"reporting/new.txt"}),
        (Filters(before=date(2020, 5, 1)), {"reporting/old.txt", "reporting/new.txt"}),
        (Filters(before=date(2020, 4, 30)), {"reporting/old.txt"}),
        (Filters(after=date(2018, 1, 1), before=date(2019, 1, 1)), {"reporting/old.txt"}),
    ],
)
def test_dates_are_inclusive_and_an_undated_document_has_none(
    library: Library, filters: Filters, left: set[str]
) -> None:
    assert allowed(library, filters=filters) == {"reporting": left, "commentary": set()}


def test_all_filters_hold_together(library: Library) -> None:
    filters = Filters(kinds=("reporting",), documents=("old.txt",), after=date(2018, 1, 1))

    assert allowed(library, filters=filters) == {"reporting": {"reporting/old.txt"}, "commentary": set()}


def test_exact_words_leave_the_passages_in_which_they_stand(library: Library) -> None:
    assert allowed(library, '"old gate"') == {"reporting": {"reporting/old.txt"}, "commentary": {"commentary/old.txt"}}


def test_exact_words_are_those_of_a_title_too_and_leave_its_documents(library: Library) -> None:
    """The text of `commentary/gate.md` does not say what its title does."""
    title = next(label.source.title for label in library.labels.values() if label.id == "commentary/gate.md")
    assert allowed(library, f'"{title}"') == {"reporting": set(), "commentary": {"commentary/gate.md"}}
    assert allowed(library, f'"{" ".join(reversed(title.split()))}"') == {"reporting": set(), "commentary": set()}


def test_words_to_leave_out_leave_the_other_passages(library: Library) -> None:
    assert allowed(library, "gate -old") == {
        "reporting": {"reporting/new.txt", "reporting/river.txt"},
        "commentary": {"commentary/gate.md"},
    }


def test_a_word_to_leave_out_does_not_leave_out_longer_words(library: Library) -> None:
    assert allowed(library, "gate -clos")["reporting"] == EVERYTHING["reporting"]


def test_operators_and_filters_hold_together(library: Library) -> None:
    found = allowed(library, '"gate was" -opened', Filters(kinds=("reporting",)))

    assert found == {"reporting": {"reporting/new.txt"}, "commentary": set()}


def test_what_was_searched_counts_documents_and_passages_after_the_filters(library: Library) -> None:
    found = scopes(library, parse("gate", Filters(documents=("reporting/old.txt",))))

    assert {kind: scope.searched for kind, scope in found.items()} == {
        "reporting": Searched(1, 1),
        "commentary": Searched(0, 0),
    }


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(kinds=("zoo",)), "no kind 'zoo' in the library: it has commentary, reporting"),
        (Filters(kinds=("reportage",)), "no kind 'reportage' in the library"),
        (Filters(documents=("gone.txt",)), "no document 'gone.txt' in the library: it has "),
        (Filters(after=date(2030, 1, 1)), "the filters leave no document to search: loosen one"),
        (Filters(kinds=("commentary",), after=date(2000, 1, 1)), "undated documents have no date"),
        (Filters(after=date(2020, 1, 1), before=date(2019, 1, 1)), "the filters leave no document to search"),
    ],
)
def test_a_filter_that_leaves_nothing_is_refused_with_what_there_is(
    library: Library, filters: Filters, said: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        allowed(library, filters=filters)

    assert said in str(caught.value)


def test_a_refusal_names_no_document_twice(library: Library) -> None:
    with pytest.raises(QuestionError) as caught:
        allowed(library, filters=Filters(documents=("gone.txt",)))

    named = str(caught.value).split("it has ")[1].split(", ")
    assert len(named) == len(set(named))


def test_an_id_is_never_taken_for_another_documents_file_name(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "a.txt", "The gate is closed.")
    write(corpus, "reporting/a.txt", "The gate is open.")
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        found = scopes(library, parse("gate", Filters(documents=("a.txt",))))

    assert {kind: scope.searched.documents for kind, scope in found.items() if scope.searched.documents} == {
        "unlabelled": 1
    }


def test_a_file_named_in_the_question_agrees_with_its_id_chosen_beside_it(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        found = scopes(library, parse("gate file:river.txt", Filters(documents=("reporting/river.txt",))))

    assert found["reporting"].searched.documents == 1


@pytest.mark.parametrize("typed", ["caf\u00e9.txt", "cafe\u0301.txt", "reporting/caf\u00e9.txt"])
def test_a_name_is_found_however_its_accents_are_written(
    corpus: Path, data: Path, encoder: FakeEncoder, typed: str
) -> None:
    write(corpus, "reporting/cafe\u0301.txt", "The quay sank.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        made = ask(library, encoder, "the quay", filters=Filters(documents=(typed,)))

    assert sum(lane.searched.documents for lane in made.lanes) == 1


def test_a_label_is_stated_however_the_accents_of_the_name_are_written(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    write(corpus, "reporting/cafe\u0301.txt", "The quay sank.")
    write(corpus, "sources.toml", '[documents."reporting/caf\u00e9.txt"]\npublisher = "The Courier"\n')

    done = build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        assert library.document("reporting/cafe\u0301.txt").source.publisher == "The Courier"
    assert done.unmatched == ()


def test_a_kind_is_named_whatever_its_capitals(library: Library) -> None:
    assert allowed(library, "gate kind:Reporting") == allowed(library, "gate kind:reporting")


def test_a_part_of_a_files_name_is_enough_where_no_file_has_it_whole(library: Library) -> None:
    assert allowed(library, "gate file:ol")["commentary"] == {"commentary/old.txt"}
    assert allowed(library, "gate file:ol")["reporting"] == {"reporting/old.txt"}


def test_a_name_that_is_not_there_is_refused_with_the_nearest(library: Library) -> None:
    with pytest.raises(QuestionError, match=r"^no document 'rivver\.txt' in the library: it has river\.txt"):
        scopes(library, parse("gate file:rivver.txt"))


def test_authors_and_titles_narrow_what_is_searched(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "zoo/a.md", "---\ntitle: The shame of it\nauthor: Ina Verbeek\n---\n\nA gate.")
    write(corpus, "zoo/b.md", "---\ntitle: The fame of it\nauthor: Ada Holm\n---\n\nA gate.")
    build(corpus, data, encoder)
    with closing(open_library(data)) as library:
        found = [allowed(library, f"gate {words}")["zoo"] for words in ("author:verbeek", 'title:"the shame"')]
        with pytest.raises(QuestionError, match="no author 'Nobody' in the library: it has Ada Holm, Ina Verbeek"):
            scopes(library, parse("gate author:Nobody"))

    assert found == [{"zoo/a.md"}, {"zoo/a.md"}]


def test_undated_documents_that_a_filter_of_dates_leaves_out_are_counted(library: Library) -> None:
    assert undated(library, parse("gate after:2019")) == 3
    assert undated(library, parse("gate after:2019 kind:Commentary")) == 2
    assert undated(library, parse("gate")) == 0
