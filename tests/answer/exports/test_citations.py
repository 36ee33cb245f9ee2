"""Exports for reference managers, annotation tools and vaults, read back by other libraries than wrote them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from answer.exports.as_notes import as_notes, file_name, notes_as_zip, write_notes
from answer.exports.citations import quotes_of
from answer.exports.embedded_receipts import read_receipts
from answer.exports.export import export
from answer.exports.shown_quotes import body_of
from answer.receipts import of_evidence
from answer.records import Answer, Filters, Lane, Standing
from errors import OutputError
from index.records import Around, DocumentLabel, Evidence, Hit, Searched, Signals
from ingest.records import Source, Voice, VoiceKind

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SIGNALS = Signals(cosine=0.5, whole=0.5, coverage=1.0, missing=0.0, words=0.5, pairs=0.0)
WIRE = DocumentLabel(
    "reporting/wire.txt",
    "ab" * 32,
    Source(
        "reporting", "Gate shut", "Courier & Sons", "Ana Lu, Bo Ek", date(2019, 2, 7), "https://x.example/a?b=1&c_d"
    ),
)
MAIL = DocumentLabel("emails/note.eml", "cd" * 32, Source("emails", "Re: 100% {sure} #1_a ~ ^ \\ $"))
TEXTS = st.text(min_size=1, max_size=40)


def hit(label: DocumentLabel, text: str, start: int) -> Hit:
    place = (start, start + len(text))
    evidence = Evidence(*place, text, Voice(VoiceKind.QUOTE, "Li"), Around("before", "after"), 3)
    return Hit(label, *place, text, 3, evidence, (), (), 0.9, SIGNALS, Around("before", "after"))


def answer(*hits: Hit, question: str = "Who shut it?") -> Answer:
    kinds = dict.fromkeys(one.document.source.kind for one in hits)
    lanes = tuple(
        Lane(
            kind, Standing.ANSWERS, Searched(2, 7), tuple(one for one in hits if one.document.source.kind == kind), None
        )
        for kind in kinds
    )
    return Answer(question, Filters(), "Both have a strong match.", lanes, 4, "fake", AT)


ANSWER = answer(hit(WIRE, "It is shut.", 0), hit(WIRE, "It opens in May.", 40), hit(MAIL, "Shut at 9.", 3))


def ris(made: Answer) -> list[dict[str, Any]]:
    return rispy.loads(export(made, "ris", at=AT))


def bibtex(made: Answer) -> list[dict[str, str]]:
    entries = parse_string(export(made, "bibtex", at=AT), "bibtex").entries
    return [
        {"key": key, "type": one.type, **one.fields, **{name: str(who[0]) for name, who in one.persons.items()}}
        for key, one in entries.items()
    ]


def test_a_source_is_listed_once_with_its_quotes_for_a_reference_manager() -> None:
    wire, mail = ris(ANSWER)

    assert wire["title"] == "Gate shut"
    assert wire["authors"] == ["Ana Lu, Bo Ek"]
    assert wire["publisher"] == "Courier & Sons"
    assert wire["date"] == "2019/02/07"
    assert wire["urls"] == ["https://x.example/a?b=1&c_d"]
    assert wire["keywords"] == ["reporting"]
    assert wire["notes"][1:] == [
        "“It is shut.” (quoting Li, page 3, characters 0–11)",
        "“It opens in May.” (quoting Li, page 3, characters 40–56)",
    ]
    assert (wire["type_of_reference"], mail["type_of_reference"]) == ("ELEC", "ICOMM")


def test_bibtex_keeps_a_title_with_marks_of_latex_and_an_author_as_one_name() -> None:
    wire, mail = bibtex(ANSWER)

    assert wire["type"] == "online"
    assert wire["author"] == "{Ana Lu, Bo Ek}"
    assert wire["publisher"] == r"Courier \& Sons"
    assert wire["url"] == "https://x.example/a?b=1&c_d"
    assert wire["date"] == "2019-02-07"
    assert mail["title"] == (
        r"Re: 100\% \textbraceleft{}sure\textbraceright{} \#1\_a \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{} \$"
    )


def test_keys_are_of_the_author_and_year_and_no_two_sources_share_one() -> None:
    other = DocumentLabel("reporting/copy.txt", "ef" * 32, WIRE.source)

    keys = [entry["key"] for entry in bibtex(answer(hit(WIRE, "a", 0), hit(other, "a", 0), hit(MAIL, "a", 0)))]

    assert keys == ["analuboek2019-abababab", "analuboek2019-efefefef", "resurea-cdcdcdcd"]


def test_csl_has_a_date_in_parts_and_a_name_as_it_stands() -> None:
    wire, mail = json.loads(export(ANSWER, "csl", at=AT))

    assert (wire["type"], mail["type"]) == ("webpage", "personal_communication")
    assert wire["issued"] == {"date-parts": [[2019, 2, 7]]}
    assert wire["author"] == [{"literal": "Ana Lu, Bo Ek"}]
    assert "issued" not in mail
    assert "“It opens in May.” (quoting Li, page 3, characters 40–56)" in wire["note"].splitlines()


@given(TEXTS, TEXTS, st.one_of(st.none(), TEXTS))
def test_no_words_of_a_document_end_a_field_or_an_entry(title: str, said: str, author: str | None) -> None:
    label = DocumentLabel(
        "reporting/a.txt", "ab" * 32, Source("reporting", title, author=author, url=f"https://x/{said}")
    )
    made = answer(hit(label, said, 0), hit(WIRE, "It is shut.", 0))

    assert len(bibtex(made)) == len(json.loads(export(made, "csl", at=AT))) == 2
    lines = export(made, "ris", at=AT).splitlines()
    assert [line[:6] for line in lines if line[:2] in {"TY", "ER"}] == ["TY  - ", "ER  - "] * 2


def test_annotations_carry_the_receipts_and_what_was_altered_in_them_is_told() -> None:
    written = export(ANSWER, "annotations", at=AT)

    receipts = read_receipts(written)
    assert receipts == tuple(of_evidence(label, evidence) for label, evidence in quotes_of(ANSWER))
    assert body_of(written, receipts).is_whole
    found = json.loads(written)
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert [item["target"]["source"] for item in found["first"]["items"]] == [
        "https://x.example/a?b=1&c_d",
        "https://x.example/a?b=1&c_d",
        "ni:///sha-256;zc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc0",
    ]
    assert len({item["id"] for item in found["first"]["items"]}) == 3


def test_each_quote_of_a_note_is_a_block_to_which_the_leading_note_links() -> None:
    leading, *sources = as_notes(ANSWER, at=AT).items()

    assert leading[0] == "Who shut it.md"
    assert len(sources) == 2
    linked = [line[3:-2].split("#^") for line in leading[1].splitlines() if line.startswith("![[")]
    blocks = {
        (name.removesuffix(".md"), line[1:]) for name, text in sources for line in text.splitlines() if line[:1] == "^"
    }
    assert {tuple(link) for link in linked} == blocks
    assert len(blocks) == 3
    for _, text in sources:
        assert body_of(text, read_receipts(text)).is_whole


def test_two_files_with_the_same_words_have_notes_of_their_own() -> None:
    copy = DocumentLabel("reporting/copy.txt", WIRE.sha256, WIRE.source)

    assert len(as_notes(answer(hit(WIRE, "It is shut.", 0), hit(copy, "It is shut.", 0)), at=AT)) == 3


@given(TEXTS)
def test_a_note_s_name_is_one_that_any_file_system_and_a_link_take(title: str) -> None:
    name = file_name(title)

    assert 0 < len(name) <= 80
    assert not set(name) & set('\\/:*?"<>|#^[]%\n')
    assert name.strip(" .") == name


def test_notes_are_never_written_over_a_folder(tmp_path: Path) -> None:
    notes: Mapping[str, str] = as_notes(ANSWER, at=AT)
    write_notes(notes, tmp_path / "new" / "notes")

    assert sorted(path.name for path in (tmp_path / "new" / "notes").iterdir()) == sorted(notes)
    with pytest.raises(OutputError, match="is there already: name a new folder"):
        write_notes(notes, tmp_path / "new" / "notes")


def test_an_archive_has_every_note_in_one_folder_and_is_the_same_each_time() -> None:
    packed = notes_as_zip(ANSWER, at=AT)

    with ZipFile(io.BytesIO(packed)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found == {f"Who shut it/{name}": text for name, text in as_notes(ANSWER, at=AT).items()}
    assert notes_as_zip(ANSWER, at=AT) == packed


@given(TEXTS)
def test_no_name_leads_out_of_the_archive_s_folder(title: str) -> None:
    label = DocumentLabel("reporting/a.txt", "ab" * 32, Source("reporting", title))
    made = replace(answer(hit(label, "It is shut.", 0)), question=title or "x")

    with ZipFile(io.BytesIO(notes_as_zip(made, at=AT))) as archive:
        parts = [PurePosixPath(name).parts for name in archive.namelist()]

    assert {len(one) for one in parts} == {2}
    assert len({folder for folder, _ in parts}) == 1
    assert not {".", ".."} & {part for one in parts for part in one}
