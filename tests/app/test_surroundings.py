from __future__ import annotations

from app_pages.drawing.marked_text import surroundings
from ingest.records import Block, BlockKind, Document, Source

PARAGRAPH = "0123456789"


def document(paragraphs: int) -> Document:
    text = "\n".join([PARAGRAPH] * paragraphs)
    blocks = tuple(Block(BlockKind.PARAGRAPH, at * 11, at * 11 + 10) for at in range(paragraphs))
    return Document(text, blocks, sentences=(), id="a.txt", sha256="", source=Source("reporting", "A"))


def test_three_paragraphs_before_and_after_are_taken() -> None:
    found = document(20)
    start, end = surroundings(found, 10 * 11, 10 * 11 + 10)
    assert found.text[start:end].split("\n") == [PARAGRAPH] * 7


def test_the_ends_of_the_document_are_its_bounds() -> None:
    found = document(2)
    assert surroundings(found, 0, 10) == (0, 21)


def test_a_passage_inside_one_paragraph_is_shown_with_the_whole_of_it() -> None:
    found = document(1)
    assert surroundings(found, 3, 6) == (0, 10)


def test_a_document_without_blocks_is_the_passage_alone() -> None:
    bare = Document(PARAGRAPH, (), sentences=(), id="a.txt", sha256="", source=Source("reporting", "A"))
    assert surroundings(bare, 2, 5) == (2, 5)
