from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourcesError
from ingest.labels.sources_toml import read_sources
from tests.conftest import write


def read(folder: Path, text: str) -> dict[str, dict[str, str | date]]:
    write(folder, "sources.toml", text)
    return {name: dict(label) for name, label in read_sources(folder).items()}


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SourcesError) as caught:
        read(folder, text)
    return str(caught.value).removeprefix(f"{folder / 'sources.toml'}")


def test_a_corpus_without_the_file_states_nothing(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[documents]\n"])
def test_an_empty_file_states_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == {}


def test_every_field_is_read_as_it_stands(tmp_path: Path) -> None:
    text = """
[documents."reporting/a.txt"]
kind = "official"
title = "The “gate” — a report"
publisher = "City of X"
author = "A. Person"
published = 2019-02-07
url = "https://example.org/a?b=c#d"

[documents."b.md"]
author = "B."
"""

    assert read(tmp_path, text) == {
        "reporting/a.txt": {
            "kind": "official",
            "title": "The “gate” — a report",
            "publisher": "City of X",
            "author": "A. Person",
            "published": date(2019, 2, 7),
            "url": "https://example.org/a?b=c#d",
        },
        "b.md": {"author": "B."},
    }


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b'\xef\xbb\xbf[documents."a.txt"]\r\ntitle = "A"\r\n')

    assert read_sources(tmp_path) == {"a.txt": {"title": "A"}}


@pytest.mark.parametrize("field", ["kind", "title", "publisher", "author", "url", "published"])
def test_an_empty_value_states_nothing(tmp_path: Path, field: str) -> None:
    assert read(tmp_path, f'[documents."a.txt"]\n{field} = ""\n') == {"a.txt": {}}


@pytest.mark.parametrize("field", ["kind", "title", "publisher", "author", "url"])
def test_a_value_of_spaces_states_nothing(tmp_path: Path, field: str) -> None:
    assert read(tmp_path, f'[documents."a.txt"]\n{field} = "  "\n') == {"a.txt": {}}


def test_spaces_around_a_value_are_none_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, '[documents."a.txt"]\nauthor = " A. Person "\n') == {"a.txt": {"author": "A. Person"}}


@pytest.mark.parametrize(
    "title",
    ["L’offensive\u00a0: un mythe", "«\u202fMythe\u202f»", "می\u200cخواهم", "👩\u200d💻 writes", "soft\u00adhyphen"],
)
def test_a_title_may_have_the_spaces_and_joiners_that_people_write(tmp_path: Path, title: str) -> None:
    assert read(tmp_path, f'[documents."a.txt"]\ntitle = "{title}"\n') == {"a.txt": {"title": title}}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('published = "2019-02-07"', "published: expected a date such as 2019-02-07, without quotes"),
        ("published = 2019-02-07T10:00:00", "published: expected a date such as 2019-02-07, without quotes"),
        ("published = 2019", "published: expected a date such as 2019-02-07, without quotes"),
        ("title = 3", "title: expected one line of text in quotes"),
        ('title = ["a"]', "title: expected one line of text in quotes"),
        ('title = "a\\nb"', "title: expected one line of text in quotes"),
        ('title = "\\u001b[31m"', "title: expected one line of text in quotes"),
        ('kind = "a/b"', 'kind: expected a plain word such as "reporting"'),
        ('kind = ".hidden"', 'kind: expected a plain word such as "reporting"'),
        ('kind = " .hidden"', 'kind: expected a plain word such as "reporting"'),
        ("kind = true", "kind: expected one line of text in quotes"),
        ('titel = "a"', "titel: expected one of kind, title, publisher, author, url, language, published instead"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line_and_what_should_stand_there(
    tmp_path: Path, line: str, said: str
) -> None:
    text = f'# labels\n\n[documents."a.txt"]\nauthor = "A."\n{line}\n'

    assert refusal(tmp_path, text) == f", line 5: {said}"


@pytest.mark.parametrize(
    "text", ['[documents."a.txt"]\ntitle = unquoted\n', '[documents."a.txt"]\n[documents."a.txt"]\n', "a\n[documents\n"]
)
def test_a_file_that_is_no_toml_is_refused_with_the_line(tmp_path: Path, text: str) -> None:
    line = 1 if text.startswith("a\n") else 2

    said = refusal(tmp_path, text)

    assert said.startswith(": not valid TOML: ")
    assert f"line {line}, column" in said


def test_a_date_that_no_calendar_has_is_refused_with_the_line(tmp_path: Path) -> None:
    assert "line 2" in refusal(tmp_path, '[documents."a.txt"]\npublished = 2019-02-30\n')


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b'[documents."a.txt"]\nauthor = "Andr\xe9"\n')

    with pytest.raises(SourcesError, match="line 2"):
        read_sources(tmp_path)


def test_an_entry_that_is_no_table_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, '[documents]\n"a.txt" = 3\n') == ", line 2: expected a table [documents.'a.txt']"


def test_documents_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "\ndocuments = 3\n") == ', line 2: expected tables [documents."PATH"]'


def test_the_line_is_the_entrys_own_when_its_name_also_stands_elsewhere(tmp_path: Path) -> None:
    text = '# a.txt is mine\n[documents."data.txt"]\ntitle = "About a.txt"\n\n[documents."a.txt"]\ntitle = 3\n'

    assert refusal(tmp_path, text).startswith(", line 6: title")


def test_the_line_is_the_fields_own_in_an_entry_on_one_line(tmp_path: Path) -> None:
    text = '[documents]\n"a.txt" = {title = 3}\n"b.txt" = {}\n[documents."c.txt"]\ntitle = "C"\n'

    assert refusal(tmp_path, text).startswith(", line 2: title")


def test_a_misspelt_table_is_refused_instead_of_losing_its_labels(tmp_path: Path) -> None:
    assert ", line 1" in refusal(tmp_path, '[document."a.txt"]\ntitle = "A"\n')


def test_a_number_too_long_to_read_is_refused_in_one_line(tmp_path: Path) -> None:
    assert "not valid TOML" in refusal(tmp_path, f'[documents."a.txt"]\ntitle = {"9" * 5000}\n')


def test_a_file_that_cannot_be_read_is_refused_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").mkdir()

    with pytest.raises(SourcesError, match=r"sources\.toml: no file of text: remove it"):
        read_sources(tmp_path)


def test_a_refusal_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in refusal(tmp_path, '[documents."a\\nb.txt"]\ntitle = 3\n')


@given(st.text(max_size=60))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "sources.toml").write_bytes(f'[documents."a.txt"]\n{text}'.encode("utf-8", "surrogatepass"))

    try:
        stated = read_sources(folder)
    except SourcesError as error:
        assert str(error).startswith(str(folder / "sources.toml"))  # noqa: PT017 (either outcome is right)
    else:
        assert "a.txt" in stated


def test_a_pipe_or_a_folder_of_that_name_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    for make, unmake in ((path.mkdir, path.rmdir), (lambda: os.mkfifo(path), path.unlink)):
        make()
        with pytest.raises(SourcesError, match="no file of text: remove it, or put one there"):
            read_sources(tmp_path)
        unmake()
