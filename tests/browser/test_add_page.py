"""The bookmark that adds the page that somebody is looking at, as docs/how/api.md has it."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn

from doors.api import OPEN_PATHS, application
from doors.guard import Guard
from doors.reader import Reader
from index.building.build import build
from settings import Settings
from tests.browser.visits import Open, Visit
from tests.conftest import FakeEncoder
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-this-test"  # noqa: S105
ARTICLE = (
    "<!doctype html><title>The weir</title><link rel=icon href='data:,'>"
    "<body><article><p>The weir was opened on Tuesday.</p></article>"
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def api(opened: Reader, port: int) -> Iterator[str]:
    """The address of the API, with its guard."""
    guarded = Guard(application(opened, write=True), token=TOKEN, open_paths=OPEN_PATHS)
    server = uvicorn.Server(uvicorn.Config(guarded, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The address of a site that is not the API's."""
    (folder / "weir.html").write_text(ARTICLE, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/weir.html"
        finally:
            server.shutdown()
            thread.join()


def bookmark(address: str) -> str:
    """The script that the page of the docs has, for the API at this address."""
    [script] = re.findall(r"```js\njavascript: (.*?)```", (ROOT / "docs/how/api.md").read_text("utf-8"), re.DOTALL)
    return script.replace("http://localhost:8503", address)


def pressed(visit: Visit, script: str) -> Any:
    """The window that opens when the bookmark is pressed."""
    with visit.page.expect_popup() as popup:
        visit.page.evaluate(f"() => {{ {script} }}")
    return popup.value


@pytest.fixture
def opened(corpus: Path, data: Path) -> Iterator[Reader]:
    build(corpus, data, FakeEncoder())
    with closing(Reader(Settings(corpus=corpus, data=data), lambda _: cast(Any, FakeEncoder()))) as made:
        yield made


def test_the_bookmark_adds_the_page_once_its_reader_says_so(
    opened: Reader, corpus: Path, tmp_path: Path, visit: Open
) -> None:
    (tmp_path / "site").mkdir()
    with api(opened, free_port()) as address, site(tmp_path / "site") as page:
        window = pressed(visit(page), bookmark(address))
        window.get_by_text(f"The weir — {page}").wait_for()
        assert not list((corpus / "reporting").glob("The weir*"))
        window.get_by_label("Kind of source").fill("reporting")
        window.get_by_label("Token").fill(TOKEN)
        window.get_by_role("button", name="Add").click()
        window.get_by_text("Added as reporting/The weir").wait_for()

    [mention] = opened.find("weir was opened").appearances
    [filed] = (corpus / "reporting").glob("The weir*")
    assert mention.document.source.url == page
    seen = re.search(r" at (\S+) -->", filed.read_text("utf-8").splitlines()[0])
    assert seen
    assert datetime.fromisoformat(seen[1]).tzinfo


def test_a_wrong_token_is_said_and_nothing_is_added(opened: Reader, corpus: Path, tmp_path: Path, visit: Open) -> None:
    (tmp_path / "site").mkdir()
    with api(opened, free_port()) as address, site(tmp_path / "site") as page:
        window = pressed(visit(page), bookmark(address))
        window.get_by_text("The weir — ").wait_for()
        window.get_by_label("Kind of source").fill("reporting")
        window.get_by_label("Token").fill("another token altogether")
        window.get_by_role("button", name="Add").click()
        window.get_by_text("a token is needed").wait_for()

    assert not list((corpus / "reporting").glob("The weir*"))
