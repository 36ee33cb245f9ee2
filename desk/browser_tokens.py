"""The token by which a browser is known again: issued here and signed, and no other is taken."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock

from desk import postgres_rows
from desk.accounts import first_known
from desk.desk_file import OWNER_ALONE
from desk.records import DeskServer, Place
from errors import StorageError

KEY_FILE = "desk.key"
KEY_BYTES = 32

NUMBER_BYTES = 32
NUMBER = re.compile(r"[A-Za-z0-9_-]{43}")
"""A browser's number as text. Before tokens were signed it was the whole token."""

LONGEST_TOKEN = 100

_making = Lock()


def issue(place: Place) -> str:
    """A token for a browser that is new here.

    Raises:
        StorageError: the key that signs it can be neither read nor written.
    """
    return _signed(place, secrets.token_urlsafe(NUMBER_BYTES))


def renewed(place: Place, sent: Iterable[str]) -> str | None:
    """The first of these tokens that was issued here, as it would be issued today; None if none was.

    It is signed, or of somebody who keeps something here: such tokens are from before they were signed, or from before
    a key that was lost.

    Raises:
        LibraryError: whether one was cannot be told now.
    """
    unsigned: dict[str, str] = {}
    signed = None
    for token in sent:
        number = token[:LONGEST_TOKEN].partition(".")[0]
        if NUMBER.fullmatch(number):
            if hmac.compare_digest(_signed(place, number).encode(), token.encode()):
                signed = token
                break
            unsigned[owner_of(number)] = number
    known = first_known(place, list(unsigned))
    return _signed(place, unsigned[known]) if known else signed


def owner_of(token: str) -> str:
    """The owner of what a browser with this token keeps: the hash of its number."""
    return f"browser {hashlib.sha256(token.partition('.')[0].encode()).hexdigest()}"


def _signed(place: Place, number: str) -> str:
    mark = hmac.digest(_key(place), number.encode(), "sha256")
    return f"{number}.{urlsafe_b64encode(mark).decode().rstrip('=')}"


def _key(place: Place) -> bytes:
    """The key of this place, made at the first visit; for whoever may read the place alone."""
    if isinstance(place, DeskServer):
        return _key_on(place)
    file = place / KEY_FILE
    with _making:
        try:
            found = _read(file)
            return found if len(found) == KEY_BYTES else _made(file)
        except OSError as error:
            raise StorageError(f"{file}: {error.strerror}: free some space or make the folder writable") from error


@cache
def _key_on(server: DeskServer) -> bytes:
    """The key that all apps of a database share; it never changes."""
    if (found := postgres_rows.read_paper(server, KEY_FILE)) is None:
        with postgres_rows.changing(server) as rows:
            found = rows.paper(KEY_FILE) or secrets.token_bytes(KEY_BYTES)
            rows.write_paper(KEY_FILE, found)
    return found


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _made(file: Path) -> bytes:
    """A new key, written beside and then moved into place."""
    key, beside = secrets.token_bytes(KEY_BYTES), file.with_name(f"{KEY_FILE}.{secrets.token_hex(8)}")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE), "wb") as opened:
            opened.write(key)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return key
