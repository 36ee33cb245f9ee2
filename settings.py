"""Where things are: the one module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from errors import SettingsError

DEFAULT_CORPUS = Path("corpus")
DEFAULT_DATA = Path("data")
DEFAULT_CACHE = user_cache_path("byline", appauthor=False)
"""Where the platform keeps what can be made again, for this user: `~/.cache/byline` on Linux."""

PACKAGED_MODEL = "all-MiniLM-L6-v2"
"""The model that requirements.txt installs; any other name or path is loaded as it is."""

UPLOAD_FILES = 500
UPLOAD_MB = 100
UPLOAD_TOTAL_MB = 1_000
"""How much the Library page takes at once. An upload is held in memory until it is filed; raised, it takes more."""

LEAST_MEMORY_MB = 3_000
"""Megabytes of address space, most of it the libraries' own and never touched, that a build of a small corpus needs.

Lowered, libraries that end their process for lack of memory do so, without a line; raised, limits are refused that
would do.
"""

resource: Any = import_module("resource") if find_spec("resource") else None
"""The module for memory limits, or None on Windows, which has none of this sort."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The corpus folder, the data folder, and the names or paths of the embedding model and of a reranker.

    `cache` is the folder of what is made once for all libraries of a user: the compiled copies of models.

    The limits on uploads are files, and megabytes of one and of all of them. `hints`: whether to say what unlabelled
    documents read like. `pictures`: whether the words on pictures are read. Where people sign in, `editors` may change
    the library; the others read.
    `index`: the search engine that readers open the library from, None for the data folder.
    """

    corpus: Path = DEFAULT_CORPUS
    data: Path = DEFAULT_DATA
    model: str = PACKAGED_MODEL
    reranker: str | None = None
    upload_files: int = UPLOAD_FILES
    upload_mb: int = UPLOAD_MB
    upload_total_mb: int = UPLOAD_TOTAL_MB
    editors: frozenset[str] = frozenset()
    hints: bool = False
    pictures: bool = True
    index: str | None = None
    cache: Path = DEFAULT_CACHE


def read_settings(
    *,
    corpus: Path | None = None,
    data: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings in force: arguments, then `BYLINE_*` variables, then defaults.

    Raises:
        SettingsError: a limit is not a whole number above zero, a switch is neither 0 nor 1, or the process may take
            too little memory.
    """
    _check_memory()
    return Settings(
        corpus=corpus or Path(environment.get("BYLINE_CORPUS") or DEFAULT_CORPUS),
        data=data or Path(environment.get("BYLINE_DATA") or DEFAULT_DATA),
        model=environment.get("BYLINE_MODEL") or PACKAGED_MODEL,
        reranker=environment.get("BYLINE_RERANKER") or None,
        upload_files=_number(environment, "BYLINE_UPLOAD_FILES", UPLOAD_FILES),
        upload_mb=_number(environment, "BYLINE_UPLOAD_MB", UPLOAD_MB),
        upload_total_mb=_number(environment, "BYLINE_UPLOAD_TOTAL_MB", UPLOAD_TOTAL_MB),
        editors=_addresses(environment.get("BYLINE_EDITORS") or ""),
        hints=_switch(environment, "BYLINE_HINTS"),
        pictures=_switch(environment, "BYLINE_OCR", default="1"),
        index=environment.get("BYLINE_INDEX") or None,
        cache=Path(environment.get("BYLINE_CACHE") or DEFAULT_CACHE).expanduser(),
    )


def _check_memory() -> None:
    """Refuse a limit on this process's memory under which libraries would end it.

    Raises:
        SettingsError: the limit is too low.
    """
    if resource is None:
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < LEAST_MEMORY_MB * 1_000_000:
        raise SettingsError(
            f"this process may take only {limit // 1_000_000:,} MB of memory: raise that limit (ulimit -v) to "
            f"{LEAST_MEMORY_MB:,} MB"
        )


def _addresses(listed: str) -> frozenset[str]:
    return frozenset(address.strip().casefold() for address in listed.split(",") if address.strip())


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise SettingsError(f"{name} is {value!r}: set it to a whole number above zero, such as {default}")
    return int(value)


def _switch(environment: Mapping[str, str], name: str, *, default: str = "0") -> bool:
    value = environment.get(name) or default
    if value not in {"0", "1"}:
        raise SettingsError(f"{name} is {value!r}: set it to 1 for on, or 0 for off")
    return value == "1"
