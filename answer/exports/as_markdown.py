"""Write answers and checks as Markdown, escaping everything quoted from a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from answer.arrangements import LETTERS, Matrix, matrix
from answer.exports.embedded_receipts import markdown_block
from answer.exports.provenance import Fact, provenance
from answer.receipts import receipts_of
from answer.records import Answer, Check, ClaimCheck, Finding, Lane, Verdict
from answer.wording import flag_words, isolated, place_words, published_words, said_words, steady
from index.records import Hit
from ingest.records import Source

MARKS = re.compile(
    r"""([\\`*_{}\[\]<>()#+!|~&$^=-]
       | \A\d{1,9}[.)](?=\s|\Z)
       | (?<![^\W_])www(?=\.) | :(?=//) | (?<=mailto): | (?<=xmpp):
       | :(?=[\w+-]{1,40}:)
       | %(?=%) | (?<=%)%
       | @ )""",
    re.VERBOSE,
)
"""Characters that a Markdown reader could turn into markup, a list, a link, an emoji, a comment or a mention."""


def plain(text: str) -> str:
    """Put a text on one line, escape everything that Markdown or HTML would read as markup, and show controls."""
    return steady(MARKS.sub(_escaped, " ".join(text.split())))


def _escaped(mark: re.Match[str]) -> str:
    """Add a backslash before a mark's last character, so before the point of "1.", but after `www`."""
    said = mark[0]
    if said == "www":
        return f"{said}\\"
    return f"{said[:-1]}\\{said[-1]}"


def facts(stated: Sequence[Fact]) -> str:
    """Write the export's provenance as a list."""
    return "\n".join(f"- {plain(name)}: {plain(value)}" for name, value in stated)


# An answer as Markdown: lane by lane, each quote with a footnote that names its place.


def answer_as_markdown(answer: Answer, *, at: datetime | None = None) -> str:
    """Write an answer as Markdown; everything quoted from a document is escaped."""
    parts = [f"# {plain(answer.question)}", *answer_parts(answer, count(1), at=at, level=1)]
    return "\n\n".join([*parts, markdown_block(receipts_of(answer))]) + "\n"


def answer_parts(answer: Answer, numbers: Iterator[int], *, at: datetime | None, level: int) -> list[str]:
    """Write an answer's paragraphs and footnotes without its receipts.

    Lane headings are one level below `level`; footnotes take their numbers from `numbers`.
    """
    notes = list[str]()
    parts = [plain(answer.summary)]
    for lane in answer.lanes:
        parts.append(f"{'#' * level}# {plain(isolated(lane.kind))}: {lane.standing}")
        for hit, rank in shown(lane):
            number = next(numbers)
            parts.append(_passage(hit, rank, number))
            notes.append(f"[^{number}]: {plain(place(hit))}")
    return [*parts, *notes, facts(provenance(answer, at))]


def shown(lane: Lane) -> Iterator[tuple[Hit, str]]:
    """Yield a lane's passages, each with its rank as text, and then its nearest miss if it has one."""
    for rank, hit in enumerate(lane.hits, start=1):
        yield hit, f"{rank}."
    if lane.nearest_miss:
        yield lane.nearest_miss, "nearest miss:"


def source_words(source: Source) -> str:
    """List title, publisher, author and date where stated, each isolated from the others' text direction."""
    published = published_words(source)
    facts = (source.title, source.publisher, source.author, published)
    return ", ".join(isolated(fact) for fact in facts if fact)


def place(hit: Hit) -> str:
    """Describe where the evidence stands and in which file."""
    label, evidence = hit.document, hit.evidence
    where = place_words(isolated(label.id), evidence.start, evidence.end, evidence.page)
    return f"{source_words(label.source)}. {where}. sha256 {label.sha256}"


def _passage(hit: Hit, rank: str, number: int) -> str:
    voice = said_words(hit.evidence)
    head = f"**{plain(rank)} {plain(source_words(hit.document.source))}** ({plain(voice)})"
    return f"{head}\n\n> {_marked(hit)}[^{number}]"


def _marked(hit: Hit) -> str:
    """Write the passage with its evidence in bold."""
    start, end = hit.evidence.start - hit.start, hit.evidence.end - hit.start
    before, said, after = plain(hit.text[:start]), plain(hit.text[start:end]), plain(hit.text[end:])
    return " ".join(part for part in (before, f"**{said}**", after) if part)


# A check as Markdown: the matrix, then every claim with its quotes.


def check_as_markdown(check: Check, *, at: datetime | None = None) -> str:
    """Write a check as Markdown; everything quoted from a document is escaped."""
    table = matrix(check)
    parts = ["# Check", _legend(), *_table(table), *(part for row in table.rows for part in _claim(row.claim))]
    parts += [facts(provenance(check, at)), markdown_block(receipts_of(check))]
    return "\n\n".join(parts) + "\n"


def _legend() -> str:
    return ", ".join(f"{letter} {verdict}" for verdict, letter in LETTERS.items())


def _table(table: Matrix) -> Iterator[str]:
    if not table.documents:
        return
    heads = [
        f"{plain(isolated(label.source.kind))}: {plain(isolated(label.source.title))}" for label in table.documents
    ]
    rows = [[plain(row.claim.text), *(_letter(cell) for cell in row.cells)] for row in table.rows]
    lines = [["claim", *heads], ["---"] * (len(heads) + 1), *rows]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _letter(cell: Finding | None) -> str:
    return LETTERS[cell.verdict if cell else Verdict.NOT_FOUND]


def _claim(claim: ClaimCheck) -> Iterator[str]:
    yield f"## {plain(claim.text)}"
    yield plain(claim.summary)
    for finding in claim.findings:
        if finding.evidence:
            yield _finding(finding)


def _finding(finding: Finding) -> str:
    source, evidence = finding.document.source, finding.evidence
    published = published_words(source)
    facts = ", ".join(plain(isolated(fact)) for fact in (source.title, source.publisher, published) if fact)
    lines = [f"- **{finding.verdict}**, {plain(isolated(source.kind))}: {facts}"]
    if evidence:
        lines.append(f"  > {plain(evidence.text)}")
        place = place_words(isolated(finding.document.id), evidence.start, evidence.end)
        lines.append(f"  {plain(said_words(evidence))}, {plain(place)}")
    lines += [f"  - {plain(flag_words(flag))}" for flag in finding.flags]
    return "\n\n".join(lines)
