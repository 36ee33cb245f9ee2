"""Listen on this machine: the one place that starts a web server of ours, always behind its guard."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from doors.guard import THIS_MACHINE, Application, Guard
from errors import SettingsError

LOCALHOST = "127.0.0.1"
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
    ready: Callable[[int], None],
) -> None:
    """Serve an application until it is stopped.

    Args:
        app: the application; every request passes its guard first.
        host: the address to listen on.
        port: the port; 0 for a free one.
        token: what every request must have, None for no token.
        open_paths: what is answered without it.
        ready: called with the port as soon as it is taken.

    Raises:
        SettingsError: the address or the port cannot be taken.
    """
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
        guard = Guard(app, token=token, hosts=THIS_MACHINE | {host}, open_paths=open_paths)
        settings = uvicorn.Config(
            guard, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=GRACE_S
        )
        ready(taken.getsockname()[1])
        uvicorn.Server(settings).run(sockets=[taken])
