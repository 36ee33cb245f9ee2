from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from desk import feedback
from desk.feedback import FEEDBACK_FILE, feedback_on, give
from desk.records import Feedback, KeptTurn, Use
from errors import DeskError, LockedError, StorageError
from index.storage import lock
from index.storage.lock import FEEDBACK_LOCK
from tests.desk.conftest import NOON

GIVEN = Feedback("q", "reporting", "reporting/a.txt", 0, 4, "0" * 64, Use.USEFUL, 3, NOON)


def lines(data: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (data / FEEDBACK_FILE).read_text(encoding="utf-8").splitlines()]


def test_a_line_says_what_was_found_useful_and_when(data: Path, turn: KeptTurn) -> None:
    hit = turn.answer.lanes[0].hits[0]
    give(data, feedback_on(turn.answer, hit, Use.NOT_USEFUL, at=NOON))

    assert lines(data) == [
        {
            "question": turn.asked,
            "kind": "reporting",
            "document": "reporting/river.txt",
            "start": hit.start,
            "end": hit.end,
            "passage_sha256": hashlib.sha256(hit.text.encode()).hexdigest(),
            "verdict": "not useful",
            "generation": 1,
            "at": "2026-03-01T12:30:15+00:00",
        }
    ]


def test_writers_at_once_each_write_whole_lines(data: Path) -> None:
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(lambda number: give(data, replace(GIVEN, start=number)), range(40)))

    assert sorted(line["start"] for line in lines(data)) == list(range(40))


def test_a_line_that_a_crash_cut_short_spoils_no_other(data: Path) -> None:
    data.mkdir()
    (data / FEEDBACK_FILE).write_text('{"question": "to')
    give(data, GIVEN)

    torn, line = (data / FEEDBACK_FILE).read_text().splitlines()
    assert torn == '{"question": "to'
    assert json.loads(line)["document"] == "reporting/a.txt"


def test_a_disk_that_refuses_leaves_the_lines_before_as_they_were(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    give(data, GIVEN)
    before = (data / FEEDBACK_FILE).read_bytes()
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError, match="No space left on device: free some space"):
        give(data, GIVEN)
    assert (data / FEEDBACK_FILE).read_bytes() == before


def test_a_file_of_the_most_megabytes_takes_no_more_and_stays_as_it_is(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(data, GIVEN)
    monkeypatch.setattr(feedback, "MOST_MEGABYTES", 0)

    with pytest.raises(DeskError, match=r"feedback\.jsonl has 0 MB, the most it may have: move it away to go on"):
        give(data, GIVEN)
    assert len(lines(data)) == 1


def test_a_writer_that_does_not_end_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SHORT_WAIT_S", 0)
    data.mkdir()
    with FileLock(data / FEEDBACK_LOCK), pytest.raises(LockedError, match=r"feedback of .*: end that, then try again"):
        give(data, GIVEN)


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_words_are_one_line_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, question: str, document: str
) -> None:
    data = tmp_path_factory.mktemp("feedback")
    give(data, replace(GIVEN, question=question, document=document))

    [line] = lines(data)
    assert (line["question"], line["document"]) == (question, document)
