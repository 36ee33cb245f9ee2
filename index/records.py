"""The records of the second station: the work of a build, and the results of a search."""

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
    """A document's id, the hash of its content, its source, and the document that its origin is named after.

    `partly` says what of its file could not be read; empty for a document that was read whole.
    """

    id: str
    sha256: str
    source: Source
    origin: str = ""
    partly: tuple[str, ...] = ()


class Action(StrEnum):
    """The actions of a build on a document; `Plan` has a field for each, and all lists of actions come from here."""

    ADDED = "added"
    CHANGED = "changed"
    RELABELLED = "relabelled"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of a build, before or after it is done. `removed` and the like hold document ids in corpus order.

    A document that moved counts as relabelled under its new id. `unmatched` are documents that sources.toml names
    but the corpus lacks. `doubts` gives labels and names that look wrong, with the reason; they stay as they are.
    `unseen` counts the unchanged documents that a build had no reason to look at.
    `partly` gives the documents that were read only in part, with what of each could not be read.
    `notes` tell the user about the way the library was built, one line each.
    `hints`, if requested, describe what unlabelled documents read like.
    """

    generation: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    relabelled: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged_documents: tuple[str, ...] = ()
    unseen: int = 0
    skipped: tuple[Skipped, ...] = ()
    partly: dict[str, tuple[str, ...]] = field(default_factory=dict)
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
        """The number of documents that stay as they are."""
        return len(self.unchanged_documents) + self.unseen

    @property
    def steps(self) -> dict[Action, tuple[str, ...]]:
        """The documents of each action that has any, with the actions in display order."""
        return {action: ids for action in Action if (ids := getattr(self, action))}

    @property
    def is_empty(self) -> bool:
        """Whether the corpus has no differences from the library."""
        return not self.steps

    def as_json(self) -> dict[str, Any]:
        """Return the plan in the form described in docs/json.md."""
        plan = asdict(self) | {"unchanged": self.unchanged}
        del plan["unseen"]
        if self.seconds is None:
            del plan["seconds"]
        return plan


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a build: `stage` in words, with `done` of `total` steps."""

    stage: str
    done: int
    total: int


Report = Callable[[Progress], None]


def unreported(_: Progress) -> None:
    """Report to nobody how far something is."""


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
    """The sentence of a passage that best answers the question, verbatim, with its offsets and page in the document.

    `recognised` is how sure a machine is that read the words on a picture, from 0 to 1; None for words that the file
    itself has. With a passage it is that of its worst line.
    """

    start: int
    end: int
    text: str
    voice: Voice
    around: Around = Around()
    page: int | None = None
    recognised: float | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word of a question that stands nowhere, one nearly like it that does, and in how many documents that stands."""

    asked: str
    found: str
    documents: int


class Strength(StrEnum):
    """How well a passage matches a question."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Signals:
    """The reasons for a passage's rank.

    In [-1, 1] are `cosine`, that of the best sentence, and `whole`, that of the whole passage.
    In [0, 1] are `coverage`, the share of the question's words, weighted by information, that is found in the passage;
    `missing`, the information of the most informative word not found, relative to the most informative of all;
    the words of its document's label count as found; `sentence`, the share found in the sentence that fits best, or in
    the label; `words`, its BM25 as a share of the maximum; and `pairs`, the share of neighbouring words of the question
    that are neighbours in the passage.
    `found` is the information of the most informative word found, in nats.
    `meaning_rank` and `words_rank` are its ranks in the two searches that propose passages, None if one did not
    propose it; `reranker` is the second stage's score, None if there is no second stage.
    """

    cosine: float
    whole: float
    coverage: float
    missing: float
    words: float
    pairs: float
    found: float = 0.0
    sentence: float = 0.0
    meaning_rank: int | None = None
    words_rank: int | None = None
    reranker: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line beside a document's text, with the rule by which it is no content."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, always with its source.

    `furniture` lies inside its text; `matched` are the spans of its words that also occur in the question. `copies` are
    other documents of the same origin with the same passage. `beside` are lines beside its document's text in which the
    question's words stand, where they stand in nothing else.
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
    strength: Strength = Strength.STRONG
    copies: tuple[DocumentLabel, ...] = ()
    beside: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """The size of a lane when it was searched, after the filters.

    `origins` counts the origins of its documents, and `partly` those of them that were read only in part.
    """

    documents: int
    passages: int
    origins: int = field(default=0, compare=False)
    partly: int = 0
