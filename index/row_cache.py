"""Cache values read from a library that are likely to be needed again, up to a limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class RowCache(Generic[Key, Value]):
    """A cache of values by key that reads all missing values in one call; threads may share it.

    Args:
        read: returns the values of the given distinct keys.
        most: the number of values to keep; those read first are dropped first.
    """

    def __init__(self, read: Callable[[Sequence[Key]], Mapping[Key, Value]], most: int) -> None:
        self._read = read
        self._most = most
        self._kept: dict[Key, Value] = {}
        self._lock = Lock()

    def of(self, keys: Sequence[Key]) -> list[Value]:
        """Return the values of these keys, in their order.

        Raises:
            KeyError: a value could not be read.
        """
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            read = self._read(missing)
            found |= read
            with self._lock:
                self._kept |= read
                for key in list(islice(self._kept, max(0, len(self._kept) - self._most))):
                    del self._kept[key]
        return [found[key] for key in keys]
