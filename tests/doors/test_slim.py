"""Results for assistants: within their budget, kind by kind, with what was left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from answer.exports.as_json import json_text
from doors.reader import Reader
from doors.slim import DEFAULT_TOKENS, FEWEST_TOKENS, SLIM, slim
from doors.verbs import RECEIPT, VERBS, understood
from errors import QuestionError
from index.building.build import build
from ingest.tokens import count_tokens
from tests.conftest import FakeEncoder, write

GATE_REPORT = "The council closed the gate on day {day} of the flood, and the engineers opened it again at noon.\n\n"


def given(opened: Reader, name: str, budget: int = DEFAULT_TOKENS, **asked: object) -> Any:
    return json.loads(slim(opened, name, understood(VERBS[name].request, json.dumps(asked)), budget))


def quotes(found: Any) -> Any:
    return [quote for group in found["kinds"] for quote in group.get("quotes", [])]


@pytest.fixture
def many(opened: Reader, corpus: Path, data: Path) -> Reader:
    """The reader of a library in which twenty reports say nearly the same."""
    for day in range(20):
        write(corpus, f"reporting/day-{day}.txt", GATE_REPORT.format(day=day) * 3)
    build(corpus, data, FakeEncoder())
    return opened


def test_every_kind_says_how_well_it_answers_before_it_quotes_anything(opened: Reader) -> None:
    found = given(opened, "ask", question="Who closed the lower gate at noon?")

    assert [(group["kind"], list(group)[1]) for group in found["kinds"]] == [
        ("reporting", "match"),
        ("commentary", "match"),
    ]
    assert found["kinds"][0]["match"] == "STRONG MATCH"


def test_no_match_is_said_in_capitals_and_the_closest_passage_is_named_as_none(opened: Reader) -> None:
    found = given(opened, "ask", question="zebra")

    assert [group["match"][:8] for group in found["kinds"]] == ["NO MATCH", "NO MATCH"]
    assert quotes(found) == []
    assert all("closest, which is no match" in group for group in found["kinds"])


def test_a_kind_that_the_filters_leave_out_is_not_told_as_one_without_a_match(opened: Reader) -> None:
    found = given(opened, "ask", question="the gate", kinds=["commentary"])

    assert found["kinds"][0]["match"].startswith("NOT SEARCHED")


def test_a_quote_has_its_words_whose_they_are_its_source_and_a_receipt_that_reads_it_again(opened: Reader) -> None:
    quote = quotes(given(opened, "ask", question="Who closed the lower gate at noon?"))[0]

    read = given(opened, "read", document=quote["receipt"])

    assert quote["whose"] == "own words"
    assert quote["source"] == "river (undated)"
    assert quote["quote"] in [one["quote"] for one in read["sentences"]]


def test_a_receipt_of_a_document_that_has_changed_is_refused(opened: Reader, corpus: Path, data: Path) -> None:
    quote = quotes(given(opened, "ask", question="Who closed the lower gate at noon?"))[0]
    write(corpus, "reporting/river.txt", "The river fell. Engineers opened the gate.\n")
    build(corpus, data, FakeEncoder())

    with pytest.raises(QuestionError, match="has changed since"):
        given(opened, "read", document=quote["receipt"])


@pytest.mark.parametrize("budget", [FEWEST_TOKENS, 600, DEFAULT_TOKENS])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("ask", {"question": "Who closed the gate?", "k": 20}),
        ("find", {"words": "the gate"}),
        ("check", {"text": GATE_REPORT.format(day=1) * 10}),
        ("verify", {"text": GATE_REPORT.format(day=1) * 10}),
        ("read", {"document": "reporting/day-1.txt"}),
        ("sources", {}),
    ],
)
def test_a_result_has_at_most_the_tokens_of_its_budget(
    many: Reader, name: str, asked: dict[str, Any], budget: int
) -> None:
    said = slim(many, name, understood(VERBS[name].request, json.dumps(asked)), budget)

    assert count_tokens([said])[0] <= budget


def test_what_was_left_out_is_counted_with_the_way_to_it(many: Reader) -> None:
    found = given(many, "find", 400, words="closed the gate")
    reporting = found["kinds"][0]

    assert reporting["mentions"] == 61
    assert len(reporting["quotes"]) + reporting["left_out"] == 61
    assert found["for_what_was_left_out"] == "raise max_tokens, or name one kind"


def test_every_kind_quotes_something_before_any_quotes_twice(many: Reader) -> None:
    found = given(many, "ask", 450, question="the gate", k=20)

    counts = [len(group.get("quotes", [])) for group in found["kinds"]]
    assert min(counts) >= 1
    assert found["kinds"][0]["left_out"] > 0


def test_a_document_is_read_on_at_the_end_of_the_last_receipt(many: Reader) -> None:
    read = [one["quote"] for one in given(many, "read", 20_000, document="reporting/day-1.txt")["sentences"]]
    first = given(many, "read", FEWEST_TOKENS, document="reporting/day-1.txt", length=150)
    match = RECEIPT.fullmatch(first["sentences"][-1]["receipt"])
    assert match

    end = int(re.sub(r".*-", "", match[0]))
    rest = given(many, "read", 20_000, document="reporting/day-1.txt", start=end)

    assert [one["quote"] for one in (*first["sentences"], *rest["sentences"])] == read


def test_a_check_says_every_verdict_of_every_kind_in_capitals(opened: Reader) -> None:
    found = given(opened, "check", text="Closing the gate was a mistake.")

    verdicts = {group["kind"]: group["verdict"] for group in found["claims"][0]["kinds"]}
    assert verdicts["commentary"] == "VERBATIM"
    assert verdicts["reporting"] in {"NOT FOUND", "RELATED"}


def test_verify_says_whose_words_a_text_has_and_which_are_nobody_s(opened: Reader) -> None:
    text = "Closing the gate was a mistake, the mayor told me. It rained “all day long”."

    first, second = given(opened, "verify", text=text)["sentences"]

    assert first["words"] == "SOME A DOCUMENT'S, OTHERS NOBODY'S"
    assert first["documents_words"][0]["words"] == "Closing the gate was a mistake"
    assert [place["kind"] for place in first["documents_words"][0]["stand_in"]] == ["commentary"]
    assert first["nobodys_words"] == ["the mayor told me"]
    assert second["words"].startswith("NOBODY'S")
    assert second["QUOTED, AND IN NO DOCUMENT"] == ["all day long"]


def test_a_sentence_put_together_from_two_is_not_told_as_one_of_a_document(opened: Reader) -> None:
    put_together = "Engineers closed the lower gate, closing the gate was a mistake."

    whole, together = given(opened, "verify", text=f"Closing the gate was a mistake. {put_together}")["sentences"]

    assert whole["words"] == "ALL A DOCUMENT'S"
    assert together["words"] == "ALL DOCUMENTS', BUT NOT AS ONE SENTENCE OF ANY"


def test_verify_looks_the_receipts_of_an_export_up_again(opened: Reader, corpus: Path, data: Path) -> None:
    export = json_text(VERBS["ask"].whole(opened, understood(VERBS["ask"].request, '{"question": "the gate"}')))
    write(corpus, "commentary/gate.md", "# The gate\n\nNothing of it is left here.\n")
    build(corpus, data, FakeEncoder())

    found = given(opened, "verify", text=export)

    assert found["receipts"][0]["status"] in {"CHANGED", "MISSING"}


def test_every_verb_of_assistants_is_described(opened: Reader) -> None:
    assert set(SLIM) == {"ask", "find", "read", "check", "verify", "sources"}
    assert all(VERBS[name].says for name in SLIM)
    assert [group["kind"] for group in given(opened, "sources")["kinds"]] == ["reporting", "commentary"]


def test_every_document_of_a_long_list_is_come_by_with_the_offset(many: Reader) -> None:
    listed = set[str]()
    for offset in range(0, 22, 2):
        for group in given(many, "sources", FEWEST_TOKENS, offset=offset)["kinds"]:
            listed |= {one["document"] for one in group.get("sources", [])[:2]}

    assert listed == {label.id for label in many.library.labels.values()}


def test_a_kind_that_there_is_not_is_refused_and_not_listed_as_empty(opened: Reader) -> None:
    with pytest.raises(QuestionError, match="no kind 'letters' in the library: it has commentary, reporting"):
        given(opened, "sources", kinds=["letters"])


def test_a_reader_answers_from_the_newest_generation(opened: Reader, corpus: Path, data: Path) -> None:
    assert quotes(given(opened, "find", words="zebra crossing")) == []
    write(corpus, "official/zebra.txt", "A zebra crossing will be painted.\n")
    build(corpus, data, FakeEncoder())

    assert [quote["quote"] for quote in quotes(given(opened, "find", words="zebra crossing"))] == [
        "A zebra crossing will be painted."
    ]
