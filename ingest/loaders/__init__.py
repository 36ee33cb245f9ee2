"""One module for each format that can be read: its `load` turns a file's bytes into canonical text and blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from ingest.formats import readable
from ingest.records import Loaded

Loader = Callable[[bytes], Loaded]


class Loaders(Mapping[str, Loader]):
    """Imports a loader when it is asked for: all of them, with their libraries, take a quarter of a second."""

    def __init__(self) -> None:
        self._modules = {suffix: known.loader for known in readable() if known.loader for suffix in known.suffixes}

    def __getitem__(self, suffix: str) -> Loader:
        load: Loader = import_module(f"{__name__}.{self._modules[suffix]}").load
        return load

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


LOADERS: Mapping[str, Loader] = Loaders()
"""The loader for each suffix, in lower case."""
