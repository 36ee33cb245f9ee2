"""Decide what a browser may do at all, before Streamlit sees the request (ASGI middleware).

A page of another program can open a socket to a server on this machine, and can show it in a frame. Streamlit would
answer the first by looking up the machine's outside address, and would not mind the second. It also takes files of
anybody who opened a session, signed in or not, and keeps them in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.runtime import get_instance

from app_pages.drawing.scripts import TO_NEWEST, TO_PLACE, script_hashes
from doors.guard import Application, Message, Receive, Send, is_own_origin
from settings import read_settings

REFUSED = 1008
"""The code of a socket that is closed for policy (RFC 6455); before it is accepted, the browser sees status 403."""

STREAMLITS_PAGE = Path(st.__file__).with_name("static") / "index.html"

ALLOWED_SCRIPTS = " ".join(script_hashes(STREAMLITS_PAGE.read_text(encoding="utf-8"), TO_NEWEST, TO_PLACE))
"""Of the scripts that stand in a page, those of Streamlit's own page and ours; any other is refused."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' blob: {ALLOWED_SCRIPTS}",  # a component's script is a blob
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = (
    (b"content-security-policy", POLICY.encode("ascii")),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


MOVED = {"sources": "documents", "library": "documents", "trace": "find"}
"""Address of a page as it was → as it is; links and bookmarks still lead there, with what they ask for."""

UPLOADS = "/_stcore/upload_file/"
MEGABYTE = 1_000_000

SESSIONS_REMEMBERED = 10_000
"""Of more, those that have ended are forgotten."""

_entered = set[str]()
_entering = Lock()


def admit(session: str) -> None:
    """Accept this session's files from now on: its person has entered."""
    with _entering:
        if session not in _entered and len(_entered) >= SESSIONS_REMEMBERED:
            runtime = get_instance()
            _entered.intersection_update([one for one in _entered if runtime.is_active_session(one)])
        _entered.add(session)


class Door:
    """Refuse sockets of other origins and files of strangers; let no other page frame or read this one."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._coming = Counter[str]()
        """Session → bytes of files that are on their way, each request as long as it may be."""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the request to the app, unless it is a socket of another origin."""
        _send_at_once(receive)
        if scope["type"] == "websocket" and not is_own_socket(scope):
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*_without_ours(message.get("headers", ())), *HEADERS]
            await send(message)

        moved = _moved(scope) if scope["type"] == "http" else None
        if moved:
            await send_guarded({"type": "http.response.start", "status": 308, "headers": [(b"location", moved)]})
            await send({"type": "http.response.body", "body": b""})
            return
        session = _uploading(scope) if scope["type"] == "http" else None
        if session is None:
            await self._app(scope, receive, send_guarded if scope["type"] == "http" else send)
            return
        await self._take_file(session, scope, receive, send_guarded)

    async def _take_file(self, session: str, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a file to the app if its sender has entered and is under the limit of bytes in flight."""
        limits, length = read_settings(), _length(scope)
        most = limits.upload_total_mb * MEGABYTE
        length = limits.upload_mb * MEGABYTE if length is None else length
        if session not in _entered:
            await _refuse(403, "only somebody who has entered uploads files: open the page again", send)
        elif _held(session) + self._coming[session] + length > most:
            await _refuse(413, f"more than {most // MEGABYTE:,} MB at once: add these files in several steps", send)
        else:
            self._coming[session] += length
            try:
                await self._app(scope, receive, send)
            finally:
                self._coming[session] -= length
                self._coming += Counter()  # sessions without a file on its way are forgotten


def _moved(scope: Message) -> bytes | None:
    """The address, relative to the one asked for, of a page that has moved; None for any other request."""
    page = MOVED.get(str(scope["path"]).rpartition("/")[2])
    if page is None or scope["method"] not in {"GET", "HEAD"}:
        return None
    return b"?".join(filter(None, (page.encode("ascii"), scope["query_string"])))


def _uploading(scope: Message) -> str | None:
    """The session that a request brings a file for; None where it brings none."""
    _, found, rest = str(scope["path"]).partition(UPLOADS)
    return rest.split("/")[0] if found and scope["method"] in {"PUT", "POST"} else None


def _held(session: str) -> int:
    """Bytes of this session's uploads that are still in memory."""
    manager: Any = get_instance().uploaded_file_mgr
    return sum(len(one.data) for one in list(manager.file_storage.get(session, {}).values()))


def _length(scope: Message) -> int | None:
    """The length that the request states; None where it states none."""
    stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(stated) if stated.isdigit() else None


async def _refuse(status: int, reason: str, send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})


def _send_at_once(receive: Receive) -> None:
    """Let no answer of this connection wait until the browser has acknowledged the one before (TCP_NODELAY).

    asyncio sees to that, but not on connections of a socket that was bound without naming its protocol, as Streamlit
    binds its own: each small answer came up to 40 ms later. A connection is no part of ASGI. It is found where uvicorn
    has it; elsewhere nothing is changed, and all is as it was, only later.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    connection = transport.get_extra_info("socket") if transport else None
    if connection is not None and connection.family in {AF_INET, AF_INET6}:
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


def is_own_socket(scope: Message) -> bool:
    """Return whether a socket comes from a page of this very server, or from a program that is not a browser."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not origins:
        return True
    if len(origins) > 1 or len(hosts) != 1:
        return False
    return is_own_origin(origins[0].decode("latin-1"), hosts[0].decode("latin-1"), secure=scope.get("scheme") == "wss")


def _without_ours(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in HEADERS}
    return [pair for pair in headers if pair[0].lower() not in ours]
