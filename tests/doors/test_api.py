"""Byline over HTTP: what is asked, what is answered, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from starlette.testclient import TestClient

from answer.exports.as_json import export_as_json, json_text, status_as_json, trace_as_json
from doors.api import OPEN_PATHS, application
from doors.guard import Guard
from doors.openapi import PROBLEMS, RESULTS
from doors.reader import Reader
from doors.verbs import VERBS
from errors import BylineError, LockedError, ModelError, NoLibraryError
from tests.conftest import everything_in
from tests.doors.processes import ENTITLED, TOKEN, listening

PATIENCE_S = 300
ADDRESS = "http://localhost:8503"
PAGE = {
    "html": "<title>The weir</title><p>The weir was opened on Tuesday.</p>",
    "url": "https://tribune.example/weir?a=1--2",
    "at": "2026-03-19T22:15:00+01:00",
    "kind": "reporting",
    "title": "The weir: opened/closed",
}

Asking = Callable[..., Any]


def client(opened: Reader, *, write: bool = False, token: str | None = None) -> TestClient:
    guarded = Guard(application(opened, write=write), token=token, open_paths=OPEN_PATHS)
    return TestClient(guarded, base_url=ADDRESS, raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture
def asking(opened: Reader) -> TestClient:
    return client(opened)


@pytest.fixture
def writing(opened: Reader) -> TestClient:
    made = client(opened, write=True, token=TOKEN)
    made.headers.update(ENTITLED)
    return made


def timeless(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name != "asked_at"}


def test_each_verb_gives_the_json_of_the_terminal(asking: TestClient, opened: Reader) -> None:
    at = datetime.fromisoformat("2026-01-01T00:00:00+00:00")

    asked = asking.post("/ask", json={"question": "Who closed the gate?", "kinds": ["commentary"], "k": 1}).json()
    found = asking.post("/find", json={"words": "the gate"}).json()
    checked = asking.post("/check", json={"text": "Closing the gate was a mistake."}).json()

    assert asked["filters"]["kinds"] == ["commentary"]
    assert [len(lane["hits"]) for lane in asked["lanes"]] == [0, 1]
    assert found == json.loads(json_text(trace_as_json(opened.find("the gate"))))
    assert timeless(checked) == timeless(
        json.loads(json_text(export_as_json(opened.check("Closing the gate was a mistake."), at=at)))
    )
    assert asking.post("/status", json={}).json() == json.loads(json_text(status_as_json(opened.status())))


def test_an_export_is_verified_and_any_other_text_is_looked_up(asking: TestClient) -> None:
    export = asking.post("/ask", json={"question": "Who closed the gate?"}).text

    verified = asking.post("/verify", json={"text": export}).json()
    looked_up = asking.post("/verify", json={"text": "Closing the gate was a mistake."}).json()

    assert {one["status"] for one in verified["receipts"]} == {"same"}
    assert looked_up["sentences"][0]["share"] == 1.0


def test_the_offset_and_the_limit_of_a_list_are_those_of_each_kind(asking: TestClient) -> None:
    every = asking.post("/sources", json={}).json()
    first = asking.post("/sources", json={"limit": 1, "kinds": ["reporting", "commentary", "reporting"]}).json()
    rest = asking.post("/sources", json={"offset": 1}).json()

    assert first == every
    assert {kind: [one["id"] for one in of_kind] for kind, of_kind in every["kinds"].items()} == {
        "reporting": ["reporting/river.txt"],
        "commentary": ["commentary/gate.md"],
    }
    assert (rest["kinds"], rest["documents"]) == ({"reporting": [], "commentary": []}, 2)


def test_every_result_has_the_keys_that_its_description_names(writing: TestClient) -> None:
    asked: dict[str, dict[str, Any]] = {
        "ask": {"question": "the gate"},
        "find": {"words": "the gate"},
        "trace": {"quotation": "the gate"},
        "check": {"text": "The gate."},
        "verify": {"text": "The gate."},
        "read": {"document": "gate.md"},
        "sources": {},
        "status": {},
        "documents": PAGE,
    }

    found = {name: writing.post(f"/{name}", json=arguments).json().keys() for name, arguments in asked.items()}

    assert [name for name, keys in found.items() if not any(set(one) <= keys for one in RESULTS[name])] == []
    assert found.keys() == RESULTS.keys() == {*VERBS, "documents"}


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/ask", {}, "question: field required: mend it and ask again"),
        (
            "/ask",
            {"question": "the gate", "colour": "red"},
            "colour: extra inputs are not permitted: mend it and ask again",
        ),
        (
            "/ask",
            {"question": "the gate", "kinds": ["letters"]},
            "no kind 'letters' in the library: it has commentary, reporting",
        ),
        (
            "/read",
            {"document": "river.txt", "length": 10**6},
            "length: input should be less than or equal to 20000: mend it and ask again",
        ),
    ],
)
def test_a_problem_says_in_its_detail_what_is_wrong_in_one_line(
    asking: TestClient, path: str, body: dict[str, Any], said: str
) -> None:
    answer = asking.post(path, json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    title = HTTPStatus.UNPROCESSABLE_ENTITY.phrase
    assert answer.json() == {"type": "about:blank", "title": title, "status": 422, "detail": said}


def test_what_is_sent_as_anything_but_json_is_refused(asking: TestClient) -> None:
    """So no form of another page can be sent here, not even by a browser that states no origin."""
    assert asking.post("/ask", content=b'{"question": "x"}', headers={"content-type": "text/plain"}).status_code == 415
    assert asking.post("/ask", data={"question": "x"}).status_code == 415


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NoLibraryError("no library"), 503),
        (ModelError("no model"), 503),
        (LockedError("another build"), 409),
        (MemoryError(), 503),
        (ZeroDivisionError("a secret"), 500),
    ],
)
def test_every_failure_is_a_problem_and_an_unforeseen_one_tells_nothing_of_itself(
    opened: Reader, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Reader, "ask", fail)

    answer = client(opened).post("/ask", json={"question": "the gate"})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert isinstance(error, BylineError) == (answer.json()["detail"] == str(error))
    assert "secret" not in answer.text


def test_a_path_or_a_method_that_there_is_not_is_a_problem_too(asking: TestClient) -> None:
    assert asking.get("/nothing").json()["status"] == 404
    refused = asking.get("/ask")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_without_write_nothing_takes_documents(asking: TestClient, corpus: Path) -> None:
    before = everything_in(corpus)

    assert [asking.post("/documents", json=PAGE).status_code, asking.get("/add").status_code] == [404, 404]
    assert "/documents" not in asking.get("/openapi.json").json()["paths"]
    assert everything_in(corpus) == before


@pytest.mark.slow
@pytest.mark.model
def test_the_command_listens_on_this_machine_alone_and_calls_nobody_beyond_it(shipped: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with listening("serve", shipped, calls) as description:
        address = description.removesuffix("/openapi.json")
        paths = httpx2.get(description, timeout=PATIENCE_S).json()["paths"]
        asked = {"question": "How much territory has ISIS lost?"}
        answer = httpx2.post(f"{address}/ask", json=asked, headers=ENTITLED, timeout=PATIENCE_S).json()
        refused = [
            httpx2.post(f"{address}/ask", json=asked, headers=headers, timeout=PATIENCE_S).status_code
            for headers in ({}, ENTITLED | {"host": "evil.example"}, ENTITLED | {"origin": "https://evil.example"})
        ]

    assert "/documents" not in paths
    assert answer["lanes"][0]["standing"] == "answers"
    assert refused == [401, 421, 403]
    assert not calls.exists(), calls.read_text()


# Adding a page.


def test_a_page_is_filed_with_its_address_and_time_and_found_at_once(writing: TestClient, corpus: Path) -> None:
    [filed] = writing.post("/documents", json=PAGE).json()["documents"]

    [mention] = writing.post("/find", json={"words": "weir was opened"}).json()["appearances"]
    assert filed.startswith("reporting/The weir opened closed ")
    assert (mention["document"]["id"], mention["document"]["url"]) == (filed, PAGE["url"])
    assert mention["document"]["published"] is None
    assert (corpus / filed).read_text("utf-8").splitlines()[0] == (
        "<!-- saved from https://tribune.example/weir?a=1%2D%2D2 at 2026-03-19T22:15:00+01:00 -->"
    )


def test_a_page_is_not_added_twice_and_one_that_changed_is_another_document(writing: TestClient) -> None:
    first = writing.post("/documents", json=PAGE).json()["documents"]
    again = writing.post("/documents", json=PAGE)
    changed = writing.post("/documents", json=PAGE | {"html": "<p>The weir stays closed.</p>"}).json()["documents"]

    assert again.status_code == 422
    assert "already" in again.json()["detail"]
    assert first != changed


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"url": "https://a.example/ -->"},
        {"at": "2026-03-19T22:15:00"},
        {"kind": "../elsewhere"},
        {"html": ""},
    ],
)
def test_a_page_that_cannot_be_filed_changes_nothing(writing: TestClient, corpus: Path, wrong: dict[str, str]) -> None:
    before = everything_in(corpus)

    assert writing.post("/documents", json=PAGE | wrong).status_code == 422
    assert everything_in(corpus) == before


def test_a_page_without_a_title_or_with_one_of_signs_alone_has_a_name_all_the_same(writing: TestClient) -> None:
    [filed] = writing.post("/documents", json=PAGE | {"title": "../..\\<>:|"}).json()["documents"]

    assert filed.startswith("reporting/page ")


def test_whoever_has_no_token_adds_nothing(opened: Reader, corpus: Path) -> None:
    before = everything_in(corpus)

    assert client(opened, write=True, token=TOKEN).post("/documents", json=PAGE).status_code == 401
    assert everything_in(corpus) == before


def test_the_page_that_adds_runs_only_its_own_script_and_is_in_no_frame(writing: TestClient) -> None:
    page = writing.get("/add")

    policy = page.headers["content-security-policy"]
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    assert page.text.count("<script") == 1
    assert writing.get("/add_page.js").headers["content-type"].startswith("text/javascript")


# The description, and requests of all sorts.


def test_the_description_names_every_problem_and_every_bound(asking: TestClient) -> None:
    described = asking.get("/openapi.json").json()

    assert set(described["components"]["responses"]) == set(map(str, PROBLEMS))
    assert described["components"]["schemas"]["AskRequest"]["properties"]["question"]["maxLength"] == 2_000


# What a schema cannot say, such as which kinds a library has, is refused with 422 as well.
SAID_BY_NO_SCHEMA = {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}}
REQUESTS = 30
"""Requests of each sort to each verb. Raised, more is tried, and the gate takes longer."""


@pytest.fixture
def described(opened: Reader) -> Any:
    guarded = Guard(application(opened, write=True), token=None, hosts=frozenset({"testserver"}), open_paths=OPEN_PATHS)
    config = SchemathesisConfig.from_dict({"checks": SAID_BY_NO_SCHEMA})
    return schemathesis.openapi.from_asgi("/openapi.json", guarded, config=config)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", list(RESULTS))
def test_no_request_is_answered_otherwise_than_described(described: Any, name: str, mode: GenerationMode) -> None:
    """Schemathesis sends what the description allows, and what it does not."""

    @settings(max_examples=REQUESTS, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(described[f"/{name}"]["POST"].as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        case.call_and_validate()

    send()
