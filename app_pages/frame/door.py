"""The door: what a browser may do at all, decided before Streamlit sees the request (ASGI middleware).

A page of another program can open a socket to a server on this machine, and can show it in a frame. Streamlit would
answer the first by looking up the machine's outside address, and would not mind the second. It also takes files of
anybody who opened a session, signed in or not, and keeps them in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import streamlit as st
from streamlit.runtime import get_instance

from app_pages.drawing.scripts import TO_NEWEST, TO_PLACE, script_hashes
from app_pages.frame.person import Application, Message, Receive, Send
from settings import read_settings

DEFAULT_PORTS = {"http": 80, "https": 443}

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


UPLOADS = "/_stcore/upload_file/"
MEGABYTE = 1_000_000

SESSIONS_REMEMBERED = 10_000
"""Of more, those that have ended are forgotten."""

_may_upload = set[str]()


def admit(session: str) -> None:
    """Take files of this session from now on: its person may change the library."""
    if len(_may_upload) >= SESSIONS_REMEMBERED:
        runtime = get_instance()
        _may_upload.intersection_update({one for one in _may_upload if runtime.is_active_session(one)})
    _may_upload.add(session)


class Door:
    """Refuses sockets of other origins and files of strangers, and lets no other page frame or read this one."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let the app answer the request, unless it is a socket of another origin."""
        if scope["type"] == "websocket" and not is_own_socket(scope):
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
            return
        refused = _upload_refusal(scope) if scope["type"] == "http" else None

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*_without_ours(message.get("headers", ())), *HEADERS]
            await send(message)

        if refused:
            await _refuse(refused, send_guarded)
            return
        await self._app(scope, receive, send_guarded if scope["type"] == "http" else send)


def _upload_refusal(scope: Message) -> tuple[int, str] | None:
    """Status and reason where a file may not be uploaded; None for every other request."""
    _, found, rest = str(scope["path"]).partition(UPLOADS)
    if not found or scope["method"] not in {"PUT", "POST"}:
        return None
    session = rest.split("/")[0]
    if session not in _may_upload:
        return 403, "only somebody who may change the library uploads files: sign in, or open the page again"
    most = read_settings().upload_total_mb * MEGABYTE
    if _held(session) + _length(scope) > most:
        return 413, f"more than {most // MEGABYTE:,} MB at once: add these files in several steps"
    return None


def _held(session: str) -> int:
    """Bytes of files that this session uploaded and that are still in memory."""
    storage = getattr(get_instance().uploaded_file_mgr, "file_storage", {})
    return sum(len(one.data) for one in list(storage.get(session, {}).values()))


def _length(scope: Message) -> int:
    """The length that the request states; 0 where it states none, for Streamlit counts what comes of one file."""
    stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(stated) if stated.isdigit() else 0


async def _refuse(refusal: tuple[int, str], send: Send) -> None:
    status, reason = refusal
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})


def is_own_socket(scope: Message) -> bool:
    """Whether a socket comes from a page of this very server, or from a program that is not a browser."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not origins:
        return True
    if len(origins) > 1 or len(hosts) != 1:
        return False
    return is_own_origin(origins[0].decode("latin-1"), hosts[0].decode("latin-1"), secure=scope.get("scheme") == "wss")


def is_own_origin(origin: str, host: str, *, secure: bool) -> bool:
    """Whether an origin is the scheme, host and port that the request was sent to.

    Behind a proxy that ends TLS the server sees a plain request of a page that is not; the other way round is refused.
    """
    try:
        stated = urlsplit(origin)
        asked = urlsplit(f"{stated.scheme}://{host}")
        same = _place(stated) == _place(asked)
    except ValueError:
        return False
    plain = {stated.path, stated.query, stated.fragment} == {""} and stated.username is None
    return same and plain and (stated.scheme == "https" or (stated.scheme == "http" and not secure))


def _place(address: SplitResult) -> tuple[str | None, int | None]:
    """Host and port; the scheme's own port where none is named.

    Raises:
        ValueError: the port is not a number.
    """
    return address.hostname, address.port or DEFAULT_PORTS.get(address.scheme)


def _without_ours(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in HEADERS}
    return [pair for pair in headers if pair[0].lower() not in ours]
