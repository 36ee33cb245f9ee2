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


@pytest.mark.parametrize(
    "text",
    [
        "The council closed the lower gate at noon, and nobody who lives by the river was told of it.",
        "Marta Oyelaran is a ceramic artist. She was born in Port Harcourt on June 19, 1951, and left it in 1974 for a "
        "studio in Leeds. Her bowls were shown there first in May 1980, and later in Oslo.",
        "Many kinds of lichens grow on bark, such as shield lichens, beard lichens and script lichens. They are all "
        "slow, but when moisture is scarce, some of these may be slower than others.",
    ],
)
def test_plain_english_is_known_without_the_identifier(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("unpacked for nothing"))

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
        ("Sangen „All You Need Is Love“ af The Beatles blev spillet under mødet, og den var at høre for alle.", "da"),
        (
            "Il film The Man Who Was Not There è uscito in Italia nel 2001 con il titolo L'uomo che non c'era, ed è "
            "stato presentato in concorso a Cannes.",
            "it",
        ),
        (
            "Als je de serie Game of Thrones hebt gezien, dan weet je dat in de aflevering The Winds of Winter alles "
            "anders is. De makers van de serie hebben dat zo bedacht.",
            "nl",
        ),
        (
            "O livro The Lord of the Rings foi publicado em 1954 e a sequela The Return of the King em 1955, e são os "
            "mais lidos do autor.",
            "pt",
        ),
        ("Kommunen sa at broen by the fjord skal stenges, og at ingen har fått beskjed om det ennå.", "no"),
    ],
)
def test_english_words_in_another_language_do_not_make_it_english(text: str, code: str) -> None:
    assert [field.value for field in languages.language(text)] == [code]
