from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentError
from ingest.decoding import decode, decode_as

WRITTEN = st.text(st.characters(exclude_categories=["Cc", "Cs", "Mn"], include_characters="\n\t"))
FRENCH = "L’été dernier, l’équipe a présenté « son projet » à Évry. Où était-ce déjà ?"


@given(WRITTEN)
def test_utf_8_text_comes_back_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(WRITTEN, st.sampled_from(["utf-16", "utf-32", "utf-8-sig"]))
def test_a_byte_order_mark_is_honoured_and_removed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_read(encoding: str) -> None:
    text = "Forces launched an offensive.\nIt began on Tuesday — at dawn."
    assert decode(text.encode(encoding)) == text


def test_line_ends_become_lf() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_no_break_and_thin_spaces_are_kept() -> None:
    assert decode("said\u00a0that\u2009it\u200b".encode()) == "said\u00a0that\u2009it\u200b"


def test_windows_typography_is_read_where_it_is_all_that_is_not_ascii() -> None:
    assert decode("“We will,” she said – © Getty Images".encode("cp1252")) == "“We will,” she said – © Getty Images"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("Глава государства заявил, что переговоры продолжатся в понедельник в Женеве.", "cp1251"),
        ("Глава государства заявил, что переговоры продолжатся в понедельник в Женеве.", "koi8-r"),
        ("政府は月曜日に交渉を再開すると発表した。代表団は火曜日に到着する。", "shift_jis"),
        ("政府は月曜日に交渉を再開すると発表した。代表団は火曜日に到着する。", "iso2022_jp"),
        ("政府星期一宣布谈判将于本周重新开始,代表团星期二抵达日内瓦。", "gb18030"),
    ],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\x14\x00\x00\x00\x08\x00", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(1, 9)) * 40],
)
def test_binary_data_is_refused_in_one_line_with_the_next_step(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^The file holds binary data, not text; export it as text") as error:
        decode(data)
    assert "\n" not in str(error.value)


def test_a_file_cut_inside_a_wide_character_is_refused_not_repaired() -> None:
    with pytest.raises(DocumentError, match=r"looks like utf-16-le but byte 4 does not fit; save the file as UTF-8"):
        decode("ab".encode("utf-16")[:-1])


@given(st.binary())
def test_any_bytes_give_text_or_a_document_error(data: bytes) -> None:
    try:
        text = decode(data)
    except DocumentError:
        return
    assert "\r" not in text
    assert "\0" not in text


def test_no_bytes_are_no_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize("encoding", ["punycode", "idna", "unicode_escape", "hex", "no-such", "a\0b", "utf-8"])
def test_an_encoding_that_is_none_for_texts_is_passed_over(encoding: str) -> None:
    assert decode_as("The gate \\u0041 – closed.".encode(), encoding) == "The gate \\u0041 – closed."


def test_the_encoding_that_a_file_names_is_taken_where_its_bytes_fit() -> None:
    assert decode_as("Łódź\r\n".encode("iso-8859-2"), "iso-8859-2") == "Łódź\n"
    assert decode_as("déjà vu".encode(), "ascii") == "déjà vu"
    assert decode_as(b"", "utf-16") == ""
    assert decode_as("Ворота закрыты.".encode("koi8-r"), "koi8-r") == "Ворота закрыты."
    assert decode_as("门关了。\n".encode("gbk"), "gbk") == "门关了。\n"
    assert decode_as("Gate\n".encode("utf-16-be"), "utf-16-be") == "Gate\n"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "koi8-r", "iso-8859-15", "utf-16", "utf-32-le"])
def test_an_encoding_that_the_bytes_show_to_be_misnamed_is_passed_over(encoding: str) -> None:
    assert decode_as("“Åsa” – là où\n".encode(), encoding) == "“Åsa” – là où\n"


@pytest.mark.parametrize(
    ("apart", "whole"),
    [
        ("e\u0301teint en fe\u0301vrier", "éteint en février"),
        ("A\u030arhus", "Århus"),
        ("Vie\u0302\u0323t Nam", "Việt Nam"),
        ("o\u0308 und u\u0308", "ö und ü"),
        ("हिन्दी और ไทย", "हिन्दी और ไทย"),
        ("5\u030a C", "5\u030a C"),
    ],
)
def test_a_letter_and_its_accents_are_one_character(apart: str, whole: str) -> None:
    assert decode(apart.encode()) == whole
    assert decode_as(apart.encode(), "utf-8") == whole
