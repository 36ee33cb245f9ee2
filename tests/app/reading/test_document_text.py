from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages.documents_parts.document_text import document_html, parts, place_in, target
from ingest.records import Block, BlockKind, Document, Furniture, Sentence, Source, Voice, VoiceKind
from tests.app.shown import words

QUOTE = Voice(VoiceKind.QUOTE, "Ann")


def document(text: str, *, blocks: tuple[Block, ...] = (), **spans: tuple[object, ...]) -> Document:
    return Document(text, blocks, id="a.txt", sha256="", source=Source("reporting", "A"), **{"sentences": ()} | spans)


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8), st.data())
def test_every_visible_character_is_shown_once_and_as_it_is(text: str, cuts: list[int], data: st.DataObject) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    spans = [span for span in pairwise(places) if data.draw(st.booleans())]
    blocks = tuple(Block(data.draw(st.sampled_from(list(BlockKind)[:5])), *span) for span in spans)
    half = len(text) // 2
    found = document(text, blocks=blocks, furniture=(Furniture(0, half, "x"),), sentences=())

    shown = document_html(found, (0, len(text)), [target((half // 2, half))] if half else [])

    escaped = shown.replace("&#10;", "\n").replace("&#13;", "\r")
    assert "".join(words(escaped).split()) == "".join(text.split())


def test_the_words_of_others_are_named_once_for_each_run() -> None:
    text = "One. Two. Three."
    sentences = (Sentence(0, 4), Sentence(5, 9, QUOTE), Sentence(10, 16, QUOTE))
    shown = document_html(document(text, sentences=sentences), (0, 16))

    assert shown.count("quoting Ann") == 1
    assert words(shown).split() == ["One.", "quoting", "Ann", "Two.", "Three."]


def test_parts_are_the_whole_text_in_order_also_of_one_endless_line() -> None:
    text = "x" * 300_000
    spans = parts(document(text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),)))

    assert "".join(text[slice(*span)] for span in spans) == text
    assert max(end - start for start, end in spans) <= 120_000


def test_pages_are_parts() -> None:
    assert parts(document("aabbcc", page_starts=(0, 2, 4))) == ((0, 2), (2, 4), (4, 6))


def test_a_link_names_a_place_inside_the_document_or_none() -> None:
    assert place_in(document("abc"), ("1", "3")) == (1, 3)
    assert place_in(document("abc"), ("1", "4")) is None
    assert place_in(document("abc"), ("", "3")) is None
    assert place_in(document("abc"), ("0", "1" * 5_000)) is None


def turn(text: str, speaker: str, voice: Voice | None = None) -> str:
    blocks = (Block(BlockKind.QUOTE, 0, len(text), speaker=speaker),)
    said = Sentence(0, len(text), voice or Voice(VoiceKind.QUOTE, speaker))
    return document_html(document(text, blocks=blocks, sentences=(said,)), (0, len(text)))


def test_a_turn_has_its_label_apart_and_its_speaker_named_once() -> None:
    shown = turn("Ms Tolland: Will he resign?", "Ms Tolland")

    assert '<b class="byline-speaker">Ms Tolland:</b> Will he resign?' in shown
    assert words(shown) == "Ms Tolland: Will he resign?"
    assert words(turn("A: In October.", "Jonas Weil")) == "Jonas Weil A: In October."
    assert words(turn("Q: When?", "Q")) == "Q: When?"


def test_somebody_else_who_is_quoted_in_a_turn_is_named() -> None:
    assert words(turn("A: “Never,” he wrote.", "Jonas Weil", QUOTE)) == "Jonas Weil quoting Ann A: “Never,” he wrote."


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("From: Ann <a@x.example>\nTo: Bob\nDate: Thu, 13 Nov 2025 17:40", ["From:", "To:", "Date:"]),
        ("Von: Ann <a@x.example>\nAn: Bob,\n  Eve\nGesendet: Montag", ["Von:", "An:", "Gesendet:"]),
        ("title: A\nauthor: B", []),
        ("x = f(a@b)\ny: 1", []),
        ("mail a@x.example", []),
    ],
)
def test_the_head_of_a_mail_is_told_from_code(head: str, names: list[str]) -> None:
    shown = document_html(document(head, blocks=(Block(BlockKind.CODE, 0, len(head)),)), (0, len(head)))

    assert re.findall(r'<b class="byline-head-name">(.*?)</b>', shown) == names
    assert ("<pre" in shown) == (not names)
