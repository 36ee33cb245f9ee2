"""Listen on this machine: the one place that starts a web server of ours, always behind its guard."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from doors.guard import THIS_MACHINE, Application, Guard
from errors import SettingsError

LOCALHOST = "127.0.0.1"
UNNAMED = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 (what is refused)
"""Every address of this machine at once: a request names one of them, and would be refused as one for another host."""

TOKEN_BYTES = 32
GRACE_S = 5
"""Seconds that requests have to end when the server is stopped. Raised, stopping it takes longer."""


def new_token() -> str:
    """Draw a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def serve(
    app: Application,
    *,
    host: str,
    port: int,
    token: str | None,
    open_paths: frozenset[str] = frozenset(),
    ready: Callable[[str], None],
) -> None:
    """Serve an application until it is stopped.

    Args:
        app: the application; every request passes its guard first.
        host: the address to listen on, one by which others name this machine.
        port: the port; 0 for a free one.
        token: what every request must have, None for no token.
        open_paths: what is answered without it.
        ready: called with the address of the server as soon as it is taken.

    Raises:
        SettingsError: the address or the port cannot be taken, or nobody can name the address.
    """
    if host in UNNAMED:
        raise SettingsError(f"{host!r} is no address by which this machine is asked: name one of its own as --host")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as taken:
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind((host, port))
            taken.listen()  # whoever is told the address may come before the server runs
        except OSError as error:
            raise SettingsError(
                f"{host}, port {port}, cannot be taken ({error.strerror}): name another --port"
            ) from error
        guard = Guard(app, token=token, hosts=THIS_MACHINE | {host.lower()}, open_paths=open_paths)
        settings = uvicorn.Config(
            guard, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=GRACE_S
        )
        ready(_address(host, taken.getsockname()[1]))
        uvicorn.Server(settings).run(sockets=[taken])


def _address(host: str, port: int) -> str:
    """The address of a server that listens here."""
    name = "localhost" if host in THIS_MACHINE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
