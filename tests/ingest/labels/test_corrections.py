from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import SourcesError
from ingest.labels.sources_toml import correct_sources, corrected, read_sources
from ingest.names import is_kind, is_one_line
from tests.conftest import everything_in, write

PATH = Path("corpus", "sources.toml")

WRITTEN = """# What is known of each document.

# The one by the river.
[documents."reporting/a.txt"]  # from the archive
kind = "reporting"   # as filed
title = 'The river'

# An opinion.
[documents."commentary/b.md"]
author = "B."
# The end.
"""


def test_a_corrected_value_stands_where_the_old_one_stood_and_nothing_else_changes() -> None:
    after = corrected(WRITTEN, {"reporting/a.txt": {"kind": "official"}}, PATH)

    assert after == WRITTEN.replace('kind = "reporting"   # as filed', 'kind = "official"   # as filed')


def test_a_new_field_stands_below_the_last_one_of_its_document_above_the_next_ones_comment() -> None:
    after = corrected(WRITTEN, {"reporting/a.txt": {"published": date(2019, 2, 7)}}, PATH)

    assert after == WRITTEN.replace("title = 'The river'\n", "title = 'The river'\npublished = 2019-02-07\n")


def test_a_field_taken_back_leaves_the_rest() -> None:
    after = corrected(WRITTEN, {"reporting/a.txt": {"title": None}, "commentary/b.md": {"title": None}}, PATH)

    assert after == WRITTEN.replace("title = 'The river'\n", "")


def test_a_document_that_was_not_named_is_named_at_the_end() -> None:
    after = corrected(WRITTEN, {"c.txt": {"kind": "official", "title": 'The "gate"'}}, PATH)

    assert after == WRITTEN + '\n[documents."c.txt"]\nkind = "official"\ntitle = "The \\"gate\\""\n'


@pytest.mark.parametrize("before", [None, "", "# nothing yet\n", "[documents]\n"])
def test_a_corpus_without_labels_gets_its_first(tmp_path: Path, before: str | None) -> None:
    if before is not None:
        write(tmp_path, "sources.toml", before)

    correct_sources(tmp_path, {"a.txt": {"kind": "official"}, "b.txt": {"kind": "official"}})

    assert read_sources(tmp_path) == {"a.txt": {"kind": "official"}, "b.txt": {"kind": "official"}}


@pytest.mark.parametrize(
    "before",
    [
        '[documents]\n"a.txt" = {title = "A"} # mine\n',
        'documents."a.txt".title = "A"\n',
        '\ufeff[documents."a.txt"]\r\ntitle = "A"\r\n',
        'documents = {"a.txt" = {title = "A"}}\n',
        '[documents."b.txt"]\nauthor = "B."\n[documents."a.txt"]\ntitle = "A"\n[documents."c.txt"]\n',
    ],
)
def test_every_way_to_write_a_label_can_be_corrected(tmp_path: Path, before: str) -> None:
    (tmp_path / "sources.toml").write_bytes(before.encode())
    others = {name: label for name, label in read_sources(tmp_path).items() if name != "a.txt"}

    correct_sources(tmp_path, {"a.txt": {"author": " A. Person ", "kind": "official"}})

    assert read_sources(tmp_path) == others | {"a.txt": {"title": "A", "author": "A. Person", "kind": "official"}}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("kind", "a/b", 'a plain word such as "reporting"'),
        ("title", "a\nb", "one line of text in quotes"),
        ("published", "yesterday", "a date such as 2019-02-07"),
        ("titel", "A", "one of kind, title"),
        ("title", "", "a value, or none at all"),
    ],
)
def test_a_value_that_cannot_be_stated_is_refused_and_nothing_is_written(
    tmp_path: Path, field: str, value: str, said: str
) -> None:
    write(tmp_path, "sources.toml", WRITTEN)

    with pytest.raises(SourcesError, match=f"sources.toml: c.txt: {field}: expected {said}"):
        correct_sources(tmp_path, {"reporting/a.txt": {"kind": "official"}, "c.txt": {field: value}})
    assert everything_in(tmp_path) == {"sources.toml": WRITTEN.encode()}


def test_a_file_that_cannot_be_understood_is_refused_and_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "sources.toml", "[documents\n")

    with pytest.raises(SourcesError, match="line 1"):
        correct_sources(tmp_path, {"a.txt": {"kind": "official"}})
    assert everything_in(tmp_path) == {"sources.toml": b"[documents\n"}


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "shutil.copymode"])
def test_a_full_disk_leaves_the_labels_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write(tmp_path, "sources.toml", WRITTEN)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as inner:
        inner.setattr(step, full)
        with pytest.raises(SourcesError, match=r"cannot be written \(No space left on device\): free some space"):
            correct_sources(tmp_path, {"a.txt": {"kind": "official"}})

    assert everything_in(tmp_path) == {"sources.toml": WRITTEN.encode()}


def test_a_link_to_the_labels_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    real = write(tmp_path, "labels.toml", WRITTEN)
    (tmp_path / "corpus" / "sources.toml").symlink_to(real)

    correct_sources(tmp_path / "corpus", {"reporting/a.txt": {"kind": "official"}})

    assert (tmp_path / "corpus" / "sources.toml").is_symlink()
    assert 'kind = "official"' in real.read_text(encoding="utf-8")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=8)
WORDS = NAMES.filter(lambda text: bool(text.strip()) and is_one_line(text))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.none() | WORDS.filter(is_kind),
        "title": st.none() | WORDS,
        "published": st.none() | st.dates(),
    },
)


@given(st.lists(st.dictionaries(NAMES, FIELDS, max_size=3), max_size=3))
def test_corrections_one_after_another_state_what_was_said_last_and_lose_no_comment(
    corrections: list[dict[str, dict[str, str | date | None]]],
) -> None:
    text = WRITTEN
    wanted = {name: dict(label) for name, label in tomllib.loads(WRITTEN)["documents"].items()}
    for correction in corrections:
        text = corrected(text, correction, PATH)
        for name, fields in correction.items():
            wanted[name] = {f: v for f, v in (wanted.get(name, {}) | fields).items() if v is not None}

    said = tomllib.loads(text)["documents"]

    assert {name: said.get(name, {}) for name in wanted} == wanted
    assert [line for line in WRITTEN.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")
    ]


def test_a_label_in_an_inline_table_is_corrected_or_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('documents = {"reporting/a.txt" = {kind = "x"}}\n', encoding="utf-8")

    with pytest.raises(SourcesError, match="correct it by hand"):
        correct_sources(tmp_path, {"reporting/b.txt": {"title": "T"}})

    assert path.read_text(encoding="utf-8") == 'documents = {"reporting/a.txt" = {kind = "x"}}\n'


def test_a_name_that_cannot_be_written_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="rename it"):
        correct_sources(tmp_path, {"reporting/\udcff.txt": {"title": "T"}})

    assert list(tmp_path.iterdir()) == []


def test_white_space_is_no_value(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="expected a value"):
        correct_sources(tmp_path, {"reporting/a.txt": {"kind": "   "}})
