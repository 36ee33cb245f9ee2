"""A whole build of a hostile corpus: damaged files, attacks, hostile names, and things that are no files.

    python -m benchmarks.hostile_corpus FOLDER [--files 500] [--json]

FOLDER holds sound files of any format. Plan, build and status are run on a corpus made of them; what lies beside the
corpus is compared before and after, and every entry must be indexed or reported.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import socket
import stat
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath

import click

from benchmarks.builds import StandIn
from benchmarks.hostile import attacks, mutated
from benchmarks.hostile_names import write_names
from index.building.build import build, plan
from index.encoding.encoder import Encoder
from index.encoding.models import find_model
from index.library import open_library
from index.records import Plan, Progress
from index.status import read_status
from ingest.formats import suffixes
from ingest.reader.client import reader
from settings import read_settings

CORPUS, DATA, SECRET = "corpus", "data", "secret.txt"
OUTSIDE = "Words that lie outside the corpus."


def write_things(corpus: Path) -> None:
    """Links, pipes and sockets."""
    folder, outside = corpus / "things", corpus.parent
    folder.mkdir(parents=True)
    (folder / "sound.txt").write_bytes(b"The gate is sound.\n")
    targets: dict[str, Path] = {
        "inside.txt": folder / "sound.txt",
        "outside.txt": outside / SECRET,
        "relative.txt": Path("../../" + SECRET),
        "folder-outside": outside / "elsewhere",
        "folder-inside": corpus / "names",
        "loop-of-folders": corpus,
        "loop.txt": folder / "loop.txt",
        "broken.txt": folder / "nowhere.txt",
        "through.txt": folder / "folder-outside" / SECRET,
        **{f"{name}.txt": Path("/dev") / name for name in ("zero", "random", "stdin", "tty")},
    }
    for name, target in targets.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        _bind(listening, folder, "socket.txt")
    with (folder / "sparse.txt").open("wb") as sparse:
        sparse.truncate(200_000_000)


def _bind(listening: socket.socket, folder: Path, name: str) -> None:
    """A socket's place has at most a hundred letters, so the folder goes by its number."""
    at = os.open(folder, os.O_RDONLY)
    listening.bind(f"/proc/self/fd/{at}/{name}")
    os.close(at)


def write_contents(corpus: Path, sound: list[Path], *, files: int, heavy: bool) -> None:
    """Damaged files, and the attacks; without `heavy` only those that no limit on time has to end."""
    folder = corpus / "contents"
    folder.mkdir(parents=True)
    for number, (_, suffix, data) in enumerate(mutated(sound, files)):
        (folder / f"damaged {number}{suffix}").write_bytes(data)
    for number, (_, suffix, make) in enumerate(attacks()):
        data = make() if heavy or number % 7 == 0 else b""
        if data and (heavy or len(data) < 1_000_000):
            (folder / f"attack {number}{suffix}").write_bytes(data)


def entries(corpus: Path) -> set[str]:
    """Everything that a person put into the corpus: what is no folder, by its id as it is shown."""
    found = set()
    for place, folders, files in os.walk(corpus):
        links = [name for name in folders if Path(place, name).is_symlink()]
        paths = (Path(place, name).relative_to(corpus).as_posix() for name in (*files, *links))
        found |= {path.encode("utf-8", "backslashreplace").decode("utf-8") for path in paths}
    return found


def surroundings(folder: Path) -> dict[str, str]:
    """Everything in the folder but the library: path → what it is, by its content or its target."""
    found = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(place, name) != folder / DATA]
        for name in (*folders, *files):
            path = Path(place, name)
            found[str(path)] = _what(path)
    return found


def _what(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return str(path.readlink())
    return hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else str(stat.S_IFMT(mode))


def measure(folder: Path, encoder: Encoder) -> dict[str, object]:
    """What plan, build and status make of the corpus in this folder, and every `fault` that there should not be."""
    corpus, data = folder / CORPUS, folder / DATA
    before = surroundings(folder)
    seconds: list[float] = []
    planned = plan(corpus, data, encoder.model, report=_stopwatch(seconds))
    untouched = surroundings(folder) == before and not data.exists()
    done = build(corpus, data, encoder)
    faults = {
        "the plan wrote something": not untouched,
        "the build wrote outside the data folder": surroundings(folder) != before,
        "the build did not do its plan": (done.added, done.skipped) != (planned.added, planned.skipped),
        "the status tells other files than the build": read_status(data, cache=data).skipped != done.skipped,
        "words from outside were read": any(OUTSIDE in text for text in _texts(data, done.added)),
        **{f"swallowed: {name!r}": True for name in _swallowed(entries(corpus), done)},
        **{f"no next step: {file.reason}": not re.search("[:;]", file.reason) for file in done.skipped},
    }
    reader().close()
    here, there = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "entries": len(entries(corpus)),
        "indexed": len(done.added),
        "reported": len(done.skipped),
        "faults": [fault for fault, found in faults.items() if found],
        "reasons": dict(Counter(_reason(file.reason) for file in done.skipped).most_common()),
        "slowest_s": round(max(seconds), 2),
        "this process MiB": here,
        "reader process MiB": there,
    }


def _texts(data: Path, names: Iterable[str]) -> list[str]:
    with closing(open_library(data)) as library:
        return [library.document(name).text for name in names]


def _swallowed(names: set[str], done: Plan) -> list[str]:
    """Those neither indexed nor reported: by themselves, with a folder above them, or by what is in them."""
    told = {*done.added, *(file.path for file in done.skipped)}
    opened = {str(around) for name in told for around in PurePosixPath(name).parents}
    return sorted(name for name in names - opened if not {name, *map(str, PurePosixPath(name).parents)} & told)


def _reason(message: str) -> str:
    return message.split(":")[0].split("(")[0].strip()


def _stopwatch(seconds: list[float]) -> Callable[[Progress], None]:
    """Notes how long each file took to read."""
    last = time.perf_counter()

    def note(_: Progress) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds.append(now - last)
        last = now

    return note


def fill(folder: Path, sound: list[Path], *, files: int, heavy: bool) -> None:
    """The hostile corpus, and what lies beside it."""
    (folder / "elsewhere").mkdir(parents=True)
    for place in (folder / SECRET, folder / "elsewhere" / SECRET):
        place.write_text(OUTSIDE, encoding="utf-8")
    corpus = folder / CORPUS
    write_names(corpus)
    write_things(corpus)
    write_contents(corpus, sound, files=files, heavy=heavy)


def sound_files(folder: Path) -> Iterator[Path]:
    """The files of this folder that can be read, in order."""
    yield from sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes())


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--files", default=500, show_default=True, help="How many mutated files.")
@click.option("--json", "as_json", is_flag=True)
def main(folder: Path, files: int, *, as_json: bool) -> None:
    """Build a hostile corpus; say what became of its files."""
    with tempfile.TemporaryDirectory() as temporary:
        fill(Path(temporary), list(sound_files(folder)), files=files, heavy=True)
        result = measure(Path(temporary), StandIn(find_model(read_settings().model)))
    click.echo(json.dumps(result, indent=None if as_json else 1, ensure_ascii=False))


if __name__ == "__main__":
    main()
