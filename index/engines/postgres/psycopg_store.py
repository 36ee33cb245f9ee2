"""A PostgreSQL server with pgvector: its connections, and its refusals as one clear line. Only this speaks to psycopg.

Readers take any server that the address names, a standby too; whoever writes takes the primary among them.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any
from weakref import finalize

from errors import EngineError, SettingsError

if TYPE_CHECKING:
    from psycopg import Connection

    Opened = Connection[tuple[Any, ...]]

Row = tuple[Any, ...]
Parameters = Mapping[str, Any]

SCHEMES = ("postgresql://", "postgres://")
NEXT_STEP = "set it to postgresql://name:password@host:5432/database"

LEAST_SERVER = 15
LEAST_EXTENSION = (0, 8)
"""The first version of pgvector whose graph goes on until a filter has let enough through."""

CONNECT_S = 10
"""Seconds in which each server of an address must answer. Raised, one that is away is noticed later."""

SILENT_MS = 20_000
"""Milliseconds after which a server that acknowledges nothing counts as away, as behind a cut network."""

KEEPALIVE_S = 5
"""Seconds between looks for a server that is silent while an answer is awaited; four without an answer end it."""

LOOK_S = 15
"""Seconds between looks whether a server that lets wait still takes connections; where it does not, the wait ends.
Raised, a server that stands still is noticed later; lowered, more connections are made where statements take long."""

LONGEST_WORDS = 200
MOST_PORTS = 2**16

GRAPH_EF = 800
"""Sentences that a search of the graph keeps in view. Raised, more is found in more time."""

GRAPH_TUPLES = 200_000
"""Sentences that a filtered search of the graph looks at before it gives up and all are compared."""

SESSION = {
    "hnsw.ef_search": str(GRAPH_EF),
    "hnsw.iterative_scan": "strict_order",
    "hnsw.max_scan_tuples": str(GRAPH_TUPLES),
    "jit": "off",  # compiling a query takes longer than any of these runs
}
"""What is set for each connection."""

OPENING = """
    SELECT (SELECT extversion FROM pg_extension WHERE extname = 'vector'), set_config(name, value, false)
    FROM unnest(%s::text[], %s::text[]) AS setting (name, value)
"""


def is_address(index: str) -> bool:
    """Return whether this is an address of PostgreSQL."""
    return index.startswith(SCHEMES)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is: `shown` has its hosts, ports and database, and nobody's name or password."""

    index: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(repr=False)

    @classmethod
    def read(cls, index: str) -> Address:
        """An address such as postgresql://name:password@host:5432/database; there may be several hosts.

        Raises:
            SettingsError: it is no address. The message has nothing of it, for it may hold a password.
            EngineError: psycopg is not installed.
        """
        parts = _parts(index)
        hosts, ports = (parts.get(name, "").split(",") for name in ("host", "port"))
        if any(mark in parts.get(name, "") for mark in "@ " for name in ("host", "port", "dbname")):
            raise SettingsError(
                "BYLINE_INDEX has a name or a password with a @, /, ? or # in it: "
                f"write these as %40, %2F, %3F, %23; {NEXT_STEP}"
            )
        if len(ports) not in {1, len(hosts)} or not all(_is_port(port) for port in ports):
            raise SettingsError(f"BYLINE_INDEX is no address: {NEXT_STEP}")
        every = ports * len(hosts) if len(ports) == 1 else ports
        places = [f"{host}:{port}" if port else host for host, port in zip(hosts, every, strict=True)]
        secrets = (parts[name] for name in ("password", "user", "sslpassword") if parts.get(name))
        return cls(index, f"postgresql://{','.join(places)}/{parts.get('dbname', '')}", tuple(secrets))


@dataclass(frozen=True, slots=True)
class Query:
    """A statement with named parameters."""

    text: str
    parameters: Parameters


