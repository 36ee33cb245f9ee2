"""What a browser may do at all: sockets of this very origin, and pages that nobody frames."""

from __future__ import annotations

import asyncio
import socket as sockets
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app_pages.frame import door
from app_pages.frame.door import Door, is_own_origin


def answered(scope: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """What is sent for this request, and whether the app was asked."""
    sent: list[dict[str, Any]] = []
    asked = []

    async def app(_scope: object, _receive: object, send: Any) -> None:
        asked.append(True)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"X-Frame-Options", b"ALLOWALL")]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await send({"type": "websocket.accept"})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def keep(message: Any) -> None:
        sent.append(message)

    asyncio.run(Door(app)(scope, receive, keep))
    return sent, bool(asked)


def socket(*headers: tuple[bytes, bytes], scheme: str = "ws") -> dict[str, Any]:
    return {"type": "websocket", "scheme": scheme, "headers": [(b"host", b"localhost:8501"), *headers]}


@pytest.mark.parametrize(
    "origin",
    [
        b"http://localhost:9999",
        b"http://localhost",
        b"http://127.0.0.1:8501",
        b"http://127.0.0.1:1",
        b"http://localhost.:8501",
        b"http://evil.example",
        b"http://localhost:8501.evil.example",
        b"http://localhost:8501@evil.example",
        b"http://evil.example@localhost:8501",
        b"https://x.streamlit.app",
        b"http://0.0.0.0:80",
        b"http://[::1]:8501",
        b"http://[",
        b"http://localhost:port",
        b"file://localhost:8501",
        b"null",
        b"",
    ],
)
def test_a_socket_of_another_origin_is_refused_before_the_app_sees_it(origin: bytes) -> None:
    sent, asked = answered(socket((b"origin", origin)))

    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert not asked


@pytest.mark.parametrize(
    "headers", [(), ((b"origin", b"http://localhost:8501"),), ((b"origin", b"http://LOCALHOST:8501"),)]
)
def test_a_socket_of_this_origin_or_of_no_browser_is_let_in(headers: tuple[tuple[bytes, bytes], ...]) -> None:
    assert answered(socket(*headers)) == ([{"type": "websocket.accept"}], True)


def test_a_socket_that_names_two_origins_is_refused() -> None:
    ours = (b"origin", b"http://localhost:8501")

    assert answered(socket(ours, ours))[1] is False


@pytest.mark.parametrize(
    ("origin", "host", "secure", "expected"),
    [
        ("http://byline.example", "byline.example", False, True),
        ("http://byline.example:80", "byline.example", False, True),
        ("https://byline.example", "byline.example", False, True),  # a proxy ended TLS
        ("https://byline.example", "byline.example:443", True, True),
        ("http://byline.example", "byline.example", True, False),
        ("https://byline.example", "byline.example:80", True, False),
        ("http://[::1]:8501", "[::1]:8501", False, True),
    ],
)
def test_a_schemes_own_port_need_not_be_named(origin: str, host: str, secure: bool, expected: bool) -> None:
    assert is_own_origin(origin, host, secure=secure) is expected


def test_every_answer_forbids_frames_and_guessing_and_names_no_referrer() -> None:
    sent, _ = answered({"type": "http", "path": "/", "method": "GET", "headers": []})
    headers = [(name.lower(), value) for name, value in sent[0]["headers"]]

    assert (b"x-frame-options", b"DENY") in headers
    assert [name for name, _ in headers].count(b"x-frame-options") == 1
    assert (b"x-content-type-options", b"nosniff") in headers
    assert (b"referrer-policy", b"no-referrer") in headers
    policy = dict(headers)[b"content-security-policy"].decode().split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "connect-src 'self'"} <= set(policy)


ASKED = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def says_a_word(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request, or accept a socket and wait until it is closed."""
    await receive()
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await receive()
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"word"})


async def is_sent_at_once(app: Any, asked: bytes) -> bool:
    """Whether a connection of a server of this app, bound as Streamlit binds its own, waits for no acknowledgement."""
    listening = sockets.socket(sockets.AF_INET)
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    writer.write(asked)
    await reader.readuntil(b"\r\n\r\n")
    protocol: Any = next(iter(server.server_state.connections))
    found = protocol.transport.get_extra_info("socket").getsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY)
    writer.close()
    server.should_exit = True
    await serving
    return bool(found)


@pytest.mark.parametrize("asked", [ASKED, HANDSHAKE])
@pytest.mark.parametrize(("wrapped", "expected"), [(Door, True), (lambda app: app, False)])
def test_no_answer_waits_until_the_one_before_is_acknowledged(
    asked: bytes, wrapped: Callable[[Any], Any], expected: bool
) -> None:
    assert asyncio.run(is_sent_at_once(wrapped(says_a_word), asked)) is expected


def upload(session: str, *, length: int = 10) -> dict[str, Any]:
    headers = [(b"content-length", str(length).encode())]
    return {"type": "http", "path": f"/_stcore/upload_file/{session}/1", "method": "PUT", "headers": headers}


def test_a_file_of_a_session_whose_person_has_not_entered_is_refused_before_it_is_read() -> None:
    sent, asked = answered(upload("a-stranger"))

    assert sent[0]["status"] == 403
    assert not asked


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> str:
    """A session whose person has entered, and that may hold two megabytes."""
    monkeypatch.setenv("BYLINE_UPLOAD_TOTAL_MB", "2")
    monkeypatch.setenv("BYLINE_UPLOAD_MB", "1")
    monkeypatch.setattr(door, "_entered", set[str]())
    door.admit("somebody")
    return "somebody"


def test_a_session_whose_files_fill_what_is_taken_at_once_is_refused(
    entered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_held", lambda session: {entered: 1_500_000}[session])

    assert answered(upload(entered, length=500_000))[1] is True
    sent, asked = answered(upload(entered, length=500_001))

    assert sent[0]["status"] == 413
    assert sent[1]["body"] == b"more than 2 MB at once: add these files in several steps"
    assert not asked


def test_files_that_come_at_the_same_time_count_together(entered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_held", lambda _session: 0)
    statuses: list[int] = []

    async def many() -> None:
        whole = asyncio.Event()

        async def app(_scope: object, _receive: object, send: Any) -> None:
            await whole.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})

        async def keep(message: Any) -> None:
            if "status" in message:
                statuses.append(message["status"])

        async def nothing() -> dict[str, Any]:
            return {}

        guarded = Door(app)
        stated, unstated = upload(entered, length=1_000_000), upload(entered) | {"headers": []}
        coming = [asyncio.create_task(guarded(scope, nothing, keep)) for scope in (stated, unstated, stated)]
        await asyncio.sleep(0)
        whole.set()
        await asyncio.gather(*coming)
        await guarded(stated, nothing, keep)

    asyncio.run(many())

    assert statuses == [413, 204, 204, 204]


def test_what_a_session_holds_is_read_from_streamlits_own_store(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryUploadedFileManager("/upload")
    store.add_file("somebody", UploadedFileRec("1", "a.txt", "text/plain", b"12345"))
    store.add_file("another", UploadedFileRec("2", "b.txt", "text/plain", b"123"))
    monkeypatch.setattr(door, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=store))

    assert [door._held(session) for session in ("somebody", "another", "nobody")] == [5, 3, 0]
