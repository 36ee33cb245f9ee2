from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.ask import ask
from answer.check import check
from answer.folding import fold
from answer.receipts import Receipt, receipts_of
from answer.verification import QuoteStatus, Verified, verify
from index.building import build as builder
from index.library import Library, around, open_library
from index.records import Around, DocumentLabel
from ingest.lexicon import row
from ingest.records import Source
from tests.conftest import FakeEncoder, write

TEXT = "The river rose on Monday. Engineers closed the lower gate at noon. Nobody was hurt."
QUOTE = "Engineers closed the lower gate at noon."


def library(**texts: str) -> Any:
    """What verification asks a library for: labels and documents; a document's hash is its text."""
    labels = {at: DocumentLabel(name, texts[name], Source("reporting", name)) for at, name in enumerate(texts)}
    return SimpleNamespace(labels=labels, document=lambda name: SimpleNamespace(text=texts[name]))


def receipt(text: str, exact: str, document: str = "a") -> Receipt:
    start = text.index(exact)
    end = start + len(exact)
    return Receipt(document, text, None, start, end, exact, around(text, start, end))


def verified(made: Receipt, **texts: str) -> Verified:
    return next(verify(library(**texts), [made]))


def status(now: str, text: str = TEXT, exact: str = QUOTE) -> QuoteStatus:
    return verified(receipt(text, exact), a=now).status


def test_a_quote_that_stands_where_it_stood_is_the_same() -> None:
    found = verified(receipt(TEXT, QUOTE), a=TEXT)

    assert (found.status, found.found, found.reason) == (QuoteStatus.SAME, (26, 66), "")


def test_a_quote_is_the_same_when_only_what_follows_it_has_changed() -> None:
    found = verified(receipt(TEXT, QUOTE), a=TEXT.replace("Nobody", "Somebody"))

    assert (found.status, found.reason) == (QuoteStatus.SAME, "the document has changed, these words have not")


def test_a_quote_behind_an_edit_has_moved() -> None:
    found = verified(receipt(TEXT, QUOTE), a=f"Corrected. {TEXT}")

    assert (found.status, found.found) == (QuoteStatus.MOVED, (37, 77))


@pytest.mark.parametrize("now", [TEXT.replace("noon", "nine"), TEXT.replace("closed", "closed  not"), "", TEXT.lower()])
def test_a_quote_that_was_edited_has_changed_and_no_lookalike_is_named(now: str) -> None:
    found = verified(receipt(TEXT, QUOTE), a=now)

    assert (found.status, found.found) == (QuoteStatus.CHANGED, None)


@pytest.mark.parametrize(
    "now",
    [
        TEXT.replace("Engineers closed", "It is false that Engineers closed"),
        TEXT.replace("gate at noon.", "gate at noon, the mayor joked."),
    ],
)
def test_a_quote_among_other_words_of_its_sentence_has_changed(now: str) -> None:
    found = verified(receipt(TEXT, "Engineers closed the lower gate at noon"), a=now)

    assert (found.status, found.found) == (QuoteStatus.CHANGED, None)
    assert "other words of their sentence" in found.reason


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Trump won.", "It is not true that Trump won."),
        ("Trump won", "Trump won, his lawyer falsely claimed."),
        ("Trump won.", "Trump won, his lawyer falsely claimed."),
        ("It is not true that Trump won.", "Trump won."),
        ("It rained. He was told that Trump won.", "It rained. Trump won."),
        ("Trump won only in the north.", "Trump won."),
        (
            "It was dark. Nobody in the whole wide county there said that Trump won.",
            "It was dark. said that Trump won.",
        ),
    ],
)
def test_a_quote_whose_sentence_begins_or_ends_with_other_words_has_changed(was: str, now: str) -> None:
    assert status(now, was, "Trump won") is QuoteStatus.CHANGED


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Trump won.", "News. Trump won."),
        ("Trump won.", "Trump won. Nobody doubts it."),
        ("Trump won. Nobody doubts it.", "Trump won."),
        ("News. “Trump won on Monday.” So it was.", "“Trump won on Monday.”"),
        ("Trump won, as all heard on that Monday. Rain.", "So. Trump won, as all heard on that Monday. Rain."),
        ("It was.” As all heard on that Monday, Trump won.", "So. It was.” As all heard on that Monday, Trump won."),
        (
            "On the very long and cold day when it rained Trump won.",
            "So. On the very long and cold day when it rained Trump won.",
        ),
    ],
)
def test_a_quote_among_the_same_words_of_its_sentence_is_kept_wherever_the_document_ends(was: str, now: str) -> None:
    assert status(now, was, "Trump won").is_kept


