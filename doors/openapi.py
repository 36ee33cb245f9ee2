"""The description of the API as OpenAPI 3.1 has it, made from the verbs and their requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from doors.guard import LARGEST_BODY
from doors.verbs import Json, Verb
from settings import VERSION

DESCRIPTION = "/openapi.json"

RESULTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "ask": (
        ("question", "summary", "index", "lanes", "skipped", "receipts", "filters", "partly", "spellings", "asked_at"),
    ),
    "find": (("quotation", "searched", "appearances", "receipts"),),
    "trace": (("quotation", "searched", "appearances", "receipts"),),
    "check": (("claims", "index", "receipts", "asked_at"),),
    "verify": (("receipts", "shown", "unverified"), ("sentences",)),
    "read": (("document", "start", "end", "length", "text", "sentences", "furniture"),),
    "sources": (("kinds", "documents", "skipped"),),
    "status": (("generation", "built_at", "model", "documents", "passages", "skipped", "partly"),),
    "documents": (("documents", "build"),),
}
"""Verb → the keys that its result has at least; `verify` has those of an export or those of any other text."""

PROBLEMS = {
    401: "The token is missing.",
    403: "The request comes from a page of another site.",
    404: "There is no such path.",
    405: "The path is asked by another method.",
    409: "Another build is running, or a build would remove much of the library.",
    413: f"The request has more than {LARGEST_BODY // 1_000_000} MB.",
    415: "The request is no JSON.",
    421: "The request is for another host.",
    422: "The request cannot be understood, or what it asks cannot be answered.",
    503: "The library or the model cannot be used now.",
}


def described(verbs: Mapping[str, Verb]) -> Json:
    """Describe the verbs, each at its path."""
    models = [(verb.request, "validation") for verb in verbs.values()]
    _, requests = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Byline",
            "version": VERSION,
            "description": "Ask your documents, and see who says so. The results are those of docs/json.md.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": {path: {"post": _operation(verb)} for path, verb in verbs.items()},
        "components": {
            "schemas": {**requests["$defs"], "Problem": _PROBLEM},
            "responses": {
                str(status): {
                    "description": said,
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
                for status, said in PROBLEMS.items()
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


_PROBLEM: Json = {
    "type": "object",
    "description": "A problem (RFC 9457); its detail says in one line what is wrong, where, and the next step.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def _operation(verb: Verb) -> Json:
    reference = {"$ref": f"#/components/schemas/{verb.request.__name__}"}
    results = [{"type": "object", "required": list(keys)} for keys in RESULTS[verb.name]]
    schema: dict[str, Any] = {"anyOf": results} if len(results) > 1 else results[0]
    return {
        "operationId": verb.name,
        "summary": verb.says,
        "requestBody": {"required": True, "content": {"application/json": {"schema": reference}}},
        "responses": {
            "200": {"description": "The result.", "content": {"application/json": {"schema": schema}}},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in PROBLEMS},
        },
    }
