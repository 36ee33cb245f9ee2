"""A model is compiled in a process of its own, which ends with its work, with an error, or with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from errors import LockedError, ModelError, StorageError
from index.encoding.compiled import Compiled
from index.encoding.compiling import COMMAND, ROOT, compile_by
from index.encoding.models import Model, find_model
from settings import PACKAGED_MODEL

FAKE = Model("fake", Path(), "fingerprint")
PATIENCE_S = 120

DONE = '{"sha256": "12ab", "agreement": 0.99995, "refused": ""}'
NOT_COMPILED = '{"sha256": "", "agreement": 0.0, "refused": "it reads a prompt"}'
FULL = '{"refusal": "StorageError", "line": "/cache: No space left on device: free some space"}'
HELD = '{"refusal": "LockedError", "line": "/cache: another program has been compiling"}'

PARENT = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
child.wait()
"""
WAITING = """
import sys
from index.encoding import compiling
from time import sleep
compiling.compile_model = lambda *_: sleep(1000)
compiling.main()
"""


def program(code: str) -> tuple[str, ...]:
    """The command that runs this code in the place of the one that compiles."""
    return sys.executable, "-c", code


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "made"), [(DONE, Compiled("12ab", 0.99995)), (NOT_COMPILED, Compiled(refused="it reads a prompt"))]
)
def test_what_the_process_found_is_what_is_known_of_the_copy(tmp_path: Path, line: str, made: Compiled) -> None:
    assert compile_by(program(f"print('{line}')"), FAKE, tmp_path) == made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "refusal", "said"),
    [
        (FULL, StorageError, r"/cache: No space left on device: free some space"),
        (HELD, LockedError, "/cache: another program has been compiling"),
    ],
)
def test_what_the_process_refuses_is_refused_here_in_the_same_line(
    tmp_path: Path, line: str, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal) as refused:
        compile_by(program(f"print('{line}')"), FAKE, tmp_path)

    assert str(refused.value) == said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise MemoryError('no room')", "MemoryError: no room"),
        ("import os; os.kill(os.getpid(), 9)", "it was ended by signal 9"),
        ("raise SystemExit(3)", "status 3"),
    ],
)
def test_a_process_that_dies_is_one_clear_line(tmp_path: Path, code: str, why: str) -> None:
    with pytest.raises(ModelError) as refused:
        compile_by(program(code), FAKE, tmp_path)

    assert str(refused.value) == (
        f"model fake cannot be compiled ({why}): close programs that take much memory, then build again"
    )


@pytest.mark.slow
def test_a_cache_folder_that_cannot_be_made_is_told_by_the_real_process(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError, match=r"^/.+: Not a directory: free some space .* BYLINE_CACHE$"):
        compile_by(COMMAND, find_model(PACKAGED_MODEL), tmp_path / "cache")


@pytest.mark.slow
def test_the_process_ends_when_its_parent_is_killed() -> None:
    command = [sys.executable, "-c", PARENT, sys.executable, "-c", WAITING, "fake", ".", "fingerprint", "cache"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert is_running(child)
        os.kill(parent.pid, signal.SIGKILL)

    deadline = time.monotonic() + PATIENCE_S
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(child)


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