def test_a_quote_of_another_speaker_with_the_same_words_has_changed() -> None:
    was, now = "Alpha said that the pumps cut the flood.", "Beta said that the pumps cut the flood."

    assert status(f"Well. {now}", was, "the pumps cut the flood") is QuoteStatus.CHANGED
    assert status(f"Well. {was}", was, "the pumps cut the flood") is QuoteStatus.MOVED


def test_a_quote_on_a_page_that_is_not_there_has_changed() -> None:
    opened = library(a=TEXT)
    opened.page = lambda *_: None
    made = Receipt("a", TEXT, 99, 26, 66, QUOTE, around(TEXT, 26, 66))

    [found] = verify(opened, [made])

    assert found.status is QuoteStatus.CHANGED
    assert found.reason == "the receipt names page 99, the words stand in a document without pages"


def test_a_quote_that_the_file_never_had_is_missing() -> None:
    made = Receipt("a", TEXT, None, 0, 5, "Never", around(TEXT, 0, 5))

    assert verified(made, a=TEXT).status is QuoteStatus.MISSING


def test_a_quote_of_a_document_that_is_gone_is_missing_though_another_has_the_words() -> None:
    found = verified(receipt(TEXT, QUOTE), b=f"Also: {TEXT}")

    assert (found.status, found.reason) == (QuoteStatus.MISSING, "the library has no such document")


def test_a_quote_of_a_renamed_document_has_moved_and_says_where_to() -> None:
    found = verified(receipt(TEXT, QUOTE), b=TEXT)

    assert (found.status, found.found, found.found_in) == (QuoteStatus.MOVED, (26, 66), "b")
    assert found.reason == "the document is b today"


def test_a_quote_is_found_in_its_renamed_document_when_another_took_the_name() -> None:
    found = verified(receipt(TEXT, QUOTE), a="Something else.", b=TEXT)

    assert (found.status, found.found_in) == (QuoteStatus.MOVED, "b")


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them() -> None:
    text = "He said yes. She said yes. They left."
    now = f"First of all then. {text}"
    found = verified(receipt(text, "said yes."), a=now)
    second = Receipt("a", text, None, 17, 26, "said yes.", around(text, 17, 26))

    assert (found.status, found.found) == (QuoteStatus.MOVED, (22, 31))
    assert next(verify(library(a=now), [second])).found == (36, 45)


def test_words_that_stand_twice_and_cannot_be_told_apart_are_missing() -> None:
    found = verified(receipt("x. Yes. y", "Yes."), a="Now then. Yes. And Yes. So.")

    assert (found.status, found.found) == (QuoteStatus.MISSING, None)
    assert "several places" in found.reason


def test_of_places_with_both_surroundings_none_is_chosen_and_none_with_only_one_of_them() -> None:
    made = Receipt("a", "x", None, 90, 94, "Yes.", Around("say ", " Now"))

    found = verified(made, a="They say Yes. Now they say Yes. Now they say Yes. Not now.")

    assert (found.status, found.found) == (QuoteStatus.MISSING, None)


@pytest.mark.parametrize(("around", "place"), [(Around("say ", ""), 5), (Around("", " Now"), 22)])
def test_words_that_stand_often_are_found_by_the_words_on_one_side(around: Around, place: int) -> None:
    made = Receipt("a", "x", None, 90, 94, "Yes.", around)

    found = verified(made, a=f"say Yes. No. No. No. Yes. Now. {'Yes. ' * 1000}")

    assert (found.status, found.found) == (QuoteStatus.MOVED, (place - 1, place + 3))


