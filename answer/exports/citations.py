"""Write the quoted sources for a reference manager: RIS, BibTeX and CSL-JSON, each source once, with its quotes.

RIS is written as reference managers exchange it (a tag, two spaces, a hyphen, a space, a value), BibTeX in the fields
of biblatex, and CSL-JSON by the schema of citationstyles.org, version 1.0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote as percent_encoded

from answer.exports.as_json import json_text
from answer.records import Answer, Check
from answer.wording import page_words, said_words, steady
from index.records import DocumentLabel, Evidence
from ingest.records import Source

Quote = tuple[DocumentLabel, Evidence]

MAIL = frozenset({".eml", ".msg", ".mbox"})
KEY_DIGITS = 8
"""Hexadecimal digits of the file's sha256 in a BibTeX key. Fewer may give two sources one key."""

LATEX = {
    **{char: f"\\{char}" for char in "#$%&_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # an escaped brace would still be counted, and end the value
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""Character → how a value of BibTeX has it."""

URL_SAFE = ":/?#[]@!$&'()*+,;=%-._~"
"""What an address may have as it is (RFC 3986); anything else, as a brace, is percent-encoded."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source with what is quoted from it, in the order of the quotes."""

    label: DocumentLabel
    quotes: tuple[Evidence, ...]


def quotes_of(made: Answer | Check) -> list[Quote]:
    """List the quotes that an answer or a check rests on, in its order, each once."""
    if isinstance(made, Answer):
        found = [(hit.document, hit.evidence) for lane in made.lanes for hit in lane.hits]
    else:
        findings = [finding for claim in made.claims for finding in claim.findings]
        found = [(finding.document, finding.evidence) for finding in findings if finding.evidence]
    return list({(label.id, evidence.start, evidence.end): (label, evidence) for label, evidence in found}.values())


def cited(quotes: Iterable[Quote]) -> list[Cited]:
    """Group quotes by source, in the order in which the sources come first."""
    found: dict[str, tuple[DocumentLabel, list[Evidence]]] = {}
    for label, evidence in quotes:
        found.setdefault(label.id, (label, []))[1].append(evidence)
    return [Cited(label, tuple(said)) for label, said in found.values()]


def note_words(evidence: Evidence, document: str) -> str:
    """A quote in one line: its words, whose they are, and where they stand."""
    page = f", {page_words(document, evidence.page)}" if evidence.page else ""
    return _line(f"“{evidence.text}” ({said_words(evidence)}{page}, characters {evidence.start}–{evidence.end})")


def file_words(label: DocumentLabel) -> str:
    """The file by its name and the hash by which its content is known."""
    return _line(f"{label.id}, sha256 {label.sha256}")


def _line(text: str) -> str:
    return steady(" ".join(text.split()))


# RIS.


def as_ris(quotes: Iterable[Quote]) -> str:
    """Write the quoted sources as RIS; every quote is a note of its source."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for one in cited(quotes) for tag, value in _ris_fields(one))


def _ris_fields(one: Cited) -> Iterator[tuple[str, str]]:
    source = one.label.source
    yield "TY", _by_form(one.label, page="ELEC", mail="ICOMM", other="GEN")
    yield "TI", source.title
    if source.author:
        yield "AU", source.author
    if source.publisher:
        yield "PB", source.publisher
    if day := source.published:
        yield "PY", f"{day.year:04}"
        yield "DA", f"{day.year:04}/{day.month:02}/{day.day:02}"
    if source.language:
        yield "LA", source.language
    if source.url:
        yield "UR", _address(source.url)
    yield "KW", source.kind
    yield "N1", file_words(one.label)
    for evidence in one.quotes:
        yield "N1", note_words(evidence, one.label.id)
    yield "ER", ""


# BibTeX.


def as_bibtex(quotes: Iterable[Quote]) -> str:
    """Write the quoted sources as BibTeX; the quotes stand in a source's annotation."""
    return "\n".join(map(_bibtex_entry, cited(quotes)))


def _bibtex_entry(one: Cited) -> str:
    source = one.label.source
    day = source.published
    said = " ".join(note_words(evidence, one.label.id) for evidence in one.quotes)
    fields = {
        "title": _latex(source.title),
        "author": f"{{{_latex(source.author)}}}" if source.author else "",  # one name, whatever stands in it
        "publisher": _latex(source.publisher or ""),
        "date": day.isoformat() if day else "",
        "year": f"{day.year:04}" if day else "",
        "url": _address(source.url) if source.url else "",
        "langid": _latex(source.language or ""),
        "keywords": _latex(source.kind).replace(",", " "),
        "note": _latex(file_words(one.label)),
        "annotation": _latex(said),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    form = _by_form(one.label, page="online", mail="misc", other="misc")
    return f"@{form}{{{citation_key(one.label)},\n{lines}}}\n"


def citation_key(label: DocumentLabel) -> str:
    """A source's key: who wrote or published it, the year, and the beginning of the file's hash, in plain letters."""
    source = label.source
    named = unicodedata.normalize("NFKD", (source.author or source.publisher or source.title).lower())
    letters = re.sub(r"[^a-z]", "", named)[:20] or "source"
    year = f"{source.published.year:04}" if source.published else ""
    return f"{letters}{year}-{label.sha256[:KEY_DIGITS]}"


def _latex(text: str) -> str:
    return "".join(LATEX.get(char, char) for char in _line(text))


# CSL-JSON.


def as_csl_json(quotes: Iterable[Quote]) -> str:
    """Write the quoted sources as CSL-JSON; the quotes stand in a source's note."""
    return json_text([_csl_item(one) for one in cited(quotes)])


def _csl_item(one: Cited) -> dict[str, Any]:
    source = one.label.source
    said = [file_words(one.label), *(note_words(evidence, one.label.id) for evidence in one.quotes)]
    item = {
        "id": citation_key(one.label),
        "type": _by_form(one.label, page="webpage", mail="personal_communication", other="document"),
        "title": _line(source.title),
        "author": [{"literal": _line(source.author)}] if source.author else None,
        "publisher": _line(source.publisher) if source.publisher else None,
        "issued": _csl_date(source),
        "URL": _address(source.url) if source.url else None,
        "language": source.language,
        "keyword": _line(source.kind),
        "note": "\n".join(said),
    }
    return {name: value for name, value in item.items() if value is not None}


def _csl_date(source: Source) -> dict[str, Any] | None:
    day = source.published
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _by_form(label: DocumentLabel, *, page: str, mail: str, other: str) -> str:
    if PurePosixPath(label.id).suffix.lower() in MAIL:
        return mail
    return page if label.source.url else other


def _address(url: str) -> str:
    return percent_encoded(_line(url), safe=URL_SAFE)
