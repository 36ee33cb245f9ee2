"""Count the tiktoken tokens of a text and rank words by frequency, without a download.

tiktoken fetches its own vocabularies from the network at first use.
The package mistral-common contains one in the same format (Tekken), which is read from disk instead.
"""

from __future__ import annotations

import json
import re
from binascii import a2b_base64
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import tiktoken

from errors import ModelError

VOCABULARY_PACKAGE = "mistral_common"
VOCABULARY_FILE = "tekken_240911.json"

_TOKEN = re.compile(rb'"token_bytes":\s*"([^"]*)"')
"""A token in the vocabulary's file, which lists them by rank: read so in half the time that a JSON parser takes."""

_loading = Lock()
"""Lets one thread load the vocabulary, which takes a quarter of a second, while others wait for it."""


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Count the tiktoken tokens of each text."""
    encoding = _encoding()
    return [len(encoding.encode_ordinary(text)) for text in texts]


def _encoding() -> tiktoken.Encoding:
    with _loading:
        return _loaded()


@cache
def _loaded() -> tiktoken.Encoding:
    head, _, rows = _vocabulary_path().read_bytes().partition(b'"vocab":')
    config = json.loads(head.rstrip(b", \n") + b"}")["config"]
    size = config["default_vocab_size"] - config["default_num_special_tokens"]
    tokens = map(a2b_base64, _TOKEN.findall(rows)[:size])
    ranks = {token: rank for rank, token in enumerate(tokens)}
    return tiktoken.Encoding(VOCABULARY_FILE, pat_str=config["pattern"], mergeable_ranks=ranks, special_tokens={})


def release_vocabulary() -> None:
    """Release the vocabulary, some 100 MB; the next count loads it again, in a quarter of a second."""
    with _loading:
        _loaded.cache_clear()


def _vocabulary_path() -> Path:
    spec = find_spec(VOCABULARY_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0], "data", VOCABULARY_FILE) if folders else None
    if path is None or not path.is_file():
        raise ModelError(f"tiktoken vocabulary {VOCABULARY_FILE} not found: pip install mistral-common")
    return path


def word_rank(word: str) -> int | None:
    """Return the place of a word in the vocabulary, as written inside a text, or None if it is not a single token.

    Vocabularies are built by frequency, so a low place means a common spelling.
    """
    try:
        return _encoding().encode_single_token(f" {word}")
    except KeyError:
        return None


# Telling a name from a word capitalised because it begins a sentence: "Turkey" is a name, "Fighting" is not.

CLEARLY = 1.5
"""A word's small spelling is unusual if its rank is this many times its capitalised one's, or more.

Raised, fewer words that begin a sentence count as names; lowered, more do.
"""


@lru_cache(maxsize=65_536)
def is_usually_small(word: str) -> bool:
    """Return whether a word is usual with a small letter, by the ranks of both spellings in the vocabulary."""
    small, capital = word_rank(word.lower()), word_rank(word.capitalize())
    if small is None:
        return False
    return capital is None or small < CLEARLY * capital
