from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index import label_words as label_words_module
from index.label_words import LabelWords, label_text
from index.records import DocumentLabel
from index.terms import TermReader
from ingest.records import Source

BRIDGE = Source("reporting", "The bridge fell", "Courier", "Åsa Holm", date(2024, 3, 16))
READER = TermReader()


def label_words(*sources: Source) -> LabelWords:
    labels = {number: DocumentLabel(f"{number}.txt", "", source) for number, source in enumerate(sources)}
    return LabelWords.of(labels, READER.sequences)


def test_all_that_a_card_shows_is_searched() -> None:
    assert label_text(BRIDGE) == "The bridge fell\nÅsa Holm\nCourier\n16 March 2024"


def test_documents_are_found_by_the_words_of_their_labels() -> None:
    words = label_words(Source("reporting", "Bridges"), Source("reporting", "A ferry"), BRIDGE)

    assert words.documents("bridg").tolist() == [0, 2]
    assert words.documents("asa").tolist() == [2]
    assert words.documents("2024").tolist() == [2]
    assert words.documents("tunnel").tolist() == []


def test_a_term_of_very_many_labels_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_words_module, "MOST_NAMED_ALIKE", 2)
    sources = [Source("reporting", f"Bridge {number}", "Courier") for number in range(3)]
    words = label_words(*sources, Source("reporting", "Bridges of Kallby"))

    assert (words.named("bridg").tolist(), words.named("kallbi").tolist()) == ([], [3])


def test_the_table_says_which_label_has_which_term() -> None:
    words = label_words(Source("reporting", "A ferry"), BRIDGE)

    assert words.table(["bridg", "ferri"], np.array([1, 0, 1])).tolist() == [
        [True, False],
        [False, True],
        [True, False],
    ]


def test_a_library_without_documents_has_no_labels() -> None:
    assert label_words().documents("bridg").tolist() == []
