"""A file's contents on their way out of the reader process: the record, and the same as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.records import Block, BlockKind, Furniture, OwnField, Sentence, Voice, VoiceKind


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a file's bytes alone decide of its `Document`, and what it says of itself."""

    text: str
    blocks: tuple[Block, ...]
    own: tuple[OwnField, ...]
    page_starts: tuple[int, ...]
    furniture: tuple[Furniture, ...]
    sentences: tuple[Sentence, ...]


def contents_as_json(contents: Contents) -> dict[str, Any]:
    """The contents as plain data."""
    return {
        "text": contents.text,
        "blocks": [[b.kind, b.start, b.end, b.level, b.links, b.speaker] for b in contents.blocks],
        "own": [[f.name, str(f.value), isinstance(f.value, date), f.rule] for f in contents.own],
        "page_starts": contents.page_starts,
        "furniture": [[f.start, f.end, f.rule] for f in contents.furniture],
        "sentences": sentences_as_json(contents.sentences),
    }


def contents_from_json(data: Mapping[str, Any]) -> Contents:
    """The contents that `contents_as_json` wrote."""
    return Contents(
        text=data["text"],
        blocks=tuple(
            Block(BlockKind(kind), start, end, level, tuple((a, b) for a, b in links), speaker)
            for kind, start, end, level, links, speaker in data["blocks"]
        ),
        own=tuple(
            OwnField(name, date.fromisoformat(value) if is_date else value, rule)
            for name, value, is_date, rule in data["own"]
        ),
        page_starts=tuple(data["page_starts"]),
        furniture=tuple(Furniture(*item) for item in data["furniture"]),
        sentences=sentences_from_json(data["sentences"]),
    )


def sentences_as_json(sentences: Iterable[Sentence]) -> list[list[Any]]:
    """Sentences as plain data."""
    return [[s.start, s.end, s.voice.kind, s.voice.speaker, s.heading] for s in sentences]


def sentences_from_json(data: Iterable[Sequence[Any]]) -> tuple[Sentence, ...]:
    """The sentences that `sentences_as_json` wrote."""
    return tuple(
        Sentence(start, end, Voice(VoiceKind(kind), speaker), heading) for start, end, kind, speaker, heading in data
    )
