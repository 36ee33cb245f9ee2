"""Mailboxes, Outlook's messages, attached documents, and web pages that are saved as a message."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from ingest.records import BlockKind, Contents, OwnField, VoiceKind
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


def test_every_message_of_a_mailbox_is_its_senders_words() -> None:
    contents = read_contents(".mbox", MAILBOX.encode())

    assert voices(contents) == {
        "Samples": (VoiceKind.OWN, None),
        "From: Knud Friis <knud@x.example>": (VoiceKind.OWN, None),
        SAMPLES: (VoiceKind.QUOTE, "Knud Friis"),
        "From here on it is worse.": (VoiceKind.QUOTE, "Knud Friis"),
        "Re: Samples": (VoiceKind.OWN, None),
        "From: Mira Dahl <mira@x.example>": (VoiceKind.OWN, None),
        "We look into it.": (VoiceKind.QUOTE, "Mira Dahl"),
        "Close it.": (VoiceKind.QUOTE, None),
    }


@pytest.mark.parametrize("line", ["From 10:00 to 12:00 we met.", "From Mon 10:00 to Tue 12:00 we met."])
@pytest.mark.parametrize("before", ["", "\n"])
def test_a_line_of_a_message_that_begins_with_from_parts_nothing(line: str, before: str) -> None:
    contents = read_contents(".mbox", MAILBOX.replace(SAMPLES, f"{SAMPLES}\n{before}{line}\n").encode())

    assert line in contents.text
    assert contents.partly == ()


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
    found = voices(read_contents(".mbox", data.encode()))

    assert (found["One."], found["Two."]) == ((VoiceKind.QUOTE, "Bo Li"), (VoiceKind.QUOTE, "Pia Lund"))


def test_one_bad_message_leaves_the_others_and_is_told() -> None:
    bad = "From x Mon Mar  3 11:00:00 2025\n\nNo headers here.\n\n"
    odd = "From x Mon Mar  3 12:00:00 2025\nFrom: <\nSubject: Odd\n\nOdd words.\n\n"
    contents = read_contents(".mbox", f"Lost words.\n\n{bad}{odd}{MAILBOX}".encode())

    assert {"Odd words.", SAMPLES, "We look into it."} <= voices(contents).keys()
    assert [what[:32] for what in contents.partly] == [
        "what stands before the first mes",
        "message 1: has no headers of a m",
    ]


@pytest.mark.slow
def test_the_messages_of_a_large_mailbox_are_all_read() -> None:
    text = "".join(
        f"From x Mon Mar  3 10:00:00 2025\nFrom: Bo Li <b@x.example>\n\nThe crane number {n} fell.\n\n"
        for n in range(1200)
    )
    loaded = LOADERS[".mbox"](text.encode())

    assert "crane number 1199 fell" in loaded.text
    assert loaded.partly == ()


@pytest.mark.slow
def test_a_message_of_too_many_parts_is_told_by_its_number() -> None:
    parts = "".join(f"--b\nContent-Type: text/plain\n\nWord {n}.\n" for n in range(1010))
    head = "From x Mon Mar  3 10:00:00 2025\nFrom: Bo Li <b@x.example>\n"
    many = f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n\n"
    loaded = LOADERS[".mbox"](f"{many}{MAILBOX}".encode())

    assert SAMPLES in loaded.text
    assert loaded.partly == ("message 1: its text behind the first 1,000 parts is not read",)


def test_a_file_without_a_message_is_no_mailbox() -> None:
    with pytest.raises(DocumentError, match="holds no message"):
        LOADERS[".mbox"](b"Just words.\n")


def test_an_attached_document_is_read_below_its_name() -> None:
    contents = read_contents(
        ".eml", attached("report.md", f"# Quay\n\n{SAMPLES}\n\n“I saw it,” said Bo Li.\n".encode())
    )

    assert voices(contents) == {
        "See": (VoiceKind.OWN, None),
        "From: Mira Dahl <mira@x.example>": (VoiceKind.OWN, None),
        "See below.": (VoiceKind.OWN, None),
        "Attachment: report.md": (VoiceKind.OWN, None),
        "Quay": (VoiceKind.OWN, None),
        SAMPLES: (VoiceKind.QUOTE, "report.md"),
        "“I saw it,” said Bo Li.": (VoiceKind.QUOTE, "report.md"),
    }


def test_an_attached_document_speaks_for_whom_it_names() -> None:
    text = f"---\nauthor: Pia Lund\n---\n\n{SAMPLES}\n\n"
    talk = "MR FRIIS: I saw it in May.\n\nMS HOLM: Who else?\n"

    found = voices(read_contents(".eml", attached("report.txt", (text + talk).encode(), "text/plain")))

    assert found[SAMPLES] == (VoiceKind.QUOTE, "Pia Lund")
    assert found["MR FRIIS: I saw it in May."] == (VoiceKind.QUOTE, "MR FRIIS")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("report.pdf", b"%PDF-1.4 broken", "is damaged"),
        ("report.docx", b"no container", "is named .docx and is something else"),
        ("big.txt", b"word " * 1_000_000, "too large to be read with its message"),
    ],
)
def test_an_attached_document_that_is_not_read_says_why(name: str, data: bytes, why: str) -> None:
    loaded = LOADERS[".eml"](attached(name, data))

    assert [what.startswith(f"attachment {name}: {why}") for what in loaded.partly] == [True]
    assert [
        loaded.text[f.start : f.end].startswith(f"Attachment, not read: {name} ({why}") for f in loaded.furniture
    ] == [True]


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
    )
    found = voices(contents)
    assert found[SAMPLES] == (VoiceKind.OWN, None)
    assert found["I never saw it."] == (VoiceKind.QUOTE, "Pia Lund")
    assert found["It was on her desk."] == (VoiceKind.QUOTE, "note.txt")


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


def test_a_mailbox_has_no_title_or_author_of_one_of_its_messages() -> None:
    loaded = LOADERS[".mbox"](MAILBOX.encode())

    assert loaded.own == ()
    assert [block.level for block in loaded.blocks if block.kind is BlockKind.HEADING] == [2, 2]
