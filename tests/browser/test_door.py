"""What a page of another program on this machine can do to the app: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.browser.serving import serving
from tests.browser.visits import Open, arrive, until
from tests.conftest import write

pytestmark = pytest.mark.browser

HOSTILE = """<!doctype html><title>Another program</title><iframe src="{app}library"></iframe><script>
window.got = 0; window.ended = false;
const socket = new WebSocket("{app}_stcore/stream".replace("http", "ws"), ["streamlit"]);
socket.onmessage = () => {{ window.got += 1; }};
socket.onclose = () => {{ window.ended = true; }};
</script>"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("door")
    write(
        folder / "corpus", "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.\n"
    )
    with serving(folder / "corpus", folder) as address:
        yield address


@pytest.fixture(scope="module")
def elsewhere(app: str) -> Iterator[str]:
    """The address of another program's page, which opens the app's socket and shows the app in a frame."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(HOSTILE.format(app=f"{app}/").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def test_a_page_of_another_port_gets_no_socket_and_no_frame(visit: Open, app: str, elsewhere: str) -> None:
    page = arrive(visit, app).page  # its cookie would go along to the same host
    hostile = page.context.new_page()
    hostile.goto(elsewhere)

    until(hostile, "window.ended")

    assert hostile.evaluate("window.got") == 0
    assert [frame.url for frame in hostile.frames[1:]] == ["chrome-error://chromewebdata/"]
