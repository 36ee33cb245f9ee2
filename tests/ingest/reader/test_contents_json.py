from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ingest.plain_data import blocks_as_json, blocks_from_json, passage_as_json, passage_from_json
from ingest.records import Block, BlockKind, Passage, Sentence, Voice, VoiceKind

NUMBERS = st.integers(0, 2**40)
TEXTS = st.text(st.characters(codec="utf-8"))
LINKS = st.lists(st.tuples(NUMBERS, NUMBERS)).map(tuple)
BLOCKS = st.builds(Block, st.sampled_from(BlockKind), NUMBERS, NUMBERS, NUMBERS, LINKS, st.none() | TEXTS)
VOICES = st.builds(Voice, st.sampled_from(VoiceKind), st.none() | TEXTS)
SENTENCES = st.lists(st.builds(Sentence, NUMBERS, NUMBERS, VOICES, st.booleans())).map(tuple)
PASSAGES = st.builds(Passage, TEXTS, NUMBERS, NUMBERS, SENTENCES, NUMBERS)


@given(st.lists(BLOCKS).map(tuple))
def test_blocks_come_back_as_they_were(blocks: tuple[Block, ...]) -> None:
    assert blocks_from_json(json.loads(json.dumps(blocks_as_json(blocks)))) == blocks


@given(PASSAGES)
def test_a_passage_comes_back_under_its_documents_name(passage: Passage) -> None:
    assert passage_from_json(passage.document_id, json.loads(json.dumps(passage_as_json(passage)))) == passage


def test_a_block_that_an_earlier_version_wrote_has_no_speaker() -> None:
    assert blocks_from_json([["quote", 3, 9, 0, [[4, 5]]]]) == (Block(BlockKind.QUOTE, 3, 9, 0, ((4, 5),), None),)
