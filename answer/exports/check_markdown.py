"""A check as Markdown: the matrix, then every claim with the quotes behind its letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from answer.check_records import Check, ClaimCheck, Finding, Verdict
from answer.exports.markdown import facts, plain
from answer.exports.notes import markdown_block
from answer.exports.provenance import provenance
from answer.matrix import LETTERS, Matrix, matrix
from answer.receipts import receipts_of
from answer.wording import flag_words, published_words, voice_words


def check_as_markdown(check: Check, *, at: datetime | None = None) -> str:
    """The check as Markdown; a document's words are never markup."""
    table = matrix(check)
    parts = ["# Check", _legend(), *_table(table), *(part for row in table.rows for part in _claim(row.claim))]
    parts += [facts(provenance(check, at)), markdown_block(receipts_of(check))]
    return "\n\n".join(parts) + "\n"


def _legend() -> str:
    return ", ".join(f"{letter} {verdict}" for verdict, letter in LETTERS.items())


def _table(table: Matrix) -> Iterator[str]:
    if not table.documents:
        return
    heads = [f"{plain(label.source.kind)}: {plain(label.source.title)}" for label in table.documents]
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
    facts = ", ".join(plain(fact) for fact in (source.title, source.publisher, published) if fact)
    lines = [f"- **{finding.verdict}**, {plain(source.kind)}: {facts}"]
    if evidence:
        lines.append(f"  > {plain(evidence.text)}")
        place = f"{finding.document.id}, characters {evidence.start}–{evidence.end}"
        lines.append(f"  {plain(voice_words(evidence.voice))}, {plain(place)}")
    lines += [f"  - {plain(flag_words(flag))}" for flag in finding.flags]
    return "\n\n".join(lines)
