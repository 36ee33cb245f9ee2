"""Where things are and how much is taken: the one module that reads the environment and `byline.toml`."""

from __future__ import annotations

import json
import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_config_path

from errors import PROGRAM, SettingsError, UntrustedError

VERSION = "0.1.0"

CONFIG_FILE = "byline.toml"
"""The file in the folder where Byline is started that may state settings, by the names of the fields of `Settings`."""

DEFAULT_CORPUS = Path("corpus")
DEFAULT_DATA = Path("data")
SHIPPED = Path(__file__).parent / "corpus"
"""The documents that come with Byline."""

BESIDE = ".byline"
"""The folder of a library that lies beside its documents, in the folder where Byline is started."""

DEFAULT_CACHE = user_cache_path("byline", appauthor=False)
"""Where the platform keeps what can be made again, for this user: `~/.cache/byline` on Linux."""

LIBRARIES = user_config_path("byline", appauthor=False) / "libraries.json"
"""Where the platform keeps what a user chose: the list of libraries, `~/.config/byline/libraries.json` on Linux."""

PACKAGED_MODEL = "all-MiniLM-L6-v2"
"""The model that requirements.txt installs; any other name or path is loaded as it is."""

ENVIRONMENT: Mapping[str, str] = os.environ
"""The variables of this process, as they are at each look."""

UPLOAD_FILES = 500
UPLOAD_MB = 100
UPLOAD_TOTAL_MB = 1_000
"""How much the Documents page takes at once. An upload is held in memory until it is filed; raised, it takes more."""

SHORTEST_TOKEN = 16
"""Characters. Lowered, tokens are set that can be guessed."""

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

    `token` is what `serve` and `mcp --http` ask of every request; None to draw one.
    `libraries` is the file that lists a user's libraries.
    `cache` is the folder of what is made once for all libraries of a user: the compiled copies of models.

    The limits on uploads are files, and megabytes of one and of all of them. `hints`: whether to say what unlabelled
    documents read like. `ocr`: whether the words on pictures are read. Where people sign in, `editors` may change
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
    ocr: bool = True
    index: str | None = None
    cache: Path = DEFAULT_CACHE
    token: str | None = field(default=None, repr=False)
    libraries: Path = LIBRARIES


def read_settings(
    *,
    corpus: Path | None = None,
    data: Path | None = None,
    environment: Mapping[str, str] = ENVIRONMENT,
    folder: Path | None = None,
) -> Settings:
    """The settings in force: arguments, then `BYLINE_*` variables, then `byline.toml` in this folder, then defaults.

    Args:
        corpus: the folder of documents, where a person named one.
        data: the folder of the library, where a person named one.
        environment: the variables.
        folder: where Byline is started; None for the current folder.

    Raises:
        UntrustedError: `byline.toml` states what opens a door, and nobody has agreed to it.
        SettingsError: `byline.toml` cannot be read or has an unknown key; a limit is not a whole number above zero; a
            switch is neither 0 nor 1; or the process may take too little memory.
    """
    _check_memory()
    started = folder or Path.cwd()
    in_file, said = _in_file(started / CONFIG_FILE), _in_environment(environment)
    stated = in_file | said
    named = {"corpus": corpus, "data": data}
    _ask_about(started, {name: text for name, (_, text) in in_file.items() if not (name in said or named.get(name))})
    corpus, data = corpus or _path(stated, "corpus"), data or _path(stated, "data")
    usual_corpus, usual_data = (DEFAULT_CORPUS, DEFAULT_DATA) if corpus or data else usual_places(started)
    return Settings(
        corpus=corpus or usual_corpus,
        data=data or usual_data,
        model=_text(stated, "model") or PACKAGED_MODEL,
        reranker=_text(stated, "reranker"),
        upload_files=_number(stated, "upload_files", UPLOAD_FILES),
        upload_mb=_number(stated, "upload_mb", UPLOAD_MB),
        upload_total_mb=_number(stated, "upload_total_mb", UPLOAD_TOTAL_MB),
        editors=_addresses(_text(stated, "editors") or ""),
        hints=_switch(stated, "hints"),
        ocr=_switch(stated, "ocr", default="1"),
        index=_text(stated, "index"),
        cache=_path(stated, "cache") or DEFAULT_CACHE,
        token=_token(stated),
        libraries=_path(stated, "libraries") or LIBRARIES,
    )


# A folder may come from elsewhere, and its `byline.toml` with it: what opens a door is obeyed once a person agreed.

TRUSTED_FILE = "trusted.json"
"""Beside the list of libraries: which files of settings a person has agreed to, each with the text that they read."""

ALWAYS_ASKED = frozenset({"reranker", "editors", "index", "cache", "libraries"})
"""Settings that name an address, files that are loaded or written, or people who may change what is there."""

MODEL_NAME = re.compile(r"[\w.-]+")
"""The name of a model that is installed; any other says where one lies."""


def trust(folder: Path) -> tuple[str, ...]:
    """Agree to what `byline.toml` in this folder states today, and return what was asked about.

    Raises:
        SettingsError: there is no such file, or what was agreed to cannot be written down.
    """
    path, kept = folder / CONFIG_FILE, _trusted_file()
    if not path.is_file():
        raise SettingsError(f"there is no {path}: name the folder that has one")
    asked = _doors(folder, {name: text for name, (_, text) in _in_file(path).items()})
    try:
        agreed = _trusted() | {str(path.resolve()): path.read_text("utf-8")}
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f"{kept.name}.new")
        new.write_text(json.dumps(agreed), encoding="utf-8")
        new.replace(kept)
    except OSError as error:
        raise SettingsError(f"{kept} cannot be written ({error.strerror}): free some space") from error
    return asked


