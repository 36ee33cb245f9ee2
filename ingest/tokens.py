"""tiktoken tokens, the same on every machine and without a download: how many a text has, and how common a word is.

tiktoken fetches its own vocabularies from the network at first use.
The package mistral-common carries one of the same form (Tekken), which is read from disk instead.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import tiktoken

from errors import ModelError

VOCABULARY_PACKAGE = "mistral_common"
VOCABULARY_FILE = "tekken_240911.json"

_loading = Lock()
"""It takes half a second: threads that want it at once wait for one of them."""


def count_tokens(texts: Sequence[str]) -> list[int]:
    """How many tiktoken tokens each text has."""
    encoding = _encoding()
    return [len(encoding.encode_ordinary(text)) for text in texts]


def _encoding() -> tiktoken.Encoding:
    with _loading:
        return _loaded()


@cache
def _loaded() -> tiktoken.Encoding:
    vocabulary = json.loads(_vocabulary_path().read_text(encoding="utf-8"))
    config = vocabulary["config"]
    size = config["default_vocab_size"] - config["default_num_special_tokens"]
    ranks = {base64.b64decode(row["token_bytes"]): row["rank"] for row in vocabulary["vocab"][:size]}
    return tiktoken.Encoding(VOCABULARY_FILE, pat_str=config["pattern"], mergeable_ranks=ranks, special_tokens={})


def release_vocabulary() -> None:
    """Let go of the vocabulary, some 100 MB; whoever counts next loads it again, in half a second."""
    with _loading:
        _loaded.cache_clear()


def _vocabulary_path() -> Path:
    spec = find_spec(VOCABULARY_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0], "data", VOCABULARY_FILE) if folders else None
    if path is None or not path.is_file():
        raise ModelError(
            f"tiktoken vocabulary {VOCABULARY_FILE} not found: install requirements.txt (package mistral-common)"
        )
    return path


def word_rank(word: str) -> int | None:
    """The place of the word, as it is written inside a text, in the vocabulary; None where it is no one token.

    Vocabularies are made by frequency, so a low place is a common spelling.
    """
    try:
        return _encoding().encode_single_token(f" {word}")
    except KeyError:
        return None


# Whether a word that begins a sentence would have its capital anywhere: "Turkey" would, "Fighting" would not.

CLEARLY = 1.5
"""So many times further back in the vocabulary is the rarer spelling of a word that has one usual spelling."""


@lru_cache(maxsize=65_536)
def is_usually_small(word: str) -> bool:
    """Whether running text has the word with a small letter at least as often; by the token vocabulary's order."""
    small, capital = word_rank(word.lower()), word_rank(word.capitalize())
    if small is None:
        return False
    return capital is None or small < CLEARLY * capital
