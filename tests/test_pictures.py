"""What a machine read on a picture is marked wherever it is shown, and what it was not sure of proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answer.ask import ask
from answer.check import check
from answer.exports.as_json import answer_as_json
from answer.exports.copies import quote_with_receipt
from answer.exports.export import FORMS, export
from answer.exports.from_json import answer_from_json
from answer.exports.shown_quotes import verify_export
from answer.receipts import receipts_of
from answer.records import Verdict
from answer.trace import trace
from answer.verification import QuoteStatus
from answer.wording import recognised_words
from index.building.build import build, plan
from index.library import Library, open_library
from index.records import Progress
from ingest.reader import recognition
from ingest.reader.recognition import Recognition
from tests.conftest import FakeEncoder
from tests.ingest.reader.machine import SAID, SCANNED, Machine

ID = "official/minutes.pdf"
QUESTION = "When did the director sign the paper?"
MARK = "read from a picture, 0.97"
Opened = Callable[[float], Library]


@pytest.fixture
def scans(corpus: Path) -> Path:
    (corpus / "official").mkdir()
    (corpus / ID).write_bytes(SCANNED)
    return corpus


@pytest.fixture
def read(scans: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """What opens the library of the scan, once its picture was read with a score."""
    opened: list[Library] = []

    def made(score: float) -> Library:
        place = data.with_name(f"data {score}")
        monkeypatch.setattr(recognition, "_current", [Recognition(place / "pictures", Machine(score))])
        build(scans, place, encoder)
        opened.append(open_library(place))
        return opened[-1]

    yield made
    for library in opened:
        library.close()


def test_an_answer_marks_it_in_every_form_and_its_receipts_verify(read: Opened, encoder: FakeEncoder) -> None:
    library = read(0.97)
    answer = ask(library, encoder, QUESTION)

    marked = [receipt.exact for receipt in receipts_of(answer) if receipt.recognised is not None]
    assert SAID in marked
    assert {recognised_words(receipt.recognised) for receipt in receipts_of(answer)} == {MARK, ""}
    for form, how in FORMS.items():
        made = export(answer, form, at=datetime(2026, 3, 2, tzinfo=UTC))
        assert (MARK if form != "json" else '"recognised": 0.97') in made
        assert not how.has_receipts or {one.status for one in verify_export(library, made).verified} == {
            QuoteStatus.SAME
        }


def test_an_answer_comes_back_as_it_was_kept(read: Opened, encoder: FakeEncoder) -> None:
    [lane] = [lane for lane in ask(read(0.97), encoder, QUESTION).lanes if lane.kind == "official"]
    answer = ask(read(0.97), encoder, QUESTION)

    [kept] = [lane for lane in answer_from_json(answer_as_json(answer)).lanes if lane.kind == "official"]

    assert [hit.evidence for hit in kept.hits] == [hit.evidence for hit in lane.hits]


def test_a_quote_and_a_trace_are_marked(read: Opened) -> None:
    [found] = trace(read(0.97), SAID).appearances

    assert found.evidence.recognised == 0.97
    assert MARK in quote_with_receipt(found.document, found.evidence)


@pytest.mark.parametrize(
    ("score", "verdict"), [(0.97, Verdict.VERBATIM), (0.95, Verdict.VERBATIM), (0.94, Verdict.RELATED)]
)
def test_words_that_the_machine_was_not_sure_of_back_no_claim(
    read: Opened, encoder: FakeEncoder, score: float, verdict: Verdict
) -> None:
    [claim] = check(read(score), encoder, SAID).claims

    assert [finding.verdict for finding in claim.findings if finding.document.id == ID] == [verdict]


def test_words_that_the_machine_was_not_sure_of_differ_from_no_claim(read: Opened, encoder: FakeEncoder) -> None:
    other = SAID.replace("2 February", "9 February")

    found = [
        [one.verdict for one in check(read(score), encoder, other).claims[0].findings if one.document.id == ID]
        for score in (0.97, 0.9)
    ]

    assert found == [[Verdict.DIFFERS], [Verdict.RELATED]]


def test_the_share_is_never_shown_larger_than_it_is() -> None:
    assert [recognised_words(share) for share in (0.9799, 1.0, None)] == [
        "read from a picture, 0.97",
        "read from a picture, 1.00",
        "",
    ]


def test_a_plan_says_what_waits_and_the_build_reads_it_with_progress(
    scans: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "_current", [Recognition(data / "pictures", Machine())])
    told: list[Progress] = []

    planned = plan(scans, data, encoder.model)
    done = build(scans, data, encoder, report=told.append)

    assert planned.added == done.added
    assert done.reasons[ID] == "new in the corpus; page 2 read from a picture"
    assert planned.partly == {ID: ("page 2: a picture, whose words are read by the build",)}
    assert done.partly == {}
    with closing(open_library(data)) as library:
        assert SAID in library.document(ID).text


def test_a_build_forgets_the_words_of_a_document_that_is_gone(
    scans: Path, data: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "_current", [Recognition(data / "pictures", Machine())])
    build(scans, data, encoder)
    kept = list((data / "pictures").iterdir())
    (scans / ID).unlink()
    build(scans, data, encoder, confirmed=True)

    assert len(kept) == 1
    assert list((data / "pictures").iterdir()) == []
