"""Documents in a file that holds documents are planned, read, labelled, moved and removed like any others."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from errors import CorpusError
from index.building.build import build, plan
from index.curating import correct_labels, remove_documents
from index.library import open_library
from index.originals import page_image
from index.records import Action, Plan
from ingest import bundles, folder
from tests.conftest import FakeEncoder, write

ZIP = "official/letters.zip"
ANSWER, NOTE = f"{ZIP}/2024/answer.txt", f"{ZIP}/note.md"
BOX = "mails/box.mbox"
FILES = {"2024/answer.txt": "The ministry answered in March.", "note.md": "# A note\n\nThe quay is not safe.\n"}
GATE = (Path(__file__).parents[2] / "golden/formats/gate.pdf").read_bytes()


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in files.items():
            archive.writestr(zipfile.ZipInfo(name), said)
    return stream.getvalue()


def put(corpus: Path, name: str, data: bytes) -> Path:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def letter(words: str, **attached: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Mira Dahl <m@x.example>", "The quay"
    message.set_content(words)
    for name, said in attached.items():
        message.add_attachment(said, filename=f"{name}.txt")
    return message.as_bytes()


@pytest.fixture
def letters(corpus: Path) -> Path:
    put(corpus, ZIP, zipped(FILES))
    return corpus


def reasons(done: Plan) -> dict[str, str]:
    return {one.path: one.reason for one in done.skipped}


def test_each_document_of_an_archive_is_added_under_its_path(letters: Path, data: Path, encoder: FakeEncoder) -> None:
    done = build(letters, data, encoder)

    assert {ANSWER, NOTE} <= set(done.added)
    assert ZIP not in done.added
    with closing(open_library(data)) as library:
        note = library.document(NOTE)
        assert note.text == "A note\n\nThe quay is not safe."
        assert (note.source.kind, note.source.title) == ("official", "A note")


def test_nothing_is_to_do_where_nothing_changed_and_the_file_is_not_opened(
    letters: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(letters, data, encoder)
    monkeypatch.setattr(folder, "members_of", lambda *_: pytest.fail("opened"))

    assert plan(letters, data, encoder.model).is_empty


def test_an_archive_in_which_something_was_passed_over_is_opened_again_and_it_is_told_again(
    letters: Path, data: Path, encoder: FakeEncoder
) -> None:
    put(letters, ZIP, zipped({**FILES, "readings.bin": "1"}))
    build(letters, data, encoder)
    bundles.members_of.cache_clear()

    planned = plan(letters, data, encoder.model)

    assert planned.is_empty
    assert reasons(planned)[f"{ZIP}/readings.bin"].startswith("type .bin is not supported")


def test_only_what_changed_in_an_archive_is_read_again(letters: Path, data: Path, encoder: FakeEncoder) -> None:
    build(letters, data, encoder)
    put(
        letters,
        ZIP,
        zipped({"2024/answer.txt": "It answered in May.", "note.md": FILES["note.md"], "new.txt": "More."}),
    )

    done = build(letters, data, encoder)

    assert done.steps == {Action.ADDED: (f"{ZIP}/new.txt",), Action.CHANGED: (ANSWER,)}


def test_documents_move_and_go_with_their_file(letters: Path, data: Path, encoder: FakeEncoder) -> None:
    build(letters, data, encoder)
    (letters / ZIP).rename(letters / "reporting/moved.zip")
    moved = build(letters, data, encoder)
    (letters / "reporting/moved.zip").unlink()
    gone = build(letters, data, encoder, confirmed=True)

    assert moved.relabelled == ("reporting/moved.zip/2024/answer.txt", "reporting/moved.zip/note.md")
    assert moved.embedded_passages == 0
    assert gone.removed == moved.relabelled


def test_what_is_stated_of_the_file_counts_for_all_in_it_but_its_title(
    letters: Path, data: Path, encoder: FakeEncoder
) -> None:
    (letters / "sources.toml").write_text(
        f'[documents."{ZIP}"]\nkind = "reporting"\npublisher = "Courier"\ntitle = "Letters"\n\n'
        f'[documents."{NOTE}"]\nkind = "commentary"\n',
        "utf-8",
    )
    done = build(letters, data, encoder)

    with closing(open_library(data)) as library:
        answer, note = (library.document(name).source for name in (ANSWER, NOTE))
    assert (answer.kind, answer.publisher, answer.title) == ("reporting", "Courier", "answer")
    assert (note.kind, note.publisher, note.title) == ("commentary", "Courier", "A note")
    assert done.unmatched == ()


def test_a_label_is_corrected_by_the_documents_own_id(letters: Path, data: Path, encoder: FakeEncoder) -> None:
    build(letters, data, encoder)
    correct_labels(letters, data, {ANSWER: {"title": "The answer"}})

    assert build(letters, data, encoder).relabelled == (ANSWER,)


def test_a_document_in_a_file_is_not_removed_without_it(letters: Path, data: Path, encoder: FakeEncoder) -> None:
    build(letters, data, encoder)

    with pytest.raises(CorpusError, match=r"answer\.txt is in letters\.zip: remove that file, or take it out of it"):
        remove_documents(letters, data, [ANSWER])
    assert (letters / ZIP).exists()


def test_the_pages_of_a_document_in_a_file_are_drawn(letters: Path, data: Path, encoder: FakeEncoder) -> None:
    put(letters, ZIP, zipped({"gate.pdf": GATE}))
    build(letters, data, encoder)

    with closing(open_library(data)) as library:
        drawn = page_image(letters, library.document(f"{ZIP}/gate.pdf"), 1)
    assert drawn.startswith(b"\x89PNG")


def test_a_mail_and_what_is_attached_to_it_are_two_documents(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    put(corpus, "mails/one.eml", letter("See the report.", report="The quay sank by eleven centimetres."))

    done = build(corpus, data, encoder)

    assert {"mails/one.eml", "mails/one.eml/report.txt"} <= set(done.added)
    with closing(open_library(data)) as library:
        report = library.document("mails/one.eml/report.txt")
        assert report.source.title == "report.txt, sent with “The quay”"
        assert "eleven" not in library.document("mails/one.eml").text


def test_an_attachment_that_is_gone_from_its_mail_is_removed(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    put(corpus, "mails/one.eml", letter("See the report.", report="The quay sank."))
    build(corpus, data, encoder)
    put(corpus, "mails/one.eml", letter("See nothing at all."))

    done = build(corpus, data, encoder, only={"mails/one.eml"}, confirmed=True)

    assert done.steps == {Action.CHANGED: ("mails/one.eml",), Action.REMOVED: ("mails/one.eml/report.txt",)}


def test_a_build_of_what_changed_finds_the_documents_of_a_new_mailbox(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    put(
        corpus,
        BOX,
        b"From x Mon Mar  3 10:00:00 2025\n" + letter("One.") + b"\nFrom x Mon Mar  3 11:00:00 2025\n" + letter("Two."),
    )

    assert build(corpus, data, encoder, only={BOX}).added == (f"{BOX}/0001.eml", f"{BOX}/0002.eml")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zipped({}) + b"", "is named .zip and is something else"),
        (zipped({"a.txt": "words"})[:40], "is damaged: its container cannot be unpacked"),
        (zipped({"__MACOSX/a.txt": "x"}), "holds no document that can be read"),
    ],
)
def test_a_file_without_documents_says_why(
    corpus: Path, data: Path, encoder: FakeEncoder, content: bytes, why: str
) -> None:
    put(corpus, ZIP, content)

    assert why in reasons(build(corpus, data, encoder))[ZIP]


def test_a_damaged_file_keeps_the_documents_that_were_read_of_it(
    letters: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(letters, data, encoder)
    put(letters, ZIP, zipped(FILES)[:60])

    done = build(letters, data, encoder)

    assert {ANSWER, NOTE} <= set(done.unchanged_documents)
    assert "is damaged" in reasons(done)[ZIP]


def test_a_document_that_cannot_be_read_leaves_the_others_and_is_told_under_its_name(
    letters: Path, data: Path, encoder: FakeEncoder
) -> None:
    put(letters, ZIP, zipped({"good.txt": "Good words.", "bad.pdf": "no pdf", "../out.txt": "Out."}))

    done = build(letters, data, encoder)

    assert f"{ZIP}/good.txt" in done.added
    assert {path: reason.split(":")[0] for path, reason in reasons(done).items()} == {
        f"{ZIP}/bad.pdf": "is named .pdf and is something else",
        f"{ZIP}/../out.txt": "its name, or its folder's, begins with dots, as hidden files do",
    }


def test_a_file_that_changes_between_plan_and_reading_is_told(
    letters: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    truly = bundles.members_of

    def then_changed(path: Path, state: bundles.FileState) -> tuple[bundles.Member, ...]:
        found = truly(path, state)
        write(letters, "reporting/other.txt", "Other words.")
        put(letters, ZIP, zipped({"2024/answer.txt": "Changed.", "note.md": FILES["note.md"]}))
        return found

    monkeypatch.setattr(folder, "members_of", then_changed)

    done = build(letters, data, encoder)

    assert reasons(done) == {ANSWER: "it changed while it was being read: build again"}
