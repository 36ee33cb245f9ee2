"""The desk on a full disk: all that was kept is shown, what is new is refused in one line, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.records import Desk
from tests.desk.series import ROUND, keep, shown, shown_after

PROGRAM = """
import json, resource, sys
from pathlib import Path
from desk.records import Desk
from errors import BylineError
from tests.desk.series import ROUND, shown, steps
desk, first, told = Desk(Path(sys.argv[1]), "ann"), int(sys.argv[2]), []
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))  # nothing can grow, as on a full disk
before = shown(desk)
for at, step in enumerate(steps(desk), start=first):
    try:
        step(at)
        told.append("")
    except BylineError as error:
        told.append(str(error))
after = shown(desk)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
for at in range(first, first + ROUND):
    steps(desk)[at % ROUND](at)
print(json.dumps([before, told, after]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("left", ["nothing", "a log"])
def test_what_was_kept_is_shown_on_a_full_disk_and_what_is_new_is_refused_until_there_is_room(
    tmp_path: Path, left: str
) -> None:
    data, first = tmp_path / "data", 2 * ROUND
    keep(tmp_path, data, {"done": str(tmp_path / "done"), "first": 0, "steps": first})
    if left == "a log":  # as a program leaves it that was killed
        (data / "desk.db-wal").touch()
        (data / "desk.db-shm").touch()
    command = [sys.executable, "-c", PROGRAM, str(data), str(first)]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it has no disk either

    found = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)  # noqa: S603

    assert found.stderr == ""
    before, told, after = json.loads(found.stdout)
    assert before == after == json.loads(json.dumps(shown_after(first)))
    assert [line.partition(":")[0] for line in told] == [
        str(data / name) for name in ["desk.db"] * 6 + ["feedback.jsonl", "desk.db"]
    ]
    assert all("free some space" in line and "\n" not in line for line in told)
    assert shown(Desk(data, "ann")) == shown_after(first + ROUND)
