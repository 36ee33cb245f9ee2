from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentError
from ingest import loaders, reading
from ingest.formats import readable, suffix_loads, suffixes
from ingest.loaders import LOADERS
from ingest.plain_data import contents_as_json, contents_from_json
from ingest.reader import client as reader_module
from ingest.reader import process as reader_process
from ingest.reader.client import ROOT, Reader
from ingest.reader.frames import read_frame, write_frame
from ingest.reader.process import read_contents
from ingest.reading import contents_of

FAULTY = """
import ctypes, os, sys, time
from ingest.reader import process as reader_process

served = []

def answer(header, payload):
    what = header["suffix"]
    if what == "hang":
        time.sleep(3600)
    if what == "wait":
        time.sleep(2 * reader_process.MAX_CPU_S)
    if what == "burn":
        sum(iter(int, 1))
    if what == "crash":
        ctypes.string_at(0)
    if what == "abort":
        os.abort()
    if what == "greedy":
        bytearray(2**31)
    if what == "raise":
        raise KeyError("no such part")
    if what == "tired" and served:
        raise MemoryError
    if what == "damaged":
        raise KeyError(f"process {os.getpid()}")
    served.append(what)
    if what == "chatty":
        print("noise")
    return {"said": what + payload.decode(), "process": os.getpid()}, b"and bytes"

reader_process.answer = answer
reader_process.MAX_CPU_S = 0.5
reader_process.main()
"""


PATIENCE_S = 60.0


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A reader whose process fails as it is told."""
    faulty = Reader(command=(sys.executable, "-c", FAULTY), timeout_s=PATIENCE_S)
    yield faulty
    faulty.close()


def ask(reader: Reader, what: str) -> str:
    return str(reader.ask({"suffix": what}, b"!")[0]["said"])


def test_an_answer_comes_with_its_bytes(reader: Reader) -> None:
    header, payload = reader.ask({"suffix": "hello"}, b"!")

    assert (header["said"], payload) == ("hello!", b"and bytes")


def test_one_process_reads_file_after_file(reader: Reader) -> None:
    assert len({reader.ask({"suffix": "x"}, b"")[0]["process"] for _ in range(5)}) == 1


def test_a_file_that_hangs_the_reader_is_refused_in_time_and_the_next_is_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty:
        hasty.setattr(reader, "_timeout_s", 0.5)
        with pytest.raises(DocumentError, match=r"took longer than 0\.5 s to read: split it into parts"):
            ask(reader, "hang")

    assert ask(reader, "next") == "next!"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timers of processor time")
def test_a_file_is_refused_for_its_time_on_the_processor_and_not_for_that_of_others(reader: Reader) -> None:
    assert ask(reader, "wait") == "wait!"  # as on a machine that is busy elsewhere

    with pytest.raises(DocumentError, match=r"takes too long to read: split it into parts"):
        ask(reader, "burn")

    assert ask(reader, "next") == "next!"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("crash", r"is damaged, and reading it failed \(status -11\)"),
        ("abort", "needs too much memory to read: split it into parts"),
        ("greedy", "needs too much memory"),
        ("raise", r"is damaged, and reading it failed \(KeyError: 'no such part'\): open it"),
    ],
)
def test_a_file_that_kills_the_reader_is_refused_with_the_reason_and_the_next_is_read(
    reader: Reader, what: str, said: str
) -> None:
    with pytest.raises(DocumentError, match=said):
        ask(reader, what)

    assert ask(reader, "next") == "next!"


def test_a_process_that_other_files_wore_out_is_replaced_and_the_file_is_read(reader: Reader) -> None:
    ask(reader, "first")

    assert ask(reader, "tired") == "tired!"


@pytest.mark.parametrize(("took_s", "again"), [(29.0, True), (31.0, False)])
def test_a_file_is_tried_again_only_where_half_its_time_is_left(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, took_s: float, again: bool
) -> None:
    first = reader.ask({"suffix": "first"}, b"")[0]["process"]
    clock = iter([0.0, took_s])
    monkeypatch.setattr(reader_module, "time", SimpleNamespace(monotonic=lambda: next(clock)))

    with pytest.raises(DocumentError, match=r"process \d+") as refused:
        ask(reader, "damaged")

    assert (f"process {first}'" not in str(refused.value)) is again


def test_what_a_library_prints_does_not_disturb_the_answers(reader: Reader) -> None:
    assert [ask(reader, what) for what in ("chatty", "x", "chatty")] == ["chatty!", "x!", "chatty!"]


@pytest.mark.slow
def test_a_reader_that_does_not_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it has ended before anybody listens."""
    start = subprocess.Popen

    def ended(*command: Any, **how: Any) -> Any:
        process = start(*command, **how)
        process.wait()
        return process

    monkeypatch.setattr(subprocess, "Popen", ended)
    broken = Reader(command=(sys.executable, "-c", "import no_such_library"))

    with pytest.raises(DocumentError, match=r"does not start \(ModuleNotFoundError.*install Byline again"):
        broken.ask({}, b"")


