"""What a page of another program on this machine, or from elsewhere, can do to the app: nothing.

Each attack is run on the app without its door first, where it succeeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.serving import serving
from tests.browser.visits import Open, arrive, until
from tests.conftest import write

pytestmark = pytest.mark.browser

RERUN = [90, 0]
"""The first message of a page (`BackMsg.rerun_script`), which the server answers with all that the page shows."""

HOSTILE = """<!doctype html><title>Another program</title><iframe src="APPlibrary"></iframe><script>
window.got = 0; window.opened = false; window.ended = false;
const socket = new WebSocket("APP_stcore/stream".replace("http", "ws"), ["streamlit"]);
socket.binaryType = "arraybuffer";
socket.onopen = () => { window.opened = true; socket.send(new Uint8Array(RERUN)); };
socket.onmessage = (message) => { window.got += message.data.byteLength; };
socket.onclose = () => { window.ended = true; };
</script>"""

HOSTS = ["localhost", "hostile.example"]


@dataclass(frozen=True)
class Served:
    """An app, and the file with the calls beyond this machine that it made."""

    address: str
    calls: Path

    @property
    def calls_out(self) -> list[str]:
        return self.calls.read_text().splitlines() if self.calls.exists() else []


@contextmanager
def served(folder: Path, *, door: bool) -> Iterator[Served]:
    write(
        folder / "corpus", "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.\n"
    )
    with serving(folder / "corpus", folder, calls=folder / "calls", door=door) as address:
        yield Served(address, folder / "calls")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("door"), door=True) as app:
        yield app


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("bare"), door=False) as app:
        yield app


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another program, whose pages open the socket of an app and show the app in a frame."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            app = parse_qs(urlsplit(self.path).query).get("app", [""])[0]
            self.wfile.write(HOSTILE.replace("APP", f"{app}/").replace("RERUN", str(RERUN)).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def attack(visit: Open, app: Served, host: str, port: int) -> Page:
    """The hostile page, in a browser that knows the app already: its cookie goes along to the same host."""
    page = arrive(visit, app.address).page.context.new_page()
    page.goto(f"http://{host}:{port}/?app={app.address}")
    return page


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_from_elsewhere_gets_no_socket_no_frame_and_no_call_out(
    visit: Open, app: Served, elsewhere: int, host: str
) -> None:
    hostile = attack(visit, app, host, elsewhere)

    until(hostile, "window.ended")

    assert (hostile.evaluate("window.opened"), hostile.evaluate("window.got")) == (False, 0)
    assert [frame.url for frame in hostile.frames[1:]] == ["chrome-error://chromewebdata/"]
    assert app.calls_out == []


def test_without_the_door_a_page_of_another_port_reads_the_app(visit: Open, bare: Served, elsewhere: int) -> None:
    hostile = attack(visit, bare, "localhost", elsewhere)

    until(hostile, "window.got > 1000")

    assert hostile.evaluate("window.opened")


def test_without_the_door_a_page_from_elsewhere_frames_the_app_and_makes_it_call_out(
    visit: Open, bare: Served, elsewhere: int
) -> None:
    hostile = attack(visit, bare, "hostile.example", elsewhere)

    until(hostile, "window.ended")

    assert [frame.url for frame in hostile.frames[1:]] == [f"{bare.address}/library"]
    assert any("8.8.8.8" in call for call in bare.calls_out)


def test_a_server_for_other_machines_starts_without_asking_any_for_its_own_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")  # noqa: S104 (it is what is tried)

    with served(tmp_path, door=True) as app:
        pass

    assert app.calls_out == []
