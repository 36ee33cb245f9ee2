"""Compile a model in separate processes, so that the memory torch takes is freed when the first of them ends.

`compile_apart` starts `python -m index.encoding.compiling`, which never outlives the program that started it: once for
the copy that torch makes, and once for the copy that is made from it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import IO

from errors import LockedError, ModelError, StorageError
from index.encoding.compiled import Compiled, compile_float32, compile_model, made_before
from index.encoding.models import Model

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "index.encoding.compiling")

FLOAT32 = "float32"
BOTH = "both"
"""The copies that a process makes: the one that torch exports, or that one and the one made from it."""

REFUSALS = {error.__name__: error for error in (LockedError, StorageError)}
"""The errors that the process may report, by the name that it writes."""

LONGEST_LINE = 200
"""Characters shown of the last line of a process that died; raised, error messages get longer; lowered, less clear."""


def compile_apart(model: Model, cache: Path) -> Compiled:
    """Make and prove both copies in separate processes unless that was done, and return the record of the first.

    Raises:
        StorageError: a file cannot be read or written.
        LockedError: another program is compiling the model and does not finish.
        ModelError: the process died.
    """
    made = made_before(model, cache)
    if made:
        return made
    first = compile_by(COMMAND, model, cache, FLOAT32)
    return first if first.refused else compile_by(COMMAND, model, cache)


def compile_by(command: tuple[str, ...], model: Model, cache: Path, copies: str = BOTH) -> Compiled:
    """Run this command to make these copies of the model; it is killed if the wait for it is interrupted."""
    order = (*command, model.name, str(model.folder.resolve()), model.fingerprint, str(cache.resolve()), copies)
    try:
        with tempfile.TemporaryFile() as reply, tempfile.TemporaryFile() as complaints:
            # Its input stays open and empty; the system closes it when this process ends for any reason.
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                order, cwd=ROOT, stdin=subprocess.PIPE, stdout=reply, stderr=complaints
            )
            with process:
                try:
                    process.wait()
                finally:
                    process.kill()
            if process.returncode:
                raise ModelError(
                    f"model {model.name} cannot be compiled ({_last_words(complaints, process.returncode)}): "
                    "close programs that take much memory, then build again"
                )
            return _understood(json.loads(_whole(reply)))
    except OSError as error:
        raise StorageError(
            f"model {model.name} cannot be compiled ({error.strerror}): free some space and memory, then build again"
        ) from error


def _understood(reply: dict[str, str]) -> Compiled:
    """Read the reply of the process.

    Raises:
        StorageError, LockedError: the process reported this error.
    """
    if "refusal" in reply:
        raise REFUSALS[reply["refusal"]](reply["line"])
    return Compiled(reply["sha256"], float(reply["agreement"]), reply["refused"])


def _last_words(complaints: IO[bytes], status: int) -> str:
    """Describe why the process ended: by a signal, or with the last line of its error output."""
    if status < 0:
        return f"it was ended by signal {-status}"
    lines = _whole(complaints).strip().splitlines()
    return lines[-1].strip()[:LONGEST_LINE] if lines else f"status {status}"


def _whole(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "backslashreplace")


# The process itself.


def main() -> None:
    """Make the copies that the arguments name and write one line of JSON; library output goes to the error output."""
    # Ctrl+C in a terminal is meant for the waiting program, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    name, folder, fingerprint, cache, copies = sys.argv[1:]
    make = compile_float32 if copies == FLOAT32 else compile_model
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as reply:
        os.dup2(2, 1)
        try:
            said = asdict(make(Model(name, Path(folder), fingerprint), Path(cache)))
        except (LockedError, StorageError) as error:
            said = {"refusal": type(error).__name__, "line": str(error)}
        reply.write(json.dumps(said))


def _end_with_parent() -> None:
    """End this process as soon as its input is closed."""
    os.read(0, 1)  # not `sys.stdin`, which a thread may not hold when Python ends
    os._exit(1)


if __name__ == "__main__":
    main()