class Clock:
    """A clock that a second passes on at each look."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


def test_quotes_for_which_no_time_is_left_are_unverified_and_the_others_are_told() -> None:
    asked = [receipt(TEXT, QUOTE), *(receipt(TEXT, QUOTE, "b") for _ in range(30))]

    found = list(verify(library(a=TEXT, b=TEXT), asked, clock=Clock()))

    assert [one.status for one in found] == [QuoteStatus.SAME] * 10 + [QuoteStatus.UNVERIFIED] * 21
    assert "verify a smaller export" in found[-1].reason
    assert [one.receipt for one in found] == asked


def test_a_letter_that_stands_within_every_word_does_not_hold_verifying() -> None:
    made = Receipt("a", "x", None, 0, 1, "e", around("", 0, 0))

    assert next(verify(library(a="been " * 100_000), [made], clock=Clock())).status is QuoteStatus.UNVERIFIED


def test_receipts_are_told_in_their_own_order_whatever_document_they_are_of() -> None:
    texts = {"b": "One is here.", "a": "Two are here.", "c": "Three are here."}
    asked = [receipt(texts[name], texts[name], name) for name in ("c", "a", "b", "a")]

    assert [one.receipt for one in verify(library(**texts), asked)] == asked


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("the lower gate", "the \n lower\u00a0gate"),
        ("the officer", "the o\ufb03cer"),
        ("the lower gate", "the lo\u00adwer gate"),
        ("o\ufb03ce", "of\u00adfice"),
        ("the\u00ad gate", "the gate"),
        ("the gate", "the ga\u200bte"),
    ],
)
def test_white_space_ligatures_and_what_nobody_sees_compare_equal(was: str, now: str) -> None:
    assert fold(was) == fold(now)
    assert status(f"See {now}.", f"See {was}.", was).is_kept


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("the gate", "thegate"),
        ("the gate", "The gate"),
        ("“gate”", '"gate"'),
        ("caf\u00e9", "cafe\u0301"),
        ("lower-gate", "lower\u2011gate"),
        ("Ægean", "AEgean"),
        ("１２", "12"),
        ("\ufb05", "st"),
    ],
)
def test_nothing_else_compares_equal(was: str, now: str) -> None:
    assert status(f"See {now}.", f"See {was}.", was) is QuoteStatus.CHANGED


@pytest.mark.parametrize(
    ("exact", "now"),
    [
        ("200 men", "1,200 men left."),
        ("men", "200 menfolk left."),
        ("200 men left", "200 men left-leaning."),
        ("200", "200.5 men left."),
        ("200", "-200 men left."),
        ("cafe", "The cafe\u0301."),
        ("can", "He can't."),
    ],
)
def test_words_that_go_on_are_other_words(exact: str, now: str) -> None:
    made = Receipt("a", "before", None, now.index(exact), now.index(exact) + len(exact), exact, around("", 0, 0))

    assert verified(made, a=now).status is QuoteStatus.CHANGED


def test_a_quote_that_was_cut_inside_a_word_by_the_page_is_still_found() -> None:
    text = "President TrumpOmar fires back. More."

    assert status(text, text, "Omar fires back.") is QuoteStatus.SAME
    assert status(f"So. {text}", text, "Omar fires back.") is QuoteStatus.MOVED
    assert status(text.replace("Trump", "Pence"), text, "Omar fires back.") is QuoteStatus.CHANGED


def test_offsets_beyond_the_document_are_no_place() -> None:
    made = Receipt("a", "x", None, 90, 95, "Never", around("", 0, 0))

    assert verified(made, a=TEXT).status is QuoteStatus.CHANGED
    assert verified(Receipt("a", "x", None, 0, 0, "", around("", 0, 0)), a=TEXT).status is QuoteStatus.CHANGED


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_same_and_moved_always_lead_to_the_words(text: str, now: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    now = data.draw(st.sampled_from([now, f"{now}{text}", f"{text}{now}", text[:start] + now + text[end:]]))
    found = verified(Receipt("a", text, None, start, end, text[start:end], around(text, start, end)), a=now)

    if found.status.is_kept:
        assert found.found
        assert fold(now[slice(*found.found)]) == fold(text[start:end])
    else:
        assert found.found is None
    if now == text and start < end:
        assert found.status is QuoteStatus.SAME


WORDS = row("the a river gate council closed opened rose on Monday noon mayor said 1,200 men ﬁfth “never” Omar’s of")
ENDS = (".", ".", "!", "?", ".”", "…")


def prose(chance: random.Random) -> str:
    """Paragraphs of sentences of random words, with the white space and marks that documents have."""

    def sentence() -> str:
        words = [chance.choice(WORDS) for _ in range(chance.randint(3, 14))]
        gap = chance.choice([" ", " ", " ", "\u00a0", "  ", "\n", " \u00ad"])
        return (gap if chance.random() < 0.2 else " ").join(words).capitalize() + chance.choice(ENDS)

    paragraphs = (" ".join(sentence() for _ in range(chance.randint(1, 5))) for _ in range(chance.randint(1, 4)))
    return "\n\n".join(paragraphs) + "\n"


@contextmanager
def built(corpus: Path, data: Path) -> Iterator[tuple[Library, FakeEncoder]]:
    encoder = FakeEncoder()
    builder.build(corpus, data, encoder, confirmed=True)
    with closing(open_library(data)) as opened:
        yield opened, encoder


def question(chance: random.Random) -> str:
    return " ".join(re.sub(r"[^\w ]", "", chance.choice(WORDS)) for _ in range(chance.randint(2, 6)))


def receipts(opened: Library, encoder: FakeEncoder, chance: random.Random) -> tuple[Receipt, ...]:
    if chance.random() < 0.3:
        return receipts_of(check(opened, encoder, prose(chance)))
    return receipts_of(ask(opened, encoder, question(chance)))


def assert_round(chance: random.Random, folder: Path, answers: int) -> None:
    """Random answers over one random corpus: same; edited before: moved; edited inside: changed or missing."""
    corpus, data = folder / "corpus", folder / "data"
    for kind in ("reporting", "commentary", "official"):
        for at in range(chance.randint(1, 3)):
            write(corpus, f"{kind}/{at}.txt", prose(chance))
    with built(corpus, data) as (opened, encoder):
        found = [one for _ in range(answers) for one in receipts(opened, encoder, chance)]
        assert {one.status for one in verify(opened, found)} <= {QuoteStatus.SAME}
        texts = {label.id: opened.document(label.id).text for label in opened.labels.values()}
    kept = dict(texts)
    for made in dict.fromkeys(found):
        text = texts[made.document]
        now = f"{text[: made.start].rstrip()}\n\nInserted before.\n\n{text[made.start :]}"
        standing = fold(text).count(fold(made.exact))
        state = verified_in(kept | {made.document: now}, made)
        begins = made.start == 0 or text[: made.start].rstrip().endswith(ENDS)
        assert state is (QuoteStatus.MOVED if begins else QuoteStatus.CHANGED) or standing > 1
        at = chance.randrange(made.start, made.end)
        changed = text[:at] + "ZQ" + text[at + 1 :]
        assert (
            verified_in(kept | {made.document: changed}, made) in {QuoteStatus.CHANGED, QuoteStatus.MISSING}
            or standing > 1
        )
        gone = text[: made.start] + text[made.end :]
        assert verified_in(kept | {made.document: gone}, made) is not QuoteStatus.SAME or fold(made.exact) in fold(gone)
    shutil.rmtree(folder)


def verified_in(texts: dict[str, str], made: Receipt) -> QuoteStatus:
    """The status when the document's text is another; its hash is too."""
    labels = {at: DocumentLabel(name, "now", Source("reporting", name), "") for at, name in enumerate(texts)}
    opened: Any = SimpleNamespace(labels=labels, document=lambda name: SimpleNamespace(text=texts[name]))
    return next(verify(opened, [made])).status


