"""Questions that stay open: kept in the data folder, asked again of every newer library, and what is new to them.

News of a question is a match, strong or weak, in a file that was not there before, in words that this kind of source
did not have on it before; a pinned quote is news once its words no longer stand. It concerns whoever kept the question
since before, or pinned the quote, and is told to each of them once.
`questions.json` is written beside and then moved into place, under a lock.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from answer.ask import ask
from answer.exports.as_json import quote_as_json
from answer.folding import fold
from answer.question import parse
from answer.verification import verify
from answer.wording import counted
from desk import postgres_rows
from desk.desk_file import keep_private
from desk.notebook import pinned_by_all
from desk.records import DeskServer, Pin, Place
from errors import DeskError, QuestionError, StorageError
from index.encoding.encoder import Encoder
from index.library import Library
from index.records import Hit, Strength
from index.storage.lock import questions_lock

QUESTIONS_FILE = "questions.json"

TERMINAL = ""
"""Who keeps a question, and is told, in a terminal: whoever may read the data folder. Others are owners of a desk."""

MOST_QUESTIONS = 200
"""Questions that are kept. Raised, a build is followed by more work."""

MOST_OF_ONE = 50
"""Questions that one owner of a desk keeps. Raised, one browser leaves less room to the others."""

LOOKED_AT = 10
"""Passages of each kind that are looked at for a question. Raised, more that is further off counts as news."""

MOST_NEWS = 1_000
"""News that are kept, the latest. Raised, the file and the feed are longer."""

ONE_LOOKER = 8_135_293
"""The number of the lock that a database holds for whoever asks kept questions again, drawn once."""

DIGITS = 16
"""Hexadecimal digits of a digest. Lowered, two quotes may be taken for one."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new: its text is that of a quote, with its document and receipt as in the notebook's JSON.

    `question` is the kept question that it answers, and `strength` how well; for a pinned quote that no longer stands
    both are "", and `reason` says what became of its words.
    `of` is who pinned the quote, `told` who has been told.
    """

    id: str
    at: str
    question: str
    kind: str
    quote: Json
    strength: str = ""
    reason: str = ""
    of: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class Kept:
    """What is kept, while it is changed: question → who keeps it, since when; question → digests of what it has had.

    `documents` are digests of the files that the library had when it was last looked at, in the build `seen_in`;
    `fallen` those of the pinned quotes that no longer stand.
    """

    questions: dict[str, dict[str, str]] = field(default_factory=dict)
    had: dict[str, list[str]] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    fallen: list[str] = field(default_factory=list)
    seen_in: str = ""
    news: list[News] = field(default_factory=list)


def keep(
    place: Place, library: Library, encoder: Encoder, question: str, *, at: datetime, owner: str = TERMINAL
) -> None:
    """Keep a question; what the library has on it now is no news.

    Raises:
        QuestionError: it cannot be searched.
        DeskError: this owner keeps it already, or there are too many.
        StorageError: the disk refused.
    """
    asked = parse(question).typed
    with _changing(place) as kept:
        if owner in kept.questions.get(asked, ()):
            raise DeskError(f"{asked!r} is kept already: news tells what is new on it")
        own = sum(owner in owners for owners in kept.questions.values())
        if len(kept.questions) >= MOST_QUESTIONS or (owner != TERMINAL and own >= MOST_OF_ONE):
            raise DeskError(f"{max(own, len(kept.questions))} questions are kept: drop one first")
        # What is new on the others is told before this one changes anything.
        _look(kept, place, library, encoder, at=at)
        if asked not in kept.questions:
            kept.had[asked] = [_digest_of(hit) for hit in _matches(library, encoder, asked)]
        _tell(kept, {one.id for one in kept.news if one.question == asked}, {owner})
        kept.questions.setdefault(asked, {})[owner] = at.isoformat(timespec="seconds")


def drop(place: Place, question: str, *, owner: str = TERMINAL) -> None:
    """Keep a question no longer for this owner, or, in a terminal, for anybody.

    Raises:
        DeskError: it is not kept.
        StorageError: the disk refused.
    """
    with _changing(place) as kept:
        owners = kept.questions.get(question, {})
        if owner not in owners and (owner != TERMINAL or not owners):
            raise DeskError(f"{question!r} is not kept: keep without a question lists those that are")
        owners.pop(owner, None)
        if not owners or owner == TERMINAL:
            del kept.questions[question]
            kept.had.pop(question, None)


def questions(place: Place, owners: Collection[str] | None = None) -> dict[str, str]:
    """Question → since when one of these owners, or anybody, keeps it, in the order in which they were first kept."""
    since = {
        question: [at for owner, at in by.items() if owners is None or owner in owners]
        for question, by in _read(place).questions.items()
    }
    return {question: min(times) for question, times in since.items() if times}


def has_open(place: Place) -> bool:
    """Return whether there is anything that a newer library may have news on: a kept question, or a pinned quote."""
    return bool(_read(place).questions) or bool(pinned_by_all(place))


def look(place: Place, library: Library, encoder: Encoder, *, at: datetime) -> bool:
    """Ask every kept question again where the library is a newer one; return whether it was.

    Raises:
        StorageError: the disk refused.
    """
    if _read(place).seen_in == _identity(library):
        return False
    with _changing(place) as kept:
        _look(kept, place, library, encoder, at=at)
    return True


def untold(place: Place, owners: Collection[str] | None = None) -> tuple[News, ...]:
    """The news that concern one of these owners and none of them was told, the oldest first.

    None: all that nobody was told in a terminal.
    """
    kept = _read(place)
    told = {TERMINAL} if owners is None else set(owners)
    return tuple(
        one
        for one in kept.news
        if told.isdisjoint(one.told) and (owners is None or any(_concerns(kept, one, owner) for owner in owners))
    )


def tell(place: Place, news: Iterable[News], owners: Iterable[str] = (TERMINAL,)) -> None:
    """Count these news as told to these owners."""
    with _changing(place) as kept:
        _tell(kept, {one.id for one in news}, set(owners))


def every_news(place: Place) -> tuple[News, ...]:
    """All news that are kept, told or not, the oldest first."""
    return tuple(_read(place).news)


def news_words(news: Sequence[News]) -> str:
    """How much is new, in words: to how many questions, and how many pinned quotes no longer stand."""
    strong = {one.question for one in news if one.strength == Strength.STRONG}
    weak = {one.question for one in news if one.question} - strong
    fallen = sum(not one.question for one in news)
    said = [
        *([f"{counted(len(strong), 'kept question')} with new evidence"] if strong else []),
        *([f"{counted(len(weak), 'kept question')} with a new weak match"] if weak else []),
        *([f"{counted(fallen, 'pinned quote')} no longer in the documents"] if fallen else []),
    ]
    return ", ".join(said)


def _concerns(kept: Kept, one: News, owner: str) -> bool:
    if not one.question:
        return owner in one.of
    return owner in kept.questions.get(one.question, {})


def _tell(kept: Kept, ids: Collection[str], owners: set[str]) -> None:
    kept.news = [replace(one, told=tuple(sorted({*one.told, *owners}))) if one.id in ids else one for one in kept.news]


def _identity(library: Library) -> str:
    return f"{library.build.generation} {library.build.built_at.isoformat()}"


def _look(kept: Kept, place: Place, library: Library, encoder: Encoder, *, at: datetime) -> None:
    if kept.seen_in == _identity(library):
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
    _look_at_pins(kept, place, library, moment)
    kept.documents = sorted({label.sha256[:DIGITS] for label in library.labels.values()})
    kept.seen_in = _identity(library)
    kept.news = kept.news[-MOST_NEWS:]


def _look_at_pins(kept: Kept, place: Place, library: Library, moment: str) -> None:
    """Note every pinned quote that no longer stands, and did when it was last looked at."""
    pins = pinned_by_all(place)
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, pin in pins:
        owners[_place_of(pin)].add(owner)
    fallen = set[str]()
    for (_, pin), one in zip(pins, verify(library, [pin.receipt for _, pin in pins]), strict=True):
        where = _place_of(pin)
        if not one.status.is_kept and where not in fallen:
            fallen.add(where)
            if where not in kept.fallen:
                quote, reason = quote_as_json(pin.document, pin.evidence), f"{one.status}: {one.reason}"
                kind, of = pin.document.source.kind, tuple(sorted(owners[where]))
                kept.news.append(News(_digest(where, moment), moment, "", kind, quote, reason=reason, of=of))
    kept.fallen = sorted(fallen)


def _place_of(pin: Pin) -> str:
    return _digest(pin.document.id, pin.document.sha256, str(pin.evidence.start), str(pin.evidence.end))


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


# Where they are kept.


def _read(place: Place) -> Kept:
    if isinstance(place, DeskServer):
        return _read_text(postgres_rows.read_paper(place, QUESTIONS_FILE), postgres_rows.where(place))
    path = place / QUESTIONS_FILE
    try:
        return _read_text(path.read_bytes(), str(path))
    except FileNotFoundError:
        return Kept()
    except OSError as error:
        raise _unreadable(str(path), error) from error


def _read_text(content: bytes | None, where: str) -> Kept:
    """What is kept, from its text."""
    if content is None:
        return Kept()
    try:
        found = json.loads(content)
        return Kept(**found | {"news": list(map(_news, found["news"])), "questions": _owned(found["questions"])})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(where, error) from error


def _unreadable(where: str, error: Exception) -> StorageError:
    return StorageError(f"{where} cannot be read ({error}): move it away, and keep your questions again")


def _owned(found: Json) -> dict[str, dict[str, str]]:
    """Question → owner → since when; an earlier version knew no owners."""
    return {question: {TERMINAL: by} if isinstance(by, str) else dict(by) for question, by in found.items()}


def _news(found: Json) -> News:
    told = found["told"] if isinstance(found.get("told"), list) else [TERMINAL] * bool(found.get("told"))
    return News(**found | {"told": tuple(told), "of": tuple(found.get("of", ()))})


@contextmanager
def _changing(place: Place) -> Iterator[Kept]:
    """What is kept, to change: it is written at the end, whole; nobody else changes it meanwhile."""
    if isinstance(place, DeskServer):
        with postgres_rows.changing(place, lock=ONE_LOOKER) as rows:
            kept = _read_text(rows.paper(QUESTIONS_FILE), postgres_rows.where(place))
            yield kept
            rows.write_paper(QUESTIONS_FILE, _written(kept).encode("utf-8", "backslashreplace"))
    else:
        with questions_lock(place):
            kept = _read(place)
            yield kept
            write_private(place / QUESTIONS_FILE, [_written(kept)])


def _written(kept: Kept) -> str:
    return json.dumps(asdict(kept), ensure_ascii=False)


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
