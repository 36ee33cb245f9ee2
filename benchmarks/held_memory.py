"""The memory that this process holds, as Linux tells it."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

LOOK_S = 0.05
MEGABYTE = 1_000_000
KILOBYTE = 1024


class Held:
    """The most memory of its own that this process has held, mapped files left out, looked at again and again."""

    def __init__(self) -> None:
        self._most, self._done = 0.0, Event()
        self._watching = Thread(target=self._watch, daemon=True)
        self._watching.start()

    def most_mb(self) -> float:
        """Megabytes, until now."""
        self._done.set()
        self._watching.join()
        return round(self._most)

    def _watch(self) -> None:
        while not self._done.wait(LOOK_S):
            self._most = max(self._most, _status("RssAnon"))


def most_resident_mb() -> float:
    """The most it has held, parts of mapped files among it, in megabytes."""
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    [value] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(value) * KILOBYTE / MEGABYTE
