"""Decode a file's bytes strictly, after deciding on one encoding.

Nothing is ever dropped or replaced: bytes that do not fit are an error, because offsets
into a text with holes would point at words that the file does not have.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import chardet

from errors import DocumentError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks with the encoding that each announces; of two that begin alike, the longer comes first."""

TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xae\xb0\xb7")
"""Quotes, dashes, no-break space and signs of Windows-1252: the only non-ASCII bytes of most English files in it."""

NOT_FOR_TEXTS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Encodings of Python for names and source code. As a file's they would alter its words, or take very long."""

MAX_CONTROL_SHARE = 0.1
"""Share of control characters above which a file is refused as binary.

Raised, binary files pass as text; lowered, terminal logs with colours are refused.
"""

APART = re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}")
"""A letter with its accents as characters of their own, as some systems write names and texts."""

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""Control characters that no text has; tabs, line ends and form feeds are not among them."""


def decode(data: bytes) -> str:
    """Decode a file, removing its byte order mark and turning its line ends into LF.

    Raises:
        DocumentError: the bytes are not text, or no encoding fits all of them.
    """
    text = _decode_strictly(data, _encoding_of(data))
    if _is_binary(text):
        raise _not_text()
    return composed(text.replace("\r\n", "\n").replace("\r", "\n"))


def composed(text: str) -> str:
    """The text with each letter and the accents behind it as one character, as most files write them."""
    return text if text.isascii() else APART.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)


def decode_as(data: bytes, encoding: str) -> str:
    """Decode a text in the encoding that its file names, if that is one for texts and all bytes fit, else as any file.

    Raises:
        DocumentError: the bytes are not text, or no encoding fits all of them.
    """
    try:
        name = codecs.lookup(encoding).name
        text = "" if name in NOT_FOR_TEXTS else data.decode(encoding)
    except (LookupError, ValueError):  # no such encoding, or its bytes do not fit; some raise no UnicodeDecodeError
        return decode(data) if data else ""
    return decode(data) if data and _is_misnamed(data, name, text) else composed(text.replace("\r\n", "\n"))


def _is_misnamed(data: bytes, encoding: str, text: str) -> bool:
    """Return whether the named encoding cannot be that of these bytes, although it made a text of them."""
    if encoding.startswith(("utf-16", "utf-32")):
        return b"\0" not in data  # a text in it has zero bytes, in its line ends at the latest
    is_one_byte_each = len(text) == len(data)
    return not text or (is_one_byte_each and not data.isascii() and _is_utf8(data))


def _decode_strictly(data: bytes, encoding: str) -> str:
    """Decode bytes in this encoding, without the byte order mark."""
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"The text looks like {encoding} but byte {error.start} does not fit; save the file as UTF-8."
        ) from error


def _encoding_of(data: bytes) -> str:
    """Return the encoding that a mark announces, else UTF-8 if it fits, else the likeliest."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data or b"\x1b" in data:
        return _wide_or_shifted(data)
    if _is_utf8(data):
        return "utf-8"
    return "cp1252" if _is_plain_typography(data) else _detected(data)


def _wide_or_shifted(data: bytes) -> str:
    """Recognise UTF-16, UTF-32 or ISO-2022 without a mark, before UTF-8, since they can be valid UTF-8 too."""
    found = chardet.detect(data, max_bytes=len(data))["encoding"] or ""
    if found.lower().startswith(("utf-16", "utf-32", "iso-2022")):
        return found
    return "utf-8" if _is_utf8(data) else _detected(data)


def _is_utf8(data: bytes) -> bool:
    """Return whether all of the bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_plain_typography(data: bytes) -> bool:
    """Return whether the only non-ASCII bytes are quotes, dashes and signs of Windows-1252.

    One or two such bytes are too few for a detector: chardet calls "© Getty Images" Arabic.
    """
    return all(byte < 0x80 or byte in TYPOGRAPHY for byte in set(data))


def _detected(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8 (chardet's figures: docs/research/reading.md)."""
    found = chardet.detect(data, max_bytes=len(data))["encoding"]
    if found is None:
        raise _not_text()
    if found.lower() == "iso-8859-1" and any(0x80 <= byte < 0xA0 for byte in set(data)):
        return "cp1252"  # the web's rule: Latin-1 has nothing printable there
    return found


def _is_binary(text: str) -> bool:
    """Return whether there are too many control characters for a text."""
    return "\0" in text or len(CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text)


def _not_text() -> DocumentError:
    """Make the error for a file that is not text."""
    return DocumentError("The file holds binary data, not text; export it as text, or give it its real suffix.")