class Store:
    """A server that is asked; threads may share it, each taking a connection of its own for a moment."""

    def __init__(self, address: Address, *, writing: bool = False) -> None:
        self._address = address
        self._choice = {"target_session_attrs": "read-write"} if writing else {}
        self._free: list[Opened] = []
        self._lock = Lock()
        self._is_open = True
        finalize(self, _close_all, self._free)  # for whoever keeps one for good

    @classmethod
    def open(cls, index: str, *, writing: bool = False) -> Store:
        """The engine at an address such as postgresql://name:password@host:5432/database.

        Where it is for `writing`, only the primary among its servers is taken.

        Raises:
            SettingsError: it is no address.
            EngineError: it does not answer, refuses, is too old, or psycopg is not installed.
        """
        store = cls(Address.read(index), writing=writing)
        # It writes failures to standard error; ours are said once.
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)
        with _refusals(store._address), store._connection():
            return store

    @property
    def where(self) -> str:
        """What may be shown of its address."""
        return self._address.shown

    def close(self) -> None:
        """Let go of all connections; those in use end with what they are used for."""
        self._is_open = False
        self._forget()

    def rows(self, text: str, **parameters: object) -> list[Row]:
        """What one statement gives."""
        return self.answers(Query(text, parameters))[0]

    def answers(self, *queries: Query) -> list[list[Row]]:
        """What these statements give, asked of one server at once, one after the other.

        Whatever is removed before one of them is answered is seen by those after it. Where the connection turns out to
        have ended since it was last used, they are asked once more.
        """
        from psycopg import OperationalError

        with _refusals(self._address):
            try:
                return self._asked(queries)
            except OperationalError:
                self._forget()
                return self._asked(queries)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One transaction that reads what there is at its beginning, and nothing that comes later."""
        from psycopg import IsolationLevel

        with _refusals(self._address), self._fresh_connection() as connection:
            connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
            with connection.transaction():
                yield Transaction(connection)

    @contextmanager
    def changing(self) -> Iterator[Transaction]:
        """One transaction on the primary: everything inside is kept, or nothing is.

        Raises:
            EngineError: no server of the address can be written to, or it refused.
        """
        with _refusals(self._address), self._fresh_connection() as connection:
            connection.isolation_level, connection.read_only = None, None
            with connection.transaction():
                yield Transaction(connection)

    def _asked(self, queries: Sequence[Query]) -> list[list[Row]]:
        with self._connection() as connection, connection.pipeline():
            cursors = [connection.cursor(binary=True) for _ in queries]
            for cursor, query in zip(cursors, queries, strict=True):
                cursor.execute(query.text.encode(), query.parameters)
            return [cursor.fetchall() for cursor in cursors]

    @contextmanager
    def _connection(self) -> Iterator[Opened]:
        """A connection that nobody else uses meanwhile; one on which something failed is not used again."""
        with self._lock:
            connection = self._free.pop() if self._free else None
        connection = connection or self._connect()
        try:
            with self._ended_if_hung(connection):
                yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if self._is_open:
                self._free.append(connection)
                return
        connection.close()

    @contextmanager
    def _fresh_connection(self) -> Iterator[Opened]:
        """A connection that has not ended since it was last used: what is done in a transaction is not done twice."""
        from psycopg import OperationalError

        try:
            with self._connection() as connection:
                connection.execute("SELECT 1")
        except OperationalError:
            self._forget()
        with self._connection() as connection:
            yield connection

    def _connect(self) -> Opened:
        from psycopg import connect

        bounds: dict[str, Any] = {
            "connect_timeout": CONNECT_S,
            "tcp_user_timeout": SILENT_MS,
            "keepalives_idle": KEEPALIVE_S,
            "keepalives_interval": KEEPALIVE_S,
            "keepalives_count": 4,
            "client_encoding": "utf8",
            "application_name": "byline",
        }
        given = {**bounds, **self._choice}
        connection: Opened = connect(self._address.index, autocommit=True, prepare_threshold=None, **given)
        try:
            _check_versions(connection, self.where)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _ended_if_hung(self, connection: Opened) -> Iterator[None]:
        """End the wait for a server that acknowledges what it is sent but stands still: it takes no connection either.

        However long a statement takes, a server that still takes connections is waited for.
        """
        done, ending = Event(), Lock()

        def look() -> None:
            while not done.wait(LOOK_S):
                if self._takes_connections(connection):
                    continue
                with ending:
                    if not done.is_set():
                        with socket.socket(fileno=os.dup(connection.fileno())) as line:
                            line.shutdown(socket.SHUT_RDWR)
                return

        Thread(target=look, name="looking whether the index answers", daemon=True).start()
        try:
            yield
        finally:
            with ending:
                done.set()

    def _takes_connections(self, connection: Opened) -> bool:
        """Return whether the server of this connection takes another."""
        from psycopg import OperationalError, connect

        at: dict[str, Any] = {"host": connection.info.host, "port": connection.info.port}
        try:
            connect(self._address.index, connect_timeout=CONNECT_S, **at).close()
        except OperationalError:
            return False
        return True

    def _forget(self) -> None:
        """Close the connections that nobody uses: the server ended one, so it may have ended all."""
        with self._lock:
            _close_all(self._free)


class Transaction:
    """What is done on the primary in one transaction."""

    def __init__(self, connection: Opened) -> None:
        self._connection = connection

    def rows(self, text: str, **parameters: object) -> list[Row]:
        """What a statement gives."""
        return self._connection.cursor(binary=True).execute(text.encode(), parameters).fetchall()

    def run(self, text: str, **parameters: object) -> int:
        """Run a statement; return how many rows it touched."""
        return self._connection.execute(text.encode(), parameters or None).rowcount

    def copy(self, table: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
        """Write rows into a table, whose columns have these types; what is of type bytea is sent as it is."""
        names = ", ".join(columns)
        statement = f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"
        with self._connection.cursor().copy(statement.encode()) as copied:
            copied.set_types(list(columns.values()))
            for row in rows:
                copied.write_row(row)


def _close_all(connections: list[Opened]) -> None:
    while connections:
        connections.pop().close()


def _check_versions(connection: Opened, where: str) -> None:
    """Refuse a server, or a pgvector in it, that lacks what is used.

    Raises:
        EngineError: one is too old, or the database keeps text in another encoding.
    """
    server = connection.info.server_version // 10_000
    if server < LEAST_SERVER:
        raise EngineError(
            f"the index {where} is PostgreSQL {server}: Byline needs {LEAST_SERVER} or later, so upgrade it"
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise EngineError(f"the index {where} keeps text as {encoding}: make a database with ENCODING 'UTF8'")
    [version, *_] = connection.execute(OPENING.encode(), (list(SESSION), list(SESSION.values()))).fetchone() or (None,)
    if version and tuple(map(int, version.split(".")[:2])) < LEAST_EXTENSION:
        least = ".".join(map(str, LEAST_EXTENSION))
        raise EngineError(
            f"the index {where} has pgvector {version}: Byline needs {least} or later, so install it there and run "
            "ALTER EXTENSION vector UPDATE"
        )


@contextmanager
def _refusals(address: Address) -> Iterator[None]:
    """What the server says, or fails to say, as one clear line."""
    from psycopg import Error, OperationalError

    try:
        yield
    except Error as error:
        said = _refusal(error, _words(error, address), is_away=isinstance(error, OperationalError))
        raise EngineError(f"the index {address.shown} {said}") from error


def _refusal(error: Exception, words: str, *, is_away: bool) -> str:
    """What became of it, and the next step."""
    state = getattr(error, "sqlstate", None)
    if state is None and "password" in words:
        return "refused the name or the password: write the right ones into BYLINE_INDEX"
    if state is None and "FATAL" in words:
        return f"refused ({words}): correct BYLINE_INDEX, or what the server allows"
    if state is None and "read-only" in words:
        return f"has no primary that answers ({words}): start it, or promote a standby"
    if 'extension "vector"' in words:
        return f"has no pgvector ({words}): have whoever keeps the server run CREATE EXTENSION vector in this database"
    if state is None or is_away:
        return f"does not answer ({words}): start it, or set BYLINE_INDEX to one that runs"
    return f"refused ({words}): let the name in BYLINE_INDEX do this, or ask whoever keeps the server"


def _words(error: Exception, address: Address) -> str:
    """The server's message in one line, without a name or a password of the address."""
    diagnosis = getattr(getattr(error, "diag", None), "message_primary", None)
    lines = [line.strip() for line in str(diagnosis or error).splitlines() if line.strip()]
    words = "; ".join(dict.fromkeys(lines))
    for secret in address.secrets:
        words = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "…", words)
    return words[:LONGEST_WORDS]


def _parts(index: str) -> dict[str, str]:
    try:
        # Slow to import, and needed only where an engine is set.
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise EngineError("psycopg is missing: install Byline with its extra scale (docs/how/install.md)") from error
    try:
        return {name: str(value) for name, value in conninfo_to_dict(index).items()}
    except ProgrammingError as error:
        raise SettingsError(f"BYLINE_INDEX is no address: {NEXT_STEP}") from error


def _is_port(text: str) -> bool:
    return text == "" or (text.isascii() and text.isdecimal() and 0 < int(text) < MOST_PORTS)
