"""Which requests a server on this machine answers at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from doors import guard
from doors.guard import Guard
from tests.doors.processes import in_a_thread

TOKEN = "a-token-of-this-test"  # noqa: S105


def answered(
    *headers: tuple[str, str], path: str = "/ask", body: bytes = b"{}", token: str | None = TOKEN
) -> tuple[int, dict[str, Any], bytes]:
    """The status, the problem and what the application received."""
    sent: list[dict[str, Any]] = []
    got = b""

    async def app(_scope: object, receive: Any, send: Any) -> None:
        nonlocal got
        more = True
        while more:
            message = await receive()
            got += message["body"]
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    parts = [body[at : at + 1_000] for at in range(0, len(body), 1_000)] or [b""]
    messages = iter([{"type": "http.request", "body": part, "more_body": part is not parts[-1]} for part in parts])

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "scheme": "http",
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    in_a_thread(Guard(app, token=token, open_paths=frozenset({"/openapi.json"}))(scope, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"]), got


HOST = ("host", "localhost:8502")
ENTITLED = ("authorization", f"Bearer {TOKEN}")


@pytest.mark.parametrize("host", ["localhost:8502", "127.0.0.1:8502", "[::1]:8502", "LOCALHOST", "localhost"])
def test_this_machine_is_answered_with_the_token(host: str) -> None:
    assert answered(("host", host), ENTITLED) == (200, {}, b"{}")


@pytest.mark.parametrize(
    "hosts",
    [(), ("evil.example",), ("localhost.evil.example:8502",), ("localhost:8502", "localhost:8502"), ("[",), ("",)],
)
def test_a_request_for_another_host_is_refused(hosts: tuple[str, ...]) -> None:
    assert answered(*(("host", host) for host in hosts), ENTITLED)[0] == 421


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:9999", "http://127.0.0.1:8502", "null", "http://[", ""]
)
def test_a_page_of_another_origin_is_refused_also_with_the_token(origin: str) -> None:
    assert answered(HOST, ENTITLED, ("origin", origin))[0] == 403


def test_a_page_of_this_very_server_is_answered() -> None:
    assert answered(HOST, ENTITLED, ("origin", "http://localhost:8502"))[0] == 200


@pytest.mark.parametrize(
    "sent",
    [
        (),
        ("Bearer ",),
        (f"Bearer {TOKEN[:-1]}",),
        (f"Basic {TOKEN}",),
        (TOKEN,),
        (f"Bearer {TOKEN}", f"Bearer {TOKEN}"),
        ("Bearer é",),
    ],
)
def test_without_the_token_nothing_is_answered_and_what_was_sent_is_not_repeated(sent: tuple[str, ...]) -> None:
    status, problem, got = answered(HOST, *(("authorization", one) for one in sent))

    assert (status, got) == (401, b"")
    assert TOKEN[:-1] not in json.dumps(problem)
    assert problem["detail"] == "a token is needed: send the server's own as Authorization: Bearer TOKEN"


def test_an_open_path_needs_no_token_but_the_right_host() -> None:
    assert answered(HOST, path="/openapi.json")[0] == 200
    assert answered(("host", "evil.example"), path="/openapi.json")[0] == 421


def test_where_no_token_is_set_none_is_asked_for() -> None:
    assert answered(HOST, token=None)[0] == 200


def test_a_body_reaches_the_application_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_BODY", 5_000)

    assert answered(HOST, ENTITLED, body=b"x" * 5_000)[2] == b"x" * 5_000


def test_a_body_over_the_bound_is_refused_before_it_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_BODY", 5_000)

    status, problem, got = answered(HOST, ENTITLED, body=b"x" * 5_001)

    assert (status, got) == (413, b"")
    assert problem["status"] == 413
