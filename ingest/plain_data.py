"""Convert a document's records to plain data and back, for the reader process and for database rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ingest.records import Block, BlockKind, Contents, Furniture, OwnField, Passage, Sentence, Voice, VoiceKind


def contents_as_json(contents: Contents) -> dict[str, Any]:
    """Convert contents to plain data."""
    return {
        "text": contents.text,
        "blocks": blocks_as_json(contents.blocks),
        "own": own_as_json(contents.own),
        "page_starts": contents.page_starts,
        "furniture": furniture_as_json(contents.furniture),
        "sentences": sentences_as_json(contents.sentences),
        "partly": contents.partly,
    }


def contents_from_json(data: Mapping[str, Any]) -> Contents:
    """Read contents that `contents_as_json` wrote."""
    return Contents(
        text=data["text"],
        blocks=blocks_from_json(data["blocks"]),
        own=own_from_json(data["own"]),
        page_starts=tuple(data["page_starts"]),
        furniture=furniture_from_json(data["furniture"]),
        sentences=sentences_from_json(data["sentences"]),
        partly=tuple(data["partly"]),
    )


def own_as_json(own: Iterable[OwnField]) -> list[list[Any]]:
    """Convert what a file says of itself to plain data."""
    return [[f.name, str(f.value), isinstance(f.value, date), f.rule] for f in own]


def own_from_json(data: Iterable[Sequence[Any]]) -> tuple[OwnField, ...]:
    """Read what `own_as_json` wrote."""
    return tuple(
        OwnField(name, date.fromisoformat(value) if is_date else value, rule) for name, value, is_date, rule in data
    )


def blocks_as_json(blocks: Iterable[Block]) -> list[list[Any]]:
    """Convert blocks to plain data."""
    return [
        [b.kind, b.start, b.end, b.level, b.links, b.speaker, *(() if b.recognised is None else (b.recognised,))]
        for b in blocks
    ]


def blocks_from_json(data: Iterable[Sequence[Any]]) -> tuple[Block, ...]:
    """Read blocks that `blocks_as_json` wrote; an earlier version of Byline wrote no speaker.

    `recognised` is written only where a block has one.
    """
    return tuple(
        Block(BlockKind(kind), start, end, level, tuple((a, b) for a, b in links), *rest)
        for kind, start, end, level, links, *rest in data
    )


def furniture_as_json(furniture: Iterable[Furniture]) -> list[list[Any]]:
    """Convert furniture to plain data."""
    return [[f.start, f.end, f.rule] for f in furniture]


def furniture_from_json(data: Iterable[Sequence[Any]]) -> tuple[Furniture, ...]:
    """Read furniture that `furniture_as_json` wrote."""
    return tuple(Furniture(*item) for item in data)


def passage_as_json(passage: Passage) -> list[Any]:
    """Convert a passage to plain data, without its document's id."""
    return [passage.start, passage.end, passage.tokens, sentences_as_json(passage.sentences)]


def passage_from_json(document_id: str, data: Sequence[Any]) -> Passage:
    """Read a passage of this document that `passage_as_json` wrote."""
    start, end, tokens, sentences = data
    return Passage(document_id, start, end, sentences_from_json(sentences), tokens)


def sentences_as_json(sentences: Iterable[Sentence]) -> list[list[Any]]:
    """Convert sentences to plain data."""
    return [[s.start, s.end, s.voice.kind, s.voice.speaker, s.heading] for s in sentences]


def sentences_from_json(data: Iterable[Sequence[Any]]) -> tuple[Sentence, ...]:
    """Read sentences that `sentences_as_json` wrote."""
    return tuple(
        Sentence(start, end, Voice(VoiceKind(kind), speaker), heading) for start, end, kind, speaker, heading in data
    )
