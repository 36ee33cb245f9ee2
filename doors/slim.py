"""Results for assistants: quotes with their receipts, kind by kind, within a budget of tokens, and what was left out.

The words of a match are said in capitals, and stand before the quotes: who reads only the beginning has read them.
A receipt is `document#hash:start-end`: the first characters of the file's SHA-256, and offsets in the document's text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from answer.borrowed import BorrowedSentence, Run
from answer.records import ClaimCheck, Finding, KindFinding, Lane, Standing
from answer.scope import kinds_named
from answer.trace import Appearance
from answer.verification import Verified
from answer.wording import flag_words, page_words, published_words, said_words, searched_words
from doors.reader import Reader
from doors.verbs import (
    AskRequest,
    CheckRequest,
    FindRequest,
    Json,
    ReadRequest,
    SourcesRequest,
    VerifyRequest,
    filters_of,
    is_export,
    place_of,
)
from index.library import recognised_at
from index.records import DocumentLabel, Evidence, Hit, Strength
from ingest.records import Document, Sentence
from ingest.tokens import count_tokens

DEFAULT_TOKENS = 1_500
FEWEST_TOKENS, MOST_TOKENS = 300, 20_000
"""The budget of an answer in tiktoken tokens. Below the fewest the kinds of a library do not fit; raised, the most let
an assistant's window be filled by one call."""

HASH = 12
"""Characters of a file's SHA-256 in a receipt. Lowered, two versions of a file may go by one receipt."""

MATCHES = {
    Standing.ANSWERS: "STRONG MATCH",
    Standing.RELATED: "WEAK MATCH: may be beside the question",
    Standing.NOTHING: "NO MATCH: none of these documents answers it",
}
NOT_SEARCHED = "NOT SEARCHED: the filters leave no document of this kind"
CLOSEST = "closest, which is no match"
MORE = "raise max_tokens, or name one kind"
GO_ON = "offset goes on"
READ_ON = "go on with start at the end of the last receipt"
NUMBERED = 12
"""Tokens that a number of what was left out takes. Lowered, quotes are taken out again that seemed to fit."""


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a result that may be left out: the group that counts it, its list in there, and what it says.

    One that lies `within` another is left out with that one.
    """

    group: Json
    under: str
    said: Json
    within: Item | None = None


@dataclass(frozen=True, slots=True)
class Slim:
    """A result without its items, these in the order of their worth, and how to come by those that are left out."""

    result: Json
    items: Iterable[Item]
    more: str


def slim(reader: Reader, name: str, asked: Any, budget: int) -> str:  # noqa: ANN401 (the request of the verb)
    """Give a verb's result as JSON of at most this many tiktoken tokens, though never without a kind of source."""
    return fill(SLIM[name](reader, asked), budget)


def fill(made: Slim, budget: int) -> str:
    """Add the items that there is room for, and say how many of each group were left out.

    Where one of a group has no room, all behind it are left out too: what is shown is always the first of it.
    """
    items, result = list(made.items), made.result
    spare = budget - _tokens(result) - NUMBERED * (2 + len({id(item.group) for item in items}))
    added: list[Item] = []
    there, full = set[int](), set[int]()
    for item, size in zip(items, count_tokens([_text(item.said) for item in items]), strict=True):
        if item.within and id(item.within) not in there:
            continue
        if size < spare and id(item.group) not in full:
            item.group.setdefault(item.under, []).append(item.said)
            added.append(item)
            there.add(id(item))
            spare -= size + 1
        else:
            full.add(id(item.group))
            _leave_out(made, item)
    while added and _tokens(result) > budget:
        item = added.pop()
        item.group[item.under].pop()
        _leave_out(made, item)
    return _text(result)


def _leave_out(made: Slim, item: Item) -> None:
    item.group["left_out"] = item.group.get("left_out", 0) + 1
    made.result["for_what_was_left_out"] = made.more


def _text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _tokens(said: Mapping[str, Any]) -> int:
    [count] = count_tokens([_text(said)])
    return count


# Parts that several results have: a quote with its source and receipt.


def receipt(label: DocumentLabel, start: int, end: int) -> str:
    """Name a place in a document so that it can be read and verified again."""
    return f"{label.id}#{label.sha256[:HASH]}:{start}-{end}"


def _source(label: DocumentLabel) -> str:
    source = label.source
    facts = ", ".join(filter(None, (source.publisher, source.author, published_words(source))))
    return f"{source.title} ({facts})"


