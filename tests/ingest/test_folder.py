from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import CorpusError
from ingest.folder import SETTLED_NS, CorpusFile, Folder, Seen, Skipped, look_at, scan
from tests.conftest import refuse_to_list, refuse_to_read, write


def ids(folder: Folder) -> list[str]:
    return [file.id for file in folder.files]


def reasons(folder: Folder) -> dict[str, str]:
    return {file.path: file.reason for file in folder.skipped}


def test_every_document_is_found_with_its_path_and_hash(corpus: Path) -> None:
    content = (corpus / "commentary" / "gate.md").read_bytes()

    first = scan(corpus).files[0]

    assert first == CorpusFile(
        "commentary/gate.md", corpus / "commentary" / "gate.md", hashlib.sha256(content).hexdigest()
    )


def test_documents_come_in_the_order_of_their_folders_and_names(corpus: Path) -> None:
    for name in ("reporting/b.txt", "reporting/a/z.txt", "reporting/a-b.txt", "top.txt", "Official/x.md"):
        write(corpus, name, "Words.")

    assert ids(scan(corpus)) == [
        "Official/x.md",
        "commentary/gate.md",
        "reporting/a/z.txt",
        "reporting/a-b.txt",
        "reporting/b.txt",
        "reporting/river.txt",
        "top.txt",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("reporting/a.txt", "reporting"), ("reporting/2019/may/a.txt", "reporting"), ("a.txt", "unlabelled")],
)
def test_the_first_folder_is_the_kind(name: str, kind: str) -> None:
    assert CorpusFile(name, Path(name), "0").folder_kind == kind


@pytest.mark.parametrize(
    "name",
    [".DS_Store", ".env", ".git/a.txt", "reporting/.drafts/deep/a.txt", "reporting/._a.txt", "reporting/.#a.txt"],
)
def test_what_programs_hide_is_not_there(corpus: Path, name: str) -> None:
    before = scan(corpus)

    write(corpus, name, "Words.")

    assert scan(corpus) == before


@pytest.mark.parametrize(
    "name",
    [
        *("reporting/~$report.docx", "reporting/.~lock.report.odt#", "~WRL0003.tmp"),
        *("reporting/Thumbs.db", "Desktop.ini", "reporting/.DS_Store"),
        *("reporting/report.pdf.crdownload", "reporting/book.epub.part", "reporting/a.txt.download"),
    ],
)
def test_what_programs_leave_beside_documents_is_not_there(corpus: Path, name: str) -> None:
    before = scan(corpus)

    write(corpus, name, "Words.")

    assert scan(corpus) == before
    assert look_at(corpus, [name]) == Folder((), ())


@pytest.mark.parametrize("name", [".hidden.txt", "reporting/.Hidden.PDF"])
def test_a_hidden_document_is_passed_over_with_the_reason(corpus: Path, name: str) -> None:
    write(corpus, name, "Words.")

    assert scan(corpus).skipped == (Skipped(name, "hidden: its name begins with a dot: rename it to have it read"),)


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "ReadMe.MD", "sources.toml"])
def test_files_about_the_corpus_are_no_documents(corpus: Path, name: str) -> None:
    before = scan(corpus)

    write(corpus, name, "Words.")

    assert scan(corpus) == before


@pytest.mark.parametrize("name", ["reporting/README.md", "reporting/readme.txt"])
def test_a_readme_inside_a_kind_is_a_document(corpus: Path, name: str) -> None:
    write(corpus, name, "Words.")

    assert name in ids(scan(corpus))


def test_a_sources_file_inside_a_kind_is_passed_over_with_a_reason(corpus: Path) -> None:
    write(corpus, "reporting/sources.toml", "")

    assert reasons(scan(corpus))["reporting/sources.toml"].startswith("type .toml is not supported")


@pytest.mark.parametrize(
    ("name", "said"), [("reporting/a.exe", "type .exe is not supported"), ("reporting/a", "type without a suffix")]
)
def test_an_unknown_suffix_is_passed_over_with_the_known_ones_named(corpus: Path, name: str, said: str) -> None:
    write(corpus, name, "Words.")

    reason = reasons(scan(corpus))[name]

    assert said in reason
    assert ".md, " in reason
    assert ".txt" in reason


def test_a_suffix_in_capitals_is_the_same_suffix(corpus: Path) -> None:
    write(corpus, "reporting/A.TXT", "Words.")

    assert "reporting/A.TXT" in ids(scan(corpus))


