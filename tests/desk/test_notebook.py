from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import notebook
from desk.desk_file import DESK_FILE
from desk.records import Desk, KeptTurn
from errors import DeskError
from index.records import Around, DocumentLabel, Evidence
from ingest.records import Source, Voice, VoiceKind
from tests.desk.conftest import NOON

LABEL = DocumentLabel("reporting/a.txt", "a" * 64, Source("reporting", "A", rules={"kind": "folder"}), "o")


def quote(number: int) -> Evidence:
    return Evidence(number, number + 1, f"quote {number}", Voice(VoiceKind.QUOTE, "Ann"), Around("before", "after"), 3)


def pinned(desk: Desk, count: int) -> list[int]:
    for number in range(count):
        assert notebook.pin(desk, LABEL, quote(number), at=NOON)
    return [pin.number for pin in notebook.pins(desk)]


def texts(desk: Desk) -> list[str]:
    return [pin.evidence.text for pin in notebook.pins(desk)]


def test_looking_at_an_empty_notebook_writes_nothing(desk: Desk) -> None:
    assert list(notebook.pins(desk)) == []
    assert not desk.data.exists()


def test_a_quote_keeps_its_label_its_voice_and_its_receipt(desk_anywhere: Desk, turn: KeptTurn) -> None:
    hit = turn.answer.lanes[0].hits[0]
    notebook.pin(desk_anywhere, hit.document, hit.evidence, at=NOON)

    [pin] = notebook.pins(desk_anywhere)
    assert (pin.document, pin.evidence, pin.note, pin.pinned_at) == (hit.document, hit.evidence, "", NOON)


def test_where_quotes_stand_is_told_in_their_order_and_to_their_owner_only(desk_anywhere: Desk) -> None:
    assert notebook.whereabouts(desk_anywhere) == ()
    pinned(desk_anywhere, 2)
    notebook.move(desk_anywhere, 2, by=-1)

    assert notebook.whereabouts(desk_anywhere) == (
        ("reporting/a.txt", "a" * 64, 1, 2),
        ("reporting/a.txt", "a" * 64, 0, 1),
    )
    assert notebook.whereabouts(replace(desk_anywhere, owner="bob")) == ()


def test_a_quote_is_pinned_once(desk_anywhere: Desk) -> None:
    assert notebook.pin(desk_anywhere, LABEL, quote(1), at=NOON)
    assert not notebook.pin(desk_anywhere, LABEL, quote(1), at=NOON)
    assert notebook.pin(desk_anywhere, replace(LABEL, sha256="b" * 64), quote(1), at=NOON)
    assert texts(desk_anywhere) == ["quote 1", "quote 1"]


def test_quotes_move_past_their_neighbours_and_stop_at_the_ends(desk_anywhere: Desk) -> None:
    first, _, last = pinned(desk_anywhere, 3)

    notebook.move(desk_anywhere, last, by=-1)
    assert texts(desk_anywhere) == ["quote 0", "quote 2", "quote 1"]
    notebook.move(desk_anywhere, first, by=-1)
    assert texts(desk_anywhere) == ["quote 0", "quote 2", "quote 1"]
    notebook.move(desk_anywhere, first, by=1)
    assert texts(desk_anywhere) == ["quote 2", "quote 0", "quote 1"]


def parts(desk: Desk) -> list[tuple[str, str]]:
    return [(pin.part, pin.evidence.text) for pin in notebook.pins(desk)]


def test_quotes_stand_under_headings_those_without_one_first(desk_anywhere: Desk) -> None:
    first, second, third, fourth = pinned(desk_anywhere, 4)
    notebook.put_into(desk_anywhere, first, "  Who  knew ")
    notebook.put_into(desk_anywhere, third, "The siren")
    notebook.put_into(desk_anywhere, fourth, "Who knew")

    assert parts(desk_anywhere) == [
        ("", "quote 1"),
        ("Who knew", "quote 0"),
        ("Who knew", "quote 3"),
        ("The siren", "quote 2"),
    ]
    notebook.put_into(desk_anywhere, second, "The siren")
    notebook.put_into(desk_anywhere, first, "")
    assert parts(desk_anywhere) == [
        ("", "quote 0"),
        ("Who knew", "quote 3"),
        ("The siren", "quote 2"),
        ("The siren", "quote 1"),
    ]
    notebook.rename_part(desk_anywhere, "The siren", "21:40 or 22:14?")
    notebook.rename_part(desk_anywhere, "Who knew", "")
    assert parts(desk_anywhere) == [
        ("", "quote 0"),
        ("", "quote 3"),
        ("21:40 or 22:14?", "quote 2"),
        ("21:40 or 22:14?", "quote 1"),
    ]


def test_a_quote_at_the_edge_of_its_part_moves_into_the_next_and_then_on(desk_anywhere: Desk) -> None:
    one, two, three = pinned(desk_anywhere, 3)
    notebook.put_into(desk_anywhere, two, "B")
    notebook.put_into(desk_anywhere, three, "B")

    notebook.move(desk_anywhere, one, by=1)
    assert parts(desk_anywhere) == [("B", "quote 0"), ("B", "quote 1"), ("B", "quote 2")]
    notebook.move(desk_anywhere, one, by=1)
    assert parts(desk_anywhere) == [("B", "quote 1"), ("B", "quote 0"), ("B", "quote 2")]


