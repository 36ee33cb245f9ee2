"""Where things are: the one module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_CORPUS = Path("corpus")
DEFAULT_DATA = Path("data")
PACKAGED_MODEL = "all-MiniLM-L6-v2"
"""The model that requirements.txt installs; any other name or path is loaded as it is."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The corpus folder, the data folder, and the names or paths of the embedding model and of a reranker."""

    corpus: Path = DEFAULT_CORPUS
    data: Path = DEFAULT_DATA
    model: str = PACKAGED_MODEL
    reranker: str | None = None


def read_settings(
    *,
    corpus: Path | None = None,
    data: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings in force: arguments, then `BYLINE_*` variables, then defaults."""
    return Settings(
        corpus=corpus or Path(environment.get("BYLINE_CORPUS") or DEFAULT_CORPUS),
        data=data or Path(environment.get("BYLINE_DATA") or DEFAULT_DATA),
        model=environment.get("BYLINE_MODEL") or PACKAGED_MODEL,
        reranker=environment.get("BYLINE_RERANKER") or None,
    )
