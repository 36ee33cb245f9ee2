"""One module for each format that can be read: its `load` turns a file's bytes into canonical text and blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from ingest.formats import readable
from ingest.records import Loaded

Loader = Callable[[bytes], Loaded]


def loaders() -> dict[str, Loader]:
    """The loader for each suffix of the table of formats. Importing them takes long: only the reader process does."""
    found = {known: import_module(f"{__name__}.{known.loader}") for known in readable() if known.loader}
    return {suffix: module.load for known, module in found.items() for suffix in known.suffixes}


LOADERS: Mapping[str, Loader] = MappingProxyType(loaders())
"""The loader for each suffix, in lower case."""
