"""The records of the second station: what a build does, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ingest.folder import Skipped
from ingest.records import Furniture, Source, Span, Voice


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """Which document, what it says (hash), who says so, and the document that its origin is named after."""

    id: str
    sha256: str
    source: Source
    origin: str = ""


class Action(StrEnum):
    """What a build does to a document; `Plan` has a field of each name, and all lists of them come from here."""

    ADDED = "added"
    CHANGED = "changed"
    RELABELLED = "relabelled"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build does, or did. `removed` and the like hold document ids in corpus order.

    A document that moved counts as relabelled under its new id. `unmatched` are documents that sources.toml names
    and the corpus does not have. `doubts` names labels that can hardly be right, and why; they stay as stated.
    `unseen` counts the unchanged documents that a build had no cause to look at.
    `notes` say what a person should know of how it was built, a line each.
    `hints`, where they were asked for, tell what unlabelled documents read like.
    """

    generation: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    relabelled: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged_documents: tuple[str, ...] = ()
    unseen: int = 0
    skipped: tuple[Skipped, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    doubts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    hints: dict[str, str] = field(default_factory=dict)
    embedded_passages: int = 0
    reused_passages: int = 0
    seconds: float | None = None

    @property
    def unchanged(self) -> int:
        """How many documents stay as they are."""
        return len(self.unchanged_documents) + self.unseen

    @property
    def steps(self) -> dict[Action, tuple[str, ...]]:
        """The documents of each action that there is something of, in the order in which actions are always shown."""
        return {action: ids for action in Action if (ids := getattr(self, action))}

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs from what is built."""
        return not self.steps

    def as_json(self) -> dict[str, Any]:
        """The plan as docs/json.md tells it."""
        plan = asdict(self) | {"unchanged": self.unchanged}
        del plan["unseen"]
        if self.seconds is None:
            del plan["seconds"]
        return plan


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: `stage` in words, `done` of `total`."""

    stage: str
    done: int
    total: int


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Build:
    """The record of one finished build: a generation of the library."""

    generation: int
    built_at: datetime
    model: str
    model_fingerprint: str
    reading_fingerprint: str


@dataclass(frozen=True, slots=True)
class Around:
    """The 32 characters of the document before a span, and those after it."""

    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of a passage that answers best, verbatim, with its offsets in the document and its page."""

    start: int
    end: int
    text: str
    voice: Voice
    around: Around = Around()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Signals:
    """Why a passage is where it is.

    `cosine` is of the best sentence and `whole` of the whole passage, in [-1, 1].
    In [0, 1] are `coverage`, the share of what the question's words tell that is found in the passage; `missing`, what
    the most telling word not found tells, beside the most telling of all; `words`, its BM25 as a share of the most
    possible; and `pairs`, the share of the question's neighbouring words that are neighbours in it.
    `meaning_rank` and `words_rank` are its places in the two arms that put passages forward, None where one did not;
    `reranker` is the second stage's score, None where there is none.
    """

    cosine: float
    whole: float
    coverage: float
    missing: float
    words: float
    pairs: float
    meaning_rank: int | None = None
    words_rank: int | None = None
    reranker: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, never without its source.

    `furniture` lies inside its text; `matched` are the spans of its words that the question has too.
    """

    document: DocumentLabel
    start: int
    end: int
    text: str
    page: int | None
    evidence: Evidence
    furniture: tuple[Furniture, ...]
    matched: tuple[Span, ...]
    score: float
    signals: Signals
    around: Around = Around()


@dataclass(frozen=True, slots=True)
class Searched:
    """How much a lane held when it was searched, after the filters. `origins` counts what its documents come from."""

    documents: int
    passages: int
    origins: int = field(default=0, compare=False)
