"""Write the JSON shapes of docs/json.md that other programs rely on; `from_json.py` reads back the stored ones.

A build's plan is the exception: it is stored with each build, so its JSON is written in `index/records.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from answer.across import Across
from answer.borrowed import BorrowedSentence, Run
from answer.exports.formulas import SIGNS
from answer.receipts import Receipt, of_evidence, receipts_of
from answer.records import Answer, Check, ClaimCheck, Filters, Finding, Flag, KindFinding, Lane
from answer.trace import Appearance, Trace
from answer.verification import Verified, VerifiedExport
from index.library import Library
from index.records import DocumentLabel, Evidence, Hit, Signals
from index.status import LibraryStatus
from ingest.folder import Skipped
from ingest.labels.fields import label_as_json
from ingest.records import Document, Span, Voice

DECIMALS = 6
"""Decimals kept of a score. With more, exports differ between processors; with fewer, close scores look equal."""


def export_as_json(made: Answer | Check, *, at: datetime) -> dict[str, Any]:
    """Build the output of `ask --json` and `check --json`; `at` is the time of asking."""
    found = answer_as_json(made) if isinstance(made, Answer) else check_as_json(made)
    return found | {"asked_at": _time(at)}


# An answer: `ask --json`.


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """Convert an answer to ANSWER of docs/json.md, without the time of asking."""
    return {
        "question": answer.question,
        "summary": answer.summary,
        "index": _index(answer),
        "lanes": [_lane(lane, answer) for lane in answer.lanes],
        "skipped": _skipped(answer.skipped),
        "receipts": receipts_as_json(receipts_of(answer)),
        "filters": filters_as_json(answer.filters),
        "partly": answer.partly,
        "spellings": [asdict(spelling) for spelling in answer.spellings],
    }


def across_as_json(across: Across, *, at: datetime) -> dict[str, Any]:
    """Convert the answers of several libraries to ACROSS of docs/json.md; `at` is the time of asking."""
    return {
        "question": across.question,
        "summary": across.summary,
        "lanes": [
            {
                "kind": one.lane.kind,
                "standing": one.lane.standing,
                "hits": [{"library": name, "rank": rank} for name, rank in one.of],
                "more": one.lane.more,
                "at_least": one.lane.at_least,
            }
            for one in across.lanes
        ],
        "libraries": {name: answer_as_json(answer) for name, answer in across.answers.items()},
        "faults": dict(across.faults),
        "asked_at": _time(at),
    }


def filters_as_json(filters: Filters) -> dict[str, Any]:
    """Convert the filters in force; an empty filter allows everything."""
    return {
        "kinds": list(filters.kinds),
        "documents": list(filters.documents),
        "after": filters.after.isoformat() if filters.after else None,
        "before": filters.before.isoformat() if filters.before else None,
        "voices": [str(voice) for voice in filters.voices],
    }


def _lane(lane: Lane, answer: Answer) -> dict[str, Any]:
    return {
        "kind": lane.kind,
        "standing": lane.standing,
        "searched": {
            "documents": lane.searched.documents,
            "passages": lane.searched.passages,
            "origins": lane.searched.origins,
            "skipped": sum(file.folder_kind == lane.kind for file in answer.skipped),
            "partly": lane.searched.partly,
        },
        "hits": [_hit(hit, rank) for rank, hit in enumerate(lane.hits, start=1)],
        "nearest_miss": _hit(lane.nearest_miss, 1) if lane.nearest_miss else None,
        "more": lane.more,
        "at_least": lane.at_least,
    }


def _hit(hit: Hit, rank: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, DECIMALS),
        "document": document_as_json(hit.document),
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "page": hit.page,
        "evidence": evidence_as_json(hit.evidence),
        "strength": hit.strength,
        "furniture": [_span((span.start, span.end)) | {"rule": span.rule} for span in hit.furniture],
        "matched": [_span(span) for span in hit.matched],
        "copies": [document_as_json(label) for label in hit.copies],
        "beside": [_span((line.start, line.end)) | {"text": line.text, "rule": line.rule} for line in hit.beside],
        "signals": _signals(hit.signals),
    }


def _signals(signals: Signals) -> dict[str, float | None]:
    """Convert signals by name; measures are rounded, ranks are not."""
    values: dict[str, float | None] = asdict(signals)
    return {name: round(value, DECIMALS) if isinstance(value, float) else value for name, value in values.items()}


# Parts that several shapes contain: a document's label, a sentence of it, and a quote with its receipt.


def evidence_as_json(evidence: Evidence) -> dict[str, Any]:
    """Convert a sentence to EVIDENCE of docs/json.md."""
    return {
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "voice": _voice(evidence.voice),
        "recognised": evidence.recognised,
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {"kind": voice.kind, "speaker": voice.speaker}


def document_as_json(label: DocumentLabel) -> dict[str, Any]:
    """Convert a label to DOCUMENT of docs/json.md."""
    source = label.source
    others = {name: value for name, value in label_as_json(source).items() if name not in {"title", "kind"}}
    return {
        "id": label.id,
        "title": source.title,
        "kind": source.kind,
        "kind_rule": source.rules.get("kind", ""),
        **others,
        "sha256": label.sha256,
        "rules": dict(source.rules),
        "origin": label.origin or label.id,
        "partly": list(label.partly),
    }


def receipts_as_json(receipts: Iterable[Receipt]) -> list[dict[str, Any]]:
    """Convert receipts as every export contains them, keeping their order."""
    return [receipt_as_json(receipt) for receipt in receipts]


def receipt_as_json(receipt: Receipt) -> dict[str, Any]:
    """Convert a receipt to RECEIPT of docs/json.md, with selectors of the W3C Web Annotation Data Model (2017)."""
    quote = {"exact": receipt.exact, "prefix": receipt.around.prefix, "suffix": receipt.around.suffix}
    return {
        "document": receipt.document,
        "sha256": receipt.sha256,
        "page": receipt.page,
        "selector": [
            {"type": "TextQuoteSelector", **quote},
            {"type": "TextPositionSelector", **_span((receipt.start, receipt.end))},
        ],
    } | ({} if receipt.recognised is None else {"recognised": receipt.recognised})


def quote_as_json(label: DocumentLabel, evidence: Evidence) -> dict[str, Any]:
    """Convert a quote with its label and receipt, as the notebook stores it."""
    return {
        "document": document_as_json(label),
        "evidence": evidence_as_json(evidence),
        "receipt": receipt_as_json(of_evidence(label, evidence)),
    }


# A check: `check --json`.


def check_as_json(check: Check) -> dict[str, Any]:
    """Convert a check to its shape in docs/json.md, without the time of asking; claims keep the draft's order."""
    return {
        "claims": [_claim(claim) for claim in check.claims],
        "index": _index(check),
        "receipts": receipts_as_json(receipts_of(check)),
        "draft": check.draft,
        "kinds": list(check.kinds),
    }


