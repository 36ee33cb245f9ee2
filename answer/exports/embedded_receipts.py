"""Embed receipts in exports of every form, and read them back.

They are one line of ASCII JSON in which everything that HTML or Markdown would read as markup is escaped. So no
document's words can end the block that holds them, and no editor's encoding can alter them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from html import unescape
from itertools import chain
from textwrap import dedent
from typing import Any, BinaryIO

from markupsafe import Markup

from answer.exports.as_json import STRING, receipts_as_json
from answer.exports.from_json import receipt_from_json
from answer.receipts import Receipt
from errors import ExportError

NAME = "byline-receipts"
"""Name that marks the block in Markdown and HTML. Changing it makes the receipts of older exports unreadable."""

RECEIPTS_COLUMN = "receipts"
MARKUP = re.compile(r"[\x7f<>&`\[\]()*_~!|#$^=;]")
FENCED = re.compile(rf"^[ \t]*+(```|~~~)json {NAME}\n[ \t]*+(.*)\n[ \t]*+\1[ \t]*+$", re.MULTILINE)
PREFORMATTED = re.compile(r"<pre\b([^<>]*)>([^<]*)</pre\b", re.IGNORECASE)
NAMED = re.compile(rf"""(?<![^\s"'])id\s*=\s*["']?{NAME}(?![^\s"'])""", re.IGNORECASE)
MAIL_MARK = re.compile(r"\A[ \t]*+> ?")
MOST_LEVELS = 5
"""Times that a mail was answered. Raised, deeper quotations are read; lowered, fewer."""
DELIMITERS = ",;\t"
LONGEST_CELL = 2**31 - 1
AGAIN = "name an export of ask or check, or export it again"

LARGEST_EXPORT = 32_000_000
"""Bytes of an export: a long report checked against a large library.

Raised, an upload can take more memory and time; lowered, the largest checks cannot be verified.
"""

MOST_RECEIPTS = 50_000
"""Receipts in an export. Raised, an upload can take more memory; lowered, the largest checks cannot be verified."""


class Form(Enum):
    """The forms of exports."""

    JSON = auto()
    HTML = auto()
    CSV = auto()
    MARKDOWN = auto()


def receipts_cell(receipts: Iterable[Receipt]) -> str:
    """Write receipts as one cell of a table."""
    made = json.dumps(receipts_as_json(receipts))
    return STRING.sub(lambda string: MARKUP.sub(lambda char: f"\\u{ord(char[0]):04x}", string[0]), made)


def markdown_block(receipts: Iterable[Receipt]) -> str:
    """Write receipts as a fenced block."""
    return f"```json {NAME}\n{receipts_cell(receipts)}\n```"


def html_block(receipts: Iterable[Receipt]) -> Markup:
    """Write receipts as a block that a reader can unfold, without a script."""
    block = Markup('<details><summary>Receipts</summary><pre class="wide" id="{}">{}</pre></details>\n')
    return block.format(NAME, receipts_cell(receipts))


def decoded(file: BinaryIO, *, most: int = LARGEST_EXPORT) -> str:
    """Decode the file of an export of at most so many bytes, whatever its line ends.

    Raises:
        ExportError: the file is too large, or not UTF-8.
        OSError: the file cannot be read.
    """
    content = file.read(most + 1)
    if len(content) > most:
        raise ExportError(f"it is larger than {most // 1_000_000} MB: export and verify smaller parts")
    try:
        return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig").read()
    except UnicodeDecodeError as error:
        raise ExportError(f"it is not UTF-8 (byte {error.start}): save it as UTF-8 text") from error


def read_receipts(export: str) -> tuple[Receipt, ...]:
    """Read the receipts in an export, recognising JSON, Markdown, HTML or CSV by its content.

    Raises:
        ExportError: the text is not an export, or its receipts are incomplete.
    """
    found = _found(unwrapped(export))
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ExportError(f"no receipts in it: {AGAIN}")
    if len(found) > MOST_RECEIPTS:
        raise ExportError(f"it has {len(found):,} receipts, at most {MOST_RECEIPTS:,}: export and verify smaller parts")
    return tuple(dict.fromkeys(map(receipt_from_json, found)))


def has_receipts(note: str) -> bool:
    """Return whether a note of Markdown carries receipts, whole or damaged."""
    return NAME in note


def unwrapped(export: str) -> str:
    """The export without what a mail or an editor puts before each of its lines: "> ", or an indentation."""
    text = export.removeprefix("\ufeff").strip("\n")
    for _ in range(MOST_LEVELS):
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines or not all(line.lstrip().startswith(">") for line in lines):
            break
        text = "\n".join(MAIL_MARK.sub("", line) for line in text.split("\n"))
    return dedent(text).strip()


def form_of(export: str) -> Form:
    """Recognise the form of an export, `unwrapped`, by its content: Markdown, if it is no other."""
    if export.startswith("{"):
        return Form.JSON
    if export[:14].lower().startswith("<!doctype html"):
        return Form.HTML
    if export.startswith("#"):  # a heading of Markdown may look like a header
        return Form.MARKDOWN
    return Form.CSV if RECEIPTS_COLUMN in (table(export).fieldnames or ()) else Form.MARKDOWN


def table(export: str) -> csv.DictReader[str]:
    """Read an export as a table, whatever stands between its cells.

    Raises:
        ExportError: its header is no whole line of a table.
    """
    header = export.partition("\n")[0]
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.DictReader(
        io.StringIO(export, newline=""), delimiter=max(DELIMITERS, key=header.count), restkey="", restval=""
    )
    with _whole_table():
        _ = lines.fieldnames
    return lines


def _found(export: str) -> list[Any] | None:
    match form_of(export):
        case Form.JSON:
            return _from_json(export)
        case Form.HTML:
            return _from_html(export)
        case Form.CSV:
            return _from_csv(export)
        case Form.MARKDOWN:
            fenced = FENCED.findall(export)
            return _list(fenced[-1][1]) if fenced else None


def _from_json(export: str) -> list[Any] | None:
    """Read the list of receipts, or in a collection of annotations the target of each."""
    found = _parsed(export)
    if isinstance(page := found.get("first"), dict) and isinstance(items := page.get("items"), list):
        return [item.get("target") if isinstance(item, dict) else None for item in items]
    return found["receipts"] if isinstance(found.get("receipts"), list) else None


def _from_html(export: str) -> list[Any] | None:
    """Read the last block, without parsing the page: no text in it has a "<", and a parser can be held for minutes."""
    blocks = [inside for tag, inside in PREFORMATTED.findall(export) if NAMED.search(tag)]
    return _list(unescape(blocks[-1])) if blocks else None


def _from_csv(export: str) -> list[Any]:
    with _whole_table():
        return list(chain.from_iterable(_list(line[RECEIPTS_COLUMN] or "[]") for line in table(export)))


@contextmanager
def _whole_table() -> Iterator[None]:
    try:
        yield
    except csv.Error as error:
        raise ExportError(f"it is no whole table ({error}): {AGAIN}") from error


def _list(text: str) -> list[Any]:
    found = _parsed(text)
    if not isinstance(found, list):
        raise ExportError(f"no receipts in it: {AGAIN}")
    return found


def _parsed(text: str) -> Any:  # noqa: ANN401 (JSON)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"its receipts are no whole JSON: {AGAIN}") from error
