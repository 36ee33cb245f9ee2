"""Whoever keeps something, and is killed at any moment: all that was seen to be kept is there, and nothing in part.

Ten kills in the gate. More by hand, and others with another seed:

    BYLINE_TEST_ROUNDS=600 BYLINE_TEST_SEED=1 python -m pytest tests/desk/test_desk_kills.py
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from desk.records import Desk
from tests.desk.damage import ROUNDS
from tests.desk.series import ROUND, shown, shown_after
from tests.index.killing import killing

SEED = os.environ.get("BYLINE_TEST_SEED", "byline")
KILLS = max(1, ROUNDS // 3)
STEPS = 4 * ROUND


@pytest.mark.slow
def test_what_was_seen_to_be_kept_is_there_after_a_kill_at_any_moment_and_the_rest_can_be_kept(tmp_path: Path) -> None:
    chance = random.Random(f"{SEED} desk")  # noqa: S311 (moments)
    data, done = tmp_path / "data", tmp_path / "done"
    where = {"action": "keep", "corpus": str(tmp_path), "data": str(data), "done": str(done)}
    with killing() as order:
        whole_s = order(**where, first=0, steps=STEPS)["seconds"]
        assert shown(Desk(data, "ann")) == shown_after(STEPS)
        kills = 0
        while kills < KILLS:
            shutil.rmtree(data)
            done.unlink(missing_ok=True)
            ended = order(**where, first=0, steps=STEPS, after_s=chance.uniform(0, whole_s))
            assert not ended["crashed"]
            kills += ended["killed"]

            seen = done.stat().st_size if done.exists() else 0
            left = shown(Desk(data, "ann"))

            assert left in (shown_after(seen), shown_after(seen + 1))
            first = seen if left == shown_after(seen) else seen + 1
            ended = order(**where, first=first, steps=STEPS)
            assert not ended["crashed"]
            assert not ended["refused"]
            assert shown(Desk(data, "ann")) == shown_after(STEPS)
