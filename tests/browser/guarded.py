"""The app with every look-up and connection beyond this machine noted and refused, and without its door if asked.

Runs like `streamlit`. Without the door it shows what an attack would do, so that a test of the door cannot pass for
another reason.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from streamlit.web import cli

from app_pages.frame import door

CALLS = "BYLINE_TEST_CALLS"
"""The variable that names the file with a line for each call out."""

NO_DOOR = "BYLINE_TEST_NO_DOOR"

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


if __name__ == "__main__":
    sys.addaudithook(refuse_calls_out)
    if NO_DOOR in os.environ:
        door.Door = lambda app: app  # type: ignore[assignment,misc,return-value]
    sys.exit(cli.main())
