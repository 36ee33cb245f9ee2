"""The app as a person has it: `streamlit run` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.browser import guarded, held
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 180
STOP_TIMEOUT_S = 20


@dataclass(frozen=True)
class Server:
    """An app that listens: its address, and its process."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(
    corpus: Path, folder: Path, *, hold: Path | None = None, calls: Path | None = None, door: bool = True
) -> Iterator[str]:
    """The address of an app that `started` has running."""
    with started(corpus, folder, hold=hold, calls=calls, door=door) as server:
        yield server.address


@contextmanager
def started(
    corpus: Path, folder: Path, *, hold: Path | None = None, calls: Path | None = None, door: bool = True
) -> Iterator[Server]:
    """The app on this corpus, with its library in `folder`; always stopped at the end.

    A build does not go on as long as the file `hold` is there. Calls beyond this machine are noted in the file `calls`;
    with it the app can be served without its door.
    """
    port = free_port()
    environment = {**os.environ, "BYLINE_CORPUS": str(corpus), "BYLINE_DATA": str(folder / "data")}
    program = "streamlit"
    if hold:
        program = held.__name__
        environment[held.HOLD] = str(hold)
    if calls:
        program = guarded.__name__
        environment |= {guarded.CALLS: str(calls)} | ({} if door else {guarded.NO_DOOR: "1"})
    command = [sys.executable, "-m", program, "run", "app.py", "--server.port", str(port)]
    with running(command, port, ROOT, environment, log=folder / "server.log") as server:
        yield server


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str], *, log: Path
) -> Iterator[Server]:
    """The app as this command starts it in this folder, to listen on this port; always stopped at the end."""
    with log.open("w") as said:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)  # noqa: S603
        try:
            _wait_until_healthy(server, port, log)
            yield Server(f"http://localhost:{port}", server)
        finally:
            _stop(server)


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    opener = build_opener(ProxyHandler({}))
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with opener.open(f"http://localhost:{port}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start:\n{log.read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