def _claim(claim: ClaimCheck) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "summary": claim.summary,
        "kinds": {kind.kind: _kind(kind) for kind in claim.kinds},
        "documents": [_finding(finding) for finding in claim.findings],
        "dates": [day.isoformat() for day in claim.dates] if claim.dates else None,
    }


def _kind(kind: KindFinding) -> dict[str, Any]:
    return {
        "verdict": kind.verdict,
        "documents": kind.documents,
        "origins": kind.origins,
        "compared": kind.compared,
        "at_least": kind.at_least,
        "partly": kind.partly,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "document": document_as_json(finding.document),
        "verdict": finding.verdict,
        "score": round(finding.score, DECIMALS),
        "evidence": evidence_as_json(finding.evidence) if finding.evidence else None,
        "page": finding.page,
        "flags": [_flag(flag) for flag in finding.flags],
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {"kind": flag.kind, "claim": flag.claim, "document": flag.document, "effect": flag.effect}


# Text: JSON as it is printed and saved.

CONTROL = re.compile(r"[\x7f-\x9f]")
"""Control characters that JSON may have as they are; those below U+0020 it may not."""

STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""A string of JSON with its quotation marks."""

STARTS = re.compile(rf"{CONTROL.pattern}|(?<!\w)[{re.escape(SIGNS)}]")
"""What is escaped in a string: control characters, and signs where a spreadsheet could begin a cell."""


def json_text(payload: object) -> str:
    """Write JSON as indented text in which no control character stands, nor anything a spreadsheet would run."""
    made = json.dumps(payload, ensure_ascii=False, indent=2)
    return STRING.sub(lambda string: STARTS.sub(_escaped, string[0]), made) + "\n"


def _escaped(char: re.Match[str]) -> str:
    return f"\\u{ord(char[0]):04x}"


# Quotes looked up again: `trace --json`, `verify --json`.


def trace_as_json(traced: Trace) -> dict[str, Any]:
    """Convert a trace to its shape in docs/json.md."""
    return {
        "quotation": traced.quotation,
        "searched": {"documents": traced.documents, "partly": traced.partly, "unread": traced.unread},
        "appearances": [_appearance(one) for one in traced.appearances],
        "receipts": receipts_as_json(of_evidence(one.document, one.evidence) for one in traced.appearances),
    }


def _appearance(one: Appearance) -> dict[str, Any]:
    return {
        "document": document_as_json(one.document),
        "exact": one.exact,
        "alike": round(one.alike, DECIMALS),
        "evidence": evidence_as_json(one.evidence),
        "page": one.evidence.page,
        "changes": [{"quotation": change.claim, "document": change.document} for change in one.changes],
        "sentence": _span((one.sentence.start, one.sentence.end)) | {"text": one.sentence.text}
        if one.sentence
        else None,
        "left_out": [_flag(flag) for flag in one.left_out],
        "dated": one.dated.isoformat() if one.dated else None,
    }


def verified_as_json(export: VerifiedExport) -> dict[str, Any]:
    """Convert a verified export to its shape in docs/json.md."""
    return {
        "receipts": [_verified(one) for one in export.verified],
        "shown": export.shown,
        "unverified": list(export.unverified),
    }


def _verified(one: Verified) -> dict[str, Any]:
    return {
        "status": one.status,
        "document": one.receipt.document,
        "exact": one.receipt.exact,
        "found": _span(one.found) | {"document": one.found_in} if one.found else None,
        "reason": one.reason,
        "shown": one.shown,
    }


# Any text, and what of it stands in documents: `verify` of what is no export.


def borrowed_as_json(text: str, found: Sequence[BorrowedSentence]) -> dict[str, Any]:
    """Convert the sentences of a text, with the words that are the documents', to BORROWED of docs/json.md."""
    return {
        "sentences": [
            _span((one.start, one.end))
            | {
                "text": text[one.start : one.end],
                "share": round(one.share, DECIMALS),
                "runs": [_run(text, run) for run in one.runs],
                "nobodys": [_span(span) | {"text": text[slice(*span)]} for span in one.nobodys],
                "quoted_nowhere": list(one.quoted),
                "read": one.is_read,
            }
            for one in found
        ]
    }


def _run(text: str, run: Run) -> dict[str, Any]:
    places = [quote_as_json(place.document, place.evidence) for place in run.places]
    return _span((run.start, run.end)) | {"text": text[run.start : run.end], "places": places}


# Documents: `read` and `sources`.


def text_as_json(document: Document, label: DocumentLabel, start: int, end: int) -> dict[str, Any]:
    """Convert a part of a document, with whose words its sentences are and what is no content, to its JSON."""
    start, end = min(start, len(document.text)), min(end, len(document.text))
    return {
        "document": document_as_json(label),
        **_span((start, end)),
        "length": len(document.text),
        "text": document.text[start:end],
        "sentences": [
            _span((one.start, one.end)) | {"voice": _voice(one.voice)}
            for one in document.sentences
            if one.start < end and one.end > start
        ],
        "furniture": [
            _span((one.start, one.end)) | {"rule": one.rule}
            for one in document.furniture
            if one.start < end and one.end > start
        ],
    }


def documents_as_json(library: Library, *, kinds: Sequence[str], first: int, most: int) -> dict[str, Any]:
    """Convert the labels of the documents of these kinds, of each kind at most so many from the first on."""
    of_kinds = {kind: [label for label in library.labels.values() if label.source.kind == kind] for kind in kinds}
    return {
        "kinds": {kind: list(map(document_as_json, of[first : first + most])) for kind, of in of_kinds.items()},
        "documents": sum(map(len, of_kinds.values())),
        "skipped": _skipped(library.skipped),
    }


# The library itself: `status --json`.


def status_as_json(status: LibraryStatus) -> dict[str, Any]:
    """Convert the state of a library to its shape in docs/json.md."""
    return {
        "generation": status.build.generation,
        "built_at": _time(status.build.built_at),
        "model": status.build.model,
        "fingerprint": status.build.model_fingerprint,
        "encoder": status.encoder,
        "reading_fingerprint": status.build.reading_fingerprint,
        "documents": status.documents,
        "passages": status.passages,
        "skipped": _skipped(status.skipped),
        "coded": {kind: [asdict(form) for form in forms] for kind, forms in status.coded.items()},
        "hints": status.hints,
        "partly": status.partly,
    }


# Helpers that several shapes share.


def _index(made: Answer | Check) -> dict[str, Any]:
    """Identify the library that was searched."""
    return {"generation": made.generation, "model": made.model, "built_at": _time(made.built_at)}


def _skipped(files: Iterable[Skipped]) -> list[dict[str, str]]:
    return [{"path": file.path, "reason": file.reason} for file in files]


def _span(span: Span) -> dict[str, Any]:
    start, end = span
    return {"start": start, "end": end}


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
