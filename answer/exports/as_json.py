"""Answers and checks as the JSON that other programs rely on (`ask --json`, `check --json`)."""

from __future__ import annotations

from typing import Any

from answer.exports.provenance import filters_as_json
from answer.receipts import receipt_as_json, receipts_of
from answer.records import Answer, Check, ClaimCheck, Finding, Flag, KindFinding, Lane
from index.records import DocumentLabel, Evidence, Hit
from ingest.labels.fields import label_as_json


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The answer as docs/json.md tells it."""
    return {
        "question": answer.question,
        "summary": answer.summary,
        "index": {
            "generation": answer.generation,
            "model": answer.model,
            "built_at": answer.built_at.isoformat(timespec="seconds"),
        },
        "lanes": [_lane(lane, answer) for lane in answer.lanes],
        "skipped": [{"path": file.path, "reason": file.reason} for file in answer.skipped],
        "receipts": [receipt_as_json(receipt) for receipt in receipts_of(answer)],
        "filters": filters_as_json(answer.filters),
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
        },
        "hits": [_hit(hit, rank) for rank, hit in enumerate(lane.hits, start=1)],
        "nearest_miss": _hit(lane.nearest_miss, 1) if lane.nearest_miss else None,
    }


def _hit(hit: Hit, rank: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "document": document_as_json(hit.document),
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "page": hit.page,
        "evidence": evidence_as_json(hit.evidence),
        "furniture": [{"start": span.start, "end": span.end, "rule": span.rule} for span in hit.furniture],
        "matched": [{"start": start, "end": end} for start, end in hit.matched],
        "signals": {
            "cosine": round(hit.signals.cosine, 6),
            "whole": round(hit.signals.whole, 6),
            "coverage": round(hit.signals.coverage, 6),
            "missing": round(hit.signals.missing, 6),
            "words": round(hit.signals.words, 6),
            "pairs": round(hit.signals.pairs, 6),
            "meaning_rank": hit.signals.meaning_rank,
            "words_rank": hit.signals.words_rank,
            "reranker": None if hit.signals.reranker is None else round(hit.signals.reranker, 6),
        },
    }


def evidence_as_json(evidence: Evidence) -> dict[str, Any]:
    """EVIDENCE of docs/json.md."""
    return {
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "voice": {"kind": evidence.voice.kind, "speaker": evidence.voice.speaker},
    }


def document_as_json(label: DocumentLabel) -> dict[str, Any]:
    """DOCUMENT of docs/json.md."""
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
    }


# Checks as the JSON that other programs rely on (`check --json`).


def check_as_json(check: Check) -> dict[str, Any]:
    """The check as docs/json.md tells it; claims in the draft's order."""
    return {
        "claims": [_claim(claim) for claim in check.claims],
        "index": {
            "generation": check.generation,
            "model": check.model,
            "built_at": check.built_at.isoformat(timespec="seconds"),
        },
        "receipts": [receipt_as_json(receipt) for receipt in receipts_of(check)],
    }


def _claim(claim: ClaimCheck) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "summary": claim.summary,
        "kinds": {kind.kind: _kind(kind) for kind in claim.kinds},
        "documents": [_finding(finding) for finding in claim.findings],
    }


def _kind(kind: KindFinding) -> dict[str, Any]:
    return {
        "verdict": kind.verdict,
        "documents": kind.documents,
        "origins": kind.origins,
        "compared": kind.compared,
        "at_least": kind.at_least,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "document": document_as_json(finding.document),
        "verdict": finding.verdict,
        "score": round(finding.score, 6),
        "evidence": evidence_as_json(finding.evidence) if finding.evidence else None,
        "page": finding.page,
        "flags": [_flag(flag) for flag in finding.flags],
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {"kind": flag.kind, "claim": flag.claim, "document": flag.document, "effect": flag.effect}
