from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.folder import CorpusFile
from ingest.labels import label, stated_fields
from ingest.records import OwnField, Source


def titled(words: str | None) -> tuple[OwnField, ...]:
    return () if words is None else (OwnField("title", words, "document's own title"),)


def file(name: str) -> CorpusFile:
    return CorpusFile(name, Path(name), "0" * 64)


def test_the_folder_sets_the_kind_and_the_document_its_title() -> None:
    assert label(file("reporting/a.txt"), titled("The gate"), {}) == Source(
        kind="reporting", title="The gate", rules={"kind": "folder", "title": "document's own title"}
    )


def test_a_document_that_nobody_labelled_is_unlabelled_and_says_so() -> None:
    found = label(file("a.txt"), titled(None), {})

    assert (found.kind, found.rules["kind"]) == ("unlabelled", "nobody said")


@pytest.mark.parametrize("own", [None, "", "  \n "])
def test_without_a_title_of_its_own_the_file_name_is_the_title(own: str | None) -> None:
    found = label(file("reporting/the gate.v2.txt"), titled(own), {})

    assert (found.title, found.rules["title"]) == ("the gate.v2", "file name")


def test_a_title_of_its_own_is_made_one_line() -> None:
    assert label(file("reporting/a.txt"), titled(" The\u00a0gate\nis \t closed "), {}).title == "The gate is closed"


def test_what_a_person_states_wins_over_folder_and_document() -> None:
    stated = {"kind": "official", "title": "Stated", "published": date(2019, 2, 7)}

    found = label(file("reporting/a.txt"), titled("Own"), stated)

    assert found == Source(
        kind="official",
        title="Stated",
        published=date(2019, 2, 7),
        rules={"kind": "sources.toml", "title": "sources.toml", "published": "sources.toml"},
    )


def test_every_field_with_a_value_names_its_rule_and_no_other_does() -> None:
    found = label(file("reporting/a.txt"), titled("Own"), {"author": "A.", "url": "https://example.org"})

    fields = ("kind", "title", "publisher", "author", "published", "url")
    assert {name for name in fields if getattr(found, name) is not None} == found.rules.keys()


def test_what_a_person_stated_comes_back_from_the_label() -> None:
    stated = {"kind": "official", "publisher": "City", "published": date(2019, 2, 7)}

    assert stated_fields(label(file("reporting/a.txt"), titled("Own"), stated)) == stated


def test_nothing_stated_comes_back_from_a_label_that_nobody_stated() -> None:
    assert stated_fields(label(file("reporting/a.txt"), titled("Own"), {})) == {}
