"""Publish, ask and keep while the network is cut and joined again; run by a test in a network of its own.

`unshare --net python -m tests.index.engines.cut_network FOLDER`: the only network there is the loopback, which is taken
down under open connections. What is refused meanwhile is printed, a JSON list of lines.
"""

from __future__ import annotations

import fcntl
import json
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desk import kept_questions
from desk.records import DeskServer
from errors import BylineError
from index.building.build import build
from index.engines.engine import open_published, publish
from index.engines.postgres import psycopg_store
from tests.conftest import FakeEncoder, write
from tests.index.engines.comparing import hits
from tests.index.engines.postgres_server import postgres

SET_FLAGS, UP, RUNNING = 0x8914, 0x1, 0x40
"""Of Linux: the request that sets the flags of a network, and two of them."""


def join(*, joined: bool) -> None:
    """Take the loopback up or down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        flags = RUNNING | (UP if joined else 0)
        fcntl.ioctl(asked, SET_FLAGS, struct.pack("16sh", b"lo", flags))


def refusal(action: Callable[[], object]) -> str:
    """What an action is refused with; empty where it is not."""
    try:
        action()
    except BylineError as error:
        return str(error)
    return ""


def main(folder: Path) -> None:
    """Say what was refused before, while and after the network was cut."""
    psycopg_store.CONNECT_S, psycopg_store.SILENT_MS = 2, 2_000
    corpus, data, encoder = folder / "corpus", folder / "data", FakeEncoder()
    write(corpus, "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon.\n")
    build(corpus, data, encoder)
    join(joined=True)
    with postgres() as server:
        index = server.new_database()
        publish(data, index)
        with closing(open_published(index)) as library:

            def refused(words: str) -> list[str]:
                """What asking these words, opening, publishing and keeping a question are refused with."""
                now = datetime.now(UTC)
                return [
                    refusal(lambda: hits(library, words)),
                    refusal(lambda: open_published(index).close()),
                    refusal(lambda: publish(data, index)),
                    refusal(lambda: kept_questions.keep(kept, library, encoder, words, at=now, owner="ann")),
                ]

            kept = DeskServer(index)
            before = refused("Who closed the lower gate?")
            write(corpus, "reporting/bridge.txt", "A bridge fell.\n")
            build(corpus, data, encoder)
            join(joined=False)
            cut = refused("the river on Monday")
            join(joined=True)
            after = refused("engineers at noon")
    sys.stdout.write(json.dumps([before, cut, after]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
