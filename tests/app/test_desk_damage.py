"""The pages on a damaged `desk.db`: none fails, none shows a note that was not written, and the damage is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk.desk_file import DESK_FILE
from tests.app.conftest import APP
from tests.app.shown import refusals, shown
from tests.app.test_keeping import ask, conversations, pin_press, press
from tests.desk.damage import ROUNDS, damages

pytestmark = pytest.mark.slow

NOTE = "compare the two dates with care"
WORDS = (b"browser somebody", b"compare the two", b"Who closed the lower", b"reporting/river.txt", b"T")


def test_no_page_fails_on_a_damaged_desk_and_no_wrong_note_is_shown(
    opening: Callable[[Path], AppTest], data: Path
) -> None:
    app = ask(ask(opening(APP).run()), "Who should resign?")
    press(app, "ask", pin_press(app))
    app.switch_page("app_pages/notebook.py").run().text_area("notebook.note.1").set_value(NOTE).run()
    with closing(sqlite3.connect(data / DESK_FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    number = app.session_state["ask.conversation"]
    names = conversations(app.switch_page("app_pages/ask.py").run())
    whole = (data / DESK_FILE).read_bytes()

    for done, harmed in islice(damages(whole, WORDS, "the pages"), ROUNDS):
        for beside in data.glob(f"{DESK_FILE}*"):
            beside.unlink()
        (data / DESK_FILE).write_bytes(harmed)

        later = opening(APP)
        later.query_params["conversation"] = str(number)
        later.run()
        assert not later.exception, done
        assert refusals(later) or (len(later.session_state["ask.turns"]), conversations(later)) == (2, names), done

        later.switch_page("app_pages/notebook.py").run()
        assert not later.exception, done
        assert "did not foresee" not in shown(later), done
        notes = [note.value for note in later.text_area]
        assert notes == [NOTE] or (refusals(later) and set(notes) <= {""}), done
