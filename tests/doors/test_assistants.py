"""Byline as assistants have it: the SDK's own client speaks to the command, in a process of its own."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
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
from index.encoding.choosing import encoder_for, find_model
from ingest.tokens import count_tokens
from settings import read_settings
from tests.doors.processes import ENTITLED, ROOT, command, environment, in_a_thread, listening

PATIENCE_S = 300
QUESTIONS = (
    "Why would the United States withdraw from Syria?",
    "Who leads the Syrian Democratic Forces?",
    "What did the DIA memo say?",
    "Who won the cup in Antwerp?",
)


def told(found: Any) -> Any:
    """The result of a tool, which must have answered."""
    assert not found.is_error, found.content
    return json.loads(found.content[0].text)


def over_stdio(data: Path, calls: Path, told: Callable[[Client], Awaitable[Any]]) -> Any:
    """What the client learns from a server that speaks on standard input and output, and calls nobody else."""

    async def talk() -> Any:
        program, *arguments = command("mcp", data)
        server = StdioServerParameters(command=program, args=arguments, env=environment(calls), cwd=ROOT)
        async with Client(server, read_timeout_seconds=PATIENCE_S) as client:
            return await told(client)

    found = in_a_thread(talk())
    assert not calls.exists(), calls.read_text()
    return found


@pytest.mark.slow
@pytest.mark.model
def test_an_assistant_asks_over_standard_input_and_has_both_kinds_apart_within_the_budget(
    shipped: Path, tmp_path: Path
) -> None:
    async def talk(client: Client) -> Any:
        names = [tool.name for tool in (await client.list_tools()).tools]
        answers = [(await client.call_tool("ask", {"question": one})).content[0].text for one in QUESTIONS]
        return names, client.instructions, answers

    names, instructions, answers = over_stdio(shipped, tmp_path / "calls", talk)

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
def test_what_an_assistant_wrote_is_told_sentence_by_sentence(shipped: Path, tmp_path: Path) -> None:
    text = "The West, Gulf countries, and Turkey support the opposition. The moon is made of green cheese."

    found = over_stdio(shipped, tmp_path / "calls", lambda client: client.call_tool("verify", {"text": text}))

    first, second = told(found)["sentences"]
    assert first["words"] == "ALL A DOCUMENT'S"
    assert first["documents_words"][0]["stand_in"][0]["whose"] == "quoting the DIA memo"
    assert second["words"].startswith("NOBODY'S")


@pytest.mark.slow
@pytest.mark.model
def test_a_refusal_reaches_the_assistant_in_one_line(shipped: Path, tmp_path: Path) -> None:
    async def talk(client: Client) -> Any:
        unknown = await client.call_tool("read", {"document": "nothing.txt"})
        empty = await client.call_tool("ask", {"question": "x" * 3_000})
        return unknown, empty

    for found in over_stdio(shipped, tmp_path / "calls", talk):
        assert found.is_error
        assert len(found.content[0].text.splitlines()) == 1
        assert "xxx" not in found.content[0].text


@pytest.mark.slow
@pytest.mark.model
def test_a_hundred_calls_over_one_connection_take_at_most_twice_the_library_s_own_time(
    shipped: Path, tmp_path: Path
) -> None:
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

    times = over_stdio(shipped, tmp_path / "calls", talk)
    opened.close()

    assert statistics.median(call / own for call, own in times) <= 2


@pytest.mark.slow
@pytest.mark.model
def test_over_http_an_assistant_needs_the_token_and_other_hosts_and_origins_are_refused(
    shipped: Path, tmp_path: Path
) -> None:
    async def talk(address: str) -> Any:
        async with (
            httpx2.AsyncClient(headers=ENTITLED, timeout=PATIENCE_S) as http,
            Client(streamable_http_client(address, http_client=http), read_timeout_seconds=PATIENCE_S) as client,
        ):
            return await client.call_tool("ask", {"question": "How much territory has ISIS lost?"})

    calls = tmp_path / "calls"
    with listening("mcp", shipped, calls, "--http") as address:
        answer = told(in_a_thread(talk(address)))
        refused = [
            httpx2.post(address, json={}, headers=headers, timeout=PATIENCE_S).status_code
            for headers in ({}, ENTITLED | {"host": "evil.example"}, ENTITLED | {"origin": "https://evil.example"})
        ]

    assert answer["kinds"][0]["match"] == "STRONG MATCH"
    assert refused == [401, 421, 403]
    assert not calls.exists(), calls.read_text()


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
