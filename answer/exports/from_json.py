"""Read stored or exported answers, quotes and receipts back from the JSON of `as_json.py`.

Scores come back rounded, as they were written; everything else is unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from answer.receipts import Receipt
from answer.records import (
    Answer,
    Check,
    ClaimCheck,
    Effect,
    Filters,
    Finding,
    Flag,
    FlagKind,
    KindFinding,
    Lane,
    Standing,
    Verdict,
)
from errors import ExportError
from index.records import Around, DocumentLabel, Evidence, Hit, Line, Searched, Signals, Spelling, Strength
from ingest.folder import Skipped
from ingest.labels.fields import label_from_json
from ingest.records import Furniture, Span, Voice, VoiceKind

Receipts = Mapping[tuple[str, Span], Receipt]
"""Document id and span → the receipt, which has the page and the surrounding text."""


def answer_from_json(found: Mapping[str, Any]) -> Answer:
    """Read an answer that `answer_as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError, ExportError: the JSON is not an answer.
    """
    index = found["index"]
    receipts = _by_place(found["receipts"])
    return Answer(
        question=found["question"],
        filters=filters_from_json(found["filters"]),
        summary=found["summary"],
        lanes=tuple(_lane(lane, receipts) for lane in found["lanes"]),
        generation=index["generation"],
        model=index["model"],
        built_at=datetime.fromisoformat(index["built_at"]),
        skipped=tuple(Skipped(file["path"], file["reason"]) for file in found["skipped"]),
        partly={name: tuple(what) for name, what in found.get("partly", {}).items()},
        spellings=tuple(Spelling(**spelling) for spelling in found.get("spellings", ())),
    )


def check_from_json(found: Mapping[str, Any]) -> Check:
    """Read a check that `check_as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError, ExportError: the JSON is not a check.
    """
    index, receipts = found["index"], _by_place(found["receipts"])
    return Check(
        draft=found["draft"],
        kinds=tuple(found["kinds"]),
        claims=tuple(_claim(claim, receipts) for claim in found["claims"]),
        generation=index["generation"],
        model=index["model"],
        built_at=datetime.fromisoformat(index["built_at"]),
    )


def filters_from_json(found: Mapping[str, Any]) -> Filters:
    """Read filters that `filters_as_json` wrote."""
    after, before = (_date(found[name]) for name in ("after", "before"))
    voices = tuple(VoiceKind(voice) for voice in found["voices"])
    return Filters(tuple(found["kinds"]), tuple(found["documents"]), after, before, voices)


def document_from_json(found: Mapping[str, Any]) -> DocumentLabel:
    """Read a label that `document_as_json` wrote."""
    source, partly = label_from_json(found, found["rules"]), tuple(found.get("partly", ()))
    return DocumentLabel(found["id"], found["sha256"], source, found["origin"], partly)


def evidence_from_json(found: Mapping[str, Any], receipt: Receipt) -> Evidence:
    """Read a sentence that `evidence_as_json` wrote, taking its page and surroundings from its receipt."""
    voice = Voice(VoiceKind(found["voice"]["kind"]), found["voice"]["speaker"])
    return Evidence(
        found["start"], found["end"], found["text"], voice, receipt.around, receipt.page, receipt.recognised
    )


def quote_from_json(found: Mapping[str, Any]) -> tuple[DocumentLabel, Evidence]:
    """Read a quote that `quote_as_json` wrote."""
    receipt = receipt_from_json(found["receipt"])
    return document_from_json(found["document"]), evidence_from_json(found["evidence"], receipt)


def receipt_from_json(found: Mapping[str, Any]) -> Receipt:
    """Read a receipt that `receipt_as_json` wrote, checking every value because exports are not trusted.

    Raises:
        ExportError: the receipt is incomplete or malformed.
    """
    try:
        return _receipt(found)
    except (KeyError, TypeError, ValueError) as error:
        raise ExportError("a receipt in it is not whole: export the answer or the check again") from error


def _receipt(found: Mapping[str, Any]) -> Receipt:
    selectors = {selector["type"]: selector for selector in found["selector"]}
    quote, position = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
    start, end, page = _offset(position["start"]), _offset(position["end"]), found.get("page")
    return Receipt(
        document=_text(found, "document"),
        sha256=_text(found, "sha256"),
        page=None if page is None else _offset(page),
        start=start,
        end=end,
        exact=_text(quote, "exact"),
        around=Around(_text(quote, "prefix"), _text(quote, "suffix")),
        recognised=_share(found.get("recognised")),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _share(value: object) -> float | None:
    if value is not None and (not isinstance(value, int | float) or not 0 <= value <= 1):
        raise TypeError(f"{value!r} is not a share")
    return value


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is not an offset")
    return value


def _lane(found: Mapping[str, Any], receipts: Receipts) -> Lane:
    searched, miss = found["searched"], found["nearest_miss"]
    return Lane(
        kind=found["kind"],
        standing=Standing(found["standing"]),
        searched=Searched(searched["documents"], searched["passages"], searched["origins"], searched.get("partly", 0)),
        hits=tuple(_hit(hit, receipts) for hit in found["hits"]),
        nearest_miss=_hit(miss, receipts) if miss else None,
        more=found.get("more", 0),
        at_least=found.get("at_least", found.get("more", 0) > 0),
    )


def _claim(found: Mapping[str, Any], receipts: Receipts) -> ClaimCheck:
    findings = tuple(_finding(one, receipts) for one in found["documents"])
    dates = [date.fromisoformat(day) for day in found["dates"] or ()]
    return ClaimCheck(
        text=found["text"],
        start=found["start"],
        end=found["end"],
        summary=found["summary"],
        kinds=tuple(_kind(name, kind, findings) for name, kind in found["kinds"].items()),
        findings=findings,
        dates=(dates[0], dates[-1]) if dates else None,
    )


def _kind(name: str, found: Mapping[str, Any], findings: Sequence[Finding]) -> KindFinding:
    return KindFinding(
        kind=name,
        verdict=Verdict(found["verdict"]),
        documents=found["documents"],
        origins=found["origins"],
        compared=found["compared"],
        nearest=next((one for one in findings if one.document.source.kind == name), None),
        at_least=found["at_least"],
        partly=found["partly"],
    )


def _finding(found: Mapping[str, Any], receipts: Receipts) -> Finding:
    label, said = document_from_json(found["document"]), found["evidence"]
    return Finding(
        document=label,
        verdict=Verdict(found["verdict"]),
        score=found["score"],
        evidence=evidence_from_json(said, receipts[label.id, (said["start"], said["end"])]) if said else None,
        page=found["page"],
        flags=tuple(
            Flag(FlagKind(flag["kind"]), flag["claim"], flag["document"], Effect(flag["effect"]))
            for flag in found["flags"]
        ),
    )


def _hit(found: Mapping[str, Any], receipts: Receipts) -> Hit:
    label, evidence = document_from_json(found["document"]), found["evidence"]
    return Hit(
        document=label,
        start=found["start"],
        end=found["end"],
        text=found["text"],
        page=found["page"],
        evidence=evidence_from_json(evidence, receipts[label.id, (evidence["start"], evidence["end"])]),
        furniture=tuple(Furniture(span["start"], span["end"], span["rule"]) for span in found["furniture"]),
        matched=tuple((span["start"], span["end"]) for span in found["matched"]),
        score=found["score"],
        signals=Signals(**found["signals"]),
        around=_around(found, receipts[label.id, (found["start"], found["end"])]),
        strength=Strength(found.get("strength", Strength.STRONG)),
        copies=tuple(map(document_from_json, found.get("copies", ()))),
        beside=tuple(Line(**line) for line in found.get("beside", ())),
    )


def _around(found: Mapping[str, Any], receipt: Receipt) -> Around:
    if receipt.exact != found["text"]:
        raise ValueError("a quote and its receipt are not the same")
    return receipt.around


def _by_place(found: list[dict[str, Any]]) -> Receipts:
    receipts = map(receipt_from_json, found)
    return {(receipt.document, (receipt.start, receipt.end)): receipt for receipt in receipts}


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
