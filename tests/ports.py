"""Ports for the servers that tests start on this machine."""

from __future__ import annotations

import random
import socket

UNASSIGNED = range(20_000, 32_000)
"""Above those of Ray's workers (10,002 to 19,999, where it refuses a head's port) and below those that systems give to
outgoing connections: a port that is free now is not taken a moment later."""


def free_port() -> int:
    """A port that nobody listens on; tests that run beside this one draw others, by chance."""
    while True:
        port = random.SystemRandom().choice(UNASSIGNED)
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