def _quote(label: DocumentLabel, evidence: Evidence, page: int | None = None) -> Json:
    quote = {
        "quote": evidence.text,
        "whose": said_words(evidence),
        "source": _source(label),
        "receipt": receipt(label, evidence.start, evidence.end),
    }
    return quote | ({"page": page_words(label.id, page)} if page else {})


# `ask`: the best of every kind, then the second of every kind, and so on.


def _ask(reader: Reader, asked: AskRequest) -> Slim:
    answer = reader.ask(asked.question, k=asked.k, offset=asked.offset, filters=filters_of(asked))
    groups = [_lane(lane) for lane in answer.lanes]
    partly = {"read_only_in_part": len(answer.partly)} if answer.partly else {}
    unread = {"files_not_read": len(answer.skipped)} if answer.skipped else {}
    result = {"question": answer.question, "summary": answer.summary} | partly | unread | {"kinds": groups}
    pairs = list(zip(answer.lanes, groups, strict=True))
    hits = [[Item(group, "quotes", _hit(hit)) for hit in lane.hits] for lane, group in pairs]
    closest = [Item(group, CLOSEST, _hit(lane.nearest_miss)) for lane, group in pairs if lane.nearest_miss]
    return Slim(result, chain(_in_turn(hits), closest), f"{MORE}; {GO_ON}")


def _lane(lane: Lane) -> Json:
    match = MATCHES[lane.standing] if lane.searched.documents else NOT_SEARCHED
    more = {"further_passages": f"at least {lane.more:,}"} if lane.more else {}
    return {"kind": lane.kind, "match": match, "searched": searched_words(lane.searched)} | more


def _hit(hit: Hit) -> Json:
    weak = {"match": "WEAK MATCH"} if hit.strength is Strength.WEAK else {}
    copies = {"also_in": [label.id for label in hit.copies]} if hit.copies else {}
    return weak | _quote(hit.document, hit.evidence, hit.page) | copies


def _in_turn(groups: Iterable[Sequence[Item]]) -> Iterator[Item]:
    """The first of every group, then the second of every group, and so on."""
    return (item for row in zip_longest(*groups) for item in row if item)


# `find`: every mention, kind by kind.


def _find(reader: Reader, asked: FindRequest) -> Slim:
    library, found = reader.library, reader.find(asked.words)
    groups: dict[str, Json] = {kind: {"kind": kind, "mentions": 0} for kind in library.kinds}
    items: dict[str, list[Item]] = {kind: [] for kind in groups}
    for one in found.appearances:
        kind = one.document.source.kind
        groups[kind]["mentions"] = len(items[kind]) + 1
        items[kind].append(Item(groups[kind], "quotes", _mention(one)))
    unread = {"documents_not_looked_through": found.unread} if found.unread else {}
    for group in groups.values():
        if not group["mentions"]:
            group["match"] = "NO MATCH: no sentence has these words in this order"
    result = {"words": found.quotation} | unread | {"kinds": list(groups.values())}
    return Slim(result, _in_turn(items.values()), MORE)


def _mention(one: Appearance) -> Json:
    return _quote(one.document, one.sentence or one.evidence, one.evidence.page)


# `check`: for every claim what each kind of source says at most, and the quote behind it.


def _check(reader: Reader, asked: CheckRequest) -> Slim:
    checked = reader.check(asked.text, kinds=asked.kinds)
    result: Json = {"claims": []}
    claims: list[Item] = []
    quotes: list[list[Item]] = []
    for claim in checked.claims:
        groups = [_verdict(kind) for kind in claim.kinds]
        said = {"claim": claim.text, "kinds": groups}
        claims.append(Item(result, "claims", said))
        quotes.append([Item(group, "quotes", _finding(one), claims[-1]) for one, group in _findings(claim, groups)])
    return Slim(result, chain(claims, _in_turn(quotes)), f"{MORE}, or check fewer sentences at once")


def _verdict(kind: KindFinding) -> Json:
    more = {"not_all_documents_compared": True} if kind.at_least else {}
    return {"kind": kind.kind, "verdict": kind.verdict.upper(), "documents": kind.documents} | more


def _findings(claim: ClaimCheck, groups: Sequence[Json]) -> Iterator[tuple[Finding, Json]]:
    """The findings that quote something, the strongest of every kind first."""
    by_kind = [
        [(one, group) for one in claim.findings if one.document.source.kind == group["kind"] and one.evidence]
        for group in groups
    ]
    return (pair for row in zip_longest(*by_kind) for pair in row if pair)


