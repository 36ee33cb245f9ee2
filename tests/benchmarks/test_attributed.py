from __future__ import annotations

import json

from benchmarks.attributed import COLLECTIONS, JUDGED, Called, Judgement, read_judged, report

FIELDS = {"drawn", "collection", "document", "sentence", "first", "second", "speaker"}


def called(collection: str, sentence: str) -> Called:
    return Called((collection, "one", sentence), "Holm said so.", "Holm")


def test_shares_are_of_the_judged_sentences_that_are_still_called_attributed() -> None:
    judged = {
        ("wice_dev", "one", "a"): Judgement("somebody", "somebody", "right"),
        ("wice_dev", "one", "b"): Judgement("somebody", "own", "none"),
        ("scifact", "one", "c"): Judgement("somebody", "somebody", "wrong"),
        ("scifact", "one", "d"): Judgement("own", "own", "none"),
        ("scifact", "one", "gone"): Judgement("own", "own", "none"),
    }
    every = [called("wice_dev", "a"), called("wice_dev", "b"), called("scifact", "c"), called("scifact", "d")]

    found = report(judged, [*every, called("scifact", "new")])

    assert found == {
        "rows": 5,
        "all": {"judged": 4, "first": 0.75, "second": 0.5, "both": 0.5, "agreed": 0.75, "right of named": 0.5},
        "web": {"judged": 2, "first": 1.0, "second": 0.5, "both": 0.5, "agreed": 0.5, "right of named": 1.0},
        "abstracts": {"judged": 2, "first": 0.5, "second": 0.5, "both": 0.5, "agreed": 1.0, "right of named": 0.0},
    }


def test_the_table_holds_ids_and_judgements_of_at_least_three_hundred_sentences_and_no_text() -> None:
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]

    assert len(read_judged()) == len(rows) >= 300
    assert all(set(row) == FIELDS and row["collection"] in COLLECTIONS for row in rows)
    assert all(len(row["sentence"]) == 12 and len(row["document"]) <= 40 for row in rows)
