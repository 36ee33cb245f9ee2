from __future__ import annotations

import base64
import importlib.machinery
import json
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import ModelError
from ingest import tokens
from ingest.tokens import count_tokens, release_vocabulary


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("hello world", 2), ("日本語", 2), ("Maj. Gen. James Jarrard said so.", 11)],
)
def test_a_text_has_as_many_tokens_as_the_vocabulary_says(text: str, count: int) -> None:
    assert count_tokens([text]) == [count]


@pytest.mark.parametrize("marker", ["<|endoftext|>", "<|endofprompt|>", "<s>", "[INST]", "</s>"])
def test_a_special_token_in_a_document_counts_as_the_characters_it_is(marker: str) -> None:
    assert count_tokens([marker])[0] > 1


def test_no_texts_have_no_counts() -> None:
    assert count_tokens([]) == []


@given(st.lists(st.text(max_size=40), max_size=5))
@settings(max_examples=100)
def test_each_text_is_counted_for_itself_and_in_order(texts: list[str]) -> None:
    assert count_tokens(texts) == [count_tokens([text])[0] for text in texts]


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_a_text_has_at_most_one_token_for_each_of_its_bytes(text: str) -> None:
    assert (len(text) > 0) <= count_tokens([text])[0] <= len(text.encode())


def test_counting_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def blocked(*_: object, **__: object) -> None:
        raise OSError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", blocked)
    monkeypatch.setattr(socket, "getaddrinfo", blocked)
    tokens._loaded.cache_clear()

    assert count_tokens(["hello world"]) == [2]


def test_a_missing_package_is_one_clear_line_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "find_spec", lambda _name: None)

    with pytest.raises(ModelError, match=r"tekken_240911\.json not found: pip install mistral-common"):
        tokens._vocabulary_path()


def test_a_package_without_the_vocabulary_is_the_same_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spec = importlib.machinery.ModuleSpec("mistral_common", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(tokens, "find_spec", lambda _name: spec)

    with pytest.raises(ModelError, match=r"tekken_240911\.json not found: pip install mistral-common"):
        tokens._vocabulary_path()


def test_who_counts_after_the_vocabulary_was_let_go_of_loads_it_again() -> None:
    assert count_tokens(["hello world"]) == [2]

    release_vocabulary()

    assert count_tokens(["hello world"]) == [2]


def test_the_vocabulary_is_what_a_json_parser_reads_of_its_file() -> None:
    file = json.loads(tokens._vocabulary_path().read_bytes())
    size = file["config"]["default_vocab_size"] - file["config"]["default_num_special_tokens"]
    listed = {base64.b64decode(row["token_bytes"]): row["rank"] for row in file["vocab"] if row["rank"] < size}

    assert tokens._loaded()._mergeable_ranks == listed
    assert tokens._loaded()._pat_str == file["config"]["pattern"]
