"""The records of the third station: an answer is lanes, one for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from index.records import Hit, Searched
from ingest.folder import Skipped
from ingest.records import VoiceKind


class Standing(StrEnum):
    """What a lane amounts to for a question."""

    ANSWERS = "answers"
    RELATED = "related"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is searched; an empty filter allows all. Dates are inclusive.

    `voices` are whose words the evidence may be.
    """

    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    voices: tuple[VoiceKind, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is allowed."""
        return not (self.kinds or self.documents or self.after or self.before or self.voices)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Lane:
    """What one kind of source has on a question, best first.

    With standing `nothing` there are no hits, and `nearest_miss` is the best passage that was not good enough.
    """

    kind: str
    standing: Standing
    searched: Searched
    hits: tuple[Hit, ...]
    nearest_miss: Hit | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a library says about a question, kind by kind."""

    question: str
    filters: Filters
    summary: str
    lanes: tuple[Lane, ...]
    generation: int
    model: str
    built_at: datetime
    skipped: tuple[Skipped, ...] = ()
    """Files of the corpus that the library could not take in as they are now."""
