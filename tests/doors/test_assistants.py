"""Byline as assistants have it: the SDK's own client speaks to the command, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from doors import assistants
from doors.assistants import called
from doors.reader import Reader
from doors.slim import DEFAULT_TOKENS
from errors import QuestionError, SettingsError
from index.building.build import build
from index.encoding.choosing import encoder_for, find_model
from ingest.tokens import count_tokens
from settings import DEFAULT_CACHE, PACKAGED_MODEL, read_settings

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-these-tests"  # noqa: S105
PATIENCE_S = 300
QUESTIONS = (
    "Why would the United States withdraw from Syria?",
    "Who leads the Syrian Democratic Forces?",
    "What did the DIA memo say?",
    "Who won the cup in Antwerp?",
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the two documents that come with Byline, built with the real model."""
    folder = tmp_path_factory.mktemp("assistants") / "data"
    build(ROOT / "corpus", folder, encoder_for(find_model(PACKAGED_MODEL), read_settings().cache or DEFAULT_CACHE))
    return folder


def command(data: Path, *options: str) -> list[str]:
    return [sys.executable, "cli.py", "mcp", "--corpus", "corpus", "--data", str(data), *options]


def told(found: Any) -> Any:
    """The result of a tool, which must have answered."""
    assert not found.is_error, found.content
    return json.loads(found.content[0].text)


def over_stdio(data: Path, told: Callable[[Client], Awaitable[Any]]) -> Any:
    """What the client learns from a server that speaks on standard input and output."""

    async def talk() -> Any:
        program, *arguments = command(data)
        server = StdioServerParameters(command=program, args=arguments, env=dict(os.environ), cwd=ROOT)
        async with Client(server, read_timeout_seconds=PATIENCE_S) as client:
            return await told(client)

    return asyncio.run(talk())


@contextmanager
def listening(data: Path) -> Iterator[str]:
    """The address of a server that speaks HTTP."""
    options = ("--http", "--port", "0")
    with subprocess.Popen(  # noqa: S603 (our own command)
        command(data, *options),
        cwd=ROOT,
        env={**os.environ, "BYLINE_TOKEN": TOKEN},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr
        try:
            yield server.stderr.readline().split()[2].rstrip(".")
        finally:
            server.terminate()


@pytest.mark.slow
@pytest.mark.model
def test_an_assistant_asks_over_standard_input_and_has_both_kinds_apart_within_the_budget(
    shipped: Path,
) -> None:
    async def talk(client: Client) -> Any:
        names = [tool.name for tool in (await client.list_tools()).tools]
        answers = [(await client.call_tool("ask", {"question": one})).content[0].text for one in QUESTIONS]
        return names, client.instructions, answers

    names, instructions, answers = over_stdio(shipped, talk)

    assert names == ["ask", "find", "read", "check", "verify", "sources"]
    assert "NO MATCH" in instructions
    assert max(count_tokens(answers)) <= DEFAULT_TOKENS
    first = json.loads(answers[0])
    assert [group["kind"] for group in first["kinds"]] == ["reporting", "commentary"]
    assert all(len(group["quotes"]) >= 3 for group in first["kinds"])
    assert all(quote["receipt"] and quote["source"] for group in first["kinds"] for quote in group["quotes"])
    assert "NO MATCH" in answers[-1]


@pytest.mark.slow
@pytest.mark.model
def test_what_an_assistant_wrote_is_told_sentence_by_sentence(shipped: Path) -> None:
    text = "The West, Gulf countries, and Turkey support the opposition. The moon is made of green cheese."

    found = over_stdio(shipped, lambda client: client.call_tool("verify", {"text": text}))

    first, second = told(found)["sentences"]
    assert first["words"] == "ALL A DOCUMENT'S"
    assert first["documents_words"][0]["stand_in"][0]["whose"] == "quoting the DIA memo"
    assert second["words"].startswith("NOBODY'S")


@pytest.mark.slow
@pytest.mark.model
def test_a_refusal_reaches_the_assistant_in_one_line(shipped: Path) -> None:
    async def talk(client: Client) -> Any:
        unknown = await client.call_tool("read", {"document": "nothing.txt"})
        empty = await client.call_tool("ask", {"question": "x" * 3_000})
        return unknown, empty

    for found in over_stdio(shipped, talk):
        assert found.is_error
        assert len(found.content[0].text.splitlines()) == 1
        assert "xxx" not in found.content[0].text


@pytest.mark.slow
@pytest.mark.model
def test_a_hundred_calls_over_one_connection_take_at_most_twice_the_library_s_own_time(shipped: Path) -> None:
    with_model = read_settings(corpus=ROOT / "corpus", data=shipped)
    opened = Reader(with_model, lambda settings: encoder_for(find_model(settings.model), settings.cache))
    opened.warm_up()

    async def talk(client: Client) -> list[tuple[float, float]]:
        times = []
        for number in range(100):
            question = QUESTIONS[number % len(QUESTIONS)]
            begun = time.perf_counter()
            await client.call_tool("ask", {"question": question})
            called = time.perf_counter()
            opened.ask(question)
            times.append((called - begun, time.perf_counter() - called))
        return times

    times = over_stdio(shipped, talk)
    opened.close()

    assert statistics.median(call / own for call, own in times) <= 2


@pytest.mark.slow
@pytest.mark.model
def test_over_http_an_assistant_needs_the_token_and_other_hosts_and_origins_are_refused(shipped: Path) -> None:
    entitled = {"authorization": f"Bearer {TOKEN}"}

    async def talk(address: str) -> Any:
        async with (
            httpx2.AsyncClient(headers=entitled) as http,
            Client(streamable_http_client(address, http_client=http), read_timeout_seconds=PATIENCE_S) as client,
        ):
            return await client.call_tool("ask", {"question": QUESTIONS[2]})

    with listening(shipped) as address:
        answer = told(asyncio.run(talk(address)))
        refused = [
            httpx2.post(address, json={}, headers=headers).status_code
            for headers in ({}, entitled | {"host": "evil.example"}, entitled | {"origin": "https://evil.example"})
        ]

    assert answer["kinds"][1]["match"] == "STRONG MATCH"
    assert refused == [401, 421, 403]


def test_an_argument_out_of_bounds_is_named_and_its_value_is_not_repeated(opened: Reader) -> None:
    with pytest.raises(QuestionError, match=r"^max_tokens: .*less than or equal to 20000: mend it") as refusal:
        called(opened, "ask", {"question": "the gate", "max_tokens": 987_654})

    assert "987" not in str(refusal.value)


def test_a_tool_that_there_is_not_is_refused_with_those_that_there_are(opened: Reader) -> None:
    with pytest.raises(QuestionError, match="call one of ask, find, read, check, verify, sources"):
        called(opened, "summarise", {})


def test_where_the_sdk_is_missing_a_line_says_what_to_install(opened: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)

    with pytest.raises(SettingsError, match=r"install byline\[mcp\]"):
        assistants.server(opened)


def test_no_span_is_written_for_a_telemetry_that_somebody_installed(opened: Reader) -> None:
    assert assistants.server(opened).middleware == []
