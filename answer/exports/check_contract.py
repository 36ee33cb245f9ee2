"""Checks as the JSON that other programs rely on (`check --json`)."""

from __future__ import annotations

from typing import Any

from answer.check_records import Check, ClaimCheck, Finding, Flag, KindFinding
from answer.exports.contract import document_as_json, evidence_as_json
from answer.receipts import receipt_as_json, receipts_of


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
