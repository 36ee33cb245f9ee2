"""The verbs that read a library: what each is asked with, within which bounds, and its result as in docs/json.md.

Assistants (`assistants.py`) and the HTTP API (`api.py`) offer these; the terminal has the same under the same names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from answer.ask import DEFAULT_HITS, MOST_HITS
from answer.borrowed import LONGEST_TEXT
from answer.comparing.claims import LONGEST_DRAFT
from answer.exports.as_json import (
    borrowed_as_json,
    documents_as_json,
    export_as_json,
    status_as_json,
    text_as_json,
    trace_as_json,
    verified_as_json,
)
from answer.exports.embedded_receipts import read_receipts
from answer.question import LONGEST_QUESTION
from answer.records import Filters
from answer.scope import kinds_named
from answer.trace import MOST_CHARACTERS
from doors.reader import Reader, now
from errors import ExportError, QuestionError
from index.records import DocumentLabel
from ingest.records import Document, VoiceKind

LONGEST_NAME = 500
MOST_NAMES = 100
LONGEST_EXPORT = 4_000_000
LONGEST_READ = 20_000
"""Characters of a document that are read at once. Raised, an answer may be as large as a book."""

FURTHEST = 10_000_000

MOST_SOURCES = 1_000
"""Documents of each kind that are listed unasked. Raised, the list of a large library is longer."""

MOST_TOLD = 3
"""Arguments that a refusal names. Raised, it is no line any more."""

RECEIPT = re.compile(r"(?P<document>.+)#(?P<hash>[0-9a-f]{12}):(?P<start>\d{1,9})-\d{1,9}")
"""What assistants are given with a quote, to read it where it stands."""

BEFORE = 500
"""Characters before the words of a receipt that are read with them. Raised, an answer begins further from them."""

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Names = Annotated[list[Name], Field(max_length=MOST_NAMES)]
Offset = Annotated[int, Field(ge=0, le=FURTHEST)]


class Request(BaseModel):
    """What a verb is asked with; a field that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class AskRequest(Request):
    """A question with the filters that choose what may answer."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION, description="A question in plain words.")
    kinds: Names = Field([], description="Search only these kinds of source.")
    documents: Names = Field([], description="Search only these documents, by id or file name.")
    after: date | None = Field(None, description="Only documents of this date or later.")
    before: date | None = Field(None, description="Only documents of this date or earlier.")
    voices: list[VoiceKind] = Field([], max_length=len(VoiceKind), description="Only whose words.")
    k: int = Field(DEFAULT_HITS, ge=1, le=MOST_HITS, description="The most passages of each kind.")
    offset: int = Field(0, ge=0, le=MOST_HITS * 10, description="Leave out the first passages of each kind.")


class FindRequest(Request):
    """Words or a name to look for."""

    words: str = Field(min_length=1, max_length=MOST_CHARACTERS, description="Words or a name, in this order.")


class TraceRequest(Request):
    """A quotation to look for."""

    quotation: str = Field(min_length=1, max_length=MOST_CHARACTERS, description="The words of a quotation.")


class CheckRequest(Request):
    """A claim or a draft."""

    text: str = Field(min_length=1, max_length=LONGEST_DRAFT, description="A claim, or a draft of many sentences.")
    kinds: Names = Field([], description="Check against only these kinds of source.")


class VerifyRequest(Request):
    """An export of Byline, or any other text."""

    text: str = Field(
        min_length=1,
        max_length=LONGEST_EXPORT,
        description=f"An export of Byline with its receipts, or any text of at most {LONGEST_TEXT:,} characters.",
    )


class ReadRequest(Request):
    """A part of a document."""

    document: Name = Field(description="The document's id or file name, or a receipt (document#hash:start-end).")
    start: Offset | None = Field(None, description="The first character; by default what stands before the receipt.")
    length: int = Field(LONGEST_READ, ge=1, le=LONGEST_READ, description="The most characters.")


class SourcesRequest(Request):
    """Which documents to list."""

    kinds: Names = Field([], description="List only these kinds of source.")
    offset: Offset = Field(0, description="Leave out the first documents of each kind.")
    limit: int = Field(MOST_SOURCES, ge=1, le=10_000, description="The most documents of each kind.")


class StatusRequest(Request):
    """Nothing is asked."""


Asked = TypeVar("Asked", bound=Request)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by its name: what it is asked with, what it does in a sentence, and what gives its whole result."""

    name: str
    request: type[Request]
    says: str
    whole: Callable[[Reader, Any], Json]


