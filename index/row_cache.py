"""What was read from a library and is likely to be read again: kept while there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class RowCache(Generic[Key, Value]):
    """Values by key, those that are missing read all at once; threads may share it.

    Args:
        read: gives the values of these keys, each different.
        most: so many are kept; those that were read first go first.
    """

    def __init__(self, read: Callable[[Sequence[Key]], Mapping[Key, Value]], most: int) -> None:
        self._read = read
        self._most = most
        self._kept: dict[Key, Value] = {}
        self._lock = Lock()

    def of(self, keys: Sequence[Key]) -> list[Value]:
        """The values of these keys, in their order.

        Raises:
            KeyError: one was not to be read.
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
