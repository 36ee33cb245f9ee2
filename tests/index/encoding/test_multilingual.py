"""The multilingual model that one setting chooses."""

from __future__ import annotations

from contextlib import closing
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from answer.ask import ask
from answer.records import Standing
from errors import ModelError
from index.building.build import build
from index.encoding import multilingual
from index.encoding.choosing import encoder_for, find_model
from index.encoding.encoder import SentenceEncoder
from index.library import open_library
from tests.conftest import write


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return encoder_for(find_model(multilingual.MULTILINGUAL))


@pytest.mark.model
def test_questions_find_documents_in_other_languages(encoder: SentenceEncoder, tmp_path: Path) -> None:
    write(tmp_path, "corpus/reporting/de.txt", "Drei der Kinder liegen noch immer im Krankenhaus, sagte die Behörde.\n")
    write(tmp_path, "corpus/reporting/zh.txt", "码头工人星期一早上开始罢工，要求提高工资。\n")
    write(tmp_path, "corpus/reporting/en.txt", "The orchestra will play without a conductor next season.\n")
    build(tmp_path / "corpus", tmp_path / "data", encoder)

    with closing(open_library(tmp_path / "data")) as library:
        answers = [
            ask(library, encoder, asked) for asked in ("How many children are in hospital?", "Why do dockers strike?")
        ]

    assert [answer.lanes[0].hits[0].document.id for answer in answers] == ["reporting/de.txt", "reporting/zh.txt"]
    assert [answer.lanes[0].standing for answer in answers] != [Standing.NOTHING] * 2
    assert "by words only" not in answers[0].summary


@pytest.mark.model
def test_each_sentence_has_a_vector_of_unit_length_and_is_read_by_itself(encoder: SentenceEncoder) -> None:
    together, apart = encoder.encode_passages([["The gate is open.", "Bread is dear."], ["Bread is dear."]])

    assert (together.shape, together.dtype) == ((2, 512), np.float32)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together[1], apart[0], atol=1e-5)
    assert np.allclose(encoder.encode_question("Bread is dear."), apart[0], atol=1e-5)


@pytest.mark.model
def test_common_words_are_more_frequent_than_rare_ones(encoder: SentenceEncoder) -> None:
    model = encoder.model

    assert 1 > model.frequency("the") > model.frequency("harbour") >= model.frequency("zorblaxian") > 0
    assert 0 < model.rarity("the") < model.rarity("harbour") <= model.rarity("zorblaxian") == 1.0


def test_without_its_package_the_refusal_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(multilingual, "find_spec", nowhere)

    with pytest.raises(ModelError, match=r"is not installed: pip install -r requirements-languages\.txt"):
        find_model(multilingual.MULTILINGUAL)
