"""Who somebody is: signed in, or their browser, known again by a cookie that the server gives it once."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from desk.records import Desk
from settings import Settings

COOKIE = "byline-browser"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
TOKEN_BYTES = 32
LIFETIME_S = 400 * 24 * 60 * 60
"""The longest that browsers keep a cookie; each visit begins it anew."""

CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
"""Headers by which a browser asks for a page only if it has changed."""

WITHOUT_COOKIE = "browser.token"
"""A browser that takes no cookie is known for one session only."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class KnowAgain:
    """Gives every browser its cookie with the page, before the page opens its session (ASGI middleware)."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer the request as the app does; a page has the cookie with it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = cookie(_token_in(scope) or secrets.token_urlsafe(TOKEN_BYTES), secure=scope.get("scheme") == "https")

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", given.encode("ascii"))]
            await send(message)

        await self._app(_whole(scope), receive, send_with_cookie)


def cookie(token: str, *, secure: bool) -> str:
    """The value of `Set-Cookie` for this token."""
    return f"{COOKIE}={token}; Max-Age={LIFETIME_S}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"


def browser_owner() -> str:
    """The owner of what this browser keeps: the hash of its cookie."""
    found = str(st.context.cookies.get(COOKIE) or "")
    if not TOKEN.fullmatch(found):
        found = st.session_state.setdefault(WITHOUT_COOKIE, secrets.token_urlsafe(TOKEN_BYTES))
    return f"browser {hashlib.sha256(found.encode()).hexdigest()}"


def _token_in(scope: Message) -> str | None:
    """The cookie's token, whatever other programs of this host have put beside it: cookies know no ports."""
    sent = ";".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    pairs = (part.strip().partition("=") for part in sent.split(";"))
    return next((value for name, _, value in pairs if name == COOKIE and TOKEN.fullmatch(value)), None)


def _whole(scope: Message) -> Message:
    """The request, of a page without its conditions: an answer that it has not changed would bring no cookie."""
    headers = scope["headers"]
    if not any(name == b"accept" and b"text/html" in value for name, value in headers):
        return scope
    return {**scope, "headers": [pair for pair in headers if pair[0] not in CONDITIONS]}


def _is_page(message: Message) -> bool:
    kinds = (value for name, value in message.get("headers", ()) if name.lower() == b"content-type")
    return any(kind.startswith(b"text/html") for kind in kinds)


# Who looks at the page, and whether they may change the library.


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is: the owner of their conversations; and whether they may upload, relabel, remove and rebuild."""

    owner: str
    may_edit: bool


def sign_in_is_set() -> bool:
    """Whether `[auth]` is configured, so that people sign in."""
    return "is_logged_in" in st.user


def has_entered() -> bool:
    """Whether this person may see the documents: everybody, where nobody signs in."""
    return not sign_in_is_set() or st.user["is_logged_in"] is True


def person(settings: Settings) -> Person:
    """The person of this session: a reader, unless the address stands among the editors and is not called unverified.

    Everybody reads where an index is set: its documents are built elsewhere.
    """
    if not sign_in_is_set():
        return Person(browser_owner(), may_edit=not settings.index)
    address = str(st.user.get("email") or "").casefold()
    trusted = st.user.get("email_verified", True) is True
    who = f"{st.user.get('iss') or ''} {st.user.get('sub') or address}".strip()
    may_edit = has_entered() and trusted and address in settings.editors and not settings.index
    return Person(who, may_edit=may_edit)


def own_desk(settings: Settings) -> Desk:
    """What the person of this session keeps."""
    return Desk(settings.data, person(settings).owner)
