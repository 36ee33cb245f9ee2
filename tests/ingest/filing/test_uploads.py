from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from errors import CorpusError
from ingest.filing.uploads import Filing, Limits, Upload, file_uploads
from ingest.folder import scan
from ingest.names import document_id, has_unseen, shown, spelled_out
from tests.conftest import everything_in, write

LIMITS = Limits(files=4, file_mb=1, total_mb=2)
parts = st.text(max_size=12) | st.sampled_from(["..", ".", "", "~", "con", "NUL", "a\\b", "C:", "\0", "\u202e", "x\n"])
names = (
    st.lists(parts, min_size=1, max_size=4)
    .map("/".join)
    .flatmap(lambda name: st.sampled_from(["", ".txt", ".TXT", ".md"]).map(lambda suffix: name + suffix))
)


def filed(corpus: Path, *names: str, kind: str = "reporting", **options: object) -> Filing:
    corpus.mkdir(exist_ok=True)
    uploads = [Upload(name, f"The text of {name!r}.".encode()) for name in names]
    return file_uploads(corpus, kind, uploads, **{"limits": LIMITS, "known": {}} | options)


def reason(corpus: Path, name: str, **options: object) -> str:
    done = filed(corpus, name, **options)
    assert done.filed == ()
    return done.refused[0].reason


def test_a_file_is_filed_under_its_kind_with_its_bytes(corpus: Path) -> None:
    done = filed(corpus, "Flood.txt", kind="official")

    assert done == Filing(("official/Flood.txt",), ())
    assert (corpus / "official/Flood.txt").read_bytes() == b"The text of 'Flood.txt'."


def test_the_folders_of_an_uploaded_folder_are_kept_below_the_kind(corpus: Path) -> None:
    assert filed(corpus, "2019/may/a.txt", "2019/june/a.txt").filed == (
        "reporting/2019/may/a.txt",
        "reporting/2019/june/a.txt",
    )


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("../../outside.txt", "reporting")
@example("/etc/passwd.txt", "reporting")
@example("a.txt", "../outside")
@example("a.txt", "..")
@example("\u202etxt.exe.txt", "reporting")
@example("x" * 300 + ".txt", "reporting")
@given(names, parts)
def test_no_name_and_no_kind_leads_out_of_the_corpus(tmp_path: Path, name: str, kind: str) -> None:
    corpus = tmp_path / "here" / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    try:
        done, refused = filed(corpus, name, kind=kind), None
    except CorpusError as error:
        refused: str | None = str(error)
        done = Filing((), ())
    assert [path for path in everything_in(tmp_path) if not path.startswith("here/corpus/")] == []
    assert refused is None or "cannot be the name of a kind" in refused
    if done.filed:
        assert done.filed[0] in {file.id for file in scan(corpus).files}
        (corpus / done.filed[0]).unlink()
    assert all(shown(file.path) == file.path or "…" in file.path for file in done.refused)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../a.txt", "leads to another folder"),
        ("/a.txt", "empty part"),
        ("a\\..\\b.txt", "backslash"),
        ("a\0.txt", "cannot be seen"),
        ("a\nb.txt", "cannot be seen"),
        ("a\u202etxt.txt", "cannot be seen"),
        (".hidden.txt", "begins with a dot"),
        ("CON.txt", "device"),
        ("com1.notes.txt", "device"),
        (f"{'é' * 120}.txt", "longer than 200 bytes"),
        ("a/b/c/d/e/f/g/h/i.txt", "8 folders deep"),
        ("run.exe", "type .exe is not supported"),
        ("many.rar", "an archive"),
    ],
)
def test_a_name_that_cannot_be_filed_is_refused_with_the_reason(corpus: Path, name: str, why: str) -> None:
    before = everything_in(corpus)

    assert why in reason(corpus, name)
    assert everything_in(corpus) == before


