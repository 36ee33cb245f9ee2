"""Golden fixtures of reading: all that is made of a file today, and the number of reading they were taken for.

`python -m tests.ingest.parsed` rewrites them. It refuses where reading gives something else under the same number,
for libraries that were built before would then keep what the earlier code made of their files.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ingest import reading
from ingest.chunking import Bounds, chunk
from ingest.formats import suffix_loads
from ingest.loaders.containers import members
from ingest.origins import TextSketch, alike, bands, sketch
from ingest.reader.process import read_contents
from ingest.records import UNLABELLED, Document, Part, Passage, Source
from ingest.tokens import count_tokens

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden"
FOLDER = GOLDEN / "parsed"
NUMBER_FILE = "READING"
"""The file of the folder that states for which number of reading its fixtures were taken."""

COMMAND = "python -m tests.ingest.parsed"
HOME = Path(reading.__file__).relative_to(ROOT).as_posix()
MOST_LINES_SHOWN = 60

ORIGINS = "origins"
"""The fixture of no document: which texts are of one origin."""

UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


@dataclass(frozen=True, slots=True)
class Golden:
    """Fixtures, each name with its text, and the number of reading that they are of."""

    number: int
    fixtures: Mapping[str, str]


class RewriteRefusedError(Exception):
    """The fixtures stay as they are."""


def documents() -> dict[str, Path]:
    """The documents that are read: fixture name → file."""
    found = [GOLDEN / "columns.pdf"]
    found += [path for folder in ("formats", "documents") for path in (GOLDEN / folder).iterdir()]
    named = {path.relative_to(GOLDEN).as_posix(): path for path in found}
    corpus = [ROOT / "corpus" / kind for kind in ("commentary", "reporting")]
    named |= {path.relative_to(ROOT).as_posix(): path for folder in corpus for path in folder.iterdir()}
    return dict(sorted(named.items()))


def as_read() -> Golden:
    """The fixtures as reading gives them now."""
    fixtures = {name: fixture_of(name, path) for name, path in documents().items()}
    return Golden(reading.READING, fixtures | {ORIGINS: _origins()})


def as_kept(folder: Path = FOLDER) -> Golden:
    """The fixtures that the folder holds."""
    paths = sorted(folder.rglob("*.json"))
    fixtures = {
        path.relative_to(folder).as_posix().removesuffix(".json"): path.read_text(encoding="utf-8") for path in paths
    }
    return Golden(int((folder / NUMBER_FILE).read_text(encoding="utf-8")), fixtures)


def changed(kept: Golden, read: Golden) -> list[str]:
    """The names of the fixtures that are read otherwise than they were; not of those that came or went."""
    both = sorted(kept.fixtures.keys() & read.fixtures.keys())
    return [name for name in both if kept.fixtures[name] != read.fixtures[name]]


def fault(kept: Golden, read: Golden) -> str:
    """What is wrong between what is kept and what is read, and the next step; "" where all is well."""
    others = changed(kept, read)
    if read.number < kept.number:
        return f"READING in {HOME} is {read.number} and the fixtures are of {kept.number}: the number only rises"
    if others and read.number == kept.number:
        return "\n".join([_unraised(others, read.number), *_differences(kept, read, others)])
    if read.number > kept.number:
        return f"READING is {read.number} and the fixtures are of {kept.number}: rewrite them by `{COMMAND}`"
    came_or_went = sorted(kept.fixtures.keys() ^ read.fixtures.keys())
    return f"{', '.join(came_or_went)}: came or went: rewrite the fixtures by `{COMMAND}`" if came_or_went else ""


def rewrite(read: Golden, folder: Path = FOLDER) -> None:
    """Make the folder hold what is read.

    Raises:
        RewriteRefusedError: reading gives something else and its number is not higher.
    """
    kept = as_kept(folder)
    others = changed(kept, read)
    if read.number < kept.number or (others and read.number == kept.number):
        raise RewriteRefusedError(fault(kept, read))
    for name in kept.fixtures.keys() - read.fixtures.keys():
        _path(folder, name).unlink()
    for name, text in read.fixtures.items():
        _path(folder, name).parent.mkdir(parents=True, exist_ok=True)
        _path(folder, name).write_text(text, encoding="utf-8", newline="\n")
    (folder / NUMBER_FILE).write_text(f"{read.number}\n", encoding="utf-8")


def fixture_of(name: str, path: Path) -> str:
    """All that is made of a file: JSON with a block, a sentence or a passage a line.

    Behind the numbers stands the text they are of, so that a difference can be read.
    """
    if not suffix_loads(path.suffix):
        return _json({"members": [_member(part) for part in members(path.suffix.lower(), path.read_bytes())]})
    contents = read_contents(path.suffix.lower(), path.read_bytes())
    text = contents.text
    document = Document(
        id=name,
        sha256="",
        source=Source(UNLABELLED, name),
        text=text,
        blocks=contents.blocks,
        furniture=contents.furniture,
        sentences=contents.sentences,
    )
    found = sketch(document)
    return _json(
        {
            "text": text.split("\n"),
            "own": [[f.name, _kind(f.value), str(f.value), f.rule] for f in contents.own],
            "page_starts": contents.page_starts,
            "blocks": [
                [b.start, b.end, b.kind.value, b.level, b.links, b.speaker, text[b.start : b.end][:60]]
                for b in contents.blocks
            ],
            "furniture": [[f.start, f.end, f.rule, text[f.start : f.end]] for f in contents.furniture],
            "sentences": [
                [s.start, s.end, s.voice.kind.value, s.voice.speaker, s.heading, text[s.start : s.end]]
                for s in contents.sentences
            ],
            "passages": _passages(chunk(document, Bounds(count_tokens, _words, window=250))),
            "passages of 30 tokens and 16 words": _passages(
                chunk(document, Bounds(count_tokens, _words, window=16, max_tokens=30))
            ),
            "trace": [hashlib.sha256(found.hashes).hexdigest(), found.agency],
        }
        | ({"partly": contents.partly} if contents.partly else {})
    )


def _member(part: Part) -> list[Any]:
    """A document in a file, without its own fixture: others of its format have one."""
    own = [[f.name, _kind(f.value), str(f.value), f.rule] for f in part.own]
    return [part.name, hashlib.sha256(part.data).hexdigest(), part.reason, own]


def _kind(value: str | date) -> str:
    return "date" if isinstance(value, date) else "text"


def _words(texts: Sequence[str]) -> list[int]:
    """In place of the model's word pieces, so that no model is needed."""
    return [len(text.split()) for text in texts]


