"""The records of the desk: whose it is, and what is kept on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Generic, SupportsIndex, TypeVar, overload

from answer.receipts import Receipt, of_evidence
from answer.records import Answer, Check
from index.records import DocumentLabel, Evidence


@dataclass(frozen=True, slots=True)
class DeskServer:
    """The database of an engine that keeps what people keep, for any number of apps."""

    index: str = field(repr=False)


Place = Path | DeskServer
"""Where what people keep is: in a data folder, or in the database of an engine."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One owner's things in one place; nobody sees or changes those of another.

    The owner "" is a browser that takes no cookie: nothing is kept for it, since it could never come back to it.
    `server` is the database that keeps them; None for the data folder.
    """

    data: Path
    owner: str
    server: DeskServer | None = None

    @classmethod
    def at(cls, place: Place, owner: str) -> Desk:
        """The owner's things in this place."""
        return cls(place, owner) if isinstance(place, Path) else cls(Path(), owner, place)

    @property
    def place(self) -> Place:
        """Where they are."""
        return self.server or self.data


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in the list."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """What was asked, when, and the answer of that day; `answer.question` is what was searched."""

    asked: str
    asked_at: datetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Talk:
    """A whole conversation: to show, to take away, or to bring back; `told` is what is damaged of it, if anything."""

    conversation: Conversation
    turns: tuple[KeptTurn, ...]
    told: tuple[str, ...] = ()

    @property
    def begun_at(self) -> datetime:
        """When its first question was asked."""
        return self.turns[0].asked_at


@dataclass(frozen=True, slots=True)
class Pin:
    """A quote in the notebook, never without its source, and what the person wrote beside it.

    `part` is the heading under which it stands; "" for none.
    """

    number: int
    document: DocumentLabel
    evidence: Evidence
    note: str
    pinned_at: datetime
    part: str = ""

    @property
    def receipt(self) -> Receipt:
        """The receipt by which the quote can be found again."""
        return of_evidence(self.document, self.evidence)


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """A check in the list."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A whole check as it was made then: to show, to take away, or to bring back."""

    entry: CheckEntry
    checked_at: datetime
    check: Check


Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Found(Sequence[Kept], Generic[Kept]):
    """What can be shown of a person's things; `told`: what is damaged of them, `soon`: what will soon be full."""

    shown: tuple[Kept, ...] = ()
    told: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.shown)

    @overload
    def __getitem__(self, at: SupportsIndex) -> Kept: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Kept, ...]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Kept | tuple[Kept, ...]:
        """The one in this place, or those between two."""
        return self.shown[at]


class Use(StrEnum):
    """What a person said of a passage."""

    USEFUL = "useful"
    NOT_USEFUL = "not useful"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of a passage as an answer to a question, with the generation and the hash of its text."""

    question: str
    kind: str
    document: str
    start: int
    end: int
    passage_sha256: str
    verdict: Use
    generation: int
    at: datetime
