"""The commands that serve, in a process of their own that calls nobody beyond this machine."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.calls_out import CALLS

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-these-tests"  # noqa: S105
ENTITLED = {"authorization": f"Bearer {TOKEN}"}

PROGRAM = """
import sys
from tests.calls_out import refuse_calls_out
sys.addaudithook(refuse_calls_out)
import cli
sys.exit(cli.main())
"""


def command(name: str, data: Path, *options: str) -> list[str]:
    """A command on the two documents that come with Byline."""
    return [sys.executable, "-c", PROGRAM, name, "--corpus", "corpus", "--data", str(data), *options]


def environment(calls: Path) -> dict[str, str]:
    """The environment of a process that notes its calls out in this file."""
    return {**os.environ, CALLS: str(calls), "BYLINE_TOKEN": TOKEN}


@contextmanager
def listening(name: str, data: Path, calls: Path, *options: str) -> Iterator[str]:
    """The address that a command says it listens on; it is ended at the end."""
    started = command(name, data, *options, "--port", "0")
    with subprocess.Popen(started, cwd=ROOT, env=environment(calls), stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stderr
        try:
            yield server.stderr.readline().split()[2].rstrip(".")
        finally:
            server.terminate()


def in_a_thread(talk: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns; in the tests' own thread the loop of a browser may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk).result()
