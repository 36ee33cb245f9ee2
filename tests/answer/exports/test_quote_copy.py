from __future__ import annotations

from datetime import date

from answer.exports.copies import quote_with_receipt
from index.records import DocumentLabel, Evidence
from ingest.records import Source, Voice, VoiceKind


def test_a_copied_quote_has_its_source_its_place_and_its_hash_in_short() -> None:
    source = Source("reporting", "River", publisher="Post", published=date(2019, 2, 7))
    label = DocumentLabel("reporting/river.txt", "0123456789abcdef", source)

    copied = quote_with_receipt(label, Evidence(10, 26, "It rose.\nIt fell.", Voice(VoiceKind.QUOTE, "Lee"), page=3))

    assert copied == (
        "> It rose.\n> It fell.\n"
        "River, Post, 2019-02-07 (reporting, quoting Lee)\n"
        "reporting/river.txt, page 3, characters 10–26, sha256 0123456789ab"
    )
