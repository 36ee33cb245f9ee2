"""Calls of a program beyond this machine, noted in a file and refused before anything leaves."""

from __future__ import annotations

import os
from pathlib import Path

CALLS = "BYLINE_TEST_CALLS"
"""The variable that names the file with a line for each call out."""

OUT = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
"""Event → which of its arguments says where to."""

HERE = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "", None}  # noqa: S104 (where a socket listens)


def refuse_calls_out(event: str, arguments: tuple[object, ...]) -> None:
    """Note a call beyond this machine, and refuse it before anything leaves."""
    if event not in OUT:
        return
    where = arguments[OUT[event]]
    host = where[0] if isinstance(where, tuple) else where
    if isinstance(host, bytes | bytearray):
        host = host.decode("latin-1")
    if host in HERE or str(host).startswith("/"):  # a socket of the file system
        return
    with Path(os.environ[CALLS]).open("a", encoding="utf-8") as file:
        file.write(f"{event} {host}\n")
    raise OSError(f"no call out: {host}")
