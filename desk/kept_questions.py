"""Questions that stay open: kept in the data folder, asked again of every newer library, and what is new to them.

News of a question is a match, strong or weak, in a file that was not there before, in words that this kind of source
did not have on it before; a pinned quote is news once its words no longer stand. Nothing is told twice.
`questions.json` is written beside and then moved into place, under a lock.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from answer.ask import ask
from answer.exports.as_json import quote_as_json
from answer.folding import fold
from answer.question import parse
from answer.verification import verify
from desk.desk_file import keep_private
from desk.notebook import pinned_by_all
from errors import DeskError, QuestionError, StorageError
from index.encoding.encoder import Encoder
from index.library import Library
from index.records import Hit
from index.storage.lock import questions_lock

QUESTIONS_FILE = "questions.json"

MOST_QUESTIONS = 200
"""Questions that are kept. Raised, a build is followed by more work."""

LOOKED_AT = 10
"""Passages of each kind that are looked at for a question. Raised, more that is further off counts as news."""

MOST_NEWS = 1_000
"""News that are kept, the latest. Raised, the file and the feed are longer."""

DIGITS = 16
"""Hexadecimal digits of a digest. Lowered, two quotes may be taken for one."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new: its text is that of a quote, with its document and receipt as in the notebook's JSON.

    `question` is the kept question that it answers, and `strength` how well; for a pinned quote that no longer stands
    both are "", and `reason` says what became of its words.
    """

    id: str
    at: str
    question: str
    kind: str
    quote: Json
    strength: str = ""
    reason: str = ""
    told: bool = False


@dataclass(slots=True)
class Kept:
    """What is kept, while it is changed: question → when it was kept; question → digests of what it has had.

    `documents` are digests of the files that the library had when it was last looked at, in the build `seen_in`;
    `fallen` those of the pinned quotes that no longer stand.
    """

    questions: dict[str, str] = field(default_factory=dict)
    had: dict[str, list[str]] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    fallen: list[str] = field(default_factory=list)
    seen_in: str = ""
    news: list[News] = field(default_factory=list)


def keep(data: Path, library: Library, encoder: Encoder, question: str, *, at: datetime) -> None:
    """Keep a question; what the library has on it now is no news.

    Raises:
        QuestionError: it cannot be searched.
        DeskError: it is kept already, or there are too many.
        StorageError: the disk refused.
    """
    asked = parse(question)
    with _changing(data) as kept:
        if asked.typed in kept.questions:
            raise DeskError(f"{asked.typed!r} is kept already: news tells what is new on it")
        if len(kept.questions) >= MOST_QUESTIONS:
            raise DeskError(f"{MOST_QUESTIONS} questions are kept: drop one first")
        _look(kept, data, library, encoder, at=at)  # what is new on the others is told before this one changes anything
        kept.questions[asked.typed] = at.isoformat(timespec="seconds")
        kept.had[asked.typed] = [_digest_of(hit) for hit in _matches(library, encoder, asked.typed)]


def drop(data: Path, question: str) -> None:
    """Keep a question no longer.

    Raises:
        DeskError: it is not kept.
        StorageError: the disk refused.
    """
    with _changing(data) as kept:
        if question not in kept.questions:
            raise DeskError(f"{question!r} is not kept: keep without a question lists those that are")
        del kept.questions[question]
        kept.had.pop(question, None)


def questions(data: Path) -> dict[str, str]:
    """Question → when it was kept, in that order."""
    return _read(data).questions


def has_open(data: Path) -> bool:
    """Return whether there is anything that a newer library may have news on: a kept question, or a pinned quote."""
    return bool(_read(data).questions) or bool(pinned_by_all(data))


def look(data: Path, library: Library, encoder: Encoder, *, at: datetime) -> tuple[News, ...]:
    """Ask every kept question again where the library is a newer one, and return all news that nobody was told yet.

    Raises:
        StorageError: the disk refused.
    """
    with _changing(data) as kept:
        _look(kept, data, library, encoder, at=at)
        return tuple(one for one in kept.news if not one.told)


def tell(data: Path) -> None:
    """Count all news as told."""
    with _changing(data) as kept:
        kept.news = [News(**asdict(one) | {"told": True}) for one in kept.news]


def every_news(data: Path) -> tuple[News, ...]:
    """All news that are kept, told or not, the oldest first."""
    return tuple(_read(data).news)


def _look(kept: Kept, data: Path, library: Library, encoder: Encoder, *, at: datetime) -> None:
    build = library.build
    identity = f"{build.generation} {build.built_at.isoformat()}"
    if kept.seen_in == identity:
        return
    moment, before = at.isoformat(timespec="seconds"), set(kept.documents)
    for question in kept.questions:
        had = set(kept.had.get(question, ()))
        for hit in _matches(library, encoder, question):
            digest = _digest_of(hit)
            if digest not in had and hit.document.sha256[:DIGITS] not in before:
                quote = quote_as_json(hit.document, hit.evidence)
                kind, strength = hit.document.source.kind, hit.strength.value
                kept.news.append(News(_digest(question, digest), moment, question, kind, quote, strength))
            had.add(digest)
        kept.had[question] = sorted(had)
    _look_at_pins(kept, data, library, moment)
    kept.documents = sorted({label.sha256[:DIGITS] for label in library.labels.values()})
    kept.seen_in = identity
    kept.news = kept.news[-MOST_NEWS:]


def _look_at_pins(kept: Kept, data: Path, library: Library, moment: str) -> None:
    """Note every pinned quote that no longer stands, and did when it was last looked at."""
    pins = pinned_by_all(data)
    fallen = set[str]()
    for pin, one in zip(pins, verify(library, [pin.receipt for pin in pins]), strict=True):
        where = _digest(pin.document.id, pin.document.sha256, str(pin.evidence.start), str(pin.evidence.end))
        if not one.status.is_kept and where not in fallen:
            fallen.add(where)
            if where not in kept.fallen:
                quote, reason = quote_as_json(pin.document, pin.evidence), f"{one.status}: {one.reason}"
                kind = pin.document.source.kind
                kept.news.append(News(_digest(where, moment), moment, "", kind, quote, reason=reason))
    kept.fallen = sorted(fallen)


def _matches(library: Library, encoder: Encoder, question: str) -> Iterator[Hit]:
    """The first matches of every kind; none where the question cannot be asked of this library."""
    try:
        answer = ask(library, encoder, question, k=LOOKED_AT)
    except QuestionError:  # it names a kind or a document that is not there any more, or not yet
        return iter(())
    return (hit for lane in answer.lanes for hit in lane.hits)


def _digest_of(hit: Hit) -> str:
    """A digest of a quote's words and its kind: a copy, or the same document under another name, is the same."""
    return _digest(hit.document.source.kind, fold(hit.evidence.text))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


# The file.


def _read(data: Path) -> Kept:
    path = data / QUESTIONS_FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Kept(**found | {"news": [News(**one) for one in found["news"]]})
    except FileNotFoundError:
        return Kept()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StorageError(f"{path} cannot be read ({error}): move it away, and keep your questions again") from error


@contextmanager
def _changing(data: Path) -> Iterator[Kept]:
    """What is kept, to change: it is written at the end, whole; nobody else changes it meanwhile."""
    with questions_lock(data):
        kept = _read(data)
        yield kept
        path = data / QUESTIONS_FILE
        write_private(path, [json.dumps(asdict(kept), ensure_ascii=False)])


def write_private(path: Path, parts: Iterable[str]) -> None:
    """Write a file for its owner alone, beside and then into place.

    Raises:
        StorageError: the disk refused.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        keep_private(new)
        with new.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}: free some space or make the folder writable") from error
