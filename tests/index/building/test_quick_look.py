"""Plans that ask files for their sizes and times alone, beside plans that look at everything."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.building import build as building
from index.building.build import build, outdated, plan
from index.building.quick_look import STATED_FILE, to_look_at
from index.records import Plan
from ingest.labels.sources_toml import read_sources
from tests.conftest import FakeEncoder, FakeModel, write

LONG_AGO_NS = 10**18


@pytest.fixture
def settled(corpus: Path, data: Path, encoder: FakeEncoder) -> Path:
    """A corpus of some kinds that was built when its files had not been touched for years."""
    for name, text in [
        ("official/order.txt", "The ministry ordered the gate to be closed."),
        ("official/deep/down.txt", "The council resigned. A bridge fell."),
        ("official/deeper.txt", "A bridge fell."),
        ("reporting/bad.xyz", "Words."),
    ]:
        write(corpus, name, text)
    write(corpus, "sources.toml", '[documents."official/order.txt"]\npublisher = "Ministry"\n')
    for number in range(20):
        write(corpus, f"zoo/{number}.txt", f"The zoo has {number} bears.")
    age(corpus)
    build(corpus, data, encoder)
    return corpus


def age(corpus: Path) -> None:
    for path in corpus.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can set the time of a file's last change: what was changed just now counts as settled."""
    monkeypatch.setattr("index.storage.known_files.SETTLED_NS", 0)
    monkeypatch.setattr("ingest.folder.SETTLED_NS", 0)


def is_quick(corpus: Path, data: Path) -> bool:
    return to_look_at(corpus, data, FakeModel(), read_sources(corpus), today=building._today()) is not None


def slowly(corpus: Path, data: Path) -> Plan:
    (data / STATED_FILE).unlink(missing_ok=True)
    return plan(corpus, data, FakeModel())


def test_unchanged_files_are_asked_for_their_sizes_and_times_alone(
    settled: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "scan", None)

    found = plan(settled, data, FakeModel())

    assert found.is_empty
    assert found.unchanged_documents[:4] == (
        "commentary/gate.md",
        "official/deep/down.txt",
        "official/deeper.txt",
        "official/order.txt",
    )
    assert outdated(settled, data, FakeModel()) == {}


def remove(corpus: Path) -> None:
    (corpus / "zoo/3.txt").unlink()


def edit(corpus: Path) -> None:
    write(corpus, "zoo/3.txt", "The zoo has no bears.")


def edit_alike(corpus: Path) -> None:
    path = corpus / "zoo/3.txt"
    state, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("3", "4"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def move(corpus: Path) -> None:
    (corpus / "zoo/3.txt").rename(corpus / "official/3.txt")


def add(corpus: Path) -> None:
    write(corpus, "zoo/new.txt", "A new bear came.")
    write(corpus, "top.txt", "Nobody said what this is.")
    write(corpus, "zoo/.hidden.txt", "Hidden.")
    write(corpus, ".away/new.txt", "Hidden.")
    write(corpus, "readme.txt", "Read me.")
    write(corpus, "zoo/new.abc", "Not supported.")


def replace_by_folder(corpus: Path) -> None:
    (corpus / "zoo/3.txt").unlink()
    write(corpus, "zoo/3.txt/inner.txt", "A folder with the name of a file.")


def link(corpus: Path) -> None:
    (corpus / "zoo/link.txt").symlink_to(corpus / "zoo/3.txt")
    (corpus / "linked").symlink_to(corpus / "zoo")


def state(corpus: Path) -> None:
    write(corpus, "sources.toml", '[documents."official/order.txt"]\npublisher = "Council"\n')


def state_unknown(corpus: Path) -> None:
    write(corpus, "sources.toml", '[documents."official/away.txt"]\npublisher = "Council"\n')


def touch(corpus: Path) -> None:
    os.utime(corpus / "zoo/3.txt")


def mend(corpus: Path) -> None:
    (corpus / "reporting/bad.xyz").rename(corpus / "reporting/good.txt")


def pack(corpus: Path) -> None:
    write(corpus, "zoo/mail.eml", "From: a@b.c\nSubject: Bears\n\nThe bears are well.\n")


CHANGES: list[Callable[[Path], None]] = [
    remove,
    edit,
    edit_alike,
    move,
    add,
    replace_by_folder,
    link,
    state,
    state_unknown,
    touch,
    mend,
    pack,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_any_change_the_plan_and_the_build_are_those_of_looking_at_everything(
    settled: Path, data: Path, encoder: FakeEncoder, change: Callable[[Path], None]
) -> None:
    change(settled)

    quickly, by_names = plan(settled, data, FakeModel()), outdated(settled, data, FakeModel())
    noted = (data / STATED_FILE).read_bytes()
    assert quickly == slowly(settled, data)
    assert by_names == outdated(settled, data, FakeModel())
    (data / STATED_FILE).write_bytes(noted)
    done = build(settled, data, encoder, confirmed=True)
    assert (done.steps, done.unchanged_documents) == (quickly.steps, quickly.unchanged_documents)
    assert plan(settled, data, FakeModel()) == slowly(settled, data)
    assert plan(settled, data, FakeModel()).is_empty


def test_what_is_stated_of_no_document_is_named_again_each_time(
    settled: Path, data: Path, encoder: FakeEncoder
) -> None:
    state_unknown(settled)
    build(settled, data, encoder)

    assert is_quick(settled, data)
    assert plan(settled, data, FakeModel()).unmatched == ("official/away.txt",)
    assert [file.path for file in plan(settled, data, FakeModel()).skipped] == ["reporting/bad.xyz"]


def test_a_label_that_looks_wrong_is_named_again_each_time(settled: Path, data: Path, encoder: FakeEncoder) -> None:
    write(settled, "sources.toml", '[documents."zoo/3.txt"]\npublished = 2999-01-01\n')
    build(settled, data, encoder)

    assert is_quick(settled, data)
    assert list(plan(settled, data, FakeModel()).doubts) == ["zoo/3.txt"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff"])
def test_without_the_note_of_what_was_stated_everything_is_looked_at(
    settled: Path, data: Path, encoder: FakeEncoder, content: bytes
) -> None:
    (data / STATED_FILE).write_bytes(content)

    assert not is_quick(settled, data)
    assert build(settled, data, encoder).is_empty
    assert is_quick(settled, data)


def test_another_model_or_another_corpus_is_looked_at_as_a_whole(settled: Path, data: Path, tmp_path: Path) -> None:
    other = FakeModel(fingerprint="another")
    write(tmp_path / "other", "reporting/a.txt", "Another corpus.")

    assert to_look_at(settled, data, other, {}, today=building._today()) is None
    assert to_look_at(tmp_path / "other", data, FakeModel(), read_sources(settled), today=building._today()) is None


def test_where_most_files_were_touched_everything_is_looked_at(settled: Path, data: Path) -> None:
    for path in settled.rglob("*.txt"):
        os.utime(path)

    assert not is_quick(settled, data)
    assert plan(settled, data, FakeModel()).is_empty
