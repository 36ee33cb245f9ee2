"""How a browser is known again without signing in: the cookie, and who it makes the owner."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
import streamlit as st

from app_pages.frame.person import COOKIE, TOKEN, KnowAgain, browser_owner, cookie

OURS = "a" * 43


def given(
    headers: list[tuple[bytes, bytes]], *, kind: bytes = b"text/html; charset=utf-8", scheme: str = "http"
) -> str:
    """What a page's answer sets for a browser that sends these headers; empty for nothing."""
    sent: list[dict[str, Any]] = []

    async def page(_scope: object, _receive: object, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": b""})

    async def keep(message: Any) -> None:
        sent.append(message)

    async def nothing() -> Any:
        return {}

    asyncio.run(KnowAgain(page)({"type": "http", "scheme": scheme, "headers": headers}, nothing, keep))
    return b"".join(value for name, value in sent[0]["headers"] if name == b"set-cookie").decode()


def received(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that the app gets of a request with these."""
    found: list[tuple[bytes, bytes]] = []

    async def page(scope: Any, _receive: object, _send: object) -> None:
        found.extend(scope["headers"])

    asyncio.run(KnowAgain(page)({"type": "http", "headers": headers}, page, page))
    return found


def token(said: str) -> str:
    return re.match(rf"{COOKIE}=({TOKEN.pattern});", said)[1]


def test_a_new_browser_gets_a_number_that_no_other_has() -> None:
    assert token(given([])) != token(given([]))


def test_a_known_browser_keeps_its_number_for_longer() -> None:
    said = given([(b"cookie", f"x=1; {COOKIE}={OURS}; y=2".encode())])
    assert said == cookie(OURS, secure=False)
    assert "Max-Age=34560000" in said


@pytest.mark.parametrize("sent", ["short", "b" * 44, "%00" * 20, "ä" * 43, ""])
def test_a_number_that_we_never_gave_is_not_taken(sent: str) -> None:
    assert token(given([(b"cookie", f"{COOKIE}={sent}".encode())])) not in {sent, ""}


def test_no_script_reads_the_cookie_and_no_other_site_sends_it() -> None:
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(given([]).split("; "))
    assert "Secure" not in given([])
    assert "Secure" in given([], scheme="https").split("; ")


def test_only_the_page_carries_the_cookie() -> None:
    assert given([], kind=b"text/javascript") == ""


@pytest.mark.parametrize("condition", [(b"if-none-match", b'"1df3"'), (b"if-modified-since", b"Sat, 21 Nov 2026")])
def test_a_page_is_given_whole_so_that_its_cookie_comes_with_it(condition: tuple[bytes, bytes]) -> None:
    assert received([(b"accept", b"text/html,*/*;q=0.8"), condition]) == [(b"accept", b"text/html,*/*;q=0.8")]


def test_anything_but_a_page_is_still_asked_for_only_if_it_has_changed() -> None:
    asked = [(b"accept", b"*/*"), (b"if-none-match", b'"1df3"')]
    assert received(asked) == asked


def test_the_owner_is_the_hash_of_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    owners = []
    for sent in (OURS, OURS, "b" * 43):
        monkeypatch.setattr(type(st.context), "cookies", {COOKIE: sent})
        owners.append(browser_owner())
    assert owners[0] == owners[1] != owners[2]
    assert OURS not in owners[0]


def test_a_browser_without_the_cookie_is_somebody_for_the_session_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owners = []
    for session in ({}, {}):
        monkeypatch.setattr(st, "session_state", session)
        owners.append((browser_owner(), browser_owner()))
    assert owners[0][0] == owners[0][1]
    assert owners[0][0] != owners[1][0]


@pytest.mark.parametrize(
    "beside",
    [
        "theme=dark mode; {ours}",
        "{ours}; a=b c",
        "foo; {ours}",
        '{ours};x="a;b\\',
        "=; {ours};;",
        "é=ü; {ours}",
        f"{COOKIE}=short; {{ours}}",
    ],
)
def test_an_odd_cookie_of_a_neighbour_makes_nobody_a_stranger(beside: str) -> None:
    sent = beside.format(ours=f"{COOKIE}={OURS}").encode("latin-1")

    assert token(given([(b"cookie", sent)])) == OURS