def understood(request: type[Asked], arguments: str | bytes) -> Asked:
    """Read the arguments of a verb from JSON.

    Raises:
        QuestionError: it is no JSON, or an argument is missing, unknown or out of bounds; no value is repeated.
    """
    try:
        return request.model_validate_json(arguments)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False, include_context=False)
        places = [".".join(map(str, one["loc"])) or "the request" for one in wrong[:MOST_TOLD]]
        said = "; ".join(f"{place}: {one['msg'].lower()}" for place, one in zip(places, wrong, strict=False))
        raise QuestionError(f"{said}: mend it and ask again") from None


def filters_of(asked: AskRequest) -> Filters:
    """The filters of a question."""
    return Filters(tuple(asked.kinds), tuple(asked.documents), asked.after, asked.before, tuple(asked.voices))


def is_export(text: str) -> bool:
    """Return whether a text has receipts to verify."""
    try:
        return bool(read_receipts(text))
    except ExportError:
        return False


def _ask(reader: Reader, asked: AskRequest) -> Json:
    found = reader.ask(asked.question, k=asked.k, offset=asked.offset, filters=filters_of(asked))
    return export_as_json(found, at=now())


def _find(reader: Reader, asked: FindRequest) -> Json:
    return trace_as_json(reader.find(asked.words))


def _trace(reader: Reader, asked: TraceRequest) -> Json:
    return trace_as_json(reader.trace(asked.quotation))


def _check(reader: Reader, asked: CheckRequest) -> Json:
    return export_as_json(reader.check(asked.text, kinds=asked.kinds), at=now())


def _verify(reader: Reader, asked: VerifyRequest) -> Json:
    if is_export(asked.text):
        return verified_as_json(reader.verify(asked.text))
    return borrowed_as_json(asked.text, reader.borrowed(asked.text))


def _read(reader: Reader, asked: ReadRequest) -> Json:
    document, label, start = place_of(reader, asked.document, asked.start)
    return text_as_json(document, label, start, start + asked.length)


def place_of(reader: Reader, name: str, start: int | None) -> tuple[Document, DocumentLabel, int]:
    """The document with this id, file name or receipt, its label, and where to begin: at `start`, if one is named.

    Raises:
        QuestionError: there is no such document, or it is another file than the receipt was given for.
    """
    match = RECEIPT.fullmatch(name)
    library, document = reader.document(match["document"] if match else name)
    label = next(one for one in library.labels.values() if one.id == document.id)
    if match and not label.sha256.startswith(match["hash"]):
        raise QuestionError(f"{label.id} has changed since that receipt was given: find the words again")
    usual = max(0, int(match["start"]) - BEFORE) if match else 0
    return document, label, usual if start is None else start


def _sources(reader: Reader, asked: SourcesRequest) -> Json:
    library = reader.library
    return documents_as_json(library, kinds=kinds_named(library, asked.kinds), first=asked.offset, most=asked.limit)


def _status(reader: Reader, _: StatusRequest) -> Json:
    return status_as_json(reader.status())


VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb(
            "ask",
            AskRequest,
            "Ask the documents a question: their own words, ranked separately for each kind of source, with a receipt "
            "for every quote. NO MATCH and WEAK MATCH mean what they say.",
            _ask,
        ),
        Verb(
            "find",
            FindRequest,
            "Find every sentence that mentions these words or this name, oldest first in each kind of source.",
            _find,
        ),
        Verb(
            "read",
            ReadRequest,
            "Read a part of a document as it is, with whose words its sentences are.",
            _read,
        ),
        Verb(
            "check",
            CheckRequest,
            "Compare a claim, or every sentence of a draft, with every document: verbatim, supports, differs and in "
            "what, related, or not found, for each kind of source. Never whether it is so.",
            _check,
        ),
        Verb(
            "verify",
            VerifyRequest,
            "Tell sentence by sentence which words of any text are the documents', whose they are there, and which are "
            "nobody's; of an export of Byline, whether every quote still stands.",
            _verify,
        ),
        Verb(
            "sources", SourcesRequest, "List the documents by kind, with title, publisher, author and date.", _sources
        ),
        Verb("trace", TraceRequest, "Find every place where a quotation stands, as it is or altered.", _trace),
        Verb("status", StatusRequest, "Say what the library holds, and what could not be read.", _status),
    )
}
"""Name → verb."""
