"""What nobody foresaw: a line and an id on the page, the traceback in a file that stays small."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.frame import faults
from tests.app.conftest import PATIENCE_S
from tests.app.shown import refusals

SCRIPT = """
from app_pages.frame.faults import show_fault
try:
    raise ValueError("the river\\udc80 ran backwards <b>")
except ValueError as fault:
    assert show_fault(fault)
"""


@pytest.fixture(autouse=True)
def in_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_DATA", str(data))


def told(script: str = SCRIPT) -> tuple[str, str]:
    """What the page says last, and the id in it."""
    page = AppTest.from_string(script, default_timeout=PATIENCE_S).run()
    assert not page.exception
    *_, said = refusals(page)
    return said, re.search(r"fault ([0-9a-f]{8}),", said)[1]


def test_the_page_tells_an_id_and_the_file_has_the_traceback_under_it(data: Path) -> None:
    said, fault_id = told()
    written = (data / "faults.log").read_text(encoding="utf-8")
    assert re.match(rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ fault {fault_id}\nTraceback", written)
    assert "ValueError: the river\\udc80 ran backwards <b>" in written
    assert str(data / "faults.log") in said
    assert "Traceback" not in said
    assert "backwards" not in said


def test_two_faults_have_two_ids(data: Path) -> None:
    ids = {told()[1], told()[1]}
    assert len(ids) == 2
    assert all(found in (data / "faults.log").read_text(encoding="utf-8") for found in ids)


def test_the_files_never_grow_past_their_bound(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "MOST_BYTES", 2_000)
    told("for _ in range(40):\n" + indent(SCRIPT, "    "))
    sizes = {file.name: file.stat().st_size for file in data.iterdir()}
    assert sizes.keys() == {"faults.log", "faults.log.1", "faults.log.2", "faults.log.3"}
    assert max(sizes.values()) <= 2_000


def test_a_folder_that_cannot_be_written_is_said(data: Path) -> None:
    data.write_text("a file where the folder should be")
    said, _ = told()
    assert "told in the terminal" in said


def test_a_setting_that_cannot_be_read_does_not_hide_the_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_UPLOAD_MB", "much")
    monkeypatch.chdir(tmp_path)
    told()
    assert (tmp_path / ".byline/faults.log").exists()
