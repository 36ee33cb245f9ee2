"""Say who somebody is: signed in, or their browser, recognized by a cookie that the server set once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import streamlit as st

from desk.browser_tokens import issue, owner_of, renewed
from desk.opening import place_of
from desk.records import Desk, Place
from doors.guard import Application, Message, Receive, Send
from errors import BylineError
from settings import Settings, read_settings

COOKIE = "byline-browser"
SECURE_COOKIE = f"__Host-{COOKIE}"
"""Over HTTPS; browsers take it from this very host alone. A cookie of the other name is still read."""

LIFETIME_S = 400 * 24 * 60 * 60
"""The longest that browsers keep a cookie; each visit begins it anew."""

MOST_COOKIES = 32
"""Of our names in one request. Raised, a request may have more of them looked up."""

CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
"""Headers by which a browser asks for a page only if it has changed."""


class KnowAgain:
    """Gives every browser its cookie with the page, and a session only a token that was issued (ASGI middleware)."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer the request as the app does; a page has the cookie with it."""
        if scope["type"] == "websocket":
            token, _ = await asyncio.to_thread(_token, scope)
            await self._app(_with_token(scope, token), receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                token, may_issue = await asyncio.to_thread(_token, scope)
                token = token or (await asyncio.to_thread(_issued) if may_issue else None)
                if token:
                    given = cookie(token, secure=scope.get("scheme") == "https")
                    message["headers"] = [*message.get("headers", ()), (b"set-cookie", given.encode("ascii"))]
            await send(message)

        await self._app(_whole(scope), receive, send_with_cookie)


def cookie(token: str, *, secure: bool) -> str:
    """The value of `Set-Cookie` for this token."""
    kept = f"{token}; Max-Age={LIFETIME_S}; Path=/; HttpOnly; SameSite=Lax"
    return f"{SECURE_COOKIE}={kept}; Secure" if secure else f"{COOKIE}={kept}"


def browser_owner() -> str:
    """The owner of what this browser keeps; "" for one without a cookie, which could never come back to it."""
    token = str(st.context.cookies.get(COOKIE) or "")
    return owner_of(token) if token else ""


def _token(scope: Message) -> tuple[str | None, bool]:
    """The token that the request brings, if it was issued here; and whether a new one may take its place.

    It may not where nobody can tell now, such as on a damaged desk: the token may lead to what is kept there.
    """
    try:
        return renewed(desk_place(read_settings()), _sent(scope)), True
    except BylineError:
        return None, False


def _issued() -> str | None:
    """A new token; None where none can be signed, and nothing could be kept either."""
    try:
        return issue(desk_place(read_settings()))
    except BylineError:
        return None


def _sent(scope: Message) -> list[str]:
    """What our cookies hold, the safer one first, whatever other programs of this host have put beside them.

    Cookies know no ports.
    """
    pairs = [pair.partition("=") for pair in _pairs(scope)]
    return [value for ours in (SECURE_COOKIE, COOKIE) for name, _, value in pairs if name == ours][:MOST_COOKIES]


def _pairs(scope: Message) -> list[str]:
    sent = ";".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return [pair.strip() for pair in sent.split(";")]


def _with_token(scope: Message, token: str | None) -> Message:
    """The request with this token as its one cookie of ours; with none, where none was issued."""
    others = [pair for pair in _pairs(scope) if pair and pair.partition("=")[0] not in {COOKIE, SECURE_COOKIE}]
    ours = [f"{COOKIE}={token}"] if token else []
    headers = [pair for pair in scope["headers"] if pair[0] != b"cookie"]
    sent = [(b"cookie", "; ".join([*others, *ours]).encode("latin-1"))] if others or ours else []
    return {**scope, "headers": [*headers, *sent]}


def _whole(scope: Message) -> Message:
    """The request; a page's without its conditional headers, since a "not modified" would set no cookie."""
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
    """Return whether `[auth]` is configured, so that people sign in."""
    return "is_logged_in" in st.user


def has_entered() -> bool:
    """Return whether this person may see the documents; everybody may if nobody signs in."""
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


def desk_place(settings: Settings) -> Place:
    """Where what people keep is."""
    return place_of(settings.data, settings.index)


def own_desk(settings: Settings) -> Desk:
    """The desk of this session's person."""
    return Desk.at(desk_place(settings), person(settings).owner)
