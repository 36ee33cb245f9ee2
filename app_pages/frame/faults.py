"""Show failures on a page: the product's own errors in one line, unforeseen ones by an id.

The latter is written to a file with its id, and told on the page without a traceback.
"""

from __future__ import annotations

import hashlib
import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

from answer.wording import shortened
from app_pages.drawing.markup import element, show
from desk.desk_file import keep_private
from errors import BylineError, SettingsError
from settings import read_settings, usual_places


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Show a refusal inside the block as one clear line; the page goes on after it."""
    try:
        yield
    except BylineError as error:
        show(element("p", shortened(str(error)), "byline-refusal", role="alert"))


# What nobody foresaw: written to a file with an id, and told on the page by that id, without a traceback.

FAULTS = "faults.log"
MOST_BYTES, OLD_FILES = 1_000_000, 3
"""The file is begun anew at a megabyte, and three older ones are kept: it never fills a disk."""

ID_LENGTH = 8


def show_fault(fault: Exception) -> bool:
    """Log the fault and show its id in the page's place. Returns True: nothing more is to be shown."""
    try:
        folder = read_settings().data
    except SettingsError:
        _, folder = usual_places(Path.cwd())
    at = time.time()
    fault_id = _fault_id(fault, at)
    kept = _kept(folder / FAULTS, fault_id, fault)
    show(element("p", _words(fault_id, folder / FAULTS, kept=kept), "byline-refusal", role="alert"))
    return True


def _words(fault_id: str, path: Path, *, kept: bool) -> str:
    where = f"written to {path}" if kept else f"told in the terminal, since {path} cannot be written"
    return (
        f"Something went wrong that Byline did not foresee. It is fault {fault_id}, {where}. "
        "Load the page again to go on; if it comes back, report it with what stands there."
    )


def _fault_id(fault: Exception, at: float) -> str:
    told = "".join(traceback.format_exception(fault))
    return hashlib.sha256(f"{at} {told}".encode(errors="backslashreplace")).hexdigest()[:ID_LENGTH]


def _kept(path: Path, fault_id: str, fault: Exception) -> bool:
    """Write the fault down; whether that worked."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError:
        return False
    record = logging.LogRecord(
        "byline", logging.ERROR, "", 0, fault_id, None, (type(fault), fault, fault.__traceback__)
    )
    keep_private(path)
    _file(path.resolve()).handle(record)
    keep_private(path)  # it may just have been begun anew
    return True


@cache
def _file(path: Path) -> RotatingFileHandler:
    file = RotatingFileHandler(
        path, maxBytes=MOST_BYTES, backupCount=OLD_FILES, encoding="utf-8", errors="backslashreplace", delay=True
    )
    lines = logging.Formatter("%(asctime)sZ fault %(message)s", "%Y-%m-%dT%H:%M:%S")
    lines.converter = time.gmtime
    file.setFormatter(lines)
    return file
