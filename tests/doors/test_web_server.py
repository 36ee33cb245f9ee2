"""Where a server listens, and by which address it is asked."""

from __future__ import annotations

from typing import Any

import pytest
import uvicorn

from doors.guard import Guard
from doors.web_server import serve
from errors import SettingsError


async def nothing(*_: object) -> None:
    """Answer nothing."""


def served(monkeypatch: pytest.MonkeyPatch, host: str) -> tuple[str, Guard]:
    """The address that is stated, and the guard before the application; nothing is answered."""
    stated: list[str] = []
    guards: list[Any] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, **_: guards.append(server.config.app))
    serve(nothing, host=host, port=0, token=None, ready=stated.append)
    return stated[0].rpartition(":")[0], guards[0]


@pytest.mark.parametrize(
    ("host", "stated"),
    [("127.0.0.1", "http://localhost"), ("localhost", "http://localhost"), ("127.0.0.2", "http://127.0.0.2")],
)
def test_the_address_that_is_stated_is_the_one_that_is_listened_on_and_answered(
    monkeypatch: pytest.MonkeyPatch, host: str, stated: str
) -> None:
    address, guard = served(monkeypatch, host)

    assert address == stated
    assert guard._is_ours(f"{stated.removeprefix('http://')}:8503")


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::"])  # noqa: S104 (what is refused)
def test_an_address_that_nobody_can_name_is_refused(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    with pytest.raises(SettingsError, match="name one of its own as --host"):
        served(monkeypatch, host)
