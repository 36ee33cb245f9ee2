"""Raised text: marks of notes leave their sentence alone, and powers stay in it."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.loaders.raised import written
from ingest.reader.process import read_contents
from ingest.records import Contents

SENTENCES = ["It sank by eleven centimetres.", "The letters in her archive had been there since February."]


def sentences(contents: Contents) -> list[str]:
    return [contents.text[s.start : s.end] for s in contents.sentences if not s.heading]


@pytest.mark.parametrize(
    ("before", "words", "after", "shown"),
    [
        ("the ninth of June.", "1", " It sank", ("1", True)),
        ("known it.”", "12", "", ("12", True)),
        ("known it!", "[4]", " She", ("[4]", True)),
        ("known it.", "*", " She", ("*", True)),
        ("In that year", "2", " there were", ("[2]", False)),
        ("the U.S.", "3", " officials said", ("[3]", False)),
        ("Krag and Sons,", "[2]", " and", ("[2]", False)),
        ("over 10", "3", " units", ("³", False)),
        ("about 5 m", "2", " of mud", ("²", False)),
        ("E = mc", "2", ".", ("²", False)),
        ("of x", "-1", ".", ("⁻¹", False)),
        ("the 1", "st", " of May", ("st", False)),
        ("M", "me", " Lund", ("me", False)),
        ("known it.", "1, 2–4", " She", ("1, 2–4", True)),
        ("known it.", "[1][note 2]", " She", ("[1][note 2]", True)),
        ("known it.", "1" * 60, "", ("1" * 60, False)),
        ("", "1", " Minutes", ("1 ", True)),
        ("the mill.[2]", "[3]", " Its", ("[3]", True)),
        ("of 1961.", "[citation needed]", "", ("[citation needed]", True)),
        ("of 1961,", "[citation needed]", " when", ("[citation needed]", False)),
    ],
)
def test_a_mark_of_a_note_is_told_from_a_power_and_from_words(
    before: str, words: str, after: str, shown: tuple[str, bool]
) -> None:
    assert written(before, words, after, linked=False) == shown


def test_a_linked_mark_behind_a_digit_is_one_of_a_note() -> None:
    assert written("in 1868", "1", " by", linked=True) == ("[1]", False)


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("in May.[6](#page-5-2) The valley was not warned.", ["It sank in May.", "The valley was not warned."]),
        ("in May.”[\\[12\\]](#note-12) Nobody knew.", ["It sank in May.”", "Nobody knew."]),
        ("in May.[†](#fn) Nobody knew.", ["It sank in May.", "Nobody knew."]),
        ("in May, see section [6](#section-6) of the log.", ["It sank in May, see section 6 of the log."]),
        ("in May, as Fig.[6](#f6) shows.", ["It sank in May, as Fig.6 shows."]),
        ("in May.[6](https://example.org/6) Nobody knew.", ["It sank in May.6 Nobody knew."]),
    ],
)
def test_a_link_right_behind_a_word_to_a_place_in_the_document_is_the_mark_of_a_note(
    link: str, shown: list[str]
) -> None:
    assert sentences(read_contents(".md", f"It sank {link}\n".encode())) == shown


@pytest.mark.parametrize("mark", ["¹", "¹²", "¹,²", "†", "⁴"])
def test_a_raised_digit_behind_a_sentence_of_plain_text_is_the_mark_of_a_note(mark: str) -> None:
    text = f"It sank in May.{mark} Nobody knew.{mark} The keeper slept.\n"

    assert sentences(read_contents(".txt", text.encode())) == ["It sank in May.", "Nobody knew.", "The keeper slept."]


@pytest.mark.parametrize(
    "words",
    [
        "The bar has 4 in.² of brass.",
        "The sum (a+b)² grew.",
        "The field has 40 m².",
        "It held 5 m³ of oil.",
        "See x² above.",
        "He had 10⁴ bees.",
    ],
)
def test_a_power_is_no_mark(words: str) -> None:
    assert sentences(read_contents(".txt", f"It sank in May. {words}\n".encode())) == ["It sank in May.", words]


@pytest.mark.parametrize("mark", ["$^{1}$", "$^ { 12 }$", "$^{1,2}$", "$^{*}$"])
def test_a_mark_as_a_formula_is_the_mark_of_a_note(mark: str) -> None:
    text = f"It sank in May.{mark} Nobody knew. {mark}\n"

    assert sentences(read_contents(".md", text.encode()))[:2] == ["It sank in May.", "Nobody knew."]


def odt(body: str) -> bytes:
    names = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "text"))
    content = f"<office:document-content{names}><office:body><office:text>{body}</office:text></office:body>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"{content}</office:document-content>")
    return data.getvalue()


BODY = "<text:note-body><text:p>Log.</text:p></text:note-body>"
NOTE = f"<text:note><text:note-citation>1</text:note-citation>{BODY}</text:note>"
FILES = {
    ".html": f"<p>{SENTENCES[0]}<sup>1</sup> {SENTENCES[1]}</p>".encode(),
    ".md": f"{SENTENCES[0]}<sup>1</sup> {SENTENCES[1]}".encode(),
    ".markdown": f"{SENTENCES[0]}[^1] {SENTENCES[1]}\n\n[^1]: Log.\n".encode(),
    ".rtf": (r"{\rtf1\ansi " + SENTENCES[0] + r"{\super 1} " + SENTENCES[1] + r"\par}").encode(),
    ".odt": odt(f"<text:p>{SENTENCES[0]}{NOTE} {SENTENCES[1]}</text:p>"),
}


@pytest.mark.parametrize("suffix", FILES)
def test_a_raised_mark_joins_no_sentences_in_any_format(suffix: str) -> None:
    assert sentences(read_contents(suffix, FILES[suffix]))[:2] == SENTENCES
