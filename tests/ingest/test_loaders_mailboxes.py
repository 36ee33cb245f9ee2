"""Mailboxes, Outlook's messages, attached documents, and web pages that are saved as a message."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from ingest.loaders.containers import members
from ingest.reader.process import read_contents
from ingest.records import Contents, OwnField, VoiceKind
from tests.ingest.outlook_file import outlook_message

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
SAMPLES = "The mud samples hold nine times the permitted lead."
MAILBOX = (
    "From knud@x.example Mon Mar  3 10:00:00 2025\nFrom: Knud Friis <knud@x.example>\nSubject: Samples\n\n"
    f"{SAMPLES}\n\n>From here on it is worse.\n\nFrom mira@x.example Tue Mar  4 09:12:00 2025\n"
    "From: Mira Dahl <mira@x.example>\nSubject: Re: Samples\n\nWe look into it.\n\n> Close it.\n"
)


def voices(contents: Contents) -> dict[str, tuple[VoiceKind, str | None]]:
    return {contents.text[s.start : s.end]: (s.voice.kind, s.voice.speaker) for s in contents.sentences}


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> bytes:
    part = (
        f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64'
    )
    text = b64encode(data).decode()
    return (
        "From: Mira Dahl <mira@x.example>\nSubject: See\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
        "boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\nSee below.\n--b\n{part}\n\n{text}\n--b--\n"
    ).encode()


def inside(suffix: str, data: bytes) -> dict[str, bytes | str]:
    """The documents in a file: name → bytes, or the reason why it is not read."""
    return {part.name: part.reason or part.data for part in members(suffix, data)}


def letters(data: bytes) -> list[Contents]:
    """The messages of a mailbox as they are read."""
    return [read_contents(".eml", part.data) for part in members(".mbox", data) if not part.reason]


def test_every_message_of_a_mailbox_is_a_document_of_its_own() -> None:
    first, second = letters(MAILBOX.encode())

    assert list(inside(".mbox", MAILBOX.encode())) == ["0001.eml", "0002.eml"]
    assert voices(first) == {
        "Samples": (VoiceKind.OWN, None),
        "From: Knud Friis <knud@x.example>": (VoiceKind.OWN, None),
        SAMPLES: (VoiceKind.OWN, None),
        "From here on it is worse.": (VoiceKind.OWN, None),
    }
    assert voices(second) == {
        "Re: Samples": (VoiceKind.OWN, None),
        "From: Mira Dahl <mira@x.example>": (VoiceKind.OWN, None),
        "We look into it.": (VoiceKind.OWN, None),
        "Close it.": (VoiceKind.QUOTE, None),
    }
    assert OwnField("author", "Knud Friis", "e-mail header From") in first.own


@pytest.mark.parametrize("line", ["From 10:00 to 12:00 we met.", "From Mon 10:00 to Tue 12:00 we met."])
@pytest.mark.parametrize("before", ["", "\n"])
def test_a_line_of_a_message_that_begins_with_from_parts_nothing(line: str, before: str) -> None:
    first, _ = letters(MAILBOX.replace(SAMPLES, f"{SAMPLES}\n{before}{line}\n").encode())

    assert line in first.text


@pytest.mark.parametrize(
    "line",
    [
        "From - Mon Mar  3 10:00:00 2025",
        "From 17@xxx Mon Mar 03 10:00:00 +0000 2025",
        "From a@x.example Mon, 3 Mar 2025 10:00:00 +0100",
    ],
)
def test_a_message_begins_behind_the_line_of_every_program(line: str) -> None:
    data = f"{line}\nFrom: Bo Li <b@x.example>\n\nOne.\n{line}\nFrom: Pia Lund <p@x.example>\n\nTwo.\n"

    assert [one.own[0].value for one in letters(data.encode())] == ["Bo Li", "Pia Lund"]


def test_what_stands_before_the_first_message_is_told() -> None:
    found = inside(".mbox", f"Lost words.\n\n{MAILBOX}".encode())

    assert found["what stands before the first message"] == (
        "is no message: export the folder again from the mail program, as mbox"
    )
    assert list(found)[1:] == ["0001.eml", "0002.eml"]


def test_the_messages_of_a_large_mailbox_are_all_there() -> None:
    text = "".join(
        f"From x Mon Mar  3 10:00:00 2025\nFrom: Bo Li <b@x.example>\n\nThe crane number {n} fell.\n\n"
        for n in range(1200)
    )

    assert "crane number 1199 fell" in str(inside(".mbox", text.encode())["1200.eml"])


def test_a_file_without_a_message_is_no_mailbox() -> None:
    with pytest.raises(DocumentError, match="holds no message"):
        inside(".mbox", b"Just words.\n")


def test_an_attached_document_is_a_document_of_its_own_that_says_which_mail_it_came_with() -> None:
    data = attached("report.md", SAMPLES.encode()).replace(
        b"Subject: See", b"Subject: See\nDate: Mon, 3 Mar 2025 10:00"
    )

    [part] = members(".eml", data)

    assert (part.name, part.data, part.reason) == ("report.md", SAMPLES.encode(), "")
    assert part.own == (
        OwnField("title", "report.md, sent with “See”", "e-mail that it came with"),
        OwnField("published", date(2025, 3, 3), "e-mail that it came with"),
    )
    loaded = LOADERS[".eml"](data)
    assert [loaded.text[f.start : f.end] for f in loaded.furniture] == ["Attachment, a document of its own: report.md"]
    assert loaded.partly == ()


def test_documents_of_one_name_keep_it_with_a_number() -> None:
    one = attached("report.txt", b"One.", "text/plain")
    part = one[one.index(b"--b\nContent-Type: text/plain\nContent-Disp") : one.index(b"--b--")]
    data = one.replace(b"--b--", part + b"--b--")

    assert list(inside(".eml", data)) == ["report.txt", "report (2).txt"]


def test_documents_attached_to_a_message_of_a_mailbox_and_in_an_archive_are_found() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notes/a.txt", "A note.")
    mail = attached("papers.zip", stream.getvalue())
    box = b"From x Mon Mar  3 10:00:00 2025\n" + mail

    assert list(inside(".mbox", box)) == ["0001.eml", "0001.eml/papers.zip/notes/a.txt"]


def test_pictures_of_a_page_are_no_documents_and_attached_ones_are() -> None:
    scan = attached("scan.png", b"\x89PNG\r\n\x1a\n", "image/png")

    assert list(inside(".eml", scan)) == ["scan.png"]
    assert (
        inside(
            ".eml", scan.replace(b"Content-Disposition: attachment", b"Content-ID: <a>\nContent-Disposition: inline")
        )
        == {}
    )


def test_what_is_attached_and_not_read_is_told_with_the_mail() -> None:
    data = attached("readings.bin", b"1 2 3")

    assert inside(".eml", data) == {}
    assert LOADERS[".eml"](data).partly == ("attachment readings.bin",)


@pytest.mark.slow
def test_a_message_of_too_many_parts_is_told() -> None:
    parts = "".join(f"--b\nContent-Type: text/plain\n\nWord {n}.\n" for n in range(1010))
    head = "From: Bo Li <b@x.example>\n"
    many = f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n\n"

    assert LOADERS[".eml"](many.encode()).partly == ("its text behind the first 1,000 parts is not read",)


def test_an_outlook_message_is_read_as_the_mail_it_is() -> None:
    data = outlook_message(
        {
            0x001A: "IPM.Note",
            0x0037: "Mud samples",
            0x007D: "From: Knud Friis <knud@x.example>\r\nTo: mira@x.example\r\nDate: Mon, 3 Mar 2025 "
            "10:00:00 +0100\r\n\r\n",
            0x1000: f"{SAMPLES}\r\n\r\nFra: Pia Lund\r\nSendt: 2. marts 2025 10:00\r\nEmne: Mud\r\n\r\nI "
            f"never saw it.\r\n",
        },
        ({0x3707: "note.txt", 0x3705: 1, 0x3701: b"It was on her desk.\n"},),
    )
    contents = read_contents(".msg", data)

    assert contents.own == (
        OwnField("title", "Mud samples", "e-mail header Subject"),
        OwnField("author", "Knud Friis", "e-mail header From"),
        OwnField("published", date(2025, 3, 3), "e-mail header Date"),
        OwnField("language", "en", "its words"),
    )
    found = voices(contents)
    assert found[SAMPLES] == (VoiceKind.OWN, None)
    assert found["I never saw it."] == (VoiceKind.QUOTE, "Pia Lund")
    assert inside(".msg", data) == {"note.txt": b"It was on her desk.\n"}


def test_an_outlook_message_that_is_a_page_is_read() -> None:
    data = outlook_message({0x001A: "IPM.Note", 0x0037: "Mud", 0x1013: f"<p>{SAMPLES}</p>".encode(), 0x3FDE: 65001})

    assert SAMPLES in voices(read_contents(".msg", data))


def test_an_outlook_message_in_rich_text_alone_says_that_it_is_not_read() -> None:
    loaded = LOADERS[".msg"](outlook_message({0x001A: "IPM.Note", 0x0037: "Mud", 0x1009: b"compressed"}))

    assert loaded.partly == ("attachment the message itself, in rich text",)


@pytest.mark.parametrize("cut", [600, 1200, 2000])
def test_a_damaged_outlook_message_is_said(cut: int) -> None:
    data = outlook_message({0x001A: "IPM.Note", 0x0037: "Mud", 0x1000: SAMPLES})

    with pytest.raises(DocumentError):
        LOADERS[".msg"](data[:cut])


@pytest.mark.parametrize("suffix", [".mhtml", ".mht", ".eml", ".html"])
def test_a_saved_page_is_the_page_whatever_it_is_called(suffix: str) -> None:
    contents = read_contents(suffix, (GOLDEN / "page.mhtml").read_bytes())
    stated = {field.name: field.value for field in reversed(contents.own)}

    assert stated == {
        "author": "Anna Holm",
        "published": date(2024, 8, 2),
        "title": "Quay sinks by 11 cm",
        "url": "https://courier.example/news/quay-sinks",
        "language": "en",
    } | {"title": stated["title"]}
    quote = (
        "“Nobody measured it for nine years,” said Knud Friis, who led the survey and has worked in the "
        "harbour since 1998."
    )
    assert voices(contents)[quote] == (VoiceKind.QUOTE, "Knud Friis")


def test_pages_inside_a_saved_page_are_told() -> None:
    frame = b"Content-Type: text/html; charset=utf-8\n\n<p>Inside.</p>\n"
    data = (
        b"From: <Saved by Blink>\nContent-Type: multipart/related; boundary=b\n\n"
        b"--b\nContent-Type: text/html; charset=utf-8\n\n<p>The page.</p>\n--b\n"
        + frame
        + b"--b\n"
        + frame
        + b"--b--\n"
    )

    assert LOADERS[".mhtml"](data).partly == ("pages inside the page: 2",)


def test_a_saved_message_without_a_page_is_said() -> None:
    with pytest.raises(DocumentError, match="holds no page"):
        LOADERS[".mhtml"](b"From: <Saved by Blink>\nContent-Type: text/plain\n\nWords.\n")
