from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunking import Bounds, _split_sentence, chunk, embedded_text
from ingest.records import Block, BlockKind, Document, Furniture, Sentence, Source, Voice, VoiceKind
from ingest.tokens import count_tokens


def pieces(texts: Sequence[str]) -> list[int]:
    """A model that reads three characters at a time: a bound that tiktoken's does not imply."""
    return [-(-len(text) // 3) for text in texts]


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


WIDE = Bounds(count_tokens, words, window=250)


def document(text: str, sentences: Sequence[Sentence], furniture: Sequence[Furniture] = ()) -> Document:
    """A document of these spans, without blocks."""
    source = Source(kind="reporting", title="a")
    return Document(
        text,
        (),
        furniture=tuple(furniture),
        sentences=tuple(sentences),
        id="reporting/a.txt",
        sha256="0" * 64,
        source=source,
    )


def written(*sentences: str, headings: frozenset[int] = frozenset()) -> Document:
    """A document of these sentences, a space between them; `headings` are positions."""
    spans, at = [], 0
    for position, sentence in enumerate(sentences):
        spans.append(Sentence(at, at + len(sentence), heading=position in headings))
        at += len(sentence) + 1
    return document(" ".join(sentences), spans)


def shown(found: Document, bounds: Bounds = WIDE) -> list[str]:
    return [found.text[passage.start : passage.end] for passage in chunk(found, bounds)]


def solid(text: str, spans: Sequence[Sentence]) -> list[int]:
    """The places of all characters but white space in these spans, in the order of the spans."""
    return [at for span in spans for at in range(span.start, span.end) if not text[at].isspace()]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text, cut anywhere into sentences, headings and furniture, as `Document` promises them."""
    text = draw(st.text(max_size=120) | st.lists(st.text(max_size=12), max_size=30).map(" ".join))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=20).map(sorted))
    sentences, furniture, blocks = [], [], []
    for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
        inner = text[start:end].strip()
        role = draw(st.sampled_from(["sentence", "sentence", "sentence", "heading", "furniture", "furniture block"]))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if inner and "furniture" in role:
            span = Furniture(start, start + len(inner), "any")
            furniture.append(span)
            if role == "furniture block":
                blocks.append(Block(BlockKind.PARAGRAPH, span.start, span.end))
        elif inner:
            voice = draw(st.sampled_from([Voice(), Voice(VoiceKind.QUOTE, "a speaker")]))
            sentences.append(Sentence(start, start + len(inner), voice, heading=role == "heading"))
    source = Source(kind="reporting", title="a")
    return Document(
        text,
        tuple(blocks),
        furniture=tuple(furniture),
        sentences=tuple(sentences),
        id="reporting/a.txt",
        sha256="0" * 64,
        source=source,
    )


BOUNDS = st.builds(
    lambda tokens, window: Bounds(count_tokens, pieces, window=window, max_tokens=tokens),
    st.integers(16, 40),
    st.integers(2, 40),
)


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_every_character_of_every_sentence_is_in_exactly_one_passage(found: Document, bounds: Bounds) -> None:
    parts = [sentence for passage in chunk(found, bounds) for sentence in passage.sentences]

    assert solid(found.text, parts) == solid(found.text, found.sentences)


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_a_part_lies_inside_its_sentence_and_keeps_its_voice(found: Document, bounds: Bounds) -> None:
    for passage in chunk(found, bounds):
        for part in passage.sentences:
            whole = [s for s in found.sentences if s.start <= part.start and part.end <= s.end]
            assert [(s.voice, s.heading) for s in whole] == [(part.voice, part.heading)]


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_a_passage_is_the_text_from_its_first_sentence_to_its_last(found: Document, bounds: Bounds) -> None:
    for passage in chunk(found, bounds):
        text = found.text[passage.start : passage.end]
        first, last = passage.sentences[0], passage.sentences[-1]
        assert text.startswith(found.text[first.start : first.end])
        assert text.endswith(found.text[last.start : last.end])
        assert text == text.strip() != ""


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_what_the_model_reads_of_a_passage_is_within_both_bounds(found: Document, bounds: Bounds) -> None:
    for passage in chunk(found, bounds):
        read = embedded_text(found.text, passage.sentences)
        assert count_tokens([read]) == [passage.tokens]
        assert passage.tokens <= bounds.max_tokens
        assert pieces([read])[0] <= bounds.window


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_no_passage_has_a_heading_below_running_text(found: Document, bounds: Bounds) -> None:
    for passage in chunk(found, bounds):
        headings = [sentence.heading for sentence in passage.sentences]
        assert headings == sorted(headings, reverse=True)


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_no_passage_runs_across_furniture_that_is_a_block_unless_it_follows_a_heading(
    found: Document, bounds: Bounds
) -> None:
    starts = {block.start for block in found.blocks}

    for passage in chunk(found, bounds):
        text = [sentence for sentence in passage.sentences if not sentence.heading]
        begins = text[0].start if text else passage.end
        assert not [f for f in found.furniture if f.start in starts and begins < f.start < passage.end]


@given(documents(), BOUNDS)
@settings(max_examples=60)
def test_no_furniture_reaches_the_model(found: Document, bounds: Bounds) -> None:
    for passage in chunk(found, bounds):
        for part in passage.sentences:
            assert not [f for f in found.furniture if part.start < f.end and f.start < part.end]


def test_a_document_without_sentences_has_no_passages() -> None:
    assert chunk(document("", []), WIDE) == ()


def test_a_passage_names_its_document_and_counts_its_tokens() -> None:
    [passage] = chunk(written("hello world"), WIDE)

    assert (passage.document_id, passage.start, passage.end, passage.tokens) == ("reporting/a.txt", 0, 11, 2)


def test_short_sentences_share_a_passage() -> None:
    assert shown(written("The river rose.", "The gate was closed.")) == ["The river rose. The gate was closed."]


def test_headings_in_a_row_stay_with_the_text_below_them() -> None:
    found = written("Floods", "Monday", "The river rose.", "The gate", "It was closed.", headings=frozenset({0, 1, 3}))

    assert shown(found) == ["Floods Monday The river rose.", "The gate It was closed."]


def test_a_heading_with_nothing_below_it_is_a_passage() -> None:
    assert shown(written("The river rose.", "The end", headings=frozenset({1}))) == ["The river rose.", "The end"]


def test_furniture_inside_a_sentence_is_shown_in_the_passage_and_not_read() -> None:
    text = "The river rose READ MORE on Monday."
    found = document(text, [Sentence(0, 14), Sentence(25, 35)], [Furniture(15, 24, "injected_headline")])

    [passage] = chunk(found, WIDE)

    assert text[passage.start : passage.end] == text
    assert embedded_text(text, passage.sentences) == "The river rose on Monday."


def test_a_long_section_is_cut_into_passages_of_about_equal_length() -> None:
    sentence = "The river rose on Monday and the lower gate was closed at noon by two engineers."
    found = written(*[sentence] * 30)

    tokens = [passage.tokens for passage in chunk(found, WIDE)]

    assert sum(tokens) / 30 == pytest.approx(count_tokens([" " + sentence])[0], rel=0.05)
    assert max(tokens) <= 200
    assert min(tokens) >= 0.6 * max(tokens)


def test_the_window_bounds_a_passage_that_tiktoken_would_allow() -> None:
    found = written(*["one two three four five"] * 4)

    assert (
        shown(found, Bounds(count_tokens, words, window=10)) == ["one two three four five one two three four five"] * 2
    )


def test_tiktoken_bounds_a_passage_that_the_window_would_allow() -> None:
    found = written("hello world", "hello world", "hello world")

    assert [p.tokens for p in chunk(found, Bounds(count_tokens, words, window=250, max_tokens=4))] == [4, 2]


def test_a_sentence_longer_than_the_window_is_split_at_a_clause_with_exact_offsets() -> None:
    text = "The river rose on Monday; the lower gate was closed at noon."

    found = chunk(written(text), Bounds(count_tokens, words, window=8))

    assert [(p.start, p.end) for p in found] == [(0, 25), (26, 60)]
    assert [text[p.start : p.end] for p in found] == ["The river rose on Monday;", "the lower gate was closed at noon."]


def test_a_sentence_without_clauses_is_split_between_words() -> None:
    parts = shown(written("alpha beta gamma delta epsilon zeta"), Bounds(count_tokens, words, window=3))

    assert " ".join(parts) == "alpha beta gamma delta epsilon zeta"
    assert [len(part.split()) for part in parts] == [3, 3]


def test_a_sentence_without_spaces_is_split_and_nothing_is_lost() -> None:
    text = "河" * 500

    found = chunk(written(text), Bounds(count_tokens, pieces, window=20))

    assert "".join(text[p.start : p.end] for p in found) == text
    assert [p.start for p in found[1:]] == [p.end for p in found[:-1]]


@given(st.text("ab,;:–)” ", min_size=2, max_size=9).map(str.strip).filter(lambda text: len(text) > 1))
def test_the_parts_of_a_split_sentence_are_shorter_than_it(text: str) -> None:
    assert all(part.end - part.start < len(text) for part in _split_sentence(text, Sentence(0, len(text))))


def test_one_endless_sentence_is_split_with_exact_offsets() -> None:
    text = " ".join(f"word{number}" for number in range(5_000))

    found = chunk(written(text), WIDE)

    assert " ".join(text[p.start : p.end] for p in found) == text
    assert max(p.tokens for p in found) <= 200


@pytest.mark.slow
def test_a_line_of_a_million_characters_without_a_space_is_cut_in_seconds() -> None:
    text = "".join(chr(97 + number * number % 26) for number in range(1_000_000))
    started = time.process_time()

    found = chunk(written(text), WIDE)

    assert time.process_time() - started < 20
    assert "".join(text[p.start : p.end] for p in found) == text


def test_the_same_document_is_cut_the_same_way_twice() -> None:
    found = written(*[f"Sentence number {number} is here." for number in range(60)])

    assert chunk(found, WIDE) == chunk(found, WIDE)


def test_a_title_stays_with_its_lead_across_a_byline() -> None:
    text = "The bridge fell. By A. Holm. It fell at noon. Share this. Nobody was hurt."
    spans = [Sentence(0, 16, heading=True), Sentence(29, 45), Sentence(58, 74)]
    furniture = [Furniture(17, 28, "byline"), Furniture(46, 57, "share notice")]
    found = replace(
        document(text, spans, furniture),
        blocks=(Block(BlockKind.PARAGRAPH, 17, 28), Block(BlockKind.PARAGRAPH, 46, 57)),
    )

    assert shown(found) == ["The bridge fell. By A. Holm. It fell at noon.", "Nobody was hurt."]
    assert embedded_text(text, chunk(found, WIDE)[0].sentences) == "The bridge fell. It fell at noon."
