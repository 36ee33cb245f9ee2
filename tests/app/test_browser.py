"""How a browser is known again without signing in: the cookie, and who it makes the owner."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from app_pages.frame.person import COOKIE, MOST_COOKIES, SECURE_COOKIE, KnowAgain, browser_owner, cookie
from desk import browser_tokens, conversations, desk_file
from desk.browser_tokens import KEY_FILE, issue, owner_of
from desk.desk_file import DESK_FILE
from desk.records import Desk, KeptTurn
from tests.desk.test_conversations import EMPTY


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the server."""
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def ours(data: Path) -> str:
    """A token that was issued here."""
    return issue(data)


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


def received(headers: list[tuple[bytes, bytes]], kind: str = "http") -> list[tuple[bytes, bytes]]:
    """The headers that the app gets of a request with these."""
    found: list[tuple[bytes, bytes]] = []

    async def page(scope: Any, _receive: object, _send: object) -> None:
        found.extend(scope["headers"])

    asyncio.run(KnowAgain(page)({"type": kind, "headers": headers}, page, page))
    return found


def token(said: str) -> str:
    return re.match(rf"(?:__Host-)?{COOKIE}=([\w-]{{43}}\.[\w-]{{43}});", said)[1]


def test_a_new_browser_gets_a_number_that_no_other_has() -> None:
    assert token(given([])) != token(given([]))


def test_a_known_browser_keeps_its_token_for_longer(ours: str) -> None:
    said = given([(b"cookie", f"x=1; {COOKIE}={ours}; y=2".encode())])
    assert said == cookie(ours, secure=False)
    assert "Max-Age=34560000" in said


CHOSEN = ["short", "b" * 43, "b" * 44, "b" * 43 + "." + "b" * 43, "%00" * 20, "ä" * 43, "", "." * 500_000]


@pytest.mark.parametrize("sent", CHOSEN)
def test_a_token_that_was_never_issued_here_is_taken_from_nobody(sent: str) -> None:
    header = [(b"cookie", f"{COOKIE}={sent}".encode())]

    assert owner_of(token(given(header))) != owner_of(sent)
    assert received(header, "websocket") == []


def test_a_token_of_another_folder_is_not_taken(ours: str, data: Path) -> None:
    (data / KEY_FILE).unlink()

    assert token(given([(b"cookie", f"{COOKIE}={ours}".encode())])) != ours


@pytest.fixture
def before(data: Path) -> str:
    """A token from before they were signed, whose browser has kept a conversation."""
    conversations.begin(Desk(data, owner_of("c" * 43)), KeptTurn("Who?", EMPTY.built_at, EMPTY))
    return "c" * 43


def test_who_kept_something_before_tokens_were_signed_finds_it_again(before: str) -> None:
    header = [(b"cookie", f"{COOKIE}={before}".encode())]

    renewed = token(given(header))
    assert renewed != before
    assert owner_of(renewed) == owner_of(before)
    assert received(header, "websocket") == [(b"cookie", f"{COOKIE}={renewed}".encode())]


@pytest.mark.parametrize("key", [None, b"", b"x" * 32])
def test_a_key_that_is_lost_or_damaged_loses_nothing_that_was_kept(before: str, data: Path, key: bytes | None) -> None:
    signed = token(given([(b"cookie", f"{COOKIE}={before}".encode())]))
    (data / KEY_FILE).unlink() if key is None else (data / KEY_FILE).write_bytes(key)

    assert owner_of(token(given([(b"cookie", f"{COOKIE}={signed}".encode())]))) == owner_of(before)


def test_tokens_that_nobody_issued_cost_one_opening_of_the_desk_and_no_look_through_it(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    openings: list[Path] = []
    plans: list[str] = []
    reading = desk_file.connect_to_read

    def watched(file: Path) -> sqlite3.Connection:
        openings.append(file)
        connection = reading(file)
        connection.set_trace_callback(plans.append)
        return connection

    monkeypatch.setattr(desk_file, "connect_to_read", watched)
    strangers = [secrets.token_urlsafe(32) for _ in range(40)]
    sent = "; ".join(f"{COOKIE}={one}" for one in [*strangers[:20], before, *strangers[20:]])

    assert owner_of(token(given([(b"cookie", sent.encode())]))) == owner_of(before)

    assert len(openings) == 1
    assert not [plan for plan in plans if "NOT INDEXED" in plan]
    looked_up = [plan for plan in plans if "FROM owners" in plan or "FROM pins" in plan or "FROM conversations" in plan]
    assert 0 < len(looked_up) <= 3 * MOST_COOKIES


def test_on_a_damaged_desk_no_token_is_replaced_that_may_lead_to_it(before: str, data: Path) -> None:
    (data / DESK_FILE).write_bytes(b"no database " * 500)

    assert given([(b"cookie", f"{COOKIE}={before}".encode())]) == ""


def test_a_browser_gets_no_cookie_where_no_key_can_be_written(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_DATA", str(data / "file" / "folder"))
    (data / "file").write_text("")

    assert given([]) == ""


@pytest.mark.skipif(os.name != "posix", reason="rights of this form are POSIX's")
def test_the_key_is_for_its_owner_alone_and_made_once(data: Path) -> None:
    given([])
    key = (data / KEY_FILE).read_bytes()
    given([])

    assert (len(key), key) == (32, (data / KEY_FILE).read_bytes())
    assert (data / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in data.iterdir()] == [KEY_FILE]


def test_visitors_at_once_are_signed_with_one_key(data: Path) -> None:
    with ThreadPoolExecutor(8) as visitors:
        issued = list(visitors.map(lambda _: issue(data), range(16)))

    assert [browser_tokens.renewed(data, [one]) for one in issued] == issued


def test_over_https_the_cookie_is_for_this_very_host_and_the_older_one_is_still_read(ours: str) -> None:
    for sent in (f"{COOKIE}={ours}", f"{SECURE_COOKIE}={ours}"):
        said = given([(b"cookie", sent.encode())], scheme="https")
        assert said == cookie(ours, secure=True)
    assert said.startswith("__Host-byline-browser=")
    assert {"Secure", "Path=/"} <= set(said.split("; "))
    assert "Domain" not in said


def test_the_cookie_of_this_very_host_goes_before_one_that_a_neighbour_can_set(ours: str, data: Path) -> None:
    sent = f"{COOKIE}={issue(data)}; {SECURE_COOKIE}={ours}"

    assert received([(b"cookie", sent.encode())], "websocket") == [(b"cookie", f"{COOKIE}={ours}".encode())]


def test_a_session_keeps_the_cookies_of_others(ours: str) -> None:
    sent = f"theme=dark mode; {COOKIE}=short; {COOKIE}={ours}; _streamlit_user=x"

    assert received([(b"cookie", sent.encode()), (b"host", b"h")], "websocket") == [
        (b"host", b"h"),
        (b"cookie", f"theme=dark mode; _streamlit_user=x; {COOKIE}={ours}".encode()),
    ]


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
    owners = []
    for sent in ("a" * 43, f"{'a' * 43}.signed", "b" * 43):
        monkeypatch.setattr(type(st.context), "cookies", {COOKIE: sent})
        owners.append(browser_owner())
    assert owners[0] == owners[1] != owners[2]
    assert "a" * 43 not in owners[0]


def test_a_browser_without_the_cookie_owns_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "cookies", {})

    assert browser_owner() == ""


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
def test_an_odd_cookie_of_a_neighbour_makes_nobody_a_stranger(beside: str, ours: str) -> None:
    sent = beside.format(ours=f"{COOKIE}={ours}").encode("latin-1")

    assert token(given([(b"cookie", sent)])) == ours