@pytest.mark.slow
def test_every_receipt_of_random_answers_is_the_same_until_an_edit(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 (documents, no secrets)
    for at in range(3):
        assert_round(chance, tmp_path / str(at), answers=5)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_every_receipt_of_a_thousand_random_answers_is_the_same_until_an_edit(tmp_path: Path, hundred: int) -> None:
    chance = random.Random(100 + hundred)  # noqa: S311 (documents, no secrets)
    for at in range(10):
        assert_round(chance, tmp_path / str(at), answers=10)


def test_receipts_stand_after_a_real_edit_and_a_real_build(corpus: Path, data: Path) -> None:
    with built(corpus, data) as (opened, encoder):
        found = receipts_of(ask(opened, encoder, "Engineers closed the lower gate"))
    path = corpus / "reporting/river.txt"
    path.write_text(f"A new first sentence. {path.read_text(encoding='utf-8')}", encoding="utf-8")
    with built(corpus, data) as (opened, _):
        moved = [one.status for one in verify(opened, found) if one.receipt.document == "reporting/river.txt"]
    path.write_text(path.read_text(encoding="utf-8").replace("gate", "door"), encoding="utf-8")
    with built(corpus, data) as (opened, _):
        changed = {one.status for one in verify(opened, found) if "gate" in one.receipt.exact}

    assert moved
    assert set(moved) == {QuoteStatus.MOVED}
    assert changed == {QuoteStatus.CHANGED, QuoteStatus.SAME}  # the commentary's gate was not touched
