from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import ask
from answer.reasons import absent_words, matched_words
from answer.records import Lane, Standing
from index.building.build import build
from index.library import Library, open_library
from index.searching.misspelt import spellings
from index.stems import spoken, stem_in, stems
from tests.conftest import FakeEncoder, write

DOCUMENTS = {
    "reporting/bruecke.txt": (
        "Beim Einsturz einer Brücke im Hafen sind am Freitag zwölf Menschen gestorben. Die Behörden hatten das Bauwerk "
        "erst im vergangenen Jahr geprüft und keine Schäden gefunden. Der Minister will die Gutachten veröffentlichen."
    ),
    "reporting/greve.txt": (
        "Les ouvriers du port ont voté vendredi la reprise du travail après trois semaines de grève. Le syndicat a "
        "annoncé que les négociations avec la direction continueraient. Aucun navire n'avait quitté le port."
    ),
    "official/presa.txt": (
        "El alcalde anunció el viernes que la presa sería reparada antes del invierno. Los ingenieros han encontrado "
        "grietas en el muro y pidieron que se vaciara el embalse durante las obras que empezarán en octubre."
    ),
    "official/gate.txt": (
        "The lower gate was closed on Friday. Engineers had found cracks, and the dam was handed to the army."
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    corpus, data = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("data")
    for name, text in DOCUMENTS.items():
        write(corpus, name, text)
    build(corpus, data, FakeEncoder())
    opened = open_library(data)
    yield opened
    opened.close()


def lane(library: Library, kind: str, question: str) -> Lane:
    return next(one for one in ask(library, FakeEncoder(), question).lanes if one.kind == kind)


def test_the_languages_of_the_documents_are_known(library: Library) -> None:
    assert library.stemmed == {"de", "fr", "es"}


@pytest.mark.parametrize(
    ("kind", "question", "word"),
    [
        ("reporting", "Wie viele starben bei den Einstürzen der Brücken?", "Brücke"),
        ("reporting", "Wer hat die Bauwerke geprüft?", "Bauwerk"),
        ("reporting", "Gutachtens", "Gutachten"),
        ("reporting", "Que dit le syndicat de la négociation ?", "négociations"),
        ("reporting", "Combien de navires ont quitté les ports ?", "navire"),
        ("official", "¿Cuándo se reparará la presa que anunciaron los alcaldes?", "alcalde"),
        ("official", "embalses", "embalse"),
    ],
)
def test_a_question_finds_another_form_of_its_words_in_its_language(
    library: Library, kind: str, question: str, word: str
) -> None:
    found = lane(library, kind, question)

    assert found.standing is not Standing.NOTHING
    assert word in matched_words(found.hits[0])
    assert not spellings(library, question)


def test_what_stands_there_in_another_form_is_not_told_as_absent(library: Library) -> None:
    [hit, *_] = lane(library, "reporting", "Gutachtens").hits

    assert absent_words(hit, "Gutachtens") == ()


def test_small_words_of_a_language_find_nothing(library: Library) -> None:
    assert lane(library, "reporting", "Warum ist das und die mit der Giraffe?").standing is Standing.NOTHING


@pytest.mark.parametrize("question", ["Who was handed the dam?", "When was the gate closed?", "cracks", "engineer"])
def test_an_english_question_is_read_as_before(library: Library, question: str) -> None:
    found = lane(library, "official", question)

    assert found.hits[0].document.id == "official/gate.txt"


@pytest.mark.parametrize(
    ("question", "languages"),
    [
        ("Wie viele Menschen starben beim Einsturz der Brücke?", ("de", "nl")),
        ("Que dit le ministre de la grève ?", ("es", "fr")),
        ("Сколько людей погибло при обрушении и на мосту?", ("ru",)),
        ("Who was in Berlin?", ()),
        ("May met Ruiz", ()),
        ("What did the minister say about the bridge?", ()),
        ("Admiral de Ruyter", ()),
        ("", ()),
    ],
)
def test_a_question_is_in_a_language_by_its_small_words(question: str, languages: tuple[str, ...]) -> None:
    words = question.replace("?", "").split()

    assert spoken(words, {"de", "fr", "es", "nl", "ru", "ar"}) == languages


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Brücke Brücken"),
        ("fr", "ouvrier ouvriers"),
        ("es", "presa presas"),
        ("ru", "мост мосты мостов"),
        ("sv", "hamnen hamnar"),
        ("tr", "köprü köprüler"),
        ("ar", "الجسور جسور"),
        ("el", "γέφυρα γέφυρες"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: str, words: str) -> None:
    assert len({stem_in(word, language) for word in words.split()}) == 1


def test_a_text_in_a_language_without_a_stemmer_has_no_other_stems() -> None:
    assert list(stems("码头工人罢工", "zh")) == []
    assert list(stems("Two bridges fell.", "en")) == []
    assert list(stems("Zwei Brücken", None)) == []