INVISIBLE = [
    "d\u200bzw.txt",
    "lrm\u200e.txt",
    "alm\u061c.txt",
    "tag\U000e0041.txt",
    "a\u202etxt.gpj.txt",
    "soft\u00adhyphen.txt",
    "filler\u3164.txt",
    "grapheme\u034fjoiner.txt",
    "latin\u200djoined.txt",
    "variant\ufe0f.txt",
    "bom\ufeff.txt",
    "private\ue000.txt",
]
SPELT = [
    "می\u200cخواهم.txt",
    "क्\u200dष.txt",
    "👩\u200d🚒 report.txt",
    "❤\ufe0f.txt",
    "1\ufe0f⃣ first.txt",
    "Ōta’s naïve 橋.txt",
]


@pytest.mark.parametrize("name", INVISIBLE)
def test_characters_that_cannot_be_seen_are_refused_in_an_upload_and_spelled_out(corpus: Path, name: str) -> None:
    assert "cannot be seen" in reason(corpus, name)
    assert has_unseen(name)
    assert spelled_out(name).isascii()


@pytest.mark.parametrize("name", SPELT)
def test_joiners_that_a_spelling_needs_are_fine(corpus: Path, name: str) -> None:
    assert filed(corpus, name).filed == (f"reporting/{name}",)


@given(st.text(), st.text())
def test_names_that_differ_are_spelled_out_differently(one: str, other: str) -> None:
    if one != other and "\\" not in one + other:
        assert spelled_out(one) != spelled_out(other)


@pytest.mark.parametrize(
    "kind",
    [
        "sources.toml",
        "Sources.TOML",
        "ｓources.toml",
        "README.md",
        "readme.txt",
        "ReadMe.rst",
        "readme",
        "x.txt",
        "a.PDF",
    ],
)
def test_a_kind_is_never_named_like_a_file_of_the_corpus(tmp_path: Path, kind: str) -> None:
    (tmp_path / "corpus").mkdir()

    with pytest.raises(CorpusError, match="cannot be the name of a kind: choose a plain word"):
        filed(tmp_path / "corpus", "z.txt", kind=kind)

    assert list((tmp_path / "corpus").iterdir()) == []


@pytest.mark.parametrize("kind", ["v1.5 releases", "St. Mary", "sources", "readme notes"])
def test_a_kind_may_have_a_dot_in_its_name(corpus: Path, kind: str) -> None:
    assert filed(corpus, "z.txt", kind=kind).filed == (f"{kind}/z.txt",)


def test_documents_are_labelled_when_all_are_written_and_none_has_appeared(corpus: Path) -> None:
    seen = []

    def label(names: Sequence[str], copies: Sequence[str]) -> tuple[str, ...]:
        hidden = sorted(path.name for path in corpus.rglob(".*.new"))
        seen.append((tuple(names), tuple(copies), hidden, [(corpus / name).exists() for name in names]))
        return ()

    filed(corpus, "a.txt", "b.txt", label=label)

    assert seen == [(("reporting/a.txt", "reporting/b.txt"), (), [".a.txt.new", ".b.txt.new"], [False, False])]
    assert not list(corpus.rglob(".*.new"))


def test_nothing_appears_and_nothing_is_left_where_the_label_cannot_be_written(corpus: Path) -> None:
    before = everything_in(corpus)

    def label(_names: Sequence[str], _copies: Sequence[str]) -> tuple[str, ...]:
        raise CorpusError("sources.toml: is write-protected")

    with pytest.raises(CorpusError, match="write-protected"):
        filed(corpus, "a.txt", label=label)

    assert everything_in(corpus) == before


def test_of_two_uploads_of_one_name_the_first_is_filed(corpus: Path) -> None:
    done = filed(corpus, "a.txt", "A.txt", "a.txt")
    uploads = [Upload("b.txt", b"One."), Upload("b.txt", b"Two.")]
    twice = file_uploads(corpus, "reporting", uploads, limits=LIMITS, known={})

    assert done.filed == ("reporting/a.txt",)
    assert ["capitals" in file.reason for file in done.refused] == [True, False]
    assert (corpus / "reporting/b.txt").read_bytes() == b"One."
    assert "another document of this name" in twice.refused[0].reason


