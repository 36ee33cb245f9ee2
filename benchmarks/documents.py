"""Real, messy files: how much of them is read, and how much of what is known about them is found.

    python -m benchmarks.documents FOLDER [--json]

FOLDER holds `*.tar.gz`, each with files and a `manifest.jsonl` that says of each `file`, where it is known: strings
that must and must not be kept (`must_include`, `must_not_include`), `title`, `author`, `date`, `encoding`, `pages`.
"""

from __future__ import annotations

import json
import tarfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import click

from errors import DocumentError
from ingest.formats import suffixes
from ingest.reading import contents_of
from ingest.records import Contents

MANIFEST = "manifest.jsonl"
FIELDS = {"title": "title", "author": "author", "date": "published"}
"""The manifest's name of a field, and the label's."""

Known = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What was counted over the files of one archive."""

    outcomes: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def measure(archive: Path) -> Tally:
    """Reads every file of the archive whose suffix Byline knows."""
    tally = Tally()
    for known, data in _files(archive):
        suffix = PurePosixPath(known["file"]).suffix.lower()
        if suffix not in suffixes():
            tally.outcomes[f"no loader for {suffix}"] += 1
            continue
        started = time.perf_counter()
        try:
            contents = contents_of(suffix, data)
        except DocumentError as error:
            tally.outcomes[str(error).split(":")[0].split("(")[0].strip()] += 1
            _count_strings(tally.counts, known, "")
        else:
            tally.outcomes["read"] += 1
            _count(tally.counts, known, contents, data)
        tally.slowest = max(tally.slowest, time.perf_counter() - started)
    return tally


def _files(archive: Path) -> Iterator[tuple[Known, bytes]]:
    with tarfile.open(archive) as tar:
        members = {member.name.removeprefix("./"): member for member in tar.getmembers() if member.isfile()}
        manifest = next(name for name in members if PurePosixPath(name).name == MANIFEST)
        for line in _bytes(tar, members[manifest]).splitlines():
            known = json.loads(line)
            name = (PurePosixPath(manifest).parent / known["file"]).as_posix()
            yield known, _bytes(tar, members[name])


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def _count(counts: Counter[str], known: Known, contents: Contents, data: bytes) -> None:
    _count_strings(counts, known, _content(contents))
    own = {name: str(value) for name, value in reversed([(f.name, f.value) for f in contents.own])}
    for name, field_name in FIELDS.items():
        truth = known.get(name)
        truth = ", ".join(truth) if isinstance(truth, list) else truth
        if truth:
            counts[f"{name} known"] += 1
            counts[f"{name} said"] += field_name in own
            counts[f"{name} right"] += _folded(own.get(field_name, "")) == _folded(truth)
    if known.get("pages"):
        counts["page counts known"] += 1
        counts["page counts right"] += len(contents.page_starts) == known["pages"]
    if known.get("encoding") and known["kind"] == "txt":
        truth = _decoded(str(known["encoding"]), data)
        counts["encodings known"] += truth is not None
        counts["encodings right"] += truth is not None and _folded(truth) == _folded(contents.text)


def _content(contents: Contents) -> str:
    """The text without its furniture."""
    parts, at = list[str](), 0
    for span in contents.furniture:
        parts.append(contents.text[at : span.start])
        at = span.end
    return "".join([*parts, contents.text[at:]])


def _decoded(encoding: str, data: bytes) -> str | None:
    """The text in the encoding that the manifest names, a language behind it or not; None without such a codec."""
    for name in (encoding, encoding.rsplit("-", 1)[0]):
        try:
            return data.decode(name).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return None


def _count_strings(counts: Counter[str], known: Known, text: str) -> None:
    words = " ".join(text.split())
    for name in ("must_include", "must_not_include"):
        strings = known.get(name) or []
        counts[name] += len(strings)
        counts[f"{name} found"] += sum(" ".join(string.split()) in words for string in strings)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def figures(tally: Tally) -> dict[str, float | int | dict[str, int]]:
    """The tally as shares, each with what it is a share of."""
    counts, shown = tally.counts, dict[str, float | int | dict[str, int]]()
    shown["files"] = sum(tally.outcomes.values())
    shown["read"] = tally.outcomes["read"]
    found, wrong = counts["must_include found"], counts["must_not_include found"]
    if counts["must_include"]:
        shown["recall"] = round(found / counts["must_include"], 3)
        shown["precision"] = round(found / max(1, found + wrong), 3)
    shown |= {name: count for name, count in counts.items() if name.endswith(("known", "said", "right")) and counts}
    shown["slowest_s"] = round(tally.slowest, 2)
    shown["not read"] = {reason: count for reason, count in tally.outcomes.most_common() if reason != "read"}
    return shown


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def main(folder: Path, *, as_json: bool) -> None:
    """Read the files of every archive in FOLDER and compare with what is known of them."""
    results = {path.name.split(".")[0]: figures(measure(path)) for path in sorted(folder.glob("*.tar.gz"))}
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False))
        return
    for name, shown in results.items():
        click.echo(name)
        for key, value in shown.items():
            click.echo(f"  {key}: {value}")


if __name__ == "__main__":
    main()
