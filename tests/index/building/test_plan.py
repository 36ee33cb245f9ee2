from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.building.steps import Pipeline, Step, steps
from index.records import Action, DocumentLabel, Plan
from index.storage.known_files import KnownFile
from ingest.folder import CorpusFile
from ingest.labels.label import label
from ingest.labels.sources_toml import Label
from ingest.records import OwnField

SAME = Pipeline()


def file(name: str, content: str = "one") -> CorpusFile:
    return CorpusFile(name, Path("corpus", name), content)


OWN = (OwnField("title", "Own title", "its own"),)


def built(name: str, content: str = "one", **stated: str | date) -> KnownFile:
    return KnownFile(1, DocumentLabel(name, content, label(file(name, content), OWN, stated)), "reading", OWN)


def planned(
    files: Mapping[str, str],
    stored: Mapping[str, str],
    *,
    stated: Mapping[str, Label] | None = None,
    was_stated: Mapping[str, Mapping[str, str | date]] | None = None,
    pipeline: Pipeline = SAME,
) -> tuple[Step, ...]:
    """The steps for files and stored documents, each given as name → content."""
    return steps(
        {name: file(name, content) for name, content in files.items()},
        stated or {},
        {name: built(name, content, **(was_stated or {}).get(name, {})) for name, content in stored.items()},
        pipeline=pipeline,
    )


def test_nothing_to_do_has_no_steps() -> None:
    assert planned({"reporting/a.txt": "one"}, {"reporting/a.txt": "one"}) == ()


def test_a_new_file_is_added() -> None:
    assert planned({"reporting/a.txt": "one"}, {}) == (
        Step(Action.ADDED, "reporting/a.txt", "new in the corpus", file("reporting/a.txt")),
    )


def test_a_file_with_other_content_is_changed() -> None:
    assert planned({"reporting/a.txt": "two"}, {"reporting/a.txt": "one"}) == (
        Step(
            Action.CHANGED,
            "reporting/a.txt",
            "its content changed",
            file("reporting/a.txt", "two"),
            "reporting/a.txt",
        ),
    )


def test_a_file_that_is_gone_is_removed() -> None:
    assert planned({}, {"reporting/a.txt": "one"}) == (
        Step(Action.REMOVED, "reporting/a.txt", "no longer in the corpus", None, "reporting/a.txt"),
    )


def test_a_file_moved_to_another_kind_is_relabelled() -> None:
    assert planned({"commentary/a.txt": "one"}, {"reporting/a.txt": "one"}) == (
        Step(
            Action.RELABELLED,
            "commentary/a.txt",
            "moved from reporting/a.txt; kind reporting → commentary",
            file("commentary/a.txt"),
            "reporting/a.txt",
            label(file("commentary/a.txt"), OWN, {}),
        ),
    )


def test_a_file_renamed_within_its_kind_is_relabelled() -> None:
    [step] = planned({"reporting/b.txt": "one"}, {"reporting/a.txt": "one"})

    assert (step.action, step.reason, step.replaces) == (
        Action.RELABELLED,
        "moved from reporting/a.txt",
        "reporting/a.txt",
    )


def test_a_file_moved_and_changed_is_added_and_the_old_one_removed() -> None:
    found = planned({"commentary/a.txt": "two"}, {"reporting/a.txt": "one"})

    assert [(step.action, step.id) for step in found] == [
        (Action.ADDED, "commentary/a.txt"),
        (Action.REMOVED, "reporting/a.txt"),
    ]


def test_a_file_moved_onto_another_name_that_was_there_replaces_it() -> None:
    found = planned({"reporting/b.txt": "one"}, {"reporting/a.txt": "one", "reporting/b.txt": "two"})

    assert [(step.action, step.id, step.replaces) for step in found] == [
        (Action.REMOVED, "reporting/a.txt", "reporting/a.txt"),
        (Action.CHANGED, "reporting/b.txt", "reporting/b.txt"),
    ]


def test_a_file_that_was_copied_is_added_and_the_first_one_stays() -> None:
    found = planned({"reporting/a.txt": "one", "reporting/b.txt": "one"}, {"reporting/a.txt": "one"})

    assert [(step.action, step.id, step.replaces) for step in found] == [(Action.ADDED, "reporting/b.txt", None)]


def test_of_two_identical_files_only_the_moved_one_moves() -> None:
    found = planned(
        {"reporting/a.txt": "one", "official/b.txt": "one"}, {"reporting/a.txt": "one", "reporting/b.txt": "one"}
    )

    assert [(step.action, step.id, step.replaces) for step in found] == [
        (Action.RELABELLED, "official/b.txt", "reporting/b.txt")
    ]