def test_an_unreadable_file_is_passed_over_and_the_others_are_found(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_to_read(monkeypatch, corpus / "reporting" / "river.txt")

    found = scan(corpus)

    assert ids(found) == ["commentary/gate.md"]
    assert reasons(found) == {"reporting/river.txt": "cannot be read (Permission denied): check its permissions"}


def test_an_unreadable_folder_is_passed_over_with_a_reason(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_to_list(monkeypatch, corpus / "reporting")

    assert "reporting" in reasons(scan(corpus))


def test_a_link_out_of_the_corpus_is_passed_over_with_a_reason(corpus: Path, tmp_path: Path) -> None:
    outside = write(tmp_path, "secret.txt", "Words.")
    (corpus / "reporting" / "link.txt").symlink_to(outside)

    found = scan(corpus)

    assert "reporting/link.txt" not in ids(found)
    assert reasons(found)["reporting/link.txt"].startswith("a link that leads out of the corpus")


def test_a_link_within_the_corpus_is_a_document(corpus: Path) -> None:
    (corpus / "reporting" / "link.txt").symlink_to(corpus / "commentary" / "gate.md")

    assert "reporting/link.txt" in ids(scan(corpus))


def test_a_link_to_a_folder_outside_is_passed_over_with_a_reason(corpus: Path, tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "Words.")
    (corpus / "official").symlink_to(tmp_path / "outside")

    found = scan(corpus)

    assert ids(found) == ["commentary/gate.md", "reporting/river.txt"]
    assert "official" in reasons(found)


@pytest.mark.parametrize("target", ["nowhere.txt", "loop.txt"])
def test_a_link_that_leads_nowhere_is_passed_over_with_a_reason(corpus: Path, target: str) -> None:
    (corpus / "reporting" / "loop.txt").symlink_to(corpus / "reporting" / target)

    found = scan(corpus)

    assert ids(found) == ["commentary/gate.md", "reporting/river.txt"]
    assert list(reasons(found)) == ["reporting/loop.txt"]


def test_a_corpus_that_is_itself_a_link_is_read(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(corpus)

    assert ids(scan(tmp_path / "linked")) == ["commentary/gate.md", "reporting/river.txt"]


def test_a_pipe_is_passed_over_with_a_reason(corpus: Path) -> None:
    os.mkfifo(corpus / "reporting" / "pipe.txt")

    assert reasons(scan(corpus)) == {"reporting/pipe.txt": "no document but a pipe, a socket or a device: remove it"}


def test_a_folder_named_like_a_document_is_a_folder(corpus: Path) -> None:
    write(corpus, "reporting/may.txt/a.txt", "Words.")

    assert "reporting/may.txt/a.txt" in ids(scan(corpus))


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[31m.txt", "a\x7f.txt", "a\tb.txt"])
def test_a_name_with_control_characters_is_passed_over_with_a_reason(corpus: Path, name: str) -> None:
    write(corpus, f"reporting/{name}", "Words.")

    found = scan(corpus)

    assert ids(found) == ["commentary/gate.md", "reporting/river.txt"]
    assert reasons(found) == {f"reporting/{name}": "its name has characters that cannot be shown: rename it"}


def test_a_name_that_is_not_unicode_is_passed_over_and_can_be_printed(corpus: Path) -> None:
    Path(os.fsdecode(os.fsencode(corpus) + b"/reporting/caf\xe9.txt")).write_text("Words.", encoding="utf-8")

    [skipped] = scan(corpus).skipped

    assert skipped.path.encode() == b"reporting/caf\\udce9.txt"


@pytest.mark.parametrize(
    "name", ["Bildschirmfoto um 9.41\u202fPM.txt", "deux\u00a0points.txt", "می\u200cخواهم.txt", "👩\u200d💻.txt"]
)
def test_a_name_with_the_spaces_and_joiners_that_people_write_is_a_document(corpus: Path, name: str) -> None:
    write(corpus, f"reporting/{name}", "Words.")

    assert f"reporting/{name}" in ids(scan(corpus))


def test_a_missing_corpus_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corpus folder .*gone not found: create it, or name another with --corpus"):
        scan(tmp_path / "gone")


def test_a_corpus_that_is_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="not found"):
        scan(write(tmp_path, "corpus", "Words."))


def test_a_corpus_without_a_readable_document_is_refused_with_the_next_step(tmp_path: Path) -> None:
    write(tmp_path, "corpus/reporting/a.exe", "Words.")

    with pytest.raises(
        CorpusError, match=r"no readable document in .*: put .*\.markdown, \.mbox, \.md, .* files into folders"
    ):
        scan(tmp_path / "corpus")


def test_scanning_changes_nothing(corpus: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in corpus.rglob("*")}

    scan(corpus)

    assert {path: path.stat().st_mtime_ns for path in corpus.rglob("*")} == before


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20), max_size=6))
@settings(max_examples=30)
def test_every_file_of_any_name_is_found_or_passed_over_or_hidden(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    corpus = tmp_path_factory.mktemp("corpus")
    write(corpus, "reporting/known.txt", "Words.")
    written = {f"reporting/{name}.txt" for name in names}
    for name in written:
        (corpus / name).write_text("Words.", encoding="utf-8")

    found = scan(corpus)

    made_by_programs = {name for name in names if re.match(r"\.(?!\.)", f"{name}.txt") and not name[1:2].isalnum()}
    hidden = {f"reporting/{name}.txt" for name in made_by_programs}
    assert {*ids(found), *reasons(found)} == (written | {"reporting/known.txt"}) - hidden


def seen(corpus: Path) -> dict[str, tuple[str, Seen]]:
    """What a scan saw, as if some time after the files were written."""
    found = {file.id: (file.sha256, file.seen) for file in scan(corpus).files if file.seen}
    return {name: (sha256, replace(look, at_ns=look.at_ns + 10 * SETTLED_NS)) for name, (sha256, look) in found.items()}


def test_a_file_that_looks_as_it_did_is_not_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, known = scan(corpus), seen(corpus)
    refuse_to_read(monkeypatch, corpus / "reporting" / "river.txt")

    assert scan(corpus, known) == before


def test_a_file_that_was_written_again_is_read(corpus: Path) -> None:
    known = seen(corpus)
    path = write(corpus, "reporting/river.txt", "The river fell on Monday. Engineers closed the lower gate at noon.\n")
    assert path.stat().st_size == known["reporting/river.txt"][1].size

    assert scan(corpus, known).files[1].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_whose_time_was_put_back_is_read(corpus: Path) -> None:
    known = seen(corpus)
    path = write(corpus, "reporting/river.txt", "The river fell on Monday. Engineers closed the lower gate at noon.\n")
    look = known["reporting/river.txt"][1]
    os.utime(path, ns=(look.mtime_ns, look.mtime_ns))

    assert scan(corpus, known).files[1].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_had_just_been_written_when_it_was_seen_is_read_again(corpus: Path) -> None:
    path = corpus / "reporting" / "river.txt"
    found = path.stat()
    just_then = Seen(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_mtime_ns + SETTLED_NS)

    fresh = scan(corpus, {"reporting/river.txt": ("a hash of something else", just_then)})

    assert fresh.files[1].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["Quay_files", "Quay-Dateien", "Quay_fichiers", "Quay.files"])
