"""An answer's or a check's quotes by their documents' dates, each with its kind; undated ones apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from answer.check_records import Check
from answer.records import Answer
from index.records import DocumentLabel, Evidence


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote with its document; the kind is the document's."""

    document: DocumentLabel
    evidence: Evidence

    @property
    def published(self) -> date | None:
        """The document's date."""
        return self.document.source.published


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated entries, oldest first, and undated ones; of one day, and undated, in the order of the answer."""

    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]


def timeline(made: Answer | Check) -> Timeline:
    """The evidence of every passage that is shown, each once; a nearest miss is none."""
    shown = list({(one.document.id, one.evidence.start): one for one in _entries(made)}.values())
    dated = sorted((one for one in shown if one.published), key=lambda one: one.published or date.max)
    return Timeline(tuple(dated), tuple(one for one in shown if not one.published))


def _entries(made: Answer | Check) -> Iterator[Entry]:
    if isinstance(made, Answer):
        yield from (Entry(hit.document, hit.evidence) for lane in made.lanes for hit in lane.hits)
    else:
        findings = (finding for claim in made.claims for finding in claim.findings)
        yield from (Entry(one.document, one.evidence) for one in findings if one.evidence)