@given(st.lists(st.sampled_from(["", "A", "B"]), min_size=2, max_size=5), st.data())
def test_a_quote_that_is_dropped_somewhere_stands_there_and_the_others_keep_their_order(
    given_parts: list[str], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), "ann")
        for number, part in zip(pinned(desk, len(given_parts)), given_parts, strict=True):
            notebook.put_into(desk, number, part)
        before = notebook.pins(desk)
        moved = data.draw(st.sampled_from(list(before)))
        to = data.draw(st.integers(0, len(before) - 1))

        notebook.move_to(desk, moved.number, to)

        after = notebook.pins(desk)
        others = [pin.number for pin in before if pin.number != moved.number]
        assert [pin.number for pin in after if pin.number != moved.number] == others
        at = [pin.number for pin in after].index(moved.number)
        assert after[at].part == (after[at - 1].part if to else (after[1].part if len(after) > 1 else ""))
        assert at == to


def test_other_words_of_a_document_take_the_place_of_a_quote_once(desk_anywhere: Desk) -> None:
    first, second = pinned(desk_anywhere, 2)
    notebook.write_note(desk_anywhere, first, "mine")

    notebook.choose_words(desk_anywhere, first, quote(7))
    pin = notebook.pins(desk_anywhere)[0]
    assert (pin.number, pin.evidence, pin.note) == (first, quote(7), "mine")
    assert notebook.whereabouts(desk_anywhere)[0] == ("reporting/a.txt", "a" * 64, 7, 8)
    with pytest.raises(DeskError, match="in the notebook already"):
        notebook.choose_words(desk_anywhere, second, quote(7))
    notebook.choose_words(desk_anywhere, second, quote(1))
    assert texts(desk_anywhere) == ["quote 7", "quote 1"]


def test_a_removed_quote_leaves_the_disk_and_comes_back_to_its_place_with_its_note(desk: Desk) -> None:
    _, middle, _ = pinned(desk, 3)
    notebook.write_note(desk, middle, "unmistakable")
    before = notebook.pins(desk)

    removed, place = notebook.remove(desk, middle)
    assert texts(desk) == ["quote 0", "quote 2"]
    assert b"unmistakable" not in (desk.data / DESK_FILE).read_bytes()

    notebook.bring_back(desk, removed, place)
    assert notebook.pins(desk) == before


def test_a_quote_that_was_pinned_anew_is_not_there_twice_when_it_is_brought_back(desk_anywhere: Desk) -> None:
    [number] = pinned(desk_anywhere, 1)
    removed, place = notebook.remove(desk_anywhere, number)
    notebook.pin(desk_anywhere, LABEL, quote(0), at=NOON)
    notebook.bring_back(desk_anywhere, removed, place)

    assert texts(desk_anywhere) == ["quote 0"]


REACHES: dict[str, Callable[[Desk, int], object]] = {
    "write beside": lambda desk, number: notebook.write_note(desk, number, "mine"),
    "move": lambda desk, number: notebook.move(desk, number, by=1),
    "remove": notebook.remove,
}


@pytest.mark.parametrize("reach", REACHES)
def test_nobody_reaches_the_quotes_of_another(desk_anywhere: Desk, reach: str) -> None:
    first, _ = pinned(desk_anywhere, 2)
    before = notebook.pins(desk_anywhere)
    other = replace(desk_anywhere, owner="bob")

    assert list(notebook.pins(other)) == []
    with pytest.raises(DeskError, match="not in the notebook any more"):
        REACHES[reach](other, first)
    assert notebook.pins(desk_anywhere) == before


def test_writers_at_once_all_keep_their_quotes(desk_anywhere: Desk) -> None:
    def write(writer: int) -> None:
        for number in range(5):
            notebook.pin(desk_anywhere, LABEL, quote(10 * writer + number), at=NOON)

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))

    assert sorted(texts(desk_anywhere)) == sorted(f"quote {10 * writer + n}" for writer in range(4) for n in range(5))


any_text = st.text(st.characters())


@pytest.mark.slow
@given(
    text=any_text, title=any_text, speaker=st.none() | any_text, around=st.tuples(any_text, any_text), note=st.text()
)
def test_any_words_come_back(text: str, title: str, speaker: str | None, around: tuple[str, str], note: str) -> None:
    label = replace(LABEL, source=Source("reporting", title))
    evidence = Evidence(4, 9, text, Voice(VoiceKind.ATTRIBUTED, speaker), Around(*around))
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), "ann")
        notebook.pin(desk, label, evidence, at=NOON)
        notebook.write_note(desk, 1, note)

        [pin] = notebook.pins(desk)
        assert (pin.document, pin.evidence, pin.note) == (label, evidence, note)