def test_two_identical_files_that_both_move_are_both_relabelled() -> None:
    found = planned(
        {"official/a.txt": "one", "official/b.txt": "one"}, {"reporting/a.txt": "one", "reporting/b.txt": "one"}
    )

    assert sorted((step.action, step.id) for step in found) == [
        (Action.RELABELLED, "official/a.txt"),
        (Action.RELABELLED, "official/b.txt"),
    ]
    assert {step.replaces for step in found} == {"reporting/a.txt", "reporting/b.txt"}


def test_one_of_two_identical_files_moved_and_the_other_gone_is_a_move_and_a_removal() -> None:
    found = planned({"official/c.txt": "one"}, {"reporting/a.txt": "one", "reporting/b.txt": "one"})

    assert sorted(step.action for step in found) == [Action.RELABELLED, Action.REMOVED]


def test_a_file_that_moved_to_another_format_is_read_anew() -> None:
    found = planned({"reporting/a.md": "one"}, {"reporting/a.txt": "one"})

    assert [(step.action, step.id) for step in found] == [
        (Action.ADDED, "reporting/a.md"),
        (Action.REMOVED, "reporting/a.txt"),
    ]


def test_a_suffix_in_other_case_is_the_same_format() -> None:
    [step] = planned({"reporting/a.TXT": "one"}, {"reporting/a.txt": "one"})

    assert step.action is Action.RELABELLED


@pytest.mark.parametrize(
    ("now", "before", "reason"),
    [
        ({"kind": "official"}, {}, "kind reporting → official"),
        ({}, {"kind": "official"}, "kind official → reporting"),
        ({"title": "New"}, {}, "title Own title → New"),
        ({}, {"author": "A."}, "author A. → (none)"),
        ({"author": "B."}, {"author": "A."}, "author A. → B."),
        ({"published": date(2020, 1, 2)}, {"published": date(2019, 1, 2)}, "published 2019-01-02 → 2020-01-02"),
        (
            {"kind": "official", "url": "https://b.org", "author": "A."},
            {"url": "https://a.org"},
            "kind reporting → official; author (none) → A.; url https://a.org → https://b.org",
        ),
    ],
)
def test_a_label_that_a_person_changed_is_relabelled_with_what_changed(
    now: Label, before: Mapping[str, str | date], reason: str
) -> None:
    [step] = planned(
        {"reporting/a.txt": "one"},
        {"reporting/a.txt": "one"},
        stated={"reporting/a.txt": now},
        was_stated={"reporting/a.txt": before},
    )

    assert (step.action, step.reason) == (Action.RELABELLED, reason)


def test_a_label_for_a_document_that_is_not_there_changes_nothing() -> None:
    assert (
        planned({"reporting/a.txt": "one"}, {"reporting/a.txt": "one"}, stated={"reporting/b.txt": {"title": "B"}})
        == ()
    )


def test_stating_the_kind_that_the_folder_gives_names_the_person_as_its_rule() -> None:
    [step] = planned(
        {"reporting/a.txt": "one"}, {"reporting/a.txt": "one"}, stated={"reporting/a.txt": {"kind": "reporting"}}
    )

    assert step.action is Action.RELABELLED


def test_a_moved_file_keeps_neither_the_old_names_label_nor_hides_its_loss() -> None:
    [step] = planned(
        {"reporting/b.txt": "one"},
        {"reporting/a.txt": "one"},
        stated={"reporting/a.txt": {"author": "A."}},
        was_stated={"reporting/a.txt": {"author": "A."}},
    )

    assert step.reason == "moved from reporting/a.txt; author A. → (none)"


def test_another_model_changes_every_document_and_is_the_reason() -> None:
    found = planned(
        {"reporting/a.txt": "one", "reporting/b.txt": "one"},
        {"reporting/a.txt": "one", "reporting/b.txt": "one"},
        pipeline=Pipeline(model_changed="the model changed: x → y"),
    )

    assert [(step.action, step.reason) for step in found] == [(Action.CHANGED, "the model changed: x → y")] * 2


def test_another_way_of_reading_changes_every_document_and_is_the_reason() -> None:
    [step] = planned(
        {"reporting/a.txt": "one"},
        {"reporting/a.txt": "one"},
        pipeline=Pipeline(read_otherwise=frozenset({"reporting/a.txt"})),
    )

    assert (step.action, step.reason) == (Action.CHANGED, "Byline reads files in another way now")


