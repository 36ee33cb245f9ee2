"""Decide which requests a server on this machine answers at all (ASGI middleware): by host, origin and token.

A page of another site can send requests to a server on this machine, and can bind a name of its own to this address;
its browser states the site as the origin, or the name as the host. Programs that are no browsers state no origin.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import SplitResult, urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

DEFAULT_PORTS = {"http": 80, "https": 443}
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
PROBLEM = b"application/problem+json"
BEARER = "bearer "

LARGEST_BODY = 16_000_000
"""Bytes of a request. Raised, requests fill the memory before they are refused."""

NO_TOKEN = (401, "a token is needed: send the server's own as Authorization: Bearer TOKEN")
TOO_LARGE = (413, f"more than {LARGEST_BODY // 1_000_000} MB at once: send less")


class Guard:
    """Refuse requests of other hosts and origins, without the token, or too large; pass the others on.

    `open_paths` are answered without the token. A refusal never repeats what was sent.
    """

    def __init__(
        self, app: Application, *, token: str | None, hosts: frozenset[str] = THIS_MACHINE, open_paths: frozenset[str]
    ) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts
        self._open = open_paths

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        messages = [] if refusal else await _body(receive)
        if refusal or messages is None:
            await refuse(*(refusal or TOO_LARGE), send)
        else:
            await self._app(scope, _replayed(messages, receive), send)

    def _refusal(self, scope: Message) -> tuple[int, str] | None:
        """The status and the reason with which a request is refused; None for one that is answered."""
        hosts, origins, tokens = (header(scope, name) for name in (b"host", b"origin", b"authorization"))
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return 421, "this server does not go by that name: ask it at the address that it stated as it started"
        if len(origins) > 1 or (origins and not is_own_origin(origins[0], hosts[0], secure=scope["scheme"] == "https")):
            return 403, "a page of another site may not ask this server: open its own address"
        if self._token and scope["path"] not in self._open and not _has(tokens, self._token):
            return NO_TOKEN
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            return urlsplit(f"http://{host}").hostname in self._hosts
        except ValueError:
            return False


def header(scope: Message, name: bytes) -> list[str]:
    """Every value of a header, in the order in which they were sent."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _has(sent: list[str], token: str) -> bool:
    """Whether the one authorization that was sent is this token; the comparison takes the same time for any other."""
    given = sent[0] if len(sent) == 1 else ""
    is_bearer = given[: len(BEARER)].lower() == BEARER
    return hmac.compare_digest(given[len(BEARER) :].strip().encode(), token.encode()) and is_bearer


async def _body(receive: Receive) -> list[Message] | None:
    """Every message of a request's body, None as soon as they are too large."""
    messages, size = list[Message](), 0
    while not messages or messages[-1].get("more_body"):
        messages.append(await receive())
        size += len(messages[-1].get("body", b""))
        if size > LARGEST_BODY:
            return None
    return messages


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    left = iter(messages)

    async def replayed() -> Message:
        return next(left, None) or await receive()

    return replayed


async def refuse(status: int, reason: str, send: Send) -> None:
    """Answer with a problem (RFC 9457)."""
    headers = [(b"content-type", PROBLEM), (b"cache-control", b"no-store")]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem(status, reason)).encode()})


def problem(status: int, reason: str) -> dict[str, object]:
    """A problem as RFC 9457 has it: the title is the status's own, the detail says what, where and the next step."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": reason}


def is_own_origin(origin: str, host: str, *, secure: bool) -> bool:
    """Return whether an origin is the scheme, host and port that the request was sent to.

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