def _finding(finding: Finding) -> Json:
    flags = {"flags": [flag_words(flag) for flag in finding.flags]} if finding.flags else {}
    quote = _quote(finding.document, finding.evidence, finding.page) if finding.evidence else {}
    return {"verdict": finding.verdict.upper()} | quote | flags


# `verify`: a text sentence by sentence, or the receipts of an export.


def _verify(reader: Reader, asked: VerifyRequest) -> Slim:
    if is_export(asked.text):
        return _export(reader, asked.text)
    found = reader.borrowed(asked.text)
    result: Json = {"note": "words count as a document's from four in a row on", "sentences": []}
    items = (Item(result, "sentences", _sentence(asked.text, one)) for one in found)
    return Slim(result, items, "raise max_tokens, or verify fewer sentences at once")


def _sentence(text: str, one: BorrowedSentence) -> Json:
    said: Json = {"sentence": text[one.start : one.end], "words": _whose(one)}
    if one.runs:
        said["documents_words"] = [_run(text, run) for run in one.runs]
    if one.runs and one.nobodys:
        said["nobodys_words"] = [text[start:end] for start, end in one.nobodys]
    if one.quoted:
        said["QUOTED, AND IN NO DOCUMENT"] = list(one.quoted)
    return said


def _whose(one: BorrowedSentence) -> str:
    if not one.is_read:
        return "NOT LOOKED UP: no time was left"
    if not one.runs:
        return "NOBODY'S: no document has these words"
    if one.nobodys:
        return "SOME A DOCUMENT'S, OTHERS NOBODY'S"
    if len(one.runs) > 1:
        return "ALL DOCUMENTS', BUT NOT AS ONE SENTENCE OF ANY"
    return "ALL A DOCUMENT'S"


def _run(text: str, run: Run) -> Json:
    places = [
        {
            "kind": place.document.source.kind,
            "whose": said_words(place.evidence),
            "source": _source(place.document),
            "receipt": receipt(place.document, place.evidence.start, place.evidence.end),
        }
        for place in run.places
    ]
    return {"words": text[run.start : run.end], "stand_in": places}


def _export(reader: Reader, text: str) -> Slim:
    found = reader.verify(text)
    result: Json = {"quotes_shown": found.shown, "not_verified": list(found.unverified), "receipts": []}
    worst_first = sorted(found.verified, key=lambda one: one.status.is_kept)
    items = (Item(result, "receipts", _verified(one)) for one in worst_first)
    return Slim(result, items, "raise max_tokens, or verify a smaller export")


def _verified(one: Verified) -> Json:
    reason = {"reason": one.reason} if one.reason else {}
    return {"status": one.status.upper(), "document": one.receipt.document, "quote": one.receipt.exact} | reason


# `read` and `sources`.


def _read(reader: Reader, asked: ReadRequest) -> Slim:
    """The sentences of the document from the one on that has the first character asked for."""
    document, label, start = place_of(reader, asked.document, asked.start)
    result = {"kind": label.source.kind, "source": _source(label), "characters": len(document.text), "sentences": []}
    items = (
        Item(result, "sentences", _sentence_of(document, label, one))
        for one in document.sentences
        if start < one.end and one.start < start + asked.length
    )
    return Slim(result, items, READ_ON)


def _sentence_of(document: Document, label: DocumentLabel, one: Sentence) -> Json:
    whose = said_words(
        Evidence(one.start, one.end, "", one.voice, recognised=recognised_at(document, (one.start, one.end)))
    )
    quote = document.text[one.start : one.end]
    return {"quote": quote, "whose": whose, "receipt": receipt(label, one.start, one.end)}


def _sources(reader: Reader, asked: SourcesRequest) -> Slim:
    library = reader.library
    groups: list[Json] = []
    items: list[list[Item]] = []
    for kind in kinds_named(library, asked.kinds):
        labels = [label for label in library.labels.values() if label.source.kind == kind]
        groups.append({"kind": kind, "documents": len(labels)})
        shown = labels[asked.offset : asked.offset + asked.limit]
        items.append([Item(groups[-1], "sources", {"document": one.id, "source": _source(one)}) for one in shown])
    unread = {"files_not_read": len(library.skipped)} if library.skipped else {}
    return Slim(unread | {"kinds": groups}, _in_turn(items), f"{MORE}; {GO_ON}")


SLIM: Mapping[str, Callable[[Reader, Any], Slim]] = {
    "ask": _ask,
    "find": _find,
    "read": _read,
    "check": _check,
    "verify": _verify,
    "sources": _sources,
}
"""The verbs that assistants have, each with what gives its result and the items that may be left out."""
