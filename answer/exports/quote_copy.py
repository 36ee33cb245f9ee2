"""One quote as plain text to paste anywhere: the words, who says them, and the receipt in short."""

from __future__ import annotations

from answer.exports.answer_markdown import source_words
from answer.wording import voice_words
from index.records import DocumentLabel, Evidence

HASH_SHOWN = 12
"""Hexadecimal digits of the sha256: enough to tell the files of any corpus apart by eye."""


def quote_with_receipt(label: DocumentLabel, evidence: Evidence) -> str:
    """The quote, its source on the next line, and below where it stands in which file."""
    said = "\n".join(f"> {line}" for line in evidence.text.splitlines())
    page = f", page {evidence.page}" if evidence.page else ""
    place = f"{label.id}{page}, characters {evidence.start}–{evidence.end}, sha256 {label.sha256[:HASH_SHOWN]}"
    return f"{said}\n{source_words(label.source)} ({label.source.kind}, {voice_words(evidence.voice)})\n{place}"
