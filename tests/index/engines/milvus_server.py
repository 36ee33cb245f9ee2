"""A Milvus Lite server on this machine only, for as long as a test needs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port


@contextmanager
def milvus_lite(folder: Path) -> Iterator[str]:
    """The address of a server that keeps its rows in this folder; it is ended afterwards."""
    port = free_port()
    command = [sys.executable, "-u", "-m", "milvus_lite", "server", "--host", "127.0.0.1"]
    server = subprocess.Popen(  # noqa: S603 (our own interpreter, and a port)
        [*command, "--data-dir", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert "listening" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
        if server.stdout:
            server.stdout.close()
