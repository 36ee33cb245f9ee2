"""The records of the third station: an answer is one lane for each kind; a check, each document on each sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from index.records import DocumentLabel, Evidence, Hit, Searched, Spelling
from ingest.folder import Skipped
from ingest.records import VoiceKind


class Standing(StrEnum):
    """How well a lane answers a question."""

    ANSWERS = "answers"
    RELATED = "related"
    NOTHING = "nothing"

    @property
    def match(self) -> str:
        """What a person reads instead: strong match, weak match or no match."""
        return dict(zip(Standing, ("strong match", "weak match", "no match"), strict=True))[self]


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a question; an empty one allows all. Dates are inclusive.

    `voices` are the voices that evidence may have.
    """

    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    voices: tuple[VoiceKind, ...] = ()


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Lane:
    """What one kind of source has on a question, best first.

    With standing `nothing` there are no hits, and `nearest_miss` is the best passage that was not good enough.
    `more` further passages match; `at_least` is whether more than these may, which were not looked at.
    """

    kind: str
    standing: Standing
    searched: Searched
    hits: tuple[Hit, ...]
    nearest_miss: Hit | None
    more: int = 0
    at_least: bool = False


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
    partly: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The searched documents that were read only in part, with what of each could not be read."""
    spellings: tuple[Spelling, ...] = ()
    """Words to offer for those of the question that stand nowhere."""

    @property
    def best(self) -> Standing:
        """The best standing that any kind has."""
        return min((lane.standing for lane in self.lanes), key=list(Standing).index, default=Standing.NOTHING)


# The records of a check: what each document says about each sentence of a draft.


class Verdict(StrEnum):
    """What a document says about a claim, the strongest first; never whether it is true."""

    VERBATIM = "verbatim"
    SUPPORTS = "supports"
    DIFFERS = "differs"
    RELATED = "related"
    NOT_FOUND = "not found"

    @property
    def rank(self) -> int:
        """The verdict's place, 0 for the strongest."""
        return list(Verdict).index(self)

    @property
    def backs(self) -> bool:
        """Whether the document says what the claim says."""
        return self in {Verdict.VERBATIM, Verdict.SUPPORTS}


class FlagKind(StrEnum):
    """The respect in which a claim and its evidence differ."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"
    WORDING = "wording"
    CUT = "cut short"
    VOICE = "voice"


class Effect(StrEnum):
    """The effect of a flag: the two say different things, one of them lacks something, or it is only a note."""

    DIFFERS = "differs"
    MISSING = "missing"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Flag:
    """One difference, as the claim has it and as the document has it; "" where it has nothing."""

    kind: FlagKind
    claim: str
    document: str
    effect: Effect = Effect.DIFFERS


@dataclass(frozen=True, slots=True)
class Finding:
    """What one document says about a claim; `score` in [0, 1] is how alike the two are before any flag.

    `evidence` and `page` are None where nothing was found; `evidence` is whole sentences of the document.
    """

    document: DocumentLabel
    verdict: Verdict
    score: float
    evidence: Evidence | None
    page: int | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class KindFinding:
    """The strongest verdict of one kind: how many documents have it, from how many origins, and how many were compared.

    `partly` counts the kind's documents that were read only in part.
    `at_least` is whether the kind has documents that were not compared closely, so that more may say it; a document
    that has the claim's words as they are is always among those compared.
    """

    kind: str
    verdict: Verdict
    documents: int
    origins: int
    compared: int
    nearest: Finding | None
    at_least: bool = False
    partly: int = 0


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """One sentence of the draft against the library.

    `findings` are by kind in the library's order, within each the strongest verdict first.
    `dates` are the days that the claim names, from the first to the last, where it names any.
    """

    text: str
    start: int
    end: int
    summary: str
    kinds: tuple[KindFinding, ...]
    findings: tuple[Finding, ...]
    dates: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A whole draft against the library, sentence by sentence in the draft's order."""

    draft: str
    kinds: tuple[str, ...]
    claims: tuple[ClaimCheck, ...]
    generation: int
    model: str
    built_at: datetime
