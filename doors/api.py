"""Byline over HTTP: the verbs with the JSON of the terminal, problems as RFC 9457 has them, and one that writes."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from doors import adding
from doors.guard import problem
from doors.openapi import DESCRIPTION, described
from doors.reader import Reader
from doors.verbs import VERBS, Verb, understood
from errors import (
    LACK_OF_MEMORY,
    BylineError,
    ConfirmationError,
    CorpusError,
    DraftError,
    ExportError,
    LockedError,
    QuestionError,
)

ADD = "/add"
ADD_SCRIPT = "/add_page.js"
OPEN_PATHS = frozenset({DESCRIPTION, ADD, ADD_SCRIPT})
"""What is answered without a token: nothing of it is the library's."""

ADD_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}

STATUSES: tuple[tuple[type[BylineError], HTTPStatus], ...] = (
    (LockedError, HTTPStatus.CONFLICT),
    (ConfirmationError, HTTPStatus.CONFLICT),
    (QuestionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DraftError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ExportError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (CorpusError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BylineError, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""What each error is answered with, by the first class that it is of; what only the owner can mend comes last."""

UNFORESEEN = "Byline failed in a way that it did not foresee: see what it wrote where it was started"


def application(reader: Reader, *, write: bool) -> Starlette:
    """Make the web application; whoever serves it puts a guard before it."""
    verbs = [adding.VERB, *VERBS.values()] if write else list(VERBS.values())
    routes = [Route(_path(verb), _answering(reader, verb), methods=["POST"]) for verb in verbs]
    description = described({_path(verb): verb for verb in verbs})

    def describe(_: Request) -> Response:
        return _json(description)

    routes.append(Route(DESCRIPTION, describe, methods=["GET"]))
    if write:
        routes += [Route(ADD, _add_page, methods=["GET"]), Route(ADD_SCRIPT, _add_script, methods=["GET"])]
    handlers: dict[Any, Callable[[Request, Any], Response]] = {
        BylineError: _refused,
        HTTPException: _not_there,
        MemoryError: _lacking_memory,
        Exception: _unforeseen,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


def _path(verb: Verb) -> str:
    return f"/{verb.name}"


def _answering(reader: Reader, verb: Verb) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the request is no JSON: send application/json")
        asked = understood(verb.request, await request.body())
        return _json(await run_in_threadpool(verb.whole, reader, asked))

    return answer


def _json(payload: object) -> Response:
    return JSONResponse(payload, headers=HEADERS)


def _problem(status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(
        problem(status, reason), status, headers=HEADERS | (headers or {}), media_type="application/problem+json"
    )


def _refused(_: Request, error: BylineError) -> Response:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    return _problem(status, " ".join(str(error).split()))


def _not_there(_: Request, error: HTTPException) -> Response:
    return _problem(
        error.status_code, f"nothing is answered like this: {DESCRIPTION} says what is", dict(error.headers or {})
    )


def _lacking_memory(_: Request, __: MemoryError) -> Response:
    return _problem(HTTPStatus.SERVICE_UNAVAILABLE, LACK_OF_MEMORY)


def _unforeseen(_: Request, __: Exception) -> Response:
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, UNFORESEEN)


# The page that takes another page from a bookmarklet, and asks before anything is added.


def _add_page(_: Request) -> Response:
    return FileResponse(
        Path(__file__).with_name("add_page.html"), headers=HEADERS | {"content-security-policy": ADD_POLICY}
    )


def _add_script(_: Request) -> Response:
    return FileResponse(Path(__file__).with_name("add_page.js"), media_type="text/javascript", headers=HEADERS)