def test_changed_content_is_the_reason_before_a_changed_model() -> None:
    [step] = planned(
        {"reporting/a.txt": "two"}, {"reporting/a.txt": "one"}, pipeline=Pipeline(model_changed="other model")
    )

    assert step.reason == "its content changed"


def test_steps_come_in_corpus_order() -> None:
    names = ["reporting/a-b.txt", "reporting/a/z.txt", "b.txt", "commentary/x.txt"]

    found = planned(dict.fromkeys(names, "one"), {"reporting/0.txt": "two"})

    assert [step.id for step in found] == [
        "b.txt",
        "commentary/x.txt",
        "reporting/0.txt",
        "reporting/a/z.txt",
        "reporting/a-b.txt",
    ]


NAMES = st.sampled_from(["a.txt", "b.txt", "b.md", "x/a.txt", "x/b.txt", "y/a.txt", "y/c.md"])
FOLDERS = st.dictionaries(NAMES, st.sampled_from(["one", "two", "three"]), max_size=7)


@given(FOLDERS, FOLDERS)
def test_taking_every_step_turns_the_library_into_the_corpus(files: dict[str, str], stored: dict[str, str]) -> None:
    library = dict(stored)
    found = planned(files, stored)
    for step in found:
        if step.replaces:
            del library[step.replaces]
    for step in found:
        if step.file:
            assert step.id not in library
            library[step.id] = step.file.sha256

    assert library == files


@given(FOLDERS, FOLDERS)
def test_a_move_never_changes_content_and_never_counts_as_a_removal(
    files: dict[str, str], stored: dict[str, str]
) -> None:
    found = planned(files, stored)
    moved = [step for step in found if step.action is Action.RELABELLED]

    assert all(step.replaces and stored[step.replaces] == files[step.id] for step in moved)
    assert not {step.replaces for step in moved} & {step.id for step in found if step.action is Action.REMOVED}


@given(FOLDERS, FOLDERS)
def test_content_that_can_be_moved_is_never_removed_and_added(files: dict[str, str], stored: dict[str, str]) -> None:
    found = planned(files, stored)
    removed = {(stored[step.id], Path(step.id).suffix) for step in found if step.action is Action.REMOVED}
    added = {(files[step.id], Path(step.id).suffix) for step in found if step.action is Action.ADDED}

    assert not removed & added


def test_what_a_document_says_of_itself_is_weighed_again_when_a_person_takes_their_word_back() -> None:
    [step] = planned(
        {"reporting/a.txt": "one"},
        {"reporting/a.txt": "one"},
        was_stated={"reporting/a.txt": {"title": "Stated"}},
    )

    assert step.reason == "title Stated → Own title"
    assert step.source
    assert (step.source.title, step.source.rules["title"]) == ("Own title", "its own")


def test_a_rule_that_changed_without_its_value_is_named() -> None:
    [step] = planned(
        {"reporting/a.txt": "one"},
        {"reporting/a.txt": "one"},
        stated={"reporting/a.txt": {"title": "Own title"}},
    )

    assert step.reason == "title Own title by its own → by sources.toml"


@pytest.mark.parametrize(
    "pipeline", [Pipeline(model_changed="x → y"), Pipeline(read_otherwise=frozenset({"reporting/a.txt"}))]
)
def test_a_moved_file_is_read_again_when_the_way_to_its_vectors_changed(pipeline: Pipeline) -> None:
    [moved] = planned({"official/a.txt": "one"}, {"reporting/a.txt": "one"}, pipeline=pipeline)
    [same] = planned({"official/a.txt": "one"}, {"reporting/a.txt": "one"})

    assert (moved.reads, same.reads) == (True, False)


@pytest.mark.parametrize("action", Action)
def test_a_plan_has_a_field_of_every_action_and_tells_it_among_its_steps(action: Action) -> None:
    found = Plan(1, **{action.value: ("reporting/river.txt",)})

    assert (found.steps, found.is_empty) == ({action: ("reporting/river.txt",)}, False)


def test_actions_are_listed_nowhere_but_in_action_and_in_the_fields_of_a_plan() -> None:
    root = Path(__file__).parents[3]
    rooms = ("index", "answer", "desk", "terminal", "app_pages")
    named = {
        path.relative_to(root).as_posix()
        for room in rooms
        for path in (root / room).rglob("*.py")
        if all(re.search(rf"[\"'.]{action.value}\b", path.read_text(encoding="utf-8")) for action in Action)
    }

    assert named == {"index/records.py"}
