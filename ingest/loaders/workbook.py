"""Spreadsheets: the sheets that are shown, each under its name, as `table_rows` reads them; a sheet is a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from errors import DocumentError
from ingest.containers import open_container
from ingest.loaders.canonical import BETWEEN_BLOCKS, Canonical, Inline
from ingest.loaders.table_rows import Row, write_rows
from ingest.records import BlockKind, Loaded

ZIP = b"PK"

EXACT_INTEGERS = 2.0**53
"""Above it a table's numbers are no longer counted one by one."""


def load(data: bytes) -> Loaded:
    """The rows of each sheet, and the sheets that are hidden or hold only a chart as not read."""
    if data.startswith(ZIP):
        open_container(data)  # refuses one that would unpack to too much
    canonical, starts, unread = Canonical(), list[int](), list[str]()
    for name, rows in _sheets(data):
        if rows is None:
            unread.append(f"sheet “{name}”: hidden, or only a chart")
            continue
        starts.append(canonical.length + (len(BETWEEN_BLOCKS) if canonical.length else 0))
        canonical.add(BlockKind.HEADING, Inline([name], len(name)), level=1)
        write_rows(canonical, rows)
    return Loaded(
        canonical.text(),
        tuple(canonical.blocks),
        page_starts=tuple(starts),
        furniture=tuple(canonical.furniture),
        partly=tuple(unread),
    )


def _sheets(data: bytes) -> Iterator[tuple[str, list[Row] | None]]:
    """The name and rows of each sheet; None for one that shows none."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheets_metadata:
            shows = sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
            rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False) if shows else None
            yield sheet.name, rows if rows is None else [[_shown(value) for value in row] for row in rows]
    except PasswordError as error:
        raise DocumentError("is encrypted: save it without a password") from error
    except (CalamineError, ValueError, OSError) as error:
        raise DocumentError(
            "is damaged: its sheets cannot be read; open it in its program and save it again"
        ) from error


def _shown(value: object) -> str:
    """A value as a table shows it."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < EXACT_INTEGERS:
            return str(int(value))
        case float():
            return f"{value:.12g}"
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time() | timedelta():
            return str(value)
    return str(value)
