"""The language that a text is in."""

from __future__ import annotations

import pytest

from ingest import languages
from ingest.reader.process import read_contents


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council closed the lower gate at noon, and nobody was told of it.", "en"),
        ("Drei der erkrankten Kinder liegen noch immer im Krankenhaus, teilte die Behörde mit.", "de"),
        ("Le maire a démissionné hier soir après la publication du rapport.", "fr"),
        ("В Остермунде обрушился мост, погибли не менее двенадцати человек.", "ru"),
        ("码头工人星期一早上开始罢工，要求提高工资。", "zh"),
        ("選挙の投票率は戦後最低となった。", "ja"),
        ("أعلن التنظيم مسؤوليته عن التفجير أمام السفارة في العاصمة.", "ar"),
        ("El puente se derrumbó en la madrugada y murieron doce personas.", "es"),
    ],
)
def test_a_text_is_said_to_be_in_its_language(text: str, code: str) -> None:
    own = read_contents(".txt", f"{text}\n".encode()).own

    assert [(field.value, field.rule) for field in own if field.name == "language"] == [(code, "its words")]


@pytest.mark.parametrize("text", ["12 34 56", "V-17", "A\tB\n1\t2\n", "Ok.", "S-3 S-4 K-7"])
def test_a_text_whose_language_is_not_clear_has_none(text: str) -> None:
    own = read_contents(".txt", f"{text}\n".encode()).own

    assert [field.value for field in own if field.name == "language"] == []


def test_plain_english_is_known_without_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("unpacked for nothing"))
    text = "The council closed the lower gate at noon, and nobody who lives by the river was told of it."

    assert [field.value for field in languages.language(text)] == ["en"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Der Sprecher zitierte den Satz „The gate was closed by the man who keeps it, and that was all“ "
            "und sagte, dass die Behörde in den nächsten Tagen einen Bericht über den Unfall im Werk vorlegen werde, "
            "der auch die Aussagen der Arbeiter enthalte, die in jener Nacht an der Anlage tätig waren.",
            "de",
        ),
        ("Het rapport of the board: de gemeente heeft gisteren bekendgemaakt dat de brug langer dicht blijft.", "nl"),
        ("Kommunen sa at broen by the fjord skal stenges, og at ingen har fått beskjed om det ennå.", "no"),
    ],
)
def test_english_words_in_another_language_do_not_make_it_english(text: str, code: str) -> None:
    assert [field.value for field in languages.language(text)] == [code]
