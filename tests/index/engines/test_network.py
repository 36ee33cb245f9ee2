"""A server behind a network that is cut while it is used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.index.engines import cut_network
from tests.index.engines.postgres_server import NAME, PASSWORD

PATIENCE_S = 240


@pytest.mark.slow
def test_a_cut_network_is_told_in_one_line_and_all_goes_on_once_it_is_joined_again(tmp_path: Path) -> None:
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = ["unshare", *as_root, "--net", sys.executable, "-m", cut_network.__name__, str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)  # noqa: S603

    assert done.returncode == 0, done.stderr
    before, cut, after = json.loads(done.stdout.splitlines()[-1])
    assert (before, after) == ([""] * 4, [""] * 4)
    assert all(" does not answer (" in line and "\n" not in line for line in cut)
    assert not [line for line in cut if NAME in line or PASSWORD in line]