def _ask_about(folder: Path, stated: Mapping[str, str]) -> None:
    asked, path = _doors(folder, stated), folder / CONFIG_FILE
    if asked and _trusted().get(str(path.resolve())) != path.read_text("utf-8"):
        raise UntrustedError(
            f"{path} states {', '.join(asked)}: nothing is done until you agree; look at it, and agree by "
            f"{PROGRAM} trust {shlex.quote(str(folder))}, or take it out"
        )


def _doors(folder: Path, stated: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of these settings open a door: a place out of this folder, an address, files to load, or people."""
    return tuple(name for name, text in stated.items() if text and _opens(folder, name, text))


def _opens(folder: Path, name: str, text: str) -> bool:
    if name in {"corpus", "data"}:
        return not (folder / Path(text).expanduser()).resolve().is_relative_to(folder.resolve())
    if name == "model":
        return not MODEL_NAME.fullmatch(text) or any((place / text).exists() for place in (folder, Path()))
    return name in ALWAYS_ASKED


def _trusted() -> dict[str, str]:
    path = _trusted_file()
    try:
        found = json.loads(path.read_text("utf-8"))
        return {str(name): str(text) for name, text in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise SettingsError(f"{path} cannot be read ({error}): mend it, or remove it and agree again") from error


def _trusted_file() -> Path:
    """Where this user's agreements are kept; what a folder states has no say in it."""
    listed = ENVIRONMENT.get("BYLINE_LIBRARIES")
    return (Path(listed).expanduser() if listed else LIBRARIES).with_name(TRUSTED_FILE)


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


def environment_for(corpus: Path | None = None, data: Path | None = None) -> dict[str, str]:
    """Return the environment of a program that is started, with these folders stated in it where they are named."""
    places = {"BYLINE_CORPUS": corpus, "BYLINE_DATA": data}
    return {**ENVIRONMENT, **{name: str(place) for name, place in places.items() if place}}


def usual_places(folder: Path) -> tuple[Path, Path]:
    """Return where documents and library are, as long as nobody says, when Byline is started in this folder.

    They are `corpus` and `data` where it has the first, or where the second holds what Byline keeps, and where the code
    itself lies. Any other folder is one of documents, with the library beside them.
    """
    has_both = (folder / DEFAULT_CORPUS).is_dir() or any((folder / DEFAULT_DATA).glob("*.db"))
    is_checkout = folder.resolve() == Path(__file__).resolve().parent
    if (has_both or is_checkout) and not (folder / BESIDE).is_dir():
        return DEFAULT_CORPUS, DEFAULT_DATA
    return folder, folder / BESIDE


def stated_here(folder: Path) -> tuple[str, ...]:
    """Return the names of the settings that `byline.toml` in this folder states.

    Raises:
        SettingsError: it cannot be understood.
    """
    return tuple(_in_file(folder / CONFIG_FILE))


# What is stated, by the name of its field: how the person knows the setting, and its value as text.

Stated = Mapping[str, tuple[str, str]]

NAMES = tuple(field.name for field in fields(Settings))
SECRET = frozenset({"token"})
"""Settings that only the environment may state."""

TYPES = {"upload_files": int, "upload_mb": int, "upload_total_mb": int, "hints": bool, "ocr": bool, "editors": list}
"""What a value of `byline.toml` is, where it is not text."""

TYPE_NAMES = {
    int: "a whole number",
    bool: "true or false",
    list: "a list of addresses",
    str: "a text in quotation marks",
}


def _in_environment(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    variables = {name: f"BYLINE_{name.upper()}" for name in NAMES}
    return {
        name: (variable, environment[variable]) for name, variable in variables.items() if environment.get(variable)
    }


def _in_file(path: Path) -> dict[str, tuple[str, str]]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read ({error}): mend it, or remove it") from error
    return {name: (f"{name} in {path}", _as_text(path, name, value)) for name, value in found.items()}


def _as_text(path: Path, name: str, value: object) -> str:
    """Return a value of `byline.toml` as a variable would state it."""
    if name not in NAMES:
        raise SettingsError(f"{path} has an unknown key {name!r}: the keys are {', '.join(NAMES)}")
    if name in SECRET:  # whoever made the folder may have made this file, and would know it
        raise SettingsError(f"{path} states {name}: take it out, and set BYLINE_{name.upper()} instead")
    expected = TYPES.get(name, str)
    if type(value) is not expected:
        raise SettingsError(f"{name} in {path} is {value!r}: write {TYPE_NAMES[expected]}")
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(int(value)) if isinstance(value, bool) else str(value)


def _text(stated: Stated, name: str) -> str | None:
    return stated[name][1] or None if name in stated else None


def _path(stated: Stated, name: str) -> Path | None:
    text = _text(stated, name)
    return Path(text).expanduser() if text else None


def _token(stated: Stated) -> str | None:
    token = _text(stated, "token")
    if token and not (len(token) >= SHORTEST_TOKEN and token.isascii() and token.isprintable() and " " not in token):
        raise SettingsError(
            f"{stated['token'][0]} is no token: set it to {SHORTEST_TOKEN} or more letters and digits, without spaces"
        )
    return token


def _addresses(listed: str) -> frozenset[str]:
    return frozenset(address.strip().casefold() for address in listed.split(",") if address.strip())


def _number(stated: Stated, name: str, default: int) -> int:
    known_as, value = stated.get(name, (name, str(default)))
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise SettingsError(f"{known_as} is {value!r}: set it to a whole number above zero, such as {default}")
    return int(value)


def _switch(stated: Stated, name: str, *, default: str = "0") -> bool:
    known_as, value = stated.get(name, (name, default))
    if value not in {"0", "1"}:
        raise SettingsError(f"{known_as} is {value!r}: set it to 1 for on, or 0 for off")
    return value == "1"
