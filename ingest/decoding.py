"""Bytes → text: which encoding a file is in, decided once and strictly.

Nothing is ever dropped or replaced: bytes that do not fit are an error, because an offset
into a text with holes would point at words that the file does not have.
"""

from __future__ import annotations

import codecs
import re

import chardet

from errors import DocumentError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks with the encoding each announces, longest first where two begin alike."""

TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xae\xb0\xb7")
"""Windows-1252's quotes, dashes, no-break space and signs: all that is not ASCII in most English files."""

MAX_CONTROL_SHARE = 0.1
"""Text has next to none; terminal logs with colours stay under this, binary formats do not."""

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""Control characters that nobody writes; tabs, line ends and form feeds are not among them."""


def decode(data: bytes) -> str:
    """The text of a file, its byte order mark removed and its line ends made LF.

    Raises:
        DocumentError: The bytes are no text, or are in no encoding that fits them whole.
    """
    text = _decode_strictly(data, _encoding_of(data))
    if _is_binary(text):
        raise _not_text()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_strictly(data: bytes, encoding: str) -> str:
    """The text in this encoding, without the byte order mark."""
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"The text looks like {encoding} but byte {error.start} does not fit; save the file as UTF-8."
        ) from error


def _encoding_of(data: bytes) -> str:
    """The encoding announced by a mark, else UTF-8 where it fits, else the likeliest."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data or b"\x1b" in data:
        return _wide_or_shifted(data)
    if _is_utf8(data):
        return "utf-8"
    return "cp1252" if _is_plain_typography(data) else _detected(data)


def _wide_or_shifted(data: bytes) -> str:
    """UTF-16, UTF-32 or ISO-2022 without a mark; both are valid UTF-8 too, so they are asked for first."""
    found = chardet.detect(data, max_bytes=len(data))["encoding"] or ""
    if found.lower().startswith(("utf-16", "utf-32", "iso-2022")):
        return found
    return "utf-8" if _is_utf8(data) else _detected(data)


def _is_utf8(data: bytes) -> bool:
    """Whether all of the bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_plain_typography(data: bytes) -> bool:
    """Whether quotes, dashes and signs of Windows-1252 are all that is not ASCII.

    With one or two such bytes a detector has nothing to count: chardet calls "© Getty Images" Arabic.
    """
    return all(byte < 0x80 or byte in TYPOGRAPHY for byte in set(data))


def _detected(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8 (chardet's figures: docs/research/reading.md)."""
    found = chardet.detect(data, max_bytes=len(data))["encoding"]
    if found is None:
        raise _not_text()
    if found.lower() == "iso-8859-1" and any(0x80 <= byte < 0xA0 for byte in set(data)):
        return "cp1252"  # the web's rule: Latin-1 has nothing printable there
    return found


def _is_binary(text: str) -> bool:
    """Whether control characters say that this was never text."""
    return "\0" in text or len(CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text)


def _not_text() -> DocumentError:
    """The error for a file that holds something else than text."""
    return DocumentError("The file holds binary data, not text; export it as text, or give it its real suffix.")