def _passages(passages: Iterable[Passage]) -> list[list[Any]]:
    return [[p.start, p.end, p.tokens, [[s.start, s.end] for s in p.sentences]] for p in passages]


def _origins() -> str:
    """From which share of common words on two texts are of one origin, and by which numbers they are found."""
    whole = _trace_of(f"word{number}" for number in range(200))
    rows = []
    for common in range(0, 201, 4):
        other = _trace_of(f"{'word' if number < common else 'else'}{number}" for number in range(200))
        of_agency = [replace(found, agency="AP") for found in (whole, other)]
        shared = len(set(bands(whole)) & set(bands(other)))
        rows.append([common, alike(whole, other), alike(*of_agency), shared])
    return _json({"words in common of 200, alike, alike by one agency, bands shared": rows, "bands": bands(whole)})


def _trace_of(words: Iterable[str]) -> TextSketch:
    text = " ".join(words)
    contents = read_contents(".txt", text.encode())
    return sketch(
        Document(
            id="",
            sha256="",
            source=Source(UNLABELLED, ""),
            text=text,
            blocks=contents.blocks,
            furniture=contents.furniture,
            sentences=contents.sentences,
        )
    )


def _json(parts: Mapping[str, Sequence[Any]]) -> str:
    """JSON with a line for each item of each part; characters that an editor may not show are escaped."""
    written = []
    for name, items in parts.items():
        lines = ",\n".join(f"  {_line(item)}" for item in items)
        written.append(f" {_line(name)}: [\n{lines}\n ]" if items else f" {_line(name)}: []")
    return "{\n" + ",\n".join(written) + "\n}\n"


def _line(item: object) -> str:
    return UNPRINTABLE.sub(_shown, json.dumps(item, ensure_ascii=False))


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    return character if character.isprintable() else json.dumps(character)[1:-1]


def _unraised(names: Sequence[str], number: int) -> str:
    return (
        f"reading gives something else than it did, of {', '.join(names)}, and its number is still {number}. "
        f"Where that is not meant, mend it. Where it is, raise READING in {HOME}, "
        f"and rewrite the fixtures by `{COMMAND}`"
    )


def _differences(kept: Golden, read: Golden, names: Iterable[str]) -> list[str]:
    lines = [
        line
        for name in names
        for line in difflib.unified_diff(
            kept.fixtures[name].splitlines(),
            read.fixtures[name].splitlines(),
            f"{name}, kept",
            f"{name}, read",
            n=0,
            lineterm="",
        )
    ]
    more = len(lines) - MOST_LINES_SHOWN
    return [*lines[:MOST_LINES_SHOWN], *([f"… {more} more lines"] if more > 0 else [])]


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"


if __name__ == "__main__":
    try:
        rewrite(as_read())
    except RewriteRefusedError as refused:
        sys.exit(str(refused))
