"""Ask the reader process about one file at a time, and replace it when it hangs or dies.

Format parsers are written for well-meant files. So they run in a process of their own, with a limit on time (here)
and on memory (`ingest/reader/process.py`).
"""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import BinaryIO

from errors import DocumentError
from ingest.reader.frames import Frame, Header, read_frame, write_frame

ROOT = Path(__file__).parents[2]


def python_module(name: str) -> tuple[str, ...]:
    """The command that runs a module of ours."""
    return sys.executable, "-m", name


COMMAND = python_module("ingest.reader.process")

SMALLER = "split it into parts, or save it in another format"

READ_TIMEOUT_S = 32.0
"""Seconds by the clock for one file, whose processor time the process limits itself (`process.MAX_CPU_S`).

Raised, a hostile file blocks reading for longer; lowered, a large book is refused on a busy machine.
"""

START_TIMEOUT_S = 60.0
"""Seconds for the process to start. It usually takes half a second; lowered, starting fails on a busy machine."""


OUT_OF_TIME = -getattr(signal, "SIGPROF", 0)
"""Exit status of a process that used up the processor time for a file; on Windows none does."""

OUT_OF_MEMORY = {-4, -5, -6}
"""Exit statuses of a process in which a library ended itself for lack of memory: SIGILL, SIGTRAP, SIGABRT."""


class _Process:
    """One running reader process."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self.complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self.popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaints
        )
        self.answered = 0

    def exchange(self, header: Header | None, payload: bytes, *, timeout_s: float) -> Frame | None:
        """Send a request and return the answer, or None if the process died; without a header, await its greeting.

        Raises:
            TimeoutError: the process took too long and was killed.
        """
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.popen.kill()

        timer = threading.Timer(timeout_s, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = self._talk(header, payload)
        finally:
            timer.cancel()
        if answer is None and late.is_set():
            raise TimeoutError
        self.answered += 1
        return answer

    def _talk(self, header: Header | None, payload: bytes) -> Frame | None:
        try:
            if header is not None:  # what is complained of before the greeting is why it does not come
                self.complaints.seek(0)
                self.complaints.truncate()
                write_frame(_pipe(self.popen.stdin), header, payload)
            return read_frame(_pipe(self.popen.stdout))
        except BrokenPipeError:
            return None

    def last_words(self) -> str:
        """Return the last line that the process wrote to standard error, which names the cause of its death."""
        self.popen.wait()
        self.complaints.seek(0)
        lines = self.complaints.read().decode("utf-8", "backslashreplace").strip().splitlines()
        if self.popen.returncode in OUT_OF_MEMORY:
            return "MemoryError"
        return lines[-1].strip()[:200] if lines else f"status {self.popen.returncode}"

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        self.popen.kill()
        for pipe in (_pipe(self.popen.stdin), _pipe(self.popen.stdout)):
            _close(pipe)
        self.popen.wait()
        self.complaints.close()


class Reader:
    """Asks the reader process; safe to use from any thread."""

    def __init__(self, *, command: tuple[str, ...] = COMMAND, timeout_s: float = READ_TIMEOUT_S) -> None:
        self._command = command
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def ask(self, header: Header, payload: bytes) -> Frame:
        """Return the answer to a request about a file.

        Raises:
            DocumentError: the file cannot be read, or not within the limits.
        """
        with self._lock:
            whole = False
            try:
                answer, payload = self._answer(header, payload)
                whole = True
            finally:
                if not whole:  # interrupted: a late answer would be taken for the next file's
                    self._end()
        if "refused" in answer:
            raise DocumentError(answer["refused"])
        return answer, payload

    def close(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._end()

    def _answer(self, header: Header, payload: bytes) -> Frame:
        """Return the answer; ask a new process if one that had read other files died early, perhaps because of them."""
        used = self._started().answered > 1
        started = time.monotonic()
        try:
            answer = self._started().exchange(header, payload, timeout_s=self._timeout_s)
            left_s = self._timeout_s - (time.monotonic() - started)
            if answer is None and used and left_s > self._timeout_s / 2 and not self._is_out_of_time():
                self._end()
                answer = self._started().exchange(header, payload, timeout_s=left_s)
        except TimeoutError as error:
            self._end()
            raise DocumentError(f"took longer than {self._timeout_s:g} s to read: {SMALLER}") from error
        if answer is None:
            raise self._died()
        return answer

    def _started(self) -> _Process:
        """Return the running process, starting it and awaiting its greeting if necessary."""
        if self._process is None:
            process = _Process(self._command)
            self._process = process
            try:
                greeting = process.exchange(None, b"", timeout_s=START_TIMEOUT_S)
            except TimeoutError:
                greeting = None
            if greeting is None:
                said = process.last_words()
                self._end()
                raise DocumentError(f"the reader process does not start ({said}): install Byline again")
        return self._process

    def _is_out_of_time(self) -> bool:
        return self._process is not None and self._process.popen.wait() == OUT_OF_TIME < 0

    def _died(self) -> DocumentError:
        if self._is_out_of_time():
            self._end()
            return DocumentError(f"takes too long to read: {SMALLER}")
        said = self._process.last_words() if self._process else ""
        self._end()
        if "MemoryError" in said or "memory" in said.lower():
            return DocumentError(f"needs too much memory to read: {SMALLER}")
        return DocumentError(f"is damaged, and reading it failed ({said}): open it in its program and save it again")

    def _end(self) -> None:
        if self._process:
            self._process.close()
        self._process = None


def _close(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # some data was not sent yet; the pipe is closed all the same
        return


def _pipe(stream: object) -> BinaryIO:
    """Narrow the type of a stream that exists because `Popen` was asked to open it."""
    return stream  # type: ignore[return-value]


@cache
def reader() -> Reader:
    """Return the program's only reader; its process ends with the program."""
    shared = Reader()
    atexit.register(shared.close)
    return shared