def test_a_question_broken_off_does_not_answer_the_next(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = reader_module._Process._talk

    def interrupted(process: Any, header: Any, payload: bytes) -> Any:
        if header is None or payload != b"first":
            return talk(process, header, payload)
        write_frame(process.popen.stdin, header, payload)
        raise KeyboardInterrupt

    monkeypatch.setattr(reader_module._Process, "_talk", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reader.ask({"suffix": "a"}, b"first")

    assert reader.ask({"suffix": "b"}, b"second")[0]["said"] == "bsecond"


def test_threads_take_turns(reader: Reader) -> None:
    answers: list[str] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(ask(reader, f"{n}"))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [f"{n}!" for n in range(8)]


def modules_behind(name: str) -> set[str]:
    """Every module that importing this one brings in."""
    program = f"import sys, json, {name}; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=300)  # noqa: S603 - our own
    return set(json.loads(done.stdout))


@pytest.mark.slow
def test_the_reader_process_imports_nothing_slow() -> None:
    slow = {"torch", "streamlit", "transformers", "index", "answer"}

    assert not slow & modules_behind(reader_process.__name__)


@pytest.mark.slow
def test_this_process_imports_no_loader_to_ask_for_one() -> None:
    assert not {loaders.__name__, "markdown_it", "nupunkt"} & modules_behind(reading.__name__)


def test_every_suffix_has_a_loader() -> None:
    assert sorted(filter(suffix_loads, suffixes())) == sorted(LOADERS)


def test_every_format_that_holds_documents_has_a_module_that_gives_them() -> None:
    holding = [known.holds for known in readable() if known.holds]

    assert [name for name in holding if not hasattr(import_module(f"ingest.loaders.{name}"), "members")] == []


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*/*.*")), ids=lambda path: path.name)
def test_the_reader_process_gives_what_this_process_would(path: Path) -> None:
    data = path.read_bytes()

    assert contents_of(path.suffix, data) == read_contents(path.suffix, data)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_contents_survive_their_way_as_json(words: str) -> None:
    try:
        contents = read_contents(".md", f"# A “title”\n\n> “Words,” said Bo Li.\n\n{words}".encode())
    except DocumentError:
        return
    assert contents_from_json(json.loads(json.dumps(contents_as_json(contents)))) == contents


@given(st.dictionaries(st.text(), st.integers()), st.binary())
def test_a_frame_survives_its_way(header: dict[str, int], payload: bytes) -> None:
    stream = io.BytesIO()
    write_frame(stream, header, payload)
    stream.seek(0)

    assert read_frame(stream) == (header, payload)
    assert read_frame(stream) is None


@given(st.integers(min_value=0, max_value=40))
def test_half_a_frame_is_none(length: int) -> None:
    stream = io.BytesIO()
    write_frame(stream, {"a": 1}, b"some bytes that follow it, more than forty")

    assert read_frame(io.BytesIO(stream.getvalue()[:length])) is None