def test_the_parts_of_a_page_saved_complete_are_no_documents(corpus: Path, name: str) -> None:
    write(corpus, "reporting/Quay.html", "<p>The quay sank.</p>")
    before = scan(corpus)

    write(corpus, f"reporting/{name}/saved_resource.html", "<p>Buy now!</p>")
    write(corpus, f"reporting/{name}/f(2).txt", "x")

    assert scan(corpus) == before
    assert look_at(corpus, [f"reporting/{name}/f(2).txt"]) == Folder((), ())


@pytest.mark.parametrize("page", ["Court.html", "Court.HTM"])
@pytest.mark.parametrize("folder", ["Court files", "Court_files", "Court_files/annex"])
def test_documents_that_somebody_put_beside_the_parts_of_a_page_are_read(corpus: Path, page: str, folder: str) -> None:
    write(corpus, f"reporting/{page}", "<p>The court sat.</p>")
    write(corpus, f"reporting/{folder}/style.css", "x")
    write(corpus, f"reporting/{folder}/logo.PNG", "x")
    write(corpus, f"reporting/{folder}/ruling.txt", "The court ruled.")
    write(corpus, f"reporting/{folder}/ruling.pages", "x")
    names = [f"reporting/{folder}/{name}" for name in ("logo.PNG", "ruling.pages", "ruling.txt", "style.css")]

    for found in (scan(corpus), look_at(corpus, names)):
        assert found is not None
        assert [name for name in ids(found) if folder in name] == [f"reporting/{folder}/ruling.txt"]
        assert [name for name in reasons(found) if folder in name] == [f"reporting/{folder}/ruling.pages"]


def test_a_folder_that_belongs_to_no_page_is_read(corpus: Path) -> None:
    write(corpus, "reporting/Quay_files/a.txt", "The quay sank.")

    assert "reporting/Quay_files/a.txt" in ids(scan(corpus))