def test_what_some_systems_cannot_have_in_a_name_is_replaced() -> None:
    assert document_id("reporting", 'Who "did" it?.txt') == "reporting/Who _did_ it_.txt"


def test_a_name_that_differs_only_in_capitals_is_refused(corpus: Path) -> None:
    assert "differs only in capitals" in reason(corpus, "River.txt")


def test_a_kind_is_filed_in_its_folder_whatever_its_capitals(corpus: Path) -> None:
    write(corpus, "Field Notes/a.txt", "One.")
    uploads = [Upload("new.txt", b"Two.")]

    for kind, folder in (("Reporting", "reporting"), ("field notes", "Field Notes"), ("zoo", "zoo")):
        assert file_uploads(corpus, kind, uploads, limits=LIMITS, known={}).filed == (f"{folder}/new.txt",)


def test_a_name_that_differs_only_in_a_form_of_its_letters_is_refused_for_that(corpus: Path) -> None:
    write(corpus, "reporting/ﬁre.txt", "A fire.")

    assert "differs only in how its letters are written" in reason(corpus, "fire.txt")


def test_a_document_of_the_same_name_is_never_overwritten(corpus: Path) -> None:
    before = everything_in(corpus)

    assert "another document of this name" in reason(corpus, "river.txt")
    assert everything_in(corpus) == before


def test_a_kind_whose_folder_is_a_link_takes_nothing(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (corpus / "official").symlink_to(outside)

    assert "no folder of its own" in reason(corpus, "a.txt", kind="official")
    assert list(outside.iterdir()) == []


def test_a_link_that_leads_nowhere_is_not_written_through(corpus: Path, tmp_path: Path) -> None:
    (corpus / "reporting/a.txt").symlink_to(tmp_path / "outside.txt")

    assert "another document of this name" in reason(corpus, "a.txt")
    assert not (tmp_path / "outside.txt").exists()


def test_a_copy_is_not_filed_twice_and_the_document_it_is_of_is_said(corpus: Path) -> None:
    uploads = [Upload("a.txt", b"Word."), Upload("b.txt", b"Word.")]

    done = file_uploads(corpus, "official", uploads, limits=LIMITS, known={})

    assert done.filed == ("official/a.txt",)
    assert "official/a.txt already" in done.refused[0].reason


def test_the_name_of_a_removed_document_is_kept_for_it(corpus: Path) -> None:
    assert "was removed" in reason(corpus, "a.txt", reserved=["reporting/a.txt"])


@pytest.mark.parametrize(
    ("uploads", "why"),
    [
        ([Upload(f"{n}.txt", b"x") for n in range(5)], "5 files are more than 4"),
        ([Upload("a.txt", b"x" * 1_000_001)], "a.txt is larger than 1 MB"),
        ([Upload(f"{n}.txt", b"x" * 900_000) for n in range(3)], "larger than 2 MB together"),
    ],
)
def test_more_than_the_limits_is_refused_before_anything_is_written(
    corpus: Path, uploads: list[Upload], why: str
) -> None:
    before = everything_in(corpus)

    with pytest.raises(CorpusError, match=why):
        file_uploads(corpus, "reporting", uploads, limits=LIMITS, known={})

    assert everything_in(corpus) == before


def test_a_disk_that_refuses_leaves_nothing_half_written(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything_in(corpus)

    def refuse(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)

    assert "No space left on device" in reason(corpus, "a.txt")
    assert everything_in(corpus) == before


def test_a_file_system_without_second_names_gets_the_file_all_the_same(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_names: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)

    assert filed(corpus, "a.txt").filed == ("reporting/a.txt",)
    assert "another document of this name" in reason(corpus, "river.txt")
    assert not list(corpus.rglob(".*"))


def test_a_readme_in_the_folder_of_a_kind_is_a_document(corpus: Path) -> None:
    write(corpus, "official/x.txt", "X.")

    assert filed(corpus, "readme.txt", kind="official").filed == ("official/readme.txt",)
