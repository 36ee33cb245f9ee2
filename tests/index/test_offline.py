"""A build and a question in a program of its own, where every way to the network raises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import socket, sys

def blocked(*arguments, **named):
    raise RuntimeError(f"the network was asked for: {arguments}")

socket.socket.__init__ = blocked
socket.socket.connect = socket.socket.connect_ex = blocked
for name in ("getaddrinfo", "gethostbyname", "create_connection", "socketpair"):
    setattr(socket, name, blocked)

import cli
from index.encoding import compiled, encoder

encoder.compile_apart = compiled.compile_model  # in this program, where it cannot reach the network either

folder = sys.argv[1]
assert cli.main(["build", "--corpus", f"{folder}/corpus", "--data", f"{folder}/data", "--json"]) == 0
print("---")
assert cli.main(["ask", "When was the lower gate closed?", "--data", f"{folder}/data", "--json"]) == 0
"""

ROOT = Path(__file__).parents[2]


@pytest.mark.model
def test_a_build_and_a_question_need_no_network_and_no_home(corpus: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "BYLINE_"))}
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", PROGRAM, str(corpus.parent)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    built, answer = (json.loads(part) for part in done.stdout.split("---"))
    assert built["added"] == ["commentary/gate.md", "reporting/river.txt"]
    evidence = answer["lanes"][0]["hits"][0]["evidence"]["text"]
    assert evidence == "Engineers closed the lower gate at noon."
