"""Answers as the JSON that other programs rely on (`ask --json`)."""

from __future__ import annotations

from typing import Any

from answer.records import Answer, Lane
from index.records import DocumentLabel, Evidence, Hit


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
        "lanes": [_lane(lane) for lane in answer.lanes],
    }


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "kind": lane.kind,
        "standing": lane.standing,
        "searched": {"documents": lane.searched.documents, "passages": lane.searched.passages},
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
        "signals": {
            "cosine": round(hit.signals.cosine, 6),
            "coverage": round(hit.signals.coverage, 6),
            "missing_names": round(hit.signals.missing_names, 6),
            "words": round(hit.signals.words, 6),
            "pairs": round(hit.signals.pairs, 6),
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
    return {
        "id": label.id,
        "title": source.title,
        "kind": source.kind,
        "kind_rule": source.rules.get("kind", ""),
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published.isoformat() if source.published else None,
        "url": source.url,
        "sha256": label.sha256,
    }
