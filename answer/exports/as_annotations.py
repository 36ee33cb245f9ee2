"""Write quotes as W3C Web Annotations (JSON-LD), which annotation tools read and `verify` finds again."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from answer.exports.as_json import json_text, receipt_as_json
from answer.exports.citations import Quote
from answer.receipts import of_evidence
from answer.wording import said_words
from index.records import DocumentLabel, Evidence

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "byline": "urn:byline:",
        **{name: f"byline:{name}" for name in ("document", "sha256", "page", "recognised", "kind")},
    },
)
"""What the names in the file mean: those of the Web Annotation Data Model (W3C, 2017), and those of a receipt."""


def as_annotations(quotes: Sequence[Quote], title: str, *, at: datetime) -> str:
    """Write each quote as an annotation, in a collection of this title made at this time."""
    made = at.isoformat(timespec="seconds")
    items = [_annotation(label, evidence, made) for label, evidence in quotes]
    name = _named("\n".join([title, made, *(item["id"] for item in items)]))
    page = {"id": f"{name}#1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {"id": name, "type": "AnnotationCollection", "label": title, "total": len(items), "created": made}
    made_text = json_text({"@context": list(CONTEXT), **collection, "first": page})
    return made_text.replace("\\u0040context", "@context", 1)  # some programs know the file by it before they parse it


def _annotation(label: DocumentLabel, evidence: Evidence, made: str) -> dict[str, Any]:
    source = label.source
    said = said_words(evidence)
    return {
        "id": _named(f"{label.sha256}\n{evidence.start}\n{evidence.end}"),
        "type": "Annotation",
        "motivation": "highlighting",
        "created": made,
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": source.kind},
            {"type": "TextualBody", "purpose": "describing", "value": f"{source.title}: {said}"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": source.url or content_name(label.sha256),
            "kind": source.kind,
            **receipt_as_json(of_evidence(label, evidence)),
        },
    }


def content_name(sha256: str) -> str:
    """Name a file by its content's hash (RFC 6920), for a source that has no address."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"


def _named(what: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, what)}"
